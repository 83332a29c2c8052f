"""SHACL and dangling references: found, named in two languages, whatever the data comes in."""

import re
import time
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import SH

from amity import resources, validation, vocabulary
from amity.periods import bounds
from amity.validation import Dangling, class_paths, dangling, shapes, validate
from amity.vocabulary import Property

EXAMPLES = resources.ontology() / "examples"
SHAPE = f"{vocabulary.ONTOLOGY}/shapes#"
DOCUMENT = EXAMPLES / "valid" / "document.ttl"
NO_SOURCE = EXAMPLES / "invalid" / "claim-without-source.ttl"


def triples(path: Path) -> list[ox.Triple]:
    return [ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]


def store(path: Path) -> ox.Store:
    found = ox.Store()
    found.load(path=path, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(vocabulary.document_graph("x")))
    return found


def quad(subject: str, predicate: str, value: str, graph: str | None = None) -> ox.Quad:
    nodes = [ox.NamedNode(iri) for iri in (subject, predicate, value)]
    return ox.Quad(*nodes, ox.NamedNode(graph) if graph else ox.DefaultGraph())


@pytest.mark.parametrize(
    "read",
    [triples, store, lambda path: list(store(path)), lambda path: iter(triples(path)), rdflib.Graph().parse],
    ids=["triples", "store", "quads", "iterator", "rdflib"],
)
def test_whatever_the_data_comes_in_the_fault_is_found(read) -> None:
    (fault,) = validate(read(NO_SOURCE))
    assert fault.focus == "https://w3id.org/amity/id/claim/claim-without-source/1"
    assert fault.path == vocabulary.Property.SOURCE
    assert fault.value is None
    assert fault.severity == "Violation"
    assert fault.shape == SHAPE + "claim-source"
    assert fault.message_en == "A claim has exactly one source, a document."
    assert fault.message_fr == "Une affirmation a exactement une source, un document."


def test_clean_data_has_no_faults() -> None:
    assert validate(triples(DOCUMENT)) == []
    assert validate([]) == []


def test_the_value_at_fault_is_given() -> None:
    (fault,) = validate(triples(EXAMPLES / "invalid" / "event-with-made-up-status.ttl"))
    assert fault.value == "https://w3id.org/amity/id/status/rumored"
    (fault,) = validate(triples(EXAMPLES / "invalid" / "evidence-quote-of-other-length.ttl"))
    assert fault.value == "https://w3id.org/amity/id/evidence/evidence-quote-of-other-length/120-202"


def test_faults_come_sorted_and_each_once() -> None:
    names = ("claim-without-source", "event-without-claim", "state-without-code")
    data = [t for name in names for t in triples(EXAMPLES / "invalid" / f"{name}.ttl")]
    found = validate(data)
    assert [f.focus for f in found] == sorted(f.focus for f in found)
    assert len(found) == len(set(found)) == len(names)
    assert validate(reversed(data)) == found


def test_data_and_shapes_are_left_as_they_were() -> None:
    graph = rdflib.Graph().parse(NO_SOURCE)
    before = set(graph)
    validate(graph)
    size = len(shapes())
    validate(graph)
    assert set(graph) == before
    assert len(shapes()) == size


def test_the_reference_data_is_clean() -> None:
    folder = resources.ontology()
    files = [folder / "amity.ttl", folder / "domains.ttl", folder / "offices.ttl", *(folder / "actors").glob("*.ttl")]
    data = [t for path in files for t in triples(path)]
    assert validate(data) == []
    assert dangling(data) == []


def test_the_shapes_are_shapes() -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes(), meta_shacl=True)
    assert conforms, text


def constrained() -> list[rdflib.URIRef]:
    named = (s for kind in (SH.NodeShape, SH.PropertyShape) for s in shapes().subjects(rdflib.RDF.type, kind))
    return sorted({s for s in named if isinstance(s, rdflib.URIRef)})


@pytest.mark.parametrize("shape", constrained(), ids=lambda shape: shape.removeprefix(SHAPE))
def test_every_rule_has_a_message_for_a_person_in_both_languages(shape: rdflib.URIRef) -> None:
    messages = {m.language: str(m) for m in shapes().objects(shape, SH.message)}
    if not messages:
        # Only what has no constraint of its own but the kind of its node, or is used by others, goes without.
        assert (shape, SH.property, None) in shapes() or shape == rdflib.URIRef(SHAPE + "edtf")
        return
    assert set(messages) == {"en", "fr"}
    for text in messages.values():
        assert text[0].isupper() and text.endswith(".")
        assert "sh:" not in text and "http" not in text


def test_every_term_of_the_shapes_is_defined() -> None:
    defined = {
        t.subject.value for t in triples(resources.ontology() / "amity.ttl") if isinstance(t.subject, ox.NamedNode)
    }
    used = {str(n) for t in shapes() for n in t if isinstance(n, rdflib.URIRef)}
    in_queries = {
        iri for query in shapes().objects(None, SH.select) for iri in re.findall(r"<(https://w3id[^>]+)>", str(query))
    }
    assert {
        iri for iri in used | in_queries if iri.startswith((vocabulary.AMITY, vocabulary.ID + "status/"))
    } <= defined


def test_the_classes_of_the_shapes_are_all_classes_of_events() -> None:
    targets = set(shapes().objects(rdflib.URIRef(SHAPE + "event"), SH.targetClass))
    assert {str(t) for t in targets} == {str(c) for c in (vocabulary.Class.EVENT, *vocabulary.EVENT_CLASSES)}


# The engine against the reference implementation


def findings(results: Iterable[validation._Result]) -> list[validation._Result]:
    return sorted(set(results), key=str)


def n_triples(data: Iterable[ox.Triple]) -> str:
    return "".join(f"{triple} .\n" for triple in data)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/*.ttl")), ids=lambda path: path.stem)
def test_the_engine_finds_what_pyshacl_finds(path: Path) -> None:
    text = n_triples(triples(path))
    assert findings(validation._results(text)) == findings(validation.reference_results(text))


def comparable(pair: tuple[ox.Triple, ox.Triple]) -> bool:
    """A day and a number cannot be compared, which SHACL calls a fault; pySHACL compares them all the same."""
    one, other = pair
    compared = {Property.EARLIEST, Property.LATEST, Property.START, Property.END}
    return one.predicate.value not in compared or one.object.datatype == getattr(other.object, "datatype", None)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.data())
def test_the_engine_finds_what_pyshacl_finds_in_any_damage(data: st.DataObject) -> None:
    """Triples of the valid examples are lost, or doubled with the value of another."""
    sound = [t for name in ("document", "embassy", "dataset-row") for t in triples(EXAMPLES / "valid" / f"{name}.ttl")]
    chosen = st.sampled_from(sound)
    lost = data.draw(st.sets(chosen, max_size=8))
    pairs = data.draw(st.lists(st.tuples(chosen, chosen).filter(comparable), max_size=8))
    mixed = [ox.Triple(one.subject, one.predicate, other.object) for one, other in pairs]
    text = n_triples([*(t for t in sound if t not in lost), *mixed])
    assert findings(validation._results(text)) == findings(validation.reference_results(text))


def test_where_the_engine_has_no_build_pyshacl_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    found = validate(triples(NO_SOURCE))
    monkeypatch.setattr(validation, "shacl", None)
    assert validate(triples(NO_SOURCE)) == found


SLIPS = """
@prefix amity: <https://w3id.org/amity/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
[] a amity:Claim ; amity:statedPlace "" ; amity:confidence "high" .
<https://w3id.org/amity/id/event/e> a amity:Event ; rdfs:label "Treffen"@de, "Meeting"@en, "Talks"@en .
"""


def test_every_kind_of_constraint_is_seen_to_be_checked() -> None:
    """An engine passes over what it does not know, be it a slip of the pen: each kind must have found something."""
    structure = {"targetClass", "path", "property", "message", "select", "qualifiedValueShape"}
    kinds = {p.removeprefix(str(SH)) for p in shapes().predicates() if p.startswith(str(SH))} - structure
    texts = [SLIPS, *(path.read_text(encoding="utf-8") for path in EXAMPLES.glob("invalid/*.ttl"))]
    found = {result.component for text in texts for result in validation._compiled().validate_turtle(text).results}
    assert {f"{kind}ConstraintComponent".lower() for kind in kinds} == {component.lower() for component in found}


def test_a_node_is_judged_by_its_own_triples_and_the_classes_of_what_it_refers_to() -> None:
    """So that a dataset can be validated in parts."""
    assert all(isinstance(path, rdflib.URIRef) for path in shapes().objects(None, SH.path))
    for query in shapes().objects(None, SH.select):
        assert set(re.findall(r"([?$]\w+)\s+<", str(query))) == {"$this"}
    assert set(shapes().objects(None, SH.node)) == {rdflib.URIRef(SHAPE + "edtf")}
    assert vocabulary.Property.SOURCE in class_paths()


@pytest.mark.parametrize(
    "date",
    """2025 2024-11 2024-11-12 XXXX-01-25 XXXX-21 2024-21 1982/.. ../1990 /1990 1982/ 1982/1985 1997~ 1997? 2004-06~
    2004-~06 202X 19XX 2024-XX 2022-22/..""".split(),  # noqa: SIM905
)
def test_edtf_as_texts_state_it_is_let_through(date: str) -> None:
    assert faults_of_date(date) == []


@pytest.mark.parametrize(
    "date", ["", "novembre 2024", "24-11", "2024/11/12", "2024-11-12T10:00", "..", "/", "2024-1", "2024-11-1", "v2024"]
)
def test_what_is_not_edtf_is_not(date: str) -> None:
    assert faults_of_date(date) == ["claim-date"]


def faults_of_date(date: str) -> list[str]:
    stated, kind = ox.NamedNode(vocabulary.Property.STATED_DATE), ox.NamedNode(vocabulary.EDTF)
    data = [t for t in triples(DOCUMENT) if t.predicate != stated]
    claim = ox.NamedNode("https://w3id.org/amity/id/claim/document/1")
    found = validate([*data, ox.Triple(claim, stated, ox.Literal(date, datatype=kind))])
    return [fault.shape.removeprefix(SHAPE) for fault in found]


@pytest.mark.parametrize(
    "date", ["2025", "2024-02", "2024-12-31", "2024-21", "1997~", "1982/1985", "XXXX-01-25", "202X"]
)
def test_the_days_that_amity_computes_agree_with_the_date(date: str) -> None:
    """What periods.py makes of a date is what the shapes accept for it."""
    published, day = ox.NamedNode(vocabulary.Property.PUBLISHED), ox.NamedNode(vocabulary.XSD + "date")
    ends = (vocabulary.Property.EARLIEST, vocabulary.Property.LATEST)
    subject = ox.NamedNode("https://w3id.org/amity/id/document/document")
    data = [
        t
        for t in triples(DOCUMENT)
        if t.subject != subject or t.predicate.value not in (published.value, *map(str, ends))
    ]
    data.append(ox.Triple(subject, published, ox.Literal(date, datatype=ox.NamedNode(vocabulary.EDTF))))
    period = bounds(date)
    for predicate, value in zip(ends, (period.earliest, period.latest), strict=True):
        if value is not None:
            data.append(ox.Triple(subject, ox.NamedNode(predicate), ox.Literal(value.isoformat(), datatype=day)))
    assert validate(data) == []


def test_a_quote_is_measured_in_code_points() -> None:
    text = DOCUMENT.read_text(encoding="utf-8").replace("Le Togo", "\N{PARTY POPPER} Togo").replace(" 202 ", " 201 ")
    assert validate(list(ox.parse(text, format=ox.RdfFormat.TURTLE))) == []


def test_a_document_of_many_claims_is_validated_in_a_moment() -> None:
    """An ordinary brief has ten claims; forty must not take a second."""
    text = DOCUMENT.read_text(encoding="utf-8")
    claims = text[text.index("claim:1 a") : text.index("person:robert-dussey a")]
    many = text + "".join(
        claims.replace("claim:1 ", f"claim:{n} ").replace("120-202", f"{n}-202") for n in range(2, 42)
    )
    data = list(ox.parse(many, format=ox.RdfFormat.TURTLE))
    validate(data)
    began = time.perf_counter()
    assert validate(data) == []
    assert time.perf_counter() - began < 2


def test_a_triple_that_speaks_of_a_triple_is_refused() -> None:
    inner = ox.Triple(*(ox.NamedNode(f"https://example.org/{n}") for n in "spo"))
    about = ox.Triple(ox.NamedNode("https://example.org/x"), ox.NamedNode("https://example.org/says"), inner)
    with pytest.raises(TypeError, match="a triple that speaks of a triple cannot be validated"):
        validate([about])


# Dangling references


def test_an_individual_that_nothing_describes_is_found() -> None:
    event, togo = vocabulary.event_iri("e"), vocabulary.actor_iri("State", "TGO")
    known = [
        quad(event, vocabulary.TYPE, vocabulary.Class.EVENT, vocabulary.EVENTS),
        quad(event, vocabulary.Property.PARTY, togo, vocabulary.EVENTS),
    ]
    assert dangling(known) == [Dangling(togo, event, vocabulary.Property.PARTY, vocabulary.EVENTS)]
    described = quad(togo, vocabulary.TYPE, vocabulary.Class.STATE, vocabulary.REFERENCE)
    assert dangling([*known, described]) == []


def test_a_term_that_the_vocabulary_lacks_is_found() -> None:
    event = vocabulary.event_iri("e")
    found = dangling(
        [
            quad(event, vocabulary.TYPE, vocabulary.AMITY + "Meetng"),
            quad(event, vocabulary.AMITY + "prty", event),
            quad(event, vocabulary.Property.PARTY, event),
        ]
    )
    assert [d.missing for d in found] == [vocabulary.AMITY + "Meetng", vocabulary.AMITY + "prty"]


def test_what_is_outside_amity_is_nobody_s_business_here() -> None:
    togo = vocabulary.actor_iri("State", "TGO")
    assert dangling([quad(togo, vocabulary.SAME_AS, vocabulary.WIKIDATA + "Q945")]) == []


def test_each_missing_thing_is_listed_once_whatever_the_order() -> None:
    togo, events = vocabulary.actor_iri("State", "TGO"), [vocabulary.event_iri(n) for n in "abc"]
    data = [quad(e, vocabulary.Property.PARTY, togo) for e in events]
    data += [quad(e, vocabulary.TYPE, vocabulary.Class.EVENT) for e in events]
    assert dangling(data) == dangling(reversed(data)) == [Dangling(togo, events[0], vocabulary.Property.PARTY, None)]


@pytest.mark.parametrize("read", [triples, store, rdflib.Graph().parse], ids=["triples", "store", "rdflib"])
def test_dangling_references_are_found_in_any_form(read) -> None:
    missing = {d.missing for d in dangling(read(DOCUMENT))}
    assert missing == {
        vocabulary.actor_iri("State", "RUS"),
        vocabulary.actor_iri("State", "TGO"),
        vocabulary.domain_iri("health"),
        vocabulary.office_iri("foreign-minister"),
        vocabulary.status_iri("done"),
    }
