"""Several sentences of one text about one happening -> one event with all its sentences."""

from dataclasses import dataclass, field
from decimal import Decimal

from amity.extraction.drafts import Draft
from amity.model import Amount, Event, Evidence, Party
from amity.periods import compatible, finer

_AGAIN = {"AgreementSigning", "Accreditation", "Aid"}
"""Classes of which a text tells both what was done and, as another event, what is promised."""
_EXTRAORDINARY = ("cancelled", "suspended", "denied")


@dataclass(slots=True)
class Group:
    """Drafts that tell one happening."""

    drafts: list[Draft] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The class, which all drafts share."""
        return self.drafts[0].type

    @property
    def actors(self) -> frozenset[str]:
        """The ids of the parties."""
        return self.drafts[0].actors

    @property
    def date(self) -> str | None:
        """The finest date that a draft gives."""
        found: str | None = None
        for draft in self.drafts:
            if draft.date:
                found = draft.date if found is None else finer(found, draft.date)
        return found

    @property
    def status(self) -> str:
        """The status: what is out of the ordinary counts, then what is said first, with a date by preference."""
        dated = [d.status for d in self.drafts if d.date] or [d.status for d in self.drafts]
        everything = dated if self.type != "StatementOfIntent" else [d.status for d in self.drafts]
        return min(everything, key=lambda status: _EXTRAORDINARY.index(status) if status in _EXTRAORDINARY else 9)


def merge(drafts: list[Draft]) -> list[Group]:
    """The drafts of a text, in order, grouped by happening: same class, same parties, dates that can be one."""
    groups: list[Group] = []
    for draft in drafts:
        home = next((group for group in reversed(groups) if _same(group, draft)), None)
        if home is None:
            groups.append(Group([draft]))
        else:
            home.drafts.append(draft)
    return groups


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
    amounts = {d.amount for d in group.drafts if d.amount}
    if draft.amount and amounts and draft.amount not in amounts and not draft.definite:
        # A part of the sum, or the same in another currency, is told right after; another gift is not.
        return draft.number - group.drafts[-1].number <= 1 and not (date and draft.date and date != draft.date)
    return True


def to_events(groups: list[Group], text: str, published: str | None) -> list[Event]:
    """The events, in the order of their first sentence, each with all its evidence."""
    groups = _without_echoes(groups)
    _carry_dates(groups)
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
        date = group.date
        place = next((d.place for d in drafts if d.place), None)
        source = next((d.continues for d in drafts if d.continues is not None), None)
        if source is not None:
            around = groups[positions[id(source)]]
            date = date or around.date
            place = place or next((d.place for d in around.drafts if d.place), None)
        elif date is None and published is not None and _is_of_the_day(group, published):
            date = published[:_MONTH]
        events.append(
            Event(
                type=first.type,
                parties=tuple(sorted(_parties(drafts), key=lambda p: (p.actor, p.role))),
                evidence=tuple(Evidence(start, end, text[start:end]) for start, end in spans),
                status=group.status,
                date=date,
                place=place,
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


def _is_of_the_day(group: Group, published: str) -> bool:
    """Whether an undated event is of the month of the text: what a text opens with as news, a visit that goes on."""
    first = group.drafts[0]
    if group.status == "ongoing" and first.type == "Visit":
        return True
    if group.status == "planned" or not first.news:
        return False
    return len(published) == _MONTH or (first.number <= _LEAD and group.type not in _UNCARRIED)


def _without_echoes(groups: list[Group]) -> list[Group]:
    """The groups without what is only mentioned ("the deal", "the two ministers discussed"), where more is told of the
    same parties."""
    kept = []
    for group in groups:
        triggers = [draft.frame.trigger for draft in group.drafts]
        echo = group.date is None and all(trigger.told or trigger.weak for trigger in triggers)
        if group.type == "Aid" and group.date is None and all(_is_named_again(draft) for draft in group.drafts):
            # "ce don" of what was told as help to an army, "the bridge, a gift from China"
            echo = echo or any(o.type in _GIVEN and o.actors == group.actors for o in groups)
        if group.type == "AgreementSigning" and group.date is None and all(d.definite for d in group.drafts):
            # "la signature de ces accords" of what was told as a loan
            echo = echo or any(o.type == "Aid" and o.actors == group.actors for o in groups)
        told = _TALKS if group.type == "Meeting" else _DEEDS
        if group.type == "Meeting" and len(group.drafts) == 1 and group.drafts[0].guessed > _MOSTLY_GUESSED:
            continue
        if echo and any(o is not group and o.actors == group.actors and o.type in told for o in groups):
            continue
        kept.append(group)
    return kept


def _is_named_again(draft: Draft) -> bool:
    return draft.definite or draft.frame.token.dep_ == "appos"


_MOSTLY_GUESSED = 1
"""Talks of which the text names fewer parties are as a rule with somebody else: one in four is right."""
_GIVEN = {"SecurityCooperation", "Project"}
_DEEDS = {"Aid", "AgreementSigning", "Project", "SecurityCooperation"}
_TALKS = {"Meeting", "CommissionSession", "Accreditation", "Conference"}
_CARRIED_OVER, _MONTH, _DAY, _LEAD = 3, 7, 10, 1
_UNCARRIED = {"StatementOfIntent", "Project"}


def _carry_dates(groups: list[Group]) -> None:
    """What is told next in the past tense, with no date of its own, has the date of what was told just before: the
    talks of a visit, the texts signed at the end of talks."""
    _date_intents(groups)
    for position, group in enumerate(groups):
        if group.date is not None or group.status != "done" or group.type in _UNCARRIED:
            continue
        first = group.drafts[0]
        for before in reversed(groups[:position]):
            dated = [d for d in before.drafts if d.date and d.number <= first.number]
            if not dated or before.status not in ("done", "ongoing") or before.type in _UNCARRIED:
                continue
            last = dated[-1]
            gap = first.number - last.number
            close = gap <= (_CARRIED_OVER if before.actors == group.actors else 1)
            if close and before.actors & group.actors and (gap == 0 or not _has_date(first)):
                first.date = _day(last.date, group.type)
                break


def _date_intents(groups: list[Group]) -> None:
    """A will declared at talks or on a visit is of their day, where the text itself only gives a month."""
    for group in groups:
        if group.type != "StatementOfIntent":
            continue
        first = group.drafts[0]
        for other in groups:
            date = other.date if other.status == "done" and other.actors == group.actors else None
            if date and len(date) == _DAY and first.date and date.startswith(first.date):
                first.date = date
                break


def _has_date(draft: Draft) -> bool:
    return any(mention.edtf and mention.kind in ("absolute", "relative", "span") for mention in draft.sentence.dates)


def _day(edtf: str | None, kind: str) -> str | None:
    """When within what went on for days a single act fell: the first day of what is still open, the month of a span."""
    if edtf is None or "/" not in edtf or kind in ("Visit", "Conference"):
        return edtf
    start, end = edtf.split("/")
    if end == "..":
        return start
    return start[:7] if len(start) == len(end) == 10 and start[:7] == end[:7] else None


def _parties(drafts: list[Draft]) -> list[Party]:
    """Each actor once, with the most telling role that a sentence gives."""
    roles: dict[str, str] = {}
    for draft in sorted(drafts, key=lambda d: d.guessed):
        for party in draft.parties:
            if roles.get(party.actor, "party") == "party":
                roles[party.actor] = party.role
    return [Party(actor, role) for actor, role in roles.items()]


def _amount(drafts: list[Draft]) -> Amount | None:
    amounts = [d.amount for d in drafts if d.amount is not None]
    return max(amounts, key=lambda a: (a.currency == "USD", a.value, Decimal(0))) if amounts else None


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
