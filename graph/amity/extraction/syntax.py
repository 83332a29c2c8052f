"""Questions about a parse that have one answer in French (Universal Dependencies) and in English (ClearNLP labels)."""

import re
from collections.abc import Iterator

from spacy.tokens import Token

SUBJECTS = {"nsubj", "nsubj:pass", "nsubjpass", "nsubj:caus", "csubj"}
PASSIVE_SUBJECTS = {"nsubj:pass", "nsubjpass"}
OBJECTS = {"obj", "dobj"}
AGENTS = {"obl:agent", "agent"}
_CLAUSES = {"ROOT", "ccomp", "advcl", "acl:relcl", "relcl", "acl", "parataxis", "csubj", "advcl:cleft", "pcomp"}
_RELATIVES = {"acl:relcl", "relcl", "acl"}
_SAME_PHRASE = {"conj", "appos", "flat:name", "flat:foreign", "compound", "nn", "fixed", "flat"}


def is_verb(token: Token) -> bool:
    """Whether `token` is a verb that governs a clause."""
    return bool(token.pos_ in {"VERB", "AUX"})


def feature(token: Token, name: str) -> str:
    """The value of a morphological feature ("Tense", "Number"), or nothing."""
    values = token.morph.get(name, [])
    return str(values[0]) if values else ""


_PROSPECTIVE = re.compile(r"(?P<stem>.{2,}r)(?:ai|as|a|ons|ez|ont|ais|ait|ions|iez|aient)")
_IRREGULAR_STEMS = {
    *("ser", "aur", "ir", "fer", "viendr", "deviendr", "reviendr", "tiendr", "maintiendr", "soutiendr", "obtiendr"),
    *("pourr", "devr", "verr", "enverr", "recevr", "saur", "voudr", "faudr", "interviendr", "accueiller", "mourr"),
}


def is_prospective_form(token: Token) -> bool:
    """Whether a French verb form is a future or a conditional: the model's features alone miss many."""
    if feature(token, "Tense") == "Fut" or feature(token, "Mood") == "Cnd":
        return True
    if token.lang_ != "fr" or not is_verb(token):
        return False
    match = _PROSPECTIVE.fullmatch(token.lower_)
    if match is None:
        return False
    stem, lemma = match["stem"], token.lemma_.lower()
    return stem in _IRREGULAR_STEMS or (stem in {lemma, lemma.removesuffix("e")} and lemma.endswith(("r", "re")))


def clause(token: Token) -> Token:
    """The head of the smallest clause that holds `token`."""
    current = token
    while current.head.i != current.i:
        heads = current.dep_ in _CLAUSES and (is_verb(current) or current.dep_ not in {"acl", "pcomp"})
        if heads and not _is_phrase(current):
            return current
        if current.dep_ == "conj" and is_verb(current) and is_verb(current.head):
            return current
        current = current.head
    return current


def _is_phrase(token: Token) -> bool:
    """Whether what the parser takes for a clause is a noun behind a preposition ("…, avec l'envoyé du président"), or
    an object parted from its verb ("a dénoncé, « sans délai », l'accord")."""
    if token.pos_ != "NOUN" or any(child.dep_ in SUBJECTS | {"cop", "mark"} for child in token.children):
        return False
    return any(child.dep_ == "case" for child in token.children) or (
        token.dep_ == "parataxis" and is_verb(token.head) and any(child.dep_ == "det" for child in token.children)
    )


def outer(head: Token) -> Token | None:
    """The head of the clause around the clause of `head`."""
    return None if head.head.i == head.i else clause(head.head)


def is_relative(head: Token) -> bool:
    """Whether the clause of `head` qualifies a noun."""
    return head.dep_ in _RELATIVES


_HAVING_DONE = {"order", "ask", "urge", "tell", "invite", "allow", "request", "enable", "instruct", "permit", "force"}
"""Verbs whose object is who does what the infinitive tells."""


def subjects(head: Token) -> list[Token]:
    """The subjects of the clause of `head`; a coordinated or infinitive verb without one has its governor's."""
    current = head
    while True:
        found = [child for child in current.children if child.dep_ in SUBJECTS]
        if found or current.head.i == current.i:
            return found
        if current.dep_ == "xcomp" and current.head.lemma_ in _HAVING_DONE:
            done_by = [child for child in current.head.children if child.dep_ in OBJECTS and child.i < current.i]
            if done_by:
                return done_by  # "ordered China to close its consulate"
        if current.dep_ in {"conj", "xcomp", "advcl"}:
            current = current.head
        elif current.dep_ in {"acl", "pcomp"} and current.pos_ == "VERB":
            return []
        else:
            return []


def phrase_head(token: Token) -> Token:
    """The first member of the coordination or apposition `token` belongs to."""
    current = token
    while current.dep_ in _SAME_PHRASE and current.head.i != current.i and not is_verb(current.head):
        current = current.head
    return current


def preposition(token: Token) -> str:
    """The preposition before `token`'s phrase, lower case ("de", "avec", "to", "between"), or nothing."""
    own = _own_preposition(token)
    if own:
        return own
    head = phrase_head(token)
    return _own_preposition(head) if head.i != token.i else ""


def _own_preposition(token: Token) -> str:
    if token.dep_ in {"pobj", "pcomp"} and token.head.pos_ in {"ADP", "SCONJ"}:
        return str(token.head.lower_)
    for child in token.children:
        if child.dep_ == "case":
            fixed = [c.lower_ for c in child.children if c.dep_ == "fixed"]
            return " ".join([child.lower_, *fixed])
    return ""


def governor(token: Token) -> Token:
    """What the phrase of `token` depends on, prepositions and coordination skipped."""
    head = phrase_head(token)
    above = head.head
    while above.pos_ == "ADP" and above.head.i != above.i:
        above = above.head
    return above


def ancestors(token: Token) -> Iterator[Token]:
    """`token`, its head, the head's head, and so on to the root."""
    yield token
    yield from token.ancestors


def dominates(above: Token, token: Token) -> bool:
    """Whether `token` is in the subtree of `above`."""
    return any(node.i == above.i for node in ancestors(token))


def holds(above: Token, token: Token) -> bool:
    """Whether `token` is in the subtree of `above`, and not in what another verb beside it tells ("… and grants")."""
    for node in ancestors(token):
        if node.i == above.i:
            return True
        if node.dep_ == "conj" and is_verb(node) and is_verb(node.head):
            return False
    return False


def path_is_nominal(token: Token, above: Token) -> bool:
    """Whether `token` is in the phrase of `above`: below it, with no verb between."""
    current = token
    while current.i != above.i:
        if current.head.i == current.i or (is_verb(current) and current.i != token.i):
            return False
        current = current.head
    return True
