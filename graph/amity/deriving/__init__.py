"""What a change of one document changes in the graph of events: which quads go and which come.

Only what may be touched is read: the claims that the rule of resolution links to those of the document, before and
after, with the events around them; the events that share a name with theirs; and the events that are parts of theirs.
They are found in the index: a graph of which claims are kept under which keys, and which events make which ties.
"""

from amity.deriving.deriver import Deriver
from amity.deriving.stored import Change, Kept, Quads

__all__ = ["Change", "Deriver", "Kept", "Quads"]
