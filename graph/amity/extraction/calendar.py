"""Months, weekdays and seasons by their names, and how a date that is not whole follows from the document's own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import pyoxigraph as ox

from amity import resources
from amity.extraction.text import fold

_LEXICON = "https://w3id.org/amity/lexicon#"
_BACK = {"dernier", "derniere", "passe", "passee", "ecoule", "ecoulee", "last"}
_AHEAD = {"prochain", "prochaine", "next"}


@dataclass(frozen=True, slots=True)
class Reference:
    """The date of the document, as far as it is known."""

    year: int | None = None
    month: int | None = None
    day: date | None = None

    @classmethod
    def of(cls, published: str | None) -> "Reference":
        """The reference an EDTF date gives: its year, its month and its day where they are stated."""
        match = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?![\d/])", published or "")
        if not match or match[1] == "0000":
            return cls()
        year, month = int(match[1]), int(match[2]) if match[2] else None
        if month is None or not 1 <= month <= 12:
            return cls(year)
        try:
            return cls(year, month, date(year, month, int(match[3])) if match[3] else None)
        except ValueError:
            return cls(year, month)

    @property
    def month_literal(self) -> str | None:
        """The month as EDTF, where it is known."""
        return f"{self.year:04d}-{self.month:02d}" if self.year and self.month else None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The names of one language and the arithmetic on them; words are folded."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    numbers: Mapping[str, int]
    months_pattern: str
    weekdays_pattern: str
    seasons_pattern: str
    numbers_pattern: str

    @staticmethod
    def shift(word: str | None) -> int:
        """-1 for "last", 1 for "next", else 0."""
        plain = fold(word or "").rstrip("s")
        return -1 if plain in _BACK else 1 if plain in _AHEAD else 0

    @staticmethod
    def checked(year: int, month: int, day: int) -> str | None:
        """The day as EDTF, or nothing where the calendar has no such day."""
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return None

    @staticmethod
    def unit_of(unit: str, shift: int, reference: Reference, *, exact: bool = False) -> str | None:
        """The day, week, month or year at a distance from the document's; a week is a span of days.

        A distance in days is exact where `exact` says so; one in weeks is told as the month it falls in.
        """
        plain = fold(unit)
        if plain.startswith(("jour", "day")):
            return (reference.day + timedelta(shift)).isoformat() if reference.day else None
        if plain.startswith(("semaine", "week")):
            if reference.day is None:
                return None
            if exact:
                return (reference.day + timedelta(7 * shift)).isoformat()[:7]
            monday = reference.day - timedelta(reference.day.isoweekday() - 1) + timedelta(7 * shift)
            return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"
        if plain.startswith(("mois", "month")):
            if reference.year is None or reference.month is None:
                return None
            months = reference.year * 12 + reference.month - 1 + shift
            return f"{months // 12:04d}-{months % 12 + 1:02d}"
        if reference.year is None or reference.year + shift < 1:
            return None
        return f"{reference.year + shift:04d}"


@cache
def calendar_of(language: str) -> Calendar:
    """The calendar of "fr" or "en", from ontology/lexicon/dates.ttl."""
    names: dict[str, dict[str, int]] = {"Month": {}, "Weekday": {}, "Season": {}, "Number": {}}
    written: dict[str, list[str]] = {kind: [] for kind in names}
    types: dict[str, str] = {}
    values: dict[str, int] = {}
    lemmas: list[tuple[str, str]] = []
    for triple in ox.parse(path=str(resources.ontology() / "lexicon" / "dates.ttl"), format=ox.RdfFormat.TURTLE):
        subject, predicate, value = str(triple.subject), triple.predicate.value, triple.object
        if isinstance(value, ox.NamedNode):
            types[subject] = value.value.removeprefix(_LEXICON)
        elif predicate == _LEXICON + "number" and isinstance(value, ox.Literal):
            values[subject] = int(value.value)
        elif isinstance(value, ox.Literal) and value.language == language:
            lemmas.append((subject, value.value))
    for subject, lemma in lemmas:
        names[types[subject]][fold(lemma)] = values[subject]
        written[types[subject]].append(lemma)

    def pattern(kind: str) -> str:
        return "|".join(
            re.escape(word).replace("é", "[ée]").replace("û", "[ûu]")
            for word in sorted(written[kind], key=len, reverse=True)
        )

    return Calendar(
        months=names["Month"],
        weekdays=names["Weekday"],
        seasons=names["Season"],
        numbers=names["Number"],
        months_pattern=pattern("Month"),
        weekdays_pattern=pattern("Weekday"),
        seasons_pattern=pattern("Season"),
        numbers_pattern=pattern("Number"),
    )
