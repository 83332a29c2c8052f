"""The measures are those of the books."""

import math

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amity import network
from amity.network import Graph


def star() -> Graph:
    """A hub with four partners, two of which are tied."""
    graph: Graph = nx.Graph()
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
    nothing: Graph = nx.Graph()
    assert network.communities(nothing) == []
    assert network.density(nothing) == 0
    assert network.eigenvector(nothing) == network.betweenness(nothing) == network.strength(nothing) == {}
    assert network.backbone(nothing, 5) == set()


def test_the_backbone_cuts_nobody_off() -> None:
    ties: Graph = nx.complete_graph(12)
    ties = nx.relabel_nodes(ties, {n: f"n{n:02}" for n in ties})
    for number, (one, other) in enumerate(sorted(ties.edges)):
        ties.edges[one, other]["weight"] = 1.0 + number % 5
    kept = network.backbone(ties, 20)
    assert len(kept) == 20
    assert nx.is_connected(nx.Graph(list(kept)))
    assert network.backbone(ties, 66) == set(ties.edges)


def test_the_core_are_the_strongest() -> None:
    assert list(network.core(star(), 3)) == ["h", "a", "b"]


def test_who_is_the_only_bridge_is_not_constrained() -> None:
    found = network.brokerage(star())
    assert found["c"] == (1, 1)
    # Of the hub's four partners a and b are tied, and to nobody more strongly: 4 - (1/4 + 1/4).
    assert found["h"].effective_size == pytest.approx(3.5)
    assert min(found, key=lambda node: found[node].constraint) == "h"
    ties = star()
    ties.add_node("alone")
    assert "alone" not in network.brokerage(ties)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from([f"{a}{b}" for a in "pqrst" for b in "pqrst" if a < b]), st.integers(1, 9)))
def test_brokerage_is_that_of_networkx(weights: dict[str, int]) -> None:
    ties: Graph = nx.Graph()
    for (one, other), weight in weights.items():
        ties.add_edge(one, other, weight=float(weight))
    found = network.brokerage(ties)
    assert {n: f.constraint for n, f in found.items()} == pytest.approx(nx.constraint(ties, ties, weight="weight"))
    sizes = nx.effective_size(ties, ties, weight="weight")
    assert {n: f.effective_size for n, f in found.items()} == pytest.approx(sizes)


def test_modularity() -> None:
    ties: Graph = nx.Graph()
    ties.add_weighted_edges_from([("a", "b", 2.0), ("c", "d", 2.0)])
    # All the weight inside, half of it where chance would put it.
    assert network.modularity(ties, network.communities(ties)) == pytest.approx(0.5)
    assert network.modularity(ties, [["a", "b", "c", "d"]]) == pytest.approx(0)
    assert network.modularity(nx.Graph(), []) == 0


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=20))
def test_an_effective_number_lies_between_one_and_the_number(weights: list[float]) -> None:
    number = network.effective_number(weights)
    assert 1 - 1e-9 <= number <= len(weights) + 1e-9
    assert network.effective_number([5 * weight for weight in weights]) == pytest.approx(number)
    assert network.effective_number([1.0] * len(weights)) == pytest.approx(len(weights))
