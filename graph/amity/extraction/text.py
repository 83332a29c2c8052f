"""Text as extraction sees it: the same length as the source, so that every offset holds, cut into sentences."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from amity.documents.dateline import DATE_LINE
from amity.model import Span

_SAME_LENGTH = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "\u00b4": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\t": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u00ad": "-",
        "«": '"',
        "»": '"',
        "“": '"',
        "”": '"',
        "„": '"',
    }
    # A half of a surrogate pair is no character, and spaCy takes none.
    | dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd")
)

# What ends with a point and does not end a sentence.
_ABBREVIATED = """
m mm mme mmes mlle dr pr prof st ste mgr me gén col lt cap art etc cf p pp no n av env vol fig ex al mr mrs ms
gen sen rep gov sgt hon rev jr sr inc ltd co corp vs jan feb mar apr jun jul aug sep sept oct nov dec janv févr
avr juil déc u.s u.k u.n e.u a.m p.m s.e s.m h.e s.a.r s.e.m s.exc s.a s.m.le h.r.h h.m i.e e.g lt-col mons sr.a
"""
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
# From the first point of several on, and nothing given back: else a line of points, or of spaces, takes forever.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"')\]]*+(?=\s++[\"'(\[]?+\s*+[^\W_a-zà-öø-ÿ]|\s*+$)")
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.)*[A-ZÀ-Þ]")
_LAST_WORD = re.compile(r"([^\W\d_](?:[\w.]*\w)?)$")


def normalize(text: str) -> str:
    """`text` with straight quotes and plain spaces, one code point for one code point."""
    return text.translate(_SAME_LENGTH)


def fold(text: str) -> str:
    """`text` without case, accents or ligatures, for comparing words."""
    if text.isascii():
        return text.lower()
    plain = text.casefold().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


class Spans:
    """Some spans of a text, none of which overlaps another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)

    def overlap(self, start: int, end: int) -> bool:
        """Whether one of them has a character between `start` and `end`."""
        before = bisect_left(self._spans, (end,))
        return before > 0 and self._spans[before - 1][1] > start


def sentences(text: str) -> Iterator[Span]:
    """The spans of the sentences of normalized `text`; a sentence never crosses the end of a line.

    What tells of what day the text is, before its first sentence, is in none: nothing happened on it.
    """
    dated = DATE_LINE.match(text)
    for paragraph in _PARAGRAPH.finditer(text, dated.end() if dated else 0):
        start = paragraph.start()
        for end in _ends(text, start, paragraph.end()):
            span = _trimmed(text, start, end)
            if span[0] < span[1]:
                yield span
            start = end


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    for stop in _END.finditer(text, start, end):
        if stop.group().startswith(".") and stop.end() < end and _abbreviated(text, start, stop.start()):
            continue
        yield stop.end()
    yield end


def _abbreviated(text: str, start: int, point: int) -> bool:
    word = _LAST_WORD.search(text, max(start, point - 12), point)
    if not word:
        return False
    found = word.group(1)
    return found.casefold() in _ABBREVIATIONS or bool(_INITIALS.fullmatch(found))


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
