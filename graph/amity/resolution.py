"""Claims -> events: which reports speak of one happening.

Two claims **may be one happening** when all of this holds:

- they are of one class and of two documents (what one document says twice, extraction has already joined);
- they have the same parties. Where a conference, or three parties and more, are reported, sources list them
  differently: then one list holds the other, or, for conferences, they share two parties, or one party at one place;
  and both must be dated;
- no actor has opposite roles (an embassy of Russia in Togo is not one of Togo in Russia);
- their dates are compatible, so that two different days never are. Where a claim has no date, that of its document
  stands in for it: it must lie within 31 days of the other's, and within a year for what happens once (a mission opened
  or closed, relations established or broken): recent talks are reported for weeks, an embassy is promised and reported
  for months. With no date at all nothing is guessed;
- their places are compatible: one is the other, or lies in it;
- a promise does not follow the fulfilment: a claim that something is planned, in a document later than the one that
  says it is done, announces another happening, unless both name the day;
- sums in one currency differ by a tenth at most; two delegations (two persons or more on either side) share somebody;
  agreements, aid, projects and security cooperation that do not name the same day share a domain, if both name any.

A promise, its fulfilment and its denial therefore are one event with several claims.

May-be-one is not transitive: "in November" may be the meeting of the 5th and that of the 12th, which are two. So claims
are taken in an order that does not depend on how they came (precise dates first, then by document date, then by
identifier), and each joins the event all of whose claims it may be one with, the one reported closest in time if there
are several, or begins a new one. The result is a function of the set of claims.

What the events of a claim depend on is found by `linked` alone: `candidates` gives keys, one of which two linked claims
always share, so that a store needs to look only at the claims under a few keys, however many it holds.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, reduce
from itertools import combinations
from typing import NamedTuple, Protocol

from amity.model import Amount, Claim, Event, Party, Reading
from amity.periods import bounds, compatible, finer


class Background(Protocol):
    """What is known before any claim is read."""

    def place_path(self, text: str) -> tuple[str, ...]:
        """What a place is called whatever the language, from the place outwards: `Sotchi` -> `("sochi", "RUS")`."""

    def top_domain(self, domain: str) -> str:
        """The domain at the top of the scheme that `domain` stands under, itself if it is one."""


_ONCE = {"MissionOpening", "MissionClosure", "EstablishingRelations", "BreakingRelations"}
_OF_SOMETHING = {"AgreementSigning", "Aid", "Project", "SecurityCooperation"}
_WINDOW = timedelta(days=31)
_WINDOW_ONCE = timedelta(days=366)
_MOST_YEARS = 10
# What a later source changes: a thing done stays done unless it is called off or interrupted.
_PRECEDENCE = ("done", "cancelled", "suspended", "denied", "ongoing", "planned")
_ROLE_ORDER = ("sendingState", "donor", "guest", "party", "receivingState", "recipient", "host")


@dataclass(frozen=True, slots=True)
class Resolved:
    """An event, merged from its claims (sorted by identifier), and the name its IRI is made of.

    The event's evidence stays with its claims; `parts_of` are the claims it is said to be part of.
    """

    slug: str
    event: Event
    claims: tuple[Claim, ...]
    parts_of: tuple[str, ...] = ()


class Key(NamedTuple):
    """Where to look for claims that may be linked: `year` is None for what does not depend on time."""

    type: str
    parties: tuple[str, ...]
    year: int | None


class _Days(NamedTuple):
    earliest: date
    latest: date

    def distance(self, other: "_Days") -> timedelta:
        return max(timedelta(0), self.earliest - other.latest, other.earliest - self.latest)


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
        parties=_parties([event]),
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
    if type_ in _ONCE:
        return [None]
    days = _days(date_)
    if days is None:
        published_days = _days(published)
        if published_days is None:
            return []
        days = _Days(_shifted(published_days.earliest, -_WINDOW), _shifted(published_days.latest, _WINDOW))
    return list(range(days.earliest.year, days.latest.year + 1))


def linked(one: Claim, other: Claim, background: Background | None = None) -> bool:
    """Whether two claims may be of one happening, by the rule above."""
    a, b, known = one.event, other.event, background or _NOTHING_KNOWN
    return (
        a.type == b.type
        and one.document != other.document
        and _same_roles(a, b)
        and _same_places(a, b, known)
        and _same_parties(a, b, known)
        and _same_dates(one, other)
        and _in_order(one, other)
        and _in_order(other, one)
        and _same_amounts(a.amount, b.amount)
        and _same_persons(a, b)
        and _same_domains(a, b, known)
    )


def resolve(claims: Iterable[Claim], background: Background | None = None) -> list[Resolved]:
    """The events that the claims speak of, in the order of their slugs, whatever the order of the claims."""
    background = background or _NOTHING_KNOWN
    known = {claim.id: claim for claim in claims}
    by_key: dict[Key, list[Claim]] = defaultdict(list)
    for claim in known.values():
        for key in candidates(claim):
            by_key[key].append(claim)
    clusters: list[list[Claim]] = []
    home: dict[str, list[Claim]] = {}
    for claim in sorted(known.values(), key=_order):
        near = {id(home[o.id]): home[o.id] for key in candidates(claim) for o in by_key[key] if o.id in home}
        open_ = [cluster for cluster in near.values() if all(linked(claim, o, background) for o in cluster)]
        chosen = min(open_, key=lambda cluster: _closeness(claim, cluster), default=None)
        if chosen is None:
            clusters.append(chosen := [])
        chosen.append(claim)
        home[claim.id] = chosen
    return _named([_merged(sorted(cluster, key=lambda c: c.id), background) for cluster in clusters])


def slug_base(slug: str) -> str:
    """`slug` without the number that tells it from others like it."""
    base, mark, number = slug.rpartition("_")
    return base if mark and number.isdecimal() else slug


# Whether two claims are of one happening


def _same_roles(a: Event, b: Event) -> bool:
    roles = {party.actor: party.role for party in a.parties if party.role != "party"}
    return all(party.role in ("party", roles.get(party.actor, party.role)) for party in b.parties)


def _same_parties(a: Event, b: Event, background: Background) -> bool:
    mine, others = set(a.actors), set(b.actors)
    if mine == others:
        return True
    if _days(a.date) is None or _days(b.date) is None:
        return False
    common = mine & others
    if a.type == "Conference":
        paths = [background.place_path(place) for place in (a.place, b.place) if place]
        same_place = len(paths) == 2 and paths[0] == paths[1]
        return len(common) >= 2 or (len(common) == 1 and same_place)
    return len(common) >= 2 and (mine < others or others < mine)


def _same_dates(one: Claim, other: Claim) -> bool:
    a, b = one.event, other.event
    if a.date and b.date and not compatible(a.date, b.date):
        return False
    # Where a claim has no date, that of its document stands in, and is near it only.
    days = [_days(a.date), _days(b.date)]
    if all(days):
        return True
    nearby = [found or _days(claim.published) for found, claim in zip(days, (one, other), strict=True)]
    window = _WINDOW_ONCE if a.type in _ONCE else _WINDOW
    return nearby[0] is not None and nearby[1] is not None and nearby[0].distance(nearby[1]) <= window


def _in_order(promise: Claim, fulfilment: Claim) -> bool:
    """Whether `promise`, if it is one, comes before `fulfilment`, if it is one."""
    if promise.event.status != "planned" or fulfilment.event.status != "done":
        return True
    promised, fulfilled = _days(promise.published), _days(fulfilment.published)
    if promised is None or fulfilled is None or promised.earliest <= fulfilled.latest:
        return True
    return _same_day(promise.event, fulfilment.event)


def _same_day(a: Event, b: Event) -> bool:
    days = _days(a.date)
    return days is not None and days.earliest == days.latest and days == _days(b.date)


def _same_places(a: Event, b: Event, background: Background) -> bool:
    if not a.place or not b.place:
        return True
    short, long = sorted((background.place_path(a.place), background.place_path(b.place)), key=len)
    return long[-len(short) :] == short


def _same_amounts(a: Amount | None, b: Amount | None) -> bool:
    if a is None or b is None or a.currency != b.currency:
        return True
    low, high = sorted((a.value, b.value))
    return high - low <= high / 10


def _same_persons(a: Event, b: Event) -> bool:
    mine, others = set(a.participants), set(b.participants)
    return min(len(mine), len(others)) < 2 or not mine.isdisjoint(others)


def _same_domains(a: Event, b: Event, background: Background) -> bool:
    if a.type not in _OF_SOMETHING or not a.domains or not b.domains or _same_day(a, b):
        return True
    tops = [{background.top_domain(domain) for domain in event.domains} for event in (a, b)]
    return not tops[0].isdisjoint(tops[1])


# The order in which claims are taken


def _order(claim: Claim) -> tuple[int, date, str]:
    days, published = _days(claim.event.date), _days(claim.published)
    width = (days.latest - days.earliest).days if days else 400 * _MOST_YEARS
    return width, published.earliest if published else date.max, claim.id


def _closeness(claim: Claim, cluster: Sequence[Claim]) -> tuple[timedelta, str]:
    mine = _days(claim.published)
    distances = [mine.distance(days) for other in cluster if mine and (days := _days(other.published))]
    return min(distances, default=timedelta.max), min(other.id for other in cluster)


@lru_cache(maxsize=1 << 16)
def _days(edtf: str | None) -> _Days | None:
    """The first and last day a date allows; None where it says too little to compare days."""
    if edtf is None:
        return None
    period = bounds(edtf)
    if period.earliest is None or period.latest is None or period.latest.year - period.earliest.year > _MOST_YEARS:
        return None
    return _Days(period.earliest, period.latest)


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


class _NothingKnown:
    def place_path(self, text: str) -> tuple[str, ...]:
        return (text.casefold(),)

    def top_domain(self, domain: str) -> str:
        return domain


_NOTHING_KNOWN = _NothingKnown()


# What the claims of one happening say together


def _merged(claims: Sequence[Claim], background: Background) -> Resolved:
    events = [claim.event for claim in claims]
    latest_first = sorted(claims, key=_recency, reverse=True)
    dates = [event.date for event in events if event.date]
    event = Event(
        type=events[0].type,
        parties=_parties(events),
        evidence=(),
        status=_status(latest_first),
        date=reduce(finer, sorted(dates)) if dates else None,
        place=_place(events, background),
        participants=tuple(sorted({person for event in events for person in event.participants})),
        groups=tuple(sorted({group for event in events for group in event.groups})),
        domains=tuple(sorted({domain for event in events for domain in event.domains})),
        amount=next((claim.event.amount for claim in latest_first if claim.event.amount), None),
        confidence=max(event.confidence for event in events),
    )
    parts_of = sorted({f"{c.document}/{c.event.part_of + 1}" for c in claims if c.event.part_of is not None})
    return Resolved(_slug(event, claims), event, tuple(claims), tuple(parts_of))


def _recency(claim: Claim) -> tuple[date, date, int, str]:
    days = _days(claim.published)
    rank = -_PRECEDENCE.index(claim.event.status)
    return (days.latest, days.earliest, rank, claim.id) if days else (date.min, date.min, rank, claim.id)


def _status(latest_first: Sequence[Claim]) -> str:
    """That of the latest source; but what one source reports as done, others only call off or interrupt later."""
    statuses = [claim.event.status for claim in latest_first]
    if statuses[0] not in ("done", "cancelled", "suspended") and "done" in statuses:
        return "done"
    return statuses[0]


def _parties(events: Sequence[Event]) -> tuple[Party, ...]:
    roles: dict[str, str] = {}
    for party in sorted((p for event in events for p in event.parties), key=lambda p: (p.role == "party", p.role)):
        roles.setdefault(party.actor, party.role)
    return tuple(Party(actor, role) for actor, role in sorted(roles.items()))


def _place(events: Sequence[Event], background: Background) -> str | None:
    """The most precise place; of its spellings, the most frequent."""
    spellings: dict[str, int] = defaultdict(int)
    for event in events:
        if event.place:
            spellings[event.place] += 1
    return min(spellings, key=lambda text: (-len(background.place_path(text)), -spellings[text], text), default=None)


# Names


def ordered_actors(parties: Iterable[Party]) -> list[str]:
    """The actors of an event as one names them: who sends, gives or travels first, then by identifier."""
    return [party.actor for party in sorted(parties, key=lambda p: (_ROLE_ORDER.index(p.role), p.actor))]


def _slug(event: Event, claims: Sequence[Claim]) -> str:
    actors = ordered_actors(event.parties)
    if len(actors) > 4:
        actors = [*actors[:3], f"and-{len(actors) - 3}-more"]
    if event.date:
        when = [_readable(event.date)]
    else:
        reported = min((claim.published for claim in claims if _days(claim.published)), key=_earliest, default=None)
        when = [f"reported-{_readable(reported)}"] if reported else []
    return "-".join([event.type, *actors, *when]).replace("_", "-")


def _readable(edtf: str) -> str:
    """A date as part of a name, which an IRI shows as it is: `2023-10/2023-12` is `2023-10--2023-12`."""
    return re.sub(r"[^\w.-]", "", edtf.replace("/", "--"))


def _earliest(edtf: str | None) -> tuple[date, str]:
    days = _days(edtf)
    return (days.earliest if days else date.max), edtf or ""


def _named(events: Sequence[Resolved]) -> list[Resolved]:
    """Numbers the events that have one name: the one of the first claim keeps it, the others follow as `name_2`, …"""
    by_base: Mapping[str, list[Resolved]] = defaultdict(list)
    for event in events:
        by_base[event.slug].append(event)
    named = [
        event if number == 1 else Resolved(f"{base}_{number}", event.event, event.claims, event.parts_of)
        for base, group in by_base.items()
        for number, event in enumerate(sorted(group, key=lambda e: e.claims[0].id), 1)
    ]
    return sorted(named, key=lambda event: event.slug)
