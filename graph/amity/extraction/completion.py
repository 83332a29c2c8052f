"""The party that a clause leaves out: from the place, the clauses around, or what was said before."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Context, Mention
from amity.extraction.gazetteer import Kind
from amity.extraction.roles import READERS, travels
from amity.extraction.scopes import Arguments, is_joined, is_topic
from amity.extraction.text import fold
from amity.extraction.triggers import RELATIONS, Frame
from amity.model import Party

_PRONOUNS = {"il", "elle", "ils", "elles", "he", "she", "they", "it", "ce", "celui-ci", "dernier", "who", "qui"}
_POSSESSIVES = {"son", "sa", "ses", "leur", "leurs", "his", "her", "their", "its"}

_PLACE_IS_PARTY = {
    "Visit",
    "MissionOpening",
    "MissionClosure",
    "Accreditation",
    "Aid",
    "Project",
    "SecurityCooperation",
}
"""Classes whose second party may be named only as the place: "une ambassade à Lomé", "des soldats déployés au Mali"."""

_TALKS = {"Meeting", "AgreementSigning"}
_BY_COMPANIES = {"AgreementSigning", "Project", "SecurityCooperation"}

_NEVER_GUESSED = {"StatementOfIntent", "Conference"}
"""Classes whose parties must all be in the sentence: a missing one is not supplied from what was said before."""


def complete(frame: Frame, scope: Sequence[Mention], arguments: Arguments, context: Context) -> None:
    """Supplies the missing party: from the place, the clauses around, or what was said before."""
    kind = frame.trigger.evokes
    roles = {party.role for party in arguments.parties}
    missing = next((r for r in (frame.trigger.subject, frame.trigger.object) if r not in roles), "party")

    def add(mentions: Iterable[Mention]) -> bool:
        for mention in mentions:
            if missing == "guest" and not travels(mention):
                continue
            if kind in _TALKS and is_topic(mention, frame):
                continue
            for actor in mention.actors:
                if actor not in arguments.actors:
                    arguments.parties.append(Party(actor, missing))
                    arguments.mentions.append(mention)
                    arguments.guessed += 1
                    return True
        return False

    cities = kind not in ("Aid", "Project", "SecurityCooperation")
    places = [m for m in scope if m.place and not m.posting and m.actors and (cities or m.kind is Kind.NAME)]
    places = places if kind in _PLACE_IS_PARTY and missing != "guest" else []
    if arguments.actors and add(places):
        return
    if kind in _BY_COMPANIES and arguments.actors and add(m for m in scope if m.company):
        return  # a contract between a state and a foreign firm ties the two states
    if arguments.actors and missing != "guest" and add(m for m in frame.sentence.mentions if m.posting and m.actors):
        return  # an ambassador acts where he is posted
    bodies = [  # "the bloc", "leaders of the bloc"
        m
        for m in arguments.mentions
        if m.kind is Kind.ORGANIZATION or (m.person is None and m.actors and m.actors[0] not in context.states)
    ]
    if kind == "Conference" and len(arguments.actors) == 1 and bodies and add(m for m in scope if m.place and m.actors):
        return  # "the summit of the bloc in Asunción": of the two the text names no other
    if _theirs(frame, arguments) and len(context.pair) == 2 and set(arguments.actors) <= set(context.pair):
        arguments.parties = [Party(actor) for actor in context.pair]
        arguments.guessed += 1
        return
    if kind == "StatementOfIntent" and is_one_sided(frame, arguments) and (speaker := next(context.persons(), None)):
        if speaker.state not in arguments.actors:  # "We will deepen our ties with Chile and with Peru."
            arguments.parties.append(Party(str(speaker.state)))
            arguments.guessed += 1
        return
    if kind == "StatementOfIntent" and len(arguments.actors) == 1 and context.home not in (None, *arguments.actors):
        # A foreign official who means to widen the cooperation means that with the state the text is about.
        if any(m.person or isinstance(m.kind, str) for m in arguments.mentions):
            arguments.parties.append(Party(str(context.home)))
            arguments.guessed += 1
        return
    if kind in _NEVER_GUESSED and (kind == "StatementOfIntent" or not _anaphoric(frame)):
        return
    if kind in _TALKS and _with_others(frame):
        return
    around = syntax.outer(frame.clause)
    while around is not None and len(arguments.actors) < 2:
        head = around
        if not arguments.actors:
            subjects = [m for m in frame.sentence.mentions if m.acts and _in_subject(m, head)]
            while len(arguments.actors) < len({a for m in subjects for a in m.actors}) and add(subjects):
                arguments.guessed = 1  # one guess: that those who do the one do the other
        add(m for m in frame.sentence.mentions if m.acts and syntax.clause(m.token).i == head.i)
        if (kind == "Aid" and missing == "recipient") or _during_which(frame.clause):
            # "wheat given by Russia has arrived in Zimbabwe", "a visit to Zambia, during which … were signed"
            add(m for m in frame.sentence.mentions if m.place and m.actors and syntax.clause(m.token).i == head.i)
        around = syntax.outer(around)
    if len(arguments.actors) < 2:
        add(m for m in frame.sentence.mentions if m.acts and m not in scope and _before(m, frame))
    if len(arguments.actors) == 1 and add(places or _setting(frame, kind, missing)):
        return
    one_sided = is_one_sided(frame, arguments)
    if len(arguments.actors) == 1 or one_sided:
        for actor in _remembered(kind, arguments, missing, context):
            if actor not in arguments.actors:
                arguments.parties.append(Party(actor, missing))
                arguments.guessed += 1 if one_sided else 2
                met = kind == "Meeting" and any(m.person for m in arguments.mentions)
                if missing == "guest" or met:
                    arguments.participants += [person.id for person in context.persons(actor)][:1]
                return
    elif not arguments.actors and len(context.pair) == 2 and not _in_general(frame):
        arguments.parties = [Party(actor) for actor in context.pair]
        arguments.guessed += 3


def _setting(frame: Frame, kind: str, missing: str) -> list[Mention]:
    """The state where a sentence sets all that it tells ("In Tonga, China says that it will …")."""
    if kind not in _PLACE_IS_PARTY or missing == "guest":
        return []
    return [m for m in frame.sentence.mentions if m.place and m.kind is Kind.NAME and m.token.i < _OPENING]


def _during_which(clause: Token) -> bool:
    """Whether a clause tells what happened during what the clause around it tells."""
    return any(
        token.lower_ in {"laquelle", "lequel", "which"} and syntax.preposition(token) in _DURING
        for child in clause.children
        if child.i < clause.i
        for token in child.subtree
    )


_DURING = {"cours de", "de", "lors de", "during", "pendant", "lors", "au", "à"}

_OPENING = 4


def _in_subject(mention: Mention, head: Token) -> bool:
    return any(syntax.path_is_nominal(mention.token, subject) for subject in syntax.subjects(head))


_SOMEONE = {
    *("country", "nation", "state", "side", "pays", "etat", "partie"),
    "homologue",
    "counterpart",
    "interlocuteur",
    "hote",
    "colleague",
    "collegue",
    "him",
    "her",
    "lui",
    "eux",
    "them",
}


def _with_others(frame: Frame) -> bool:
    """Whether talks are told to be with somebody who is no actor ("talks with mediators"): then nobody is guessed."""
    known = {m.token.i for m in frame.sentence.mentions}
    for token in (frame.token, frame.clause, *([frame.needed] if frame.needed is not None else [])):
        for child in token.children:
            partners: list[Token] = []
            if child.lower_ in {"with", "between"}:
                first = [c for c in child.children if c.dep_ == "pobj"]
                partners = first + [c for one in first for c in one.conjuncts]
            elif any(c.dep_ == "case" and c.lower_ == "avec" for c in child.children):
                partners = [child]
            if any(_is_somebody_else(partner, known) for partner in partners):
                return True
    return False


def _is_somebody_else(partner: Token, known: set[int]) -> bool:
    """Whether a noun stands for people who act for nobody known."""
    if partner.pos_ != "NOUN" or fold(partner.lemma_) in _SOMEONE:
        return False
    return not any(token.i in known or token.pos_ == "PROPN" for token in partner.subtree)


_ANY = {"un", "une", "a", "an", "any", "tout"}


def _in_general(frame: Frame) -> bool:
    """Whether the sentence speaks of no case in particular ("closing an embassy marks a rupture of relations")."""
    nouns = [frame.token, *([frame.needed] if frame.needed is not None else [])]
    indefinite = any(child.lower_ in _ANY for noun in nouns for child in noun.children)
    return indefinite and syntax.feature(frame.clause, "Tense") == "Pres"


_OURS = {"notre", "nos", "our", "we", "nous"}
_MUTUAL = {"bilateral", "mutuel", "mutual", "reciproque", "bilaterale"}


def _theirs(frame: Frame, arguments: Arguments) -> bool:
    """Whether the pair of the sentence before is meant: "leur commission", or "Deux accords ont été signés" with no
    actor in the whole sentence."""
    near = [*frame.token.children, *(frame.needed.children if frame.needed is not None else ())]
    if any(child.lower_ in {"leur", "leurs", "their"} for child in near):
        return True
    if frame.trigger.evokes == "StatementOfIntent":
        near += list(frame.clause.children)
        return any(child.lower_ in _OURS or fold(child.lemma_) in _MUTUAL for child in near)
    return (
        frame.trigger.evokes in {"AgreementSigning", "Meeting", "CommissionSession"}
        and not arguments.actors
        and not any(m.acts for m in frame.sentence.mentions)
    )


def are_met(frame: Frame, mentions: Sequence[Mention]) -> bool:
    """Whether all of them are the object of the verb, which is an infinitive: somebody else means to meet them."""
    infinitive = syntax.feature(frame.token, "VerbForm") == "Inf" and not syntax.subjects(frame.token)
    return infinitive and are_objects(frame, mentions)


def are_objects(frame: Frame, mentions: Sequence[Mention]) -> bool:
    """Whether all of them are the object of the verb that tells it."""
    return syntax.is_verb(frame.token) and all(
        syntax.dominates(frame.token, m.token) and syntax.phrase_head(m.token).dep_ in syntax.OBJECTS | {"conj"}
        for m in mentions
    )


def is_one_sided(frame: Frame, arguments: Arguments) -> bool:
    """Whether only one side is told: with whom ("les pourparlers menés avec le Qatar et la Chine"), or who gives."""
    if frame.trigger.subject != frame.trigger.object and frame.trigger.evokes in READERS:
        return len({party.role for party in arguments.parties}) == 1 and arguments.guessed == 0
    if frame.trigger.evokes == "Meeting" and arguments.guessed == 0 and are_met(frame, arguments.mentions):
        return len(arguments.actors) > 1
    return (
        frame.trigger.evokes in ("Meeting", "StatementOfIntent")
        and arguments.guessed == 0
        and len(arguments.actors) > 1
        and all(is_joined(m) for m in arguments.mentions)
    )


def _before(mention: Mention, frame: Frame) -> bool:
    return mention.token.i < frame.token.i


def _anaphoric(frame: Frame) -> bool:
    return any(
        token.lower_ in _POSSESSIVES | _PRONOUNS
        for token in [*frame.clause.children, *frame.token.children, *(frame.needed.children if frame.needed else ())]
    )


_TAKERS = {"recipient", "receivingState"}


def _remembered(kind: str, arguments: Arguments, missing: str, context: Context) -> list[str]:
    """Actors named before the sentence: the other of the pair in focus, the latest subject, the one the text is about.

    Who travels is a person: that of whom the text spoke last."""
    known = arguments.actors
    if missing == "guest":
        travelers = [str(person.state) for person in context.persons() if person.state not in known]
        return travelers[:1] or [state for state in context.states if state not in known][:1]
    before = context.roles.get((kind, missing)) if missing in _TAKERS else None
    if before is not None and before not in known:  # relief from one state after the other goes to the same one
        return [before]
    remembered = [actor for actor in context.pair if actor not in known] if set(known) & set(context.pair) else []
    others = context.states[:2] if kind in RELATIONS else context.states[:1]
    remembered += [*others[:1], *context.subject, *others[1:]]
    return remembered
