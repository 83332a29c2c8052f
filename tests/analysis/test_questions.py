"""The questions of the catalogue that belong to analyses say the same as these."""

from collections.abc import Callable
from typing import Any

import pytest

from amity import analysis, queries
from amity.store import Dataset

Learnt = Callable[..., Dataset]
LINES = (
    "a 2020-01 | MissionOpening | TGO RUS | 2020 | planned | energy",
    "b 2020-12 | MissionOpening | TGO RUS | 2020-11-01 | done",
    "a 2020-01 | MissionOpening | TGO GHA | 2020-03 | planned",
    "a 2020-01 | AgreementSigning | TGO FRA | 2030 | planned | trade",
    "a 2020-01 | MissionOpening | TGO CHN | 2029 | planned",
    "c 2020-12-05 | Meeting | GHA BEN | 2020-12-01",
)


def ask(dataset: Dataset, name: str, **given: str) -> list[dict[str, Any]]:
    return queries.ask(queries.load().questions[name], dataset, given).records()


@pytest.fixture(scope="module")
def dataset(learnt: Learnt) -> Dataset:
    return learnt(*LINES)


def test_coverage(dataset: Dataset) -> None:
    assert [(row["month"], row["documents"], row["events"]) for row in ask(dataset, "coverage")] == [
        ("2020-01", 1, 4),
        ("2020-12", 2, 2),
    ]
    found = [(row["month"], row["documents"]) for row in ask(dataset, "coverage", actor="TGO")]
    assert found == [("2020-01", 1), ("2020-12", 1)]
    assert found == [tuple(month) for month in analysis.promises(dataset, "TGO").coverage]


def test_kept_promises(dataset: Dataset) -> None:
    (row,) = ask(dataset, "kept-promises", actor="TGO")
    assert (row["parties"], row["promised_for"], row["date"]) == (["RUS", "TGO"], "2020", "2020-11-01")
    assert [row["event"]] == [p.event for p in analysis.promises(dataset).rows if p.outcome == "kept"]
    assert ask(dataset, "kept-promises", actor="FRA") == []


def test_next_steps(dataset: Dataset) -> None:
    assert [row["due"] for row in ask(dataset, "next-steps", actor="TGO")] == ["2029", "2030"]
    (row,) = ask(dataset, "next-steps", actor="TGO", partner="FRA")
    assert (row["kind"], row["domains"]) == ("agreement signing", ["trade"])
    assert [row["due"] for row in ask(dataset, "next-steps", actor="TGO", date="2019")] == ["2020-03", "2029", "2030"]
    (step,) = [step for step in analysis.pair(dataset, "TGO", "FRA").rows if step.next]
    assert step.event == row["event"]
