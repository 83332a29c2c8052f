"""`amity view`: its options reach the page, and what is none is refused with a message."""

import base64
import gzip
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from amity import cli
from amity.model import Document, Event, Evidence, Party, Reading
from amity.store import Dataset


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store on disk: Togo twice with Russia, once with India and, if the promise holds, with Ghana."""
    folder = tmp_path_factory.mktemp("view") / "store"
    quote = (Evidence(0, 5, "Talks"),)
    events = (
        Event("Meeting", (Party("RUS"), Party("TGO")), quote, date="2020-01"),
        Event("Visit", (Party("RUS", "guest"), Party("TGO", "host")), quote, date="2024-05"),
        Event("Meeting", (Party("IND"), Party("TGO")), quote, date="2021"),
        Event("Aid", (Party("GHA", "donor"), Party("TGO", "recipient")), quote, date="2025", status="planned"),
    )
    with Dataset.open(folder, write=True) as dataset:
        dataset.learn(Reading(Document("a", "Talks", "en", "2024-12", "A"), (), (), events, "test/0"))
    return str(folder)


def view(store: str, output: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    monkeypatch.setattr(sys, "argv", ["amity", "view", "--store", store, "-o", str(output), *options])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    return int(stop.value.code or 0)


@pytest.mark.parametrize(
    ("options", "partners"),
    [
        ("", "GHA IND RUS"),
        ("--since 2021 --until 2024", "IND RUS"),
        ("--until 2020", "RUS"),
        ("--class Meeting", "IND RUS"),
        ("--status planned", "GHA"),
        ("--min-weight 2", "RUS"),
        ("--actor Togo --min-weight 2", "RUS"),
    ],
)
def test_options(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: str, partners: str) -> None:
    assert view(store, tmp_path / "x.html", monkeypatch, *options.split()) == 0
    html = (tmp_path / "x.html").read_text(encoding="utf-8")
    found = re.search(r'id="data">([^<]*)<', html)
    assert found
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(found[1])))
    assert [actor["id"] for actor in data["actors"] if actor["id"] != "TGO"] == partners.split()


@pytest.mark.parametrize("options", ["--class Nope", "--status nope", "--until 20x", "--min-weight -1", "--actor FRA"])
def test_what_is_none_is_refused(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: str) -> None:
    assert view(store, tmp_path / "x.html", monkeypatch, *options.split()) == 2
    assert not (tmp_path / "x.html").exists()
