"""Dates as the first and the last day they allow, and how far apart two of them are."""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from amity.periods import bounds

_MOST_YEARS = 10


class Days(NamedTuple):
    """A span of days, both ends included."""

    earliest: date
    latest: date

    @property
    def one(self) -> bool:
        """Whether it is a single day."""
        return self.earliest == self.latest

    def distance(self, other: "Days") -> timedelta:
        """How far apart two spans are: nothing where they overlap."""
        return max(timedelta(0), self.earliest - other.latest, other.earliest - self.latest)

    def widened(self, by: timedelta) -> "Days":
        """The span with `by` more at either end, as far as the calendar goes."""
        return Days(_shifted(self.earliest, -by), _shifted(self.latest, by))


@lru_cache(maxsize=1 << 16)
def days(edtf: str | None) -> Days | None:
    """The first and last day a date allows; None where it says too little to compare days.

    What began then and goes on (`2021/..`) has the days of its beginning.
    """
    if edtf is None:
        return None
    period = bounds(edtf.removesuffix("/.."))
    if period.earliest is None or period.latest is None or period.latest.year - period.earliest.year > _MOST_YEARS:
        return None
    return Days(period.earliest, period.latest)


def days_of(said: str | None, published: str | None) -> Days | None:
    """The days of what a document says happened: where it gives no date, its own stands in."""
    return days(said) or days(published)


def same_day(a: str | None, b: str | None) -> bool:
    """Whether two dates are one and the same day."""
    found = days(a)
    return found is not None and found.one and found == days(b)


def _shifted(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day
