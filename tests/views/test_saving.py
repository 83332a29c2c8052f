"""The files that the page makes: whole, true to what is seen, and harmless in the programs that open them."""

import csv
import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from amity.model import Actor, Document, Event, Evidence, Party, Reading
from amity.store import Dataset
from amity.views import write_view

SVG = "{http://www.w3.org/2000/svg}"
GEXF = "{http://gexf.net/1.3}"
VIEWS = ("rings", "map", "matrix", "network", "timeline")


@pytest.mark.parametrize("view", VIEWS)
def test_svg(open_page, files: Path, view: str) -> None:
    page = open_page(files / "hostile.html", fragment=f"view={view}&status=done")
    saved = page.saved("svg")
    tree = ET.fromstring(saved)  # noqa: S314 (our own file)
    tags = {element.tag.removeprefix(SVG) for element in tree.iter()}
    assert tags <= {"svg", "g", "rect", "circle", "ellipse", "path", "polygon", "text", "tspan", "textPath", "title"}
    for element in tree.iter():
        assert not any(name.startswith("on") for name in element.attrib)
        assert all(value.startswith("#") for name, value in element.attrib.items() if name.endswith("href"))
    said = "".join(tree.itertext())
    assert "International partnerships" in said
    assert "Only: done" in said
    assert "Togo" in said or view == "timeline"


@pytest.mark.parametrize("view", VIEWS)
def test_png(open_page, files: Path, view: str) -> None:
    page = open_page(files / "dossier.html", fragment=f"view={view}")
    saved = page.saved("png")
    assert saved[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = int.from_bytes(saved[16:20]), int.from_bytes(saved[20:24])
    assert width > 1_500
    assert height > 900
    assert len(saved) > 20_000


def test_gexf(open_page, files: Path) -> None:
    page = open_page(files / "togo.html", fragment="view=network&domain=energy")
    tree = ET.fromstring(page.saved("gexf"))  # noqa: S314
    nodes = {node.get("id"): node.get("label") for node in tree.iter(f"{GEXF}node")}
    assert nodes == {"TGO": "Togo", "RUS": "Russia", "IND": "India"}
    edges = {(edge.get("source"), edge.get("target"), edge.get("weight")) for edge in tree.iter(f"{GEXF}edge")}
    assert {(frozenset(edge[:2]), edge[2]) for edge in edges} == {
        (frozenset({"TGO", "RUS"}), "1"),
        (frozenset({"TGO", "IND"}), "1"),
    }


def rows(saved: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(saved.decode("utf-8-sig"))))


def test_csv_holds_what_is_selected(open_page, files: Path) -> None:
    page = open_page(files / "togo.html", fragment="view=rings&tie=TGO,IND")
    found = rows(page.saved("csv"))
    assert [(row["class"], row["date"], row["status"]) for row in found] == [
        ("Project", "2026-21", "planned"),
        ("Aid", "2021-06-15", "done"),
    ]
    assert (found[1]["parties"], found[1]["amount"], found[1]["currency"]) == ("India | Togo", "40000000", "USD")
    assert found[1]["quote"] == "India lends Togo 40 million dollars for solar power."
    page.page.keyboard.press("Escape")
    assert len(rows(page.saved("csv"))) == 10


def test_no_field_of_the_csv_is_a_formula(open_page, tmp_path: Path) -> None:
    texts = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", '"=1', "a\n=1", "a,=1", "'=1")
    dataset = Dataset.memory()
    for number, text in enumerate(texts):
        event = Event(
            "Meeting", (Party("TGO", "party"), Party(f"evil-{number}", "party")), (Evidence(0, len(text), text),)
        )
        actor = Actor(f"evil-{number}", "InternationalOrganization", text)
        dataset.learn(
            Reading(Document(f"d{number}", text, language="en", title=text), (actor,), (), (event,), "test/0")
        )
    write_view(dataset, tmp_path / "formulas.html")
    found = rows(open_page(tmp_path / "formulas.html").saved("csv"))
    assert len(found) == len(texts)
    fields = [value for row in found for value in row.values()]
    assert not [value for value in fields if value[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert {value for value in fields if "HYPERLINK" in value} >= {"'=HYPERLINK(1)"}
