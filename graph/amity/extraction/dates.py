"""Temporal expressions of French and English prose, resolved to EDTF against the document's own date.

The names of months, days and seasons are in ontology/lexicon/dates.ttl, the grammar that puts them together in
dates.{fr,en}.tsv beside it. What cannot be resolved has no date: nothing is guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from amity import resources
from amity.extraction.calendar import Calendar, Reference, calendar_of

MAX_MENTIONS = 100_000


@dataclass(frozen=True, slots=True)
class DateMention:
    """A temporal expression: code-point offsets into the text, and its date where it can be told.

    `kind` is one of `absolute`, `relative`, `recent` (no more is said than that it has just happened), `span`,
    `since`, `deadline`, `anniversary`, `recurrent`, `vague`.
    """

    start: int
    end: int
    edtf: str | None
    kind: str


Resolver = Callable[[re.Match[str], Calendar, Reference], str | None]


def find_dates(text: str, language: str, published: str | None) -> list[DateMention]:
    """The temporal expressions of normalized `text`, from left to right, none overlapping another.

    `published` is the EDTF date of the document; without it relative expressions have no date.
    """
    calendar = calendar_of(language)
    reference = Reference.of(published)
    taken: list[DateMention] = []
    position = 0
    pattern, rules = _grammar(language)
    for match in pattern.finditer(text):
        if match.start() < position or len(taken) >= MAX_MENTIONS:
            continue
        name = match.lastgroup or ""
        kind, rule, resolve = rules[name]
        inner = rule.match(text, match.start())
        if inner is None or inner.end() != match.end():
            continue
        edtf = resolve(inner, calendar, reference)
        if edtf is None and kind not in ("vague", "relative", "recent", "recurrent", "deadline", "anniversary"):
            continue
        taken.append(DateMention(match.start(), match.end(), edtf, kind))
        position = match.end()
    return taken


# Resolvers


def _full(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    return c.day(m["d"], m["m"], m["y"], r, _when(m))


def _when(m: re.Match[str]) -> str | None:
    return (m.groupdict().get("w") or "").casefold() or None


def _days_one_month(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    return _span(c.day(m["d"], m["m"], m["y"], r, None), c.day(m["e"], m["m"], m["y"], r, None))


def _days_two_months(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    return _span(c.day(m["d"], m["n"], m["y"], r, None), c.day(m["e"], m["m"], m["y"], r, None))


def _span(start: str | None, end: str | None) -> str | None:
    if start is None or end is None or start >= end:
        return None
    return f"{start}/{end}"


def _numeric(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    return c.checked(int(m["y"]), int(m["m"]), int(m["d"]))


def _month(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    return c.month_of(m["m"], m["y"], r, _when(m))


def _season(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    return c.season_of(m["s"], m["y"], r, _when(m))


def _year(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    return m["y"]


def _since(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    start = c.month_of(m["m"], m["y"], r, None) if m["m"] else m["y"]
    return f"{start}/.." if start else None


def _years(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    return f"{m['y']}/{m['z']}" if m["y"] < m["z"] else None


def _decade(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    digits = m["y"]
    return f"{digits[:3]}X" if len(digits) == 4 else f"19{digits[0]}X"


def _part_of_year(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    """A quarter or a half of a year, as its first and last month."""
    year = m["y"] or (str(r.year + c.shift(_when(m))) if r.year else None)
    if year is None:
        return None
    months = 3 if m["q"] else 6
    count = 12 // months
    word = m["n"].casefold()
    number = count if word in c.last else c.number(word)
    if number is None or not 1 <= number <= count:
        return None
    return f"{year}-{(number - 1) * months + 1:02d}/{year}-{number * months:02d}"


def _weekday(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    word = m.groupdict().get("x") or m.groupdict().get("w") or ""
    return c.weekday_of(m["k"], r, word.casefold() or None)


def _shifted(days: int) -> Resolver:
    def resolve(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
        return (r.day + timedelta(days)).isoformat() if r.day else None

    return resolve


def _unit(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    """Last week, this month, next year: a week is a span of days, the others keep their precision."""
    return c.unit_of(m["u"], c.shift(_when(m)), r)


def _ago(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    return _distance(m, c, r, -1)


def _ahead(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    return _distance(m, c, r, 1)


def _distance(m: re.Match[str], c: Calendar, r: Reference, sign: int) -> str | None:
    number = c.number(m["n"])
    if number is None or number > 1_000:
        return None
    return c.unit_of(m["u"], sign * number, r, exact=True)


def _anniversary(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    number = c.number(m["n"])
    if number is None or r.year is None or not 0 < number < r.year:
        return None
    return f"{r.year - number}~"


def _recent(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    """What has just happened happened in the month of publication."""
    return r.month_literal


def _nothing(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    return None


def _weekend(m: re.Match[str], c: Calendar, r: Reference) -> str | None:
    return c.weekend(r, c.shift(_when(m)))


RESOLVERS: dict[str, Resolver] = {
    "full": _full,
    "numeric": _numeric,
    "days-one-month": _days_one_month,
    "days-two-months": _days_two_months,
    "month": _month,
    "season": _season,
    "year": _year,
    "years": _years,
    "since": _since,
    "decade": _decade,
    "part-of-year": _part_of_year,
    "weekday": _weekday,
    "weekend": _weekend,
    "unit": _unit,
    "ago": _ago,
    "ahead": _ahead,
    "two-days-before": _shifted(-2),
    "day-before": _shifted(-1),
    "same-day": _shifted(0),
    "day-after": _shifted(1),
    "two-days-after": _shifted(2),
    "anniversary": _anniversary,
    "recent": _recent,
    "nothing": _nothing,
}
"""What a rule of the grammar may do with what it found; the groups it reads are named by one letter."""


# What stands before a number shows that it is no date: "Agenda 2063", "résolution 2085", "article 2021".
_NOT_BEFORE = r"(?<![\w/.-])(?<!genda )(?<!ision )(?<!solution )(?<!rizon )(?<!rticle )"


# A sentence may open with an English expression: its first letter is of either case.
_OPENERS = re.compile(
    r"\b(on|in|from|last|next|this|the|by|since|early|late|between|earlier|every|today|yesterday|tomorrow)\b"
)
_PLACE = re.compile(r"(?<![\w<\\\[])([DMYKSN])(?![\w>\]])")
_GROUP = re.compile(r"[(][?]P<[a-z]>")

Rule = tuple[str, re.Pattern[str], Resolver]


@cache
def _grammar(language: str) -> tuple[re.Pattern[str], dict[str, Rule]]:
    """One pattern that finds what any rule finds, its groups named for the rules, and the rules by these names.

    The rules are in ontology/lexicon/dates.{fr,en}.tsv, in order of preference: the first that fits at a place is taken.
    In a pattern D stands for a day of the month, M for a month, Y a year, K a weekday, S a season, N a number.
    Raises ValueError, naming file and line, for a rule that cannot be used.
    """
    calendar = calendar_of(language)
    places = {
        "D": r"(?:1er|[12]?\d|3[01])",
        "M": f"(?:{calendar.months_pattern})",
        "Y": r"(?:1[5-9]\d{2}|20\d{2})(?!\d)",
        "K": f"(?:{calendar.weekdays_pattern})",
        "S": f"(?:{calendar.seasons_pattern})",
        "N": rf"(?:\d{{1,3}}|{calendar.numbers_pattern})",
    }
    rules: dict[str, Rule] = {}
    alternatives = []
    flags = re.IGNORECASE if language == "fr" else 0
    file = resources.ontology() / "lexicon" / f"dates.{language}.tsv"
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()[1:], 2):
        try:
            kind, resolver, pattern = line.split("\t")
            spelled = _PLACE.sub(lambda m: places[m[1]], pattern)
            if language == "en":
                spelled = _OPENERS.sub(lambda m: f"[{m[1][0].upper()}{m[1][0]}]{m[1][1:]}", spelled)
            rules[f"r{number}"] = (kind, re.compile(spelled, flags), RESOLVERS[resolver])
        except (ValueError, KeyError, re.error) as error:
            raise ValueError(f"{file}, line {number}: expected kind, resolver and pattern ({error})") from None
        alternatives.append(f"(?P<r{number}>{_GROUP.sub('(?:', spelled)})")
    return re.compile(f"{_NOT_BEFORE}(?:{'|'.join(alternatives)})(?![\\w])", flags), rules
