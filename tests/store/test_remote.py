"""A server gives the same as a folder: the same graph, the same answers; what is wrong with it is said."""

import contextlib
import re
import subprocess
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from synthetic import readings

from amity import queries, vocabulary
from amity.deriving import Deriver
from amity.model import Reading
from amity.reference import load
from amity.store import Dataset, StoreError
from amity.store.remote import Remote

AMITY = Path(sys.executable).parent / "amity"


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def said() -> list[Reading]:
    """Documents whose quotes hold what servers stumble over."""
    found = list(readings(240, load(), seed=5, skew=1.3))
    odd = 'Côte d\'Ivoire – 日本 "a\\b" \n\t \U0001f600 O\u2019Neill'
    first = found[0].events[0]
    evidence = replace(first.evidence[0], quote=odd)
    found[0] = replace(found[0], events=(replace(first, evidence=(evidence,), place=odd), *found[0].events[1:]))
    return found


def test_a_server_gives_what_a_folder_gives(server: str, said: list[Reading]) -> None:
    here, there = Dataset.memory(), Dataset.open(server, write=True)
    for dataset in (here, there):
        for reading in said:
            assert dataset.learn(reading)
        assert dataset.learn(replace(said[3], events=said[4].events))
        for document in ("document-0000006", "document-0000009"):
            assert dataset.withdraw(document)
    assert not there.learn(said[0]), "what is known is known again"
    assert set(there.quads()) == set(here.quads())
    assert set(there.quads(vocabulary.INDEX)) == set(here.quads(vocabulary.INDEX))
    assert (len(there), there.documents()) == (len(here), here.documents())
    assert not Dataset.open(server, write=True).load_reference()

    differing = []
    for question, given, language in asked(here, said):
        if queries.ask(question, here, given, language) != queries.ask(question, there, given, language):
            differing.append((question.name, given, language))
    assert differing == []


def asked(dataset: Dataset, said: list[Reading]) -> Iterator[tuple[queries.Question, dict[str, str], str]]:
    """Every question with what it needs and with all it takes, of those that many events are about."""
    counts = Counter(actor for reading in said for event in reading.events for actor in event.actors)
    (one, _), (other, _) = counts.most_common(2)
    meeting = dataset.select("SELECT DISTINCT ?e { ?e a amity:Meeting ; amity:participant ?p } ORDER BY ?e").rows[0][0]
    known = {"actor": one, "partner": other, "event": vocabulary.local_id(meeting.value) if meeting else ""}
    known |= {"since": "2014", "until": "2022", "domain": "trade"}
    for question in queries.load().questions.values():
        examples = {p.name: known.get(p.name, p.example) for p in question.parameters.values()}
        needed = {name: text for name, text in examples.items() if question.parameters[name].required}
        for given in (needed, examples) if needed != examples else (needed,):
            for language in queries.LANGUAGES:
                yield question, given, language


def test_the_commands_take_an_address(oxigraph: str, said: list[Reading], tmp_path: Path) -> None:
    def amity(*words: str, code: int = 0) -> str:
        done = subprocess.run([AMITY, *words, "--store", oxigraph], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    assert "no dataset here" in amity("ask", "overview", code=1)
    with Dataset.open(oxigraph, write=True) as dataset:
        for reading in said[:9]:
            dataset.learn(reading)
    assert "9" in amity("sparql", "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a amity:Document }")
    out = amity("withdraw", said[0].document.id, "nothing", code=1)
    assert "1 documents withdrawn" in out and "nothing: no such document" in out
    assert "8" in amity("sparql", "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a amity:Document }")
    amity("export", "-o", "graph.ttl")
    amity("view", "-o", "view.html")
    assert (tmp_path / "graph.ttl").stat().st_size > 10_000
    assert "not a SPARQL query that 127.0.0.1 takes" in amity("sparql", "SELECT WHERE", code=2)


@pytest.mark.parametrize("most", [1, 40])
def test_an_update_that_broke_off_is_made_good(oxigraph: str, said: list[Reading], most: int) -> None:
    """Of a server that takes no update as a whole, at whatever operation the line breaks."""
    changed = [*said[:12], replace(said[3], events=(said[9].events[0], *said[3].events[:2]))]
    here = Dataset.memory()
    graphs: dict[str, list[set[ox.Quad]]] = defaultdict(list)
    for reading in changed:
        here.learn(reading)
        graphs[reading.document.id].append(set(here.quads(vocabulary.document_graph(reading.document.id))))
    for number, reading in enumerate(changed):
        for allowed in (number % 5, 1 + 11 * number % 60):
            there = opened(oxigraph, most, breaks_after=allowed)
            with contextlib.suppress(StoreError):
                there.learn(reading, "digest")
        there = opened(oxigraph, most)
        for document in there.documents():
            assert set(there.quads(vocabulary.document_graph(document))) in graphs[document]
        derived = Deriver(there._store, there.reference).everything()
        assert (derived.removed, derived.added) == (frozenset(), frozenset())
        there.learn(reading, "digest")
    assert set(there.quads()) == set(here.quads())


def opened(server: str, most: int, breaks_after: int | None = None) -> Dataset:
    """A dataset on a server that takes few quads at a time, whose line breaks after so many operations."""
    dataset = Dataset.open(server, write=True)
    remote = dataset._store
    assert isinstance(remote, Remote)
    remote._most = most
    if breaks_after is not None:
        send, left = remote._change, iter(range(breaks_after))

        def change(update: str) -> None:
            if next(left, None) is None:
                raise StoreError("the line is broken")
            send(update)

        remote._change = change  # type: ignore[method-assign]
    return dataset


# What is wrong


class Answers(BaseHTTPRequestHandler):
    """Answers each POST with what the test has set."""

    status, headers_, body = 200, {"Content-Type": "text/html"}, b"<html>hello</html>"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.status)
        for name, value in self.headers_.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def answering() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Answers) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}/sparql"
        listening.shutdown()


XML = {"Content-Type": "application/sparql-results+xml"}
ROW = b"""<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="v"/></head><results><result>
<binding name="v"><literal>1</literal></binding></result></results></sparql>"""
EMPTY = (
    b"""<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="v"/></head><results/></sparql>"""
)


@pytest.mark.parametrize(
    ("status", "headers", "body", "message"),
    [
        (200, {"Content-Type": "text/html"}, b"<html>hello</html>", "no SPARQL server; it answered with text/html"),
        (200, XML, b"<sparql", "the server's answer cannot be read"),
        (200, {**XML, "X-SPARQL-MaxRows": "10000"}, ROW, "gives 10000 rows at most .*ResultSetMaxRows"),
        (200, XML, EMPTY, "no dataset here; make one with `amity build --store http"),
        (200, XML, ROW, "the default graph of this server is not the union of all graphs"),
        (401, {}, b"", "asks for a user and a password; give AMITY_STORE_USER"),
        (503, {}, b"come back\n later", re.escape("refused (503: come back later)")),
    ],
)
def test_what_is_wrong_with_a_server_is_said(
    answering: str, monkeypatch: pytest.MonkeyPatch, status: int, headers: dict[str, str], body: bytes, message: str
) -> None:
    for name, value in (("status", status), ("headers_", headers), ("body", body)):
        monkeypatch.setattr(Answers, name, value)
    with pytest.raises(StoreError, match=message):
        Dataset.open(answering)


def test_what_is_no_server_is_said() -> None:
    with pytest.raises(StoreError, match="cannot be reached"):
        Dataset.open("http://127.0.0.1:9/query")
    with pytest.raises(StoreError, match="expected a folder, or an address"):
        Dataset.open("ftp://example.org/query")


def test_a_wrong_password_is_refused(virtuoso: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMITY_STORE_PASSWORD", "wrong")
    with pytest.raises(StoreError, match="user and a password"):
        Dataset.open(virtuoso, write=True)
