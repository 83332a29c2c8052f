"""Who attended a conference: a text names the gathering once, then who spoke there, was there or came in whose name."""

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Mention, Sentence
from amity.extraction.drafts import Draft
from amity.extraction.lexicon import Lexicon
from amity.extraction.phrases import PhraseIndex
from amity.model import Party

_GAP = 2
"""Sentences after which a text no longer speaks of who attended."""
_NOUNS = {"NOUN", "PROPN"}
_GENERIC = {"the", "this", "le", "la", "l'", "ce", "cette"}


class AttendanceReader:
    """Adds to the last conference of a text those that its next sentences say attended ("Barbados was represented by
    its foreign minister")."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._attending = PhraseIndex.listed(lexicon, "attending")
        self._attended = PhraseIndex.listed(lexicon, "attended-by")
        self._represented = PhraseIndex.listed(lexicon, "represented")
        self._gathering = PhraseIndex.listed(lexicon, "gathering")
        self._last: Draft | None = None
        self._number = 0

    def begin(self) -> None:
        """Forgets the text before."""
        self._last = None

    def read(self, sentence: Sentence, number: int, drafts: Sequence[Draft]) -> list[Draft]:
        """The drafts of a sentence, less "the meeting" that is the conference told before; who attended is added."""
        own = next((draft for draft in drafts if draft.type == "Conference"), None)
        last = self._last if number - self._number <= _GAP else None
        if own is not None and (last is None or not _is_again(own, last)):
            self._last, self._number = own, number
            _add(own, self._passive(sentence, inside=True))
            return list(drafts)
        if last is None:
            return list(drafts)
        attending = [*self._active(sentence), *self._passive(sentence, inside=own is not None)]
        if own is not None:
            last.parties += [party for party in own.parties if party.actor not in last.actors]
            last.domains += [domain for domain in own.domains if domain not in last.domains]
        if attending or own is not None:
            _add(last, attending)
            self._number = number
            return [draft for draft in drafts if draft is not own and not (draft.type == "Meeting" and draft.definite)]
        return list(drafts)

    def _verbs(self, sentence: Sentence, index: PhraseIndex[str]) -> Iterator[tuple[Token, int]]:
        doc = sentence.doc
        assert doc is not None
        for match in index.find(sentence.forms):
            root = doc[match.first : match.last + 1].root
            if syntax.is_verb(root):
                yield root, match.last

    def _active(self, sentence: Sentence) -> Iterator[Mention]:
        """Who attends, where nothing but the gathering spoken of is said to be attended."""
        for verb, last in self._verbs(sentence, self._attending):
            if self._is_of_it(verb, last, sentence):
                yield from _in_phrases(sentence, (s for s in syntax.subjects(verb) if s.dep_ not in _PASSIVE))
        for verb, _ in self._verbs(sentence, self._represented):
            subjects = [s for s in syntax.subjects(verb) if s.dep_ in _PASSIVE]
            subjects += [child for child in verb.children if child.dep_ in syntax.OBJECTS]
            yield from _in_phrases(sentence, subjects)

    def _passive(self, sentence: Sentence, *, inside: bool) -> Iterator[Mention]:
        """By whom a gathering was attended or opened; `inside` the sentence that tells of it, a participle says so."""
        for verb, _ in self._verbs(sentence, self._attended):
            agents = [
                node for child in verb.children if child.dep_ in syntax.AGENTS for node in (child, *child.children)
            ]
            if not agents:
                continue
            subjects = [child for child in verb.children if child.dep_ in syntax.SUBJECTS]
            if subjects if inside else not any(self._is_gathering(s, sentence) for s in subjects):
                continue
            yield from _in_phrases(sentence, agents)

    def _is_gathering(self, noun: Token, sentence: Sentence) -> bool:
        return noun.pos_ == "PRON" or noun.i in {match.last for match in self._gathering.find(sentence.forms)}

    def _is_of_it(self, verb: Token, last: int, sentence: Sentence) -> bool:
        """Whether the words up to `last` are said of no other thing than the gathering ("attended a wedding")."""
        things = [child for child in verb.subtree if child.pos_ in _NOUNS and child.i > last]
        named = [thing for thing in things if self._is_gathering(thing, sentence)]
        if any(child.dep_ in syntax.OBJECTS and child.i > last and child not in named for child in verb.children):
            return False
        return all(any(child.lower_ in _GENERIC for child in thing.children) for thing in named)


_PASSIVE = syntax.PASSIVE_SUBJECTS


def _in_phrases(sentence: Sentence, heads: Iterable[Token]) -> Iterator[Mention]:
    found = list(heads)
    for mention in sentence.mentions:
        if mention.acts and any(syntax.path_is_nominal(mention.token, head) for head in found):
            yield mention


def _is_again(draft: Draft, last: Draft) -> bool:
    """Whether "the conference" is the one told before, of which it names nobody but who was named or acts there."""
    below = [m for m in draft.sentence.mentions if syntax.dominates(draft.frame.token, m.token) and m.acts]
    return draft.definite and not {actor for m in below for actor in m.actors} - last.actors


def _add(draft: Draft, attending: Iterable[Mention]) -> None:
    """Adds who attended; the host, who was guessed for want of others, is then no party unless it is told."""
    found = list(attending)
    if found and draft.guessed:
        hosts = {a for m in draft.sentence.mentions if m.place for a in m.actors}
        hosts -= {a for m in draft.sentence.mentions if m.acts for a in m.actors}
        draft.parties = [party for party in draft.parties if party.actor not in hosts]
        draft.guessed = 0
    for mention in found:
        draft.parties += [Party(actor) for actor in mention.actors if actor not in draft.actors]
        persons = [mention.person] if mention.person else []
        draft.participants += [person for person in persons if person not in draft.participants]
