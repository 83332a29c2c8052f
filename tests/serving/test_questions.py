"""The catalogue as forms, and the editor: what is asked and answered without a script."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from amity import queries

Page = Callable[..., Any]
QUESTIONS = queries.load().questions


def test_the_catalogue_is_listed_with_what_is_wrong(page: Page) -> None:
    found = page("/?lang=fr")
    names = {link.partition("?")[0].removeprefix("/question/") for link in found.links if "/question/" in link}
    assert names == {*QUESTIONS, "mine"}
    assert "broken.rq" in found.text
    assert "9 documents" in found.text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_question_has_a_form(page: Page, name: str, language: str) -> None:
    question = QUESTIONS[name]
    found = page(f"/question/{name}?lang={language}")
    assert question.title[language] in found.text
    labelled = {a["for"] for tag, a in found.tags if tag == "label" and "for" in a}
    named = {
        a["name"]: a for tag, a in found.tags if tag in ("input", "select") and a.get("name") in question.parameters
    }
    assert set(named) == set(question.parameters)
    assert all(a["id"] in labelled for a in named.values())


def test_a_question_is_answered_with_links(page: Page) -> None:
    found = page("/question/partners?actor=togo&domain=&since=&lang=fr&ask=1")
    assert "Russie" in found.text
    assert "/page/state/RUS?lang=fr" in found.links
    answered = page("/question/mine?ask=1")
    assert "/page/event/Aid-IND-TGO-2021-06-15" in answered.links
    assert "Answer" not in page("/question/mine").text
    evidence = page("/question/evidence?event=MissionOpening-RUS-TGO-2025")
    assert "https://example.org/lome" in evidence.links


def test_a_question_as_a_file(page: Page, server: httpx.Client) -> None:
    found = page("/question/partners?actor=togo")
    (csv_file,) = [link for link in found.links if link.endswith("format=csv")]
    answer = server.get(csv_file)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.splitlines()[0].startswith("id,partner,")
    rows = server.get("/question/partners?actor=togo", headers={"accept": "application/json"}).json()
    assert {row["id"] for row in rows} == {"RUS", "IND"}
    refused = server.get("/question/partners?actor=Tgoo&format=json")
    assert (refused.status_code, "no state or organization" in refused.text) == (400, True)


def test_a_question_as_sparql_can_be_asked_again(page: Page, server: httpx.Client) -> None:
    found = page("/question/meetings?actor=TGO&since=2020")
    (editor,) = [link for link in found.links if link.startswith("/editor?query=")]
    asked = server.get("/sparql", params=httpx.URL(editor).params).json()
    assert [row["date"]["value"] for row in asked["results"]["bindings"]] == ["2024-11"]


def test_a_value_that_is_none_is_said(page: Page) -> None:
    found = page("/question/partners?actor=Tgoo", 400)
    assert "no state or organization is called 'Tgoo'" in found.text
    values = {a["name"]: a.get("value") for tag, a in found.tags if tag == "input" and a.get("name") == "actor"}
    assert values == {"actor": "Tgoo"}
    assert "needs --actor" in page("/question/partners?ask=1", 400).text


def test_the_editor_answers_as_a_page(page: Page) -> None:
    rows = page(f"/sparql?query={quote('SELECT ?x ?n { ?x a amity:Aid BIND(5 AS ?n) }')}")
    assert "/page/event/Aid-IND-TGO-2021-06-15" in rows.links
    assert any("format=csv" in link for link in rows.links)
    assert "Yes" in page("/sparql?query=ASK%20%7B%7D").text
    assert "amity:Aid" in page(f"/sparql?query={quote('DESCRIBE event:Aid-IND-TGO-2021-06-15')}").text
    assert "not a SPARQL query" in page("/sparql?query=SELECT", 400).text
    assert "GROUP BY" in page("/editor").text
