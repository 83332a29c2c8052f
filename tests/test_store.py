"""The dataset: what is learnt once is learnt, what is withdrawn leaves nothing, and readers cannot write."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amity import sparql, vocabulary
from amity.model import Actor, Document, Event, Evidence, Party, Reading
from amity.reference import Reference
from amity.store import Dataset, Solutions, StoreError

EVENTS = vocabulary.EVENTS


def event(type_: str, parties: str, **said: Any) -> Event:
    roles = [item.partition("=") for item in parties.split()]
    return Event(
        type_,
        tuple(Party(actor, role or "party") for actor, _, role in roles),
        (Evidence(0, 8, "Le Togo."),),
        **said,
    )


def reading(id_: str, published: str | None, *events: Event) -> Reading:
    return Reading(Document(id_, "Le Togo.", "fr", published), events=events, extractor="amity/0")


def state(dataset: Dataset, graph: str | None = None) -> list[str]:
    """The N-Quads of what documents brought, sorted."""
    quads = [q for q in dataset.quads(graph) if q.graph_name != ox.NamedNode(vocabulary.REFERENCE)]
    return sorted(str(quad) for quad in [*quads, *dataset.quads(vocabulary.INDEX)])


def events(dataset: Dataset) -> dict[str, set[str]]:
    """The claims of each event."""
    rows = dataset.select("SELECT DISTINCT ?e ?c { ?e amity:claim ?c }").rows
    found: dict[str, set[str]] = {}
    for e, c in rows:
        assert e and c
        found.setdefault(vocabulary.local_id(e.value), set()).add(vocabulary.claim_id(c.value))
    return found


@pytest.fixture
def dataset() -> Dataset:
    return Dataset.memory()


@pytest.fixture
def talks() -> Reading:
    return reading(
        "a",
        "2024-12",
        event("Meeting", "RUS TGO", date="2024-11", place="Sotchi", part_of=1),
        event("Conference", "RUS TGO", date="2024-11", place="Sotchi"),
    )


def test_a_dataset_on_disk_stays(tmp_path: Path, talks: Reading) -> None:
    with Dataset.open(tmp_path / "store", write=True) as dataset:
        assert dataset.learn(talks)
        before = state(dataset)
    with Dataset.open(tmp_path / "store") as dataset:
        assert state(dataset) == before
        assert dataset.documents() == ["a"]


def test_learning_again_changes_nothing(tmp_path: Path, talks: Reading) -> None:
    with Dataset.open(tmp_path, write=True) as dataset:
        dataset.learn(talks)
        before = state(dataset)
        assert not dataset.learn(talks)
        assert not dataset.load_reference()
        assert state(dataset) == before


def test_a_document_read_anew_replaces_itself_alone(dataset: Dataset, talks: Reading) -> None:
    dataset.learn(reading("b", "2024-11-10", event("Meeting", "RUS TGO", date="2024-11-09")))
    dataset.learn(talks)
    assert events(dataset) == {
        "Meeting-RUS-TGO-2024-11-09": {"a/1", "b/1"},
        "Conference-RUS-TGO-2024-11": {"a/2"},
    }
    dataset.learn(reading("a", "2024-12", event("Aid", "CHN=donor TGO=recipient", date="2024")))
    assert events(dataset) == {"Meeting-RUS-TGO-2024-11-09": {"b/1"}, "Aid-CHN-TGO-2024": {"a/1"}}


def test_what_is_withdrawn_leaves_nothing(dataset: Dataset, talks: Reading) -> None:
    empty = state(dataset)
    other = reading("b", "2024-11-10", event("Meeting", "RUS TGO", date="2024-11-09"))
    dataset.learn(other)
    alone = state(dataset)
    dataset.learn(talks)
    assert dataset.withdraw("a")
    assert state(dataset) == alone
    assert not dataset.withdraw("a")
    assert dataset.withdraw("b")
    assert state(dataset) == empty


def test_parts_follow_the_names_of_their_wholes(dataset: Dataset, talks: Reading) -> None:
    dataset.learn(talks)
    part = "SELECT DISTINCT ?whole { ?part a amity:Meeting ; amity:partOf ?whole . ?whole a amity:Conference }"

    def wholes() -> list[str]:
        return [vocabulary.local_id(row[0].value) for row in dataset.select(part).rows if row[0]]

    assert wholes() == ["Conference-RUS-TGO-2024-11"]
    # Another source knows the day: the conference has another name, and the meeting, which it says nothing of, follows.
    day = reading("b", "2024-11-12", event("Conference", "RUS TGO NGA", date="2024-11-09", place="Sochi"))
    dataset.learn(day)
    assert wholes() == ["Conference-NGA-RUS-TGO-2024-11-09"]
    dataset.withdraw("b")
    assert wholes() == ["Conference-RUS-TGO-2024-11"]


def test_partners_last_as_long_as_an_event_ties_them(dataset: Dataset) -> None:
    tied = "ASK { state:RUS amity:partnerOf state:TGO . state:TGO amity:partnerOf state:RUS }"
    dataset.learn(reading("a", "2024", event("Meeting", "RUS TGO", date="2023")))
    dataset.learn(reading("b", "2024", event("Visit", "RUS=guest TGO=host", date="2022")))
    assert dataset.query(tied) is True
    dataset.withdraw("a")
    assert dataset.query(tied) is True
    dataset.learn(reading("b", "2024", event("Visit", "RUS=guest TGO=host", date="2022", status="cancelled")))
    assert dataset.query(tied) is False


def test_a_mission_shared_by_two_events_outlives_one(dataset: Dataset) -> None:
    roles = "RUS=sendingState TGO=receivingState"
    dataset.learn(reading("a", "2024", event("MissionOpening", roles, date="2024", place="Lomé")))
    dataset.learn(reading("b", "2026", event("MissionClosure", roles, date="2026", place="Lomé")))
    missions = "SELECT DISTINCT ?m { ?m a amity:DiplomaticMission ; amity:missionOf state:RUS ; amity:seat place:lome }"
    assert len(dataset.select(missions).rows) == 1
    dataset.withdraw("a")
    assert len(dataset.select(missions).rows) == 1
    dataset.withdraw("b")
    assert dataset.select(missions).rows == ()


def test_a_reference_that_changed_is_replaced_and_events_with_it(talks: Reading) -> None:
    dataset = Dataset.memory()
    dataset.learn(talks)
    known = dataset.reference
    russia = vocabulary.actor_iri("State", "RUS")
    renamed = Reference(
        triples=tuple(t for t in known.triples if t.object != ox.Literal("Russie", language="fr")),
        digest="another",
        entries={
            **known.entries,
            russia: type(known.entries[russia])(russia, vocabulary.Class.STATE, {"fr": "Ruthénie"}, frozenset()),
        },
        _terms=known._terms,
        _located=known._located,
        _broader=known._broader,
        _by_name=known._by_name,
    )
    dataset.reference = renamed
    assert dataset.load_reference()
    labels = dataset.select("SELECT DISTINCT ?l { ?e a amity:Meeting ; rdfs:label ?l . FILTER(LANG(?l) = 'fr') }").rows
    assert [row[0].value for row in labels if row[0]] == ["Rencontre : Ruthénie – Togo (2024-11)"]
    assert dataset.query('ASK { state:RUS rdfs:label "Russie"@fr }') is False


def test_a_thing_is_called_as_the_documents_together_call_it(dataset: Dataset) -> None:
    def named(id_: str, label: str) -> Reading:
        talks = event("Meeting", "RUS TGO", date="2024", participants=("jane-doe",))
        document = Document(id_, "", "fr", "2024")
        return Reading(document, (Actor("jane-doe", "Person", label),), (), (talks,), "amity/0")

    def labels() -> list[tuple[str, ...]]:
        query = f"SELECT DISTINCT ?l ?t {{ GRAPH <{EVENTS}> {{ person:jane-doe a ?t ; rdfs:label ?l }} }}"
        return [tuple(term.value for term in row if term) for row in dataset.select(query).rows]

    kind = vocabulary.Class.PERSON.value
    dataset.learn(named("a", "Doe"))
    assert labels() == [("Doe", kind)]
    dataset.learn(named("b", "Jane Doe"))
    dataset.learn(named("c", "J. Doe"))
    assert labels() == [("Jane Doe", kind)]
    dataset.withdraw("b")
    assert labels() == [("J. Doe", kind)]
    dataset.withdraw("c")
    dataset.withdraw("a")
    assert labels() == []


def test_hostile_texts_are_only_texts(dataset: Dataset) -> None:
    hostile = '"} } ; DROP ALL ; INSERT DATA { <a:a> <a:b> "\\" \n\r\t\x00\u2028 \U0001f600 \\u0041'
    document = Document('../x">/ #', "t", "fr", "2024", hostile, hostile)
    sentence = (Evidence(0, len(hostile), hostile),)
    said = Event("Meeting", (Party("RUS"), Party("TGO")), sentence, date="2024", place=hostile, triggers=(hostile,))
    assert dataset.learn(Reading(document, events=(said,), extractor="x"))
    assert not dataset.learn(Reading(document, events=(said,), extractor="x"))
    (row,) = dataset.select("SELECT DISTINCT ?q { ?e amity:quote ?q }").rows
    assert row[0] is not None and row[0].value == hostile
    assert dataset.documents() == ['../x">/ #']
    dataset.withdraw('../x">/ #')
    assert state(dataset) == []


# Opening


def test_a_second_writer_is_told_which_folder(tmp_path: Path) -> None:
    code = """import sys; from amity.store import Dataset
dataset = Dataset.open(sys.argv[1], write=True); print('open', flush=True); input()"""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout and other.stdout.readline() == "open\n"
        try:
            with pytest.raises(StoreError, match=f"{tmp_path}: another process is writing"):
                Dataset.open(tmp_path, write=True)
        finally:
            other.communicate("\n")
    with Dataset.open(tmp_path, write=True):
        pass


def test_two_readers_do_not_mind_each_other(tmp_path: Path, talks: Reading) -> None:
    with Dataset.open(tmp_path, write=True) as dataset:
        dataset.learn(talks)
    with Dataset.open(tmp_path) as one, Dataset.open(tmp_path) as other:
        assert state(one) == state(other) != []


def test_a_folder_without_a_dataset_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no dataset here; make one with `amity build"):
        Dataset.open(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="file"):
        Dataset.open(tmp_path / "file", write=True)


# Reading


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { service silent <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * FROM <http://example.org/> { ?s ?p ?o }", "FROM"),
        ("SELECT * FROM NAMED <http://example.org/> { ?s ?p ?o }", "FROM"),
        ("LOAD <http://example.org/>", "LOAD"),
        ("DROP ALL", "DROP"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("CLEAR ALL", "CLEAR"),
        ('SELECT * { ?s ?p "\\"" . SERVICE <a:b> {} }', "SERVICE"),
        ("SELECT * { ?s ?p 'x' # '\n . SERVICE <a:b> {} }", "SERVICE"),
        ('SELECT * { ?s ?p """a" "b""" . SERVICE <a:b> {} }', "SERVICE"),
    ],
)
def test_queries_that_reach_out_are_refused(dataset: Dataset, query: str, word: str) -> None:
    before = len(dataset)
    with pytest.raises(sparql.RefusedQueryError, match=f"{word} is refused"):
        dataset.query(query)
    assert len(dataset) == before


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s rdfs:label 'SERVICE FROM LOAD' } # DROP ALL",
        "SELECT ?from ?service { ?from <http://example.org/SERVICE#DROP> ?service }",
        "PREFIX from: <http://x/> SELECT * { ?s from:load from:drop }",
        'SELECT * { ?s ?p """ "SERVICE" """ }',
        "SELECT * { ?s ?p ?o FILTER(?o<3 && 'a'>?p) }",
    ],
)
def test_words_elsewhere_are_no_harm(dataset: Dataset, query: str) -> None:
    assert isinstance(dataset.query(query, limit=1), Solutions)


def test_all_graphs_are_one_and_prefixes_are_known(dataset: Dataset, talks: Reading) -> None:
    dataset.learn(talks)
    assert dataset.query("ASK { ?e amity:party state:TGO ; amity:claim/amity:evidence/amity:quote ?quote }") is True
    triples = dataset.query("CONSTRUCT { ?e a ?t } WHERE { ?e a ?t . ?e a amity:Event }", limit=None)
    assert isinstance(triples, list) and len(triples) == 4


def test_rows_have_a_limit(dataset: Dataset) -> None:
    found = dataset.query("SELECT * { ?s ?p ?o }", limit=7)
    assert isinstance(found, Solutions) and (len(found.rows), found.truncated) == (7, True)
    triples = dataset.query("CONSTRUCT WHERE { ?s ?p ?o }", limit=7)
    assert isinstance(triples, list) and len(triples) == 7


def test_what_is_not_sparql_is_said_to_be(dataset: Dataset) -> None:
    with pytest.raises(ValueError, match="not a SPARQL query"):
        dataset.query("SELECT WHERE")
    with pytest.raises(ValueError, match="expected a SELECT"):
        dataset.select("ASK {}")


def test_a_dump_is_the_dataset(dataset: Dataset, talks: Reading) -> None:
    dataset.learn(talks)
    target = io.BytesIO()
    dataset.dump(target)
    copy = ox.Store()
    copy.load(target.getvalue(), ox.RdfFormat.N_QUADS)
    assert set(copy) == set(dataset.quads())


# The law: the graph of events is a function of what the documents say, however it came about

_EVENTS = st.builds(
    event,
    st.sampled_from(["Meeting", "Conference", "MissionOpening"]),
    st.sampled_from(["RUS TGO", "RUS TGO BEN", "RUS=sendingState TGO=receivingState", "BEN TGO"]),
    date=st.sampled_from([None, "2024", "2024-11", "2024-11-05", "2024-11-12"]),
    place=st.sampled_from([None, "Lomé", "Sotchi"]),
    status=st.sampled_from(["done", "planned", "denied"]),
    part_of=st.sampled_from([None, None, 0]),
    participants=st.sampled_from([(), ("jane-doe",)]),
)
_SAID = st.lists(_EVENTS.filter(lambda e: "=" not in e.type), max_size=3)
_STEPS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(["2024-11-10", "2024-12", None]),
        st.sampled_from(["Doe", "Jane Doe", "J. Doe"]),
        st.none() | _SAID,
    ),
    max_size=8,
)


def _without_misplaced_roles(said: list[Event]) -> list[Event]:
    return [e for e in said if e.type == "MissionOpening" or all(p.role == "party" for p in e.parties)]


@settings(max_examples=150, deadline=None)
@given(_STEPS)
def test_any_history_gives_what_its_end_gives(steps: list[tuple[str, str | None, str, list[Event] | None]]) -> None:
    dataset = Dataset(ox.Store())
    last: dict[str, Reading] = {}
    for id_, published, name, said in steps:
        if said is None:
            dataset.withdraw(id_)
            last.pop(id_, None)
        else:
            last[id_] = replace(
                reading(id_, published, *_without_misplaced_roles(said)),
                actors=(Actor("jane-doe", "Person", name),),
            )
            dataset.learn(last[id_])
    afresh = Dataset(ox.Store())
    for id_ in sorted(last, reverse=True):
        afresh.learn(last[id_])
    assert state(dataset) == state(afresh)


def test_no_network_module_is_loaded() -> None:
    code = "import sys, amity.store; print(sorted({'spacy', 'rdflib', 'http.client', 'httpx'} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ))
    assert out.stdout.strip() == "[]"
