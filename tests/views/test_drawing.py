"""What is drawn has room, belongs visibly to what it names, and stands out when it is pointed at."""

from math import hypot
from pathlib import Path
from typing import Any

import pytest

# Of each name that stands beside its actor on the map: its box, and each dot's number and box, in pixels of the window.
BESIDE = """() => {
  const box = (element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const dots = [...document.querySelectorAll("#drawing g[data-actor]")].filter((dot) => !dot.querySelector("text"));
  return {
    names: [...document.querySelectorAll("#drawing text[data-actor]")].map((name) => [name.dataset.actor, box(name)]),
    dots: Object.fromEntries(dots.map((dot) => [dot.dataset.actor, box(dot)])),
  };
}"""
# The texts of a saved picture that reach beyond its edges.
OUTSIDE = """() => {
  const { width, height } = document.documentElement.getBoundingClientRect();
  const isOutside = ({ left, top, right, bottom }) => left < 0 || top < 0 || right > width || bottom > height;
  const texts = [...document.querySelectorAll("text")];
  return texts.filter((text) => isOutside(text.getBoundingClientRect())).map((text) => text.textContent);
}"""
# The names of the timeline's rows through which a line between two rows goes.
STRUCK = """() => {
  const lines = [...document.querySelectorAll("#drawing path")].map((path) => path.getAttribute("d"));
  const heights = lines.map((d) => /^M12,([\\d.]+)H/.exec(d)).filter(Boolean).map((found) => Number(found[1]));
  const names = [...document.querySelectorAll("#drawing text")].filter((text) => Number(text.getAttribute("x")) < 100);
  const isStruck = ({ y, height }) => heights.some((line) => line > y + 1 && line < y + height - 1);
  const struck = names.filter((name) => isStruck(name.getBBox())).map((name) => name.textContent);
  return { struck, rows: heights.length };
}"""
OPACITY = "(id) => Number(getComputedStyle(document.querySelector(`#drawing g[data-actor='${id}']`)).opacity)"


def _gap(name: list[float], dot: list[float]) -> float:
    """How far a box is from the edge of the disc in another box."""
    x, y, radius = (dot[0] + dot[2]) / 2, (dot[1] + dot[3]) / 2, (dot[2] - dot[0]) / 2
    return hypot(max(name[0] - x, 0, x - name[2]), max(name[1] - y, 0, y - name[3])) - radius


@pytest.mark.parametrize("name", ["whole", "dossier"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_a_name_on_the_map_touches_its_own_dot_and_no_other(
    open_page, files: Path, name: str, width: int, height: int
) -> None:
    page = open_page(files / f"{name}.html", fragment="view=map", width=width, height=height).page
    for _ in range(2):
        found = page.evaluate(BESIDE)
        assert len(found["names"]) > 8
        for actor, box in found["names"]:
            own = _gap(box, found["dots"][actor])
            assert own < 5
            if own > 0:  # one on top of its dot is that of the page's actor
                assert own < min(_gap(box, dot) for other, dot in found["dots"].items() if other != actor)
        page.click("#zoom-in")


def test_the_strongest_of_the_map_is_named(open_page, files: Path) -> None:
    page = open_page(files / "whole.html", fragment="view=map").page
    names = page.evaluate(
        "Array.from(document.querySelectorAll('#drawing text[data-actor]'), (name) => name.textContent)"
    )
    assert {"Togo", "Niger", "Russia", "Ghana", "Mali"} <= set(names)


@pytest.mark.parametrize("view", ["map", "network"])
def test_no_name_lies_below_the_buttons(open_page, files: Path, view: str) -> None:
    page = open_page(files / "dossier.html", fragment=f"view={view}", width=390, height=844).page
    boxes = (
        "(selector) => Array.from(document.querySelectorAll(selector), (one) => one.getBoundingClientRect().toJSON())"
    )
    page.wait_for_selector("#drawing text, #over text", state="attached")
    (buttons,) = page.evaluate(boxes, "#zoom")
    for name in page.evaluate(boxes, "#drawing text, #over text"):
        assert name["right"] < buttons["left"] or name["top"] > buttons["bottom"] or name["bottom"] < buttons["top"]


@pytest.mark.parametrize("mode", ["domains", "actors"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_slanted_names_of_the_matrix_have_room(open_page, files: Path, mode: str, width: int) -> None:
    page = open_page(files / "whole.html", fragment=f"view=matrix&matrix={mode}", width=width)
    page.page.evaluate("document.querySelector('#sheet').scrollLeft = 1e6")
    edges = page.page.evaluate(
        "[Math.max(...Array.from(document.querySelectorAll('.slanted'), (name) => name.getBoundingClientRect().right)),"
        " document.querySelector('#sheet').getBoundingClientRect().left + document.querySelector('#sheet').clientWidth,"
        " Math.min(...Array.from(document.querySelectorAll('.slanted'), (name) => name.getBoundingClientRect().top)),"
        " document.querySelector('caption').getBoundingClientRect().bottom]"
    )
    assert edges[0] < edges[1] - 4
    assert edges[2] > edges[3] - 4
    stays = "(selector) => document.querySelector(selector).getBoundingClientRect().left"
    assert min(page.page.evaluate(stays, selector) for selector in ("tbody th", "caption span")) > 12
    if width > 1000 and mode == "domains":
        assert page.page.evaluate("document.querySelector('#sheet').scrollLeft") == 0


def test_a_saved_matrix_marks_what_is_promised_or_broken_as_the_page_does(open_page, files: Path) -> None:
    page = open_page(files / "whole.html", fragment="view=matrix")
    promised, broken = (page.page.locator(f"button.cell.{stand}").count() for stand in ("promised", "broken"))
    saved = page.saved("svg").decode()
    assert promised and broken
    key = 1  # the line below the picture that says what dashes stand for
    assert saved.count('stroke-dasharray="4 2.5"') == promised
    assert saved.count('stroke="#c2410c"') == 2 * broken + key


@pytest.mark.parametrize("fragment", ["view=matrix", "view=matrix&matrix=actors", "view=timeline", "view=rings"])
def test_a_saved_picture_holds_its_texts(open_page, browser: Any, files: Path, tmp_path: Path, fragment: str) -> None:
    saved = tmp_path / "saved.svg"
    saved.write_bytes(open_page(files / "whole.html", fragment=fragment).saved("svg"))
    page = browser.new_page()
    page.goto(saved.as_uri())
    outside = page.evaluate(OUTSIDE)
    page.close()
    assert outside == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_line_of_the_timeline_goes_through_a_name(open_page, files: Path, language: str) -> None:
    page = open_page(files / "whole.html", fragment=f"view=timeline&lang={language}").page
    found = page.evaluate(STRUCK)
    assert found["rows"] > 10
    assert found["struck"] == []


def test_a_sector_of_one_partner_is_named(open_page, files: Path) -> None:
    page = open_page(files / "dossier.html", fragment="view=rings", width=1600, height=1000).page
    arcs = page.locator("#drawing textPath").all_text_contents()
    assert {"Northern Africa", "Americas", "Europe"} <= set(arcs)


@pytest.mark.parametrize("view", ["rings", "map"])
def test_what_is_pointed_at_stands_out(open_page, files: Path, view: str) -> None:
    opened = open_page(files / "togo.html", fragment=f"view={view}", reduced_motion="reduce")
    page = opened.page
    numbers = page.evaluate(
        "() => Object.fromEntries(Array.from(document.querySelectorAll('#drawing g[data-actor]'), (g) => "
        "[g.dataset.actor, 1]))"
    )
    page.mouse.move(*opened.place("IND").values())
    page.wait_for_selector("#drawing.spotted")
    shown = {number: page.evaluate(OPACITY, number) for number in numbers}
    (spotted,) = page.locator("#drawing g[data-actor].at").all()
    assert shown[spotted.get_attribute("data-actor")] == 1
    assert sorted(shown.values())[-2:] == [1, 1]  # India and Togo, its one partner here
    assert sorted(shown.values())[-3] < 0.5
    tie = page.locator("#drawing g[data-tie].lit")
    assert tie.count() == 1
    page.mouse.move(700, 40)
    page.wait_for_selector("#drawing:not(.spotted)")
    assert all(page.evaluate(OPACITY, number) == 1 for number in numbers)


def test_a_tie_pointed_at_dims_the_others(open_page, files: Path) -> None:
    opened = open_page(files / "togo.html", fragment="view=rings", reduced_motion="reduce")
    page = opened.page
    ends = [opened.place(actor) for actor in ("TGO", "IND")]
    page.mouse.move(*(0.35 * ends[0][axis] + 0.65 * ends[1][axis] for axis in ("x", "y")))
    page.wait_for_selector("#drawing.spotted")
    assert page.locator("#drawing g[data-tie].lit.at").count() == 1
    assert page.locator("#drawing g[data-actor].lit").count() == 2
    assert "India – Togo" in page.inner_text("#tip")


def test_the_network_veils_what_is_not_pointed_at(open_page, files: Path) -> None:
    opened = open_page(files / "all.html", fragment="view=network")
    page = opened.page
    page.mouse.move(*opened.place("IND").values())
    page.wait_for_selector("#over .veil", state="attached")
    above = page.evaluate(
        "() => { const parts = [...document.querySelector('#over svg').children]; "
        "return parts.slice(parts.findIndex((part) => part.matches('.veil')) + 1).map((part) => part.textContent) }"
    )
    assert {"India", "Togo"} == set(filter(None, above))
    assert '<rect class="veil"' not in opened.saved("svg").decode()
    page.mouse.move(700, 40)
    page.wait_for_selector("#over .veil", state="detached")


@pytest.mark.parametrize(("motion", "seconds"), [("reduce", "0s"), ("no-preference", "0.15s")])
def test_motion_is_for_those_who_want_it(open_page, files: Path, motion: str, seconds: str) -> None:
    page = open_page(files / "togo.html", fragment="view=rings", reduced_motion=motion).page
    style = "getComputedStyle(document.querySelector('#drawing g[data-actor]')).transitionDuration"
    assert page.evaluate(style) == seconds
