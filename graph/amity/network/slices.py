"""A network cut by years, and its shape over time."""

from collections.abc import Mapping
from typing import NamedTuple

import networkx as nx

from amity.network.graphs import Multigraph, projection
from amity.network.measures import communities, density, modularity


class Slice(NamedTuple):
    """The part of a network whose events are of the years `first` to `last`."""

    first: int
    last: int
    graph: Multigraph


class Shape(NamedTuple):
    """What a slice looks like: see `density`, `communities` (those of two or more) and `modularity` for the last three.

    `actors` are those with a tie in these years and `ties` their pairs; density is that of these actors alone.
    """

    first: int
    last: int
    events: int
    actors: int
    ties: int
    density: float
    communities: int
    modularity: float


def slices(graph: Multigraph, width: int = 1, reported: Mapping[str, str] | None = None) -> list[Slice]:
    """A slice for each year from the first to the last, empty ones too, that holds `width` years and ends with it.

    An event is of the year in which it began. One without a date is of the year in which it was first reported, where
    `reported` (`first_reports`) says so, and of no slice otherwise. A slice has the actors of its events alone. Raises
    ValueError for a width below one.
    """
    if width < 1:
        raise ValueError(f"a slice of {width} years is none; expected one or more")
    years: dict[str, int] = {}
    for _, _, key, data in graph.edges(keys=True, data=True):
        if day := data["earliest"] or (reported or {}).get(key, ""):
            years[key] = int(day[:4])
    if not years:
        return []
    found = []
    for last in range(min(years.values()), max(years.values()) + 1):
        part: Multigraph = nx.MultiGraph()
        edges = [e for e in graph.edges(keys=True, data=True) if last - width < years.get(e[2], last + 1) <= last]
        ends = {end for edge in edges for end in edge[:2]}
        part.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node in ends)
        for one, other, key, data in edges:
            part.add_edge(one, other, key=key, **data)
        found.append(Slice(last - width + 1, last, part))
    return found


def over_time(cut: list[Slice], seed: int = 1) -> list[Shape]:
    """The shape of each slice: its size, density, communities and modularity.

    Both measures depend on how many actors and ties there are: compare them beside these, not alone. They describe what
    the sources report, and a year of few documents looks like a sparse network.
    """
    shapes = []
    for first, last, graph in cut:
        ties = projection(graph)
        ties.remove_nodes_from([node for node in list(ties) if not ties[node]])
        groups = communities(ties, seed)
        shapes.append(
            Shape(
                first,
                last,
                len({key for _, _, key in graph.edges(keys=True)}),
                ties.number_of_nodes(),
                ties.number_of_edges(),
                density(ties),
                sum(len(group) > 1 for group in groups),
                modularity(ties, groups),
            )
        )
    return shapes
