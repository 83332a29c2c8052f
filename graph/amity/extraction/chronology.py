"""Dates told by an earlier one of the text: "le lendemain", "the same day", "cette année-là", "two days later"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from amity.extraction.calendar import calendar_of
from amity.extraction.dates import DateMention
from amity.extraction.lexicon import Lexicon
from amity.extraction.text import fold

_REACH = 600
"""Characters after which a date is too far back to be meant."""
_DAY, _MONTH, _YEAR = 10, 7, 4
_KINDS = {"absolute", "relative", "since"}
_WORD = re.compile(r"\w+")


class Chronology:
    """Resolves the dates of a language that another date of the text tells."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._shifts = {
            shift: {" ".join(words) for words in lexicon.words(name)}
            for name, shift in (("same-day", 0), ("day-after", 1), ("day-before", -1))
        }
        self._same_year = {" ".join(words) for words in lexicon.words("same-year")}
        self._later = {words[0] for words in lexicon.words("later")}
        self._earlier = {words[0] for words in lexicon.words("earlier")}
        self._days = {words[0] for words in lexicon.words("days")}
        self._weeks = {words[0] for words in lexicon.words("weeks")}
        self._numbers = calendar_of(lexicon.language).numbers

    def resolved(self, mentions: Sequence[DateMention], text: str) -> list[DateMention]:
        """The mentions of a text, in order, with a date where one said before tells it."""
        found: list[DateMention] = []
        for mention in mentions:
            if mention.kind == "relative" and mention.edtf is None:
                words = [fold(word) for word in _WORD.findall(text[mention.start : mention.end].replace("’", " "))]
                edtf = self._date(words, found, mention.start)
                mention = replace(mention, edtf=edtf) if edtf else mention
            found.append(mention)
        return found

    def _date(self, words: Sequence[str], before: Sequence[DateMention], start: int) -> str | None:
        said = " ".join(words)
        # What has been so since Wednesday began then.
        known = [
            str(m.edtf).removesuffix("/..")
            for m in before
            if m.edtf and m.kind in _KINDS and "X" not in m.edtf and start - m.end < _REACH
        ]
        if said in self._same_year:
            return next((edtf[:_YEAR] for edtf in reversed(known)), None)
        weeks = self._distance(words, self._weeks)
        shift = next((days for days, phrases in self._shifts.items() if said in phrases), None)
        shift = self._distance(words, self._days) if shift is None else shift
        day = next((edtf for edtf in reversed(known) if len(edtf) == _DAY), None)
        if day is None or (shift is None and weeks is None):
            return None
        try:
            if shift is None:  # a distance in weeks is told as the month it falls in
                return (date.fromisoformat(day) + timedelta(7 * (weeks or 0))).isoformat()[:_MONTH]
            return (date.fromisoformat(day) + timedelta(shift)).isoformat()
        except (OverflowError, ValueError):  # outside the years 1 to 9999
            return None

    def _distance(self, words: Sequence[str], units: set[str]) -> int | None:
        """The days of "two days later", the weeks of "deux semaines plus tôt"."""
        if not units & set(words) or not words:
            return None
        count = int(words[0]) if words[0].isascii() and words[0].isdigit() else self._numbers.get(words[0])
        if count is None:
            return None
        return count if self._later & set(words) else -count if self._earlier & set(words) else None
