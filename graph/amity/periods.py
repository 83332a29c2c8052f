"""EDTF dates as spans of days: the earliest and the latest day that a date, at the precision it has, allows.

EDTF is the Extended Date/Time Format of the Library of Congress (2019, ISO 8601-2). Seasons are those of the northern
hemisphere, by whole months: 21 spring is March to May, 22 summer, 23 autumn, and 24 winter runs from December of the
year it names to the February after. A date of unknown year (`XXXX-05-10`) has no bounds.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_OPEN = {"..", ""}
_LONGEST = 60
_WINTER = 24

# The forms that nearly every date has; the edtf package, a thousand times slower, reads the rest.
_COMMON = re.compile(r"([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?[~?%]?", re.ASCII)


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


_UNBOUNDED = Period(None, None)


@lru_cache(maxsize=20_000)
def bounds(edtf: str) -> Period:
    """The days that `edtf` allows.

    Raises ValueError for a string that is no EDTF date, that lies outside the years 1 to 9999, or that is an interval
    of which the end comes before the start.
    """
    if edtf != edtf.strip():
        raise _invalid(edtf)
    if len(edtf) > _LONGEST:
        raise ValueError(f"{edtf[:_LONGEST]!r}… is no EDTF date: longer than {_LONGEST} characters")
    if "/" in edtf:
        return _interval(edtf)
    common = _COMMON.fullmatch(edtf)
    return _common(edtf, *common.groups()) if common else _rare(edtf)


def _interval(edtf: str) -> Period:
    start, _, end = edtf.partition("/")
    if "/" in end or (start in _OPEN and end in _OPEN):
        raise ValueError(f"{edtf!r} is no EDTF interval; expected such as 2024-11-12/2024-11-14, 1982/.. or ../2027")
    first = _UNBOUNDED if start in _OPEN else bounds(start)
    last = _UNBOUNDED if end in _OPEN else bounds(end)
    if first.earliest and last.latest and first.earliest > last.latest:
        raise ValueError(f"{edtf!r} ends before it starts")
    return Period(first.earliest, last.latest)


def _common(edtf: str, year: str, month: str | None, day: str | None) -> Period:
    """A year, a season, a month or a day, of which any digit may be unspecified."""
    months = _numbers(month, 1, 12)
    if not months and month and day is None:
        months = _numbers(month, 21, 24)
    years = range(max(1, int(year.replace("X", "0"))), int(year.replace("X", "9")) + 1)
    if not months or not years:
        raise _invalid(edtf)
    if months[0] > 12:
        return _season(edtf, year, years, months)
    days = _numbers(day, 1, 31)
    # 29 February needs a leap year: eight years hold one, whatever the century.
    some = years if len(years) < 9 else [*years[:9], *years[-9:]]
    starts = [date(y, m, d) for y in some for m in months for d in days if d <= monthrange(y, m)[1]]
    if not starts:
        raise ValueError(f"{edtf!r} is no EDTF date: the calendar has no such day")
    if year.startswith("XX"):
        return _UNBOUNDED
    earliest, latest = min(starts), max(starts)
    if day is None:
        latest = latest.replace(day=monthrange(latest.year, latest.month)[1])
    return Period(earliest, latest)


def _season(edtf: str, year: str, years: range, seasons: list[int]) -> Period:
    if year.startswith("XX"):
        return _UNBOUNDED
    last = years[-1] + (seasons[-1] == _WINTER)
    if last > date.max.year:
        raise _invalid(edtf)
    end = (seasons[-1] - 20) * 3 + 2
    month = end - 12 if end > 12 else end
    return Period(date(years[0], (seasons[0] - 20) * 3, 1), date(last, month, monthrange(last, month)[1]))


def _numbers(digits: str | None, low: int, high: int) -> list[int]:
    """The numbers from `low` to `high` that two digits, X standing for any, may be; all where none are given."""
    if digits is None:
        return [*range(low, high + 1)]
    pattern = digits.replace("X", ".")
    return [number for number in range(low, high + 1) if re.fullmatch(pattern, f"{number:02d}")]


def _rare(edtf: str) -> Period:
    """What a text seldom states: qualified parts, long years, sets, quarters, times of day."""
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(edtf)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        return Period(date(*lower[:3]), date(*upper[:3]))
    except (EDTFParseException, ValueError, TypeError, IndexError, AttributeError, OverflowError):
        raise _invalid(edtf) from None


def _invalid(edtf: str) -> ValueError:
    return ValueError(
        f"{edtf!r} is no EDTF date of the years 1 to 9999; expected such as 2024, 2024-11, 2024-11-12, or 2024-21"
    )


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
    """What the literal says, not what it spans: `day`, `month`, `season`, `year`, `interval` or `unspecified`.

    Raises ValueError as `bounds` does.
    """
    bounds(edtf)
    if "/" in edtf or edtf[:1] in "[{":
        return "interval"
    if "X" in edtf:
        return "unspecified"
    parts = re.sub(r"[~?%]", "", edtf).removeprefix("-").split("T")[0].split("-")
    if len(parts) == 2:
        return "season" if int(parts[1]) > 12 else "month"
    return {1: "year", 3: "day"}[len(parts)]
