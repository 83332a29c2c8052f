"""Names of persons: whether two may be one person's, in any transliteration and in part.

What spellings have in common, and the words around names, are in ontology/lexicon/names.tsv; its renderings follow
the press of both languages and the BGN/PCGN systems for Cyrillic and Arabic.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from amity import resources
from amity.extraction.text import fold

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "dj", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ə": "a"}
)
_WORDS = {"prefix", "suffix", "patronymic", "particle", "article", "royal", "band", "title", "given", "family-first"}
_BREAK = re.compile(r"[\s\-\u2010\u2011.]+")
_FATHER = "+"
"""Before the key of a father's name: "Hamad bin Khalifa" is not of the family Khalifa."""
_NUMERAL = re.compile(r"[ivx]{2,5}")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of names.tsv: the `sounds` in the order in which they are replaced, the spellings of one name by the
    one that stands for them, the words around names by kind."""

    sounds: tuple[tuple[re.Pattern[str], str], ...]
    spellings: Mapping[str, str]
    words: Mapping[str, frozenset[str]]


@cache
def table() -> Table:
    """The table of names that ships. Raises ValueError, naming file and line, for a row that cannot be used."""
    file = resources.ontology() / "lexicon" / "names.tsv"
    sounds: list[tuple[re.Pattern[str], str]] = []
    spellings: dict[str, str] = {}
    words: dict[str, frozenset[str]] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()[1:], 2):
        try:
            kind, common, written = line.split("\t")[:3]
            if kind == "sound":
                sounds.append((re.compile(written), common))
            elif kind == "name":
                spellings.update(dict.fromkeys(written.split(), common))
            elif kind in _WORDS:
                words[kind] = frozenset(written.split())
            else:
                raise ValueError(f"unknown kind {kind!r}")
        except (ValueError, re.error) as error:
            raise ValueError(
                f"{file}, line {number}: expected kind, common, written and an example ({error})"
            ) from None
    return Table(tuple(sounds), spellings, words)


def is_particle(word: str) -> bool:
    """Whether a word may stand in lower case within a name ("bin", "al") and is no word of a sentence."""
    folded, words = fold(word), table().words
    return folded in words["particle"] or folded in words["patronymic"]


def is_article(word: str) -> bool:
    """Whether a word of a sentence may stand within a name too ("de")."""
    return fold(word) in table().words["article"]


def is_patronymic(word: str) -> bool:
    """Whether a word says that the father's name follows ("bin", "ould")."""
    return fold(word) in table().words["patronymic"]


def is_title(word: str) -> bool:
    """Whether a word says that a name follows ("M.", "Sheikh", "général", "King")."""
    return fold(word).removesuffix(".") in table().words["title"] or is_royal(word)


def is_royal(word: str) -> bool:
    """Whether a word is a title that goes with a given name alone ("King Fahd")."""
    return fold(word) in table().words["royal"]


def is_band(word: str) -> bool:
    """Whether a word says that the name of a group follows ("le groupe Wagner")."""
    return fold(word) in table().words["band"]


def slug(name: str) -> str:
    """`name` in lower-case ASCII with hyphens and without apostrophes: the last part of a person's IRI."""
    plain = _plain(name).replace("'", "").replace("\u2019", "").encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or re.sub(r"\W+", "-", name.casefold()).strip("-")


def _plain(text: str) -> str:
    return fold(text.lower().translate(_LETTERS))


@lru_cache(maxsize=20_000)
def spelling_key(word: str) -> str:
    """What the transliterations of one name have in common ("Sergueï", "Sergey" and "Sergei": one key)."""
    plain = re.sub(r"[^a-z]", "", _plain(word))
    if not plain:
        return word.casefold()
    key = table().spellings.get(plain, plain)
    for pattern, common in table().sounds:
        key = pattern.sub(common, key)
    return key


@lru_cache(maxsize=20_000)
def _parts(name: str) -> tuple[str, ...]:
    """The parts of a name, plain and in lower case, without the titles before it."""
    parts = [part for part in _BREAK.split(_plain(name).replace("'", "").replace("\u2019", "")) if part]
    words = table().words
    while (len(parts) > 2 and parts[0] in words["title"]) or (len(parts) > 1 and parts[0] in words["royal"]):
        del parts[0]
    return tuple(parts)


@lru_cache(maxsize=20_000)
def name_key(name: str) -> tuple[str, ...]:
    """The spelling keys of the parts of a name in its order: titles before it and particles left out, an initial as one
    letter, the number of a king in capitals, "Abdel Aziz" as one part."""
    words = table().words
    parts = _parts(name)
    keys: list[str] = []
    joined, father = "", False
    for position, part in enumerate(parts):
        last = position == len(parts) - 1
        if part in words["prefix"] and not last:
            joined += part
        elif part in words["suffix"] and keys:
            keys[-1] = spelling_key(parts[position - 1] + part)
        elif part in words["patronymic"] and not last:
            father = True
        elif last or part not in words["particle"] | words["article"]:
            key = part.upper() if keys and last and _NUMERAL.fullmatch(part) else spelling_key(joined + part)
            keys.append(_FATHER + key if father else key)
            joined, father = "", False
    return tuple(keys)


@lru_cache(maxsize=1 << 16)
def same_name(a: str, b: str) -> bool:
    """Whether two names may be one person's.

    They may be where both have the same parts in any order; where all parts of the shorter are in the longer and both
    begin alike ("Faure Gnassingbé", "Faure Essozimna Gnassingbé", but not a son whose name holds his father's); and
    where the shorter is the family name at the end of the longer, alone or behind initials of what is before it.
    """
    short, long = sorted((name_key(a), name_key(b)), key=lambda keys: (len(_full(keys)), len(keys), keys))
    if not short or not long:
        return False
    initials = [[key for key in keys if len(key) == 1] for keys in (short, long)]
    if short == long or (not any(initials) and _written_as_one(a) == _written_as_one(b)):
        return True
    if all(initials) and initials[0] != initials[1]:
        return False
    others = _full(long)
    for key in _full(short):
        if key not in others:
            return False
        others.remove(key)
    if initials[0] and others and [key[0] for key in others] != initials[0]:
        return False
    if len(_full(short)) == 1:
        return family_name(long) == family_name(short)
    return not others or short[0] == long[0] or len(short[0]) == 1 or len(long[0]) == 1


def family_name(keys: Sequence[str]) -> str:
    """The last part of a name, by its keys; before the number of a king."""
    return next((key for key in reversed(keys) if not key.isupper()), keys[-1])


def _full(keys: Sequence[str]) -> list[str]:
    return [key for key in keys if len(key) > 1]


def _written_as_one(name: str) -> str:
    words = table().words
    return spelling_key("".join(part for part in _parts(name) if part not in words["particle"] | words["article"]))
