"""The network counts events as its docstrings say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amity import network, vocabulary
from amity.model import Document, Event, Evidence, Party, Reading
from amity.store import Dataset

SENTENCE = "They met."


def event(type_: str, parties: str, date: str | None = None, **more: object) -> Event:
    """An event of these parties (codes separated by spaces)."""
    return Event(type_, tuple(Party(code) for code in parties.split()), (Evidence(0, 9, SENTENCE),), date=date, **more)  # type: ignore[arg-type]


def learnt(*events: Event) -> Dataset:
    dataset = Dataset.memory()
    dataset.learn(Reading(Document("a", SENTENCE, "en", "2024-12"), (), (), events, "test/0"))
    return dataset


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return learnt(
        event("Meeting", "TGO RUS", "2024-11-09", domains=("renewable-energy",)),
        event("AgreementSigning", "TGO RUS", "2022", domains=("education",)),
        event("Conference", "TGO RUS GHA NGA", "2023-07"),
        event("Meeting", "TGO QAT"),
        event("Project", "TGO IND", "2026", status="planned"),
        event("BreakingRelations", "NER UKR", "2024-08-06"),
        event("Visit", "TGO BEN", "2024-05", status="denied"),
    )


def iri(code: str) -> str:
    return vocabulary.actor_iri("State", code)


def codes(pairs: object) -> set[tuple[str, ...]]:
    return {tuple(sorted(vocabulary.local_id(end) for end in pair)) for pair in pairs}  # type: ignore[attr-defined]


def test_an_edge_for_each_event_and_pair(dataset: Dataset) -> None:
    graph = network.multigraph(dataset)
    assert graph.number_of_nodes() == 9
    assert graph.number_of_edges() == 6 + 6
    assert graph.number_of_edges(iri("TGO"), iri("RUS")) == 3
    assert graph.nodes[iri("RUS")] == {"label": "Russia", "label_fr": "Russie", "kind": "State"}
    (values,) = graph.get_edge_data(iri("TGO"), iri("IND")).values()
    assert values["class"] == "Project"
    assert (values["date"], values["earliest"], values["latest"]) == ("2026", "2026-01-01", "2026-12-31")
    assert (values["status"], values["weight"]) == ("planned", 1.0)


def test_each_event_adds_one_to_the_strength_of_each_of_its_parties(dataset: Dataset) -> None:
    ties = network.projection(network.multigraph(dataset))
    assert ties.edges[iri("TGO"), iri("RUS")] == {"weight": pytest.approx(2 + 1 / 3), "events": 3}
    strengths = network.strength(ties)
    assert strengths[iri("TGO")] == pytest.approx(5)
    assert strengths[iri("NGA")] == pytest.approx(1)


def test_a_break_and_a_denial_tie_nobody(dataset: Dataset) -> None:
    ties = network.projection(network.multigraph(dataset))
    assert not ties.has_edge(iri("NER"), iri("UKR"))
    assert not ties.has_edge(iri("TGO"), iri("BEN"))
    assert iri("UKR") in ties


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"since": "2024"}, {("RUS", "TGO"), ("IND", "TGO"), ("NER", "UKR"), ("BEN", "TGO")}),
        ({"until": "2022-06"}, {("RUS", "TGO")}),
        ({"since": "2022-03-01", "until": "2022"}, {("RUS", "TGO")}),
        ({"domain": "energy"}, {("RUS", "TGO")}),
        ({"class_": "Project"}, {("IND", "TGO")}),
        ({"status": "denied"}, {("BEN", "TGO")}),
    ],
)
def test_filters(dataset: Dataset, filters: dict[str, str], expected: set[tuple[str, str]]) -> None:
    assert codes(network.multigraph(dataset, **filters).edges()) == expected


@pytest.mark.parametrize(
    "filters", [{"since": "last year"}, {"domain": "astrology"}, {"class_": "Dance"}, {"status": "perhaps"}]
)
def test_a_filter_that_is_none_is_refused(dataset: Dataset, filters: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(filters.values()))):
        network.happenings(dataset, **filters)


def test_the_network_of_one_actor_has_its_partners_and_their_ties(dataset: Dataset) -> None:
    graph = network.multigraph(dataset, actor="GHA")
    assert {vocabulary.local_id(node) for node in graph} == {"GHA", "NGA", "RUS", "TGO"}
    assert graph.number_of_edges(iri("TGO"), iri("RUS")) == 3


def test_an_actor_without_events_is_refused(dataset: Dataset) -> None:
    with pytest.raises(ValueError, match="'FRA' is party to none"):
        network.multigraph(dataset, actor="FRA")


def test_weak_pairs_are_left_out(dataset: Dataset) -> None:
    graph = network.multigraph(dataset, min_weight=2)
    assert codes(graph.edges()) == {("RUS", "TGO")}
    assert graph.number_of_edges() == 3
    assert codes(network.projection(network.multigraph(dataset), min_weight=2).edges) == {("RUS", "TGO")}
    assert list(network.multigraph(dataset, actor="GHA", min_weight=2)) == [iri("GHA")]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("class", {"AgreementSigning": 1, "Conference": 1 / 3, "Meeting": 1}),
        ("status", {"done": 2 + 1 / 3}),
        ("domain", {"": 1 / 3, "education": 1, "renewable-energy": 1}),
        ("year", {"2022": 1, "2023": 1 / 3, "2024": 1}),
    ],
)
def test_what_the_weight_of_a_tie_is_made_of(dataset: Dataset, by: str, expected: dict[str, float]) -> None:
    graph = network.multigraph(dataset)
    assert network.shares(graph, by)[iri("RUS"), iri("TGO")] == pytest.approx(expected)
    assert set(network.shares(graph, by)) == {(min(e), max(e)) for e in network.projection(graph).edges}


def test_ties_are_not_weighed_by_anything(dataset: Dataset) -> None:
    with pytest.raises(ValueError, match="'color'"):
        network.shares(network.multigraph(dataset), "color")


def test_when_events_were_first_reported(dataset: Dataset) -> None:
    assert set(network.first_reports(dataset).values()) == {"2024-12-01"}
    assert set(network.first_reports(dataset)) == {event.iri for event in network.happenings(dataset)}


def test_the_events_of_one_party_are_those_among_all(dataset: Dataset) -> None:
    everything = network.happenings(dataset)
    for code in ("TGO", "GHA", "UKR", "FRA"):
        found = network.happenings(dataset, party=iri(code))
        assert found == [event for event in everything if iri(code) in event.parties]
        assert set(network.first_reports(dataset, iri(code))) == {event.iri for event in found}
    assert network.happenings(dataset, party=iri("TGO"), class_="Project", since="2026")


PARTIES = st.lists(st.sampled_from(["TGO", "RUS", "GHA", "NGA", "QAT", "FRA"]), min_size=2, max_size=6, unique=True)


@settings(max_examples=25, deadline=None)
@given(st.lists(PARTIES, min_size=1, max_size=5))
def test_strengths_add_up_whatever_the_parties(meetings: list[list[str]]) -> None:
    dataset = learnt(*(event("Meeting", " ".join(m), f"20{10 + i}") for i, m in enumerate(meetings)))
    strengths = network.strength(network.projection(network.multigraph(dataset)))
    for code in {code for meeting in meetings for code in meeting}:
        assert strengths[iri(code)] == pytest.approx(sum(code in meeting for meeting in meetings))
