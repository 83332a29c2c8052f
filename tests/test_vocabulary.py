"""The vocabulary names exactly the terms of the ontology, and no two identifiers share an IRI."""

from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amity import resources, vocabulary
from amity.vocabulary import AMITY, Class, Property

HOSTILE = [
    "a/b",
    "a%2Fb",
    "../x",
    "..",
    ".",
    "a b",
    "<script>",
    'x" . DROP ALL',
    "é",
    "\u0301e",
    "#",
    "?q=1",
    "a-1/2",
    "\n",
]


@pytest.fixture(scope="module")
def defined() -> set[str]:
    triples = ox.parse(path=resources.ontology() / "amity.ttl", format=ox.RdfFormat.TURTLE)
    return {
        t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(AMITY)
    }


def test_the_terms_are_those_of_the_ontology(defined: set[str]) -> None:
    assert {term.value for term in (*Class, *Property)} == defined


def test_event_classes_are_the_subclasses_of_event() -> None:
    triples = ox.parse(path=resources.ontology() / "amity.ttl", format=ox.RdfFormat.TURTLE)
    below = {
        t.subject.value
        for t in triples
        if t.predicate.value == vocabulary.RDFS + "subClassOf" and t.object == ox.NamedNode(Class.EVENT)
    }
    assert set(vocabulary.EVENT_CLASSES) == below
    assert vocabulary.event_class("Meeting") is Class.MEETING
    with pytest.raises(ValueError, match="not a kind of event"):
        vocabulary.event_class("Event")


def test_statuses_are_those_of_the_ontology() -> None:
    triples = ox.parse(path=resources.ontology() / "amity.ttl", format=ox.RdfFormat.TURTLE)
    known = {
        t.subject.value for t in triples if t.predicate.value == vocabulary.TYPE and t.object.value == Class.STATUS
    }
    assert {vocabulary.status_iri(status) for status in vocabulary.STATUSES} == known
    with pytest.raises(ValueError, match="'finished' is not one of"):
        vocabulary.status_iri("finished")


def test_every_role_has_a_property_of_events_and_one_of_claims() -> None:
    for role, (event, claim) in vocabulary.ROLES.items():
        assert event == AMITY + role
        assert claim == f"{AMITY}stated{role[0].upper()}{role[1:]}"


def test_iris_are_those_of_the_design() -> None:
    assert vocabulary.actor_iri("State", "TGO") == "https://w3id.org/amity/id/state/TGO"
    assert (
        vocabulary.actor_iri("InternationalOrganization", "ECOWAS") == "https://w3id.org/amity/id/organization/ECOWAS"
    )
    assert vocabulary.claim_iri("togo-russie/3") == "https://w3id.org/amity/id/claim/togo-russie/3"
    assert vocabulary.evidence_iri("togo-russie", 1, 9) == "https://w3id.org/amity/id/evidence/togo-russie/1-9"
    tenure = vocabulary.tenure_iri("robert-dussey", "foreign-minister", "TGO")
    assert tenure == "https://w3id.org/amity/id/tenure/robert-dussey-foreign-minister-TGO"
    assert vocabulary.document_graph("a b") == "https://w3id.org/amity/graph/document/a%20b"
    with pytest.raises(ValueError, match="class 'Planet' is not one of State"):
        vocabulary.actor_iri("Planet", "mars")


@pytest.mark.parametrize("id_", HOSTILE)
def test_a_hostile_identifier_stays_one_segment(id_: str) -> None:
    iri = vocabulary.document_iri(id_)
    assert ox.NamedNode(iri).value == iri
    assert urlsplit(iri).path.count("/") == 4
    assert vocabulary.local_id(iri) == id_
    # No relative reference, and no syntax of Turtle or SPARQL, comes through.
    assert not set(iri) & set('<>"{}|^`\\ \n\t')
    assert iri.rsplit("/", 1)[1] not in (".", "..")


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_identifiers_never_share_an_iri(one: str, other: str) -> None:
    assert (vocabulary.document_iri(one) == vocabulary.document_iri(other)) == (one == other)


@given(st.lists(st.text(min_size=1), min_size=3, max_size=3), st.lists(st.text(min_size=1), min_size=3, max_size=3))
def test_parts_are_kept_apart(one: list[str], other: list[str]) -> None:
    assert (vocabulary.individual(*one) == vocabulary.individual(*other)) == (one == other)
    assert vocabulary.segments(vocabulary.individual(*one)) == tuple(one)


@given(st.text(min_size=1), st.integers(min_value=1))
def test_the_identifier_of_a_claim_comes_back(document: str, position: int) -> None:
    claim = f"{document}/{position}"
    assert vocabulary.claim_id(vocabulary.claim_iri(claim)) == claim


def test_what_cannot_be_named_is_refused() -> None:
    for broken in ("", "\ud800"):
        with pytest.raises(ValueError):
            vocabulary.document_iri(broken)
    with pytest.raises(ValueError, match="expected <document>/<position"):
        vocabulary.claim_iri("togo-russie")
    with pytest.raises(ValueError, match="not a claim"):
        vocabulary.claim_id(vocabulary.document_iri("x"))
    with pytest.raises(ValueError, match="not an individual"):
        vocabulary.local_id(AMITY + "Meeting")
