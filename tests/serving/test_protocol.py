"""The SPARQL 1.1 Protocol, against the server as it runs."""

import json
import socket
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pyoxigraph as ox
import pytest

VISITS = 'SELECT DISTINCT ?event ?label { ?event a amity:Aid ; rdfs:label ?label FILTER(LANG(?label) = "fr") }'
AID = "https://w3id.org/amity/id/event/Aid-IND-TGO-2021-06-15"
FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_a_query_by_get_by_form_and_as_a_body(server: httpx.Client) -> None:
    got = server.get("/sparql", params={"query": VISITS})
    form = server.post("/sparql", data={"query": VISITS})
    body = server.post("/sparql", content=VISITS, headers={"content-type": "application/sparql-query; charset=UTF-8"})
    assert got.status_code == form.status_code == body.status_code == 200
    assert got.content == form.content == body.content
    (row,) = got.json()["results"]["bindings"]
    assert row["event"] == {"type": "uri", "value": AID}
    assert row["label"] == {"type": "literal", "value": "Aide : Inde – Togo (2021-06-15)", "xml:lang": "fr"}
    head = server.head("/sparql", params={"query": VISITS})
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(got.content)))


@pytest.mark.parametrize(
    ("query", "accept", "type_"),
    [
        (VISITS, "application/sparql-results+json", "application/sparql-results+json"),
        (VISITS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (VISITS, "text/csv", "text/csv; charset=utf-8"),
        (VISITS, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("ASK { ?event a amity:Aid }", "application/sparql-results+xml", "application/sparql-results+xml"),
        (f"DESCRIBE <{AID}>", "text/turtle", "text/turtle; charset=utf-8"),
        (f"CONSTRUCT WHERE {{ <{AID}> ?p ?o }}", "application/n-triples", "application/n-triples"),
        (f"CONSTRUCT WHERE {{ <{AID}> ?p ?o }}", "application/rdf+xml", "application/rdf+xml"),
        (f"CONSTRUCT WHERE {{ <{AID}> ?p ?o }}", "application/ld+json", "application/ld+json"),
        (f"CONSTRUCT WHERE {{ <{AID}> ?p ?o }}", "text/html", "text/html; charset=utf-8"),
        (VISITS, "text/html", "text/html; charset=utf-8"),
    ],
)
def test_formats(server: httpx.Client, query: str, accept: str, type_: str) -> None:
    answer = server.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, type_)
    assert AID.rpartition("/")[2] in answer.text or "true" in answer.text
    if "json" in type_:
        json.loads(answer.text)
    elif "xml" in type_:
        ElementTree.fromstring(answer.text)  # noqa: S314


def test_all_graph_formats_hold_the_same_triples(server: httpx.Client) -> None:
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ <{AID}> }} ?s ?p ?o }}"
    read = []
    for name, form in (("ttl", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES), ("rdf", ox.RdfFormat.RDF_XML)):
        body = server.get("/sparql", params={"query": query, "format": name}).content
        read.append({quad.triple for quad in ox.parse(body, form)})
    assert len(read[0]) > 8
    assert read[0] == read[1] == read[2]


@pytest.mark.parametrize(
    ("request_", "status", "says"),
    [
        ({"params": {"query": ""}}, 400, "not a SPARQL query"),
        ({"params": {"query": "SELECT ?x { ?x"}}, 400, "not a SPARQL query"),
        ({"params": {"query": "SELECT * { ?x nobody:knows ?y }"}}, 400, "Prefix not found"),
        ({"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400, "more than once"),
        ({"params": {"query": "ASK {}", "default-graph-uri": "http://x/"}}, 400, "default-graph-uri"),
        ({"params": {"query": "ASK {}", "named-graph-uri": "http://x/"}}, 400, "named-graph-uri"),
        ({"params": {"update": "CLEAR ALL"}}, 400, "read-only"),
        ({"params": {"query": "ASK {}"}, "headers": {"accept": "text/turtle"}}, 406, "sparql-results+json"),
        ({"params": {"query": "DESCRIBE <x:x>"}, "headers": {"accept": "text/csv"}}, 406, "text/turtle"),
        ({"method": "POST", "content": "", "headers": FORM}, 400, "expected in the form"),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 400, "read-only"),
        ({"method": "POST", "content": "query=%FF", "headers": FORM}, 400, "UTF-8"),
        ({"method": "POST", "content": "ASK {}", "headers": {"content-type": "text/plain"}}, 415, "sparql-query"),
        ({"method": "POST", "content": "ASK {}"}, 415, "without a type"),
        (
            {"method": "POST", "content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}},
            415,
            "read-only",
        ),
        (
            {
                "method": "POST",
                "content": "ASK {}",
                "headers": {"content-type": "application/sparql-query; charset=latin-1"},
            },
            415,
            "UTF-8",
        ),
        ({"method": "POST", "data": {"query": "#" * (1 << 20)}}, 413, "1 MB"),
        ({"method": "PUT", "content": "x"}, 405, "PUT /sparql"),
        ({"method": "DELETE"}, 405, "DELETE /sparql"),
    ],
)
def test_what_is_not_as_it_must_be(server: httpx.Client, request_: dict[str, object], status: int, says: str) -> None:
    answer = server.request(**({"method": "GET", "url": "/sparql"} | request_))  # type: ignore[arg-type]
    assert (answer.status_code, says in answer.text) == (status, True), answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_nothing_goes_out_and_nothing_is_changed(server: httpx.Client, store: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in sorted(store.iterdir())}
    with socket.create_server(("127.0.0.1", 0)) as listening:
        elsewhere = f"<http://127.0.0.1:{listening.getsockname()[1]}/>"
        for query in (
            "SELECT * { SERVICE <there> { ?s ?p ?o } }",
            "SELECT * { SERVICE SILENT <there> { ?s ?p ?o } }",
            "SELECT * { \\u0053ERVICE <there> { ?s ?p ?o } }",
            "SELECT * FROM <there> { ?s ?p ?o }",
            "SELECT * from named <there> { GRAPH ?g { ?s ?p ?o } }",
            "LOAD <there>",
            "# SELECT\nPREFIX x: <there> LOAD x:",
            "INSERT DATA { <x:s> <x:p> <x:o> }",
            "DELETE WHERE { ?s ?p ?o }",
            "DROP ALL",
        ):
            query = query.replace("<there>", elsewhere)
            for accept in ("*/*", "text/html"):
                answer = server.post("/sparql", data={"query": query}, headers={"accept": accept})
                assert answer.status_code == 400, (query, answer.text)
                assert "is refused" in answer.text
        listening.setblocking(False)
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert before == {path: path.stat().st_mtime_ns for path in sorted(store.iterdir())}
    assert server.get("/sparql", params={"query": "ASK { <x:s> ?p ?o }"}).json()["boolean"] is False


def test_pages_of_other_sites_may_ask(server: httpx.Client) -> None:
    headers = {"origin": "https://example.org", "access-control-request-method": "POST"}
    asked = server.options("/sparql", headers=headers | {"access-control-request-headers": "content-type"})
    assert asked.status_code == 204
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert "content-type" in asked.headers["access-control-allow-headers"].lower()
    for answer in (asked, server.get("/sparql", params={"query": "ASK {}"}), server.get("/sparql?query=")):
        assert answer.headers["access-control-allow-origin"] == "*"
    assert "X-SPARQL-MaxRows" in answer.headers["access-control-expose-headers"]


def test_the_service_describes_itself(server: httpx.Client) -> None:
    answer = server.get("/sparql", headers={"accept": "text/turtle"})
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    described = ox.Store()
    described.load(answer.content, ox.RdfFormat.TURTLE)
    query = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> ASK { ?s a sd:Service ; sd:endpoint <%s> }"
    assert described.query(query % f"{server.base_url}/sparql")
    assert server.get("/sparql", headers={"accept": "application/ld+json"}).json()["@graph"]
    assert server.get("/sparql", headers={"accept": "image/png"}).status_code == 406
    strange = server.get("/sparql", headers={"accept": "text/turtle", "host": "a<b> c"})
    assert strange.status_code == 400 or "a<b>" not in strange.text
    assert "<textarea" in server.get("/sparql", headers={"accept": "text/html"}).text


def test_the_union_of_all_graphs_is_asked_and_each_can_be_named(server: httpx.Client) -> None:
    query = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?d a amity:Document } }"
    answer = server.get("/sparql", params={"query": query}).json()
    assert answer["results"]["bindings"][0]["n"]["value"] == "9"
