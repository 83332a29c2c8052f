"""What the claims of one happening say together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from amity.model import Claim, Event, Party
from amity.periods import compatible, finer
from amity.resolution.days import days
from amity.resolution.naming import slug
from amity.resolution.persons import identified
from amity.resolution.rule import Background

# What a later source changes: a thing done stays done unless it is called off or interrupted.
_PRECEDENCE = ("done", "cancelled", "suspended", "denied", "ongoing", "planned")


@dataclass(frozen=True, slots=True)
class Resolved:
    """An event, merged from its claims (sorted by identifier), and the name its IRI is made of.

    The event's evidence stays with its claims; `parts_of` are the claims it is said to be part of.
    """

    slug: str
    event: Event
    claims: tuple[Claim, ...]
    parts_of: tuple[str, ...] = ()


def merged(claims: Sequence[Claim], background: Background) -> Resolved:
    """The event that the claims, sorted by identifier, speak of."""
    events = [claim.event for claim in claims]
    latest_first = sorted(claims, key=_recency, reverse=True)
    status = _status(latest_first)
    event = Event(
        type=events[0].type,
        parties=parties_of(events),
        evidence=(),
        status=status,
        date=_date(latest_first, status),
        place=_place(events, background),
        participants=identified(event.participants for event in events),
        groups=tuple(sorted({group for event in events for group in event.groups})),
        domains=tuple(sorted({domain for event in events for domain in event.domains})),
        amount=next((claim.event.amount for claim in latest_first if claim.event.amount), None),
        confidence=max(event.confidence for event in events),
    )
    parts_of = sorted({f"{c.document}/{c.event.part_of + 1}" for c in claims if c.event.part_of is not None})
    return Resolved(slug(event, claims), event, tuple(claims), tuple(parts_of))


def parties_of(events: Sequence[Event]) -> tuple[Party, ...]:
    """Each actor once, sorted, with the most telling role that an event gives."""
    roles: dict[str, str] = {}
    for party in sorted((p for event in events for p in event.parties), key=lambda p: (p.role == "party", p.role)):
        roles.setdefault(party.actor, party.role)
    return tuple(Party(actor, role) for actor, role in sorted(roles.items()))


def _recency(claim: Claim) -> tuple[date, date, int, str]:
    published = days(claim.published)
    rank = -_PRECEDENCE.index(claim.event.status)
    return (published.latest, published.earliest, rank, claim.id) if published else (date.min, date.min, rank, claim.id)


def _status(latest_first: Sequence[Claim]) -> str:
    """That of the latest source; but what one source reports as done, others only call off or interrupt later."""
    statuses = [claim.event.status for claim in latest_first]
    if statuses[0] not in ("done", "cancelled", "suspended") and "done" in statuses:
        return "done"
    return statuses[0]


def _date(latest_first: Sequence[Claim], status: str) -> str | None:
    """The latest date that goes with the status, or else any, as precise as a source that does not contradict it."""
    dated = [claim.event for claim in latest_first if claim.event.date]
    dates = [event.date for event in sorted(dated, key=lambda event: event.status != status) if event.date]
    found = dates[0] if dates else None
    for other in sorted(dates):
        if found is not None and compatible(found, other):
            found = finer(found, other)
    return found


def _place(events: Sequence[Event], background: Background) -> str | None:
    """The most precise place; of its spellings, the most frequent."""
    spellings: dict[str, int] = defaultdict(int)
    for event in events:
        if event.place:
            spellings[event.place] += 1
    return min(spellings, key=lambda text: (-len(background.place_path(text)), -spellings[text], text), default=None)
