"""Amounts of money in French and English text -> value and ISO 4217 currency."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from amity.model import Amount

_NUMBER = r"\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_SCALE = r"(?:mille|thousand|millions?|milliards?|billions?|trillions?|million|bn|m|k|mrd|mds?)"
_CURRENCIES: tuple[tuple[str, str], ...] = (
    (r"(?:de |d')?(?:francs?\s+cfa|f\s?cfa|fcfa|xof|cfa\s+francs?)", "XOF"),
    (r"(?:de |d')?xaf", "XAF"),
    (r"(?:de |d')?(?:dollars?\s+canadiens?|canadian\s+dollars?|cad)", "CAD"),
    (r"(?:de |d')?(?:dollars?\s+australiens?|australian\s+dollars?|aud|A\$)", "AUD"),
    (
        r"(?:de |d')?(?:dollars?(?:\s+(?:US|américains?|des États-Unis|USD))?|u\.?s\.?\s+dollars?|usd|us\$|\$(?:\s?us)?)",
        "USD",
    ),
    (r"(?:de |d')?(?:euros?|eur|€)", "EUR"),
    (r"(?:de |d')?(?:livres?\s+sterling|pounds?(?:\s+sterling)?|gbp|£)", "GBP"),
    (r"(?:de |d')?(?:yuans?|renminbi|rmb|cny)", "CNY"),
    (r"(?:de |d')?(?:yens?|jpy|¥)", "JPY"),
    (r"(?:de |d')?(?:francs?\s+suisses?|swiss\s+francs?|chf)", "CHF"),
    (r"(?:de |d')?(?:dirhams?\s+marocains?|moroccan\s+dirhams?|mad)", "MAD"),
    (r"(?:de |d')?(?:dirhams?|aed)", "AED"),
    (r"(?:de |d')?(?:riyals?\s+saoudiens?|saudi\s+riyals?|sar)", "SAR"),
    (r"(?:de |d')?(?:roupies?(?:\s+indiennes?)?|(?:indian\s+)?rupees?|inr)", "INR"),
    (r"(?:de |d')?(?:roubles?|rubles?|rub)", "RUB"),
    (r"(?:de |d')?(?:nairas?|ngn)", "NGN"),
    (r"(?:de |d')?(?:cedis?|ghs)", "GHS"),
    (r"(?:de |d')?(?:wons?|krw)", "KRW"),
    (r"(?:de |d')?(?:dts|sdr)", "XDR"),
)
_AFTER = re.compile(
    rf"(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE}\b)?(?:\s?(?:de|d'|of))?\s?(?:"
    + "|".join(f"(?P<c{i}>{pattern})" for i, (pattern, _) in enumerate(_CURRENCIES))
    + r")(?!\w)",
    re.IGNORECASE,
)
_SYMBOLS = {
    "$": "USD",
    "US$": "USD",
    "USD": "USD",
    "€": "EUR",
    "EUR": "EUR",
    "£": "GBP",
    "GBP": "GBP",
    "¥": "JPY",
    "JPY": "JPY",
    "CNY": "CNY",
    "AUD": "AUD",
    "A$": "AUD",
    "CAD": "CAD",
    "C$": "CAD",
}
_BEFORE = re.compile(
    rf"(?P<symbol>US\$|A\$|C\$|\$|€|£|¥|USD|EUR|GBP|JPY|CNY|AUD|CAD)\s?(?P<number>{_NUMBER})(?:[\s-]?(?P<scale>{_SCALE})\b)?",
    re.IGNORECASE,
)
_SCALES = {
    "mille": 3,
    "thousand": 3,
    "k": 3,
    "million": 6,
    "m": 6,
    "milliard": 9,
    "billion": 9,
    "bn": 9,
    "mrd": 9,
    "md": 9,
    "trillion": 12,
}
_CEMAC = {"CMR", "GAB", "COG", "TCD", "CAF", "GNQ"}


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount of money and where it stands."""

    start: int
    end: int
    amount: Amount


def find_amounts(text: str, language: str, states: frozenset[str] = frozenset()) -> Iterator[AmountMention]:
    """The amounts in normalized `text`; francs CFA are XAF where only states of the CEMAC are concerned, else XOF."""
    taken: list[tuple[int, int]] = []
    found = []
    for match in _BEFORE.finditer(text):
        found.append((match, _SYMBOLS[match["symbol"].upper()]))
        taken.append(match.span())
    for match in _AFTER.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        currency = next(code for i, (_, code) in enumerate(_CURRENCIES) if match[f"c{i}"])
        if currency == "XOF" and states and states & _CEMAC and not states - _CEMAC - {"WORLD-BANK", "EU"}:
            currency = "XAF"
        found.append((match, currency))
    for match, currency in sorted(found, key=lambda item: item[0].start()):
        value = _value(match["number"], match["scale"], language)
        if value is not None:
            yield AmountMention(match.start(), match.end(), Amount(value, currency))


def _value(number: str, scale: str | None, language: str) -> Decimal | None:
    digits = number.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits) and not scale:
        digits = re.sub(r"[.,]", "", digits)
    elif language == "fr":
        digits = digits.replace(".", "") if re.search(r"\.\d{3}\b", digits) and not scale else digits
        digits = digits.replace(",", ".")
    else:
        digits = digits.replace(",", "") if re.search(r",\d{3}", digits) else digits.replace(",", ".")
    try:
        value = Decimal(digits)
    except InvalidOperation:
        return None
    if scale:
        value = value.scaleb(_SCALES[scale.lower().rstrip("s") if scale.lower() not in {"k", "m"} else scale.lower()])
    return value.normalize() if value != value.to_integral() else value.quantize(Decimal(1))
