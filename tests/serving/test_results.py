"""Answers in each format are read again as what they were."""

import csv
import io
import json
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amity.serving import results
from amity.serving.negotiation import ROWS, TRIPLES, Format
from amity.store import Solutions

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_EX = "https://example.org/"
TERMS = st.one_of(
    st.none(),
    TEXT.map(ox.Literal),
    TEXT.map(lambda text: ox.Literal(text, language="fr")),
    st.integers().map(ox.Literal),
    st.sampled_from([ox.NamedNode(_EX + "é"), ox.BlankNode("b"), ox.Literal("x", datatype=ox.NamedNode(_EX + "t"))]),
)


@given(st.lists(st.tuples(TERMS, TERMS), max_size=4))
def test_rows_are_read_again(rows: list[tuple[ox.Literal | None, ...]]) -> None:
    found = Solutions(("a", "b"), tuple(rows))
    for form in (ROWS[0], ROWS[3]):
        read = ox.parse_query_results(results.reply(found, form, 9).body, form.rows)
        assert isinstance(read, ox.QuerySolutions)
        again = [tuple(solution[name] for name in ("a", "b")) for solution in read]
        # A blank node has another name each time.
        assert [[None if isinstance(t, ox.BlankNode) else t for t in row] for row in again] == [
            [None if isinstance(t, ox.BlankNode) else t for t in row] for row in rows
        ]
    ElementTree.fromstring(results.reply(found, ROWS[1], 9).body)  # noqa: S314 (what we wrote)
    read_csv = list(csv.reader(io.StringIO(results.reply(found, ROWS[2], 9).body.decode(), newline="")))
    assert len(read_csv) == len(rows) + 1


@pytest.mark.parametrize("form", TRIPLES, ids=lambda form: form.name)
@given(text=TEXT)
def test_triples_are_read_again(form: Format, text: str) -> None:
    subject, predicate = ox.NamedNode(_EX + "s"), ox.NamedNode(_EX + "p")
    triple = ox.Triple(subject, predicate, ox.Literal(text))
    body = results.reply([triple, triple], form, 9).body
    (read,) = [quad.triple for quad in ox.parse(body, form.triples)]
    if form.name == "rdf":
        # XML has no control characters, and reads a return as a new line.
        assert (read.subject, read.predicate) == (subject, predicate)
    else:
        assert read == triple


@pytest.mark.parametrize("truth", [True, False])
def test_a_truth(truth: bool) -> None:
    bodies = [results.reply(truth, form, 9).body.decode() for form in ROWS]
    assert json.loads(bodies[0])["boolean"] is truth
    assert f"<boolean>{str(truth).lower()}</boolean>" in bodies[1]
    assert bodies[2:] == [f"{str(truth).lower()}\n"] * 2


def test_what_is_cut_says_so() -> None:
    rows = Solutions(("a",), ((ox.Literal(']},"results"</head>'),),), truncated=True)
    replies = {form.name: results.reply(rows, form, 1) for form in ROWS}
    assert all(reply.headers["X-SPARQL-MaxRows"] == "1" for reply in replies.values())
    assert json.loads(replies["json"].body)["head"] == {"vars": ["a"], "link": ["urn:amity:truncated"]}
    head = ElementTree.fromstring(replies["xml"].body)[0]  # noqa: S314
    assert [child.attrib for child in head] == [{"name": "a"}, {"href": "urn:amity:truncated"}]
    triple = ox.Triple(ox.NamedNode(_EX + "s"), ox.NamedNode(_EX + "p"), ox.Literal("x"))
    for form in TRIPLES:
        cut = results.reply([triple, triple], form, 1)
        assert cut.headers["X-SPARQL-MaxRows"] == "1"
        assert len(list(ox.parse(cut.body, form.triples))) == 1


def test_what_a_format_cannot_say_is_refused() -> None:
    node = ox.NamedNode(_EX + "1")
    with pytest.raises(results.ResultError, match=r"RDF/XML cannot say <https://example.org/1>"):
        results.reply([ox.Triple(node, node, node)], TRIPLES[2], 9)
    with pytest.raises(results.ResultError, match="a triple within a triple"):
        results.reply([ox.Triple(node, node, ox.Triple(node, node, node))], TRIPLES[0], 9)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("PREFIX select: <x:> # construct\nASK {}", ["json", "xml", "csv", "tsv", "html"]),
        ("describe <x:select>", ["ttl", "nt", "rdf", "jsonld", "html"]),
        ("nonsense", []),
    ],
)
def test_formats_by_the_form_of_a_query(query: str, names: list[str]) -> None:
    assert [form.name for form in results.formats(query)] == names
