"""Exports say what the dataset says, the same way each time, to the tools they are meant for."""

import csv
import io
import json
import tempfile
from decimal import Decimal
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from amity import export, turtle, vocabulary
from amity.model import Actor, Amount, Document, Event, Evidence, Party, Reading
from amity.store import Dataset

RDF = {
    "ttl": ("turtle", ox.RdfFormat.TURTLE),
    "trig": ("trig", ox.RdfFormat.TRIG),
    "nq": ("nquads", ox.RdfFormat.N_QUADS),
    "jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
    "rdf": ("xml", ox.RdfFormat.RDF_XML),
}


def written(dataset: Dataset, folder: Path, format_: str) -> bytes:
    path = folder / f"graph.{format_}"
    export.export(dataset, path)
    return path.read_bytes()


@pytest.mark.parametrize("format_", RDF)
def test_a_round_trip_through_the_store_loses_nothing(dossier: Dataset, tmp_path: Path, format_: str) -> None:
    content = written(dossier, tmp_path, format_)
    parsed = {quad.triple for quad in ox.parse(content, format=RDF[format_][1])}
    assert parsed == {quad.triple for quad in export.quads(dossier)}


@pytest.mark.parametrize("format_", ["ttl", "jsonld", "rdf"])
def test_rdflib_reads_an_isomorphic_graph(seed: Dataset, tmp_path: Path, format_: str) -> None:
    parsed = rdflib.Graph().parse(data=written(seed, tmp_path, format_), format=RDF[format_][0])
    expected = rdflib.Graph().parse(
        data="".join(f"{t} .\n" for t in {q.triple for q in export.quads(seed)}), format="nt"
    )
    assert isomorphic(parsed, expected)


@pytest.mark.parametrize("format_", ["trig", "nq"])
def test_named_graphs_are_kept(dossier: Dataset, tmp_path: Path, format_: str) -> None:
    content = written(dossier, tmp_path, format_)
    assert set(ox.parse(content, format=RDF[format_][1])) == set(export.quads(dossier))


@pytest.mark.parametrize("format_", export.FORMATS)
def test_the_same_dataset_gives_the_same_bytes(dossier: Dataset, tmp_path: Path, format_: str) -> None:
    again = Dataset(dossier._store, dossier.reference)
    assert written(dossier, tmp_path, format_) == written(again, tmp_path, format_)


def test_turtle_is_sorted_prefixed_and_readable(dossier: Dataset, tmp_path: Path) -> None:
    text = written(dossier, tmp_path, "ttl").decode()
    subjects = [line.split(" ", 1)[0] for line in text.splitlines() if line and line[0] not in " @"]
    full = [s.strip("<>") if s.startswith("<") else expanded(s) for s in subjects]
    assert full == sorted(full)
    assert len(full) == len(set(full))
    assert "event:MissionOpening-IND-TGO-2020-09-03 a amity:Event, amity:MissionOpening ;" in text
    assert "amity:party state:" in text
    assert text.count("<https://w3id.org/amity/ontology#") == 1  # where the prefix is declared


def expanded(compact: str) -> str:
    prefix, local = compact.split(":", 1)
    return vocabulary.PREFIXES[prefix] + local


def test_json_ld_names_things_by_their_own_names(dossier: Dataset, tmp_path: Path) -> None:
    document = json.loads(written(dossier, tmp_path, "jsonld"))
    nodes = {node["@id"]: node for node in document["@graph"]}
    event = nodes["id:event/MissionOpening-IND-TGO-2020-09-03"]
    assert event["party"] == ["id:state/IND", "id:state/TGO"]
    assert event["status"] == "id:status/done"
    assert document["@context"]["amity"] == vocabulary.AMITY


def test_it_loads_in_owlready2(seed: Dataset, tmp_path: Path) -> None:
    import owlready2

    world = owlready2.World()
    ontology = world.get_ontology("file://" + str(tmp_path / "graph.rdf"))
    written(seed, tmp_path, "rdf")
    ontology.load(only_local=True)
    assert world["https://w3id.org/amity/id/state/TGO"] is not None


@pytest.mark.parametrize(("format_", "reader"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_the_network(dossier: Dataset, tmp_path: Path, format_: str, reader: object) -> None:
    assert callable(reader)
    graph = reader(io.BytesIO(written(dossier, tmp_path, format_)))
    assert graph.number_of_nodes() >= 20
    assert graph.number_of_edges() >= 40
    names = {values["label"] for _, values in graph.nodes(data=True)}
    assert {"Togo", "Russia"} <= names


def test_the_table_has_a_row_for_each_event(dossier: Dataset, tmp_path: Path) -> None:
    text = written(dossier, tmp_path, "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    expected = dossier.select("SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e a amity:Event }").rows[0][0]
    assert isinstance(expected, ox.Literal)
    assert len(rows) == int(expected.value)
    (row,) = [row for row in rows if row["event"].endswith("MissionOpening-IND-TGO-2020-09-03")]
    assert (row["parties"], row["date"], row["place"]) == ("India | Togo", "2020-09-03", "Lomé")
    assert row["addresses"].startswith("http")
    assert "embassy in Lomé" in row["quote"] or "ambassade à Lomé" in row["quote"]


def hostile(text: str, party: str = "CHN") -> Dataset:
    """One event, of a donor whose label is this text where the reference does not know it, in a source of that text."""
    evidence = (Evidence(0, len(text), text),)
    event = Event("Aid", (Party(party, "donor"), Party("TGO", "recipient")), evidence, amount=Amount(Decimal(5), "EUR"))
    document = Document("hostile", text, "en", "2024", text, "https://example.org/")
    dataset = Dataset.memory()
    dataset.learn(Reading(document, (Actor(party, "InternationalOrganization", text),), (), (event,), "test/0"))
    return dataset


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_spreadsheet_takes_no_field_for_a_formula(tmp_path: Path, text: str) -> None:
    content = written(hostile(text), tmp_path, "csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content, newline=""))
    assert row["quote"].startswith("'")


@settings(max_examples=12, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
@example("Ghost\x00\x01\x0b\x85\ufffe]]> <!-- & \" ' \r\n é \U0001d11e")
def test_any_text_is_written_and_read_again(text: str) -> None:
    dataset = hostile(text, party="ghost")
    with tempfile.TemporaryDirectory() as folder:
        contents = {format_: written(dataset, Path(folder), format_) for format_ in export.FORMATS}
    expected = {quad.triple for quad in export.quads(dataset)}
    for format_, (_, known) in RDF.items():
        found = {quad.triple for quad in ox.parse(contents[format_], format=known)}
        without = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
        if format_ != "rdf" or text == without:
            assert found == expected, format_
        assert len(found) == len(expected)
    for format_, reader in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        graph = reader(io.BytesIO(contents[format_]))
        assert graph.number_of_edges() == 1
    (row,) = csv.DictReader(io.StringIO(contents["csv"].decode("utf-8-sig"), newline=""))
    assert row["quote"].removeprefix("'") == text.removeprefix("'")


def test_an_unknown_format_is_refused_with_the_list(dossier: Dataset, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.ttl \(Turtle\)"):
        export.export(dossier, tmp_path / "graph.xls")


TERMS = st.one_of(
    st.sampled_from(["x", "a-b", "1a", "a.b", "é", "a/b", "-a", "a-"]).map(
        lambda n: ox.NamedNode(vocabulary.ID + "state/" + n)
    ),
    st.text(st.characters(exclude_categories=["Cs"])).map(ox.Literal),
    st.text(st.characters(exclude_categories=["Cs"])).map(lambda t: ox.Literal(t, language="fr")),
    st.integers().map(ox.Literal),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(
        lambda d: ox.Literal(format(d, "f"), datatype=ox.NamedNode(vocabulary.XSD + "decimal"))
    ),
)


@settings(max_examples=60)
@given(st.sets(st.tuples(st.integers(0, 3), st.sampled_from(list(vocabulary.Property)), TERMS), max_size=12))
def test_any_triples_come_back_from_turtle_and_json_ld(
    statements: set[tuple[int, vocabulary.Property, ox.NamedNode | ox.Literal]],
) -> None:
    triples = {
        ox.Triple(ox.NamedNode(vocabulary.event_iri(f"e{number}")), ox.NamedNode(property_), term)
        for number, property_, term in statements
    }
    assert {q.triple for q in ox.parse(turtle.turtle(triples), format=ox.RdfFormat.TURTLE)} == triples
    quads = [ox.Quad(t.subject, t.predicate, t.object) for t in triples]
    assert {q.triple for q in ox.parse(turtle.json_ld(quads), format=ox.RdfFormat.JSON_LD)} == triples
