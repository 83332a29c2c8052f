"""The network counts events as its docstrings say, and its measures are those of the books."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amity import network, vocabulary
from amity.model import Document, Event, Evidence, Party, Reading
from amity.network import Graph
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


def star() -> Graph:
    """A hub with four partners, two of which are tied."""
    graph: Graph = network.nx.Graph()
    graph.add_nodes_from("habcd")
    for one, other, weight in [("h", "a", 1), ("h", "b", 1), ("h", "c", 1), ("h", "d", 1), ("a", "b", 2)]:
        graph.add_edge(one, other, weight=float(weight))
    return graph


def test_measures() -> None:
    ties = star()
    assert network.degree(ties) == {"h": 4, "a": 2, "b": 2, "c": 1, "d": 1}
    assert network.strength(ties)["a"] == 3
    assert network.density(ties) == pytest.approx(5 / 10)
    # All paths between the four go through the hub but that of a and b: five of six pairs.
    assert network.betweenness(ties)["h"] == pytest.approx(5 / 6)
    central = network.eigenvector(ties)
    # The equation of an eigenvector: each is the sum of its partners, by weight, divided by one constant.
    constant = (2 * central["b"] + central["h"]) / central["a"]
    assert (central["a"] + central["b"] + central["c"] + central["d"]) / central["h"] == pytest.approx(
        constant, rel=1e-3
    )
    assert network.communities(ties)[0] in (["h", "c", "d"], ["h", "a", "b", "c", "d"])


def test_the_effective_number_of_partners() -> None:
    ties = star()
    assert network.effective_partners(ties, "h") == pytest.approx(4)
    shares = (1 / 3, 2 / 3)
    assert network.effective_partners(ties, "a") == pytest.approx(math.exp(-sum(p * math.log(p) for p in shares)))
    ties.add_node("alone")
    assert network.effective_partners(ties, "alone") == 0


def test_measures_of_nothing() -> None:
    nothing: Graph = network.nx.Graph()
    assert network.communities(nothing) == []
    assert network.density(nothing) == 0
    assert network.eigenvector(nothing) == network.betweenness(nothing) == network.strength(nothing) == {}
    assert network.backbone(nothing, 5) == set()


def test_the_backbone_cuts_nobody_off() -> None:
    ties: Graph = network.nx.complete_graph(12)
    ties = network.nx.relabel_nodes(ties, {n: f"n{n:02}" for n in ties})
    for number, (one, other) in enumerate(sorted(ties.edges)):
        ties.edges[one, other]["weight"] = 1.0 + number % 5
    kept = network.backbone(ties, 20)
    assert len(kept) == 20
    assert network.nx.is_connected(network.nx.Graph(list(kept)))
    assert network.backbone(ties, 66) == set(ties.edges)


def test_the_core_are_the_strongest() -> None:
    assert list(network.core(star(), 3)) == ["h", "a", "b"]


PARTIES = st.lists(st.sampled_from(["TGO", "RUS", "GHA", "NGA", "QAT", "FRA"]), min_size=2, max_size=6, unique=True)


@settings(max_examples=25, deadline=None)
@given(st.lists(PARTIES, min_size=1, max_size=5))
def test_strengths_add_up_whatever_the_parties(meetings: list[list[str]]) -> None:
    dataset = learnt(*(event("Meeting", " ".join(m), f"20{10 + i}") for i, m in enumerate(meetings)))
    strengths = network.strength(network.projection(network.multigraph(dataset)))
    for code in {code for meeting in meetings for code in meeting}:
        assert strengths[iri(code)] == pytest.approx(sum(code in meeting for meeting in meetings))
