"""Measures of a projection, each with its source."""

import math
from collections.abc import Iterable
from typing import NamedTuple

import networkx as nx

from amity.network.graphs import Graph


def degree(ties: Graph) -> dict[str, int]:
    """The number of partners of each actor."""
    return {node: int(ties.degree(node)) for node in ties}


def strength(ties: Graph) -> dict[str, float]:
    """The sum of the weights of each actor's ties (Barrat et al. 2004, PNAS 101, 3747): its number of events."""
    return {node: math.fsum(data["weight"] for data in ties[node].values()) for node in ties}


def betweenness(ties: Graph) -> dict[str, float]:
    """The share of shortest paths between others that pass through an actor (Freeman 1977, Sociometry 40, 35).

    A tie is as long as the inverse of its weight (Newman 2001, Phys. Rev. E 64, 016132); Brandes's algorithm (2001).
    """
    lengths: Graph = nx.Graph()
    lengths.add_nodes_from(ties)
    lengths.add_edges_from((a, b, {"length": 1 / data["weight"]}) for a, b, data in ties.edges(data=True))
    return dict(nx.betweenness_centrality(lengths, weight="length"))


def eigenvector(ties: Graph) -> dict[str, float]:
    """How strongly an actor is tied to actors that are strongly tied themselves (Bonacich 1972).

    J. Math. Sociol. 2, 113. Of the largest component alone, for it is not comparable across components; 0 elsewhere.
    """
    found = dict.fromkeys(ties, 0.0)
    if ties.number_of_edges():
        largest = max(nx.connected_components(ties), key=lambda nodes: (len(nodes), min(nodes)))
        part: Graph = nx.Graph()
        part.add_nodes_from(node for node in ties if node in largest)
        part.add_edges_from(edge for edge in ties.edges(data=True) if edge[0] in largest)
        found |= nx.eigenvector_centrality(part, max_iter=10_000, weight="weight")
    return found


def communities(ties: Graph, seed: int = 1) -> list[list[str]]:
    """Groups with more weight inside than chance would give, the largest first: modularity by the Louvain method.

    Blondel et al. 2008, J. Stat. Mech. P10008. The method draws lots: `seed` makes it repeatable.
    """
    nodes = list(ties)
    if not nodes:
        return []
    found = nx.community.louvain_communities(_numbered(ties), weight="weight", seed=seed)
    return sorted(([nodes[i] for i in sorted(group)] for group in found), key=lambda group: (-len(group), group))


def modularity(ties: Graph, groups: Iterable[Iterable[str]]) -> float:
    """The share of the weight inside the groups less what chance would put there, from -1/2 to 1; 0 without any tie.

    Newman & Girvan 2004, Phys. Rev. E 69, 026113; with weights, Newman 2004, Phys. Rev. E 70, 056131. `groups` are to
    hold each node once, as `communities` does.
    """
    if not ties.number_of_edges():
        return 0.0
    position = {node: i for i, node in enumerate(ties)}
    numbers = [{position[node] for node in group} for group in groups]
    return float(nx.community.modularity(_numbered(ties), numbers, weight="weight"))


class Brokerage(NamedTuple):
    """How well an actor stands between others who have no tie; the two of Burt 1992, Structural Holes, chapter 2.

    `effective_size` is the number of its partners less the average strength of the ties among them: partners who have
    nothing to do with each other count in full. `constraint` is the sum over its partners of (p_ij + Σ p_iq p_qj)²,
    p_ij being the share of j in the strength of i: low where nobody among its partners, directly or through another,
    has much of it; an actor with one partner alone has 1.

    Of the two families of measures this is the one that needs neither directions nor groups given beforehand, as the
    roles of Gould & Fernandez (1989) do: most events have no direction.
    """

    effective_size: float
    constraint: float


def brokerage(ties: Graph) -> dict[str, Brokerage]:
    """The brokerage of each actor that has partners."""
    strengths = strength(ties)
    strongest = {node: max((data["weight"] for data in ties[node].values()), default=0.0) for node in ties}

    def of(node: str) -> Brokerage:
        share = {other: data["weight"] / strengths[node] for other, data in ties[node].items()}
        redundant = math.fsum(
            share[q] * ties.edges[other, q]["weight"] / strongest[other]
            for other in share
            for q in ties[other]
            if q in share
        )
        through = {
            other: math.fsum(
                share[q] * ties.edges[q, other]["weight"] / strengths[q] for q in ties[other] if q in share
            )
            for other in share
        }
        constraint = math.fsum((share[other] + through[other]) ** 2 for other in share)
        return Brokerage(len(share) - redundant, constraint)

    return {node: of(node) for node in ties if ties[node]}


def density(ties: Graph) -> float:
    """The share of all possible pairs that are tied (Wasserman & Faust 1994, section 4.1.1); 0 for fewer than two."""
    return float(nx.density(ties))


def effective_number(weights: Iterable[float]) -> float:
    """The effective number of kinds: exp(H) with H the Shannon entropy of their shares; the Hill number of order 1.

    As many as there are where all weigh the same, near 1 where one outweighs all others; 0 without any. Hill 1973,
    Ecology 54, 427.
    """
    positive = [weight for weight in weights if weight > 0]
    total = math.fsum(positive)
    return math.exp(-math.fsum(w / total * math.log(w / total) for w in positive)) if total else 0.0


def effective_partners(ties: Graph, node: str) -> float:
    """The effective number of an actor's partners, by the weight of its ties."""
    return effective_number(data["weight"] for data in ties[node].values())


def _numbered(ties: Graph) -> "nx.Graph[int]":
    """The ties with numbers for nodes, for the order of a set of texts changes from one process to the next."""
    position = {node: i for i, node in enumerate(ties)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(position.values())
    numbered.add_weighted_edges_from((position[a], position[b], d["weight"]) for a, b, d in ties.edges(data=True))
    return numbered
