"""The pages in a browser: with a keyboard, without scripts, on a telephone.

`visit` sees to it that a page asks nothing of another machine, complains of nothing, and runs nothing hostile.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx
import pytest

Visit = Callable[..., Any]
PAGES = (
    "/",
    "/page/event/MissionOpening-RUS-TGO-2025",
    "/page/state/TGO?lang=fr",
    "/page/document/news",
    "/question/partners?actor=TGO",
    "/editor",
    "/sparql?query=SELECT%20%2A%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%2050",
    "/search?q=togo",
)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_question_is_asked_with_its_form(visit: Visit, scripts: bool) -> None:
    def look(page: Any) -> tuple[str, str]:
        page.click("h3 a:text-is('Partners of an actor')")
        page.fill("#p-actor", "Togo")
        page.select_option("#p-domain", label="politics")
        page.click("main button:text-is('Ask')")
        page.wait_for_selector("table")
        rows = page.inner_text("tbody")
        page.click("td a:text-is('RUS')")
        return rows, page.inner_text("h1")

    rows, title = visit("/", look, java_script_enabled=scripts)
    assert ("Russia" in rows, "India" in rows, title) == (True, False, "Russia")


def test_a_form_asks_for_what_is_missing(visit: Visit) -> None:
    def look(page: Any) -> tuple[bool, str]:
        page.click("main button:text-is('Ask')")
        return page.evaluate("document.querySelector('#p-actor').checkValidity()"), page.url

    valid, address = visit("/question/partners", look)
    assert (valid, address.endswith("/question/partners")) == (False, True)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_query_is_run(visit: Visit, scripts: bool) -> None:
    def look(page: Any) -> str:
        page.fill("#query", "SELECT DISTINCT ?aid { ?aid a amity:Aid }")
        if scripts:
            assert page.inner_text("[data-hint]") == "or Ctrl + Enter"
            page.press("#query", "Control+Enter")
        else:
            page.click("text=Run")
        page.wait_for_selector("table")
        return str(page.inner_text("tbody"))

    assert visit("/editor", look, java_script_enabled=scripts) == "event:Aid-IND-TGO-2021-06-15"


def test_a_reader_goes_from_an_actor_to_a_sentence_and_its_source(visit: Visit) -> None:
    def look(page: Any) -> tuple[str, str, str]:
        page.fill("#q", "lavrov")
        page.fill("#q", "togo")
        page.press("#q", "Enter")
        page.click("main a:text-is('Togo')")
        page.click("text=Ouverture de mission : Russie – Togo (2025)")
        quoted = page.inner_text("#source-1 blockquote")
        page.click("#source-1 a >> nth=0")
        return quoted, page.inner_text("h1"), page.get_attribute("html", "lang")

    quoted, title, language = visit("/?lang=fr", look, java_script_enabled=False)
    assert (quoted, title, language) == (
        "La Russie ouvrira une ambassade à Lomé en 2025.",
        "Lomé et Moscou",
        "fr",
    )


def test_the_language_of_the_browser(visit: Visit) -> None:
    def look(page: Any) -> tuple[str, str]:
        french = page.inner_text("h1")
        page.click("nav >> text=English")
        return french, page.inner_text("h1")

    titles = visit("/page/event/Meeting-RUS-TGO-2024-11", look, locale="fr-FR")
    assert titles == ("Rencontre : Russie – Togo (2024-11)", "Meeting: Russia – Togo (2024-11)")


@pytest.mark.parametrize("path", PAGES)
def test_everybody_can_read_it(visit: Visit, path: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")

    def look(page: Any) -> tuple[list[str], int]:
        found = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            violations = axe.Axe().run(page).response["violations"]
            found += [f"{scheme} {v['id']}: {v['nodes'][0]['html']}" for v in violations]
        page.set_viewport_size({"width": 390, "height": 844})
        return found, int(page.evaluate("document.documentElement.scrollWidth"))

    faults, width = visit(path, look)
    assert faults == []
    assert width <= 390


@pytest.mark.parametrize("bypass", [False, True])
def test_hostile_texts_run_nothing(visit: Visit, server: httpx.Client, bypass: bool) -> None:
    query = "SELECT DISTINCT ?x { ?x a ?t FILTER(REGEX(STR(?x), '/id/[a-z]+/([0-6]%20|evil)')) }"
    rows = server.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    paths = [row["x"]["value"].removeprefix("https://w3id.org/amity/id") for row in rows]
    texts = ("SELECT ?l ?u { { ?x rdfs:label ?l } UNION { ?x amity:url ?u } FILTER(CONTAINS(STR(?l), 'ran')) }",)
    more = [f"/sparql?query={quote(text)}" for text in texts] + ["/search?q=%3Cscript%3Ewindow.ran%3D1%3C/script%3E"]

    def look(page: Any) -> set[str]:
        base = page.url.rstrip("/")
        protocols: set[str] = set()
        for path in [*(f"/page{path}" for path in paths), *more]:
            page.goto(base + path)
            page.wait_for_load_state()
            assert page.evaluate("window.ran") is None, path
            assert page.locator("main :is(script, img, b, i, svg)").count() == 0
            protocols |= set(page.evaluate("Array.from(document.links, (link) => link.protocol)"))
        return protocols

    assert len(paths) > 12
    assert visit("/", look, bypass_csp=bypass) <= {"http:", "https:"}
