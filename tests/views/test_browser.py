"""The page in a browser without network: what a reader can do, and what hostile text cannot.

`open_page` checks for every page that it asked for nothing but itself and complained of nothing.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from amity.store import Dataset
from amity.views import write_view

Open = Callable[..., "object"]


@pytest.fixture(scope="module")
def files(partners: Dataset, hostile: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pages: `togo.html` (an actor's), `all.html`, `hostile.html`, `evil.html` and `none.html`."""
    folder = tmp_path_factory.mktemp("pages")
    write_view(partners, folder / "togo.html", actor="TGO")
    write_view(partners, folder / "all.html")
    write_view(hostile, folder / "hostile.html")
    write_view(hostile, folder / "evil.html", actor="evil-1")
    write_view(Dataset.memory(), folder / "none.html")
    return folder


def text(page: object, selector: str = "#panel") -> str:
    return str(page.inner_text(selector))  # type: ignore[attr-defined]


def click_on(page: object, *actors: str) -> None:
    """Clicks on an actor in the picture, or in the middle between two."""
    places = [page.evaluate("(id) => window.amity.placeOf(id)", actor) for actor in actors]  # type: ignore[attr-defined]
    page.mouse.click(  # type: ignore[attr-defined]
        sum(place["x"] for place in places) / len(places), sum(place["y"] for place in places) / len(places)
    )


def test_it_says_what_it_holds(open_page, files: Path) -> None:
    page = open_page(files / "togo.html").page
    assert page.title() == text(page, "h1") == "Togo: partnerships"
    assert text(page, "#summary").startswith("9 actors · 10 events · 2 sources · ")
    assert page.evaluate("document.querySelector('#canvas canvas').width") > 500


def test_a_click_on_an_actor_shows_its_facts(open_page, files: Path) -> None:
    page = open_page(files / "togo.html").page
    click_on(page, "RUS")
    page.wait_for_selector("#selected:has-text('Russia')")
    panel = text(page)
    assert "State · Wikidata" in panel
    assert "3 (1 planned)" in panel
    assert "Mission opening" in panel
    assert page.get_attribute("#panel .kind a", "href") == "https://www.wikidata.org/wiki/Q159"
    page.click("#panel .back")
    assert text(page, "#panel h2") == "Togo"


def test_a_click_on_a_tie_shows_its_events_with_quotes_and_sources(open_page, files: Path) -> None:
    page = open_page(files / "togo.html").page
    click_on(page, "TGO", "IND")
    page.wait_for_selector("#selected:has-text('India – Togo')")
    aid = page.locator("article", has_text="Aid")
    assert "15 June 2021" in aid.inner_text()
    assert "USD" in aid.inner_text()
    assert "Donor India · Recipient Togo" in aid.inner_text()
    assert "India lends Togo 40 million dollars for solar power." in aid.locator("blockquote").inner_text()
    source = aid.locator("blockquote a")
    assert (source.inner_text(), source.get_attribute("href")) == ("A loan", "https://example.org/lends")
    assert source.get_attribute("rel") == "noopener noreferrer"


@pytest.mark.parametrize(
    ("language", "dates"),
    [
        (
            "en",
            "November 2024|2025|spring 2026|9–10 November 2024|15 June 2021|3 May 2024|until 2020|about 2019|2010s|"
            "date not stated|25 January, year not stated",
        ),
        (
            "fr",
            "novembre 2024|2025|printemps 2026|9–10 novembre 2024|15 juin 2021|3 mai 2024|jusqu’à 2020|vers 2019|"
            "années 2010|date non précisée|25 janvier, année non précisée",
        ),
    ],
)
def test_dates_are_said_at_their_precision(open_page, files: Path, language: str, dates: str) -> None:
    page = open_page(files / "all.html").page
    page.click(f"#in-{language}")
    said = set()
    for name in ("Togo", "Mali"):
        page.fill("#search", name)
        page.keyboard.press("Enter")
        said |= {" ".join(date.split()) for date in page.locator("#panel time").all_inner_texts()}
    assert said == set(dates.split("|"))


def test_everything_is_said_in_french(open_page, files: Path) -> None:
    page = open_page(files / "togo.html").page
    page.click("#in-fr")
    assert page.title() == "Togo : partenariats"
    assert page.get_attribute("html", "lang") == "fr"
    assert page.get_attribute("#search", "placeholder") == "Chercher un acteur"
    panel = text(page)
    for said in ("Russie", "Énergie", "Ouverture de mission", "prévu", "ministre des Affaires étrangères"):
        assert said in panel
    assert "Partners" not in panel


def test_the_keyboard_alone(open_page, files: Path) -> None:
    page = open_page(files / "all.html").page
    page.focus("#tab-network")
    page.keyboard.press("ArrowRight")
    assert page.is_visible("#view-table")
    assert page.is_hidden("#view-network")
    rows = page.locator("#view-table tbody tr")
    assert rows.count() == text(page, "#view-table").count("–") - rows.locator(".date", has_text="–").count()
    page.focus("#view-table tbody button")
    page.keyboard.press("Enter")
    assert "Russia – Togo" in text(page, "#selected")
    assert page.evaluate("document.activeElement.textContent") == "Russia – Togo"
    page.keyboard.press("Escape")
    assert text(page, "#panel h2") == "Overview"


def test_the_table_says_how_each_tie_stands(open_page, files: Path) -> None:
    page = open_page(files / "all.html").page
    page.click("#tab-table")
    stands = {row.split("\t")[0]: row.split("\t")[-1].strip() for row in page.locator("tbody tr").all_inner_texts()}
    assert stands["Russia – Togo"] == "took place"
    assert stands["Benin – Togo"] == stands["Mali – Sweden"] == "denied or broken"
    page.select_option("#filter-status", "planned")
    stands = {row.split("\t")[0]: row.split("\t")[-1].strip() for row in page.locator("tbody tr").all_inner_texts()}
    assert stands == {"India – Togo": "only planned", "Ghana – Togo": "only planned", "Russia – Togo": "only planned"}
    assert text(page, "#count") == "3 ties · 3 events"
    page.click("#clear")
    assert page.is_hidden("#clear")


@pytest.mark.parametrize(
    ("typed", "found"), [("russ", "Russia"), ("EU", "European Union"), ("quat", ""), ("Fédération", "")]
)
def test_search(open_page, files: Path, typed: str, found: str) -> None:
    page = open_page(files / "all.html").page
    page.fill("#search", typed)
    if not found:
        assert text(page, "#found") == "No actor of that name"
        return
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#search", "aria-activedescendant") == "found-0"
    page.keyboard.press("Enter")
    assert text(page, "#selected") == found
    assert page.is_hidden("#found")


@pytest.mark.parametrize("name", ["togo", "all", "none"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_telephone(open_page, files: Path, name: str, scheme: str) -> None:
    page = open_page(files / f"{name}.html", width=390, height=844, color_scheme=scheme, has_touch=True).page
    for tab in ("network", "table"):
        page.click(f"#tab-{tab}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 21, 28)"
    assert dark == (scheme == "dark")


def test_an_empty_network_says_so(open_page, files: Path) -> None:
    page = open_page(files / "none.html").page
    assert page.is_visible("#empty")


@pytest.mark.parametrize("bypass", [False, True])
@pytest.mark.parametrize("name", ["hostile", "evil"])
def test_hostile_text_runs_nothing(open_page, files: Path, name: str, bypass: bool) -> None:
    page = open_page(files / f"{name}.html", bypass_csp=bypass).page
    actors = page.evaluate("Array.from({length: 15}, (_, n) => `evil-${n}`)") if name == "hostile" else ["evil-1"]
    for language in ("en", "fr"):
        page.click(f"#in-{language}")
        for actor in ["TGO", *actors]:
            page.mouse.move(*page.evaluate("(id) => Object.values(window.amity.placeOf(id))", actor))
            click_on(page, actor)
            page.wait_for_timeout(150)  # for the tooltip
        page.fill("#search", "<")
        page.fill("#search", "")
        page.click("#tab-table")
        page.locator("tbody button").first.click()
        page.click("#tab-network")
    assert page.evaluate("window.ran") is None
    assert page.locator("#panel :is(script, img, b, i), #found :is(img, svg)").count() == 0
    links = page.evaluate("Array.from(document.links, (link) => link.protocol)")
    assert set(links) <= {"https:", "http:", "file:"}  # file: the link to the details within the page
