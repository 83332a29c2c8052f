"""Every error of a reading with its sentence, and for a miss its likely cause, decided from what the reader saw."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from amity.evaluation.annotation import Annotation, party, types
from amity.evaluation.scoring import Comparison, overlap, wrong
from amity.extraction.analysis import Sentence
from amity.extraction.triggers import Frame

Seen = tuple[Sentence, Sequence[Frame]]
"""A sentence that was parsed, and the triggers found in it."""


class Kind(StrEnum):
    """What sort of error."""

    miss = "miss"
    false_alarm = "false alarm"
    attributes = "wrong attributes"


class Cause(StrEnum):
    """Why an event was likely missed, or a false one found."""

    parties = "parties"
    """An event of the class in that sentence, with other parties."""
    type = "class"
    """An event with the parties in that sentence, of another class."""
    merged = "merged"
    """For a miss: its sentence went into another event of the class and parties. For a false alarm: one too many."""
    no_trigger = "no trigger"
    """The sentence holds no trigger of the class."""
    unnamed = "unnamed party"
    """A trigger of the class was found, but not all parties among the actors of the sentence."""
    dropped = "dropped"
    """A trigger of the class and all parties were found, and no event came of them."""
    nothing = "nothing there"
    """A false alarm where nothing like it is annotated."""


@dataclass(frozen=True, slots=True)
class Error:
    """One error. `detail` says what was there instead; `rule` and `words` say why a false event was found."""

    kind: Kind
    text: str
    event: Annotation
    sentence: str
    cause: Cause | None = None
    detail: str = ""
    rule: str = ""
    words: tuple[str, ...] = ()


def errors(comparison: Comparison, seen: Sequence[Seen]) -> Iterator[Error]:
    """The errors of a text: misses, false alarms, wrong attributes; `seen` are its sentences as they were read."""
    text = comparison.text.document
    annotated, found = comparison.annotated, comparison.found

    def sentence(event: Annotation) -> str:
        return " […] ".join(text.text[start:end] for start, end in event.evidence)

    hit, right = {i for i, _ in comparison.exact}, {j for _, j in comparison.exact}
    near = {i: j for i, j in comparison.relaxed if i not in hit and j not in right}
    free = [prediction.annotation for j, prediction in enumerate(found) if j not in right]
    open_ = [event for i, event in enumerate(annotated) if i not in hit]
    for i, event in enumerate(annotated):
        if i not in hit:
            cause, detail = _instead(event, free, found[near[i]].annotation if i in near else None)
            if cause is None:
                twins = [p.annotation for p in found if _twin(p.annotation, event)]
                cause, detail = _unseen(event, twins, seen)
            yield Error(Kind.miss, text.id, event, sentence(event), cause, detail)
    near = {j: i for i, j in near.items()}
    for j, prediction in enumerate(found):
        if j not in right:
            event = prediction.annotation
            cause, detail = _instead(event, open_, annotated[near[j]] if j in near else None)
            if cause is None:
                cause = Cause.merged if any(_twin(other, event) for other in annotated) else Cause.nothing
            why = prediction.rule, prediction.words
            yield Error(Kind.false_alarm, text.id, event, sentence(event), cause, detail, *why)
    for i, j in comparison.relaxed:
        event, other = annotated[i], found[j].annotation
        faults = [f"{name}: {show(was)}, found {show(got)}" for name, (was, got) in wrong(event, other).items()]
        if faults:
            why = found[j].rule, found[j].words
            yield Error(Kind.attributes, text.id, event, sentence(event), None, "; ".join(faults), *why)


def causes(found: Sequence[Error], kind: Kind) -> Counter[tuple[str, str]]:
    """How often each cause and type occurs among the errors of a kind."""
    return Counter((str(error.cause), error.event.type) for error in found if error.kind is kind)


def show(value: object) -> str:
    """An attribute's value, for a person."""
    if isinstance(value, list | tuple):
        return " ".join(map(str, value)) or "nothing"
    return str(value or "nothing")


def _instead(event: Annotation, others: Sequence[Annotation], near: Annotation | None) -> tuple[Cause | None, str]:
    """What the other side has of the event: `others` are without a match, `near` is the one that matches roughly."""
    there = [other for other in others if overlap(other, event)]
    of_class = near or next((other for other in there if other.type == event.type), None)
    if of_class:
        return Cause.parties, _against(event, of_class.parties)
    of_parties = next((other for other in there if other.parties == event.parties), None)
    return (Cause.type, of_parties.type) if of_parties else (None, "")


def _unseen(event: Annotation, twins: Sequence[Annotation], seen: Sequence[Seen]) -> tuple[Cause, str]:
    """Why nothing came of the event's sentence; `twins` are found events of the class and parties."""
    into = next((twin for twin in twins if overlap(twin, event)), None)
    sentences = [(s, frames) for s, frames in seen if any(a < s.end and s.start < b for a, b in event.evidence)]
    within = [
        frame
        for s, frames in sentences
        for frame in frames
        if any(start <= s.start + frame.token.idx < end for start, end in event.evidence)
    ]
    same = [frame for frame in within if types()[frame.trigger.evokes] == event.type]
    if into or (twins and same):
        twin = into or twins[0]
        return Cause.merged, f"{twin.status} {show(twin.date)}"
    actors = frozenset(party(actor) for s, _ in sentences for m in s.mentions for actor in m.actors if m.acts)
    told = ", ".join(f"{frame.trigger.evokes} “{frame.words}”" for frame in same or within)
    detail = "; ".join(filter(None, (told, _against(event, actors) if sentences else "not parsed")))
    if not same:
        return Cause.no_trigger, detail
    return (Cause.dropped if event.parties <= actors else Cause.unnamed), detail


def _against(event: Annotation, actors: frozenset[str]) -> str:
    """The actors there, and what they lack of the event's parties."""
    lacking = f" (lacks {show(sorted(event.parties - actors))})" if event.parties - actors else ""
    return show(sorted(actors)) + lacking


def _twin(a: Annotation, b: Annotation) -> bool:
    return a.type == b.type and a.parties == b.parties
