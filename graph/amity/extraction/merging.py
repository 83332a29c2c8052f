"""Several sentences of one text about one happening -> one event with all its sentences."""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from amity.extraction.events import Draft
from amity.model import Amount, Event, Evidence, Party
from amity.periods import compatible, finer

_STATUS_ORDER = ("cancelled", "suspended", "denied", "ongoing", "planned", "done")


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
        """The status: what is said with a date counts, and what is out of the ordinary."""
        dated = [d.status for d in self.drafts if d.date] or [d.status for d in self.drafts]
        everything = dated if self.type != "StatementOfIntent" else [d.status for d in self.drafts]
        return min(everything, key=_STATUS_ORDER.index)


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


def _same(group: Group, draft: Draft) -> bool:
    if group.type != draft.type or group.actors != draft.actors:
        return False
    if draft.type == "StatementOfIntent":
        return True
    date = group.date
    if date and draft.date and not compatible(date, draft.date):
        return False
    if group.drafts[0].status != draft.status and date and draft.date and date != draft.date:
        return False
    amounts = {d.amount for d in group.drafts if d.amount}
    return not (draft.amount and amounts and draft.amount not in amounts)


def to_events(groups: list[Group], text: str) -> list[Event]:
    """The events, in the order of their first sentence, each with all its evidence."""
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


_CARRIED = {"Meeting", "AgreementSigning", "CommissionSession", "Visit", "Accreditation"}
_CARRIED_OVER = 2


def _carry_dates(groups: list[Group]) -> None:
    """What the same parties did next has the date of what came just before: the talks of a visit, the texts signed at
    the end of talks."""
    for before, group in pairwise(groups):
        gap = group.drafts[0].number - before.drafts[-1].number
        if (
            group.date is None
            and before.date is not None
            and group.type in _CARRIED
            and before.type in _CARRIED | {"Conference"}
            and group.actors == before.actors
            and group.status == before.status == "done"
            and 0 <= gap <= _CARRIED_OVER
        ):
            group.drafts[0].date = before.date


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


def _confidence(group: Group) -> float:
    """How often an event found this way is right, on the development part of the gold set."""
    guessed = min(draft.guessed for draft in group.drafts)
    support = len({draft.sentence.start for draft in group.drafts})
    return round(max(0.3, min(0.95, 0.85 - 0.15 * guessed + 0.05 * (support - 1))), 2)


def _words(draft: Draft) -> str:
    frame = draft.frame
    return frame.words if frame.needed is None else f"{frame.words} … {frame.needed.text}"
