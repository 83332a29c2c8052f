"""Several sentences of one text about one happening -> one event with all its sentences."""

from collections.abc import Mapping

from amity.extraction.carrying import carry
from amity.extraction.drafts import Draft
from amity.extraction.echoes import without_echoes
from amity.extraction.groups import Group
from amity.model import Amount, Event, Evidence, Party
from amity.periods import compatible

_AGAIN = {"AgreementSigning", "Accreditation", "Aid"}
"""Classes of which a text tells both what was done and, as another event, what is promised."""


def merge(drafts: list[Draft]) -> list[Group]:
    """The drafts of a text, in order, grouped by happening: same class, same parties, dates that can be one."""
    groups: list[Group] = []
    for draft in drafts:
        home = next((group for group in reversed(groups) if _same(group, draft)), None)
        if home is None:
            groups.append(Group([draft]))
        else:
            home.drafts.append(draft)
    return _without_headlines(groups)


def _without_headlines(groups: list[Group]) -> list[Group]:
    """The groups, what only a headline tells brought under the first event of the text below that it may announce: it
    says less of it, and puts it in the present."""
    kept: list[Group] = []
    for position, group in enumerate(groups):
        told = None
        if all(_is_headline(draft) for draft in group.drafts):
            told = next((below for below in groups[position + 1 :] if _announces(group, below)), None)
        if told is None:
            kept.append(group)
        else:
            told.drafts += group.drafts
    return kept


_OF_SEVERAL = {"SecurityCooperation", "Conference"}


def _announces(headline: Group, below: Group) -> bool:
    """Whether a headline may tell an event of the text: of many parties it names some."""
    if headline.type != below.type:
        return False
    return headline.actors == below.actors or (headline.type in _OF_SEVERAL and headline.actors < below.actors)


def _is_headline(draft: Draft) -> bool:
    return draft.number == 0 and draft.sentence.headline


def _guests(draft: Draft) -> set[str]:
    return {party.actor for party in draft.parties if party.role == "guest"}


def _are_others(group: Group, draft: Draft) -> bool:
    """Whether a visit has other travellers than those told so far, and more is told of it than that it is one."""
    before = {person for d in group.drafts for person in d.participants}
    told = draft.date is not None or (draft.guessed == 0 and draft.frame.trigger.part_of_speech == "verb")
    return bool(before and draft.participants and told) and not before & set(draft.participants)


def _same(group: Group, draft: Draft) -> bool:
    if group.type != draft.type or group.actors != draft.actors:
        return False
    if draft.type == "StatementOfIntent":
        return True
    if draft.type == "Visit" and _guests(draft) != _guests(group.drafts[0]) and draft.date and group.date:
        return False  # the other one's visit; undated, a "his visit" may be read the wrong way round
    if draft.type == "Visit" and _are_others(group, draft):
        return False
    date = group.date
    if date and draft.date and not compatible(date, draft.date):
        return False
    if group.drafts[0].status != draft.status and date and draft.date and date != draft.date:
        return False
    promised = (group.status == "planned") != (draft.status == "planned")
    if draft.type in _AGAIN and promised and not draft.definite and draft.guessed == 0:
        return False  # after some texts signed, others to be signed
    if _is_another(draft):
        return False
    amounts = {d.amount for d in group.drafts if d.amount}
    if draft.amount and amounts and draft.amount not in amounts and not draft.definite:
        # A part of the sum, or the same in another currency, is told right after; another gift is not.
        return draft.number - group.drafts[-1].number <= 1 and not (date and draft.date and date != draft.date)
    return True


_ANOTHER = {"another", "further", "additional", "autre", "nouvel", "nouveau", "nouvelle", "supplémentaire"}


def _is_another(draft: Draft) -> bool:
    """Whether a text says that it is one more ("asked for another loan")."""
    nouns = [draft.frame.token, *([draft.frame.needed] if draft.frame.needed is not None else [])]
    return draft.type in _AGAIN and any(c.lower_ in _ANOTHER for noun in nouns for c in noun.children)


def to_events(groups: list[Group], text: str, scenes: Mapping[int, str], published: str | None) -> list[Event]:
    """The events, in the order of their first sentence, each with all its evidence; `scenes` are the dates that
    sentences set."""
    groups = without_echoes(groups)
    carry(groups, scenes, published)
    positions = {id(draft): number for number, group in enumerate(groups) for draft in group.drafts}
    events = []
    for number, group in enumerate(groups):
        drafts = group.drafts
        part_of = next(
            (
                positions[id(d.continues)]
                for d in drafts
                if d.continues is not None and positions.get(id(d.continues), number) != number
            ),
            None,
        )
        spans = sorted({(d.sentence.start, d.sentence.end) for d in drafts})
        first = drafts[0]
        events.append(
            Event(
                type=first.type,
                parties=tuple(sorted(_parties(drafts), key=lambda p: (p.actor, p.role))),
                evidence=tuple(Evidence(start, end, text[start:end]) for start, end in spans),
                status=group.status,
                date=group.date,
                place=group.place,
                participants=tuple(dict.fromkeys(p for d in drafts for p in d.participants)),
                groups=tuple(dict.fromkeys(group for d in drafts for group in d.groups)),
                domains=tuple(sorted({domain for d in drafts for domain in d.domains})),
                amount=_amount(drafts),
                part_of=part_of,
                confidence=_confidence(group),
                rule=first.frame.trigger.name,
                triggers=tuple(dict.fromkeys(_words(d) for d in drafts)),
            )
        )
    return events


def _parties(drafts: list[Draft]) -> list[Party]:
    """Each actor once, with the most telling role that a sentence gives."""
    roles: dict[str, str] = {}
    for draft in sorted(drafts, key=lambda d: d.guessed):
        for party in draft.parties:
            if roles.get(party.actor, "party") == "party":
                roles[party.actor] = party.role
    return [Party(actor, role) for actor, role in roles.items()]


def _amount(drafts: list[Draft]) -> Amount | None:
    """The amount that is told first, in US dollars where the text gives it in them as well."""
    amounts = [d.amount for d in drafts if d.amount is not None]
    return next((a for a in amounts if a.currency == "USD"), amounts[0]) if amounts else None


_SHARES = ((0.67, 0.90, 0.93), (0.62, 0.68, 0.82), (0.50, 0.64, 0.80), (0.45, 0.60, 0.75))
"""How often an event is right: a row for what was guessed of it, 0 to 3 things; a column for its sentences, 1 to 3."""
_EASE = {
    "Accreditation": 0.2,
    "CommissionSession": 0.18,
    "MissionOpening": 0.1,
    "MissionClosure": 0.1,
    "EstablishingRelations": 0.1,
    "Visit": 0.06,
    "AgreementSigning": -0.08,
    "Conference": -0.3,
}
"""How much more often than others the events of a class are right."""


def _confidence(group: Group) -> float:
    """How often an event found this way is right, in 177 annotated texts: by class, guesses and sentences."""
    guessed = min(draft.guessed for draft in group.drafts)
    support = len({draft.sentence.start for draft in group.drafts})
    share = _SHARES[min(guessed, 3)][min(support, 3) - 1]
    return round(max(0.2, min(0.97, share + _EASE.get(group.type, 0.0))), 2)


def _words(draft: Draft) -> str:
    frame = draft.frame
    return frame.words if frame.needed is None else f"{frame.words} … {frame.needed.text}"
