"""A briefing leads from every figure to its evidence, in two languages, and runs nothing of what it quotes."""

import re
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from amity import cli, console
from amity.briefing import briefing, write_briefing
from amity.model import Document, Event, Evidence, Party, Reading
from amity.store import Dataset

pytest.importorskip("altair", reason="altair is not installed: pip install '.[pictures]'")

HOSTILE = '</blockquote><script>document.title="taken"</script><img src=x onerror=alert(1)> {actor}'


class Page(HTMLParser):
    """The ids, links and elements of a page, and the numbers that stand in no link."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a":
            self.links.append(str(given.get("href")))


@pytest.fixture(scope="module")
def english(dossier: Dataset) -> str:
    return briefing(dossier, "Togo")


def test_every_link_leads_somewhere_and_every_event_can_be_reached(english: str) -> None:
    page = Page(english)
    assert len(page.ids) == len(set(page.ids))
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert inside <= set(page.ids)
    events = {name for name in page.ids if re.fullmatch(r"e\d+", name)}
    assert len(events) > 30
    assert all(link.startswith(("#", "https://", "http://")) for link in page.links)


def test_figures_are_links(english: str) -> None:
    cells = re.findall(r'<td class="number">(.*?)</td>', english)
    assert len(cells) > 20
    # The ends of an interval are no count of events.
    assert all(not cell or cell.startswith('<a href="#') or "–" in cell for cell in cells)
    (lead,) = re.findall(r'<p class="lead">(.*?)</p>', english)
    assert lead.count("<a href") == 3


def test_it_says_what_was_promised_and_what_became_of_it() -> None:
    dataset = Dataset.memory()
    reports = [
        ("a", "2020-01", "RUS", "2020", "planned", "Russia will open an embassy."),
        ("b", "2020-12", "RUS", "2020-11-01", "done", "The embassy has opened."),
        ("c", "2020-02", "GHA", "2020-03", "planned", "Ghana will open an embassy."),
    ]
    for name, published, partner, date, status, said in reports:
        parties = (Party(partner, "sendingState"), Party("TGO", "receivingState"))
        event = Event("MissionOpening", parties, (Evidence(0, len(said), said),), status, date)
        document = Document(name, said, "en", published, name, f"https://{name}.example/1")
        dataset.learn(Reading(document, events=(event,), extractor="test/0"))
    page = briefing(dataset, "Togo")
    assert 'class="kept">kept</th>' in page and 'class="overdue">overdue</th>' in page
    assert all(f"“{said}”" in page for *_, said in reports)
    assert "0 days" in page and 'href="https://a.example/1"' in page
    outcome = re.search(r'<a href="#o-kept">1</a> kept', page)
    assert outcome and re.search(r'<li id="o-kept">kept: <a href="#e\d">', page)


def test_it_says_what_changed_and_what_it_does_not_show(english: str) -> None:
    assert "New partners" in english and "Rising" in english
    assert english.count("It does not show") == 3
    assert english.count("data:image/svg+xml;base64,") == 2


def test_it_is_in_french(dossier: Dataset, english: str) -> None:
    french = briefing(dossier, "TGO", language="fr")
    assert '<html lang="fr">' in french
    assert "Russie" in french and "Ne montre pas" in french
    assert "Ce qui a changé" in french and "What changed" not in french
    assert Page(french).ids == Page(english).ids
    assert "{" not in re.sub(r"<style>.*?</style>", "", french + english, flags=re.DOTALL)


def test_it_is_the_same_each_time(dossier: Dataset, english: str) -> None:
    assert briefing(dossier, "Togo") == english


def hostile() -> Dataset:
    dataset = Dataset.memory()
    said = Evidence(0, len(HOSTILE), HOSTILE)
    event = Event("Meeting", (Party("TGO"), Party("RUS")), (said,), date="2020", place=HOSTILE)
    promise = Event("Meeting", (Party("TGO"), Party("GHA")), (said,), status="planned", date="2020-01")
    document = Document("a", HOSTILE, "en", "2021", HOSTILE, "javascript:alert(1)")
    dataset.learn(Reading(document, events=(event, promise), extractor="test/0"))
    return dataset


def test_what_is_quoted_is_text() -> None:
    page = Page(briefing(hostile(), "TGO"))
    assert "script" not in page.elements
    assert not [name for name in page.attributes if name.startswith("on")]
    assert not [link for link in page.links if link.startswith("javascript")]


def test_a_browser_runs_nothing_and_asks_for_nothing(
    chromium: Callable[[], AbstractContextManager[Any]], tmp_path: Path
) -> None:
    write_briefing(hostile(), tmp_path / "new" / "a.html", "TGO")
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((tmp_path / "new" / "a.html").as_uri())
        assert page.title() == "Togo: briefing on partnerships"
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_briefing_is_two_pages_and_then_the_evidence(
    chromium: Callable[[], AbstractContextManager[Any]], english: str
) -> None:
    with chromium() as browser:
        # What A4 has between its margins, in CSS pixels.
        page = browser.new_page(viewport={"width": 680, "height": 1017})
        page.set_content(english)
        page.emulate_media(media="print")
        page.wait_for_function("[...document.images].every(image => image.complete)")
        first, last, evidence = page.evaluate(
            "['#promises', '#evidence'].map(s => document.querySelector(s).closest('section').getBoundingClientRect())"
            ".map(r => r.top).concat(document.querySelector('#evidence').closest('section').className)"
        )
        assert first <= 1017 and last - first <= 1017
        assert "page" in evidence


@pytest.mark.parametrize(
    ("given", "message"),
    [({"actor": "ISL"}, "ISL"), ({"actor": "Togoo"}, "did you mean"), ({"actor": "TGO", "language": "de"}, "'de'")],
)
def test_what_cannot_be_written_is_said(dossier: Dataset, given: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        briefing(dossier, **given)  # type: ignore[arg-type]


def test_the_command_line_writes_it(dossier: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "open_dataset", lambda _: nullcontext(dossier))
    monkeypatch.setattr(sys, "argv", ["amity", "report", "Togo", "--lang", "fr", "-o", str(tmp_path / "a.html")])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert not stop.value.code
    assert '<html lang="fr">' in (tmp_path / "a.html").read_text(encoding="utf-8")
