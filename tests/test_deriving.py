"""What is derived document by document is what is derived at once; and a change costs what it changes, in any graph."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

import pyoxigraph as ox
import pytest
from synthetic import readings

from amity import rdf
from amity.deriving import Deriver, Quads
from amity.reference import load
from amity.resolution import claims_of, closeness, linked
from amity.store import Dataset


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_many_reports_of_few_actors(seed: int) -> None:
    dataset, dice = Dataset.memory(), random.Random(seed)  # noqa: S311
    said = list(readings(300, dataset.reference, seed=seed, skew=2.2))
    for reading in said:
        dataset.learn(reading)
    for _ in range(60):
        reading, other = dice.choice(said), dice.choice(said)
        match dice.randrange(3):
            case 0:
                dataset.withdraw(reading.document.id)
            case 1:
                dataset.learn(reading)
            case 2:
                dataset.learn(replace(reading, events=tuple(dice.sample(reading.events + other.events, 3))))
    change = Deriver(dataset._store, dataset.reference).everything()
    assert (change.removed, change.added) == (frozenset(), frozenset())


def test_what_the_index_has_of_a_claim_links_it_as_the_claim_itself() -> None:
    known = load()
    said = [claim for reading in readings(400, known, skew=2.2) for claim in claims_of(reading)]
    by_iri = {rdf.outline_iri(claim.id): claim.id for claim in said}
    outlines = [quad for quad in rdf.index_quads(said) if rdf.text_of(quad.subject) in by_iri]
    found = {by_iri[rdf.text_of(quad.subject)]: rdf.outlined(quad) for quad in outlines}
    assert found.keys() == {claim.id for claim in said}
    pairs = list(combinations(said, 2))
    close = [(one, other) for one, other in pairs if linked(one, other, known)]
    assert close == [(a, b) for a, b in pairs if linked(found[a.id], found[b.id], known)]
    for one, other in close:
        assert closeness(one, other, known) == closeness(found[one.id], found[other.id], known)


class Counted:
    """A store that counts the quads that are read of it."""

    def __init__(self, store: Quads) -> None:
        self._store, self.number = store, 0

    def match(
        self,
        subjects: Iterable[str] | None = None,
        predicate: str | None = None,
        objects: Iterable[str] | None = None,
        graph: str | None = None,
    ) -> Iterator[ox.Quad]:
        """See Quads."""
        for quad in self._store.match(subjects, predicate, objects, graph):
            self.number += 1
            yield quad


def test_a_change_costs_what_it_changes() -> None:
    costs = []
    for events in (150, 1_200):
        # All actors alike, and the same time: a graph eight times as large has as much around an event.
        dataset = Dataset.memory()
        said = list(readings(events, dataset.reference, skew=0))
        for reading in said:
            dataset.learn(reading)
        read = written = 0
        for reading in said[:: len(said) // 30]:
            store = Counted(dataset._store)
            fewer = replace(reading, events=reading.events[:-1])
            before, after = (rdf.document_quads(said, dataset.reference) for said in (reading, fewer))
            change = Deriver(store, dataset.reference).document(before, after)
            read, written = read + store.number, written + len(change.removed) + len(change.added)
        costs.append((read, written))
    (few_read, few_written), (many_read, many_written) = costs
    assert many_read < 1.5 * few_read
    assert many_written < 1.5 * few_written
