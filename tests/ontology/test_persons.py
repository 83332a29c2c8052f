"""The office holders of ontology/actors/persons.ttl: each named, each in an office for an actor, at a time."""

import re
import unicodedata
from collections import defaultdict

import pytest
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.namespace import SKOS

from amity import resources
from amity.periods import bounds

AMITY = Namespace("https://w3id.org/amity/ontology#")
ID = "https://w3id.org/amity/id/"
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
INTERVAL = re.compile(r"\d{4}(-\d\d){0,2}/(\d{4}(-\d\d){0,2}|\.\.)")
# Whose full name is one word.
ONE_NAME = frozenset({"Sugiono"})


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(resources.ontology() / "actors" / "persons.ttl")


@pytest.fixture(scope="module")
def known() -> Graph:
    """What persons hold office of and for: the offices, the states and the organizations."""
    graph = Graph().parse(resources.ontology() / "offices.ttl")
    for name in ("states", "organizations"):
        graph.parse(resources.ontology() / "actors" / f"{name}.ttl")
    return graph


def _persons(graph: Graph) -> set[URIRef]:
    return {node for node in graph.subjects(RDF.type, AMITY.Person) if isinstance(node, URIRef)}


def _tenures(graph: Graph) -> set[URIRef]:
    return {node for node in graph.subjects(RDF.type, AMITY.Tenure) if isinstance(node, URIRef)}


def _local(node: object) -> str:
    return str(node).rpartition("/")[2]


def _names(graph: Graph, person: URIRef) -> list[str]:
    return [str(name) for predicate in (RDFS.label, SKOS.altLabel) for name in graph.objects(person, predicate)]


def _fold(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]+", " ", "".join(c for c in decomposed if not unicodedata.combining(c)))


def test_there_are_persons_enough(graph: Graph) -> None:
    assert len(_persons(graph)) >= 300


def test_every_person_has_a_slug_a_label_in_both_languages_and_a_tenure(graph: Graph) -> None:
    for person in _persons(graph):
        assert str(person).startswith(f"{ID}person/") and SLUG.fullmatch(_local(person)), person
        labels = [getattr(label, "language", None) for label in graph.objects(person, RDFS.label)]
        assert sorted(map(str, labels)) == ["en", "fr"], person
        assert (person, AMITY.holds, None) in graph, person


def test_names_are_full_and_plainly_written(graph: Graph) -> None:
    for person in _persons(graph):
        for name in _names(graph, person):
            assert name == " ".join(name.split()) and "’" not in name, name
            assert " " in name or name in ONE_NAME, name


def test_every_tenure_is_of_a_person_in_an_office_for_an_actor(graph: Graph, known: Graph) -> None:
    kinds = {f"{ID}state/": AMITY.State, f"{ID}organization/": AMITY.InternationalOrganization}
    for tenure in _tenures(graph):
        (holder,) = graph.objects(tenure, AMITY.holder)
        (office,) = graph.objects(tenure, AMITY.office)
        (principal,) = graph.objects(tenure, AMITY.officeOf)
        assert holder in _persons(graph) and (holder, AMITY.holds, tenure) in graph, tenure
        assert (office, RDF.type, AMITY.Office) in known, office
        assert (principal, RDF.type, kinds[str(principal).removesuffix(_local(principal))]) in known, principal
        expected = f"{ID}tenure/{_local(holder)}-{_local(office)}-{_local(principal)}"
        assert re.fullmatch(re.escape(expected) + r"(-\d{4})?", str(tenure)), tenure
    assert set(graph.objects(None, AMITY.holds)) == _tenures(graph)


def test_tenures_are_intervals_that_end_after_they_start(graph: Graph) -> None:
    for tenure in _tenures(graph):
        (attested,) = graph.objects(tenure, AMITY.attested)
        assert getattr(attested, "datatype", None) == EDTF, tenure
        assert INTERVAL.fullmatch(str(attested)), (tenure, attested)
        assert bounds(str(attested)).earliest, tenure


def test_who_held_one_office_twice_has_the_year_in_each_tenure(graph: Graph) -> None:
    terms = defaultdict(list)
    for tenure in _tenures(graph):
        holder, office, principal = (graph.value(tenure, p) for p in (AMITY.holder, AMITY.office, AMITY.officeOf))
        terms[holder, office, principal].append(tenure)
    for same in terms.values():
        for tenure in same:
            year = str(graph.value(tenure, AMITY.attested))[:4]
            assert str(tenure).endswith(f"-{year}") == (len(same) > 1), tenure


def test_no_two_persons_share_a_name(graph: Graph) -> None:
    bearers = defaultdict(set)
    for person in _persons(graph):
        for name in _names(graph, person):
            bearers[_fold(name)].add(_local(person))
    assert {name: owners for name, owners in bearers.items() if len(owners) > 1} == {}


@pytest.mark.parametrize(
    ("person", "name", "office", "principal"),
    [
        ("robert-dussey", "Robert Dussey", "foreign-minister", "state/TGO"),
        ("sergei-lavrov", "Sergueï Lavrov", "foreign-minister", "state/RUS"),
        ("sergei-lavrov", "Sergei Lavrov", "foreign-minister", "state/RUS"),
        ("faure-gnassingbe", "Faure Essozimna Gnassingbé", "head-of-state", "state/TGO"),
        ("mohammed-bin-salman", "Mohammed ben Salmane", "head-of-government", "state/SAU"),
        ("recep-tayyip-erdogan", "Recep Tayyip Erdoğan", "head-of-state", "state/TUR"),
        ("antonio-guterres", "António Guterres", "official", "organization/UN"),
        ("moussa-faki-mahamat", "Moussa Faki Mahamat", "official", "organization/AU"),
    ],
)
def test_the_person_is_known(graph: Graph, person: str, name: str, office: str, principal: str) -> None:
    subject = URIRef(f"{ID}person/{person}")
    assert name in _names(graph, subject)
    held = {
        (_local(graph.value(tenure, AMITY.office)), graph.value(tenure, AMITY.officeOf))
        for tenure in graph.objects(subject, AMITY.holds)
    }
    assert (office, URIRef(ID + principal)) in held
