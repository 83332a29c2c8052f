"""Whether two claims may be of one happening, and how close they are: the rule that the package states."""

from datetime import timedelta
from typing import Protocol

from amity.model import Claim, Event
from amity.periods import compatible
from amity.resolution.days import days, days_of, same_day
from amity.resolution.persons import share_somebody


class Background(Protocol):
    """What is known before any claim is read."""

    def place_path(self, text: str) -> tuple[str, ...]:
        """What a place is called whatever the language, from the place outwards: `Sotchi` -> `("sochi", "RUS")`.

        It ends with the code of a state, in capitals, where the state is known.
        """

    def top_domain(self, domain: str) -> str:
        """The domain at the top of the scheme that `domain` stands under, itself if it is one."""


class NothingKnown:
    """The background where none is given."""

    def place_path(self, text: str) -> tuple[str, ...]:
        """The text, whatever its case."""
        return (text.casefold(),)

    def top_domain(self, domain: str) -> str:
        """The domain itself."""
        return domain


NOTHING_KNOWN = NothingKnown()

ONCE = {"MissionOpening", "MissionClosure", "EstablishingRelations", "BreakingRelations"}
WINDOW = timedelta(days=31)
WINDOW_ONCE = timedelta(days=366)
_AROUND_ONCE = timedelta(days=7)
_LASTING = {"Visit", "Conference", "CommissionSession", "SecurityCooperation"}
_AROUND_LASTING = timedelta(days=2)
_AROUND_TALKS = timedelta(days=1)
_OF_MANY = {"Conference", "CommissionSession", "SecurityCooperation", "Project"}
_OF_SOMETHING = {"AgreementSigning", "Aid", "Project", "SecurityCooperation"}


def linked(one: Claim, other: Claim, background: Background | None = None) -> bool:
    """Whether two claims may be of one happening."""
    a, b, known = one.event, other.event, background or NOTHING_KNOWN
    return (
        a.type == b.type
        and one.document != other.document
        and _same_dates(one, other, known)
        and _same_roles(a, b)
        and _same_parties(a, b, known)
        and _same_places(a, b, known)
        and _in_order(one, other)
        and _in_order(other, one)
        and _same_amounts(a, b)
        and _same_persons(a, b)
        and _same_domains(a, b, known)
    )


Closeness = tuple[int, int, int, int, timedelta, str, str]


def closeness(one: Claim, other: Claim, background: Background) -> Closeness:
    """How much two linked claims have in common: the closest pair is the least, and no two pairs are equal."""
    a, b = one.event, other.event
    places = [background.place_path(place) for place in (a.place, b.place) if place]
    mine, others = days(one.published), days(other.published)
    return (
        0 if same_day(a.date, b.date) else 1 if days(a.date) and days(b.date) else 2,
        1 if len(places) < 2 else 2 * (places[0] != places[1]),
        1 if a.amount is None or b.amount is None else 2 * (a.amount != b.amount),
        1 if not a.participants or not b.participants else 2 * (not share_somebody(a.participants, b.participants)),
        mine.distance(others) if mine and others else timedelta.max,
        min(one.id, other.id),
        max(one.id, other.id),
    )


def _same_roles(a: Event, b: Event) -> bool:
    roles = {party.actor: party.role for party in a.parties if party.role != "party"}
    return all(party.role in ("party", roles.get(party.actor, party.role)) for party in b.parties)


def _same_parties(a: Event, b: Event, background: Background) -> bool:
    mine, others = set(a.actors), set(b.actors)
    if mine == others:
        return True
    spans = [days(event.date) for event in (a, b)]
    if None in spans:
        return False
    common, fewest = len(mine & others), min(len(mine), len(others))
    if a.type != "Conference":
        return common == fewest and fewest >= (2 if a.type in _OF_MANY else 3)
    if _one_place(a, b, background):
        return common > 0
    within_a_month = all(span and span.latest - span.earliest < WINDOW for span in spans)
    return within_a_month and common >= 2 and 2 * common > fewest


def _same_dates(one: Claim, other: Claim, background: Background) -> bool:
    a, b = one.event, other.event
    dated = days(a.date) is not None and days(b.date) is not None
    if a.date and b.date and not dated and not compatible(a.date, b.date):
        return False
    mine, others = days_of(a.date, one.published), days_of(b.date, other.published)
    if mine is None or others is None:
        return False
    gap = mine.distance(others)
    return not gap or gap <= _tolerance(a, b, dated, background)


def _tolerance(a: Event, b: Event, dated: bool, background: Background) -> timedelta:
    """How far apart the dates of two claims may lie."""
    if a.type in ONCE:
        return _AROUND_ONCE if dated and a.status == b.status == "done" else WINDOW_ONCE
    if not dated or (a.amount is not None and a.amount == b.amount):
        return WINDOW
    if a.type in _LASTING:
        return _AROUND_LASTING
    return _AROUND_TALKS if a.type == "Meeting" and _one_place(a, b, background) else timedelta(0)


def _in_order(promise: Claim, fulfilment: Claim) -> bool:
    """Whether `promise`, if it is one, comes before `fulfilment`, if it is one."""
    if promise.event.status != "planned" or fulfilment.event.status != "done":
        return True
    promised, fulfilled = days(promise.published), days(fulfilment.published)
    if promised is None or fulfilled is None or promised.earliest <= fulfilled.latest:
        return True
    return same_day(promise.event.date, fulfilment.event.date)


def _one_place(a: Event, b: Event, background: Background) -> bool:
    return bool(a.place and b.place) and background.place_path(a.place or "") == background.place_path(b.place or "")


def _same_places(a: Event, b: Event, background: Background) -> bool:
    if not a.place or not b.place:
        return True
    short, long = sorted((background.place_path(a.place), background.place_path(b.place)), key=len)
    if long[-len(short) :] == short:
        return True
    known = [path[-1].isupper() for path in (short, long)]
    # A place that is not known may be a hall of a known city, which few name at another time; or lie in the state.
    return not all(known) and (same_day(a.date, b.date) or (any(known) and len(long) == 1))


def _same_amounts(a: Event, b: Event) -> bool:
    if a.amount is None or b.amount is None or a.amount.currency != b.amount.currency:
        return True
    low, high = sorted((a.amount.value, b.amount.value))
    return high - low <= high / 10 or (a.type != "Aid" and same_day(a.date, b.date))


def _same_persons(a: Event, b: Event) -> bool:
    fewest = min(len(a.participants), len(b.participants))
    # A single person may be of the one side or of the other, save among travellers.
    telling = fewest > 1 or (fewest == 1 and a.type == "Visit" and not same_day(a.date, b.date))
    return not telling or share_somebody(a.participants, b.participants)


def _same_domains(a: Event, b: Event, background: Background) -> bool:
    if a.type not in _OF_SOMETHING or not a.domains or not b.domains or same_day(a.date, b.date):
        return True
    tops = [{background.top_domain(domain) for domain in event.domains} for event in (a, b)]
    return not tops[0].isdisjoint(tops[1])
