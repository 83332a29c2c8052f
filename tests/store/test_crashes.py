"""A writer that is killed at any moment leaves every document whole or absent, and goes on where it stopped."""

import random
import subprocess
import sys
import threading
from itertools import islice
from pathlib import Path

import pyoxigraph as ox
import pytest
from synthetic import readings

from amity import rdf, vocabulary
from amity.deriving import Deriver
from amity.reference import load
from amity.store import Dataset

INGEST = Path(__file__).parent / "ingest.py"
NUMBER = 500
Expected = dict[str, frozenset[ox.Quad]]


@pytest.fixture(scope="module")
def expected() -> Expected:
    """The graph of each document."""
    found = islice(readings(2_000, load(), seed=7), NUMBER)
    return {r.document.id: frozenset(rdf.document_quads(r, load())) for r in found}


def ingest(folder: Path, killed_after: float | None) -> tuple[list[str], bool]:
    """The documents that one run says it has learnt, and whether it was killed, so many seconds after its begin."""
    with subprocess.Popen([sys.executable, INGEST, folder], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "begun\n"
        timer = threading.Timer(killed_after or 0, process.kill)
        if killed_after is not None:
            timer.start()
        learnt = [line.rstrip("\n") for line in process.stdout if line.endswith("\n")]
        process.wait()
        timer.cancel()
    assert process.returncode in (0, -9)
    return learnt, process.returncode == -9


def check(folder: Path, expected: Expected, learnt: set[str]) -> None:
    """Every document is whole or absent, those that were said to be learnt are there, and the events are theirs."""
    with Dataset.open(folder) as dataset:
        present = set(dataset.documents())
        assert learnt <= present
        for document in present:
            assert frozenset(dataset.quads(vocabulary.document_graph(document))) == expected[document]
        change = Deriver(dataset._store, dataset.reference).everything()
        assert (change.removed, change.added) == (frozenset(), frozenset())
        assert dataset._store.holds(rdf.reference_mark(dataset.reference))


def crash(folder: Path, expected: Expected, times: int, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    learnt: list[str] = []
    kills = 0
    while True:
        # Half of the runs are killed early, so that there is something left for the next.
        again, killed = ingest(folder, dice.choice([0.1, 0.6]) * dice.random() if kills < times else None)
        learnt += again
        kills += killed
        check(folder, expected, set(learnt))
        if not killed:
            if kills >= times:
                break
            # All is learnt: begin again, so that there are as many kills as wanted.
            with Dataset.open(folder, write=True) as dataset:
                for document in dataset.documents():
                    dataset.withdraw(document)
            learnt = []
    assert len(learnt) == len(set(learnt)), "what was learnt is not learnt again"
    afresh = Dataset.memory()
    for reading in islice(readings(2_000, afresh.reference, seed=7), NUMBER):
        afresh.learn(reading)
    with Dataset.open(folder) as dataset:
        assert set(dataset.quads()) == set(afresh.quads())
        assert set(dataset.quads(vocabulary.INDEX)) == set(afresh.quads(vocabulary.INDEX))


def test_killed_while_learning(tmp_path: Path, expected: Expected) -> None:
    crash(tmp_path / "store", expected, times=4, seed=1)


@pytest.mark.slow
def test_killed_at_fifty_moments(tmp_path: Path, expected: Expected) -> None:
    crash(tmp_path / "store", expected, times=50, seed=2)


def test_killed_before_the_reference_was_loaded(tmp_path: Path) -> None:
    code = "import sys; from amity.store import Dataset; print(1, flush=True); Dataset.open(sys.argv[1], write=True)"
    dice = random.Random(3)  # noqa: S311
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", code, tmp_path], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout and process.stdout.readline()
            timer = threading.Timer(0.4 * dice.random(), process.kill)
            timer.start()
            process.wait()
            timer.cancel()
    with Dataset.open(tmp_path, write=True) as dataset:
        assert set(dataset.quads()) == set(Dataset.memory().quads())
