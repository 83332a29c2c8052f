"""Claims -> events: which reports speak of one happening.

Two claims **may be one happening** when everything that must agree does, and nothing forbids it.

What must agree:

- the class (talks during a visit are a meeting and a visit, two events) and the parties. Where many take part, sources
  list them differently: of two lists of a commission, an exercise or a project, or of two lists of three parties and
  more, one may hold the other. Lists of a conference may share more than half of the shorter, two parties at least, if
  both are dated to the month; or one party at one place. Both claims must be dated. A meeting of two is never one of
  three;
- the time. Dates at the precision stated must be compatible: `2024-11` with `2024-11-12`, never the 5th with the 12th.

What may differ:

- the day, by two at most, of what goes on for days: visits, conferences, sessions, exercises; by one, of talks in one
  place;
- the day, by 31 at most, of two reports of one sum: it is signed, approved and announced on different days;
- the day, by a week at most, of what happens once: missions opened or closed, relations established or broken, for they
  are announced, signed and take effect. A promise of such a thing binds nobody to its date: it may come a year later;
- a missing date: that of the document stands in for it, and must lie within 31 days of the other, or a year for what
  happens once. Without any date nothing is guessed;
- the status: a promise, its fulfilment and its denial are one event with several claims;
- the place: one lies in the other, or may do, when one is not known and the other is a state; on one day a place that
  is not known ("the Great Hall of the People") differs from no other;
- persons, for sources name some of them, in the spelling of their language, and domains.

What forbids it:

- both claims are of one document: what that says twice, extraction has joined;
- opposite roles: an embassy of Russia in Togo is not one of Togo in Russia;
- two known places;
- a promise in a later document than the fulfilment, unless both name the day: it announces another happening;
- sums in one currency that differ by more than a tenth: always for aid, and otherwise unless the day is the same;
- two delegations (two persons or more on either side) that share nobody; travellers of whom none is the same, unless
  the day is;
- other domains, at the top of the scheme, of agreements, aid, projects and security cooperation without the same day.

May-be-one is not transitive: "in November" may be the meeting of the 5th and that of the 12th, which are two. So all
pairs that may be one are taken from the closest to the least close (by dates, places, sums, persons, then by how near
in time they were reported, then by name), and the events of the two are joined if every claim of the one may be one
with every claim of the other. The result is a function of the set of claims: their order is of no matter, a document
that is not linked to others changes nothing for them, and two events that are left apart cannot be joined.

What the events of a claim depend on is found by `linked` alone: a claim is kept under its `keys_of`, and whatever is
linked to it under one of its `candidates`, so that a store looks at the claims of a few months, however many it holds.

Nor need all be clustered anew that is linked to a claim through others: whether two events stay apart depends on their
own claims alone. See `amity.deriving.derivation`.
"""

from amity.resolution.clustering import clusters, resolve
from amity.resolution.keys import Key, candidates, claims_of, keys_of
from amity.resolution.merging import Resolved, merged
from amity.resolution.naming import ordered_actors, slug_base
from amity.resolution.rule import Background, Closeness, closeness, linked

__all__ = [
    "Background",
    "Closeness",
    "Key",
    "Resolved",
    "candidates",
    "claims_of",
    "closeness",
    "clusters",
    "keys_of",
    "linked",
    "merged",
    "ordered_actors",
    "resolve",
    "slug_base",
]
