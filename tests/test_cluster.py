"""A Dask cluster reads what one process reads; what its workers had under way when they were killed is not lost."""

import importlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import LocalCluster

from amity import building
from amity.cluster import Cluster
from amity.store import Dataset
from amity.versions import version

STUB = '''
import os, signal, time
from pathlib import Path
from amity.model import Event, Evidence, Party, Reading

class Stub:
    """Reads a meeting in every document; notes which it reads, and is killed as they say."""
    def __init__(self, folder):
        self.folder = folder
    def read(self, document):
        with (self.folder / "read.log").open("a") as log:
            log.write(document.id + "\\\\n")
        if document.id == "fails":
            raise ValueError("a reason\\\\nof two lines")
        if document.id == "always" or document.id == "once" and not (self.folder / "killed").exists():
            (self.folder / "killed").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        parties = (Party("RUS"), Party("RUS" if document.id == "alone" else "TGO"))
        said = Event("Meeting", parties, (Evidence(0, 10, document.text[:10]),), date="2024")
        return Reading(document, events=(said,), extractor="stub/0")
'''.replace("\\\\", "\\")


@pytest.fixture(scope="module")
def stub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """What the workers import: it cannot be a test module, whose name they do not know."""
    folder = tmp_path_factory.mktemp("stub")
    (folder / "cluster_stub.py").write_text(STUB, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        patch.setenv("PYTHONPATH", str(folder))
        yield importlib.import_module("cluster_stub").Stub


@pytest.fixture(scope="module")
def scheduler(stub: Any) -> Iterator[str]:
    settings = {"distributed.scheduler.allowed-failures": 1, "distributed.worker.memory.terminate": False}
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            dashboard_address=None,
            host="127.0.0.1",
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        yield cluster.scheduler_address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sources = tmp_path / "sources"
    sources.mkdir()
    for name in ("a", "alone", *(f"b{number}" for number in range(9)), "fails", "once", "z"):
        (sources / f"{name}.txt").write_text("Le ministre togolais a reçu son homologue russe.", encoding="utf-8")
    (sources / "empty.txt").write_text("", encoding="utf-8")
    return sources


def test_a_cluster_gives_what_one_process_gives(scheduler: str, stub: Any, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "killed").touch()
    alone, together = Dataset.memory(), Dataset.memory()
    one = building.build([folder], alone, stub(tmp_path))
    two = building.build([folder], together, stub(tmp_path), spread=Cluster(scheduler, tmp_path / "parts", size=4))
    assert one == two
    assert {Path(refusal.source).stem for refusal in two.refused} == {"alone", "empty", "fails"}
    assert set(alone.quads()) == set(together.quads())
    assert len(list((tmp_path / "parts").glob("*.nq"))) == len(list((tmp_path / "parts").iterdir())) == 4


def test_a_worker_that_is_killed_loses_nothing(scheduler: str, stub: Any, folder: Path, tmp_path: Path) -> None:
    (folder / "always.txt").write_text("Le ministre togolais a reçu son homologue russe.", encoding="utf-8")
    dataset = Dataset.memory()
    report = building.build([folder], dataset, stub(tmp_path), spread=Cluster(scheduler, tmp_path / "parts", size=4))
    assert (tmp_path / "killed").exists()
    reasons = {Path(refusal.source).stem: refusal.reason for refusal in report.refused}
    assert set(reasons) == {"alone", "always", "empty", "fails"}
    assert "the processes that read it were ended" in reasons["always"]
    assert reasons["fails"] == "cannot be read (a reason\nof two lines)"
    assert dataset.documents() == ["a", *(f"b{number}" for number in range(9)), "once", "z"]


def test_what_was_read_is_not_read_again(scheduler: str, stub: Any, folder: Path, tmp_path: Path) -> None:
    def build(dataset: Dataset) -> building.Report:
        spread = Cluster(scheduler, tmp_path / "parts", size=4)
        return building.build([folder], dataset, stub(tmp_path), version=version(), spread=spread)

    (tmp_path / "killed").touch()
    first, second = Dataset.memory(), Dataset.memory()
    assert build(first).learnt == 12
    log = tmp_path / "read.log"
    log.unlink()
    # A dataset that lost all is filled from the files of the partitions.
    assert build(second).learnt == 12
    assert not log.exists()
    assert (build(first).learnt, build(first).unchanged) == (0, 12)
    assert set(first.quads()) == set(second.quads())
    # What has changed is read, with its partition.
    (folder / "b3.txt").write_text("Hier, le ministre togolais a reçu son homologue.", encoding="utf-8")
    report = build(first)
    assert (report.learnt, report.unchanged) == (1, 11)
    assert 1 <= len(set(log.read_text().split())) <= 4


def test_that_nobody_answers_is_said(tmp_path: Path) -> None:
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        with pytest.raises(RuntimeError, match=r"tcp://127\.0\.0\.1:9: no scheduler of Dask answers there"):
            Cluster("tcp://127.0.0.1:9", tmp_path)
        with pytest.raises(RuntimeError, match="no scheduler of Dask answers there"):
            Cluster("nonsense://x", tmp_path)
