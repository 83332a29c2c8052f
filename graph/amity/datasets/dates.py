"""The ways in which tables write dates -> EDTF."""

import re
from collections.abc import Callable
from datetime import date

from amity.periods import bounds

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _iso(text: str) -> str | None:
    """`2014`, `2014-03` or `2014-03-06`; a time of day is left out."""
    found = re.fullmatch(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ].*)?", text)
    return found[1] if found else None


def _compact(text: str) -> str | None:
    """`20140306`."""
    found = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    return "-".join(found.groups()) if found else None


def _written(text: str) -> str | None:
    """`6 Mar 2014`, the month in English."""
    found = re.fullmatch(r"(\d{1,2}) ([A-Za-z]{3})[a-z]*\.? (\d{4})", text)
    if not found or found[2].lower() not in _MONTHS:
        return None
    return f"{found[3]}-{_MONTHS.index(found[2].lower()) + 1:02}-{int(found[1]):02}"


def _year(text: str) -> str | None:
    """`2014` or `2014.0`."""
    found = re.fullmatch(r"(\d{4})(?:\.0)?", text)
    return found[1] if found else None


def _day_first(text: str) -> str | None:
    """`06/03/2014`, the sixth of March."""
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else None


def _month_first(text: str) -> str | None:
    """`03/06/2014`, the sixth of March."""
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    return f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}" if found else None


def _wikidata(text: str) -> str | None:
    """`1927-01-01T00:00:00Z`: Wikidata writes what is known to the year as the first of January."""
    found = _iso(text.removeprefix("+"))
    return found.removesuffix("-01-01") if found else None


FORMS: dict[str, Callable[[str], str | None]] = {
    "iso": _iso,
    "compact": _compact,
    "written": _written,
    "year": _year,
    "day-first": _day_first,
    "month-first": _month_first,
    "wikidata": _wikidata,
}
"""By name, what reads a date; each says in its first line what it looks like."""


def read(text: str, form: str) -> str | None:
    """The EDTF date that `text` is in a form of `FORMS`; None where it is none, or no day of the calendar."""
    found = FORMS[form](text)
    if found is None:
        return None
    try:
        if len(found) == 10:
            date.fromisoformat(found)
        bounds(found)
    except ValueError:
        return None
    return found
