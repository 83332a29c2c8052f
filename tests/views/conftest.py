"""A browser that has no network, pages opened in it from files, and two datasets: a plain one and a hostile one."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from amity.model import Actor, Amount, Document, Event, Evidence, Party, Reading, Tenure
from amity.store import Dataset
from amity.views import write_view


def _reading(id_: str, text: str, events: list[Event], **more: Any) -> Reading:
    fields = {"language": "fr", "published": "2024-12", "title": id_, "url": f"https://example.org/{id_}"} | more
    tenures = fields.pop("tenures", ())
    actors = fields.pop("actors", ())
    return Reading(Document(id_, text, **fields), actors, tenures, tuple(events), "test/0")


def _event(type_: str, parties: str, quote: str, date: str | None = None, **more: Any) -> Event:
    """An event of parties such as `RUS TGO` or `sendingState:RUS receivingState:TGO`."""
    pairs = [part.rpartition(":") for part in parties.split()]
    named = tuple(Party(actor, role or "party") for role, _, actor in pairs)
    return Event(type_, named, (Evidence(0, len(quote), quote),), date=date, **more)


@pytest.fixture(scope="session")
def partners() -> Dataset:
    """Togo and some of its partners: every kind of tie and every precision of a date."""
    dataset = Dataset.memory()
    dussey = Actor("robert-dussey", "Person", "Robert Dussey")
    embassy = "La Russie ouvrira une ambassade à Lomé en 2025."
    sochi = "Robert Dussey et Sergueï Lavrov se sont vus à Sotchi en novembre."
    dataset.learn(
        _reading(
            "lome",
            f"{embassy} {sochi}",
            [
                _event("MissionOpening", "sendingState:RUS receivingState:TGO", embassy, "2025", status="planned"),
                _event(
                    "Meeting",
                    "RUS TGO",
                    sochi,
                    "2024-11",
                    place="Sotchi",
                    participants=("robert-dussey",),
                    domains=("energy",),
                ),
                _event(
                    "Conference", "RUS TGO GHA NGA", sochi, "2024-11-09/2024-11-10", domains=("security", "culture")
                ),
                _event("Meeting", "TGO QAT", sochi),
            ],
            title="Sotchi : Lomé et Moscou",
            actors=(dussey,),
            tenures=(Tenure("robert-dussey", "foreign-minister", "TGO", "2024-12"),),
        )
    )
    aid = "India lends Togo 40 million dollars for solar power."
    closed = "Sweden will close its embassy in Bamako."
    dataset.learn(
        _reading(
            "lends",
            aid + closed,
            [
                _event(
                    "Aid",
                    "donor:IND recipient:TGO",
                    aid,
                    "2021-06-15",
                    amount=Amount(Decimal(40_000_000), "USD"),
                    domains=("energy",),
                ),
                _event("Project", "TGO IND", aid, "2026-21", status="planned"),
                _event("Visit", "guest:BEN host:TGO", aid, "2024-05-03", status="denied"),
                _event("AgreementSigning", "TGO GHA", aid, "../2020", status="planned"),
                _event("MissionClosure", "sendingState:SWE receivingState:MLI", closed, "XXXX-01-25"),
                _event("Meeting", "TGO MLI", closed, "2019~"),
                _event("CommissionSession", "TGO EU", closed, "201X"),
            ],
            language="en",
            published="2021-06-20",
            title="A loan",
        )
    )
    return dataset


HOSTILE = (
    "<script>window.ran = 1</script>",
    "</script><script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    '"><svg onload=window.ran=1>',
    "' autofocus onfocus='window.ran=1",
    "</style></title><script>window.ran = 1</script>",
    "<!--<script>window.ran = 1",
    "]]><script>window.ran=1</script>",
    "{{ 7 * 7 }}{% for x in () %}",
    "${window.ran = 1}`${window.ran = 1}`",
    "&lt;script&gt;window.ran=1&lt;/script&gt;",
    "<a href='javascript:window.ran=1'>here</a>",
    "<b>bold</b><i>*_",
    "\u202e\u2066txt.exe\u2028\u2029",
    "__proto__",
)
ADDRESSES = (
    "javascript:window.ran=1",
    "JaVaScRiPt:window.ran=1//https://example.org",
    "\tjavascript:window.ran=1",
    "data:text/html,<script>window.ran=1</script>",
    "vbscript:window.ran=1",
    "https://example.org/\"onmouseover='window.ran=1",
    "//example.org/x",
    "file:///etc/passwd",
)


@pytest.fixture(scope="session")
def hostile() -> Dataset:
    """Whatever is text holds what would run, were it taken for markup; whatever is an address leads elsewhere."""
    dataset = Dataset.memory()
    for number, text in enumerate(HOSTILE):
        organization = Actor(f"evil-{number}", "InternationalOrganization", text)
        person = Actor(text, "Person", text)
        event = _event(
            "Meeting", f"TGO evil-{number}", text, "2024", place=text, participants=(text,), domains=("energy",)
        )
        dataset.learn(
            _reading(
                f"{number} {text}",
                text,
                [event],
                title=text,
                url=ADDRESSES[number % len(ADDRESSES)],
                actors=(organization, person),
                tenures=(Tenure(text, "foreign-minister", f"evil-{number}"),),
            )
        )
    return dataset


@dataclass
class Opened:
    """A page in a browser, with what it asked of the network and what it complained of."""

    page: Any
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def text(self, selector: str = "#panel") -> str:
        """What is to be read there."""
        return str(self.page.inner_text(selector))

    def view(self, name: str) -> None:
        """Turns to a view."""
        self.page.click(f"#tab-{name}")

    def place(self, actor: str) -> dict[str, float]:
        """Where an actor is drawn, in pixels of the window."""
        found: dict[str, float] = self.page.evaluate("(id) => window.amity.placeOf(id)", actor)
        return found

    def click_on(self, *actors: str) -> None:
        """Clicks on an actor in the picture, or in the middle between two."""
        places = [self.place(actor) for actor in actors]
        self.page.mouse.click(*(sum(place[axis] for place in places) / len(places) for axis in ("x", "y")))

    def tick(self, filter_: str, value: str) -> None:
        """Ticks a box of a filter, or unticks it."""
        self.page.click(f"#filter-{filter_} summary")
        self.page.click(f"#filter-{filter_} input[value='{value}']")
        self.page.keyboard.press("Escape")

    def saved(self, ending: str) -> bytes:
        """The file that the page makes."""
        self.page.click("#export summary")
        with self.page.expect_download() as download:
            self.page.click(f"#export-{ending}")
        assert download.value.suggested_filename.endswith(f".{ending}")
        return Path(download.value.path()).read_bytes()


@pytest.fixture(scope="session")
def files(partners: Dataset, hostile: Dataset, dossier: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pages: `togo`, `dossier`, `evil` (an actor's), `all`, `whole`, `hostile` (a network), and `none`."""
    folder = tmp_path_factory.mktemp("pages")
    write_view(partners, folder / "togo.html", actor="TGO")
    write_view(partners, folder / "all.html")
    write_view(dossier, folder / "dossier.html", actor="TGO")
    write_view(dossier, folder / "whole.html")
    write_view(hostile, folder / "hostile.html")
    write_view(hostile, folder / "evil.html", actor="evil-1")
    write_view(Dataset.memory(), folder / "none.html")
    return folder


@pytest.fixture(scope="session")
def browser(chromium: Callable[[], AbstractContextManager[Any]]) -> Iterator[Any]:
    """A browser for all the pages."""
    with chromium() as launched:
        yield launched


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Opened]]:
    """Opens a file without network; when the test is over nothing may have been asked for or complained of."""
    contexts: list[Any] = []
    pages: list[Opened] = []

    def opened(path: Path, *, fragment: str = "", width: int = 1440, height: int = 900, **more: Any) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **more)
        contexts.append(context)
        one = Opened(context.new_page(), path.resolve().as_uri())
        pages.append(one)
        one.page.on("request", lambda request: one.requests.append(request.url.partition("#")[0]))
        one.page.on("console", lambda message: one.complaints.append(message.text))
        one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
        one.page.on("dialog", lambda dialog: (one.complaints.append(dialog.message), dialog.dismiss()))
        one.page.goto(one.address + (f"#{fragment}" if fragment else ""))
        one.page.wait_for_selector("html[data-ready]", state="attached")
        return one

    yield opened
    found = [(one.requests, one.complaints) for one in pages]
    for context in contexts:
        context.close()
    assert found == [([one.address], []) for one in pages]
