"""What hostile text cannot do, in any view and any file, with the policy of the page and without it."""

from pathlib import Path

import pytest

VIEWS = ("rings", "map", "matrix", "network", "timeline")


@pytest.mark.parametrize("bypass", [False, True])
@pytest.mark.parametrize("name", ["hostile", "evil"])
def test_it_runs_nothing(open_page, files: Path, name: str, bypass: bool) -> None:
    opened = open_page(files / f"{name}.html", bypass_csp=bypass)
    page = opened.page
    actors = ["TGO", *(f"evil-{number}" for number in range(15))] if name == "hostile" else ["TGO", "evil-1"]
    for language in ("en", "fr"):
        page.click(f"#in-{language}")
        for view in VIEWS:
            opened.view(view)
            if view == "matrix":
                for mode in ("domains", "actors", "ties"):
                    page.click(f"#mode-{mode}")
                    page.locator("#sheet tbody button").first.click()
                continue
            for actor in actors[:: 1 if view == "network" else 5]:
                if place := opened.place(actor):
                    page.mouse.move(*place.values())
                    page.mouse.click(*place.values())
        page.wait_for_timeout(150)  # for the tooltip
        page.fill("#search", "<")
        page.fill("#search", "")
    for kind in ("domain", "class", "status", "kind"):
        if page.is_visible(f"#filter-{kind}"):
            page.click(f"#filter-{kind} summary")
    page.keyboard.press("Escape")
    for ending in ("svg", "png", "gexf", "csv"):
        opened.saved(ending)
    assert page.evaluate("window.ran") is None
    assert (
        page.locator(
            "#panel :is(script, img, b, i), #found :is(img, svg), #drawing :is(script, image, foreignObject, a)"
        ).count()
        == 0
    )
    links = page.evaluate("Array.from(document.links, (link) => link.protocol)")
    assert set(links) <= {"https:", "http:", "file:"}  # file: the link to the details within the page


def test_a_picture_that_is_saved_runs_nothing(open_page, browser, files: Path, tmp_path: Path) -> None:
    for view in VIEWS:
        (tmp_path / "saved.svg").write_bytes(open_page(files / "hostile.html", fragment=f"view={view}").saved("svg"))
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto((tmp_path / "saved.svg").as_uri())
        assert page.evaluate("window.ran") is None
        assert len(asked) == 1
        page.close()
