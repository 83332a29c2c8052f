"""The pages, as they are sent: what they say, where they lead, and that nothing in them is taken for markup."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import httpx
import pyoxigraph as ox
import pytest

from amity import vocabulary
from amity.serving.links import iri_of, page_path

Page = Callable[..., Any]
EVENT = "/page/event/MissionOpening-RUS-TGO-2025"
HOSTILE_NUMBER = 7


@pytest.mark.parametrize(
    ("accept", "leads"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "/page/state/TGO"),
        ("*/*", "/page/state/TGO"),
        ("text/turtle", "/data/state/TGO.ttl"),
        ("application/ld+json", "/data/state/TGO.jsonld"),
        ("application/rdf+xml", "/data/state/TGO.rdf"),
        ("application/n-triples;q=0.9, text/turtle;q=0.5", "/data/state/TGO.nt"),
    ],
)
def test_a_thing_leads_to_what_there_is_to_read_of_it(server: httpx.Client, accept: str, leads: str) -> None:
    answer = server.get("/id/state/TGO", headers={"accept": accept})
    assert (answer.status_code, answer.headers["location"], answer.headers["vary"]) == (303, leads, "Accept")
    assert server.get(leads).status_code == 200


def test_a_thing_keeps_its_language_and_its_name(server: httpx.Client) -> None:
    assert server.get("/id/state/TGO?lang=fr").headers["location"] == "/page/state/TGO?lang=fr"
    assert server.get("/id/document/a%2Fb%3Fc").headers["location"] == "/page/document/a%2Fb%3Fc"
    assert server.get("/id/state/TGO", headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("languages", "path", "language", "title"),
    [
        ("en", EVENT, "en", "Mission opening: Russia – Togo (2025)"),
        ("fr-FR,fr;q=0.9,en;q=0.5", EVENT, "fr", "Ouverture de mission : Russie – Togo (2025)"),
        ("en", f"{EVENT}?lang=fr", "fr", "Ouverture de mission : Russie – Togo (2025)"),
        ("fr", f"{EVENT}?lang=en", "en", "Mission opening: Russia – Togo (2025)"),
        ("de", EVENT, "en", "Mission opening: Russia – Togo (2025)"),
    ],
)
def test_languages(page: Page, server: httpx.Client, languages: str, path: str, language: str, title: str) -> None:
    answer = server.get(path, headers={"accept": "text/html", "accept-language": languages})
    assert answer.headers["content-language"] == language
    assert "Accept-Language" in answer.headers["vary"]
    found = page(path, **{"accept-language": languages})
    assert f'<html lang="{language}">' in found.html
    assert f">{title}</h1>" in found.html
    # Where the reader has chosen a language, every link keeps it.
    kept = [link for link in found.links if link.startswith("/page/") and not link.startswith(EVENT)]
    assert kept
    assert all(("lang=" in link) == ("lang=" in path) for link in kept)


def test_an_event_says_its_facts_with_their_sources(page: Page) -> None:
    found = page(f"{EVENT}?lang=en")
    for name in ("sending state", "receiving state", "party", "date", "status", "place", "domain"):
        assert f">{name}</dt>" in found.html
    assert "La Russie ouvrira une ambassade à Lomé en 2025." in found.text
    assert "embassy in Lomé will open in 2025." in found.text
    assert {"/page/document/lome?lang=en", "/page/document/news?lang=en"} <= set(found.links)
    assert {"https://example.org/lome", "https://example.org/news"} <= set(found.links)
    # Both sources state the sending state; the last day that a date allows follows from it.
    sending = found.between(">sending state</dt>", ">receiving state</dt>")
    assert [link for link in sending.links if link[0] == "#"] == ["#source-1", "#source-2"]
    latest = found.between(">latest</dt>", ">place</dt>")
    assert ("derived" in latest.text, [link for link in latest.links if link[0] == "#"]) == (True, [])
    assert [a["id"] for _, a in found.tags if (a.get("id") or "").startswith("source-")] == ["source-1", "source-2"]


def test_an_actor_says_its_events_and_what_refers_to_it(page: Page) -> None:
    found = page("/page/state/TGO?lang=fr")
    for link in (
        "/page/event/MissionOpening-RUS-TGO-2025?lang=fr",
        "/page/event/Aid-IND-TGO-2021-06-15?lang=fr",
        "/page/state/RUS?lang=fr",
        "/page/place/lome?lang=fr",
    ):
        assert link in found.links
    assert "http://www.wikidata.org/entity/Q945" in found.links
    partner = next(link for link in found.links if link.startswith("/question/timeline") and "RUS" in link)
    assert "Lomé en 2025" in page(partner).text
    assert "titulaire" in page("/page/person/robert-dussey?lang=fr").text
    assert "ministre des Affaires étrangères (Togo)" in page("/page/person/robert-dussey?lang=fr").text


def test_a_document_says_its_claims(page: Page) -> None:
    found = page("/page/document/news?lang=en")
    assert "India lends Togo 40 million dollars." in found.text
    assert {"/page/event/Aid-IND-TGO-2021-06-15?lang=en", f"{EVENT}?lang=en"} <= set(found.links)
    assert "https://example.org/news" in found.links


@pytest.mark.parametrize("path", ["state/TGO", "event/MissionOpening-RUS-TGO-2025", "document/news", "domain/energy"])
def test_downloads_hold_the_same(page: Page, server: httpx.Client, path: str) -> None:
    found = page(f"/page/{path}")
    read: dict[str, set[ox.Triple]] = {}
    forms = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML}
    for name, form in (forms | {"jsonld": ox.RdfFormat.JSON_LD}).items():
        assert f"/data/{path}.{name}" in found.links
        answer = server.get(f"/data/{path}.{name}")
        assert answer.headers["access-control-allow-origin"] == "*"
        read[name] = {quad.triple for quad in ox.parse(answer.content, form)}
        assert answer.content == server.get(f"/data/{path}.{name}").content
    iri = ox.NamedNode(vocabulary.ID + path)
    assert any(triple.subject == iri for triple in read["nt"])
    assert read["nt"] == read["ttl"] == read["rdf"] == read["jsonld"]
    # What is kept for speed alone is nobody's fact.
    assert vocabulary.INDEX not in found.html + server.get(f"/data/{path}.nt").text
    if path == "document/news":
        assert any(isinstance(t.object, ox.Literal) and "40 million" in t.object.value for t in read["nt"])


@pytest.mark.parametrize(
    "path",
    [
        "/page/state/XXX",
        "/page/",
        "/page/state",
        "/page/state/",
        "/page/%FF/%00",
        "/page/..%2F..",
        "/x",
        "/question/x",
        "/page",
        "/question/",
    ],
)
def test_what_is_not_there(page: Page, server: httpx.Client, path: str) -> None:
    assert "Not found" in page(path, 404).text
    assert "Introuvable" in page(path, 404, **{"accept-language": "fr"}).text
    assert server.get("/data/state/XXX.ttl").status_code == server.get("/data/state/TGO.exe").status_code == 404
    assert server.get("/static/../app.py").status_code == server.get("/static/base.html").status_code == 404


# Hostile texts


def paths(server: httpx.Client) -> list[str]:
    """The pages of everything that hostile documents speak of."""
    query = (
        "SELECT DISTINCT ?x { ?x a ?t FILTER(REGEX(STR(?x), '/id/[a-z]+/([0-9]%20|evil|%|Meeting-GAB|window|img|7)')) }"
    )
    rows = server.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    found = [page_path(row["x"]["value"]) or "" for row in rows]
    assert len(found) > 6 * HOSTILE_NUMBER
    return found


def test_hostile_texts_are_texts(page: Page, server: httpx.Client) -> None:
    searched = [f"/search?q={quote(text)}" for text in ("<", "'", '"', "window", "%", "{{")]
    asked = [f"/question/timeline?actor={quote(t)}" for t in ("<script>window.ran=1</script>", "\"><b>'", "evil-1")]
    queries_ = [
        f"/sparql?query={quote(q)}"
        for q in (
            "SELECT ?l { ?x rdfs:label ?l FILTER(CONTAINS(?l, 'window')) }",
            "CONSTRUCT { ?x rdfs:label ?l } { ?x rdfs:label ?l FILTER(CONTAINS(?l, 'window')) }",
            "SELECT ?u { ?d amity:url ?u }",
            "SELECT (IRI('javascript:window.ran=1') AS ?u) {}",
            "</textarea><script>window.ran=1</script>",
        )
    ]
    seen = ""
    for path in (*paths(server), *searched, *asked, *queries_):
        found = page(path, 200, 400)
        tags = [tag for tag, _ in found.tags]
        assert tags.count("script") == 1, path
        assert set(tags).isdisjoint({"img", "svg", "b", "i", "iframe", "style", "base", "object"}), path
        assert not any(name.startswith("on") or name == "style" for _, a in found.tags for name in a), path
        for link in found.links:
            where = urlsplit(urljoin("http://here/", link))
            assert where.scheme in ("http", "https"), (path, link)
            assert link.startswith(("/", "#", "http://", "https://")) and not link.startswith("//"), (path, link)
        seen += found.text
    # They are there, and are read as what they are.
    assert "<script>window.ran = 1</script>" in seen
    assert "{{ 7 * 7 }}" in seen
    assert "javascript:window.ran=1" in seen


def test_every_link_of_hostile_pages_leads_somewhere(page: Page, server: httpx.Client) -> None:
    followed = set()
    for path in paths(server):
        followed |= {link for link in page(path).links if link.startswith("/page/")}
    assert len(followed) > 5 * HOSTILE_NUMBER
    for link in followed:
        page(link)


@pytest.mark.parametrize("id_", ["TGO", "a/b", "é ?#%", "..", "%2F", "<>\"'", "\u2028", "a\x00"])
def test_paths_and_iris(id_: str) -> None:
    iri = vocabulary.individual("document", id_)
    path = page_path(iri)
    assert path is not None
    assert iri_of(path.removeprefix("/page/")) == iri
    assert page_path("https://example.org/") is None
    assert iri_of("state//TGO") is None


def test_search(page: Page) -> None:
    assert "/page/state/TGO" in page("/search?q=tOGo").links
    assert "/page/person/robert-dussey" in page("/search?q=dussey").links
    assert "Nothing found." in page("/search?q=zzzz").text
    assert "Nothing found." in page("/search?q=").text
    # The shortest names first: a state before the documents and persons that have it in their names.
    assert next(link for link in page("/search?q=ind").links if "/page/" in link) == "/page/state/IND"


def test_both_languages_have_the_same_texts() -> None:
    from amity.serving.pages import page_file

    texts = json.loads(page_file("texts.json"))

    def keys(value: object) -> object:
        return {key: keys(inner) for key, inner in value.items()} if isinstance(value, dict) else None

    assert keys(texts["en"]) == keys(texts["fr"])
    templates = ("base", "home", "search", "error", "question", "editor", "thing", "parts")
    used = "".join(page_file(f"{name}.html").decode() for name in templates)
    for key in set(texts["en"]) - {"notFound", "refused", "busy", "deadline", "tooMuch"}:
        assert f"texts.{key}" in used, key
