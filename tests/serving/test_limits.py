"""What would take too long, or too much, is ended, and holds nobody else up."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from amity.model import Document, Reading
from amity.store import Dataset

Run = Any
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def ask(client: httpx.Client, query: str, **headers: str) -> httpx.Response:
    return client.post("/sparql", data={"query": query}, headers=headers)


@pytest.fixture(autouse=True)
def rested(strict: httpx.Client) -> Iterator[None]:
    """A test leaves the server as it found it: whatever was killed has been replaced."""
    yield
    for _ in range(3):
        while ask(strict, "ASK {}").status_code != 200:
            time.sleep(0.1)


@pytest.mark.parametrize(
    "query",
    [
        RUNAWAY,
        "SELECT (GROUP_CONCAT(?c) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?a), STR(?e), STR(?i)) = 'x') }",
        "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?a), STR(?e), STR(?i)) = 'x') }",
    ],
)
def test_a_runaway_query_is_told_so_and_never_half_answered(strict: httpx.Client, query: str) -> None:
    answer = ask(strict, query)
    assert (answer.status_code, answer.text) == (408, "not answered within 1.5 seconds\n")
    assert ask(strict, "ASK {}").json() == {"head": {}, "boolean": True}


def test_a_browser_is_told_on_a_page(strict: httpx.Client) -> None:
    answer = ask(strict, RUNAWAY, accept="text/html", **{"accept-language": "fr"})
    assert answer.status_code == 504
    assert "C&#39;était trop long" in answer.text
    assert answer.headers["content-language"] == "fr"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a",
        "SELECT * " + "{" * 20_000 + "?a ?b ?c" + "}" * 20_000,
        "ASK { FILTER(" + "(" * 50_000 + "1" + ")" * 50_000 + ") }",
        "ASK { ?s " + "/".join(["<x:p>"] * 30_000) + " ?o }",
        "SELECT ?x { BIND('aaaaaaaa' AS ?x0) "
        + "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(40))
        + "BIND(STRLEN(?x40) AS ?x) }",
        'SELECT ?o { ?s ?p ?o FILTER(REGEX(STR(?o), "((a{1,200}){1,200}){1,200}$")) }',
        'ASK { ?s ?p ?o FILTER(REGEX(STR(?o), "^(a*)*(a*)*(a|aa)+b{1000}c{1000}$")) }',
        "SELECT * { VALUES ?s { " + " ".join(f"<x:{n}>" for n in range(60_000)) + " } ?s ?p ?o }",
        '"""' * 100_001,
        "SELECT" * 100_000,
    ],
    ids=[
        "sorting",
        "nesting",
        "brackets",
        "path",
        "doubling",
        "pattern",
        "pattern-of-stars",
        "values",
        "quotes",
        "words",
    ],
)
def test_a_hostile_query_ends_alone(strict: httpx.Client, query: str) -> None:
    answer = ask(strict, query)
    assert answer.status_code in (200, 400, 408, 500), answer.text
    if answer.status_code == 200:
        assert answer.json()["head"] is not None
    assert ask(strict, "ASK {}").json() == {"head": {}, "boolean": True}


def test_a_query_may_not_have_all_the_memory(running: Run, store: Path) -> None:
    pieces = "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(34))
    with running(store, "--deadline", "60", "--memory", "256") as (client, _):
        answer = ask(client, f"SELECT (STRLEN(?x34) AS ?n) {{ BIND('a' AS ?x0) {pieces} }}")
        assert (answer.status_code, "more than 256 MB" in answer.text) == (500, True)
        assert ask(client, "ASK {}").status_code == 200


def test_a_slow_query_holds_nobody_up(strict: httpx.Client) -> None:
    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(ask, strict, RUNAWAY)
        while not slow.done():
            assert ask(strict, "ASK {}").status_code == 200
        both = [threads.submit(ask, strict, RUNAWAY) for _ in range(2)]
        seen = 0
        while not all(one.done() for one in both):
            # Pages have workers of their own.
            assert strict.get("/page/state/TGO").status_code == 200
            seen += 1
        assert seen
        # The one that was killed may not be replaced in time.
        assert {one.result().status_code for one in (slow, *both)} <= {408, 503}


def test_too_many_are_sent_away(strict: httpx.Client) -> None:
    with ThreadPoolExecutor(30) as threads:
        answers = list(threads.map(lambda _: ask(strict, RUNAWAY), range(30)))
    statuses = {answer.status_code for answer in answers}
    assert statuses == {408, 503}
    away = [answer for answer in answers if answer.status_code == 503]
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in away)
    assert "too many requests are waiting\n" in {answer.text for answer in away}


def test_a_long_answer_is_cut_and_says_so(strict: httpx.Client) -> None:
    answer = ask(strict, "SELECT * { ?s ?p ?o }")
    assert (answer.status_code, answer.headers["x-sparql-maxrows"]) == (200, "20")
    assert len(answer.json()["results"]["bindings"]) == 20
    assert answer.json()["head"]["link"] == ["urn:amity:truncated"]
    exact = ask(strict, "SELECT * { ?s ?p ?o } LIMIT 20")
    assert "x-sparql-maxrows" not in exact.headers
    triples = ask(strict, "CONSTRUCT WHERE { ?s ?p ?o }", accept="application/n-triples")
    assert triples.headers["x-sparql-maxrows"] == "20"
    assert triples.text.startswith("# There is more")
    assert "x-sparql-maxrows" not in ask(strict, "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 20").headers
    page = ask(strict, "SELECT * { ?s ?p ?o }", accept="text/html")
    assert "There is more: the server stops at 20." in page.text


def test_whoever_no_longer_waits_leaves_no_work_behind(strict: httpx.Client) -> None:
    for _ in range(4):
        with pytest.raises(httpx.ReadTimeout):
            strict.post("/sparql", data={"query": RUNAWAY}, timeout=0.2)
    begun = time.monotonic()
    while ask(strict, "ASK {}").status_code != 200:
        pass
    # Not four deadlines later: the workers were free as soon as nobody waited.
    assert time.monotonic() - begun < 6


def _workers(process: int) -> list[int]:
    """The processes that are forked of a child of `process`."""
    (forge,) = _children(process)
    return _children(forge)


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(one) for one in listed.split()]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_of_a_server(running: Run, store: Path, how: signal.Signals) -> None:
    context: AbstractContextManager[tuple[httpx.Client, subprocess.Popen[str]]] = running(store, "--deadline", "2")
    with context as (client, process), ThreadPoolExecutor(1) as threads:
        children = [*_workers(process.pid), *_children(process.pid)]
        assert len(children) == 5
        slow = threads.submit(ask, client, RUNAWAY)
        while not any(_cpu(child) > 0.3 for child in children):
            time.sleep(0.05)
        process.send_signal(how)
        process.wait(30)
        with suppress(httpx.HTTPError):
            assert (slow.result().status_code, slow.result().text) == (503, "the server is stopping\n")
        deadline = time.monotonic() + 30
        while any(_alive(child) for child in children) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not any(_alive(child) for child in children)
        assert process.returncode == (-signal.SIGKILL if how == signal.SIGKILL else 0)


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _cpu(process: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_what_is_served_does_not_change(running: Run, tmp_path: Path) -> None:
    def learn(id_: str) -> None:
        with Dataset.open(tmp_path / "store", write=True) as dataset:
            dataset.learn(Reading(Document(id_, "", "en")))

    query = "SELECT DISTINCT ?d { ?d a amity:Document }"
    learn("one")
    with running(tmp_path / "store", "--origin", "https://example.org") as (client, _):
        assert client.get("/sparql?query=ASK{}").headers["access-control-allow-origin"] == "https://example.org"
        learn("two")
        assert len(ask(client, query).json()["results"]["bindings"]) == 1
        with running(tmp_path / "store") as (later, _):
            assert len(ask(later, query).json()["results"]["bindings"]) == 2
        # A worker that is started now sees what the others see.
        assert ask(client, "ASK { FILTER(" + "(" * 50_000 + "1" + ")" * 50_000 + ") }").status_code == 500
        assert all(len(ask(client, query).json()["results"]["bindings"]) == 1 for _ in range(4))


def test_what_cannot_be_served_is_said(running: Run, store: Path, tmp_path: Path, strict: httpx.Client) -> None:
    for folder, options, says in (
        (tmp_path / "none", (), "no dataset here"),
        ("https://example.org/sparql", (), "only a folder can be served"),
        (store, ("--port", str(strict.base_url.port)), "cannot listen there (Address already in use)"),
    ):
        with pytest.raises(AssertionError, match="amity: ") as caught, running(folder, *options):
            pass
        assert says in str(caught.value)
