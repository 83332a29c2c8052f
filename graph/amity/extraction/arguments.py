"""Who is party to an event, in which role, who takes part in person, and where: read off the parse around a trigger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Context, Mention
from amity.extraction.gazetteer import Kind
from amity.extraction.text import fold
from amity.extraction.triggers import Frame
from amity.model import Party

_BETWEEN = {"entre", "between", "among", "parmi"}
_TO = {"à", "au", "aux", "to", "for", "pour", "envers"}
_FROM = {"de", "du", "des", "d'", "from", "of", "by", "par"}
_WITH = {"avec", "with"}
_FAVOR = {"faveur", "profit", "benefice", "favor", "favour", "attention", "benefit", "destination"}
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

_NEVER_GUESSED = {"StatementOfIntent", "Conference", "EstablishingRelations", "BreakingRelations"}
"""Classes whose parties must all be in the sentence: a missing one is not supplied from what was said before."""


@dataclass(slots=True)
class Arguments:
    """The parties, persons and place of one event; `guessed` counts what the sentence itself does not say."""

    parties: list[Party] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)
    place: Mention | None = None
    mentions: list[Mention] = field(default_factory=list)
    guessed: int = 0
    separate: list[list[Party]] = field(default_factory=list)

    @property
    def actors(self) -> list[str]:
        return list(dict.fromkeys(party.actor for party in self.parties))


def read_arguments(frame: Frame, context: Context) -> Arguments:
    """The arguments of the event that `frame` reports; fewer than two parties where the text does not tell."""
    scope = _scope(frame)
    acting = [m for m in scope if m.acts and m.actors]
    pair = [m for m in acting if syntax.preposition(m.token) in _BETWEEN]
    if len(_actors(pair)) >= 2:
        acting = pair
    arguments = Arguments(mentions=acting)
    if frame.trigger.evokes in _READERS:
        _READERS[frame.trigger.evokes](frame, scope, acting, arguments, context)
    else:
        arguments.parties = [Party(actor) for actor in _actors(acting)]
    if len(arguments.actors) < 2 or _one_sided(frame, arguments):
        _complete(frame, scope, arguments, context)
    arguments.participants = list(dict.fromkeys(m.person for m in arguments.mentions if m.person))
    arguments.place = _place(frame, scope, arguments)
    arguments.separate = _separate(frame, arguments)
    _bystanders(frame, arguments)
    return arguments


def _scope(frame: Frame) -> list[Mention]:
    """The mentions in the clause of the trigger and below the trigger, with those its clause borrows."""
    anchor = frame.clause
    subjects = syntax.subjects(anchor)
    antecedent = anchor.head if syntax.is_relative(anchor) and anchor.head.i != anchor.i else None
    needed = frame.needed
    found = []
    for mention in frame.sentence.mentions:
        token = mention.token
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


def _actors(mentions: Iterable[Mention]) -> list[str]:
    return list(dict.fromkeys(actor for mention in mentions for actor in mention.actors))


def _is_subject(mention: Mention, frame: Frame) -> bool:
    return any(
        syntax.path_is_nominal(mention.token, subject) and subject.dep_ not in syntax.PASSIVE_SUBJECTS
        for subject in syntax.subjects(frame.clause)
    )


def _is_agent(mention: Mention) -> bool:
    head = syntax.phrase_head(mention.token)
    return (
        head.dep_ in syntax.AGENTS
        or head.head.dep_ in syntax.AGENTS
        or syntax.preposition(mention.token) in {"par", "by"}
    )


def _favored(mention: Mention) -> bool:
    return any(fold(node.lower_) in _FAVOR for node in syntax.ancestors(mention.token))


# Classes with a direction


def _directed(
    frame: Frame, scope: Sequence[Mention], acting: Sequence[Mention], arguments: Arguments, context: Context
) -> None:
    """Donor and recipient: the subject or agent gives, what stands after "à", "to", "en faveur de" receives."""
    giver, taker = "donor", "recipient"
    receiving = frame.trigger.subject == taker
    noun = frame.trigger.part_of_speech == "noun"
    passive = any(subject.dep_ in syntax.PASSIVE_SUBJECTS for subject in syntax.subjects(frame.clause))
    first: list[Mention] = []
    second: list[Mention] = []
    for mention in [m for m in scope if m.actors and not m.reported and not m.event_name and not m.posting]:
        before = syntax.preposition(mention.token)
        if mention.kind is Kind.PLACE or (mention.kind is Kind.CAPITAL and mention.place):
            continue
        if mention.private and mention.kind is Kind.DEMONYM:
            if before in _TO or _favored(mention):
                second.append(mention)
            continue
        if _is_agent(mention):
            first.append(mention)
        elif before in _TO or _favored(mention):
            second.append(mention)
        elif mention.place:
            continue
        elif _is_subject(mention, frame):
            received = noun and not syntax.dominates(frame.token, mention.token) and _receives(frame)
            (second if receiving or received else first).append(mention)
        elif before in _FROM and _of_something_else(mention, frame):
            continue
        elif before in _FROM or mention.kind is Kind.DEMONYM or (noun and syntax.dominates(frame.token, mention.token)):
            first.append(mention)
        else:
            (first if receiving and not passive else second).append(mention)
    if not second:
        second = [
            m for m in scope if m.place and m.kind is Kind.NAME and not m.posting and m.actors[0] not in _actors(first)
        ]
    givers = _actors(first)
    takers = [actor for actor in _actors(second) if actor not in givers]
    arguments.parties = [Party(a, giver) for a in givers] + [Party(a, taker) for a in takers]
    arguments.mentions = first + second


def _of_something_else(mention: Mention, frame: Frame) -> bool:
    """Whether "du G20" belongs to another noun ("l'initiative du G20") than what is given."""
    above = syntax.governor(mention.token)
    if syntax.is_verb(above) or isinstance(mention.kind, str):
        return False
    given = [frame.token, *([frame.needed] if frame.needed is not None else [])]
    return not any(syntax.dominates(noun, mention.token) and not syntax.is_verb(noun) for noun in given)


def _receives(frame: Frame) -> bool:
    return fold(frame.clause.lemma_) in {
        "recevoir",
        "beneficier",
        "obtenir",
        "receptionner",
        "receive",
        "benefit",
        "get",
        "obtain",
        "secure",
    }


def _visit(
    frame: Frame, scope: Sequence[Mention], acting: Sequence[Mention], arguments: Arguments, context: Context
) -> None:
    """The traveller is the subject, or what "visite de" names; the host is the destination."""
    places = [m for m in scope if m.place and not m.posting and not m.private and not m.origin and m.actors]
    travelers = [m for m in acting if m.person or m.kind is not Kind.DEMONYM]
    own = [m for m in travelers if syntax.dominates(frame.token, m.token)]
    subject = [m for m in travelers if _is_subject(m, frame)]
    guests = (
        subject
        if frame.trigger.part_of_speech == "verb"
        else ([m for m in own if syntax.preposition(m.token) in _FROM or m.token.dep_ == "poss"] or subject or own)
    )
    if not guests:
        guests = travelers[:1]
    guest = _actors(guests)[:2]
    hosts = [a for a in _actors(m for m in places if m.start >= frame.sentence.start) if a not in guest]
    if not hosts:
        hosts = [a for a in _actors(m for m in scope if m.acts and m not in guests) if a not in guest]
    if guest and hosts:
        arguments.parties = [Party(a, "guest") for a in guest] + [Party(a, "host") for a in hosts]
        arguments.mentions = [m for m in guests if set(guest) & set(m.actors)]
    elif guest:
        arguments.parties = [Party(guest[0], "guest")]
        arguments.mentions = list(guests)
    elif hosts:
        arguments.parties = [Party(hosts[0], "host")]
        arguments.mentions = []


def _mission(
    frame: Frame, scope: Sequence[Mention], acting: Sequence[Mention], arguments: Arguments, context: Context
) -> None:
    """The sending state owns the mission ("une ambassade de Russie"); the receiving state is where it stands."""
    building = frame.needed or frame.token
    owners = [
        m
        for m in scope
        if not m.reported
        and m.kind is not Kind.PLACE
        and syntax.path_is_nominal(m.token, building)
        and (m.token.i != building.i or isinstance(m.kind, str))
        and not m.posting
        and not (m.place and syntax.preposition(m.token) not in _FROM)
    ]
    subject = [m for m in acting if _is_subject(m, frame) and m not in owners]
    senders = _actors(owners)[:1] or _actors(subject)[:1] or _actors(acting)[:1]
    places = [m for m in scope if (m.place or m.posting) and m.actors and m.actors[0] not in senders]
    receivers = _actors(places) or [a for a in _actors(subject or acting) if a not in senders][:1]
    arguments.parties = [Party(a, frame.trigger.subject) for a in senders] + [
        Party(a, frame.trigger.object) for a in receivers
    ]
    arguments.mentions = [m for m in acting if set(m.actors) & set(senders + receivers) and (m in subject)]


def _accreditation(
    frame: Frame, scope: Sequence[Mention], acting: Sequence[Mention], arguments: Arguments, context: Context
) -> None:
    """The ambassador's own state sends; the state of the posting, or whose head receives the letters, receives."""
    envoys = [m for m in scope if m.kind == "ambassador" and m.actors and not m.guessed]
    senders = _actors(envoys)[:1]
    postings = [m for m in scope if m.posting and m.actors and m.actors[0] not in senders]
    others = [m for m in acting if m not in envoys and m.actors[0] not in senders]
    if not senders:
        subject = [m for m in acting if _is_subject(m, frame)]
        senders = _actors(subject)[:1]
        others = [m for m in others if m.actors[0] not in senders]
    receivers = (
        _actors([m for m in others if isinstance(m.kind, str)])[:1] or _actors(postings)[:1] or _actors(others)[:1]
    )
    if not receivers:
        receivers = [a for a in _actors(m for m in scope if m.place) if a not in senders][:1]
    arguments.parties = [Party(a, frame.trigger.subject) for a in senders] + [
        Party(a, frame.trigger.object) for a in receivers
    ]
    arguments.mentions = envoys + [m for m in others if set(m.actors) & set(receivers)]


def _conference(
    frame: Frame, scope: Sequence[Mention], acting: Sequence[Mention], arguments: Arguments, context: Context
) -> None:
    """All that are said to take part, and those in the name of the gathering."""
    if _aside(frame.token):
        return
    named = [m for m in scope if m.event_name and syntax.path_is_nominal(m.token, frame.token)]
    arguments.mentions = [*acting, *named]
    arguments.parties = [Party(actor) for actor in _actors(arguments.mentions)]


def _aside(token: Token) -> bool:
    """Whether a gathering is only where something else happened ("en marge du sommet")."""
    return any(fold(node.lower_) in {"marge", "sidelines", "margins", "sideline"} for node in token.ancestors)


def _membership(
    frame: Frame, scope: Sequence[Mention], acting: Sequence[Mention], arguments: Arguments, context: Context
) -> None:
    """Diplomatic relations tie those between whom they are; a membership ties the organization and who joins."""
    if ("organization",) not in frame.trigger.needs:
        arguments.parties = [Party(actor) for actor in _actors(acting)]
        return
    organizations = [m for m in scope if m.kind is Kind.ORGANIZATION and not m.reported]
    joining = [m for m in acting if m.kind is not Kind.ORGANIZATION]
    if organizations and joining:
        arguments.mentions = organizations[:1] + joining
        arguments.parties = [Party(a) for a in _actors(arguments.mentions)]


_READERS = {
    "Visit": _visit,
    "Aid": _directed,
    "MissionOpening": _mission,
    "MissionClosure": _mission,
    "Accreditation": _accreditation,
    "Conference": _conference,
    "EstablishingRelations": _membership,
    "BreakingRelations": _membership,
}


def _complete(frame: Frame, scope: Sequence[Mention], arguments: Arguments, context: Context) -> None:
    """Supplies the missing party: from the place, the clauses around, or what was said before."""
    kind = frame.trigger.evokes
    roles = {party.role for party in arguments.parties}
    missing = next((r for r in (frame.trigger.subject, frame.trigger.object) if r not in roles), "party")

    def add(mentions: Iterable[Mention]) -> bool:
        for mention in mentions:
            for actor in mention.actors:
                if actor not in arguments.actors:
                    arguments.parties.append(Party(actor, missing))
                    arguments.mentions.append(mention)
                    arguments.guessed += 1
                    return True
        return False

    if kind in _PLACE_IS_PARTY and arguments.actors and add(m for m in scope if m.place and not m.posting and m.actors):
        return
    if _theirs(frame, arguments) and len(context.pair) == 2:
        arguments.parties = [Party(actor) for actor in context.pair]
        arguments.guessed += 1
        return
    if kind == "StatementOfIntent" and len(arguments.actors) == 1 and context.home not in (None, *arguments.actors):
        # A foreign official who means to widen the cooperation means that with the state the text is about.
        if any(m.person or isinstance(m.kind, str) for m in arguments.mentions):
            arguments.parties.append(Party(str(context.home)))
            arguments.guessed += 1
        return
    if kind in _NEVER_GUESSED and not _anaphoric(frame):
        return
    around = syntax.outer(frame.clause)
    while around is not None and len(arguments.actors) < 2:
        head = around
        add(m for m in frame.sentence.mentions if m.acts and syntax.clause(m.token).i == head.i)
        around = syntax.outer(around)
    if len(arguments.actors) < 2:
        add(m for m in frame.sentence.mentions if m.acts and m not in scope and _before(m, frame))
    if len(arguments.actors) == 1 or _one_sided(frame, arguments):
        for actor in _remembered(frame, context):
            if actor not in arguments.actors:
                arguments.parties.append(Party(actor, missing))
                arguments.guessed += 2
                return


def _theirs(frame: Frame, arguments: Arguments) -> bool:
    """Whether the pair of the sentence before is meant: "leur commission", or "Deux accords ont été signés" with no
    actor in the whole sentence."""
    near = [*frame.token.children, *(frame.needed.children if frame.needed is not None else ())]
    if any(child.lower_ in {"leur", "leurs", "their"} for child in near):
        return True
    return (
        frame.trigger.evokes in {"AgreementSigning", "Meeting", "CommissionSession"}
        and not arguments.actors
        and not any(m.acts for m in frame.sentence.mentions)
    )


def _one_sided(frame: Frame, arguments: Arguments) -> bool:
    """Whether only one side is told: with whom ("les pourparlers menés avec le Qatar et la Chine"), or who gives."""
    if frame.trigger.evokes == "Aid":
        return len({party.role for party in arguments.parties}) == 1 and arguments.guessed == 0
    return (
        frame.trigger.evokes == "Meeting"
        and arguments.guessed == 0
        and len(arguments.actors) > 1
        and all(_with(m) for m in arguments.mentions)
    )


def _before(mention: Mention, frame: Frame) -> bool:
    return mention.token.i < frame.token.i


def _anaphoric(frame: Frame) -> bool:
    return any(
        token.lower_ in _POSSESSIVES | _PRONOUNS
        for token in [*frame.clause.children, *frame.token.children, *(frame.needed.children if frame.needed else ())]
    )


def _remembered(frame: Frame, context: Context) -> list[str]:
    """Actors named before the sentence: the latest subject's, then the one the text is about."""
    remembered = list(context.subject)
    if context.home:
        remembered.append(context.home)
    return remembered


def _place(frame: Frame, scope: Sequence[Mention], arguments: Arguments) -> Mention | None:
    """The city where it happens: the nearest place in scope, after the trigger by preference."""
    mission = frame.trigger.evokes in ("MissionOpening", "MissionClosure")
    cities = [m for m in scope if m.place and (mission or not m.posting) and m.kind in (Kind.PLACE, Kind.CAPITAL)]
    if not cities:
        return None
    return min(cities, key=lambda m: (m.token.i < frame.token.i, abs(m.token.i - frame.token.i)))


def _separate(frame: Frame, arguments: Arguments) -> list[list[Party]]:
    """The parties of each event, where one sentence tells several at once: a tour of three states, embassies in two
    capitals, three members that leave, talks in the plural with several others."""
    kind = frame.trigger.evokes
    if len(arguments.actors) < 3:
        return []
    if kind in ("Visit", "MissionOpening", "MissionClosure"):
        ones = [p for p in arguments.parties if p.role == frame.trigger.subject]
        others = [p for p in arguments.parties if p.role == frame.trigger.object]
        return [[one, other] for one in ones for other in others if one.actor != other.actor]
    if kind in ("EstablishingRelations", "BreakingRelations") and ("organization",) in frame.trigger.needs:
        return [[arguments.parties[0], other] for other in arguments.parties[1:]]
    if kind not in ("Meeting", "EstablishingRelations", "BreakingRelations"):
        return []
    if kind == "Meeting" and syntax.feature(frame.token, "Number") != "Plur" and frame.trigger.part_of_speech != "verb":
        return []
    joined = _actors(m for m in arguments.mentions if _with(m))
    others = [p for p in arguments.parties if p.actor not in joined]
    if len(others) != 1 or len(joined) < 2:
        return []
    return [[others[0], Party(actor)] for actor in joined]


def _bystanders(frame: Frame, arguments: Arguments) -> None:
    """Adds the persons of the sentence who act for a party: those who sign or speak stand in other clauses too."""
    if frame.trigger.evokes in ("Visit", "MissionOpening", "MissionClosure", "StatementOfIntent"):
        return
    for mention in frame.sentence.mentions:
        if mention.person and mention.acts and set(mention.actors) & set(arguments.actors):
            arguments.participants = list(dict.fromkeys([*arguments.participants, mention.person]))


def _with(mention: Mention) -> bool:
    if syntax.preposition(mention.token) in _WITH:
        return True
    # "avec plusieurs nations, notamment le Qatar": the examples stand beside the phrase with "avec".
    head = syntax.phrase_head(mention.token)
    return (
        any(
            any(child.lower_ in _WITH for child in sibling.children)
            for sibling in head.head.children
            if sibling.i < head.i and not syntax.is_verb(sibling)
        )
        and head.dep_ not in syntax.SUBJECTS
    )
