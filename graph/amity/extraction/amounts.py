"""Amounts of money in French and English text -> value and ISO 4217 currency (ontology/lexicon/currencies.ttl)."""

import re
from collections.abc import Iterator, Mapping, Sequence
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
    "mln": 6,
    "mio": 6,
    "milliard": 9,
    "bln": 9,
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
    """Finds amounts by the words and signs of the currencies, given as folded word or sign -> code, and the numbers in
    words that may stand before "million" and the like."""

    def __init__(self, words: Mapping[str, str], signs: Mapping[str, str], numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self._words = {fold(word): code for word, code in words.items()}
        self._signs = {sign.casefold(): code for sign, code in signs.items()}
        after = "|".join(
            [_plural(word) for word in sorted(words, key=len, reverse=True)]
            + [re.escape(sign) for sign in sorted(signs, key=len, reverse=True)]
        )
        before = "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))
        spelled = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
        words_ = rf"(?:{spelled})(?:[ -](?:et |and )?(?:{spelled})){{0,4}}(?=\s(?:{_SCALE})\b)"
        more = rf"(?:\s(?:et\s|and\s)?(?P<number2>{_NUMBER})\s?(?P<scale2>{_SCALE})\b)?"
        self._after = re.compile(
            rf"(?<![\w.,])(?P<number>{_NUMBER}|{words_})\s?(?:(?P<scale>{_SCALE})\b)?{more}\s?"
            rf"(?:de |d'|of )?(?P<unit>{after})(?!\w)",
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
            value = self._read(match, language)
            if value is not None:
                code = self._code(match["unit"])
                if (
                    code == "XOF"
                    and states & _CEMAC
                    and not any(s.isalpha() and s not in _CEMAC for s in states if len(s) == 3)
                ):
                    code = "XAF"
                yield AmountMention(match.start(), match.end(), Amount(value, code))

    def _read(self, match: re.Match[str], language: str) -> Decimal | None:
        """The value of a match, in words ("soixante millions") or in two parts ("1 milliard 194 millions") as well."""
        parts = match.groupdict()
        number, scale = match["number"], match["scale"]
        if not number[0].isdigit():
            number = str(self._spelled(number))
        value = _value(number, scale, language)
        second = _value(parts["number2"], parts["scale2"], language) if parts.get("number2") else None
        return value if value is None or second is None else value + second

    def _spelled(self, words: str) -> int:
        total = 0
        for word in re.split(r"[ -]+", fold(words)):
            value = self._numbers.get(word, 0)
            total = max(total, 1) * value if value == 100 else total + value
        return total

    def _code(self, unit: str) -> str:
        if code := self._signs.get(unit.casefold()):
            return code
        words = [word.rstrip("s") for word in fold(unit).split()]
        return next(code for word, code in self._words.items() if [part.rstrip("s") for part in word.split()] == words)


_EQUIVALENT = re.compile(
    r"\s*[(\[;,/]?\s*(?:(?:soit|ou|or|about|environ|around|approximately|équivalent|equivalent|l'équivalent|quelque|some"
    r"|près|nearly|to|à|de|d'|the|roughly|i\.e\.|of)\s*){0,4}"
)


def preferred(amounts: Sequence[AmountMention], number: int, text: str) -> Amount:
    """Of an amount and its equivalents in other currencies ("NZ$18.2 million ($11 million)"), that in US dollars, else
    the first."""
    first = last = number
    while first > 0 and _is_same(amounts[first - 1], amounts[first], text):
        first -= 1
    while last + 1 < len(amounts) and _is_same(amounts[last], amounts[last + 1], text):
        last += 1
    alike = [mention.amount for mention in amounts[first : last + 1]]
    return next((amount for amount in alike if amount.currency == "USD"), alike[0])


def _is_same(one: AmountMention, other: AmountMention, text: str) -> bool:
    between = text[one.end : other.start]
    told = between.strip(" ,") != "" or between.strip() == ""
    return one.amount.currency != other.amount.currency and told and bool(_EQUIVALENT.fullmatch(between))


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
