"""What a text only mentions again, where more is told of the same parties."""

from dataclasses import replace

from spacy.tokens import Token

from amity.extraction import syntax
from amity.extraction.drafts import Draft
from amity.extraction.groups import Group
from amity.extraction.syntax import feature
from amity.periods import compatible

_MOSTLY_GUESSED = 1
"""Talks of which the text names fewer parties are as a rule with somebody else: one in four is right."""
_GIVEN = {"SecurityCooperation", "Project"}
_DEEDS = {"Aid", "AgreementSigning", "Project", "SecurityCooperation"}
_TALKS = {"Meeting", "CommissionSession", "Accreditation", "Conference"}


def without_echoes(groups: list[Group]) -> list[Group]:
    """The groups without what is only mentioned ("the deal", "the two ministers discussed"), where more is told of the
    same parties."""
    kept = []
    for group in groups:
        triggers = [draft.frame.trigger for draft in group.drafts]
        echo = group.date is None and all(trigger.told or trigger.weak for trigger in triggers)
        if group.type == "Aid" and group.date is None and all(_is_named_again(draft) for draft in group.drafts):
            # "ce don" of what was told as help to an army, "the bridge, a gift from China"
            echo = echo or any(o.type in _GIVEN and o.actors == group.actors for o in groups)
        act = next((o for o in groups if group.type == "AgreementSigning" and _is_its_text(group, o)), None)
        if act is not None:  # "the agreement was signed on Monday" is the deed of the loan, and dates it
            act.drafts += [replace(draft, type=act.type, parties=act.drafts[0].parties) for draft in group.drafts]
            continue
        if group.type == "Project" and any(_is_what_for(group, other) for other in groups):
            continue
        told = _TALKS if group.type == "Meeting" else _DEEDS
        if group.type == "Meeting" and len(group.drafts) == 1 and group.drafts[0].guessed > _MOSTLY_GUESSED:
            continue
        if echo and any(o is not group and o.actors == group.actors and o.type in told for o in groups):
            continue
        kept.append(group)
    return kept


_BY_TEXT, _SOON = {"EstablishingRelations", "Aid"}, 3
_KNOWN = {"le", "la", "l'", "les", "ce", "cet", "cette", "ces", "the", "this", "that", "these"}
_WITH = {"avec", "entre", "sur", "with", "between", "on"}


def _is_its_text(group: Group, other: Group) -> bool:
    """Whether "the document" that was signed is only that by which relations were established, or money was lent: told
    of as known, soon after, and not with whom or on what it is."""
    if other.type not in _BY_TEXT or (group.date and other.date and not compatible(group.date, other.date)):
        return False
    gaps = [d.number - o.number for d in group.drafts for o in other.drafts if d.number >= o.number]
    guessed = 1 in gaps and all(d.guessed for d in group.drafts) and bool(group.actors & other.actors)
    if not any(gap <= _SOON for gap in gaps) or not (other.actors == group.actors or guessed):
        return False
    nouns = [draft.frame.needed or draft.frame.token for draft in group.drafts]
    return all(_is_known(noun) and (other.actors == group.actors or not _is_named(noun)) for noun in nouns)


def _is_known(noun: Token) -> bool:
    own = any(syntax.preposition(child) in _WITH for child in noun.children)
    return any(child.lower_ in _KNOWN for child in noun.children) and not own


def _is_named(noun: Token) -> bool:
    """Whether a text has a name of its own."""
    return any(child.pos_ == "PROPN" for child in noun.children)


def _is_what_for(group: Group, other: Group) -> bool:
    """Whether a project that is only named is what money that the text tells of is given for."""
    tokens = [d.frame.token for d in group.drafts]
    named = all(t.dep_ == "compound" or (t.pos_ == "NOUN" and feature(t, "Number") == "Plur") for t in tokens)
    return named and other.type == "Aid" and other.actors == group.actors and group.date is None


def _is_named_again(draft: Draft) -> bool:
    return draft.definite or draft.frame.token.dep_ == "appos"
