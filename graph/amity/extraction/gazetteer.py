"""Names known beforehand, found in a text: the longest name wins, without regard to accents or hyphens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from amity.extraction.text import fold

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_DROPPED = {"-", "."}
_HYPHENS = ("-", "‐", "‑", "–")


class Kind(Enum):
    """What sort of name it is, which decides how it may be read."""

    NAME = "name"
    DEMONYM = "demonym"
    COMBINING = "combining"
    CAPITAL = "capital"
    METONYM = "metonym"
    PLACE = "place"
    ORGANIZATION = "organization"
    BODY = "body"
    PERSON = "person"
    GROUP = "group"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Found:
    """A known name in a text: the ids it may stand for, each with its kind."""

    start: int
    end: int
    readings: tuple[tuple[str, Kind], ...]


class Gazetteer:
    """A dictionary of names. A name written with capitals is found only with capitals, an acronym only as it stands."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], dict[tuple[str, Kind], str]] = {}
        self._longest: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._names)

    def add(self, name: str, identifier: str, kind: Kind) -> None:
        """Has `name` stand for `identifier`; several may share a name."""
        words = [word for word in _TOKEN.findall(name) if word not in _DROPPED]
        if not words:
            return
        key = tuple(fold(word) for word in words)
        written = self._names.setdefault(key, {})
        if (identifier, kind) not in written or name[0].islower():  # "îles Salomon" holds for "Îles Salomon" as well
            written[identifier, kind] = name
        self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def find(self, text: str) -> Iterator[Found]:
        """The names in normalized `text`, from left to right, none overlapping another."""
        tokens = [
            (match.start(), match.end(), match.group())
            for match in _TOKEN.finditer(text)
            if match.group() not in _DROPPED
        ]
        folded = [fold(token[2]) for token in tokens]
        position = 0
        while position < len(tokens):
            length = self._match(tokens, folded, position)
            if length:
                start, end = tokens[position][0], tokens[position + length - 1][1]
                readings = self._readings(tuple(folded[position : position + length]), text[start:end])
                if text[end : end + 1] not in _HYPHENS:
                    # "franco" stands for France only in a compound.
                    readings = tuple(reading for reading in readings if reading[1] is not Kind.COMBINING)
                if readings:
                    yield Found(start, end, readings)
            position += length or 1

    def _match(self, tokens: list[tuple[int, int, str]], folded: list[str], position: int) -> int:
        for length in range(min(self._longest.get(folded[position], 0), len(tokens) - position), 0, -1):
            key = tuple(folded[position : position + length])
            if key not in self._names:
                continue
            span = tokens[position : position + length]
            # "Congo-Brazzaville" is one name; what a line or a dash with spaces parts is two.
            if all(after[0] - before[1] <= 1 for before, after in pairwise(span)) and self._readings(
                key, " ".join(token[2] for token in span)
            ):
                return length
        return 0

    def _readings(self, key: tuple[str, ...], written: str) -> tuple[tuple[str, Kind], ...]:
        return tuple(
            sorted(
                (reading for reading, name in self._names[key].items() if _cased_alike(name, written)),
                key=lambda reading: (reading[0], reading[1].value),
            )
        )


_WORD_LIKE = 5
_GIVEN_NAMES = {"IRENA"}


def _cased_alike(name: str, written: str) -> bool:
    letters = [c for c in written if c.isalpha()]
    if not letters:
        return False
    if name.isupper() and len(name) <= 8 and " " not in name:
        # The French press writes an acronym that is read as a word like a name ("Cédéao", "Brics").
        as_name = (
            len(name) >= _WORD_LIKE and written[0].isupper() and written[1:].islower() and name not in _GIVEN_NAMES
        )
        return as_name or "".join(letters).isupper()
    if name[0].isupper():
        return letters[0].isupper()
    return True
