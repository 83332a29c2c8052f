"""What stands for an organization named before: "l'organisation", "le bloc", and "la Banque" for the World Bank."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from amity.extraction import syntax
from amity.extraction.analysis import Context, Mention, Sentence
from amity.extraction.gazetteer import Kind
from amity.extraction.lexicon import Lexicon
from amity.extraction.phrases import PhraseIndex
from amity.extraction.places import OF, described
from amity.extraction.text import fold


class BodyAnaphors:
    """Finds the words of a sentence that stand for an organization of which the text spoke."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._any = PhraseIndex.of(lexicon.words("we-organization"), "any")
        self._classes = PhraseIndex.of(lexicon.words("organization-class"), "class")
        self._described = PhraseIndex.listed(lexicon, "bloc")
        self._first = {
            actor: fold(label).split()
            for actor, label in lexicon.labels.items()
            if lexicon.types.get(actor) == "InternationalOrganization"
        }

    def find(self, sentence: Sentence, named: Sequence[Mention], context: Context) -> Iterator[Mention]:
        """The words that stand for an organization; `named` are the names of the sentence, which `context` learns."""
        doc = sentence.doc
        assert doc is not None
        bodies = [m for m in named if m.actors and m.actors[0] in self._first]
        for first, last, kind in self._spans(sentence, doc) if bodies or context.bodies else ():
            start = sentence.start + doc[first].idx
            end = sentence.start + doc[last].idx + len(doc[last])
            head = doc[first : last + 1].root
            if any(found.start < end and start < found.end for found in sentence.found) or _is_told(head, last):
                continue
            before = [*context.bodies, *(m.actors[0] for m in bodies if m.end <= start)]
            if kind == "class":
                word = fold(head.text)
                before = [actor for actor in before if word in self._first[actor]] if head.text[0].isupper() else []
            if before:
                sentence.bodies.add(head.i)
                yield Mention(start, end, (before[-1],), Kind.ORGANIZATION, head, guessed=True)
        for mention in bodies:
            context.spoke_of(mention.actors[0])

    def _spans(self, sentence: Sentence, doc: Doc) -> Iterator[tuple[int, int, str]]:
        """Where a phrase of a list stands, or "the" and what describes a body ("the regional body"); its kind."""
        for match in (*self._any.find(sentence.forms), *self._classes.find(sentence.forms)):
            yield match.first, match.last, match.value
        for match in self._described.find(sentence.forms):
            if span := described(doc[match.last]):
                yield *span, match.value


def _is_told(head: Token, last: int) -> bool:
    """Whether more is said of the noun ("l'organisation du sommet", "la Banque centrale"), which makes it another."""
    return any(
        child.i > last and (child.dep_ in {"amod", "flat:name", "compound"} or syntax.preposition(child) in OF)
        for child in head.children
    )
