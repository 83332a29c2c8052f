"""Clients that others wrote get what they ask for."""

import json
import shutil
import subprocess
from typing import Any

import httpx
import pytest
from rdflib import Dataset, Graph, URIRef

TOGO = URIRef("https://w3id.org/amity/id/state/TGO")


@pytest.fixture
def wrapper(server: httpx.Client) -> Any:
    module = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed: pip install '.[test]'")
    return module.SPARQLWrapper(f"{server.base_url}/sparql")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("how", ["urlencoded", "postdirectly"])
def test_sparqlwrapper_selects(wrapper: Any, method: str, how: str) -> None:
    wrapper.setMethod(method)
    wrapper.setRequestMethod(how)
    wrapper.setQuery(f"SELECT DISTINCT ?event {{ ?event a amity:Event ; amity:party <{TOGO}> }} ORDER BY ?event")
    wrapper.setReturnFormat("json")
    rows = wrapper.queryAndConvert()["results"]["bindings"]
    assert [row["event"]["value"].rpartition("/")[2] for row in rows] == [
        "Aid-IND-TGO-2021-06-15",
        "Meeting-RUS-TGO-2024-11",
        "MissionOpening-RUS-TGO-2025",
    ]
    wrapper.setReturnFormat("xml")
    assert len(wrapper.queryAndConvert().getElementsByTagName("result")) == 3
    wrapper.setReturnFormat("csv")
    assert wrapper.queryAndConvert().decode().splitlines()[0] == "event"


@pytest.mark.parametrize("form", ["turtle", "xml", "json-ld"])
def test_sparqlwrapper_constructs(wrapper: Any, form: str) -> None:
    wrapper.setQuery(f"CONSTRUCT {{ <{TOGO}> ?p ?o }} WHERE {{ <{TOGO}> ?p ?o }}")
    wrapper.setReturnFormat(form)
    found = wrapper.queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format=form)
    assert len(set(graph.objects(TOGO))) > 10


def test_sparqlwrapper_is_told_what_is_wrong(wrapper: Any) -> None:
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

    wrapper.setQuery("SELECT ?x { SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } }")
    with pytest.raises(QueryBadFormed, match="SERVICE is refused"):
        wrapper.query()


def curl(*arguments: str) -> str:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    command = ["curl", "--noproxy", "*", "--silent", "--show-error", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_curl(server: httpx.Client) -> None:
    at = f"{server.base_url}/sparql"
    assert json.loads(curl("--get", "--data-urlencode", "query=ASK { ?e a amity:Aid }", at))["boolean"] is True
    assert curl("-H", "Accept: text/csv", "--data-urlencode", "query=SELECT (1 AS ?n) {}", at) == "n\n1\n"
    body = ("-H", "Content-Type: application/sparql-query", "--data-binary", "SELECT (2 AS ?n) {}")
    assert curl("-H", "Accept: text/tab-separated-values", *body, at) == "?n\n2\n"
    assert curl("--output", "/dev/null", "--write-out", "%{http_code}", "--request", "PUT", at) == "405"


def test_curl_follows_to_the_data(server: httpx.Client) -> None:
    at = f"{server.base_url}/id/state/TGO"
    for accept, form in (("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("application/rdf+xml", "xml")):
        graph = Dataset().parse(data=curl("--location", "-H", f"Accept: {accept}", at), format=form)
        assert (TOGO, None, None) in graph
    where = curl("--location", "--output", "/dev/null", "--write-out", "%{num_redirects} %{url_effective}", at)
    assert where == f"1 {server.base_url}/page/state/TGO"


def test_rdflib_asks_the_server(server: httpx.Client) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = Graph(SPARQLStore(f"{server.base_url}/sparql"))
    assert len(set(graph.objects(TOGO, URIRef("https://w3id.org/amity/ontology#partnerOf")))) == 2
