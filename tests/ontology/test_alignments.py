"""The alignments: they speak of terms that exist on both sides, and contradict nothing."""

import csv
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef, namespace

from amity import reasoning, resources, vocabulary

FOLDER = resources.ontology() / "alignments"
FILES = sorted(FOLDER.glob("*.ttl"))
ALL = [*FILES, resources.ontology() / "amity.ttl", resources.ontology() / "domains.ttl"]

# rdflib knows all terms of these vocabularies, and of no other that is used here.
CLOSED = [
    getattr(namespace, name)
    for name in ("DCTERMS", "FOAF", "ORG", "OWL", "PROV", "RDF", "RDFS", "SDO", "SKOS", "TIME", "VANN", "WGS")
]
LISTED = {
    "http://www.w3.org/ns/oa#": {"TextPositionSelector", "TextQuoteSelector", "end", "exact", "start"},
    "http://semanticweb.cs.vu.nl/2009/11/sem/": {
        "Actor",
        "Event",
        "EventType",
        "Place",
        "hasActor",
        "hasEarliestBeginTimeStamp",
        "hasLatestEndTimeStamp",
        "hasPlace",
        "hasSubEvent",
        "hasTimeStamp",
        "subEventOf",
    },
    "http://purl.org/ontology/bibo/": {"status", "status/draft"},
}
EXPECTED = {"cameo-plover", "org", "owl-time", "prov-o", "schema-org", "sem", "web-annotation"}


def iris(graph: Graph) -> set[str]:
    return {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}


def core() -> Graph:
    return Graph().parse(resources.ontology() / "amity.ttl")


def test_there_is_one_file_for_each_foreign_vocabulary() -> None:
    assert {path.stem for path in FILES} == EXPECTED


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_foreign_term_exists(path: Path) -> None:
    found = iris(Graph().parse(path))
    for known in CLOSED:
        for iri in found:
            if iri.startswith(str(known)) and iri != str(known):
                assert URIRef(iri) in known, iri
    for prefix, names in LISTED.items():
        assert {iri.removeprefix(prefix) for iri in found if iri.startswith(prefix) and iri != prefix} <= names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_term_of_amity_exists(path: Path) -> None:
    defined = {str(s) for s in core().subjects()}
    used = {iri for iri in iris(Graph().parse(path)) if iri.startswith(vocabulary.AMITY)}
    assert used - {vocabulary.AMITY} <= defined
    assert used


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_terms_are_declared_as_what_they_are_in_the_core(path: Path) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    graph, known = Graph().parse(path), core()
    for term, kind in graph.subject_objects(RDF.type):
        if str(term).startswith(vocabulary.AMITY) and kind in kinds:
            assert (term, RDF.type, kind) in known, term


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_predicate_of_an_axiom_is_between_declared_terms(path: Path) -> None:
    graph = Graph().parse(path)
    declared = set(graph.subjects(RDF.type, None))
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, OWL.disjointWith):
        for one, other in graph.subject_objects(predicate):
            assert {t for t in (one, other) if isinstance(t, URIRef)} <= declared


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_alignment_says_nothing_new_about_foreign_terms(path: Path) -> None:
    graph = Graph().parse(path)
    for subject in set(graph.subjects()):
        if isinstance(subject, URIRef) and not str(subject).startswith("https://w3id.org/amity/"):
            assert set(graph.predicates(subject)) == {RDF.type}, subject


def test_all_alignments_together_are_consistent() -> None:
    try:
        report = reasoning.check_ontology(FILES)
    except reasoning.ReasonerUnavailableError as error:
        pytest.skip(str(error))
    assert report.ok, report


def test_a_misspelled_foreign_term_would_be_found() -> None:
    assert URIRef(namespace.PROV.Agent + "s") not in namespace.PROV
    assert URIRef(namespace.SDO.superEvent[:-1]) not in namespace.SDO


def test_every_cooperative_code_leads_to_a_class_of_event() -> None:
    graph = Graph().parse(FOLDER / "cameo-plover.ttl")
    cameo, classes = URIRef(vocabulary.ID + "cameo"), {URIRef(c) for c in vocabulary.EVENT_CLASSES}
    codes = set(graph.subjects(SKOS.inScheme, cameo))
    matches = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
    for code in codes:
        assert str(code).endswith(f"/{graph.value(code, SKOS.notation)}")
        assert {o for p in matches for o in graph.objects(code, p)} & classes, code
    # Session and closing have no code of their own; a commission's session is a negotiation to CAMEO.
    reached = {o for p in matches for code in codes for o in graph.objects(code, p)} & classes
    assert reached == classes


def test_the_cameo_codes_are_real(shared: Path) -> None:
    graph = Graph().parse(FOLDER / "cameo-plover.ttl")
    with (shared / "data" / "cameo" / "cameo_event_mapping.csv").open(encoding="utf-8") as file:
        rows = {row["cameo"]: row["plover"] for row in csv.DictReader(file)}
    for code in graph.subjects(SKOS.inScheme, URIRef(vocabulary.ID + "cameo")):
        number = str(graph.value(code, SKOS.notation))
        if number.startswith("16"):  # the table stops at cooperation
            continue
        assert number in rows
        assert URIRef(f"{vocabulary.ID}plover/{rows[number]}") in set(graph.objects(code, SKOS.broadMatch))
