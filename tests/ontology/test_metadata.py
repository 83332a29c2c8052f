"""What FOOPS! (OM1, OM2, VOC) and OOPS! ask of an ontology's own description, and the catalog for Protégé."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, VANN

from amity import resources, vocabulary

FOLDER = resources.ontology()
CORE = FOLDER / "amity.ttl"
ONTOLOGIES = [CORE, FOLDER / "domains.ttl", *sorted((FOLDER / "alignments").glob("*.ttl"))]
SHAPES = sorted((FOLDER / "shapes").glob("*.ttl"))
BIBO_STATUS = URIRef("http://purl.org/ontology/bibo/status")
CITATION = URIRef("https://schema.org/citation")


def header(path: Path) -> tuple[Graph, URIRef]:
    graph = Graph().parse(path)
    (iri,) = graph.subjects(RDF.type, OWL.Ontology)
    assert isinstance(iri, URIRef)
    return graph, iri


@pytest.mark.parametrize("path", [*ONTOLOGIES, *SHAPES], ids=lambda path: path.stem)
@pytest.mark.parametrize("predicate", [DCTERMS.title, DCTERMS.description], ids=["title", "description"])
def test_title_and_description_are_in_both_languages(path: Path, predicate: URIRef) -> None:
    graph, iri = header(path)
    assert sorted(text.language for text in graph.objects(iri, predicate)) == ["en", "fr"]


@pytest.mark.parametrize("path", [*ONTOLOGIES, *SHAPES], ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "predicate",
    [DCTERMS.license, DCTERMS.creator, DCTERMS.created, OWL.versionInfo],
    ids=["license", "creator", "created", "versionInfo"],
)
def test_there_is_exactly_one_of_each(path: Path, predicate: URIRef) -> None:
    graph, iri = header(path)
    assert len(list(graph.objects(iri, predicate))) == 1


@pytest.mark.parametrize("path", ONTOLOGIES, ids=lambda path: path.stem)
def test_the_version_has_an_iri_of_its_own(path: Path) -> None:
    graph, iri = header(path)
    version = graph.value(iri, OWL.versionIRI)
    assert version == URIRef(f"{iri}/{graph.value(iri, OWL.versionInfo)}")


@pytest.mark.parametrize("path", ONTOLOGIES, ids=lambda path: path.stem)
def test_prefix_and_namespace_are_named(path: Path) -> None:
    graph, iri = header(path)
    prefix, namespace = (graph.value(iri, p) for p in (VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri))
    assert isinstance(prefix, Literal) and isinstance(namespace, Literal)
    assert vocabulary.PREFIXES[str(prefix)] == str(namespace)


@pytest.mark.parametrize(
    "predicate",
    [
        DCTERMS.abstract,
        DCTERMS.bibliographicCitation,
        DCTERMS.contributor,
        DCTERMS.issued,
        DCTERMS.language,
        DCTERMS.modified,
        DCTERMS.publisher,
        BIBO_STATUS,
        CITATION,
        RDFS.seeAlso,
    ],
    ids=lambda predicate: predicate.rsplit("/", 1)[-1],
)
def test_the_vocabulary_says_what_is_recommended_beside(predicate: URIRef) -> None:
    graph, iri = header(CORE)
    assert list(graph.objects(iri, predicate))


def test_the_ontology_is_the_one_of_the_code() -> None:
    assert header(CORE)[1] == URIRef(vocabulary.ONTOLOGY)


def test_the_license_is_that_of_the_project() -> None:
    for path in [*ONTOLOGIES, *SHAPES]:
        graph, iri = header(path)
        assert graph.value(iri, DCTERMS.license) == URIRef("https://spdx.org/licenses/MIT")


@pytest.mark.parametrize("path", ONTOLOGIES, ids=lambda path: path.stem)
def test_every_foreign_annotation_property_is_declared(path: Path) -> None:
    """Protégé hides what it does not know to be a property."""
    graph, _ = header(path)
    kinds = {OWL.AnnotationProperty, OWL.ObjectProperty, OWL.DatatypeProperty}
    declared = {s for kind in kinds for s in graph.subjects(RDF.type, kind)}
    for predicate in set(graph.predicates()):
        if not str(predicate).startswith((str(OWL), str(RDF), str(RDFS), vocabulary.XSD)):
            assert predicate in declared, predicate


@pytest.mark.parametrize("path", ONTOLOGIES, ids=lambda path: path.stem)
def test_terms_have_no_version_in_their_iris(path: Path) -> None:
    graph, iri = header(path)
    version = str(graph.value(iri, OWL.versionInfo))
    holders = {s for s in graph.subjects() if version in str(s)}
    assert holders == set()


@pytest.mark.parametrize("path", [*ONTOLOGIES, *SHAPES], ids=lambda path: path.stem)
def test_texts_are_free_of_stray_spaces(path: Path) -> None:
    graph, _ = header(path)
    for predicate in (SKOS.definition, SKOS.scopeNote, RDFS.label, RDFS.comment, SKOS.prefLabel, SKOS.altLabel):
        for text in graph.objects(None, predicate):
            assert str(text) == str(text).strip() and "  " not in text, text


def test_the_catalog_leads_to_every_ontology_without_a_network() -> None:
    namespace = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"
    root = ET.parse(FOLDER / "catalog-v001.xml").getroot()  # noqa: S314 - a file of the project
    entries = {str(uri.get("name")): str(uri.get("uri")) for uri in root.iter(f"{namespace}uri")}
    for path in [*ONTOLOGIES, *SHAPES]:
        graph, iri = header(path)
        assert FOLDER / entries.pop(str(iri)) == path
        if (version := graph.value(iri, OWL.versionIRI)) is not None:
            assert FOLDER / entries.pop(str(version)) == path
    assert entries == {}
