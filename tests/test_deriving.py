"""What is derived document by document, whatever was learnt, changed and withdrawn, is what is derived at once."""

import random
from dataclasses import replace

import pytest
from synthetic import readings

from amity.deriving import Deriver
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
