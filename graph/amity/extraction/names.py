"""Persons: their names in any transliteration, the id they share, and the partial names a text goes on with."""

import re
import unicodedata
from functools import lru_cache

# Transliterations of one name differ in a few letters: the longest first. After the usual French and English
# renderings of Cyrillic and Arabic names (BGN/PCGN, French press usage).
_SPELLINGS = (
    ("tch", "ch"),
    ("tsch", "ch"),
    ("kh", "k"),
    ("gue", "ge"),
    ("gui", "gi"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ph", "f"),
    ("ei", "e"),
    ("ey", "e"),
    ("ai", "a"),
    ("ay", "a"),
    ("ff", "v"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
    ("q", "k"),
    ("c", "k"),
    ("z", "s"),
    ("dh", "d"),
    ("th", "t"),
)
PARTICLES = {"al", "el", "ben", "bin", "ibn", "de", "da", "du", "van", "von", "dos", "ould", "abu", "abou"}


def slug(name: str) -> str:
    """`name` in lower-case ASCII with hyphens: the last part of a person's IRI."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or re.sub(r"\W+", "-", name.casefold()).strip("-")


@lru_cache(maxsize=20_000)
def spelling_key(word: str) -> str:
    """What the transliterations of one name have in common ("Sergueï", "Sergey" and "Sergei": one key)."""
    key = re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower())
    for written, common in _SPELLINGS:
        key = key.replace(written, common)
    key = re.sub(r"(.)\1+", r"\1", key)
    return key.removesuffix("e") if len(key) > 3 else key


@lru_cache(maxsize=20_000)
def name_key(name: str) -> tuple[str, ...]:
    """The spelling keys of the parts of a name, particles left out, in any order."""
    parts = [part for part in re.split(r"[\s\-'.]+", name) if part]
    kept = [part for part in parts if slug(part) not in PARTICLES] or parts
    return tuple(sorted(spelling_key(part) for part in kept))


def same_name(a: str, b: str) -> bool:
    """Whether two names may be one person's: one has all the parts of the other, the family name among them."""
    keys_a, keys_b = set(name_key(a)), set(name_key(b))
    return bool(keys_a and keys_b) and (keys_a <= keys_b or keys_b <= keys_a)
