"""Which of the persons that several claims of one happening name are one.

Sources write one name in several ways ("Ararat Mirzoyan", "Ararat Mirzoïan") or in part. In the reports of one
happening two names are one person's when each part of the shorter is a part of the longer and both begin alike (the
father may be named within the name of the son), or when the shorter is the last part alone. Parts are alike when they
have their first letter in common and a third of the others differ at most. Initials never differ. The state at the end
of an identifier ("mamadou-diallo-GIN") does not count: one report tells it, another does not. Whom one source names
side by side are two persons, however alike their names. This holds within a happening only: elsewhere a name alone
makes nobody one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import permutations

from rapidfuzz.distance import Levenshtein

_PARTICLES = {"al", "el", "ben", "bin", "ibn", "ould"}
_STATE = re.compile(r"-[A-Z]{3}$")
_LONG = 5
_ALIKE = 0.66


def share_somebody(some: Iterable[str], others: Sequence[str]) -> bool:
    """Whether two claims name one person, by the identifiers of those whom they name."""
    return any(same_person(a, b) for a in some for b in others)


def identified(claims: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The persons that the claims of one happening name, each once: under the identifier that most of them use.

    Who may be either of two persons is neither, and stays a third.
    """
    named = [sorted(set(persons)) for persons in claims]
    counts = Counter(person for persons in named for person in persons)
    apart = {pair for persons in named for pair in permutations(persons, 2)}
    alike = {
        person: frozenset(o for o in counts if (person, o) not in apart and same_person(person, o)) for person in counts
    }
    # One person's names are alike, all of them: to each the same ones.
    groups = {group if all(alike[o] == group for o in group) else frozenset({p}) for p, group in alike.items()}
    return tuple(sorted(min(group, key=lambda p: ("-" not in _name(p), -counts[p], len(p), p)) for group in groups))


@lru_cache(maxsize=1 << 16)
def same_person(a: str, b: str) -> bool:
    """Whether two identifiers may be one person's."""
    a, b = _name(a), _name(b)
    if a == b:
        return True
    initials = [{part for part in name.split("-") if len(part) == 1} for name in (a, b)]
    if all(initials) and initials[0] != initials[1]:
        return False
    short, long = sorted((_parts(a), _parts(b)), key=len)
    if len(short) < 2:
        return bool(short) and _alike(short[0], long[-1])
    begin_alike = len(short) == len(long) or _alike(short[0], long[0])
    return begin_alike and all(any(_alike(part, other) for other in long) for part in short)


def _name(person: str) -> str:
    return _STATE.sub("", person)


def _parts(person: str) -> tuple[str, ...]:
    return tuple(part for part in person.split("-") if len(part) > 1 and part not in _PARTICLES)


def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    return a[:1] == b[:1] and min(len(a), len(b)) >= _LONG and Levenshtein.normalized_similarity(a, b) >= _ALIKE
