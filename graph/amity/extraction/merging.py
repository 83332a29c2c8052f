"""Several sentences of one text about one happening -> one event with all its sentences."""

from collections.abc import Mapping
from dataclasses import replace

from amity.extraction import syntax
from amity.extraction.carrying import carry
from amity.extraction.drafts import Draft
from amity.extraction.groups import Group
from amity.extraction.syntax import feature
from amity.model import Amount, Event, Evidence, Party
from amity.periods import compatible

_AGAIN = {"AgreementSigning", "Accreditation", "Aid"}
"""Classes of which a text tells both what was done and, as another event, what is promised."""


def merge(drafts: list[Draft]) -> list[Group]:
    """The drafts of a text, in order, grouped by happening: same class, same parties, dates that can be one."""
    groups: list[Group] = []
    for draft in drafts:
        home = next((group for group in reversed(groups) if _same(group, draft)), None)
        if home is None:
            groups.append(Group([draft]))
        else:
            home.drafts.append(draft)
    return _without_headlines(groups)


def _without_headlines(groups: list[Group]) -> list[Group]:
    """The groups, what only a headline tells brought under the first event of the text below that it may announce: it
    says less of it, and puts it in the present."""
    kept: list[Group] = []
    for position, group in enumerate(groups):
        told = None
        if all(_is_headline(draft) for draft in group.drafts):
            told = next((below for below in groups[position + 1 :] if _announces(group, below)), None)
        if told is None:
            kept.append(group)
        else:
            told.drafts += group.drafts
    return kept


_OF_SEVERAL = {"SecurityCooperation", "Conference"}


def _announces(headline: Group, below: Group) -> bool:
    """Whether a headline may tell an event of the text: of many parties it names some."""
    if headline.type != below.type:
        return False
    return headline.actors == below.actors or (headline.type in _OF_SEVERAL and headline.actors < below.actors)


def _is_headline(draft: Draft) -> bool:
    return draft.number == 0 and draft.sentence.text.rstrip()[-1:].isalnum()


def _guests(draft: Draft) -> set[str]:
    return {party.actor for party in draft.parties if party.role == "guest"}


def _are_others(group: Group, draft: Draft) -> bool:
    """Whether a visit has other travellers than those told so far, and more is told of it than that it is one."""
    before = {person for d in group.drafts for person in d.participants}
    told = draft.date is not None or (draft.guessed == 0 and draft.frame.trigger.part_of_speech == "verb")
    return bool(before and draft.participants and told) and not before & set(draft.participants)


def _same(group: Group, draft: Draft) -> bool:
    if group.type != draft.type or group.actors != draft.actors:
        return False
    if draft.type == "StatementOfIntent":
        return True
    if draft.type == "Visit" and _guests(draft) != _guests(group.drafts[0]) and draft.date and group.date:
        return False  # the other one's visit; undated, a "his visit" may be read the wrong way round
    if draft.type == "Visit" and _are_others(group, draft):
        return False
    date = group.date
    if date and draft.date and not compatible(date, draft.date):
        return False
    if group.drafts[0].status != draft.status and date and draft.date and date != draft.date:
        return False
    promised = (group.status == "planned") != (draft.status == "planned")
    if draft.type in _AGAIN and promised and not draft.definite and draft.guessed == 0:
        return False  # after some texts signed, others to be signed
    if _is_another(draft):
        return False
    amounts = {d.amount for d in group.drafts if d.amount}
    if draft.amount and amounts and draft.amount not in amounts and not draft.definite:
        # A part of the sum, or the same in another currency, is told right after; another gift is not.
        return draft.number - group.drafts[-1].number <= 1 and not (date and draft.date and date != draft.date)
    return True


_ANOTHER = {"another", "further", "additional", "autre", "nouvel", "nouveau", "nouvelle", "supplémentaire"}


def _is_another(draft: Draft) -> bool:
    """Whether a text says that it is one more ("asked for another loan")."""
    nouns = [draft.frame.token, *([draft.frame.needed] if draft.frame.needed is not None else [])]
    return draft.type in _AGAIN and any(c.lower_ in _ANOTHER for noun in nouns for c in noun.children)


def to_events(groups: list[Group], text: str, scenes: Mapping[int, str], published: str | None) -> list[Event]:
    """The events, in the order of their first sentence, each with all its evidence; `scenes` are the dates that
    sentences set."""
    groups = _without_echoes(groups)
    carry(groups, scenes, published)
    positions = {id(draft): number for number, group in enumerate(groups) for draft in group.drafts}
    events = []
    for number, group in enumerate(groups):
        drafts = group.drafts
        part_of = next(
            (
                positions[id(d.continues)]
                for d in drafts
                if d.continues is not None and positions.get(id(d.continues), number) != number
            ),
            None,
        )
        spans = sorted({(d.sentence.start, d.sentence.end) for d in drafts})
        first = drafts[0]
        events.append(
            Event(
                type=first.type,
                parties=tuple(sorted(_parties(drafts), key=lambda p: (p.actor, p.role))),
                evidence=tuple(Evidence(start, end, text[start:end]) for start, end in spans),
                status=group.status,
                date=group.date,
                place=group.place,
                participants=tuple(dict.fromkeys(p for d in drafts for p in d.participants)),
                groups=tuple(dict.fromkeys(group for d in drafts for group in d.groups)),
                domains=tuple(sorted({domain for d in drafts for domain in d.domains})),
                amount=_amount(drafts),
                part_of=part_of,
                confidence=_confidence(group),
                rule=first.frame.trigger.name,
                triggers=tuple(dict.fromkeys(_words(d) for d in drafts)),
            )
        )
    return events


def _without_echoes(groups: list[Group]) -> list[Group]:
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


_MOSTLY_GUESSED = 1
"""Talks of which the text names fewer parties are as a rule with somebody else: one in four is right."""
_GIVEN = {"SecurityCooperation", "Project"}
_DEEDS = {"Aid", "AgreementSigning", "Project", "SecurityCooperation"}
_TALKS = {"Meeting", "CommissionSession", "Accreditation", "Conference"}


def _parties(drafts: list[Draft]) -> list[Party]:
    """Each actor once, with the most telling role that a sentence gives."""
    roles: dict[str, str] = {}
    for draft in sorted(drafts, key=lambda d: d.guessed):
        for party in draft.parties:
            if roles.get(party.actor, "party") == "party":
                roles[party.actor] = party.role
    return [Party(actor, role) for actor, role in roles.items()]


def _amount(drafts: list[Draft]) -> Amount | None:
    """The amount that is told first, in US dollars where the text gives it in them as well."""
    amounts = [d.amount for d in drafts if d.amount is not None]
    return next((a for a in amounts if a.currency == "USD"), amounts[0]) if amounts else None


_SHARES = ((0.67, 0.90, 0.93), (0.62, 0.68, 0.82), (0.50, 0.64, 0.80), (0.45, 0.60, 0.75))
"""How often an event is right: a row for what was guessed of it, 0 to 3 things; a column for its sentences, 1 to 3."""
_EASE = {
    "Accreditation": 0.2,
    "CommissionSession": 0.18,
    "MissionOpening": 0.1,
    "MissionClosure": 0.1,
    "EstablishingRelations": 0.1,
    "Visit": 0.06,
    "AgreementSigning": -0.08,
    "Conference": -0.3,
}
"""How much more often than others the events of a class are right."""


def _confidence(group: Group) -> float:
    """How often an event found this way is right, in 177 annotated texts: by class, guesses and sentences."""
    guessed = min(draft.guessed for draft in group.drafts)
    support = len({draft.sentence.start for draft in group.drafts})
    share = _SHARES[min(guessed, 3)][min(support, 3) - 1]
    return round(max(0.2, min(0.97, share + _EASE.get(group.type, 0.0))), 2)


def _words(draft: Draft) -> str:
    frame = draft.frame
    return frame.words if frame.needed is None else f"{frame.words} … {frame.needed.text}"
