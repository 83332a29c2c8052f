"""What each view draws: names that do not collide, marks of what is promised or broken, tables that add up."""

from itertools import combinations
from math import dist
from pathlib import Path
from typing import Any

import pytest

from amity.store import Dataset
from amity.views import content, rings

# Every text of the picture as a box in pixels, those alone that are seen.
BOXES = """() => Array.from(document.querySelectorAll("#drawing text, #over text"), (text) => {
  const { left, top, right, bottom } = text.getBoundingClientRect();
  return [text.textContent, left, top, right, bottom];
})"""


def overlapping(boxes: list[list[Any]]) -> list[tuple[str, str]]:
    """The texts that cover each other by more than two pixels."""
    return [
        (a[0], b[0])
        for a, b in combinations(boxes, 2)
        if min(a[3], b[3]) - max(a[1], b[1]) > 2 and min(a[4], b[4]) - max(a[2], b[2]) > 2
    ]


@pytest.mark.parametrize("number", [1, 2, 5, 20, 60, 90])
@pytest.mark.parametrize("weights", ["equal", "falling", "two strong"])
def test_partners_on_rings_never_touch_and_the_stronger_is_nearer(number: int, weights: str) -> None:
    given = {"equal": lambda n: 1.0, "falling": lambda n: 100 / (n + 1), "two strong": lambda n: 90.0 if n < 2 else 1.0}
    ties = {f"p{n:02}": given[weights](n) for n in range(number)}
    sectors = {node: str(place % 4) for place, node in enumerate(ties)}
    ordered = dict(sorted(sectors.items(), key=lambda item: item[1]))
    points = rings.around(ties, ordered)
    assert len(points) == min(number, rings.MOST)
    most = max(ties.values())
    for (a, one), (b, other) in combinations(points.items(), 2):
        assert dist(one, other) > rings.size(ties[a], most) + rings.size(ties[b], most)
    for node, point in points.items():
        assert dist(point, (0, 0)) > rings.CENTER + rings.size(ties[node], most)
        assert (point[0] / rings.ACROSS) ** 2 + (point[1] / rings.DOWN) ** 2 <= 1.001
    rho = {node: (x / rings.ACROSS) ** 2 + (y / rings.DOWN) ** 2 for node, (x, y) in points.items()}
    if weights == "two strong" and number > 5:
        assert max(rho["p00"], rho["p01"]) < min(value for node, value in rho.items() if node > "p01")


def test_sectors_are_continents_and_on_the_own_continent_regions() -> None:
    regions = {"TGO": ("002", "011"), "GHA": ("002", "011"), "MAR": ("002", "015"), "FRA": ("150", "155")}
    found = rings.sectors(["EU", "FRA", "GHA", "MAR"], regions, regions["TGO"])
    assert found == {"GHA": "011", "MAR": "015", "FRA": "150", "EU": rings.OTHERS}
    assert list(found) == ["GHA", "MAR", "FRA", "EU"]
    assert set(rings.sectors(["GHA", "MAR"], regions, None).values()) == {"002"}


def test_names_on_rings_are_whole_and_apart(open_page, files: Path) -> None:
    for more in ({}, {"width": 390, "height": 844}, {"fragment": "view=rings&lang=fr"}):
        page = open_page(files / "dossier.html", **more)
        size = page.page.evaluate("document.querySelector('#picture').getBoundingClientRect().toJSON()")
        names = page.page.evaluate(
            "Array.from(document.querySelectorAll('#drawing text[data-actor]'), (text) => "
            "[text.textContent, text.getBoundingClientRect().toJSON()])"
        )
        assert len(names) > 12
        assert not [name for name, _ in names if "…" in name]
        for name, box in names:
            assert box["left"] >= size["left"], name
            assert box["right"] <= size["right"], name
            assert box["top"] >= size["top"], name
            assert box["bottom"] <= size["bottom"], name


def test_the_donut_shows_the_domains(open_page, files: Path) -> None:
    page = open_page(files / "togo.html").page
    fills = "Array.from(document.querySelectorAll('#drawing g[data-actor] path[fill]'), (p) => p.getAttribute('fill'))"
    assert len(set(page.evaluate(fills))) > 2
    legend = page.inner_text("#legend")
    for said in ("Energy", "Security", "No domain stated", "only planned"):
        assert said in legend


def test_promised_ties_are_dashed_and_broken_ones_are_marked(open_page, files: Path) -> None:
    for view in ("rings", "map"):
        page = open_page(files / "togo.html", fragment=f"view={view}").page
        dashes = page.evaluate(
            "Object.fromEntries(Array.from(document.querySelectorAll('#drawing g[data-tie]'), (g) => "
            "[g.dataset.tie, [g.querySelector('[stroke-dasharray]')?.getAttribute('stroke-dasharray') ?? '', "
            "g.querySelector('g') !== null]]))"
        )
        assert sorted(map(tuple, dashes.values())).count(("2 5", True)) == 1  # the denied visit of Benin
    page = open_page(files / "togo.html", fragment="view=rings&status=planned").page
    assert page.locator("#drawing g[data-tie] [stroke-dasharray='7 5']").count() == 3


def test_in_a_network_any_actor_is_put_in_the_middle(open_page, files: Path) -> None:
    page = open_page(files / "all.html", fragment="view=rings&actor=RUS")
    assert page.page.locator("#drawing [data-actor] circle").count()
    page.page.click("#center")
    middle = page.page.evaluate("document.querySelector('#picture').getBoundingClientRect().toJSON()")
    spot = page.place("RUS")
    assert abs(spot["x"] - middle["left"] - middle["width"] / 2) < 2
    page.page.wait_for_function("() => location.hash.includes('center=RUS')")


def test_the_map(open_page, files: Path) -> None:
    page = open_page(files / "togo.html", fragment="view=map")
    assert "they take no side in any dispute" in page.text("#legend")
    aside = page.page.locator("#drawing g[data-actor] text", has_text="European Union")
    assert aside.count() == 1
    assert "Not on the map (1)" in page.page.evaluate("document.querySelector('#drawing svg').textContent")
    before = dist(*(tuple(page.place(actor).values()) for actor in ("TGO", "GHA")))
    page.page.mouse.move(*page.place("TGO").values())
    page.page.mouse.wheel(0, -300)
    page.page.wait_for_timeout(50)
    assert dist(*(tuple(page.place(actor).values()) for actor in ("TGO", "GHA"))) > before * 1.3
    spot = page.place("TGO")
    page.page.mouse.move(600, 400)
    page.page.mouse.down()
    page.page.mouse.move(640, 420, steps=4)
    page.page.mouse.up()
    assert dist(tuple(page.place("TGO").values()), (spot["x"] + 40, spot["y"] + 20)) < 3
    assert page.page.evaluate("document.querySelector('#panel .back')") is None
    page.page.click("#fit")
    assert dist(*(tuple(page.place(actor).values()) for actor in ("TGO", "GHA"))) == pytest.approx(before, abs=2)


@pytest.mark.parametrize("name", ["dossier", "all"])
@pytest.mark.parametrize("view", ["map", "network"])
def test_names_do_not_cover_each_other(open_page, files: Path, name: str, view: str) -> None:
    page = open_page(files / f"{name}.html", fragment=f"view={view}")
    page.page.wait_for_timeout(100)
    assert not overlapping(page.page.evaluate(BOXES))


def test_a_tie_of_the_map_and_of_the_network_opens_its_events(open_page, files: Path) -> None:
    page = open_page(files / "togo.html", fragment="view=map")
    tie = page.page.locator("#drawing g[data-tie] path[stroke='transparent']").first
    tie.dispatch_event("click")
    assert " – " in page.text("#selected")
    assert page.page.locator("#panel article blockquote").count()
    page = open_page(files / "togo.html", fragment="view=network")
    page.click_on("RUS", "GHA")
    page.page.wait_for_selector("#selected:has-text('Ghana – Russia')")
    assert "Conference" in page.text("#panel article")


def test_the_network_leaves_out_whose_page_it_is(open_page, files: Path) -> None:
    page = open_page(files / "togo.html", fragment="view=network")
    assert page.place("TGO") is None
    assert page.place("RUS")
    assert "Togo is tied to everyone and left out." in page.text("#legend")
    assert "Ghana, Nigeria +1" in page.text("#legend").replace("Russia, Ghana", "Ghana, Nigeria")


def test_the_matrix_of_domains_adds_up(open_page, files: Path, partners: Dataset) -> None:
    page = open_page(files / "togo.html", fragment="view=matrix").page
    columns = [text.strip() for text in page.locator("table thead .slanted").all_inner_texts()]
    shown = {}
    for row in page.locator("table tbody tr").all():
        cells = row.locator("td:not(.total)").all_inner_texts()
        shown |= {(row.locator("th").inner_text(), column): text for column, text in zip(columns, cells, strict=True)}
    assert shown["Russia", "Energy"] == shown["Russia", "Security"] == shown["Russia", "Culture"] == "1"
    assert (shown["India", "Energy"], shown["Ghana", "Energy"]) == ("1", "")
    data = content(partners, actor="TGO").data
    energy = [event for event in data["events"] if "energy" in event.get("domains", ())]
    assert sum(int(text or 0) for (_, column), text in shown.items() if column == "Energy") == len(energy)
    page.click("button.cell[aria-label='Russia, Energy: 1 event']")
    assert page.locator("#panel article").count() == 1
    assert "Only energy." in page.inner_text("#panel")
    page.click("#panel .only button")
    assert page.locator("#panel article").count() == 3


def test_the_matrix_of_actors_is_symmetrical_and_crossed_by_arrows(open_page, files: Path) -> None:
    page = open_page(files / "all.html", fragment="view=matrix&matrix=actors").page
    rows = [row.locator("td").all_inner_texts() for row in page.locator("table tbody tr").all()]
    assert rows == [list(column) for column in zip(*rows, strict=True)]
    assert page.locator("button.cell.broken").count() == 4  # Benin – Togo, Mali – Sweden, from both sides
    page.focus("td button[tabindex='0']")
    before = page.evaluate("document.activeElement.getAttribute('aria-label')")
    for key in ("ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.className.includes('cell')")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") != before
    page.keyboard.press("Enter")
    assert page.inner_text("#selected")
    assert page.evaluate("document.activeElement.className.includes('cell')")


def test_the_list_says_how_each_tie_stands(open_page, files: Path) -> None:
    page = open_page(files / "all.html", fragment="view=matrix&matrix=ties")
    rows = page.page.locator("#sheet tbody tr")
    stands = {row.split("\t")[0]: row.split("\t")[-1].strip() for row in rows.all_inner_texts()}
    assert stands["Russia – Togo"] == "took place"
    assert stands["Benin – Togo"] == stands["Mali – Sweden"] == "denied or broken"
    page.tick("status", "planned")
    stands = {row.split("\t")[0]: row.split("\t")[-1].strip() for row in rows.all_inner_texts()}
    assert stands == {"India – Togo": "only planned", "Ghana – Togo": "only planned", "Russia – Togo": "only planned"}
    page.page.click("#sheet thead button:has-text('Tie')")
    assert page.page.get_attribute("#sheet thead th", "aria-sort") == "ascending"


def test_the_timeline_keeps_promises_apart(open_page, files: Path) -> None:
    page = open_page(files / "togo.html", fragment="view=timeline")
    said = page.page.evaluate("Array.from(document.querySelectorAll('#drawing text'), (text) => text.textContent)")
    heads = [
        said.index(head)
        for head in ("Took place or under way", "Promised: planned or suspended", "Denied or called off")
    ]
    assert heads == sorted(heads)
    assert said.index("Mission opening") > heads[1]
    dots = page.page.locator("#drawing g[data-event]")
    assert dots.count() == 9  # one has no date
    assert page.page.locator("#drawing g[data-event] [stroke-dasharray]").count() == 3
    dots.first.click()
    assert page.page.locator("#panel article").count() == 1
    page.page.keyboard.press("Escape")
    page.page.click("#panel .bars button:has-text('India')")
    assert dots.count() == 2
