"""Amounts of money in French and English text -> value and ISO 4217 currency (ontology/lexicon/currencies.ttl)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from amity.extraction.text import Spans, fold
from amity.model import Amount

_NUMBER = r"\d{1,3}(?:[ .,]\d{3}){1,6}(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_SCALES = {
    "mille": 3,
    "thousand": 3,
    "million": 6,
    "milliard": 9,
    "billion": 9,
    "bn": 9,
    "mrd": 9,
    "md": 9,
    "trillion": 12,
    "crore": 7,
    "lakh": 5,
}
_SCALE = rf"(?:{'|'.join(_SCALES)})s?"
_CEMAC = {"CMR", "GAB", "COG", "TCD", "CAF", "GNQ"}
_LONGEST_INTEGER_PART = 18


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount of money and where it stands."""

    start: int
    end: int
    amount: Amount


class AmountFinder:
    """Finds amounts by the words and signs of the currencies, given as folded word or sign -> code."""

    def __init__(self, words: Mapping[str, str], signs: Mapping[str, str]) -> None:
        self._words = {fold(word): code for word, code in words.items()}
        self._signs = {sign.casefold(): code for sign, code in signs.items()}
        after = "|".join(
            [_plural(word) for word in sorted(words, key=len, reverse=True)]
            + [re.escape(sign) for sign in sorted(signs, key=len, reverse=True)]
        )
        before = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
        self._after = re.compile(
            rf"(?<![\w.,])(?P<number>{_NUMBER})\s?(?:(?P<scale>{_SCALE})\b)?\s?(?:de |d'|of )?(?P<unit>{after})(?!\w)",
            re.IGNORECASE,
        )
        self._before = re.compile(
            rf"(?<!\w)(?P<unit>{before})\s?(?P<number>{_NUMBER})(?:[\s-]?(?P<scale>{_SCALE}|m|k)\b)?", re.IGNORECASE
        )

    def find(self, text: str, language: str, states: frozenset[str] = frozenset()) -> Iterator[AmountMention]:
        """The amounts in normalized `text`; francs CFA are XAF where only states of the CEMAC are concerned."""
        matches = list(self._before.finditer(text))
        taken = Spans(match.span() for match in matches)
        matches += [match for match in self._after.finditer(text) if not taken.overlap(*match.span())]
        for match in sorted(matches, key=lambda match: match.start()):
            value = _value(match["number"], match["scale"], language)
            if value is not None:
                code = self._code(match["unit"])
                if (
                    code == "XOF"
                    and states & _CEMAC
                    and not any(s.isalpha() and s not in _CEMAC for s in states if len(s) == 3)
                ):
                    code = "XAF"
                yield AmountMention(match.start(), match.end(), Amount(value, code))

    def _code(self, unit: str) -> str:
        if code := self._signs.get(unit.casefold()):
            return code
        words = [word.rstrip("s") for word in fold(unit).split()]
        return next(code for word, code in self._words.items() if [part.rstrip("s") for part in word.split()] == words)


@cache
def _plural(words: str) -> str:
    return r"\s+".join(re.escape(word) + ("" if word.endswith("s") else "s?") for word in words.split())


def _value(number: str, scale: str | None, language: str) -> Decimal | None:
    """The value of a number as the language writes it: 1.234,5 or 1 234,5 in French, 1,234.5 in English."""
    digits = number.replace(" ", "")
    thousands = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits)
    if thousands and not scale:
        digits = re.sub(r"[.,]", "", digits)
    elif language == "en" and re.search(r",\d{3}(?!\d)", digits):
        digits = digits.replace(",", "")
    elif re.search(r"\.\d{3},", digits):
        digits = digits.replace(".", "")
    digits = digits.replace(",", ".")
    if digits.count(".") > 1 or len(digits.split(".")[0]) > _LONGEST_INTEGER_PART:
        return None
    value = Decimal(digits)
    if scale:
        value *= Decimal(10) ** (_SCALES.get(fold(scale).rstrip("s")) or {"m": 6, "k": 3}[scale.lower()])
    return value.quantize(Decimal(1)) if value == value.to_integral() else value.normalize()
