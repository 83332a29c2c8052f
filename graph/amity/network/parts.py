"""The telling part of a network that is too large to be drawn whole."""

import networkx as nx

from amity.network.graphs import Graph
from amity.network.measures import strength


def backbone(ties: Graph, most: int) -> set[tuple[str, str]]:
    """At most `most` ties that tell most of the structure, as pairs in the order of IRIs; all where there are no more.

    First a spanning forest of the greatest weight, so that nobody is cut off, then the ties that stand out most from
    an even split of either end's weight: the disparity filter (Serrano, Boguñá & Vespignani 2009, PNAS 106, 6483).
    """
    pairs = [(min(a, b), max(a, b)) for a, b in ties.edges]
    if len(pairs) <= most:
        return set(pairs)
    strengths = strength(ties)

    def chance(pair: tuple[str, str]) -> float:
        weight = ties.edges[pair]["weight"]
        # Of one end with a single tie the filter says nothing: 1.
        shares = [(weight / strengths[end], ties.degree(end)) for end in pair]
        return min((1 - share) ** (partners - 1) if partners > 1 else 1.0 for share, partners in shares)

    forest = {(min(a, b), max(a, b)) for a, b in nx.maximum_spanning_edges(ties, data=False)}
    ranked = sorted(pairs, key=lambda pair: (pair not in forest, chance(pair), -ties.edges[pair]["weight"], pair))
    return set(ranked[:most])


def core(ties: Graph, most: int) -> Graph:
    """The actors with the greatest strength, at most so many, and the ties among them."""
    strengths = strength(ties)
    kept = set(sorted(ties, key=lambda node: (-strengths[node], node))[:most])
    # By hand, for the order of a subgraph is that of a set.
    part: Graph = nx.Graph()
    part.add_nodes_from((node, data) for node, data in ties.nodes(data=True) if node in kept)
    part.add_edges_from(edge for edge in ties.edges(data=True) if edge[0] in kept and edge[1] in kept)
    return part
