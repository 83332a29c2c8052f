"""Parses that a language's model is known to get wrong, put right before anything is read off them."""

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Sentence
from amity.extraction.lexicon import Lexicon
from amity.extraction.phrases import PhraseIndex

_NOMINAL = {"ADJ", "NOUN", "PROPN"}
_BEFORE = {"with", "for", "of", "to", "by", "from"}
_CIRCUMSTANCES = {"while", "after", "before", "when", "since"}


class Repairer:
    """Makes a qualifier again of a participle before an office ("met visiting Fijian premier Ana Vula"), which the
    English model takes for a verb of its own with the office as its object."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._qualifying = {w[0] for t in lexicon.triggers if t.attributive for w in t.lemmas if len(w) == 1}
        self._offices = PhraseIndex(lexicon.offices)

    def repair(self, sentence: Sentence) -> None:
        """Changes the parse of a sentence where it needs it."""
        doc = sentence.doc
        assert doc is not None
        participles = [t for t in doc if t.tag_ == "VBG" and t.lemma_.lower() in self._qualifying and t.dep_ != "amod"]
        if not participles:
            return
        offices = {match.first for match in self._offices.find(sentence.forms)}
        for token in participles:
            visited = next((child for child in token.children if child.dep_ == "dobj" and child.i > token.i), None)
            if visited is None or not self._qualifies(token, visited, offices):
                continue
            _hang(token, visited)

    @staticmethod
    def _qualifies(token: Token, visited: Token, offices: set[int]) -> bool:
        """Whether nothing but the titles and the name of an official stands behind it, and nothing before it makes a
        clause of it ("while visiting", "is visiting")."""
        between = token.doc[token.i + 1 : visited.i + 1]
        if not all(t.pos_ in _NOMINAL for t in between) or not any(t.i in offices for t in between):
            return False
        if token.i == 0:
            return True
        before = token.nbor(-1)
        if any(child.dep_ in {"aux", "nsubj", "neg", "mark"} for child in token.children):
            return False
        return before.lower_ in _BEFORE or (syntax.is_verb(before) and before.pos_ == "VERB")


def _hang(token: Token, visited: Token) -> None:
    """Hangs the official where the participle hung, and the participle on the official."""
    above, relation = token.head, token.dep_
    clause = syntax.clause(above)
    others = [child for child in token.children if child.i > visited.i]
    if token.i == 0 and not any(child.dep_ in syntax.SUBJECTS for child in above.children):
        relation = "nsubj"
    else:
        relation = "pobj" if relation == "pcomp" else "dobj"
    visited.head, visited.dep_ = above, relation
    token.head, token.dep_ = visited, "amod"
    for child in others:
        child.head = clause
