"""Where a sentence may report an event: a trigger of the lexicon with the words it needs near it."""

from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Sentence
from amity.extraction.gazetteer import Kind
from amity.extraction.lexicon import Lexicon, Trigger, Words
from amity.extraction.phrases import PhraseIndex

_NOUNS = {"NOUN", "PROPN"}
_VERBS = {"VERB", "AUX", "ADJ"}
_NO_VERBS = {"amod", "aux", "aux:tense", "aux:pass", "aux:caus", "auxpass", "cop"}
_REFLEXIVES = {"se", "s'", "nous", "me", "m'"}
_NEAR, _FAR = 7, 18
_TELLING = {"MissionOpening", "MissionClosure", "EstablishingRelations", "BreakingRelations"}
_PERSON, _PLACE, _ORGANIZATION = ("person",), ("place",), ("organization",)
"""Entries of a word list, written in capitals in the lexicon, that stand for any mention of the kind."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger found at `token`; `needed` is the word of its list that stands by it, where it needs one."""

    trigger: Trigger
    token: Token
    words: str
    needed: Token | None
    sentence: Sentence

    @property
    def clause(self) -> Token:
        """The head of the clause it is in."""
        return syntax.clause(self.token)


class TriggerFinder:
    """Finds the triggers of a language in parsed sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        phrases: dict[Words, list[Trigger]] = defaultdict(list)
        for trigger in lexicon.triggers:
            for lemma in trigger.lemmas:
                phrases[lemma].append(trigger)
        self._index = PhraseIndex({words: tuple(triggers) for words, triggers in phrases.items()})
        self._lists = {
            words: PhraseIndex.of(words, True)
            for trigger in lexicon.triggers
            for words in (trigger.needs, trigger.excludes)
            if words
        }
        self._stems = {words[0][:4] for words in phrases}

    def may_hold(self, folded_words: set[str]) -> bool:
        """Whether a sentence with these folded words may hold a trigger: a cheap test, before any parse."""
        return any(word[:4] in self._stems for word in folded_words)

    def find(self, sentence: Sentence) -> list[Frame]:
        """The frames of a parsed sentence, in the order of the text."""
        doc = sentence.doc
        assert doc is not None
        frames = []
        cache: dict[frozenset[Words], list[Token]] = {}

        def listed(words: frozenset[Words]) -> list[Token]:
            if words not in cache:
                cache[words] = self._listed(sentence, words)
            return cache[words]

        for match in self._index.find(sentence.forms):
            span = doc[match.first : match.last + 1]
            token = span.root
            for trigger in match.value:
                if token.pos_ not in (_VERBS if trigger.part_of_speech == "verb" else _NOUNS):
                    continue
                if trigger.part_of_speech == "verb" and (
                    token.dep_ in _NO_VERBS or trigger.reflexive > _reflexive(token)
                ):
                    continue
                needed: Token | None = None
                if trigger.needs:
                    near = [
                        other
                        for other in listed(trigger.needs)
                        if other.i not in range(match.first, match.last + 1) and _near(token, other)
                    ]
                    if not near and trigger.evokes in _TELLING:
                        # Words that go together nowhere else: a parse that parts them is not believed.
                        near = [other for other in listed(trigger.needs) if 0 < abs(other.i - token.i) <= _FAR]
                    if trigger.evokes == "Accreditation" and syntax.is_verb(token):
                        # To name or recall is said of many things: the ambassador must be the object.
                        near = [other for other in near if other.head.i == token.i]
                    if not near:
                        continue
                    needed = min(near, key=lambda other: abs(other.i - token.i))
                if (
                    any(_excludes(token, other, match.first, match.last) for other in listed(trigger.excludes))
                    if trigger.excludes
                    else False
                ):
                    continue
                frames.append(Frame(trigger, token, span.text, needed, sentence))
        return frames

    def _listed(self, sentence: Sentence, words: frozenset[Words]) -> list[Token]:
        doc = sentence.doc
        assert doc is not None
        found = [doc[match.first : match.last + 1].root for match in self._lists[words].find(sentence.forms)]
        for mention in sentence.mentions:
            if (
                (_PERSON in words and mention.person)
                or (_PLACE in words and (mention.place or mention.kind in (Kind.PLACE, Kind.CAPITAL, Kind.NAME)))
                or (_ORGANIZATION in words and mention.kind is Kind.ORGANIZATION)
            ):
                found.append(mention.token)
        return found


def _reflexive(token: Token) -> bool:
    return any(child.lower_ in _REFLEXIVES and child.i < token.i for child in token.children)


def _near(token: Token, other: Token) -> bool:
    """Whether `other` is in the phrase or clause of `token`, or what `token` qualifies ("un accord signé par")."""
    if syntax.dominates(token, other):
        return not _in_inner_clause(token, other)
    if token.dep_ in {"acl", "acl:relcl", "relcl"} and syntax.path_is_nominal(other, token.head) | (
        other.i == token.head.i
    ):
        return True
    if syntax.is_verb(token):
        return any(syntax.dominates(subject, other) for subject in syntax.subjects(token)) or (
            syntax.clause(other).i == syntax.clause(token).i and abs(other.i - token.i) <= 2 * _NEAR
        )
    return abs(other.i - token.i) <= _NEAR and syntax.clause(other).i == syntax.clause(token).i


def _in_inner_clause(token: Token, other: Token) -> bool:
    """Whether a clause with a subject of its own stands between."""
    current = other
    while current.i != token.i and current.head.i != current.i:
        if current.dep_ in {"ccomp", "advcl", "acl:relcl", "relcl"} and syntax.is_verb(current):
            return True
        current = current.head
    return False


def _excludes(token: Token, other: Token, first: int, last: int) -> bool:
    if first <= other.i <= last:
        return False
    return syntax.dominates(token, other) and not _in_inner_clause(token, other) and abs(other.i - token.i) <= 12
