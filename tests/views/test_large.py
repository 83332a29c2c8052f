"""A network of 300 actors and 5,000 ties, grown on the events of ICEWS: the page holds out, and says what it omits."""

from itertools import combinations
from pathlib import Path

import pytest

from amity import datasets
from amity.model import Actor, Document, Event, Evidence, Party, Reading
from amity.network import multigraph
from amity.store import Dataset
from amity.views import write_view

VIEWS = ("rings", "map", "matrix", "network", "timeline")
ACTORS, TIES = 300, 5_000


@pytest.fixture(scope="session")
def large(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of ICEWS's events, with as many more actors and ties, made up, as the files lack."""
    dataset = Dataset.memory()
    folder = shared / "data" / "icews"
    datasets.run(sorted(folder.glob("icews_*")), datasets.of_dataset("icews"), dataset)
    graph = multigraph(dataset)
    known = sorted(node.rpartition("/")[2] for node in graph)
    missing = [f"made-up-{number:03}" for number in range(ACTORS - len(known))]
    tied = {frozenset(end.rpartition("/")[2] for end in edge) for edge in graph.edges()}
    free = [pair for pair in combinations([*missing, *known], 2) if frozenset(pair) not in tied]
    wanted = free[:: max(1, len(free) // (TIES - len(tied)))][: TIES - len(tied)]
    text = "They met."
    for start in range(0, len(wanted), 500):
        pairs = wanted[start : start + 500]
        events = tuple(
            Event("Meeting", (Party(a, "party"), Party(b, "party")), (Evidence(0, len(text), text),), date="2014-06")
            for a, b in pairs
        )
        actors = tuple(Actor(name, "InternationalOrganization", name) for name in missing)
        dataset.learn(
            Reading(Document(f"made-up-{start}", text, language="en", title="Made up"), actors, (), events, "test/0")
        )
    path = tmp_path_factory.mktemp("large") / "large.html"
    write_view(dataset, path)
    return path


def test_it_opens_with_the_backbone_and_says_so(open_page, large: Path) -> None:
    page = open_page(large)
    assert page.text("#summary").startswith(f"{ACTORS} actors · ")
    assert page.text("#count").startswith("5,000 ties · ")
    assert "Drawn: the 500 most telling of 5,000 ties and the 300 strongest of 300 actors." in page.text("#legend")
    page.page.click("#draw-all")
    assert "Draw fewer" in page.text("#legend")
    assert "only the most telling can be pointed at" in page.text("#legend")


def test_every_view_and_interaction_works(open_page, large: Path) -> None:
    page = open_page(large)
    for view in VIEWS:
        page.view(view)
        page.page.fill("#search", "Iran")
        page.page.keyboard.press("Enter")
        assert page.text("#selected") == "Iran"
        assert "PARTNERS" in page.text()
        page.tick("class", "Meeting")
        page.page.locator("#panel .bars button").first.click()
        assert page.page.locator("#panel article blockquote").count()
        assert set(page.page.locator("#panel article h4 span:first-child").all_inner_texts()) == {"Meeting"}
        page.page.click("#clear")
        page.page.keyboard.press("Escape")
        page.page.keyboard.press("Escape")
        page.page.focus("#from")
        page.page.keyboard.press("ArrowRight")
        assert page.page.is_visible("#undated") or page.text("#from-year") == "2015"
        page.page.click("#clear")
    page.view("timeline")
    bar = page.page.locator("#drawing rect[data-bin]").first
    bar.click()
    assert "Took place or under way" in page.text()


def test_it_says_what_a_view_leaves_out(open_page, large: Path) -> None:
    page = open_page(large, fragment="view=map")
    assert "the 150 strongest of 5,000 ties" in page.text("#legend")
    page.view("rings")
    assert "Drawn: the 72 strongest of" in page.text("#legend")
    page.view("matrix")
    assert page.page.locator("#sheet tbody tr").count() == 60
    page.page.click("#sheet .more")
    assert page.page.locator("#sheet tbody tr").count() == ACTORS


@pytest.mark.parametrize("ending", ["svg", "png", "gexf", "csv"])
def test_it_is_saved(open_page, large: Path, ending: str) -> None:
    saved = open_page(large).saved(ending)
    assert len(saved) > 50_000
    if ending == "gexf":
        assert saved.count(b"<edge ") == TIES
