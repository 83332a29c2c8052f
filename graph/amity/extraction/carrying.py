"""The date and the place of an event that its own sentence does not tell: those of what it is part of or follows."""

from collections.abc import Iterator, Mapping, Sequence

from amity.extraction.drafts import Draft
from amity.extraction.groups import Group

_CARRIED_OVER, _SCENE = 3, 2
_YEAR, _MONTH, _DAY = 4, 7, 10
_UNCARRIED = {"StatementOfIntent", "Project"}
"""Classes of what is said, or goes on: the day of what is told before is not theirs."""
_HAPPENED = ("done", "ongoing")
_GATHERINGS = {"Visit", "Conference", "CommissionSession", "Meeting", "Accreditation"}
_HELD_THERE = {"Meeting", "CommissionSession", "Conference", "AgreementSigning"}
"""Classes of what happens where the visit or the gathering is that is told before."""


def carry(groups: Sequence[Group], scenes: Mapping[int, str], published: str | None) -> None:
    """Has each group without a date or a place take those of what it is part of, of what is told just before with the
    same parties, of the scene that the sentence before sets (`scenes`: sentence -> date), or the month of the text."""
    _date_intents(groups)
    around = {id(draft): group for group in groups for draft in group.drafts}
    for position, group in enumerate(groups):
        if group.date is None:
            group.drafts[0].date = _date_of_whole(group, around) or _date_before(group, groups[:position], scenes)
        if group.place is None:
            group.drafts[0].place = _place_of_whole(group, around) or _place_before(group, groups[:position])
    for position, group in enumerate(groups) if published else ():
        if group.date is None:
            group.drafts[0].date = _month_of_news(group, str(published)) or _date_before(group, groups[:position], {})


def _wholes(group: Group, around: Mapping[int, Group]) -> Iterator[Group]:
    """What the event is told to be part of."""
    for draft in group.drafts:
        whole = around.get(id(draft.continues))
        if draft.continues is not None and whole is not None and whole is not group:
            yield whole


def _date_of_whole(group: Group, around: Mapping[int, Group]) -> str | None:
    return next((_day(whole.date, group) for whole in _wholes(group, around) if whole.date), None)


def _place_of_whole(group: Group, around: Mapping[int, Group]) -> str | None:
    return next((whole.place for whole in _wholes(group, around) if whole.place), None)


def _date_before(group: Group, before: Sequence[Group], scenes: Mapping[int, str]) -> str | None:
    """The date of what is told just before, for what is told next: that of the sentence nearest to it, be it of an
    event (the talks of a visit, the texts signed at the end of talks) or the scene that the sentence sets."""
    told = _last_dated(group, before)
    scene = _scene(group, scenes)
    if told is not None and (scene is None or told.number >= scene):
        return _day(told.date, group)
    return None if scene is None else scenes[scene]


def _last_dated(group: Group, before: Sequence[Group]) -> Draft | None:
    first = group.drafts[0]
    if group.type in _UNCARRIED or group.status not in ("done", "planned"):
        return None
    for other in reversed(before):
        dated = [d for d in other.drafts if d.date and len(d.date) > _YEAR and d.number <= first.number]
        if not dated or other.type in _UNCARRIED or not _may_follow(group, other):
            continue
        gap = first.number - dated[-1].number
        if gap and first.background != dated[-1].background:
            continue  # what had been done before the news, or after
        close = gap <= (_CARRIED_OVER if other.actors == group.actors else 1)
        if close and other.actors & group.actors and (gap == 0 or not first.beside):
            return dated[-1]
    return None


def _may_follow(group: Group, other: Group) -> bool:
    """Whether an event may be told as one of the same day as another: what happened after what did, what is to be in a
    visit or at a gathering to come."""
    if group.status == "planned":
        return other.status in ("planned", "ongoing") and group.type in _HELD_THERE and other.type in _GATHERINGS
    return other.status in _HAPPENED


def _scene(group: Group, scenes: Mapping[int, str]) -> int | None:
    """The number of the sentence just before that sets a date, for what is told next as having happened."""
    first = group.drafts[0]
    if group.status == "planned" or group.type in _UNCARRIED or first.beside or not first.news:
        return None
    return next((n for n in range(first.number - 1, first.number - 1 - _SCENE, -1) if n in scenes), None)


def _month_of_news(group: Group, published: str) -> str | None:
    """The month of the text, for what it tells as news, a visit that goes on, or one that is still to come."""
    first = group.drafts[0]
    if group.type == "Visit" and group.status == "ongoing":
        return published[:_MONTH]
    if group.type == "Visit" and group.status == "planned":
        return None if any(mention.kind == "vague" for mention in first.sentence.dates) else published[:_MONTH]
    if group.status == "planned" or not first.news:
        return None
    return published[:_MONTH] if len(published) == _MONTH or group.type not in _UNCARRIED else None


def _place_before(group: Group, before: Sequence[Group]) -> str | None:
    """The place of the gathering of the same parties told just before."""
    first = group.drafts[0]
    if group.type not in _HELD_THERE - {"AgreementSigning"} or group.status == "planned" or first.remote:
        return None
    for other in reversed(before):
        placed = [d for d in other.drafts if d.place and d.number <= first.number]
        if not placed or other.type not in _GATHERINGS or other.status == "planned":
            continue
        if first.number - placed[-1].number <= _CARRIED_OVER and other.actors >= group.actors:
            same = group.date is None or other.date is None or group.date[:_MONTH] == other.date[:_MONTH]
            return placed[-1].place if same else None
    return None


def _date_intents(groups: Sequence[Group]) -> None:
    """A will declared at talks or on a visit is of their day, where the text itself only gives a month."""
    for group in groups:
        if group.type != "StatementOfIntent":
            continue
        first = group.drafts[0]
        for other in groups:
            date = other.date if other.status == "done" and other.actors == group.actors else None
            if date and len(date) == _DAY and first.date and date.startswith(first.date):
                first.date = date
                break


def _day(edtf: str | None, group: Group) -> str | None:
    """When within what went on for days a single act fell: the first day of what is still open, the month of a span."""
    if edtf is None or "/" not in edtf or group.type in ("Visit", "Conference"):
        return edtf
    start, end = edtf.split("/")
    if end == "..":
        return start
    if len(start) != _DAY or len(end) != _DAY:
        return None
    return start[:_MONTH] if start[:_MONTH] == end[:_MONTH] else edtf
