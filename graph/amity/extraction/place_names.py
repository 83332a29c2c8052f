"""Names of places that no list has: which words they are, and what tells that they are places."""

from spacy.tokens import Doc, Token

from amity.extraction import syntax
from amity.extraction.analysis import Mention, Sentence
from amity.extraction.places import OF

IN_CITY = {"à", "au", "aux", "dans", "in", "at"}
_JOINTS = {"de", "du", "des", "d'", "la", "l'", "les", "of", "the", "el", "al", "-", "'"}


def is_where(token: Token, sites: set[int]) -> bool:
    """Whether a name stands behind "à" or "in", or behind the name of a site that does ("dans la ville de Kapan")."""
    before = syntax.preposition(token)
    if before in IN_CITY:
        return True
    site = syntax.governor(token)
    return before in OF and site.i in sites and syntax.preposition(site) in IN_CITY


def taken_words(sentence: Sentence) -> set[int]:
    """The tokens of what is known to be something else: actors, persons, dates."""
    doc = sentence.doc
    assert doc is not None
    spans = [(m.start, m.end) for m in sentence.mentions if m.actors] + [(d.start, d.end) for d in sentence.dates]
    taken = {
        token.i
        for start, end in spans
        for token in doc.char_span(start - sentence.start, end - sentence.start, alignment_mode="expand") or ()
    }
    return taken | {token.i for name in sentence.names if name.alone and len(name.tokens) > 1 for token in name.tokens}


def name_around(token: Token, taken: set[int], *, built: bool) -> tuple[int, int] | None:
    """The first and the last token of the name that `token` is part of; a building must have a name or a rank."""
    doc = token.doc
    first = last = token.i
    while first > 0 and _is_name(doc[first - 1]) and first - 1 not in taken:
        first -= 1
    while last + 1 < len(doc):
        after = doc[last + 1]
        if (_is_name(after) and (built or after.i not in taken)) or (
            built and last == token.i and after.dep_ in {"amod", "acl"} and after.pos_ == "ADJ"
        ):
            last += 1
        elif (following := _past_joints(doc, last + 1)) is not None and (built or following not in taken):
            last = following
        else:
            break
    if built and first == last:
        return None
    return first, last


def before_gloss(sentence: Sentence, mention: Mention) -> str | None:
    """The name that a state in brackets explains ("Kapan (Arménie)")."""
    doc = sentence.doc
    assert doc is not None
    before = [token for token in doc if token.idx < mention.start - sentence.start and token.text != "("]
    if not before or not _is_name(before[-1]):
        return None
    first = last = before[-1].i
    while first > 0 and _is_name(doc[first - 1]):
        first -= 1
    return words(sentence, doc[first], doc[last])


def words(sentence: Sentence, first: Token, last: Token) -> str:
    """The text from one token to another."""
    return sentence.text[first.idx : last.idx + len(last)]


def _is_name(token: Token) -> bool:
    return bool(token.text[:1].isupper()) and token.pos_ in {"PROPN", "NOUN", "ADJ", "X"}


def _past_joints(doc: Doc, start: int) -> int | None:
    """The name behind "de la", "of the" that goes on with a name ("Great Hall of the People")."""
    position = start
    while position < len(doc) and doc[position].lower_ in _JOINTS and position - start < 2:
        position += 1
    if position == start or position >= len(doc) or not _is_name(doc[position]):
        return None
    return position
