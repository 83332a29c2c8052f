"""The names of events, of which their IRIs are made: class, who and when."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from amity.model import Claim, Event, Party
from amity.resolution.days import days

if TYPE_CHECKING:
    from amity.resolution.merging import Resolved

_ROLE_ORDER = ("sendingState", "donor", "guest", "party", "receivingState", "recipient", "host")


def ordered_actors(parties: Iterable[Party]) -> list[str]:
    """The actors of an event as one names them: who sends, gives or travels first, then by identifier."""
    return [party.actor for party in sorted(parties, key=lambda p: (_ROLE_ORDER.index(p.role), p.actor))]


def slug(event: Event, claims: Sequence[Claim]) -> str:
    """The name of an event by what its claims say together."""
    actors = ordered_actors(event.parties)
    if len(actors) > 4:
        actors = [*actors[:3], f"and-{len(actors) - 3}-more"]
    if event.date:
        when = [_readable(event.date)]
    else:
        reported = min((claim.published for claim in claims if days(claim.published)), key=_earliest, default=None)
        when = [f"reported-{_readable(reported)}"] if reported else []
    return "-".join([event.type, *actors, *when]).replace("_", "-")


def slug_base(slug: str) -> str:
    """`slug` without the number that tells it from others like it."""
    base, mark, number = slug.rpartition("_")
    return base if mark and number.isdecimal() else slug


def named(events: "Sequence[Resolved]") -> "list[Resolved]":
    """Numbers the events that have one name: the one of the first claim keeps it, the others follow as `name_2`, …"""
    by_base: dict[str, list[Resolved]] = defaultdict(list)
    for event in events:
        by_base[event.slug].append(event)
    numbered = [
        event if number == 1 else replace(event, slug=f"{base}_{number}")
        for base, group in by_base.items()
        for number, event in enumerate(sorted(group, key=lambda e: e.claims[0].id), 1)
    ]
    return sorted(numbered, key=lambda event: event.slug)


def _readable(edtf: str) -> str:
    """A date as part of a name, which an IRI shows as it is: `2023-10/2023-12` is `2023-10--2023-12`."""
    return re.sub(r"[^\w.-]", "", edtf.replace("/", "--"))


def _earliest(edtf: str | None) -> tuple[date, str]:
    found = days(edtf)
    return (found.earliest if found else date.max), edtf or ""
