"""What is written is read back, nothing is a blank node, and the shapes find no fault."""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amity import rdf, reference, vocabulary
from amity.model import Actor, Amount, Claim, Document, Event, Evidence, Party, Reading, Tenure
from amity.resolution import claims_of, resolve
from amity.vocabulary import Class, Property

ALT_LABEL, LABEL = vocabulary.ALT_LABEL, vocabulary.LABEL
TEXT = "Le Togo renforce ses liens avec la Russie."
SENTENCE = (Evidence(0, len(TEXT), TEXT),)
OPENING = Event(
    "MissionOpening",
    (Party("RUS", "sendingState"), Party("TGO", "receivingState")),
    SENTENCE,
    status="planned",
    date="2025",
    place="Lomé",
    domains=("energy", "trade"),
    rule="opening",
    triggers=("ouverture", "ambassade"),
)
CONFERENCE = Event(
    "Conference", (Party("RUS"), Party("TGO")), SENTENCE, date="2024-11", place="Sotchi", groups=("african-leaders",)
)
TALKS = Event(
    "Meeting",
    (Party("RUS"), Party("TGO")),
    SENTENCE,
    date="2024-11",
    place="Sotchi",
    participants=("robert-dussey", "jane-doe", "john-doe"),
    part_of=1,
)
READING = Reading(
    Document("togo-russie", TEXT, "fr", "2024-12", "Le Togo et la Russie", "https://example.org/a?b=1"),
    actors=(
        Actor("RUS", "State", "Russie"),
        Actor("robert-dussey", "Person", "Robert Dussey"),
        Actor("jane-doe", "Person", "Jane Doe"),
        Actor("african-leaders", "ActorGroup", "dirigeants africains"),
    ),
    tenures=(Tenure("robert-dussey", "foreign-minister", "TGO", "2024-12"),),
    events=(OPENING, CONFERENCE, TALKS),
    extractor="amity/0.1.0",
)


@pytest.fixture(scope="module")
def known() -> reference.Reference:
    return reference.load()


def lines(quads: list[ox.Quad]) -> set[tuple[str, str, str]]:
    """The quads with their IRIs cut short."""

    def short(term: object) -> str:
        text = getattr(term, "value", str(term))
        return text.replace(vocabulary.ID, "").replace(vocabulary.AMITY, "").replace(vocabulary.RDF, "")

    return {(short(q.subject), short(q.predicate), short(q.object)) for q in quads}


def test_a_document_is_one_graph_with_claims_and_evidence(known: reference.Reference) -> None:
    quads = rdf.document_quads(READING, known)
    assert {q.graph_name for q in quads} == {ox.NamedNode(vocabulary.GRAPH + "document/togo-russie")}
    said = lines(quads)
    assert said >= {
        ("document/togo-russie", "published", "2024-12"),
        ("document/togo-russie", "earliest", "2024-12-01"),
        ("document/togo-russie", "latest", "2024-12-31"),
        ("claim/togo-russie/1", "statedClass", "MissionOpening"),
        ("claim/togo-russie/1", "statedParty", "state/RUS"),
        ("claim/togo-russie/1", "statedSendingState", "state/RUS"),
        ("claim/togo-russie/1", "statedPlace", "Lomé"),
        ("claim/togo-russie/1", "evidence", "evidence/togo-russie/0-42"),
        ("claim/togo-russie/3", "statedPartOf", "claim/togo-russie/2"),
        ("evidence/togo-russie/0-42", "quote", TEXT),
        ("person/robert-dussey", "holds", "tenure/robert-dussey-foreign-minister-TGO"),
        ("person/jane-doe", ALT_LABEL, "Jane Doe"),
        # Named as a participant only, and named all the same.
        ("person/john-doe", ALT_LABEL, "john-doe"),
    }
    known_beforehand = {line for line in said if line[0] in ("state/RUS", "person/robert-dussey")}
    assert {line[1] for line in known_beforehand} == {"holds"}, "the reference describes them"


def test_an_event_is_written_with_its_days_and_labels(known: reference.Reference) -> None:
    events = {e.event.type: e for e in resolve(claims_of(READING), known)}
    opening = lines(rdf.event_quads(events["MissionOpening"], known))
    iri = "event/MissionOpening-RUS-TGO-2025"
    assert opening >= {
        (iri, "type", "MissionOpening"),
        (iri, "type", "Event"),
        (iri, LABEL, "Ouverture de mission : Russie – Togo (2025)"),
        (iri, LABEL, "Mission opening: Russia – Togo (2025)"),
        (iri, "party", "state/RUS"),
        (iri, "sendingState", "state/RUS"),
        (iri, "receivingState", "state/TGO"),
        (iri, "date", "2025"),
        (iri, "earliest", "2025-01-01"),
        (iri, "latest", "2025-12-31"),
        (iri, "place", "place/lome"),
        (iri, "status", "status/planned"),
        (iri, "claim", "claim/togo-russie/1"),
        (iri, "mission", "mission/RUS-TGO-lome"),
        ("mission/RUS-TGO-lome", "missionOf", "state/RUS"),
        ("mission/RUS-TGO-lome", "missionIn", "state/TGO"),
        ("mission/RUS-TGO-lome", "seat", "place/lome"),
    }
    conference = lines(rdf.event_quads(events["Conference"], known))
    assert ("event/Conference-RUS-TGO-2024-11", "party", "group/african-leaders") in conference


def test_partners_are_those_an_event_ties(known: reference.Reference) -> None:
    def ties(event: Event) -> set[tuple[str, str]]:
        (resolved,) = resolve([Claim("a/1", event, "a", "2024")], known)
        return {(s, o) for s, _, o in lines(list(rdf.partner_quads(rdf.event_quads(resolved, known))))}

    two = (Party("RUS"), Party("TGO"))
    both = {("state/RUS", "state/TGO"), ("state/TGO", "state/RUS")}
    assert ties(Event("Meeting", two, SENTENCE)) == both
    assert ties(CONFERENCE) == both, "a group is not a partner"
    assert ties(Event("Meeting", two, SENTENCE, status="denied")) == set()
    assert ties(Event("BreakingRelations", two, SENTENCE)) == set()
    assert ties(Event("Conference", (*two, Party("BEN")), SENTENCE)) == set(), "never a clique"


def test_the_shapes_find_no_fault(known: reference.Reference) -> None:
    validation = pytest.importorskip("amity.validation")
    quads = rdf.document_quads(READING, known)
    quads += [quad for iri, said in rdf.names(quads).items() for quad in rdf.described(iri, said, known)]
    quads += [quad for event in resolve(claims_of(READING), known) for quad in rdf.event_quads(event, known)]
    assert [v.message_en for v in validation.validate(quads)] == []


def test_what_the_vocabulary_cannot_say_is_refused(known: reference.Reference) -> None:
    def written(event: Event) -> None:
        rdf.document_quads(Reading(Document("a", "x", "fr"), events=(event,)), known)

    with pytest.raises(ValueError, match="'Party' is not a kind of event"):
        written(Event("Party", (Party("RUS"), Party("TGO")), SENTENCE))
    with pytest.raises(ValueError, match="status 'perhaps' is not one of done"):
        written(Event("Meeting", (Party("RUS"), Party("TGO")), SENTENCE, status="perhaps"))
    with pytest.raises(ValueError, match="party RUS: role 'friend' is not one of party"):
        written(Event("Meeting", (Party("RUS", "friend"), Party("TGO")), SENTENCE))


def test_unknown_parties_and_places_are_described(known: reference.Reference) -> None:
    event = Event("Meeting", (Party("acme-union"), Party("TGO")), SENTENCE, place="Agbodrafo")
    reading = Reading(
        Document("a", "x", "fr"),
        actors=(Actor("acme-union", "InternationalOrganization", "Union Acme"),),
        events=(event,),
    )
    names = rdf.names(rdf.document_quads(reading, known))
    assert {iri.removeprefix(vocabulary.ID): {n.value for n in said} for iri, said in names.items()} == {
        "organization/acme-union": {"Union Acme"},
        "place/agbodrafo": {"Agbodrafo"},
    }
    described = [quad for iri, said in names.items() for quad in rdf.described(iri, said, known)]
    assert lines(described) == {
        ("organization/acme-union", "type", "InternationalOrganization"),
        ("organization/acme-union", LABEL, "Union Acme"),
        ("place/agbodrafo", "type", "Place"),
        ("place/agbodrafo", LABEL, "Agbodrafo"),
    }


def test_the_fullest_spelling_of_each_language_is_the_label(known: reference.Reference) -> None:
    written = [
        ox.Literal("Dussey", language="fr"),
        ox.Literal("R. Dussey", language="fr"),
        ox.Literal("Dr Dussey", language="en"),
        ox.Literal("a-person-without-a-name"),
    ]
    iri = vocabulary.person_iri("someone")
    for order in (written, written[::-1]):
        assert {str(label) for label in rdf.labels(rdf.described(iri, order, known))} == {
            '"R. Dussey"@fr',
            '"Dr Dussey"@en',
        }
    assert {str(label) for label in rdf.labels(rdf.described(iri, written[3:], known))} == {'"a-person-without-a-name"'}
    assert rdf.described(iri, [], known) == []


def test_the_reference_has_no_axioms_and_no_blank_node(known: reference.Reference) -> None:
    quads = list(rdf.reference_quads(known))
    assert len(quads) > 10_000
    assert not [q for q in quads if isinstance(q.subject, ox.BlankNode) or isinstance(q.object, ox.BlankNode)]
    said = lines(quads)
    assert {
        ("state/TGO", "alpha3", "TGO"),
        ("status/done", "type", "Status"),
        ("domain/energy", "type", "Domain"),
    } <= said


# The law: a claim that is stored is the claim that was read

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
IDS = st.one_of(st.sampled_from(["a-b", "../x", "a/b", "é", '">', "x_2"]), TEXTS)
EVENTS = st.builds(
    Event,
    st.sampled_from([c.local for c in vocabulary.EVENT_CLASSES]),
    st.lists(
        st.builds(
            Party, st.sampled_from(["TGO", "RUS", "ECOWAS", "world-bank"]), st.sampled_from(sorted(vocabulary.ROLES))
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda party: party.actor,
    ).map(tuple),
    st.lists(
        st.builds(Evidence, st.integers(0, 99), st.integers(100, 200), TEXTS), max_size=3, unique_by=lambda e: e.start
    ).map(tuple),
    status=st.sampled_from(vocabulary.STATUSES),
    date=st.sampled_from([None, "2025", "2024-11", "2024-11-12"]),
    place=st.none() | TEXTS,
    participants=st.lists(IDS, max_size=2).map(tuple),
    groups=st.lists(IDS, max_size=2).map(tuple),
    domains=st.lists(IDS, max_size=3).map(tuple),
    amount=st.none()
    | st.builds(Amount, st.decimals(0, 10**12, places=2, allow_nan=False), st.sampled_from(["USD", "XOF"])),
    part_of=st.none() | st.integers(0, 5),
    confidence=st.floats(0, 1),
    rule=st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    triggers=st.lists(TEXTS, max_size=2).map(tuple),
)
READINGS = st.builds(
    Reading,
    st.builds(
        Document,
        IDS,
        st.just(""),
        st.sampled_from(["fr", "en"]),
        st.sampled_from([None, "2024", "2024-12-01"]),
        st.none() | TEXTS,
        st.none() | TEXTS,
    ),
    events=st.lists(EVENTS, max_size=3).map(tuple),
    extractor=st.just("amity/0"),
)


@settings(max_examples=150, deadline=None)
@given(READINGS)
def test_claims_come_back(reading: Reading) -> None:
    known = reference.load()
    store = ox.Store()
    quads = rdf.document_quads(reading, known)
    store.extend(quads)
    assert set(store) == set(quads), "nothing is written otherwise than it is given back"
    assert rdf.claims(store) == sorted(claims_of(reading), key=lambda claim: claim.id)


@settings(max_examples=50, deadline=None)
@given(READINGS)
def test_no_blank_node_and_one_graph(reading: Reading) -> None:
    quads = rdf.document_quads(reading, reference.load())
    assert len({quad.graph_name for quad in quads}) == 1
    assert all(isinstance(quad.subject, ox.NamedNode) for quad in quads)
    assert not any(isinstance(quad.object, ox.BlankNode) for quad in quads)
    classes = {
        q.object.value for q in quads if q.predicate.value == vocabulary.TYPE and isinstance(q.object, ox.NamedNode)
    }
    assert classes <= {c.value for c in Class}
    terms = {q.predicate.value for q in quads if q.predicate.value.startswith(vocabulary.AMITY)}
    assert terms <= {p.value for p in Property}
