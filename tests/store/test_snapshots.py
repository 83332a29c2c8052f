"""Readers go on beside a writer, on what it has flushed; what nobody reads any longer is removed."""

import shutil
from pathlib import Path

import pytest

from amity.model import Document, Event, Evidence, Party, Reading
from amity.store import Dataset, StoreError


def reading(id_: str) -> Reading:
    said = Event("Meeting", (Party("RUS"), Party("TGO")), (Evidence(0, 8, "Le Togo."),), date="2024")
    return Reading(Document(id_, "Le Togo.", "fr", "2024"), events=(said,), extractor="amity/0")


def snapshots(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "snapshots").iterdir())


def test_a_reader_sees_what_was_flushed_and_keeps_it(tmp_path: Path) -> None:
    with Dataset.open(tmp_path, write=True) as writer:
        writer.learn(reading("a"))
        writer.flush()
        writer.learn(reading("b"))
        with Dataset.open(tmp_path) as reader:
            assert reader.documents() == ["a"]
            writer.withdraw("a")
            writer.flush()
            writer.flush()
            assert reader.documents() == ["a"]
            assert reader.query("ASK { ?e amity:claim/amity:source <https://w3id.org/amity/id/document/a> }") is True
            with Dataset.open(tmp_path) as other:
                assert other.documents() == ["b"]
            assert len(snapshots(tmp_path)) == 2
        writer.flush()
        assert len(snapshots(tmp_path)) == 1
    with Dataset.open(tmp_path) as reader:
        assert reader.documents() == ["b"]


def test_a_first_writer_that_has_flushed_nothing_is_waited_for(tmp_path: Path) -> None:
    with Dataset.open(tmp_path, write=True):
        shutil.rmtree(tmp_path / "snapshots", ignore_errors=True)
        with pytest.raises(StoreError, match="another process is writing the first one"):
            Dataset.open(tmp_path)


def test_a_dataset_without_a_snapshot_gets_one(tmp_path: Path) -> None:
    with Dataset.open(tmp_path, write=True) as writer:
        writer.learn(reading("a"))
    shutil.rmtree(tmp_path / "snapshots")
    with Dataset.open(tmp_path) as reader:
        assert reader.documents() == ["a"]
    assert snapshots(tmp_path) == ["1"]


def test_a_reader_writes_nothing(tmp_path: Path) -> None:
    with Dataset.open(tmp_path, write=True) as writer:
        writer.learn(reading("a"))
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    with Dataset.open(tmp_path) as reader:
        with pytest.raises(RuntimeError, match="read-write"):
            reader.learn(reading("b"))
        assert reader.documents() == ["a"]
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*")) == before
