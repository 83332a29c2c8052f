"""What a text only mentions again, where more is told of the same parties."""

from dataclasses import replace

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
        if group.type == "AgreementSigning" and (gift := _financed(group, groups)) is not None:
            gift.drafts += [replace(draft, type="Aid", parties=gift.drafts[0].parties) for draft in group.drafts]
            continue
        act = next((o for o in groups if group.type == "AgreementSigning" and _is_its_text(group, o)), None)
        if act is not None:  # "the agreement was signed on Monday" dates the loan
            act.drafts[0].date = act.date or group.date
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


def _financed(group: Group, groups: list[Group]) -> Group | None:
    """The aid of which a text signed is the deed: told just before of the same parties, and then spoken of as known
    ("Les conventions y afférentes ont été signées")."""
    first = group.drafts[0]
    if len(group.drafts) > 1 or not _is_known(first):
        return None
    near = (o for o in groups if o.type == "Aid" and o.actors == group.actors and o.status == group.status)
    return next((o for o in near if 0 < first.number - o.drafts[-1].number <= _NEXT), None)


_KNOWN = {"le", "la", "l'", "les", "ce", "cet", "cette", "ces", "the", "this", "these"}
_WITH = {"avec", "entre", "sur", "with", "between", "on"}
_NEXT = 2


def _is_known(draft: Draft) -> bool:
    """Whether a text signed is spoken of as known, and not with whom or on what it is."""
    text = draft.frame.needed if draft.frame.trigger.part_of_speech == "verb" else draft.frame.token
    if text is None or text.pos_ != "NOUN":
        return False
    children = list(text.children)
    own = any(syntax.preposition(child) in _WITH for child in children)
    return any(child.lower_ in _KNOWN for child in children) and not own


_BY_TEXT, _SOON = {"EstablishingRelations", "Aid"}, 3
_DEFINITE = {"the", "this", "that", "le", "la", "l'", "ce", "cet", "cette", "ces", "these"}


def _is_its_text(group: Group, other: Group) -> bool:
    """Whether "the document" that was signed is only that by which relations were established, or money was lent."""
    if other.type not in _BY_TEXT:
        return False
    gaps = [d.number - o.number for d in group.drafts for o in other.drafts if d.number >= o.number]
    guessed = 1 in gaps and all(d.guessed for d in group.drafts) and bool(group.actors & other.actors)
    if other.actors != group.actors and not guessed:
        return False
    if 0 not in gaps and group.date and other.date and not compatible(group.date, other.date):
        return False
    near = any(gap <= _SOON for gap in gaps)
    nouns = [d.frame.needed or d.frame.token for d in group.drafts]
    if other.actors != group.actors and any(c.pos_ == "PROPN" for noun in nouns for c in noun.children):
        return False  # a text with a name of its own
    return near and all(any(c.lower_ in _DEFINITE for c in noun.children) for noun in nouns)


def _is_what_for(group: Group, other: Group) -> bool:
    """Whether a project that is only named is what money that the text tells of is given for."""
    tokens = [d.frame.token for d in group.drafts]
    named = all(t.dep_ == "compound" or (t.pos_ == "NOUN" and feature(t, "Number") == "Plur") for t in tokens)
    return named and other.type == "Aid" and other.actors == group.actors and group.date is None


def _is_named_again(draft: Draft) -> bool:
    return draft.definite or draft.frame.token.dep_ == "appos"
