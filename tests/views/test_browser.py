"""The page in a browser without network: what a reader can do in every view.

`open_page` checks for every page that it asked for nothing but itself and complained of nothing.
"""

from pathlib import Path

import pytest

VIEWS = ("rings", "map", "matrix", "network", "timeline")


def test_it_says_what_it_holds(open_page, files: Path) -> None:
    page = open_page(files / "togo.html")
    assert page.page.title() == page.text("h1") == "Togo: partnerships"
    assert page.text("#summary").startswith("9 actors · 10 events · 2 sources · ")
    assert page.page.get_attribute("#tab-rings", "aria-selected") == "true"
    assert open_page(files / "all.html").page.get_attribute("#tab-network", "aria-selected") == "true"


@pytest.mark.parametrize("view", ["rings", "map", "network"])
def test_a_click_on_an_actor_shows_its_facts(open_page, files: Path, view: str) -> None:
    page = open_page(files / "togo.html")
    page.view(view)
    page.click_on("RUS")
    page.page.wait_for_selector("#selected:has-text('Russia')")
    panel = page.text()
    for said in ("State · Wikidata", "3 (1 planned)", "TIMELINE", "PARTNERS", "Mission opening"):
        assert said in panel
    assert page.page.get_attribute("#panel .kind a", "href") == "https://www.wikidata.org/wiki/Q159"
    page.page.click("#panel .back")
    assert page.text("#panel h2") == "Togo"


@pytest.mark.parametrize("view", ["rings", "matrix", "timeline"])
def test_a_click_on_a_tie_shows_its_events_with_quotes_and_sources(open_page, files: Path, view: str) -> None:
    page = open_page(files / "togo.html")
    page.view(view)
    if view == "rings":
        page.click_on("TGO", "IND")
    elif view == "matrix":
        page.page.click("#mode-actors")
        page.page.click("button.cell[aria-label^='India – Togo']")
    else:
        page.page.click("#panel .bars button:has-text('India')")
    page.page.wait_for_selector("#selected:has-text('India – Togo')")
    aid = page.page.locator("article", has_text="Aid")
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
    page = open_page(files / "togo.html")
    page.page.click("#in-fr")
    assert page.page.title() == "Togo : partenariats"
    assert page.page.get_attribute("html", "lang") == "fr"
    assert page.page.get_attribute("#search", "placeholder") == "Chercher un acteur"
    panel = page.text()
    for said in ("Russie", "Énergie", "Ouverture de mission", "prévu", "ministre des Affaires étrangères"):
        assert said in panel
    assert "Partners" not in panel
    english = page.page.evaluate("Object.values({}).length || document.body.innerText")
    for view in VIEWS:
        page.view(view)
        english += page.text("#stage") + page.text(".bar")
    words = ("Events", "Partner", "Kind of", "Promised", "Took place", "Not on the map", "Drawn", "Domain ", "Color")
    assert not [word for word in words if word in english]


@pytest.mark.parametrize(
    ("typed", "found"), [("russ", "Russia"), ("EU", "European Union"), ("quat", ""), ("Fédération", "")]
)
def test_search(open_page, files: Path, typed: str, found: str) -> None:
    opened = open_page(files / "all.html")
    page = opened.page
    page.fill("#search", typed)
    if not found:
        assert opened.text("#found") == "No actor of that name"
        return
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#search", "aria-activedescendant") == "found-0"
    page.keyboard.press("Enter")
    assert opened.text("#selected") == found
    assert page.is_hidden("#found")


@pytest.mark.parametrize("view", VIEWS)
def test_filters_hold_in_every_view(open_page, files: Path, view: str) -> None:
    page = open_page(files / "togo.html")
    page.view(view)
    assert page.text("#count") == "11 ties · 10 events"
    page.tick("status", "planned")
    assert page.text("#count") == "3 ties · 3 events"
    page.tick("class", "MissionOpening")
    assert page.text("#count") == "1 tie · 1 event"
    page.page.click("#clear")
    page.tick("domain", "energy")
    assert page.text("#count") == "2 ties · 2 events"
    page.page.click("#clear")
    page.tick("kind", "InternationalOrganization")
    assert page.text("#count") == "1 tie · 1 event"
    assert page.text("#filter-kind summary") == "Kind of actor 1"
    page.page.click("#clear")
    assert page.text("#count") == "11 ties · 10 events"
    assert page.page.is_hidden("#clear")


def test_a_filter_that_nothing_passes_says_so(open_page, files: Path) -> None:
    page = open_page(files / "togo.html", fragment="view=rings&status=planned&class=Aid")
    assert page.page.is_visible("#empty")
    for view in VIEWS:
        page.view(view)
    assert open_page(files / "none.html").page.is_visible("#empty")


def test_years(open_page, files: Path) -> None:
    page = open_page(files / "togo.html")
    years = page.page.locator("#histogram rect.in")
    assert years.count() >= 5
    assert (page.text("#from-year"), page.text("#to-year")) == ("2010", "2026")
    page.page.focus("#from")
    for _ in range(14):
        page.page.keyboard.press("ArrowRight")
    assert page.text("#from-year") == "2024"
    # The meeting and the conference of 2024, the visit that was denied, the embassy of 2025, the project of 2026.
    assert page.text("#count").endswith("5 events")
    assert page.text("#undated") == "1 without a date left out"
    page.page.click("#clear")
    assert page.text("#count").endswith("10 events")


def test_play_goes_through_the_years(open_page, files: Path) -> None:
    page = open_page(files / "togo.html", fragment="years=2019-2024")
    page.page.clock.install()
    page.page.click("#play")
    assert page.page.get_attribute("#play", "aria-label") == "Stop"
    assert (page.text("#from-year"), page.text("#to-year")) == ("2020", "2025")
    page.page.clock.run_for(2_000)
    assert (page.text("#from-year"), page.text("#to-year")) == ("2021", "2026")
    assert page.page.get_attribute("#play", "aria-label") == "Play the years"


def test_the_address_holds_what_one_sees(open_page, files: Path) -> None:
    page = open_page(files / "togo.html")
    page.view("map")
    page.page.click("#in-fr")
    page.tick("domain", "energy")
    page.click_on("IND")
    fragment = "view=map&lang=fr&domain=energy&actor=IND"
    page.page.wait_for_function("(fragment) => location.hash === `#${fragment}`", arg=fragment)
    again = open_page(files / "togo.html", fragment=fragment)
    assert again.text() == page.text()
    assert again.text("#count") == page.text("#count") == "2 liens · 2 événements"
    again.page.evaluate("location.hash = 'view=matrix&tie=TGO,RUS'")
    again.page.wait_for_selector("#selected:has-text('Russia – Togo')")


@pytest.mark.parametrize(
    "fragment",
    [
        "view=nowhere&lang=xx&actor=NOBODY&tie=TGO&years=9-1&domain=nothing,,&status=%3Cscript%3E&center=-1",
        "view=__proto__&lang=constructor&actor=__proto__&domain=constructor&of=toString&event=__proto__",
        "%FF=%00&view",
        "panel",
    ],
)
def test_an_address_that_says_nothing_changes_nothing(open_page, files: Path, fragment: str) -> None:
    page = open_page(files / "togo.html", fragment=fragment)
    assert page.page.get_attribute("#tab-rings", "aria-selected") == "true"
    assert page.text("#count") == "11 ties · 10 events"
    assert page.text("#panel h2") == "Togo"


def test_the_keyboard_alone(open_page, files: Path) -> None:
    opened = open_page(files / "togo.html")
    page = opened.page
    page.focus("#tab-rings")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-map"
    for view in ("map", "network", "rings", "timeline"):
        opened.view(view)
        page.focus("#picture")
        page.keyboard.press("ArrowRight")
        assert page.is_visible("#pointer")
        first = opened.text("#said")
        for key in ("ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight"):
            page.keyboard.press(key)
        assert first
        assert opened.text("#said")
        page.keyboard.press("Enter")
        assert opened.text("#selected").split(":")[0] in opened.text("#said") or view == "timeline"
        page.keyboard.press("Escape")
        assert page.locator("#panel .back").count() == 0
    page.focus("#filter-status summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert opened.text("#filter-status summary") == "Status 1"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["dossier", "all"])
def test_axe_finds_nothing_serious(open_page, files: Path, name: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(files / f"{name}.html", color_scheme=scheme)
    for view in VIEWS:
        page.view(view)
        page.page.click("#filter-domain summary")
        found = axe.run(page.page).response["violations"]
        serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
        assert not serious, view
        page.page.keyboard.press("Escape")
        page.page.fill("#search", "nig")
        page.page.keyboard.press("Enter")


@pytest.mark.parametrize("name", ["togo", "dossier", "none"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_telephone(open_page, files: Path, name: str, scheme: str) -> None:
    page = open_page(files / f"{name}.html", width=390, height=844, color_scheme=scheme, has_touch=True).page
    for view in VIEWS:
        page.click(f"#tab-{view}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 21, 28)"
    assert dark == (scheme == "dark")


def test_print_shows_the_view_and_the_details_alone(open_page, files: Path) -> None:
    page = open_page(files / "dossier.html").page
    page.emulate_media(media="print")
    for selector in (".search", "#filters details", "#tabs", "#years", "#export", ".languages"):
        assert page.locator(selector).first.is_hidden(), selector
    assert page.is_visible("#drawing svg")
    assert page.is_visible("#legend")
    assert page.evaluate("getComputedStyle(document.querySelector('#panel')).overflow") == "visible"
