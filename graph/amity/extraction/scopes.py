"""Which mentions belong to the event that a trigger reports, and how they stand to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Mention
from amity.extraction.text import fold
from amity.extraction.triggers import Frame
from amity.model import Party

WITH = {"avec", "with"}
BETWEEN = {"entre", "between", "among", "parmi"}
FAVOR = {"faveur", "profit", "benefice", "favor", "favour", "attention", "benefit", "destination"}


@dataclass(slots=True)
class Arguments:
    """The parties and persons of one event, and the mentions of its clause (`scope`); `guessed` counts what the
    sentence itself does not say."""

    parties: list[Party] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)
    scope: list[Mention] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    guessed: int = 0
    separate: list[list[Party]] = field(default_factory=list)

    @property
    def actors(self) -> list[str]:
        """The ids of the parties, each once."""
        return list(dict.fromkeys(party.actor for party in self.parties))


def scope_of(frame: Frame) -> list[Mention]:
    """The mentions in the clause of the trigger and below the trigger, with those its clause borrows."""
    anchor = frame.clause
    subjects = syntax.subjects(anchor)
    antecedent = anchor.head if syntax.is_relative(anchor) and anchor.head.i != anchor.i else None
    if antecedent is not None and syntax.feature(anchor, "Number") == "Plur":
        antecedent = syntax.phrase_head(antecedent)  # "des États-Unis et de la Chine, qui s'engagent"
    needed = frame.needed
    found = []
    asking = _who_asks(frame)
    for mention in frame.sentence.mentions:
        token = mention.token
        if any(syntax.path_is_nominal(token, subject) for subject in asking):
            continue
        if (
            syntax.clause(token).i == anchor.i
            or (syntax.dominates(frame.token, token) and not _below_other_clause(frame.token, token))
            or (needed is not None and syntax.path_is_nominal(token, needed))
            or (needed is not None and syntax.dominates(needed, token) and not _below_other_clause(needed, token))
            or any(syntax.path_is_nominal(token, subject) for subject in subjects)
            or (antecedent is not None and (syntax.path_is_nominal(token, antecedent)))
        ):
            found.append(mention)
    return found


_ASKING = {"ask", "urge", "order", "request", "tell", "force"}
_HOSTED = {"Visit", "Meeting"}


def _who_asks(frame: Frame) -> list[Token]:
    """Who asks others to do what the trigger tells, and is no party to it ("asked Peru to restore relations")."""
    verb, above = frame.token, frame.token.head
    asked = verb.dep_ in {"xcomp", "ccomp"} and above.lemma_ in _ASKING and frame.trigger.evokes not in _HOSTED
    if not asked or not any(child.dep_ in syntax.OBJECTS and child.i < verb.i for child in above.children):
        return []
    return [child for child in above.children if child.dep_ in syntax.SUBJECTS]


def _below_other_clause(above: Token, token: Token) -> bool:
    """Whether a clause of its own stands between: a subordinate one, or another verb joined by "and"."""
    current = token
    while current.i != above.i:
        if current.dep_ in {"ccomp", "advcl", "parataxis"} or (current.dep_ == "conj" and syntax.is_verb(current)):
            return True
        if current.dep_ in {"acl:relcl", "relcl"} and any(
            child.dep_ in syntax.SUBJECTS and child.pos_ != "PRON" for child in current.children
        ):
            return True
        current = current.head
    return False


def actors_of(mentions: Iterable[Mention]) -> list[str]:
    """The ids of the actors of some mentions, each once, in the order of the text."""
    return list(dict.fromkeys(actor for mention in mentions for actor in mention.actors))


def people_of(mentions: Iterable[Mention]) -> list[str]:
    """The ids of the persons of some mentions, each once."""
    return list(dict.fromkeys(person for m in mentions for person in ((m.person,) if m.person else m.people)))


def is_subject(mention: Mention, frame: Frame) -> bool:
    """Whether a mention is in the subject of the clause, and does what it tells."""
    return any(
        syntax.path_is_nominal(mention.token, subject) and subject.dep_ not in syntax.PASSIVE_SUBJECTS
        for subject in syntax.subjects(frame.clause)
    )


def is_agent(mention: Mention) -> bool:
    """Whether a mention is who acts in a passive clause ("par le Japon", "by Japan")."""
    head = syntax.phrase_head(mention.token)
    return (
        head.dep_ in syntax.AGENTS
        or head.head.dep_ in syntax.AGENTS
        or syntax.preposition(mention.token) in {"par", "by"}
    )


def is_favored(mention: Mention) -> bool:
    """Whether a mention stands behind "en faveur de", "for the benefit of"."""
    return any(fold(node.lower_) in FAVOR for node in syntax.ancestors(mention.token))


def is_joined(mention: Mention) -> bool:
    """Whether a mention stands behind "avec" or "with"."""
    if syntax.preposition(mention.token) in WITH:
        return True
    # "avec plusieurs nations, notamment le Qatar": the examples stand beside the phrase with "avec".
    head = syntax.phrase_head(mention.token)
    return (
        any(
            any(child.lower_ in WITH for child in sibling.children)
            for sibling in head.head.children
            if sibling.i < head.i and not syntax.is_verb(sibling)
        )
        and head.dep_ not in syntax.SUBJECTS
    )


_ABOUT = {"sur", "about", "on", "over", "regarding", "concerning", "concernant", "contre", "against"}


_CALLS = {"call", "visit"}


def is_topic(mention: Mention, frame: Frame) -> bool:
    """Whether a mention is only in what the talks or the text are about ("échanger sur les questions de l'UA")."""
    if frame.trigger.evokes == "AgreementSigning" and syntax.preposition(mention.token) in WITH | BETWEEN:
        return False  # "a memorandum on tourism with Kazakhstan"
    for node in syntax.ancestors(mention.token):
        if node.i == frame.token.i or syntax.is_verb(node):
            return False
        if syntax.preposition(node) in _ABOUT:
            return syntax.governor(node).lemma_ not in _CALLS
    return False
