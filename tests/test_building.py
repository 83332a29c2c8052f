"""A build goes on whatever one document does, and says what became of each."""

from pathlib import Path

import pytest

from amity import building
from amity.documents import Refusal
from amity.model import Document, Event, Evidence, Party, Reading
from amity.store import Dataset


class Stub:
    """Reads a meeting in every document; stumbles over some."""

    def read(self, document: Document) -> Reading:
        if document.id == "fails":
            raise ValueError("a reason")
        text = document.text
        parties = (Party("RUS"), Party("TGO" if document.id != "alone" else "RUS"))
        status = "odd" if document.id == "odd" else "done"
        said = Event("Meeting", parties, (Evidence(0, len(text), text),), status=status, date="2024")
        return Reading(document, events=(said,), extractor="stub/0")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a", "alone", "b", "fails", "odd"):
        (tmp_path / f"{name}.txt").write_text("Le ministre togolais a reçu son homologue russe.", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    return tmp_path


def test_what_is_wrong_is_named_and_the_rest_is_learnt(folder: Path) -> None:
    dataset = Dataset.memory()
    steps: list[tuple[str, int, int]] = []
    report = building.build([folder], dataset, Stub(), lambda *step: steps.append(step))
    assert dataset.documents() == ["a", "b"]
    assert (report.learnt, report.unchanged, report.claims, report.documents) == (2, 0, 2, 2)
    reasons = {Path(refusal.source).stem: refusal.reason for refusal in report.refused}
    assert set(reasons) == {"alone", "empty", "fails", "odd"}
    assert reasons["fails"] == "cannot be read (a reason)"
    assert "breaks the shapes" in reasons["alone"] and "at least two parties" in reasons["alone"]
    assert "status 'odd' is not one of" in reasons["odd"]
    assert [step[0] for step in steps] == ["a", "alone", "b", "fails", "odd"]
    assert {step[2] for step in steps} == {6}


def test_a_second_build_changes_nothing(folder: Path) -> None:
    dataset = Dataset.memory()
    building.build([folder], dataset, Stub())
    before = set(dataset.quads())
    report = building.build([folder], dataset, Stub())
    assert (report.learnt, report.unchanged) == (0, 2)
    assert set(dataset.quads()) == before


def test_readings_come_in_the_order_given(folder: Path) -> None:
    found = list(building.readings([folder / "b.txt", folder / "empty.txt", folder / "a.txt"], Stub()))
    assert isinstance(found[1], Refusal)
    assert [r.document.id for r in found if isinstance(r, Reading)] == ["b", "a"]


def test_what_was_learnt_is_summed_up(folder: Path) -> None:
    dataset = Dataset.memory()
    building.build([folder], dataset, Stub())
    overview, ties = building.summary(dataset, "fr")
    assert overview.rows == (("Meeting", "rencontre", 1, 0, 2),)
    assert ties.rows == (("RUS", "Russie", "TGO", "Togo", 1, 2, "2024"),)
