"""Learns 500 small documents into a folder, saying which; a test runs it as a process of its own, and kills it."""

import sys
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from synthetic import readings

from amity.store import Dataset

NUMBER = 500


def main(folder: str) -> None:
    with Dataset.open(folder, write=True) as dataset:
        print("begun", flush=True)
        for number, reading in enumerate(islice(readings(2_000, dataset.reference, seed=7), NUMBER), 1):
            if dataset.learn(reading):
                print(reading.document.id, flush=True)
            if number % 20 == 0:
                dataset.flush()


if __name__ == "__main__":
    main(sys.argv[1])
