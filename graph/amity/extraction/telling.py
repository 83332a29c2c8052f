"""Whether the words of a trigger tell of no event, or of half of one, for all that they name its parties."""

from itertools import islice

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.places import ASIDE
from amity.extraction.scopes import Arguments
from amity.extraction.text import fold
from amity.extraction.triggers import Frame

_TOWARDS = {"pour", "vers", "à", "for", "to"}


def is_effect(frame: Frame) -> bool:
    """Whether closer ties are only what a thing is said to lead to ("the deal is likely to deepen their cooperation"):
    nobody declares a will."""
    if frame.trigger.part_of_speech != "verb":
        return False
    subjects = syntax.subjects(frame.token) or syntax.subjects(syntax.clause(frame.clause.head))
    named = {token.i for m in frame.sentence.mentions for token in (m.token, syntax.phrase_head(m.token))}
    tied = {frame.needed.i} if frame.needed is not None else set()
    things = bool(subjects) and all(s.pos_ == "NOUN" and s.i not in named | tied for s in subjects)
    if not things:
        return False
    above = list(syntax.ancestors(frame.token))
    above += [child for node in above for child in node.children if child.dep_ in syntax.OBJECTS]
    return not any(_is_somebodys(node, frame) for node in above)


def _is_somebodys(noun: Token, frame: Frame) -> bool:
    """Whether a noun above the trigger is of somebody ("the text records their commitment to deepening ties")."""
    return noun.pos_ == "NOUN" and any(
        m.acts and m.token.i < frame.token.i and m.token.i != noun.i and syntax.path_is_nominal(m.token, noun)
        for m in frame.sentence.mentions
    )


_NEAR = ASIDE | {"ahead"}


def is_only_near(frame: Frame, arguments: Arguments) -> bool:
    """Whether something else took place near a gathering, of which it is not said whose it was, or of which the parties
    are not said to be."""
    if frame.trigger.part_of_speech != "noun":
        return False
    above = {fold(node.lower_) for node in [syntax.governor(frame.token), *islice(frame.token.ancestors, 5)]}
    if not above & _NEAR:
        return False
    below = [m for m in frame.sentence.mentions if m.event_name or (m.acts and syntax.dominates(frame.token, m.token))]
    own = {actor for m in below for actor in m.actors}
    return not own or (frame.trigger.evokes == "Meeting" and not set(arguments.actors) <= own)


def is_willed_in(frame: Frame, other: Frame) -> bool:
    """Whether talks are only part of the closer ties that somebody wants."""
    if other.trigger.evokes != "StatementOfIntent" or other.needed is None or frame.trigger.part_of_speech != "noun":
        return False
    return other.needed.i != frame.token.i and syntax.dominates(other.needed, frame.token)


def of_no_time(frame: Frame) -> bool:
    """Whether several gatherings are meant and none is dated."""
    return syntax.feature(frame.token, "Number") == "Plur" and not frame.sentence.dates


def only_receives(arguments: Arguments) -> bool:
    """Whether only who receives ambassadors is told, as where it is said later who they were."""
    return [party.role for party in arguments.parties] == ["receivingState"]


def goes_home(frame: Frame, arguments: Arguments) -> bool:
    """Whether who travels is of the state he goes to ("l'ambassadeur russe à Washington partira pour Moscou")."""
    goal = [m for m in frame.sentence.mentions if frame.needed is not None and m.token.i == frame.needed.i]
    guests = {party.actor for party in arguments.parties if party.role == "guest"}
    return any(set(m.actors) == guests and syntax.preposition(m.token) in _TOWARDS for m in goal if m.actors)


def belongs(token: Token, frame: Frame) -> bool:
    """Whether a word is in the clause of a trigger, or below the trigger."""
    return (
        syntax.clause(token).i == frame.clause.i
        or syntax.dominates(frame.token, token)
        or (frame.needed is not None and syntax.dominates(frame.needed, token))
    )
