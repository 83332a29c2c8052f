"""What a temporal expression means: its parts, as the grammar names them, resolved to EDTF in a frame of reference."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from amity.extraction.calendar import Calendar, Reference, calendar_of
from amity.extraction.text import fold
from amity.periods import Period, bounds

_WEEKS_AHEAD, _LONG_AGO, _DAY = 45, 300, 10
"""Days within which a date to come is meant, and after which a past one is not, where no year is said."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What an expression may mean: `edtf` the likeliest, `past` and `future` where the tense decides."""

    edtf: str | None
    past: str | None = None
    future: str | None = None

    def map(self, change: Callable[[str], str | None]) -> "Dated":
        return Dated(*(change(each) if each else None for each in (self.edtf, self.past, self.future)))


UNKNOWN = Dated(None)


@dataclass(frozen=True, slots=True)
class Frame:
    """The words of a language and the date of the document, with the days this date allows."""

    calendar: Calendar
    reference: Reference
    window: Period
    number_words: re.Pattern[str]

    @classmethod
    def of(cls, language: str, published: str | None) -> "Frame":
        calendar = calendar_of(language)
        r = Reference.of(published)
        literal = r.day.isoformat() if r.day else r.month_literal or (f"{r.year:04d}" if r.year else None)
        words = sorted(calendar.numbers, key=len, reverse=True)
        window = bounds(literal) if literal else Period(None, None)
        return cls(calendar, r, window, re.compile("|".join(map(re.escape, words))))

    def number(self, words: str) -> int:
        """The value of a number in digits or words; 0 where it has none."""
        if words.isdecimal():
            return int(words)
        total = 0
        for word in self.number_words.findall(fold(words)):
            value = self.calendar.numbers[word]
            total = max(total, 1) * value if value == 100 else total + value
        return total

    def of_year(self, literal: Callable[[int], str | None], sign: int, weekday: int | None = None) -> Dated | None:
        """The date of which only the year is to be told: that of this year, unless another is much nearer.

        `literal` gives the date in a year, or nothing where it has none; `sign` is -1 for "last", 1 for "next".
        A weekday, where one is said, picks the year it fits.
        """
        year, window = self.reference.year, self.window
        if year is None or window.earliest is None or window.latest is None:
            some = literal(2000)
            return Dated(f"XXXX{some[4:]}") if some else None
        near = [y for y in range(year - 4, year + 5) if 0 < y < 9999]
        dates = [edtf for y in near if (edtf := literal(y))]
        if weekday:
            fitting = [edtf for edtf in dates if date.fromisoformat(edtf).isoweekday() == weekday]
            close = [edtf for edtf in fitting if abs(int(edtf[:4]) - year) < 3]
            dates = close or dates
        spans = [(edtf, period.earliest, period.latest) for edtf in dates if (period := bounds(edtf)).days]
        before = [edtf for edtf, _, latest in spans if latest and latest < window.latest]
        after = [edtf for edtf, earliest, _ in spans if earliest and earliest > window.earliest]
        if sign:
            if self.reference.month is None:
                return UNKNOWN
            return Dated(before[-1]) if sign < 0 and before else Dated(after[0]) if sign > 0 and after else UNKNOWN
        past = max((edtf for edtf, earliest, _ in spans if earliest and earliest <= window.latest), default=None)
        future = min((edtf for edtf, _, latest in spans if latest and latest >= window.earliest), default=None)
        if self._is_at_hand(past, future):
            past = None
        return Dated(self._likeliest(past, future, f"{year:04d}"), past, future)

    def _is_at_hand(self, past: str | None, future: str | None) -> bool:
        """Whether a date is that of the next weeks, whatever the tense: "last year" would be said of the other."""
        if past is None or future is None or past == future or self.window.latest is None or len(future) < _DAY:
            return False
        ahead, back = bounds(future).earliest, bounds(past).latest
        assert ahead is not None and back is not None
        return (ahead - self.window.latest).days < _WEEKS_AHEAD and (self.window.latest - back).days > _LONG_AGO

    def _likeliest(self, past: str | None, future: str | None, year: str) -> str | None:
        if past is None or future is None or self.window.earliest is None or self.window.latest is None:
            return past or future
        back, ahead = bounds(past).latest, bounds(future).earliest
        assert back is not None and ahead is not None
        since, until = (self.window.earliest - back).days, (ahead - self.window.latest).days
        if future.startswith(year) and not past.startswith(year):
            return past if until > 183 else future
        if past.startswith(year) and not future.startswith(year):
            return future if since > 275 and until < 62 else past
        return past if since <= until else future

    def day_near(self, weekday: int, sign: int, this: bool = False) -> Dated:
        """The last such weekday, the day of publication included; "this" one is of the same week."""
        today = self.reference.day
        if today is None:
            return UNKNOWN
        back = (today.isoweekday() - weekday) % 7
        if sign:
            return Dated((today - timedelta(back or 7) if sign < 0 else today + timedelta(7 - back)).isoformat())
        past, future = (today - timedelta(back)).isoformat(), (today + timedelta(-back % 7)).isoformat()
        ahead = weekday - today.isoweekday()
        return Dated(future if this and 0 < ahead < 5 else past, past, future)

    def shifted(self, days: int) -> Dated:
        today = self.reference.day
        return Dated((today + timedelta(days)).isoformat()) if today else UNKNOWN


Groups = Mapping[str, str]
Resolver = Callable[[Groups, Frame], Dated | None]
"""What a rule may do with the groups it found: a date, UNKNOWN, or None where it is no temporal expression."""


# Resolvers


def _sign(g: Groups) -> int:
    return -1 if "back" in g else 1 if "ahead" in g else 0


def _that_year(g: Groups, f: Frame) -> int | None:
    """The year that "of last year" says."""
    words = g["thatyear"].split()
    if "same" in words or f.reference.year is None:
        return None
    return f.reference.year + sum(f.calendar.shift(word.removeprefix("l'")) for word in words)


def _literal(day: str | None, month: int, f: Frame) -> Callable[[int], str | None]:
    number = int(re.sub(r"[^0-9]", "", day) or 1) if day else None

    def literal(year: int) -> str | None:
        return f.calendar.checked(year, month, number) if number else f"{year:04d}-{month:02d}"

    return literal


def _dated(literal: Callable[[int], str | None], g: Groups, f: Frame, weekday: int | None = None) -> Dated | None:
    """A date of which all but the year is known, in the year that is said, or in one that follows from the frame."""
    if stated := g.get("year2") or g.get("year"):
        edtf = literal(int(stated))
        return Dated(edtf) if edtf else None
    if "thatyear" in g:
        year = _that_year(g, f)
        return Dated(literal(year)) if year else UNKNOWN
    return f.of_year(literal, _sign(g), weekday)


def _month(g: Groups, f: Frame, name: str = "month") -> int | None:
    return f.calendar.months[fold(g[name])] if name in g else int(g["mm"]) if "mm" in g else None


def _point(g: Groups, f: Frame) -> Dated | None:
    """A day or a month."""
    weekday = f.calendar.weekdays[fold(g["weekday"])] if "weekday" in g and "day" in g else None
    return _dated(_literal(g.get("day"), _month(g, f) or 1, f), g, f, weekday)


def _season(g: Groups, f: Frame) -> Dated | None:
    number = f.calendar.seasons[fold(g["season"])]
    return _dated(lambda year: f"{year:04d}-{number}", g, f)


def _range(g: Groups, f: Frame) -> Dated | None:
    """From a day or a month to another; what one of the two does not say, the other does."""
    first, second = _month(g, f), _month(g, f, "month2")
    assert first is not None
    starts, ends = _literal(g.get("day"), first, f), _literal(g.get("day2"), second or first, f)
    if second and "year" in g and "year2" not in g:  # the year stands behind the first month only
        start = starts(int(g["year"]))
        end = ends(int(g["year"]) + (second < first))
        return Dated(f"{start}/{end}") if start and end and start < end else None

    def span(end: str) -> str | None:
        if end.startswith("X"):
            start = starts(2000)
            return f"XXXX{start[4:]}/{end}" if start else None
        year = int(end[:4])
        start = (
            starts(int(g["year"])) if second and "year" in g else starts(year - (second is not None and first > second))
        )
        return f"{start}/{end}" if start and start < end else None

    dated = _dated(ends, g, f)
    if dated is None or dated.edtf is None:
        return dated
    spans = dated.map(span)
    return spans if spans.edtf else None


def _part(g: Groups, f: Frame) -> Dated | None:
    """A quarter or a half of a year, from its first to its last month."""
    months = 3 if (g.get("part") or g["short"])[0] in "tq" else 6
    number = f.number(g["number"])
    if not 1 <= number <= 12 // months:
        return None
    year = int(g["year"]) if "year" in g else _that_year(g, f) if "thatyear" in g else f.reference.year
    return Dated(f"{year:04d}-{(number - 1) * months + 1:02d}/{year:04d}-{number * months:02d}") if year else UNKNOWN


def _years(g: Groups, f: Frame) -> Dated | None:
    start = int(g["year"])
    end = int(g["year2"]) if "year2" in g else start - start % 100 + int(g["tail"])
    if not start < end <= start + (1 if "tail" in g else 100):
        return None
    return Dated(f"{start}/{end}")


def _consecutive(g: Groups, f: Frame) -> Dated | None:
    """Years in a row; years apart are no span."""
    start, end = int(g["year"]), int(g["year2"])
    return Dated(f"{start}/{end}") if end - start == g["middle"].count(",") + 1 else None


def _decade(g: Groups, f: Frame) -> Dated | None:
    if "year" in g:
        return Dated(f"{g['year'][:3]}X") if g["year"].endswith("0") else None
    tens, units = divmod(f.number(g["number"]), 10)
    return Dated(f"19{tens}X") if 3 <= tens <= 9 and not units else None


def _year(g: Groups, f: Frame) -> Dated | None:
    return Dated(g["year"])


def _weekday(g: Groups, f: Frame) -> Dated | None:
    return f.day_near(f.calendar.weekdays[fold(g["weekday"])], _sign(g), "this" in g)


def _weekday_and_day(g: Groups, f: Frame) -> Dated | None:
    """ "Vendredi 22": the nearest Friday that is a 22nd; there must be one within two months."""
    today = f.reference.day
    weekday, number = f.calendar.weekdays[fold(g["weekday"])], int(re.sub(r"[^0-9]", "", g["day"]) or 1)
    if today is None:
        return UNKNOWN
    near = (today + timedelta(days) for far in range(62) for days in (-far, far))
    return next((Dated(day.isoformat()) for day in near if day.isoweekday() == weekday and day.day == number), None)


def _weekdays(g: Groups, f: Frame) -> Dated | None:
    first, last = (f.calendar.weekdays[fold(g[name])] for name in ("weekday", "weekday2"))

    def span(end: str) -> str:
        return f"{date.fromisoformat(end) - timedelta((last - first) % 7)}/{end}"

    return f.day_near(last, _sign(g)).map(span) if first != last else None


def _weekday_of_week(g: Groups, f: Frame) -> Dated | None:
    today = f.reference.day
    weekday = f.calendar.weekdays[fold(g["weekday"])]
    return f.shifted(weekday - today.isoweekday() + 7 * _sign(g)) if today else UNKNOWN


def _weekend(g: Groups, f: Frame) -> Dated | None:
    """Saturday and Sunday of the last weekend or of the next; the one that is running is neither."""
    today = f.reference.day
    if today is None:
        return UNKNOWN
    running = today.isoweekday() > 5
    last = today - timedelta((today.isoweekday() - 6) % 7)
    past, future = last, last if running else last + timedelta(7)
    if sign := _sign(g):
        past = future = last + timedelta(7) if sign > 0 else last - timedelta(7 * running)

    def span(saturday: date) -> str:
        return f"{saturday}/{saturday + timedelta(1)}"

    likely = future if "this" in g and today.isoweekday() > 3 else past
    return Dated(span(likely), span(past), span(future))


def _unit(g: Groups, f: Frame) -> Dated | None:
    """Last week, this month, next year: a week is a span of days, the others keep their precision."""
    unit = g.get("unit") or g.get("unit2") or g["unit3"]
    return Dated(f.calendar.unit_of(unit, _sign(g), f.reference))


def _day_of_month(g: Groups, f: Frame) -> Dated | None:
    month = f.calendar.unit_of("month", _sign(g), f.reference)
    return Dated(_literal(g["day"], int(month[5:]), f)(int(month[:4]))) if month else UNKNOWN


def _count(g: Groups, f: Frame) -> tuple[int, str]:
    """A number of units; decades are told in years."""
    number, unit = f.number(g["number"]), g.get("unit", "year")
    return (number * 10, "year") if fold(unit).startswith("dec") else (number, unit)


def _distance(sign: int) -> Resolver:
    def resolve(g: Groups, f: Frame) -> Dated | None:
        number, unit = _count(g, f)
        if not number:
            return None
        edtf = f.calendar.unit_of(unit, sign * number, f.reference, exact=True)
        return Dated(f"{edtf}~" if edtf and "about" in g else edtf)

    return resolve


def _open(dated: Dated) -> Dated:
    return dated.map(lambda edtf: None if edtf.startswith("X") else f"{edtf.split('/')[0]}/..")


def _ago_since(g: Groups, f: Frame) -> Dated | None:
    ago = _distance(-1)(g, f)
    return _open(ago) if ago else None


def _in_time(g: Groups, f: Frame) -> Dated | None:
    """ "In three years": how long it took, unless the sentence speaks of what is to come."""
    ahead = _distance(1)(g, f)
    return Dated(None, None, ahead.edtf) if ahead else None


def _anniversary(g: Groups, f: Frame) -> Dated | None:
    number, unit = _count(g, f)
    if not unit.startswith(("an", "year")) or f.reference.year is None or not 0 < number < f.reference.year:
        return UNKNOWN
    return Dated(f"{f.reference.year - number:04d}~")


def _recent(g: Groups, f: Frame) -> Dated | None:
    """What has just happened happened in the month of publication."""
    return Dated(f.reference.month_literal)


def _shifted(days: int) -> Resolver:
    return lambda g, f: f.shifted(days)


RESOLVERS: dict[str, Resolver] = {
    "point": _point,
    "range": _range,
    "season": _season,
    "part": _part,
    "year": _year,
    "years": _years,
    "consecutive": _consecutive,
    "decade": _decade,
    "weekday": _weekday,
    "weekday-and-day": _weekday_and_day,
    "weekdays": _weekdays,
    "weekday-of-week": _weekday_of_week,
    "weekend": _weekend,
    "unit": _unit,
    "day-of-month": _day_of_month,
    "ago": _distance(-1),
    "ago-since": _ago_since,
    "ahead": _distance(1),
    "in-time": _in_time,
    "two-days-before": _shifted(-2),
    "day-before": _shifted(-1),
    "same-day": _shifted(0),
    "day-after": _shifted(1),
    "two-days-after": _shifted(2),
    "anniversary": _anniversary,
    "recent": _recent,
    "nothing": lambda g, f: UNKNOWN,
}
"""What a rule of the grammar may do with what it found."""


def _since(dated: Dated) -> Dated:
    return _open(replace(dated, edtf=dated.past or dated.edtf))


def _by(dated: Dated) -> Dated:
    """The time by which, which is to come: the end where it is a span."""
    return replace(dated, edtf=dated.future or dated.edtf).map(lambda edtf: edtf.split("/")[-1])


def _until(dated: Dated) -> Dated:
    return _by(dated).map(lambda edtf: None if edtf.startswith("X") else f"../{edtf}")


def _about(dated: Dated) -> Dated:
    return dated.map(lambda edtf: edtf if set(edtf) & set("/~X") else f"{edtf}~")


LIMITS: dict[str, Callable[[Dated], Dated]] = {
    "since": _since,
    "starting": _open,
    "deadline": _by,
    "until": _until,
    "about": _about,
}
"""What the words before a date make of it, by their name in the grammar."""
