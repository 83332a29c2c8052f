"""What a client would like to have, and what it gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amity.serving.negotiation import HTML, ROWS, TRIPLES, choose, choose_language

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        (BROWSER, "html"),
        ("text/csv", "csv"),
        ("TEXT/CSV ; q=0.5 , text/tab-separated-values;q=0.6", "tsv"),
        ("application/json", "json"),
        ("application/xml", "xml"),
        ("text/*", "csv"),
        ("text/*;q=0.2, text/html;q=0.1", "csv"),
        ("application/*;q=0.5, application/sparql-results+json;q=0.1", "xml"),
        ("text/html;q=0, */*;q=0.1", "json"),
        ("text/csv;q=0", None),
        ("image/png", None),
        ("text/csv;charset=utf-8;q=1.0", "csv"),
        (",,;q=1,text/csv", "csv"),
    ],
)
def test_formats(accept: str | None, chosen: str | None) -> None:
    form = choose(accept, (*ROWS, HTML))
    assert (form.name if form else None) == chosen


def test_a_format_that_is_named_is_taken_whatever_is_accepted() -> None:
    form = choose("image/png", TRIPLES, "nt")
    assert form is not None
    assert form.type == "application/n-triples"
    assert choose("text/turtle", TRIPLES, "docx") is TRIPLES[0]


@pytest.mark.parametrize(
    ("accept", "named", "chosen"),
    [
        (None, None, "en"),
        ("fr", None, "fr"),
        ("fr-CA, en;q=0.5", None, "fr"),
        ("fr;q=0.3, en-GB;q=0.8, en;q=0.1", None, "en"),
        ("de, fr;q=0.2", None, "fr"),
        ("de", None, "en"),
        ("en", "fr", "fr"),
        ("fr", "xx", "fr"),
    ],
)
def test_languages(accept: str | None, named: str | None, chosen: str) -> None:
    assert choose_language(accept, ("en", "fr"), named) == chosen


@given(st.text())
def test_no_header_is_too_strange(header: str) -> None:
    assert choose(header, ROWS) in (*ROWS, None)
    assert choose_language(header, ("en", "fr")) in ("en", "fr")
