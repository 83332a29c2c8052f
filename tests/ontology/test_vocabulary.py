"""amity.ttl: every term named and defined in both languages, OWL 2 DL, and nothing in the code that is not there."""

import shutil
import subprocess
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import owlready2
import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SKOS
from rdflib.term import Node

from amity import resources, vocabulary

AMITY = vocabulary.AMITY
ONTOLOGY = URIRef(vocabulary.ONTOLOGY)
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
ALIGNMENTS = sorted((resources.ontology() / "alignments").glob("*.ttl"))
_NOT_IN_OWL = ("date", "time", "duration", "gYear", "gYearMonth", "gMonthDay", "gMonth", "gDay")
ROLES = [("guest", "host"), ("donor", "recipient"), ("sendingState", "receivingState"), ("missionOf", "missionIn")]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(resources.ontology() / "amity.ttl")


def terms() -> list[URIRef]:
    graph = Graph().parse(resources.ontology() / "amity.ttl")
    named = {s for s in graph.subjects() if isinstance(s, URIRef)}
    return sorted(s for s in named if str(s).startswith((AMITY, vocabulary.ID)))


def kinds(graph: Graph, term: Node) -> set[Node]:
    return set(graph.objects(term, RDF.type)) & set(KINDS)


def disjoint(graph: Graph) -> set[frozenset[Node]]:
    """The pairs of classes that are disjoint."""
    pairs = set()
    for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        members = Collection(graph, graph.value(axiom, OWL.members))
        pairs |= {frozenset(pair) for pair in combinations(members, 2)}
    return pairs


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.rsplit("#", 1)[-1].rsplit("/", 1)[-1])
@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition], ids=["label", "definition"])
def test_every_term_has_one_label_and_one_definition_in_each_language(
    graph: Graph, term: URIRef, predicate: URIRef
) -> None:
    found = sorted(text.language for text in graph.objects(term, predicate))
    assert found == ["en", "fr"]
    assert all(str(text).strip() == str(text) and str(text) for text in graph.objects(term, predicate))


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.rsplit("#", 1)[-1].rsplit("/", 1)[-1])
def test_every_term_is_defined_by_the_ontology(graph: Graph, term: URIRef) -> None:
    assert list(graph.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY]


def test_definitions_are_sentences(graph: Graph) -> None:
    for term in terms():
        for text in graph.objects(term, SKOS.definition):
            assert text.endswith(".") and text[0].isupper(), (term, text)


def test_no_two_terms_of_one_kind_share_a_definition(graph: Graph) -> None:
    for language in ("en", "fr"):
        texts = [str(t) for t in graph.objects(None, SKOS.definition) if t.language == language]
        assert len(texts) == len(set(texts))


def test_the_code_and_the_ontology_name_the_same_terms(graph: Graph) -> None:
    coded = {str(term) for term in (*vocabulary.Class, *vocabulary.Property)}
    assert {str(term) for term in terms() if term.startswith(AMITY)} == coded


def test_statuses_are_those_of_the_code(graph: Graph) -> None:
    found = {str(s) for s in graph.subjects(RDF.type, URIRef(vocabulary.Class.STATUS))}
    assert found == {vocabulary.status_iri(status) for status in vocabulary.STATUSES}


def test_every_term_is_of_exactly_one_kind(graph: Graph) -> None:
    for term in terms():
        if term.startswith(AMITY):
            assert len(kinds(graph, term)) == 1, term


def test_classes_are_capitalized_and_properties_are_not(graph: Graph) -> None:
    for term in terms():
        if term.startswith(AMITY):
            assert term.removeprefix(AMITY)[0].isupper() == (kinds(graph, term) == {OWL.Class}), term


def test_every_property_has_one_domain_and_one_range(graph: Graph) -> None:
    for name in vocabulary.Property:
        domains, ranges = (list(graph.objects(URIRef(name), p)) for p in (RDFS.domain, RDFS.range))
        assert len(domains) == 1, name
        # The value of statedClass is a class: no class holds the classes.
        assert len(ranges) == (0 if name == vocabulary.Property.STATED_CLASS else 1), name


def test_every_event_class_is_an_event_and_disjoint_with_all_others(graph: Graph) -> None:
    classes = set(graph.subjects(RDFS.subClassOf, URIRef(vocabulary.Class.EVENT)))
    assert classes == {URIRef(c) for c in vocabulary.EVENT_CLASSES}
    assert {frozenset(pair) for pair in combinations(classes, 2)} <= disjoint(graph)


def test_every_actor_class_is_an_actor_and_disjoint_with_all_others(graph: Graph) -> None:
    classes = set(graph.subjects(RDFS.subClassOf, URIRef(vocabulary.Class.ACTOR)))
    assert classes == {URIRef(AMITY + name) for name in vocabulary.ACTOR_KINDS}
    assert {frozenset(pair) for pair in combinations(classes, 2)} <= disjoint(graph)


def test_all_classes_at_the_top_are_disjoint(graph: Graph) -> None:
    below = {
        *graph.subjects(RDFS.subClassOf, URIRef(vocabulary.Class.EVENT)),
        *graph.subjects(RDFS.subClassOf, URIRef(vocabulary.Class.ACTOR)),
    }
    top = {URIRef(c) for c in vocabulary.Class} - below
    assert {frozenset(pair) for pair in combinations(top, 2)} <= disjoint(graph)


def test_statuses_are_different_individuals(graph: Graph) -> None:
    (axiom,) = graph.subjects(RDF.type, OWL.AllDifferent)
    assert len(list(Collection(graph, graph.value(axiom, OWL.distinctMembers)))) == len(vocabulary.STATUSES)


def test_inverses_run_both_ways_between_the_same_classes(graph: Graph) -> None:
    pairs = {(s.removeprefix(AMITY), o.removeprefix(AMITY)) for s, o in graph.subject_objects(OWL.inverseOf)}
    expected = {("party", "partyTo"), ("participant", "participantIn"), ("partOf", "hasPart"), ("claim", "about")}
    assert pairs == expected | {("holds", "holder")}
    for one, other in graph.subject_objects(OWL.inverseOf):
        assert graph.value(one, RDFS.domain) == graph.value(other, RDFS.range)
        assert graph.value(one, RDFS.range) == graph.value(other, RDFS.domain)


@pytest.mark.parametrize(("one", "other"), ROLES)
def test_the_two_sides_of_a_direction_are_disjoint(graph: Graph, one: str, other: str) -> None:
    assert (URIRef(AMITY + one), OWL.propertyDisjointWith, URIRef(AMITY + other)) in graph


def test_the_tie_between_partners_is_symmetric(graph: Graph) -> None:
    types = set(graph.objects(URIRef(vocabulary.Property.PARTNER_OF), RDF.type))
    assert {OWL.SymmetricProperty, OWL.IrreflexiveProperty} <= types


def test_the_ontology_imports_nothing(graph: Graph) -> None:
    assert not list(graph.subject_objects(OWL.imports))


def test_every_predicate_and_class_that_is_used_is_declared(graph: Graph) -> None:
    builtin = (str(OWL), str(RDF), str(RDFS), vocabulary.XSD)
    used = set(graph.predicates()) | {
        o for p in (RDFS.subClassOf, RDFS.domain, RDFS.range) for o in graph.objects(None, p)
    }
    named = {term for term in used if isinstance(term, URIRef) and not str(term).startswith(builtin)}
    assert named <= set(graph.subjects(RDF.type, None))


def test_no_literal_of_the_ontology_is_outside_the_datatypes_of_owl(graph: Graph) -> None:
    # The OWL API lets xsd:date pass, which is not in the datatype map of OWL 2.
    datatypes = {o.datatype for o in graph.objects() if isinstance(o, Literal)} | set(graph.objects())
    assert not datatypes & {URIRef(vocabulary.EDTF), *(URIRef(vocabulary.XSD + name) for name in _NOT_IN_OWL)}


_PROFILE = """
import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

public class Profile {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            OWLOntology ontology =
                OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
            System.out.println("axioms " + ontology.getLogicalAxiomCount());
            for (OWLProfileViolation violation : new OWL2DLProfile().checkOntology(ontology).getViolations())
                System.out.println(violation);
        }
    }
}
"""


def profile(tmp_path: Path, *graphs: Graph) -> Iterator[str]:
    """What the OWL API, which comes with HermiT, finds against the profile OWL 2 DL."""
    if shutil.which("javac") is None:
        pytest.skip("no Java compiler: the profile OWL 2 DL was not checked (Debian: apt install default-jdk-headless)")
    (tmp_path / "Profile.java").write_text(_PROFILE, encoding="utf-8")
    files = [str(tmp_path / f"{n}.rdf") for n in range(len(graphs))]
    for graph, file in zip(graphs, files, strict=True):
        graph.serialize(file, format="xml")
    jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    command = ["java", "-cp", str(jar), str(tmp_path / "Profile.java"), *files]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert sum(line.startswith("axioms ") for line in output) == len(files)
    assert "axioms 0" not in output
    return (line for line in output if not line.startswith("axioms "))


def test_the_ontology_domains_and_alignments_are_owl_2_dl(graph: Graph, tmp_path: Path) -> None:
    others = [graph + Graph().parse(path) for path in (resources.ontology() / "domains.ttl", *ALIGNMENTS)]
    assert list(profile(tmp_path, graph, *others)) == []


def test_what_is_not_owl_2_dl_is_found(graph: Graph, tmp_path: Path) -> None:
    broken = Graph() + graph
    # Whatever is transitive may be neither asymmetric nor counted.
    broken.add((URIRef(vocabulary.Property.PART_OF), RDF.type, OWL.TransitiveProperty))
    assert any("partOf" in line for line in profile(tmp_path, broken))
