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
    ahead: bool = False
    """Whether a date without its year is one to come; else it is the last one."""

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
    last: frozenset[str] = frozenset({"dernier", "last"})

    def number(self, word: str) -> int | None:
        """The value of a number in digits or as a word."""
        return int(word) if word.isdigit() else self.numbers.get(fold(word))

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

    def day(self, day: str, month: str, year: str | None, reference: Reference, word: str | None) -> str | None:
        """A day of a month; without a year, that of the nearest such day, the past one where both are as near."""
        number, digits = self.months[fold(month)], int(re.sub(r"\D", "", day))
        if year:
            return self.checked(int(year), number, digits)
        if reference.year is None:
            return f"XXXX-{number:02d}-{digits:02d}" if self.checked(2000, number, digits) else None
        if shift := self.shift(word):
            if word in ("last", "next"):  # of the year: "12 May last year"
                return self.checked(reference.year + shift, number, digits)
            return self.checked(self._year_of(number, reference, shift), number, digits)
        found = self.checked(self._nearest(number, reference), number, digits)
        if found and reference.day and number == reference.month:
            # The month alone does not tell: the day is before or after that of the document.
            if reference.ahead and date.fromisoformat(found) < reference.day:
                return self.checked(reference.day.year + 1, number, digits)
            if not reference.ahead and date.fromisoformat(found) > reference.day:
                return self.checked(reference.day.year - 1, number, digits)
        return found

    def month_of(self, month: str, year: str | None, reference: Reference, word: str | None) -> str | None:
        """A month; without a year the last one, or the next where the word says so."""
        number = self.months[fold(month)]
        if year:
            return f"{int(year):04d}-{number:02d}"
        if reference.year is None:
            return None
        shift = self.shift(word)
        if shift:
            return f"{self._year_of(number, reference, shift):04d}-{number:02d}"
        return f"{self._nearest(number, reference):04d}-{number:02d}"

    def season_of(self, season: str, year: str | None, reference: Reference, word: str | None) -> str | None:
        """A season; "last" and "next" count from the season of the document."""
        number = self.seasons[fold(season)]
        if year:
            return f"{int(year):04d}-{number}"
        if reference.year is None:
            return None
        shift = self.shift(word)
        if shift == 0 or reference.month is None:
            return f"{reference.year:04d}-{number}"
        first = {21: 3, 22: 6, 23: 9, 24: 12}[number]
        if shift < 0:
            return f"{reference.year - (first + 2 >= reference.month):04d}-{number}"
        return f"{reference.year + (first <= reference.month):04d}-{number}"

    @staticmethod
    def _year_of(month: int, reference: Reference, shift: int) -> int:
        """The year of the last or of the next such month."""
        assert reference.year is not None
        if reference.month is None:
            return reference.year
        if shift < 0:
            return reference.year - (month >= reference.month)
        return reference.year + (month <= reference.month)

    @staticmethod
    def _nearest(month: int, reference: Reference) -> int:
        """The year of the last such month, the document's own included, or of the next."""
        assert reference.year is not None
        if reference.month is None:
            return reference.year
        if reference.ahead:
            return reference.year + (month < reference.month)
        return reference.year - (month > reference.month)

    def weekday_of(self, weekday: str, reference: Reference, word: str | None) -> str | None:
        """A weekday: the last one, the day of publication included, unless it is said to come."""
        if reference.day is None:
            return None
        number = self.weekdays[fold(weekday)]
        back = (reference.day.isoweekday() - number) % 7
        shift = self.shift(word)
        if shift > 0 or (reference.ahead and shift == 0 and back):
            return (reference.day + timedelta((7 - back) if back else 7)).isoformat()
        if shift < 0 and back == 0:
            back = 7
        return (reference.day - timedelta(back)).isoformat()

    @staticmethod
    def weekend(reference: Reference, shift: int) -> str | None:
        """Saturday and Sunday of the last weekend, or of the next."""
        if reference.day is None:
            return None
        saturday = reference.day - timedelta((reference.day.isoweekday() - 6) % 7)
        if shift > 0:
            saturday += timedelta(7)
        return f"{saturday.isoformat()}/{(saturday + timedelta(1)).isoformat()}"

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
