"""The network of partners: what it is made of, what filters keep, and measures against values worked out by hand."""

import math
import subprocess
import sys
from typing import Any

import networkx as nx
import pytest

from amity import network, vocabulary
from amity.model import Document, Event, Evidence, Party, Reading
from amity.store import Dataset


def state(code: str) -> str:
    return vocabulary.individual("state", code)


def event(type_: str, parties: str, **said: Any) -> Event:
    roles = [item.partition("=") for item in parties.split()]
    named = tuple(Party(actor, role or "party") for actor, _, role in roles)
    return Event(type_, named, (Evidence(0, 8, "Le Togo."),), **said)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    dataset = Dataset.memory()
    events = (
        event("Meeting", "RUS TGO", date="2024-11", domains=("energy",)),
        event("MissionOpening", "RUS=sendingState TGO=receivingState", date="2025", status="planned"),
        event("Aid", "CHN=donor TGO=recipient", date="2019-05-02", domains=("renewable-energy", "health")),
        event("Conference", "RUS TGO NGA GHA", date="2023-07"),
        event("Meeting", "CHN RUS"),
        event("BreakingRelations", "UKR MLI", date="2024-08-04"),
        event("Visit", "GHA=guest TGO=host", date="2022", status="denied"),
        event("Meeting", "TGO", groups=("african-leaders",), date="2021"),
    )
    dataset.learn(Reading(Document("a", "Le Togo.", "fr", "2024-12"), events=events, extractor="amity/0"))
    return dataset


@pytest.fixture(scope="module")
def graph(dataset: Dataset) -> "nx.MultiGraph[str]":
    return network.multigraph(dataset)


@pytest.fixture
def ties(graph: "nx.MultiGraph[str]") -> "nx.Graph[str]":
    return network.projection(graph)


def test_there_is_one_edge_for_each_event_and_pair(graph: "nx.MultiGraph[str]") -> None:
    assert graph.number_of_edges(state("RUS"), state("TGO")) == 3
    conference = [(a, b) for a, b, data in graph.edges(data=True) if data["class"] == "Conference"]
    assert len(conference) == 6
    assert sum(1 for _ in graph.edges) == 7 + 6 - 1 + 1


def test_nodes_and_edges_say_what_files_of_graphs_can_hold(graph: "nx.MultiGraph[str]") -> None:
    assert graph.nodes[state("RUS")] == {"label": "Russia", "label_fr": "Russie", "kind": "State"}
    group = vocabulary.group_iri("african-leaders")
    assert graph.nodes[group]["kind"] == "ActorGroup"
    (key,) = [key for _, _, key, data in graph.edges(keys=True, data=True) if data["class"] == "Aid"]
    assert key.startswith(vocabulary.ID + "event/")
    assert graph.edges[state("CHN"), state("TGO"), key] == {
        "class": "Aid",
        "date": "2019-05-02",
        "earliest": "2019-05-02",
        "latest": "2019-05-02",
        "status": "done",
        "domains": "health,renewable-energy",
        "weight": 1.0,
    }
    assert all(isinstance(v, str | float) for *_, data in graph.edges(data=True) for v in data.values())


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"since": "2024"}, {"BreakingRelations", "Meeting", "MissionOpening"}),
        ({"until": "2021"}, {"Aid", "Meeting"}),
        ({"since": "2024-11-15", "until": "2024-12"}, {"Meeting"}),
        ({"domain": "energy"}, {"Aid", "Meeting"}),
        ({"domain": vocabulary.domain_iri("health")}, {"Aid"}),
        ({"class_": "Conference"}, {"Conference"}),
        ({"status": "planned"}, {"MissionOpening"}),
        ({"status": "planned", "class_": "Visit"}, set()),
    ],
)
def test_filters_keep_what_may_be_meant(dataset: Dataset, filters: dict[str, str], expected: set[str]) -> None:
    graph = network.multigraph(dataset, **filters)
    assert {data["class"] for *_, data in graph.edges(data=True)} == expected


def test_an_actor_comes_with_its_partners_and_what_ties_them(dataset: Dataset) -> None:
    graph = network.multigraph(dataset, actor="CHN")
    assert {vocabulary.local_id(node) for node in graph} == {"CHN", "RUS", "TGO"}
    assert graph.has_edge(state("RUS"), state("TGO"))
    assert nx.utils.graphs_equal(graph, network.multigraph(dataset, actor=state("CHN")))


@pytest.mark.parametrize(
    "filters",
    [{"actor": "FRA"}, {"domain": "astrology"}, {"class_": "Ball"}, {"status": "likely"}, {"since": "yesterday"}],
)
def test_what_is_not_known_is_refused_by_name(dataset: Dataset, filters: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(filters.values()))):
        network.multigraph(dataset, **filters)


def test_nothing_gives_an_empty_network() -> None:
    ties = network.projection(network.multigraph(Dataset.memory()))
    assert not ties
    for measure in (network.degree, network.strength, network.betweenness, network.eigenvector, network.communities):
        assert not measure(ties)


def test_a_conference_of_n_weighs_its_share(ties: "nx.Graph[str]") -> None:
    assert ties.edges[state("GHA"), state("NGA")] == {"weight": pytest.approx(1 / 3), "events": 1}
    assert ties.edges[state("RUS"), state("TGO")] == {"weight": pytest.approx(2 + 1 / 3), "events": 3}


def test_what_ties_nobody_is_no_tie(ties: "nx.Graph[str]") -> None:
    assert not ties.has_edge(state("UKR"), state("MLI"))
    assert state("UKR") in ties
    assert ties.edges[state("GHA"), state("TGO")]["events"] == 1  # the denied visit is not counted


def test_each_event_adds_one_to_the_strength_of_its_parties(ties: "nx.Graph[str]") -> None:
    strength = network.strength(ties)
    assert strength[state("TGO")] == pytest.approx(5)  # two with Russia, aid, the conference, the group
    assert strength[state("NGA")] == pytest.approx(1)
    assert strength[state("UKR")] == 0
    assert network.degree(ties)[state("TGO")] == 5


def star(*weights: float) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    for i, weight in enumerate(weights):
        graph.add_edge("center", f"leaf{i}", weight=weight)
    return graph


def test_measures_of_a_star() -> None:
    even = star(1, 1, 1, 1)
    assert network.betweenness(even)["center"] == 1
    assert network.betweenness(even)["leaf0"] == 0
    # The eigenvector of a star of n leaves: the center has 1/sqrt(2), each leaf 1/sqrt(2n).
    assert network.eigenvector(even)["center"] == pytest.approx(math.sqrt(1 / 2), abs=1e-4)
    assert network.eigenvector(even)["leaf0"] == pytest.approx(math.sqrt(1 / 8), abs=1e-4)


def test_effective_partners_are_as_many_as_weigh_the_same() -> None:
    assert network.effective_partners(star(2, 2, 2, 2), "center") == pytest.approx(4)
    assert network.effective_partners(star(1), "center") == pytest.approx(1)
    # H of (3/4, 1/4) is 2 ln 2 - (3/4) ln 3.
    assert network.effective_partners(star(3, 1), "center") == pytest.approx(
        math.exp(2 * math.log(2) - 0.75 * math.log(3))
    )
    alone: nx.Graph[str] = nx.Graph()
    alone.add_node("a")
    assert network.effective_partners(alone, "a") == 0


def test_a_strong_detour_is_shorter_than_a_weak_tie() -> None:
    triangle: nx.Graph[str] = nx.Graph()
    triangle.add_weighted_edges_from([("a", "b", 10), ("b", "c", 10), ("a", "c", 1)])
    assert network.betweenness(triangle)["b"] == 1


def test_communities_are_the_two_cliques() -> None:
    graph: nx.Graph[str] = nx.Graph()
    for names in ("abcd", "wxyz"):
        graph.add_weighted_edges_from((one, other, 1) for one in names for other in names if one < other)
    graph.add_edge("d", "w", weight=0.1)
    assert network.communities(graph) == [list("abcd"), list("wxyz")]


def test_eigenvector_is_of_the_largest_component_alone() -> None:
    graph = star(1, 1)
    graph.add_edge("x", "y", weight=50)
    found = network.eigenvector(graph)
    assert found["x"] == found["y"] == 0
    assert found["center"] > found["leaf0"] > 0


_PRINT = """
from amity import network
from amity.model import Document, Event, Evidence, Party, Reading
from amity.store import Dataset
d = Dataset.memory()
pairs = [("TGO", a) for a in "RUS CHN NGA GHA BEN FRA".split()] + [("FRA", "BEN"), ("RUS", "CHN"), ("NGA", "GHA")]
events = tuple(Event("Meeting", (Party(a), Party(b)), (Evidence(0, 1, "L"),)) for a, b in pairs)
d.learn(Reading(Document("a", "Le Togo.", "fr", "2024-12"), events=events))
g = network.multigraph(d)
print(list(g.nodes(data=True)), list(g.edges(keys=True, data=True)))
t = network.projection(network.ego(g, network.find(g, "TGO")))
print(list(t.edges(data=True)), network.communities(t), network.eigenvector(t), network.betweenness(t))
"""


def test_two_processes_give_the_same() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _PRINT], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
