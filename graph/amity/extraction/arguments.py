"""Who is party to an event, in which role, who takes part in person, and where: read off the parse around a trigger."""

from collections.abc import Sequence

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Context, Mention
from amity.extraction.completion import are_met, are_objects, complete, is_one_sided
from amity.extraction.gazetteer import Kind
from amity.extraction.phrases import PhraseIndex
from amity.extraction.places import nominal_ancestors
from amity.extraction.roles import READERS, goes_itself
from amity.extraction.scopes import (
    BETWEEN,
    WITH,
    Arguments,
    actors_of,
    is_agent,
    is_joined,
    is_subject,
    is_topic,
    people_of,
    scope_of,
)
from amity.extraction.triggers import Frame
from amity.model import Party


def read_arguments(frame: Frame, frames: Sequence[Frame], context: Context, separately: PhraseIndex[str]) -> Arguments:
    """The arguments of the event that `frame`, one of the `frames` of its sentence, reports; fewer than two parties
    where the text does not tell.

    `separately` are the words that tell of several events at once ("separately", "bilateral").
    """
    scope = _without_other_gatherings(scope_of(frame), frame, frames)
    if frame.trigger.evokes == "Aid" and len(actors_of(m for m in scope if m.kind != "both")) > 1:
        # "within the cooperation of the two countries" says nothing of who gives.
        scope = [m for m in scope if m.kind != "both"]
    acting = [m for m in scope if m.acts and m.actors]
    pair = [m for m in acting if syntax.preposition(m.token) in BETWEEN and not is_topic(m, frame)]
    if len(actors_of(pair)) >= 2:
        acting = pair
    elif frame.trigger.evokes in _BETWEEN_SIDES:
        acting = _sides([m for m in acting if not is_topic(m, frame)], frame)
    if frame.trigger.told:
        acting = [m for m in acting if _in_own_phrase(m, frame)]
        if not acting:
            return Arguments()
    if frame.trigger.evokes == "Visit" and goes_itself(frame):
        return Arguments()
    arguments = Arguments(mentions=acting)
    if frame.trigger.evokes in READERS:
        READERS[frame.trigger.evokes](frame, scope, acting, arguments, context)
    else:
        arguments.parties = [Party(actor) for actor in actors_of(acting)]
    if (len(arguments.actors) < 2 or is_one_sided(frame, arguments)) and not _are_named_later(frame, arguments):
        complete(frame, scope, arguments, context)
    if _lacks_its_body(frame, arguments):
        return Arguments()
    arguments.participants = people_of([*arguments.mentions]) + [
        person for person in arguments.participants if person not in people_of(arguments.mentions)
    ]
    arguments.scope = scope
    apart = bool(separately.find(frame.sentence.forms))
    arguments.separate = _separate(frame, arguments, apart=apart)
    _bystanders(frame, arguments)
    return arguments


def _are_named_later(frame: Frame, arguments: Arguments) -> bool:
    """Whether several ambassadors are received of whom the sentence names none: the next ones do."""
    if not frame.trigger.ceremony or any(party.role != frame.trigger.object for party in arguments.parties):
        return False
    near = [*syntax.subjects(frame.clause), *(token for token in frame.token.subtree if token.i != frame.token.i)]
    return any(token.pos_ == "NOUN" and syntax.feature(token, "Number") == "Plur" for token in near)


def _lacks_its_body(frame: Frame, arguments: Arguments) -> bool:
    """Whether who joins or leaves an organization is told without it ("backs its bid to join the bloc"): two states
    that were guessed do not."""
    if ("organization",) not in frame.trigger.needs or frame.needed is None:
        return False
    joined = {actor for m in frame.sentence.mentions if m.token.i == frame.needed.i for actor in m.actors}
    return bool(joined) and not joined & set(arguments.actors)


_GATHERINGS = {"Meeting", "Conference", "Visit", "CommissionSession"}


def _without_other_gatherings(scope: list[Mention], frame: Frame, frames: Sequence[Frame]) -> list[Mention]:
    """The mentions less those in the phrase of another gathering ("at the summit, before talks with his hosts")."""
    if frame.trigger.part_of_speech != "noun" or frame.trigger.evokes not in _GATHERINGS:
        return scope
    others = {
        other.token.i
        for other in frames
        if other.trigger.evokes in _GATHERINGS - {frame.trigger.evokes} and other.trigger.part_of_speech == "noun"
    } - {frame.token.i}

    def is_elsewhere(mention: Mention) -> bool:
        for node in syntax.ancestors(mention.token):
            if node.i == frame.token.i or (syntax.is_verb(node) and node.i != mention.token.i):
                return False
            if node.i in others:
                return not syntax.dominates(node, frame.token)
        return False

    return [mention for mention in scope if not is_elsewhere(mention)]


_BETWEEN_SIDES = {"Meeting", "AgreementSigning", "CommissionSession", "StatementOfIntent"}
"""What is paid on somebody ("a courtesy call on the president")."""


def _sides(acting: list[Mention], frame: Frame) -> list[Mention]:
    """Where "the two countries" are the subject, they are the parties and nobody else is; a "they" that others than the
    last pair contradict is not of actors."""
    named = {a for m in acting if not m.guessed for a in m.actors}
    acting = [m for m in acting if not (_is_they(m) and named - set(m.actors))]
    both = next((m for m in acting if m.kind == "both" and is_subject(m, frame)), None)
    if both is None:
        return acting
    # "The two countries have signed a protocol with the US" ties the third as well.
    third = frame.trigger.evokes == "AgreementSigning"
    return [m for m in acting if set(m.actors) <= set(both.actors) or (third and is_joined(m))]


def _is_they(mention: Mention) -> bool:
    return mention.kind == "both" and mention.token.pos_ == "PRON"


_OWN = {"son", "sa", "ses", "leur", "leurs", "its", "their"}


def _in_own_phrase(mention: Mention, frame: Frame) -> bool:
    """Whether a party is named with the noun itself: "l'accord avec la Chine", "the Franco-German treaty"; or owns it
    as the subject: "la Chine … ses relations avec"."""
    if is_subject(mention, frame) and any(child.lower_ in _OWN for child in frame.token.children):
        return True
    return syntax.dominates(frame.token, mention.token) and (
        mention.kind is Kind.DEMONYM or syntax.preposition(mention.token) in BETWEEN | WITH or (mention.kind == "both")
    )


def _separate(frame: Frame, arguments: Arguments, *, apart: bool) -> list[list[Party]]:
    """The parties of each event, where one sentence tells several at once: a tour of three states, embassies in two
    capitals, three members that leave, talks in the plural with several others."""
    kind = frame.trigger.evokes
    if len(arguments.actors) < 3:
        return []
    if kind in ("Visit", "MissionOpening", "MissionClosure", "Accreditation"):
        ones = [p for p in arguments.parties if p.role == frame.trigger.subject]
        others = [p for p in arguments.parties if p.role == frame.trigger.object]
        return [[one, other] for one in ones for other in others if one.actor != other.actor]
    if kind == "Conference":
        below = [m for m in arguments.mentions if syntax.dominates(frame.token, m.token)]
        bodies = [m for m in below if m.kind is Kind.ORGANIZATION]
        attending = [p for p in arguments.parties if p.actor not in actors_of(bodies)]
        if syntax.feature(frame.token, "Number") == "Plur" and len(bodies) > 1 and attending:
            return [[*attending, Party(actor)] for actor in actors_of(bodies)]
        return []
    if kind in ("EstablishingRelations", "BreakingRelations") and ("organization",) in frame.trigger.needs:
        return [[arguments.parties[0], other] for other in arguments.parties[1:]]
    if kind not in ("Meeting", "StatementOfIntent", "EstablishingRelations", "BreakingRelations") and not (
        apart and kind == "AgreementSigning"
    ):
        return []
    one_by_one = actors_of(_met_in_turn(arguments.mentions)) if kind == "Meeting" else []
    others = [p for p in arguments.parties if p.actor not in one_by_one]
    if len(others) == 1 and len(one_by_one) > 1:
        return [[others[0], Party(actor)] for actor in one_by_one]
    if (
        kind == "Meeting"
        and not apart
        and syntax.feature(frame.token, "Number") != "Plur"
        and frame.trigger.part_of_speech != "verb"
    ):
        return []
    met = [m for m in arguments.mentions if kind == "Meeting" and _is_met(m, frame, apart=apart)]
    joined = actors_of(m for m in arguments.mentions if is_joined(m) or m in met)
    others = [p for p in arguments.parties if p.actor not in joined]
    if len(others) == 1 and len(joined) > 1:
        return [[others[0], Party(actor)] for actor in joined]
    if kind == "Meeting" and (apart or _are_envoys(arguments)):
        receiving = [p for p in arguments.parties if p.actor in actors_of(_first_side(frame, arguments))]
        received = [p for p in arguments.parties if p not in receiving]
        if len(receiving) == 1 and len(received) > 1:
            return [[receiving[0], one] for one in received]
    # Relations are of two states, however many begin them: "les Emirats et Bahreïn ont normalisé leurs relations avec".
    apart = apart or kind in ("EstablishingRelations", "BreakingRelations")
    if apart and len(joined) == 1 and len(others) > 1:
        return [[other, Party(joined[0])] for other in others]
    return []


_THEN, _AGAIN = {"puis", "then"}, {"par", "avec", "by", "with"}


def _met_in_turn(mentions: Sequence[Mention]) -> list[Mention]:
    """Those whom a sentence has met one after the other: behind "puis", or behind the preposition said again ("reçu par
    l'émir et par le roi")."""
    found: list[Mention] = []
    for mention in mentions:
        for node in nominal_ancestors(mention.token):
            marks = _AGAIN if syntax.preposition(node.head) in _AGAIN else _THEN
            if node.dep_ == "conj" and any(child.lower_ in marks for child in node.children):
                first = [m for m in mentions if m is not mention and _is_joined_to(m, node)]
                found += [*first, mention]
    return found


def _is_joined_to(mention: Mention, node: Token) -> bool:
    """Whether a mention is what `node` is coordinated with: the head of it, or the object of the verb that is."""
    if syntax.is_verb(node.head):
        head = syntax.phrase_head(mention.token)
        return head.dep_ in syntax.OBJECTS and head.head.i == node.head.i
    return syntax.path_is_nominal(mention.token, node.head) and not syntax.dominates(node, mention.token)


def _first_side(frame: Frame, arguments: Arguments) -> list[Mention]:
    return [m for m in arguments.mentions if is_subject(m, frame) or is_agent(m)]


def _are_envoys(arguments: Arguments) -> bool:
    """Whether those met are ambassadors, each of whom comes for his own state."""
    envoys = [m for m in arguments.mentions if m.kind == "ambassador"]
    others = [m for m in arguments.mentions if m.kind not in ("ambassador", "official") and m.kind is not Kind.DEMONYM]
    return len(actors_of(envoys)) > 0 and len(set(actors_of(others)) - set(actors_of(envoys))) <= 1


def _is_met(mention: Mention, frame: Frame, *, apart: bool) -> bool:
    """Whether a mention is whom somebody meets, one of several that he does not meet together."""
    return are_met(frame, [mention]) or (apart and are_objects(frame, [mention]))


_OF_THEIR_OWN = {
    *("Visit", "MissionOpening", "MissionClosure", "StatementOfIntent", "Accreditation", "AgreementSigning")
}
"""Classes whose participants are only those who do it: who travels, opens, declares, is sent or signs."""


def _bystanders(frame: Frame, arguments: Arguments) -> None:
    """Adds the persons of the sentence who act for a party: those who meet or give stand in other clauses too."""
    if frame.trigger.evokes in _OF_THEIR_OWN:
        return
    for mention in frame.sentence.mentions:
        if mention.person and mention.acts and set(mention.actors) & set(arguments.actors):
            arguments.participants = list(dict.fromkeys([*arguments.participants, mention.person]))
