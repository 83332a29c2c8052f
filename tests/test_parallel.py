"""Several processes give what one gives, in the same order, whatever becomes of one of them."""

import importlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from amity import building, resources
from amity.documents import Refusal
from amity.extraction import Extractor
from amity.extraction.output import as_json
from amity.model import Reading
from amity.parallel import mapped
from amity.store import Dataset

WORK = '''
import os, signal
from amity.model import Event, Evidence, Party, Reading

def work(item):
    if item == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "raises":
        raise OSError("no such model")
    return item.upper()

class Stub:
    """Reads a meeting in every document; stumbles over some."""
    def read(self, document):
        if document.id == "fails":
            raise ValueError("a reason")
        if document.id == "large":
            raise MemoryError
        if document.id == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        parties = (Party("RUS"), Party("RUS" if document.id == "alone" else "TGO"))
        said = Event("Meeting", parties, (Evidence(0, 10, document.text[:10]),), date="2024")
        return Reading(document, events=(said,), extractor="stub/0")
'''


class Helper:
    """What the other processes import: it cannot be a test module, whose name they do not know."""

    work: Callable[[str], str]
    Stub: Callable[[], building.Reader]


@pytest.fixture
def helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Helper:
    name = f"helper_{tmp_path.name}"
    (tmp_path / f"{name}.py").write_text(WORK, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return importlib.import_module(name)  # type: ignore[return-value]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sources = tmp_path / "sources"
    sources.mkdir()
    for name in ("a", "alone", "b", "c", "fails", "large", "z"):
        (sources / f"{name}.txt").write_text("Le ministre togolais a reçu son homologue russe.", encoding="utf-8")
    (sources / "empty.txt").write_text("", encoding="utf-8")
    return sources


def lost(item: str) -> str:
    return f"lost {item}"


def test_results_come_in_order_and_few_items_are_held(helper: Helper) -> None:
    taken: list[str] = []

    def stream() -> Iterator[str]:
        for number in range(60):
            taken.append(f"item {number}")
            yield taken[-1]

    ahead = []
    for number, result in enumerate(mapped(helper.work, stream(), 2, lost)):
        assert result == f"ITEM {number}"
        ahead.append(len(taken) - number)
    assert len(ahead) == 60
    assert max(ahead) <= 10


def test_an_item_that_kills_its_process_costs_no_other(helper: Helper) -> None:
    items = ["a", "b", "killed", "c", "killed", *"defghijklm"]
    expected = ["lost killed" if item == "killed" else item.upper() for item in items]
    assert list(mapped(helper.work, items, 2, lost)) == expected


def test_an_error_is_raised_at_its_item(helper: Helper) -> None:
    results = mapped(helper.work, ["a", "b", "raises", "c"], 2, lost)
    assert [next(results), next(results)] == ["A", "B"]
    with pytest.raises(OSError, match="no such model"):
        next(results)


def test_that_no_process_starts_is_said(helper: Helper, tmp_path: Path) -> None:
    next(tmp_path.glob("helper_*.py")).unlink()
    with pytest.raises(RuntimeError, match="no other process can be started"):
        list(mapped(helper.work, ["a"], 2, lost))


def test_a_build_is_the_same_by_any_number_of_processes(helper: Helper, folder: Path) -> None:
    alone, together = Dataset.memory(), Dataset.memory()
    steps: list[str] = []
    one = building.build([folder], alone, helper.Stub())
    two = building.build([folder], together, helper.Stub(), lambda name, *_: steps.append(name), jobs=2)
    assert one == two
    assert one.documents == 4
    assert {Path(refusal.source).stem for refusal in two.refused} == {"alone", "empty", "fails", "large"}
    assert "cannot be read (MemoryError)" in {refusal.reason for refusal in two.refused}
    assert steps == ["a", "alone", "b", "c", "fails", "large", "z"]
    assert list(alone.quads()) == list(together.quads())


def test_a_document_whose_process_is_killed_is_refused_by_name(helper: Helper, folder: Path) -> None:
    (folder / "killed.txt").write_text("Le ministre togolais a reçu son homologue russe.", encoding="utf-8")
    names = [folder / f"{name}.txt" for name in ("a", "killed", "b", "z")]
    found = list(building.readings(names, helper.Stub(), jobs=2))
    assert [item.document.id if isinstance(item, Reading) else item.source for item in found] == [
        "a",
        "killed",
        "b",
        "z",
    ]
    assert isinstance(found[1], Refusal)
    assert "the process that read it was ended" in found[1].reason


@pytest.mark.slow
def test_two_processes_extract_what_one_does(extractor: Extractor) -> None:
    sources = sorted(resources.dossier().glob("202[01]*.md"))
    read = partial(building.readings, sources, extractor)
    one, two = ([as_json(r, explain=True) for r in read(jobs=n) if isinstance(r, Reading)] for n in (1, 2))
    assert len(one) == len(sources) > 4
    assert one == two
