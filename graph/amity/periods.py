"""EDTF dates as spans of days: the earliest and the latest day that a date, at the precision it has, allows.

EDTF is the Extended Date/Time Format of the Library of Congress (2019, ISO 8601-2). Seasons are those of the northern
hemisphere, by whole months (21 spring is March to May), as the `edtf` package has them.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

_OPEN = {"..", ""}
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `earliest` to `latest`, both included; None where the date is open or does not say the year."""

    earliest: date | None
    latest: date | None

    @property
    def days(self) -> int | None:
        """How many days it may be, or nothing where it is open."""
        if self.earliest is None or self.latest is None:
            return None
        return (self.latest - self.earliest).days + 1


@lru_cache(maxsize=20_000)
def bounds(edtf: str) -> Period:
    """The days that `edtf` allows. Raises ValueError for a string that is no EDTF date."""
    if len(edtf) > _LONGEST:
        raise ValueError(f"{edtf[:_LONGEST]!r}… is no EDTF date: too long")
    if "/" in edtf:
        start, _, end = edtf.partition("/")
        if "/" in end or (start in _OPEN and end in _OPEN):
            raise ValueError(f"{edtf!r} is no EDTF interval")
        first = Period(None, None) if start in _OPEN else bounds(start)
        last = Period(None, None) if end in _OPEN else bounds(end)
        if first.earliest and last.latest and first.earliest > last.latest:
            raise ValueError(f"{edtf!r} ends before it starts")
        return Period(first.earliest, last.latest)
    try:
        parsed = parse_edtf(edtf)
    except EDTFParseException:
        raise ValueError(f"{edtf!r} is no EDTF date; expected such as 2024, 2024-11, 2024-11-12") from None
    if edtf.startswith(("XX", "uu")):
        return Period(None, None)
    return Period(_day(parsed.lower_strict(), edtf), _day(parsed.upper_strict(), edtf))


def _day(parts: Any, edtf: str) -> date:
    try:
        return date(parts[0], parts[1], parts[2])
    except (TypeError, ValueError, IndexError):
        raise ValueError(f"{edtf!r} is outside the years 1 to 9999") from None


def compatible(a: str, b: str) -> bool:
    """Whether two dates may be the same: their spans of days have one in common."""
    first, second = bounds(a), bounds(b)
    return not (
        (first.latest and second.earliest and first.latest < second.earliest)
        or (second.latest and first.earliest and second.latest < first.earliest)
    )


def finer(a: str, b: str) -> str:
    """The more precise of two dates, the first where neither is."""
    first, second = bounds(a).days, bounds(b).days
    if second is None:
        return a
    return b if first is None or second < first else a


def precision(edtf: str) -> str:
    """ "day", "month", "season", "year", "interval" or "unspecified": what the literal says, not what it spans."""
    if "/" in edtf:
        return "interval"
    parts = edtf.rstrip("~?%").split("-")
    if any("X" in part for part in parts):
        return "unspecified"
    if len(parts) == 3:
        return "day"
    if len(parts) == 2:
        return "season" if int(parts[1]) > 12 else "month"
    return "year"
