"""A dataset of hand-made readings, plain and hostile ones, two servers of it, and a browser that visits them."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest

from amity.model import Actor, Amount, Document, Event, Evidence, Party, Reading, Tenure
from amity.store import Dataset

HOSTILE = (
    "<script>window.ran = 1</script>",
    "</title></script><script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    "\"><svg onload=window.ran=1> ' autofocus onfocus='window.ran=1",
    "{{ 7 * 7 }}{% for x in () %}<!--",
    "&lt;script&gt;window.ran=1&lt;/script&gt; %22%3E../../../x?y#z",
    "\u202e\u2066txt.exe\u2028\x01\x85",
)
ADDRESSES = (
    "javascript:window.ran=1",
    "JaVaScRiPt:window.ran=1//https://example.org",
    "\tjavascript:window.ran=1",
    "data:text/html,<script>window.ran=1</script>",
    "https://example.org/\"onmouseover='window.ran=1",
    "//example.org/x",
    "file:///etc/passwd",
)


def _reading(id_: str, text: str, events: list[Event], **more: Any) -> Reading:
    fields = {"language": "fr", "published": "2024-12", "title": id_, "url": f"https://example.org/{id_}"} | more
    actors, tenures = fields.pop("actors", ()), fields.pop("tenures", ())
    return Reading(Document(id_, text, **fields), actors, tenures, tuple(events), "test/0")


def _event(type_: str, parties: str, quote: str, date: str | None = None, **more: Any) -> Event:
    """An event of parties such as `RUS TGO` or `sendingState:RUS receivingState:TGO`."""
    pairs = [part.rpartition(":") for part in parties.split()]
    named = tuple(Party(actor, role or "party") for role, _, actor in pairs)
    return Event(type_, named, (Evidence(0, len(quote), quote),), date=date, **more)


def _learn(dataset: Dataset) -> None:
    embassy = "La Russie ouvrira une ambassade à Lomé en 2025."
    opening = {"status": "planned", "place": "Lomé", "domains": ("politics",)}
    roles = "sendingState:RUS receivingState:TGO"
    dataset.learn(
        _reading(
            "lome",
            embassy,
            [
                _event("MissionOpening", roles, embassy, "2025", **opening),
                _event("Meeting", "RUS TGO", embassy, "2024-11", participants=("robert-dussey",), domains=("energy",)),
            ],
            title="Lomé et Moscou",
            actors=(Actor("robert-dussey", "Person", "Robert Dussey"),),
            tenures=(Tenure("robert-dussey", "foreign-minister", "TGO", "2024-12"),),
        )
    )
    said = "Russia's embassy in Lomé will open in 2025."
    lends = "India lends Togo 40 million dollars."
    dataset.learn(
        _reading(
            "news",
            said + lends,
            [
                _event("MissionOpening", roles, said, "2025", **opening),
                _event(
                    "Aid", "donor:IND recipient:TGO", lends, "2021-06-15", amount=Amount(Decimal(40_000_000), "USD")
                ),
            ],
            language="en",
            title="An embassy and a loan",
        )
    )
    for number, text in enumerate(HOSTILE):
        organization = Actor(f"evil-{number}", "InternationalOrganization", text)
        event = _event("Meeting", f"GAB evil-{number}", text, "2024", place=text, participants=(text,))
        dataset.learn(
            _reading(
                f"{number} {text}",
                text,
                [event],
                title=text,
                url=ADDRESSES[number],
                actors=(organization, Actor(text, "Person", text)),
                tenures=(Tenure(text, "foreign-minister", f"evil-{number}"),),
            )
        )


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the dataset."""
    folder = tmp_path_factory.mktemp("served") / "store"
    with Dataset.open(folder, write=True) as dataset:
        _learn(dataset)
    return folder


@contextmanager
def running(store: Path, *options: str) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    """A server of the dataset: a client for it, and its process."""
    command = [
        sys.executable,
        "-c",
        "from amity.cli import main; main()",
        "serve",
        "--store",
        str(store),
        "--port",
        "0",
    ]
    process = subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    line = process.stderr.readline()
    try:
        address = re.search(r"http://\S+", line)
        assert address, line + process.stderr.read()
        with httpx.Client(base_url=address[0].rstrip("/"), timeout=120, trust_env=False) as client:
            assert client.get("/").status_code == 200
            yield client, process
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture(scope="session", name="running")
def _running() -> Callable[..., Any]:
    """Runs another server of a dataset."""
    return running


@pytest.fixture(scope="session")
def server(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server that has time; a folder of questions of its own holds a good file and a broken one."""
    folder = tmp_path_factory.mktemp("questions")
    header = "#+ title: {en: Mine, fr: La mienne}\n#+ description: {en: d, fr: d}\n#+ parameters:\n"
    returns = "#+ returns:\n#+   event: {en: event, fr: événement}\n"
    body = 'SELECT DISTINCT ?event { ?e a amity:Aid BIND(REPLACE(STR(?e), "^.*/", "") AS ?event) }\n'
    (folder / "mine.rq").write_text(header + returns + body, encoding="utf-8")
    (folder / "broken.rq").write_text("SELECT", encoding="utf-8")
    with running(store, "--deadline", "60", "--queries", str(folder)) as (client, _):
        yield client


class Elements(HTMLParser):
    """A page: its start tags with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html, self.text = html, ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def links(self) -> list[str]:
        return [a["href"] or "" for tag, a in self.tags if tag == "a" and "href" in a]

    def between(self, start: str, end: str) -> "Elements":
        """A part of the page."""
        return Elements(self.html[self.html.index(start) : self.html.index(end)])


@pytest.fixture(scope="session")
def page(server: httpx.Client) -> Callable[..., Elements]:
    """Asks for a page, which must be one, and of which nothing foreign may be loaded."""

    def asked(path: str, *statuses: int, **headers: str) -> Elements:
        answer = server.get(path, headers={"accept": "text/html"} | headers)
        assert answer.status_code in (statuses or (200,)), answer.text
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        return Elements(answer.text)

    return asked


@pytest.fixture(scope="session")
def strict(store: Path) -> Iterator[httpx.Client]:
    """A client of a server with a short deadline and a low limit."""
    with running(store, "--deadline", "1.5", "--limit", "20") as (client, _):
        yield client


@dataclass
class Visited:
    """What a page asked of the network and complained of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


Look = Callable[[Any], Any]


@pytest.fixture(scope="session")
def browser(chromium: Callable[[], AbstractContextManager[Any]]) -> Iterator[tuple[ThreadPoolExecutor, Any]]:
    """A browser, and the thread it lives in."""
    # In a thread of its own: Playwright may be started once in each, and other tests start it in theirs.
    with ThreadPoolExecutor(1) as thread:
        opened = chromium()
        yield thread, thread.submit(opened.__enter__).result()
        thread.submit(opened.__exit__, None, None, None).result()


@pytest.fixture
def visit(browser: tuple[ThreadPoolExecutor, Any], server: httpx.Client) -> Callable[..., Any]:
    """Opens a page of the server and gives what `look` finds there.

    Nothing may have been asked of another machine, nothing complained of, and nothing hostile have run.
    """
    thread, launched = browser

    def in_browser(path: str, look: Look, *, width: int = 1280, **options: Any) -> Any:
        context = launched.new_context(viewport={"width": width, "height": 900}, **options)
        try:
            page, visited = context.new_page(), Visited()
            page.on("request", lambda request: visited.requests.append(request.url))
            page.on("console", lambda message: visited.complaints.append(message.text))
            page.on("pageerror", lambda error: visited.complaints.append(str(error)))
            page.on("dialog", lambda dialog: (visited.complaints.append(dialog.message), dialog.dismiss()))
            page.goto(f"{server.base_url}{path}")
            found = look(page)
            if options.get("java_script_enabled", True):
                assert page.evaluate("window.ran") is None
            foreign = [url for url in visited.requests if not url.startswith(str(server.base_url))]
            assert (foreign, visited.complaints) == ([], [])
            return found
        finally:
            context.close()

    return lambda *arguments, **options: thread.submit(in_browser, *arguments, **options).result()
