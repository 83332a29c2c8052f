"""The claims of a reading, and where to look for those that may be linked to a claim."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from amity.model import Claim, Event, Reading
from amity.resolution.days import Days, days_of
from amity.resolution.merging import parties_of
from amity.resolution.rule import ONCE, WINDOW, WINDOW_ONCE


class Key(NamedTuple):
    """Where a claim is kept for others to find it: its class, some of its parties, a month (`2024-11`) or a year."""

    type: str
    parties: tuple[str, ...]
    period: str


def claims_of(reading: Reading) -> list[Claim]:
    """The claims of a document, one for each event it reports, in that order.

    What is a set is sorted, an actor has one role, and the confidence four decimals: so is a claim stored.
    """
    document = reading.document
    return [
        Claim(f"{document.id}/{number}", _canonical(event), document.id, document.published, document.url)
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


def groups_of(event: Event) -> list[tuple[str, ...]]:
    """The groups of parties of an event: two claims that are linked always share one."""
    actors = event.actors
    return [(actor,) for actor in actors] if event.type == "Conference" else list(combinations(actors, 2))


def keys_of(claim: Claim) -> frozenset[Key]:
    """The keys under which a claim is kept: for each group of its parties its month, or its years if it has several.

    What happens once is kept by its years. Empty where nothing can be linked to the claim.
    """
    span = days_of(claim.event.date, claim.published)
    if span is None:
        return frozenset()
    months, years = _months(span), _years(span)
    return _keys(claim.event, months if len(months) == 1 and claim.event.type not in ONCE else years)


def candidates(claim: Claim) -> frozenset[Key]:
    """Where to look for what may be linked to a claim: each such claim is kept under one of these keys."""
    span = days_of(claim.event.date, claim.published)
    if span is None:
        return frozenset()
    # Two linked claims lie a window apart at most, whichever of their dates stands for them.
    if claim.event.type in ONCE:
        return _keys(claim.event, _years(span.widened(WINDOW_ONCE)))
    wide = span.widened(WINDOW)
    return _keys(claim.event, [*_months(wide), *_years(wide)])


def _keys(event: Event, periods: Sequence[str]) -> frozenset[Key]:
    return frozenset(Key(event.type, group, period) for group in groups_of(event) for period in periods)


def _years(span: Days) -> list[str]:
    return [f"{year:04}" for year in range(span.earliest.year, span.latest.year + 1)]


def _months(span: Days) -> list[str]:
    first, last = (day.year * 12 + day.month - 1 for day in span)
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]
