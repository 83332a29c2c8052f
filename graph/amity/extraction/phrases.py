"""Words and phrases of the lexicon, found among the tokens of a sentence by lemma or by form."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from spacy.tokens import Token

from amity.extraction.lexicon import Lexicon, Words, phrase

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Match(Generic[V]):
    """The tokens from `first` to `last` (positions in the sentence, both included) are a phrase that means `value`."""

    first: int
    last: int
    value: V


class Forms(list[tuple[Words, ...]]):
    """For each token of a sentence the words it may be read as; `places` tells where each first word stands."""

    def __init__(self, readings: Iterable[tuple[Words, ...]] = ()) -> None:
        super().__init__(readings)
        self.places: dict[str, list[int]] = defaultdict(list)
        for position, reading in enumerate(self):
            for first in {words[0] for words in reading if words}:
                self.places[first].append(position)


def forms(tokens: Iterable[Token]) -> Forms:
    """For each token the folded words it may be read as: its form, then its lemma."""
    return Forms(
        _token_forms(token.lower_, _lemma(token), token.lang_ if token.pos_ == "VERB" else "") for token in tokens
    )


def _lemma(token: Token) -> str:
    """The lemma; of a title in the plural, which the model takes for a name, the singular ("the Ministers of Peru")."""
    if token.tag_ != "NNPS" or not token.lower_.endswith("s"):
        return str(token.lemma_)
    return f"{token.lower_[:-3]}y" if token.lower_.endswith("ies") else str(token.lower_[:-1])


_INFINITIVE = ("er", "ir", "re")
_FIRST_GROUP = re.compile(r"(.{3,}?)(?:e|es|ent|ait|aient|a|ant|èrent|ée?s?|era|eront)")


@lru_cache(maxsize=50_000)
def _token_forms(lower: str, lemma: str, verb_of: str) -> tuple[Words, ...]:
    # In this order, and not as a set: of two phrases as long, the one that is written out wins.
    found = [phrase(lower), phrase(lemma)]
    if verb_of == "fr" and not lemma.endswith(_INFINITIVE) and (match := _FIRST_GROUP.fullmatch(lemma.lower())):
        found.append(phrase(match[1] + "er"))  # a form the model has no lemma for ("dépêche")
    return tuple(dict.fromkeys(found))


class PhraseIndex(Generic[V]):
    """Phrases and what they mean; at each place the longest phrase is found."""

    def __init__(self, entries: Mapping[Words, V]) -> None:
        self._by_first: dict[str, list[tuple[Words, V]]] = defaultdict(list)
        for words, value in entries.items():
            if words:
                self._by_first[words[0]].append((words, value))
        for found in self._by_first.values():
            found.sort(key=lambda entry: -len(entry[0]))

    @staticmethod
    def listed(lexicon: Lexicon, name: str) -> "PhraseIndex[str]":
        """An index of the words of a list of the lexicon, which all mean its name."""
        return PhraseIndex(dict.fromkeys(lexicon.words(name), name))

    @classmethod
    def of(cls, phrases: Iterable[Words], value: V) -> "PhraseIndex[V]":
        """An index whose phrases all mean `value`."""
        return cls(dict.fromkeys(phrases, value))

    def find(self, sentence: Forms) -> list[Match[V]]:
        """The phrases in `sentence`, from left to right, none overlapping another."""
        found: list[Match[V]] = []
        # An index is asked dozens of times of a sentence, and nearly always holds none of its words.
        shared = self._by_first.keys() & sentence.places.keys()
        for position in sorted({place for word in shared for place in sentence.places[word]}):
            if (not found or position > found[-1].last) and (match := self._at(sentence, position)):
                found.append(match)
        return found

    def _at(self, sentence: Forms, position: int) -> Match[V] | None:
        best: Match[V] | None = None
        for form in sentence[position]:
            for words, value in self._by_first.get(form[0], ()) if form else ():
                end = _end(sentence, position, words)
                if end is not None and (best is None or end > best.last):
                    best = Match(position, end, value)
        return best


def _end(sentence: Forms, position: int, words: Words) -> int | None:
    """The position of the last token of `words` read from `position`, or nothing."""
    while position < len(sentence) and () in sentence[position]:
        position += 1
    if position == len(sentence):
        return None
    for form in sentence[position]:
        if words == form:
            return position
        if words[: len(form)] == form:
            end = _end(sentence, position + 1, words[len(form) :])
            if end is not None:
                return end
    return None
