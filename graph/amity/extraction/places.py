"""How a name stands in its phrase: as a mere place, in a dateline, beside the matter, in the name of an event."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.analysis import Mention, Sentence
from amity.extraction.phrases import Match
from amity.extraction.text import fold

# The grammar words of both languages; words that carry meaning are in ontology/lexicon.
IN = {
    "en",
    "dans",
    "à",
    "au",
    "aux",
    "depuis",
    "vers",
    "sur",
    "chez",
    "hors",
    "via",
    "in",
    "at",
    "from",
    "to",
    "into",
    "near",
    "across",
    "outside",
    "throughout",
    "towards",
    "inside",
}
OF = {"de", "du", "des", "d'", "of"}
BESIDE = {
    "selon",
    "d'après",
    "contre",
    "face",
    "envers",
    "against",
    "comme",
    "like",
    "malgré",
    "despite",
    "hormis",
    "except",
    "unlike",
}


def is_indirect_object(token: Token, islands: set[int]) -> bool:
    """Whether a French state stands behind "à la" or "à l'", which tell no place except of islands: one is "en
    Tanzanie", and sells "à la Tanzanie"."""
    article = any(child.dep_ == "det" and child.lower_ in {"la", "l'"} for child in token.children)
    return article and syntax.preposition(token) == "à" and token.i not in islands


def is_bare_subject(token: Token) -> bool:
    """Whether bare names stand right before a verb that has no other subject, though the parser joins them to a place
    ("À Brasilia, Nigeria et Brésil ont conclu …")."""
    place = syntax.phrase_head(token)
    if token.dep_ != "conj" or any(child.dep_ in {"case", "det"} for child in token.children):
        return False
    end = max(node.i for node in place.subtree) + 1
    if end == len(token.doc) or token.doc[end].pos_ not in {"AUX", "VERB"} or syntax.subjects(token.doc[end]):
        return False
    verb = syntax.clause(token.doc[end])
    return not syntax.subjects(verb) and any(node.text == "," for node in token.doc[place.i : token.i])


def positions(match: Match[str]) -> range:
    """The positions of the tokens of a match."""
    return range(match.first, match.last + 1)


def nominal_ancestors(token: Token) -> Iterator[Token]:
    """`token` and what is above it in its phrase, up to the first verb."""
    for node in syntax.ancestors(token):
        if syntax.is_verb(node) and node.i != token.i:
            return
        yield node


_OPENING = 4


def _is_past_opening(noun: Token, token: Token) -> bool:
    """Whether a comma ends the phrase of `noun`, with which a sentence opens, before `token`."""
    return noun.i < _OPENING and any(other.text == "," for other in noun.doc[noun.i : token.i])


ASIDE = {"marge", "sidelines", "sideline", "margins", "margin", "veille", "eve"}
_PRESENT = {"presence", "absence", "egide", "auspices", "parrainage", "facilitation", "aegis", "dam", "insu"}


def is_bystander(token: Token) -> bool:
    """Whether the phrase says who was present, or helped others to it ("en présence de", "under the auspices of")."""
    above = {
        fold(n.lower_)
        for n in nominal_ancestors(token)
        if n.i != token.i and not _is_past_opening(n, token) and not _is_stay(n)
    }
    # "s'est entretenu en marge du forum avec l'émir": whom somebody talks with is no bystander.
    aside = above & ASIDE and syntax.preposition(token) not in {"avec", "with"}
    return bool(aside or above & _PRESENT)


_BEING_THERE = {"presence"}


def _is_stay(noun: Token) -> bool:
    """Whether it is told that somebody is there, and not in whose presence ("la présence de soldats russes")."""
    return fold(noun.lower_) in _BEING_THERE and syntax.preposition(noun) not in {"en", "in"}


_DATELINE = 40
_AFTER_DATELINE = re.compile(r"\s*(?:,\s*(?:le\s+)?(?:\w+\s+)?\d|[(/–—-]|:)")


def in_dateline(sentence: Sentence, mention: Mention) -> bool:
    """Whether the name opens the sentence as the place it was written at ("LOMÉ, 12 nov. (…) –")."""
    after = sentence.text[mention.end - sentence.start :]
    opening = sentence.text[: mention.end - sentence.start]
    if mention.start != sentence.start and not (len(opening) < _DATELINE and opening.isupper()):
        return False
    return bool(_AFTER_DATELINE.match(after)) or (after.startswith(",") and opening.isupper())


def is_hyphened(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name is joined to another word by a hyphen ("Russie-Afrique")."""
    text = sentence.text
    before, after = mention.start - sentence.start - 1, mention.end - sentence.start
    return (before >= 0 and text[before] in "-–") or (after < len(text) and text[after] in "-–")


def is_gloss(sentence: Sentence, mention: Mention) -> bool:
    """Whether a state in brackets only says where the place before it is ("à Kapan (Arménie)")."""
    start, end = mention.start - sentence.start, mention.end - sentence.start
    before = sentence.text[:start]
    words = before[:-1].split()
    if not before.endswith("(") or not sentence.text[end:].startswith((")", ",")) or len(words) < 2:
        return False
    return words[-1][:1].isupper() and any(word in IN for word in words[-4:-1])


def is_venue(noun: Token) -> bool:
    """Whether a mission or a ministry is only where something took place ("signed at the embassy of Chile")."""
    return noun.lang_ == "en" and syntax.preposition(noun) == "at"


_IN_TITLE = {"PROPN", "DET", "CCONJ", "PART", "ADJ"}


def after_post(token: Token, posts: set[int]) -> bool:
    """Whether "to" and a name stand right behind somebody sent and who sent them ("the mission of Chad to the UN"): the
    parser often hangs them on the verb."""
    preposition = token.head if token.head.pos_ == "ADP" and token.head.i < token.i else None
    position = preposition.i - 1 if preposition is not None else -1
    while position >= 0:
        word = token.doc[position]
        if word.i in posts:
            return True
        if word.pos_ not in _IN_TITLE and word.lower_ not in OF:
            return False
        position -= 1
    return False


_ARTICLES = {"the", "this"}


def described(noun: Token) -> tuple[int, int] | None:
    """Where "the" and what describes a country stand ("the tiny Pacific island nation"); nothing where it is named."""
    article = next((child for child in noun.children if child.lower_ in _ARTICLES and child.i < noun.i), None)
    if article is None or noun.dep_ == "compound" or syntax.feature(noun, "Number") == "Plur":
        return None
    named = any(child.lower_ == "of" or child.dep_ in {"appos", "relcl", "acl", "nummod"} for child in noun.children)
    return None if named else (article.i, noun.i)
