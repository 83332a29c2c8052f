"""One reading for each thing that a sentence says, where several triggers tell of it."""

from amity.extraction import syntax
from amity.extraction.drafts import Draft
from amity.extraction.triggers import RELATIONS

_PRECEDENCE = (
    "EstablishingRelations",
    "BreakingRelations",
    "MissionOpening",
    "MissionClosure",
    "Accreditation",
    "CommissionSession",
    "Conference",
    "SecurityCooperation",
    "Aid",
    "AgreementSigning",
    "Visit",
    "Project",
    "Meeting",
    "StatementOfIntent",
)
_EXCLUSIVE = (
    {"SecurityCooperation", "Aid", "AgreementSigning", "Project"},
    {"EstablishingRelations", "AgreementSigning"},
    {"CommissionSession", "Meeting"},
    {"CommissionSession", "Conference"},
    {"MissionOpening", "Project", "EstablishingRelations"},
    {"Accreditation", "Meeting"},
    {"Accreditation", "Visit"},
)


def weeded(drafts: list[Draft]) -> list[Draft]:
    """One reading for each thing said: of classes that exclude each other in one clause the more specific stays, and a
    will that only comments another event of the sentence goes."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (d.frame.trigger.told, _PRECEDENCE.index(d.type), _is_indirect(d))):
        if any(_is_told_already(draft, other) for other in kept):
            continue  # a word tells one thing
        if draft.frame.trigger.told and any(_same_clause(draft, other) for other in kept):
            continue
        if any(_is_its_matter(draft, other) or _is_its_funding(draft, other) for other in drafts):
            continue
        rivals = [
            other
            for other in kept
            if any({draft.type, other.type} <= group for group in _EXCLUSIVE)
            and draft.type != other.type
            and _same_clause(draft, other)
        ]
        if rivals:
            continue
        if draft.type == "StatementOfIntent" and any(
            other.actors >= draft.actors and _same_clause(draft, other) for other in kept
        ):
            continue
        same = [other for other in kept if other.type == draft.type and other.actors == draft.actors]
        if same:
            first = same[0]
            first.date = first.date or draft.date
            first.place = first.place or draft.place
            first.amount = first.amount or draft.amount
            first.participants = list(dict.fromkeys([*first.participants, *draft.participants]))
            continue
        kept.append(draft)
    return sorted(kept, key=lambda d: d.frame.token.i)


def _is_told_already(draft: Draft, other: Draft) -> bool:
    """Whether the same word was read as another event; recognition that is switched is gained and lost."""
    if other.frame.token.i != draft.frame.token.i or other.type == draft.type:
        return False
    return {draft.type, other.type} != RELATIONS or draft.actors == other.actors


def _is_indirect(draft: Draft) -> bool:
    """Whether another verb stands between a trigger and the word it needs ("agreed to sign a memorandum")."""
    needed = draft.frame.needed
    return needed is not None and syntax.governor(needed).i != draft.frame.token.i


_MATTERS = {"SecurityCooperation", "MissionOpening", "Project"}


def _is_its_matter(draft: Draft, other: Draft) -> bool:
    """Whether what a noun or a participle tells is only what a text signed, or talks, are about."""
    frame = draft.frame
    finite = frame.trigger.part_of_speech == "verb" and syntax.feature(frame.token, "VerbForm") not in {"Inf", "Part"}
    if finite or other is draft or draft.type == other.type:
        return False
    if frame.trigger.part_of_speech == "verb" and other.type != "AgreementSigning":
        return False
    if other.type not in ("AgreementSigning", "Meeting") or (draft.type not in _MATTERS and not frame.trigger.told):
        return False
    needed = other.frame.needed
    text = [needed] if needed is not None else []
    if frame.trigger.part_of_speech == "noun" or not syntax.is_verb(other.frame.token):
        text.append(other.frame.token)
    return any(syntax.dominates(noun, frame.token) for noun in text)


_PARTICIPIAL = {"acl", "advcl", "amod"}


def _is_its_funding(draft: Draft, other: Draft) -> bool:
    """Whether help only qualifies works that are told ("Financed by Germany, the wind farm was inaugurated")."""
    token = draft.frame.token
    if (draft.type, other.type) != ("Aid", "Project") or draft.actors != other.actors:
        return False
    above = syntax.dominates(other.frame.token, token)
    if syntax.is_verb(token):
        return token.dep_ in _PARTICIPIAL and above
    return (
        token.lang_ == "en" and syntax.preposition(token) in _BY_MEANS and (above or syntax.is_verb(other.frame.token))
    )


_BY_MEANS = {"with", "from", "by", "through"}


def _same_clause(a: Draft, b: Draft) -> bool:
    first, second = a.frame, b.frame
    return (
        first.clause.i == second.clause.i
        or syntax.holds(first.token, second.token)
        or syntax.holds(second.token, first.token)
    )
