"""HermiT through owlready2: what is sound passes, what is broken is found, and what cannot run says so."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from amity import reasoning, resources, vocabulary
from amity.reasoning import OntologyReport, ReasonerUnavailableError, check_ontology, load_owlready

PREFIXES = """
@prefix amity: <https://w3id.org/amity/ontology#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .
"""


def check(*extra: Path) -> OntologyReport:
    try:
        return check_ontology(extra)
    except ReasonerUnavailableError as error:
        pytest.skip(str(error))


def written(folder: Path, text: str, name: str = "extra.ttl") -> Path:
    path = folder / name
    path.write_text(PREFIXES + text, encoding="utf-8")
    return path


def test_the_ontology_is_consistent_and_every_class_can_have_instances() -> None:
    report = check()
    assert report.ok
    assert report.consistent
    assert report.unsatisfiable == ()
    assert report.files == (resources.ontology() / "amity.ttl",)
    assert report.omitted == 0


@pytest.mark.slow
def test_the_reference_data_is_consistent_with_it() -> None:
    folder = resources.ontology()
    assert check(folder / "domains.ttl", folder / "offices.ttl", *sorted((folder / "actors").glob("*.ttl"))).ok


def test_a_class_that_can_have_no_instance_is_found(tmp_path: Path) -> None:
    report = check(written(tmp_path, ":Summit a owl:Class ; rdfs:subClassOf amity:Meeting, amity:Visit ."))
    assert report.consistent
    assert report.unsatisfiable == ("https://example.org/Summit",)
    assert not report.ok


def test_a_contradiction_is_found(tmp_path: Path) -> None:
    report = check(written(tmp_path, ":x a amity:State, amity:Person ."))
    assert not report.consistent
    assert report.unsatisfiable == ()
    assert not report.ok


def test_a_class_that_is_used_as_an_individual_is_no_fault(tmp_path: Path) -> None:
    assert check(written(tmp_path, ":claim a amity:Claim ; amity:statedClass amity:Meeting .")).ok


def test_two_classes_of_one_claim_are_one_and_the_same_individual(tmp_path: Path) -> None:
    """Names are not unique in OWL: two values of a functional property are only two names, until said different."""
    text = ":claim amity:statedClass amity:Meeting, amity:Visit ."
    assert check(written(tmp_path, text)).consistent
    assert not check(written(tmp_path, text + " amity:Meeting owl:differentFrom amity:Visit .")).consistent


def test_dates_are_left_out_and_counted(tmp_path: Path) -> None:
    text = """:e a amity:Meeting ; amity:date "2024-11"^^edtf:EDTF ;
        amity:earliest "2024-11-01"^^xsd:date ; amity:latest "2024-11-30"^^xsd:date ."""
    report = check(written(tmp_path, text))
    assert report.ok
    assert report.omitted == 3


def test_quads_are_read_as_triples(tmp_path: Path) -> None:
    path = written(tmp_path, ":g { :x a amity:State, amity:Person . }", "extra.trig")
    assert not check(path).consistent


def test_blank_nodes_of_two_files_are_kept_apart(tmp_path: Path) -> None:
    one = written(tmp_path, "_:x a amity:State .", "one.ttl")
    other = written(tmp_path, "_:x a amity:Person .", "other.ttl")
    assert check(one, other).consistent


def test_a_check_leaves_nothing_behind_for_the_next(tmp_path: Path) -> None:
    assert not check(written(tmp_path, ":x a amity:State, amity:Person .")).consistent
    assert check().consistent


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    check()
    assert capfd.readouterr() == ("", "")


def test_without_java_the_check_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReasonerUnavailableError, match=r"not checked: no .*java.* on the path; install a Java runtime"):
        check_ontology()


def test_an_extra_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.ttl"):
        check_ontology([tmp_path / "nothing.ttl"])


def test_a_malformed_file_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"extra\.ttl: .*line 9"):
        check_ontology([written(tmp_path, "\n:x a amity:State ;; oh no .")])


def test_a_file_that_is_not_rdf_by_its_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"extra\.docx: not a file of RDF"):
        check_ontology([written(tmp_path, "", "extra.docx")])


def test_the_datatypes_of_owl_are_let_through_and_dates_are_not() -> None:
    for name, known in [("decimal", True), ("anyURI", True), ("dateTime", True), ("date", False), ("gYear", False)]:
        literal = ox.Literal("1", datatype=ox.NamedNode(vocabulary.XSD + name))
        assert reasoning._known_to_owl(literal) is known, name
    assert reasoning._known_to_owl(ox.Literal("togolais", language="fr"))
    assert not reasoning._known_to_owl(ox.Literal("2024", datatype=ox.NamedNode(vocabulary.EDTF)))


def test_the_classes_are_reached_from_python() -> None:
    ontology = load_owlready()
    assert {c.name for c in ontology.classes() if c.namespace is ontology} == {c.local for c in vocabulary.Class}
    assert ontology.Event in ontology.Meeting.is_a
    assert ontology.party.range == [ontology.Actor]
    assert ontology.party.inverse_property is ontology.partyTo
    assert sorted(str(label) for label in ontology.Visit.label) == ["visit", "visite"]
    assert len(list(ontology.Status.instances())) == len(vocabulary.STATUSES)


def test_each_load_is_a_world_of_its_own() -> None:
    one, other = load_owlready(), load_owlready()
    one.Meeting("m")
    assert list(other.Meeting.instances()) == []
