"""Pictures say what they show and what they rest on, in two languages, and are the same each time."""

import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from amity import cli, console
from amity.model import Document, Event, Evidence, Party, Reading
from amity.store import Dataset
from amity.views import pictures
from amity.views.pictures import KINDS, PicturesUnavailableError, picture, svg_or_png, write_picture

pytest.importorskip("altair", reason="altair is not installed: pip install '.[pictures]'")


def texts(svg: str) -> str:
    """All that is written in a picture."""
    nodes = ElementTree.fromstring(svg).iter()  # noqa: S314
    return " ".join("".join(node.itertext()) for node in nodes if node.tag.endswith("text"))


@pytest.fixture(scope="module")
def drawn(dossier: Dataset) -> dict[tuple[str, str], str]:
    """Each picture of Togo as SVG, by kind and language."""
    return {
        (kind, language): svg_or_png(picture(dossier, kind, "TGO", language=language)).decode()
        for kind in KINDS
        for language in ("en", "fr")
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_has_a_title_and_says_what_it_rests_on(drawn: dict[tuple[str, str], str], kind: str) -> None:
    english, french = (texts(drawn[kind, language]) for language in ("en", "fr"))
    assert "Togo" in english and "Togo" in french
    assert "documents (2018–2025), read by Amity. It shows the coverage of sources, not the world." in english
    assert "la couverture des sources, non le monde" in french
    assert "Source: " not in french and "{" not in english + french


def test_pictures_show_what_the_dossier_says(drawn: dict[tuple[str, str], str]) -> None:
    assert "Russia" in texts(drawn["rings", "en"]) and "Russie" in texts(drawn["rings", "fr"])
    assert "politics" in texts(drawn["rings", "en"])
    assert "mission opening" in texts(drawn["timeline", "en"]) and "without a date" in texts(drawn["timeline", "en"])
    assert "No domain stated" in texts(drawn["domains", "en"])
    assert "effective number" in texts(drawn["diversification", "en"])
    assert "nombre effectif" in texts(drawn["diversification", "fr"])


def test_the_same_dataset_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    code = """
import sys
from amity.model import Document, Event, Evidence, Party, Reading
from amity.store import Dataset
from amity.views.pictures import KINDS, write_picture
dataset = Dataset.memory()
events = tuple(
    Event("Meeting", (Party("TGO"), Party(code)), (Evidence(0, 1, "."),), date=f"2020-0{n}", domains=("energy",))
    for n, code in enumerate(["RUS", "GHA", "NGA", "FRA"], 1)
)
dataset.learn(Reading(Document("a", ".", "en", "2021"), events=events, extractor="test/0"))
for kind in KINDS:
    write_picture(dataset, sys.argv[1] + kind + ".svg", kind, "TGO")
"""
    for name, seed in (("one-", "1"), ("two-", "2")):
        environment = {"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "2" else "UTC", "PATH": "/usr/bin:/bin"}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / name)], check=True, env=environment)
    for kind in KINDS:
        assert (tmp_path / f"one-{kind}.svg").read_bytes() == (tmp_path / f"two-{kind}.svg").read_bytes()


def hostile() -> Dataset:
    dataset = Dataset.memory()
    name = '<script>alert("x")</script>{actor}'
    event = Event("Meeting", (Party("TGO"), Party("RUS")), (Evidence(0, 1, "."),), date="2020", place=name)
    dataset.learn(Reading(Document("a", ".", "en", "2021", name), events=(event,), extractor="test/0"))
    return dataset


def test_text_of_documents_does_not_become_markup() -> None:
    for kind in KINDS:
        assert "<script" not in svg_or_png(picture(hostile(), kind, "TGO")).decode()


def test_files(dossier: Dataset, tmp_path: Path) -> None:
    write_picture(dossier, tmp_path / "new" / "a.png", "timeline", "Togo", since="2022", until="2023")
    assert (tmp_path / "new" / "a.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(ValueError, match=r"\.svg or \.png"):
        write_picture(dossier, tmp_path / "a.jpg", "timeline", "Togo")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"kind": "cake", "actor": "TGO"}, "'cake'"),
        ({"kind": "rings", "actor": "TGO", "language": "de"}, "'de'"),
        ({"kind": "rings", "actor": "ISL"}, "ISL"),
        ({"kind": "diversification", "actor": "ISL"}, "no event to draw"),
        ({"kind": "diversification", "actor": "TGO", "since": "2050"}, "no event to draw"),
        ({"kind": "rings", "actor": "Togoo"}, "did you mean"),
    ],
)
def test_what_cannot_be_drawn_is_said(dossier: Dataset, given: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        picture(dossier, **given)


def test_without_the_extra_it_says_what_to_install(dossier: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("amity.views.pictures.")]:
        monkeypatch.delitem(sys.modules, name)
        monkeypatch.delattr(pictures, name.rpartition(".")[2], raising=False)
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(PicturesUnavailableError, match=r"pip install 'amity\[pictures\]'"):
        picture(dossier, "rings", "TGO")


def test_the_command_line_draws(dossier: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "open_dataset", lambda _: nullcontext(dossier))
    words = ["amity", "picture", "rings", "--actor", "Togo", "--lang", "fr", "-o", str(tmp_path / "a.svg")]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert not stop.value.code
    assert "Russie" in texts((tmp_path / "a.svg").read_text(encoding="utf-8"))
