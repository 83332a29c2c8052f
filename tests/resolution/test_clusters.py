"""One event per happening across sources, measured pair by pair on real happenings that several texts report.

`pytest tests/resolution/test_clusters.py -s` prints the figures, and each pair that was joined or parted wrongly.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from amity.extraction import Extractor
from amity.model import Claim
from amity.periods import bounds
from amity.reference import load
from amity.resolution import claims_of, resolve

if TYPE_CHECKING:
    from .conftest import Story

Pair = frozenset[str]
SPLITS = ("tuned", "held-out")


@dataclass(frozen=True)
class Measure:
    """Pairs of claims that resolution joined, and those that it should have joined."""

    joined: frozenset[Pair]
    expected: frozenset[Pair]

    @property
    def precision(self) -> float:
        """How many of the pairs that were joined are of one happening."""
        return len(self.joined & self.expected) / len(self.joined) if self.joined else 1.0

    @property
    def recall(self) -> float:
        """How many of the pairs of one happening were joined."""
        return len(self.joined & self.expected) / len(self.expected) if self.expected else 1.0

    def report(self, title: str) -> None:
        """Prints the figures and the mistakes."""
        print(f"\n{title}: precision {self.precision:.3f}, recall {self.recall:.3f} of {len(self.expected)} pairs")
        for wrong, pairs in (("joined", self.joined - self.expected), ("parted", self.expected - self.joined)):
            for pair in sorted(sorted(pair) for pair in pairs):
                print(f"  wrongly {wrong}: {' '.join(pair)}")


def pairs_within(groups: Iterable[Iterable[str]]) -> frozenset[Pair]:
    """All pairs of claims that are in one group."""
    return frozenset(frozenset(pair) for group in groups for pair in combinations(sorted(group), 2))


def expected_pairs(happening: Mapping[str, str]) -> frozenset[Pair]:
    """The pairs of claims of one happening."""
    groups: dict[str, list[str]] = {}
    for claim, name in happening.items():
        groups.setdefault(name, []).append(claim)
    return pairs_within(groups.values())


def joined_pairs(claims: Iterable[Claim]) -> frozenset[Pair]:
    """The pairs of claims that resolution joins."""
    return pairs_within([claim.id for claim in event.claims] for event in resolve(claims, load()))


def of_split(stories: "list[Story]", split: str) -> "list[Story]":
    return [story for story in stories if story.split == split]


def measured(stories: "list[Story]") -> Measure:
    """Resolution alone: on the events as they are annotated."""
    happening = {claim: name for story in stories for claim, name in story.happening.items()}
    return Measure(joined_pairs(c for story in stories for c in story.claims), expected_pairs(happening))


def measured_from_text(stories: "list[Story]", extractor: Extractor) -> tuple[Measure, int, int]:
    """Extraction and resolution: on the texts. Also how many annotated claims were found, and how many there are.

    A claim that extraction found stands for the annotated one of its document, class and parties, the one with the
    nearest date first; a pair with a claim that stands for none is wrongly joined.
    """
    found: list[Claim] = []
    stands_for: dict[str, str] = {}
    for story in stories:
        for reading in story.readings:
            annotated = {claim.id: claim for claim in claims_of(reading)}
            for claim in claims_of(extractor.read(reading.document)):
                same = [
                    a
                    for a in annotated.values()
                    if (a.event.type, a.event.actors) == (claim.event.type, claim.event.actors)
                ]
                found.append(claim)
                if same:
                    best = min(same, key=lambda a: (a.event.date != claim.event.date, a.id))
                    stands_for[claim.id] = annotated.pop(best.id).id
    happening = {claim: name for story in stories for claim, name in story.happening.items()}
    joined = frozenset(
        frozenset(stands_for.get(claim, f"{claim} (not annotated)") for claim in pair) for pair in joined_pairs(found)
    )
    return Measure(joined, expected_pairs(happening)), len(stands_for), len(happening)


def test_the_stories_are_many_and_well_formed(stories: "list[Story]") -> None:
    several = [name for story in stories for name in story.happening.values()]
    assert len({name for name in several if several.count(name) > 1}) >= 40
    documents = [reading.document for story in stories for reading in story.readings]
    assert len({document.id for document in documents}) == len(documents) >= 90
    assert {document.language for document in documents} == {"en", "fr"}
    for split in SPLITS:
        assert 0.4 < len(of_split(stories, split)) / len(stories) < 0.6
    for story in stories:
        for claim in story.claims:
            if claim.event.date:
                bounds(claim.event.date)


@pytest.mark.parametrize("split", SPLITS)
def test_annotated_claims_are_joined_rightly(stories: "list[Story]", split: str) -> None:
    measure = measured(of_split(stories, split))
    measure.report(f"annotated claims, {split}")
    assert measure.precision >= 0.95
    assert measure.recall >= 0.9


@pytest.mark.parametrize("split", SPLITS)
def test_claims_read_from_texts_are_joined_rightly(stories: "list[Story]", split: str, extractor: Extractor) -> None:
    measure, found, annotated = measured_from_text(of_split(stories, split), extractor)
    measure.report(f"from texts, {split} ({found} of {annotated} claims found)")
    assert found / annotated >= 0.8
    assert measure.precision >= 0.85
    assert measure.recall >= 0.5
