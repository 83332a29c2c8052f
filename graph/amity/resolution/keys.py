"""The claims of a reading, and where to look for those that may be linked to a claim."""

from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from amity.model import Claim, Event, Reading
from amity.resolution.days import days_of
from amity.resolution.merging import parties_of
from amity.resolution.rule import ONCE, WINDOW


class Key(NamedTuple):
    """Where to look for claims that may be linked: `year` is None for what does not depend on time."""

    type: str
    parties: tuple[str, ...]
    year: int | None


def claims_of(reading: Reading) -> list[Claim]:
    """The claims of a document, one for each event it reports, in that order.

    What is a set is sorted, an actor has one role, and the confidence four decimals: so is a claim stored.
    """
    document = reading.document
    return [
        Claim(f"{document.id}/{number}", _canonical(event), document.id, document.published)
        for number, event in enumerate(reading.events, 1)
    ]


def _canonical(event: Event) -> Event:
    return replace(
        event,
        parties=parties_of([event]),
        evidence=tuple(sorted(set(event.evidence), key=lambda e: (e.start, e.end))),
        participants=tuple(sorted(set(event.participants))),
        groups=tuple(sorted(set(event.groups))),
        domains=tuple(sorted(set(event.domains))),
        triggers=tuple(sorted(set(event.triggers))),
        confidence=round(event.confidence, 4),
    )


def candidates(claim: Claim) -> frozenset[Key]:
    """The keys of a claim: two claims that `linked` joins always share one. Empty where none can be joined to it."""
    event = claim.event
    actors = event.actors
    groups = [(actor,) for actor in actors] if event.type == "Conference" else list(combinations(actors, 2))
    years = years_of(event.type, event.date, claim.published)
    return frozenset(Key(event.type, group, year) for group in groups for year in years)


def years_of(type_: str, date_: str | None, published: str | None) -> list[int | None]:
    """The years under which a claim is kept, by its class, its date and that of its document."""
    if type_ in ONCE:
        return [None]
    found = days_of(date_, published)
    if found is None:
        return []
    # Two linked claims lie a window apart at most, whichever of their dates stands for them.
    span = found.widened(WINDOW)
    return list(range(span.earliest.year, span.latest.year + 1))
