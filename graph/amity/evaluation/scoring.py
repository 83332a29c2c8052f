"""The figures: precision, recall and F1 of ties and of events, and how right the attributes of the found events are.

Three matchings, each one to one within a text: a *tie* is an unordered pair of parties that some event other than a
conference joins; *typed* asks for the type and the exact set of parties; *relaxed* for the type and two parties shared.
Attributes are judged on the relaxed matches.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from amity.evaluation.annotation import Annotation, Prediction, slug
from amity.evaluation.gold import AnnotatedText

Pairs = list[tuple[int, int]]
"""Positions of an annotated and of a found event that are taken for the same."""


@dataclass(slots=True)
class Tally:
    """How many were found that are right, found at all, and annotated."""

    right: int = 0
    found: int = 0
    annotated: int = 0

    def add(self, right: int, found: int, annotated: int) -> None:
        """Counts those of another text."""
        self.right += right
        self.found += found
        self.annotated += annotated

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is annotated that was found; 0 where nothing is annotated."""
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Accuracy:
    """How many of the matches that have an attribute have it right."""

    right: int = 0
    matches: int = 0

    def add(self, right: bool) -> None:
        """Counts one more match."""
        self.right += right
        self.matches += 1

    @property
    def share(self) -> float:
        """The share that is right; 0 where there is no match."""
        return self.right / self.matches if self.matches else 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A text's annotated and found events, those set aside that only an optional annotation covers, and the pairs."""

    text: AnnotatedText
    annotated: Sequence[Annotation]
    found: Sequence[Prediction]
    exact: Pairs
    relaxed: Pairs
    false_alarms: int
    """Events found in a text that reports none."""


@dataclass(slots=True)
class Agreement:
    """The three figures of a set of texts."""

    tie: Tally = field(default_factory=Tally)
    typed: Tally = field(default_factory=Tally)
    relaxed: Tally = field(default_factory=Tally)


@dataclass(slots=True)
class Scores:
    """All figures of a set of texts; `classes` are by type (relaxed), `languages` by two-letter code."""

    texts: int = 0
    overall: Agreement = field(default_factory=Agreement)
    classes: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    languages: dict[str, Agreement] = field(default_factory=lambda: defaultdict(Agreement))
    accuracies: dict[str, Accuracy] = field(
        default_factory=lambda: {name: Accuracy() for name in ("date", "status", "evidence", "place", "amount")}
    )
    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in ("domains", "participants")})
    false_alarms: int = 0


def compare(text: AnnotatedText, found: Sequence[Prediction]) -> Comparison:
    """Pairs what was found in a text with what is annotated."""
    found = [prediction for prediction in found if len(prediction.annotation.parties) >= 2]
    false_alarms = 0 if text.relations else len(found)
    annotated = [relation for relation in text.relations if not relation.optional]
    optional = [relation for relation in text.relations if relation.optional]
    spared = {j for _, j in match(optional, found, exact=True)} - {j for _, j in match(annotated, found, exact=True)}
    found = [prediction for j, prediction in enumerate(found) if j not in spared]
    exact, relaxed = match(annotated, found, exact=True), match(annotated, found, exact=False)
    return Comparison(text, annotated, found, exact, relaxed, false_alarms)


def match(annotated: Sequence[Annotation], found: Sequence[Prediction], *, exact: bool) -> Pairs:
    """The best pairs first, each event in one pair at most: by parties shared (Jaccard), then date, then sentence."""
    ranked: list[tuple[float, int, int]] = []
    for i, gold in enumerate(annotated):
        for j, prediction in enumerate(found):
            other = prediction.annotation
            shared = len(gold.parties & other.parties)
            if gold.type != other.type or shared < 2 or (exact and gold.parties != other.parties):
                continue
            alike = shared / len(gold.parties | other.parties)
            ranked.append((alike + 0.1 * (gold.date == other.date) + 0.05 * overlap(gold, other), i, j))
    pairs: Pairs = []
    for _, i, j in sorted(ranked, key=lambda entry: -entry[0]):
        if all(i != first and j != second for first, second in pairs):
            pairs.append((i, j))
    return pairs


def score(comparisons: Iterable[Comparison]) -> Scores:
    """The figures of a set of compared texts."""
    scores = Scores()
    for comparison in comparisons:
        scores.texts += 1
        scores.false_alarms += comparison.false_alarms
        annotated, found = comparison.annotated, [prediction.annotation for prediction in comparison.found]
        ties = _ties(annotated), _ties(found)
        for agreement in (scores.overall, scores.languages[comparison.text.document.language]):
            agreement.tie.add(len(ties[0] & ties[1]), len(ties[1]), len(ties[0]))
            agreement.typed.add(len(comparison.exact), len(found), len(annotated))
            agreement.relaxed.add(len(comparison.relaxed), len(found), len(annotated))
        for event in annotated:
            scores.classes[event.type].add(0, 0, 1)
        for event in found:
            scores.classes[event.type].add(0, 1, 0)
        for i, j in comparison.relaxed:
            scores.classes[annotated[i].type].add(1, 0, 0)
            _judge(scores, annotated[i], found[j])
    return scores


def wrong(gold: Annotation, found: Annotation) -> dict[str, tuple[object, object]]:
    """The attributes of a matched event that are wrong: for each the annotated and the found value."""
    pairs: dict[str, tuple[object, object]] = {
        "date": (gold.date, found.date),
        "status": (gold.status, found.status),
        "place": (gold.place, found.place),
        "amount": (gold.amount, found.amount),
        "domains": (sorted(gold.domains), sorted(found.domains)),
        "participants": (sorted(gold.participants), sorted(found.participants)),
    }
    right = {
        "place": _place(gold) == _place(found),
        "participants": len(gold.participants) == len(found.participants) == _persons(gold, found),
    }
    return {name: values for name, values in pairs.items() if not right.get(name, values[0] == values[1])}


def overlap(a: Annotation, b: Annotation) -> bool:
    """Whether some sentence of one event's evidence shares a character with one of the other's."""
    return any(first < end and start < last for first, last in a.evidence for start, end in b.evidence)


def same_person(a: str, b: str) -> bool:
    """Whether two slugs may name one person: the same last name, or all the names of the one among the other's."""
    first, second = a.split("-"), b.split("-")
    return first[-1] == second[-1] or set(first) <= set(second) or set(second) <= set(first)


def _judge(scores: Scores, gold: Annotation, found: Annotation) -> None:
    accuracies, tallies = scores.accuracies, scores.tallies
    accuracies["status"].add(gold.status == found.status)
    accuracies["evidence"].add(overlap(gold, found))
    for name, ours, theirs in (
        ("date", gold.date, found.date),
        ("place", _place(gold), _place(found)),
        ("amount", gold.amount, found.amount),
    ):
        if ours or theirs:
            accuracies[name].add(ours == theirs)
    tallies["domains"].add(len(gold.domains & found.domains), len(found.domains), len(gold.domains))
    tallies["participants"].add(_persons(gold, found), len(found.participants), len(gold.participants))


def _persons(gold: Annotation, found: Annotation) -> int:
    hits = sum(any(same_person(a, b) for b in found.participants) for a in gold.participants)
    return min(hits, len(found.participants))


def _place(event: Annotation) -> str | None:
    return slug(event.place) if event.place else None


def _ties(events: Iterable[Annotation]) -> set[tuple[str, str]]:
    return {pair for event in events if event.type != "CONFERENCE" for pair in combinations(sorted(event.parties), 2)}
