"""Who has which role in an event, for the classes where roles differ: guest and host, donor and recipient, …"""

from collections.abc import Sequence

from amity.extraction import syntax
from amity.extraction.analysis import Context, Mention
from amity.extraction.gazetteer import Kind
from amity.extraction.scopes import Arguments, actors_of, is_agent, is_favored, is_subject
from amity.extraction.text import fold
from amity.extraction.triggers import Frame
from amity.model import Party

TO = {"à", "au", "aux", "to", "for", "pour", "envers"}
_CHANNELS = {"through", "via"}
FROM = {"de", "du", "des", "d'", "from", "of", "by", "par"}


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
        # "aux étudiants maliens": what an adjective qualifies stands behind the preposition.
        behind = mention.token.head if mention.token.dep_ == "amod" else mention.token
        before = syntax.preposition(behind)
        if mention.kind is Kind.PLACE or (mention.kind is Kind.CAPITAL and mention.place and before != "to"):
            continue
        if mention.private and mention.kind is Kind.DEMONYM:
            if before in TO or is_favored(mention):
                second.append(mention)
            continue
        if before in _CHANNELS and mention.kind is not Kind.ORGANIZATION:
            continue
        if is_agent(mention) or (before == "from" and _gives(mention, frame)) or _is_owner(mention, frame):
            first.append(mention)
        elif before in TO or is_favored(mention):
            second.append(mention)
        elif mention.place:
            continue
        elif is_subject(mention, frame):
            received = noun and not syntax.dominates(frame.token, mention.token) and _receives(frame)
            (second if receiving or received else first).append(mention)
        elif before in FROM and _of_something_else(mention, frame):
            continue
        elif before in FROM or mention.kind is Kind.DEMONYM or (noun and syntax.dominates(frame.token, mention.token)):
            first.append(mention)
        else:
            (first if receiving and not passive else second).append(mention)
    if not second:
        second = [
            m
            for m in scope
            if m.place and m.kind is Kind.NAME and not m.posting and m.actors[0] not in actors_of(first)
        ] or [
            m
            for m in scope
            if m.place and m.kind is Kind.CAPITAL and not m.posting and syntax.preposition(m.token) == "à"
            if m.token.dep_ in _INDIRECT and m.actors[0] not in actors_of(first)
        ]
    # Who is said to receive may sign as well ("signé par le ministre togolais"): that makes no donor of it.
    takers = actors_of(second)
    givers = [actor for actor in actors_of(first) if actor not in takers]
    arguments.parties = [Party(a, giver) for a in givers] + [Party(a, taker) for a in takers]
    arguments.mentions = first + second


_INDIRECT = {"obl:arg", "iobj"}


def _is_owner(mention: Mention, frame: Frame) -> bool:
    """Whether what is given is a state's in so many words ("Japan's aid has arrived in Tonga")."""
    given = {frame.token.i, *([frame.needed.i] if frame.needed is not None else [])}
    return mention.token.dep_ == "poss" and mention.token.head.i in given


def _gives(mention: Mention, frame: Frame) -> bool:
    """Whether a state is from where what is told comes ("an aid consignment from Japan"), and nothing is held back."""
    told = {frame.token.i, *([frame.needed.i] if frame.needed is not None else [])}
    own = syntax.governor(mention.token).i in told
    return own and mention.kind is Kind.NAME and frame.trigger.status != "suspended"


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


_NOT_TRAVELING = {"body", "country", "there", "pronoun"}


def travels(mention: Mention) -> bool:
    """Whether a mention is of somebody who may travel: a person or an official, not a state."""
    if mention.person:
        return True
    return isinstance(mention.kind, str) and mention.kind not in _NOT_TRAVELING


_BEING = {"be", "être"}


def _is_object(mention: Mention) -> bool:
    return syntax.phrase_head(mention.token).dep_ in syntax.OBJECTS


_NEUTER = {"il", "elle", "it"}


def goes_itself(frame: Frame) -> bool:
    """Whether what arrives or is due is a ship, a load or a session, and nobody who may be said to visit."""
    token = frame.token
    if frame.trigger.part_of_speech != "verb":
        return False
    subjects = [s for s in syntax.subjects(frame.clause) if s.pos_ == "NOUN" or s.lower_ in _NEUTER]
    if token.dep_ in {"acl", "amod"} and token.head.pos_ == "NOUN" and not frame.trigger.attributive:
        subjects = [token.head]
    going = [m for m in frame.sentence.mentions if m.actors and (travels(m) or m.kind == "body")]
    if any(travels(m) and syntax.dominates(token, m.token) and _is_object(m) for m in going):
        return False  # "the tour will take the president to Rome"
    if token.lemma_ in _BEING:
        return not any(travels(m) and is_subject(m, frame) for m in going)
    # "une délégation conduite par le ministre" is of people, "des vaccins donnés par le gouvernement" are not.
    return bool(subjects) and not any(
        syntax.dominates(s, m.token) if travels(m) else syntax.path_is_nominal(m.token, s)
        for m in going
        for s in subjects
    )


_ON = {"en", "on"}


def _is_on_visit(mention: Mention, frame: Frame) -> bool:
    """Whether "en visite" qualifies a person ("à son homologue, José Ramos-Horta, en visite à Pékin")."""
    above = syntax.governor(frame.token)
    return not syntax.is_verb(above) and syntax.path_is_nominal(above, mention.token)


def _sends_somebody(frame: Frame, places: Sequence[Mention]) -> bool:
    """Whether the verb is said of envoys ("dépêche une délégation à Bamako"): then who sends them visits."""
    needed = frame.needed
    if needed is None or needed.i in {place.token.i for place in places}:
        return False
    return needed.dep_ in syntax.OBJECTS | syntax.PASSIVE_SUBJECTS


def _visit(
    frame: Frame, scope: Sequence[Mention], acting: Sequence[Mention], arguments: Arguments, context: Context
) -> None:
    """The traveller is the subject, or what "visite de" names; the host is the destination."""
    places = [m for m in scope if m.place and not m.posting and not m.private and not m.origin and m.actors]
    # A summit is gone to, and visits nobody: "son déplacement au G20 au Brésil".
    places = [m for m in places if m.kind is not Kind.ORGANIZATION] or places
    travelers = [m for m in acting if travels(m)]
    posts = {m.token.i for m in travelers}
    places = [m for m in places if syntax.governor(m.token).i not in posts]  # "the commander in Iraq"
    own = [m for m in travelers if syntax.dominates(frame.token, m.token)]
    subject = [m for m in travelers if is_subject(m, frame)]
    if frame.trigger.attributive:
        subject = [m for m in travelers if syntax.path_is_nominal(m.token, frame.token.head)][:1]
    staying = [m for m in travelers if syntax.preposition(frame.token) in _ON and _is_on_visit(m, frame)]
    guests = (
        staying or subject
        if staying or frame.trigger.part_of_speech == "verb"
        else ([m for m in own if syntax.preposition(m.token) in FROM or m.token.dep_ == "poss"] or subject or own)
    )
    if not guests and _sends_somebody(frame, places):
        guests = [m for m in acting if is_subject(m, frame) or is_agent(m)]
    guests = guests or travelers[:1]
    goal = actors_of(m for m in places if m.start >= frame.sentence.start)
    if guests and all(m.guessed and set(m.actors) <= set(goal) for m in guests):
        # An official whose state is not told and who travels here is of another state than this.
        others = [state for state in context.states if state not in goal]
        guest = others[:1]
    else:
        guest = actors_of(guests)[:2]
    hosts = [a for a in actors_of(m for m in places if m.start >= frame.sentence.start) if a not in guest]
    if not hosts:
        hosts = [a for a in actors_of(m for m in scope if m.acts and m not in guests) if a not in guest]
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
        and not (m.place and syntax.preposition(m.token) not in FROM)
    ]
    subject = [m for m in acting if is_subject(m, frame) and m not in owners]
    places = [m for m in scope if (m.place or m.posting) and m.actors]
    each = actors_of(subject) if places or len(actors_of(subject)) > 2 else actors_of(subject)[:1]
    senders = actors_of(owners) or each or actors_of(acting)[:1]
    places = [m for m in places if m.actors[0] not in senders]
    receivers = actors_of(places) or [a for a in actors_of(subject or acting) if a not in senders][:1]
    arguments.parties = [Party(a, frame.trigger.subject) for a in senders] + [
        Party(a, frame.trigger.object) for a in receivers
    ]
    arguments.mentions = [m for m in acting if set(m.actors) & set(senders + receivers) and (m in subject)]


_RECEIVING = {"head-of-state", "head-of-government", "foreign-minister"}
"""Offices whose holders receive letters of credence, or copies of them."""


def _accreditation(
    frame: Frame, scope: Sequence[Mention], acting: Sequence[Mention], arguments: Arguments, context: Context
) -> None:
    """The ambassador's own state sends; the state of the posting, or whose head receives the letters, receives."""
    envoys = [m for m in scope if m.kind == "ambassador" and m.actors and not m.guessed]
    senders = actors_of(envoys)
    postings = [m for m in scope if m.posting and m.actors and m.actors[0] not in senders]
    others = [m for m in acting if m not in envoys and m.actors[0] not in senders]
    if not senders:
        # A head of state sends ambassadors by naming them, and receives them by receiving their letters.
        subject = [m for m in acting if is_subject(m, frame)]
        receiving = actors_of(m for m in subject if frame.trigger.ceremony and m.kind in _RECEIVING)
        senders = [actor for actor in actors_of(subject) if actor not in receiving]
        others = [m for m in others if m.actors[0] not in senders]
    officials = [m for m in others if isinstance(m.kind, str)]
    receivers = (
        actors_of(m for m in officials if m.kind in _RECEIVING)[:1]
        or actors_of(postings)[:1]
        or actors_of(officials)[:1]
        or actors_of(others)[:1]
    )
    if envoys:
        # "the ambassador of Chile, along with the envoys of Peru and Cuba"
        more = actors_of(m for m in officials if m.kind == "official" and m.token.pos_ == "NOUN")
        senders += [actor for actor in more if actor not in receivers]
    if not receivers:
        receivers = [a for a in actors_of(m for m in scope if m.place) if a not in senders][:1]
    arguments.parties = [Party(a, frame.trigger.subject) for a in senders] + [
        Party(a, frame.trigger.object) for a in receivers
    ]
    arguments.mentions = envoys + [m for m in others if set(m.actors) & set(receivers)]


def _is_present(mention: Mention) -> bool:
    return any(fold(node.lower_) == "presence" for node in syntax.ancestors(mention.token))


def _conference(
    frame: Frame, scope: Sequence[Mention], acting: Sequence[Mention], arguments: Arguments, context: Context
) -> None:
    """All that are said to take part, and those in the name of the gathering."""
    named = [m for m in scope if m.event_name and syntax.path_is_nominal(m.token, frame.token)]
    below = [m for m in frame.sentence.mentions if m.acts and syntax.dominates(frame.token, m.token)]
    # Who is present at a conference takes part in it.
    below += [m for m in scope if m.reported and m.actors and _is_present(m)]
    arguments.mentions = [*acting, *named, *(m for m in below if m not in acting)]
    arguments.parties = [Party(actor) for actor in actors_of(arguments.mentions)]


_NEW, _OLD = {"to", "pour", "profit", "vers", "à", "favor", "favour"}, {"from", "de"}


def _switched(frame: Frame, scope: Sequence[Mention]) -> list[Mention]:
    """Of the two states between whom recognition is switched, the one that gets or that loses it."""
    if ("recognition",) not in frame.trigger.needs and ("reconnaissance",) not in frame.trigger.needs:
        return []
    side = _NEW if frame.trigger.evokes == "EstablishingRelations" else _OLD
    return [m for m in scope if m.kind in (Kind.NAME, Kind.CAPITAL) and syntax.preposition(m.token) in side]


def _membership(
    frame: Frame, scope: Sequence[Mention], acting: Sequence[Mention], arguments: Arguments, context: Context
) -> None:
    """Diplomatic relations tie those between whom they are; a membership ties the organization and who joins."""
    if ("organization",) not in frame.trigger.needs:
        switched = _switched(frame, scope)
        arguments.mentions = [m for m in acting if is_subject(m, frame)] + switched if switched else list(acting)
        arguments.parties = [Party(actor) for actor in actors_of(arguments.mentions)]
        return
    organizations = [m for m in scope if m.kind is Kind.ORGANIZATION and not m.reported]
    joining = [m for m in acting if m.kind is not Kind.ORGANIZATION]
    if frame.trigger.part_of_speech == "noun":
        # "the return of Syria to the Arab League": whoever is named elsewhere joins nothing.
        joining = [m for m in joining if syntax.dominates(frame.token, m.token)] or joining
    if organizations and joining:
        arguments.mentions = organizations[:1] + joining
        arguments.parties = [Party(a) for a in actors_of(arguments.mentions)]


READERS = {
    "Visit": _visit,
    "Aid": _directed,
    "MissionOpening": _mission,
    "MissionClosure": _mission,
    "Accreditation": _accreditation,
    "Conference": _conference,
    "EstablishingRelations": _membership,
    "BreakingRelations": _membership,
}
