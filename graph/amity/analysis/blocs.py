"""Who stands between others, and who keeps together, over time."""

from collections.abc import Collection
from typing import Any, NamedTuple

from amity import network
from amity.analysis.results import Result, coverage, reports
from amity.network import Graph, Slice
from amity.store import Dataset
from amity.vocabulary import local_id

SAME = 0.3
"""The least share of members that two groups have in common (Jaccard) to be one bloc: as Greene et al. 2010 have it."""


class Broker(NamedTuple):
    """An actor in the years `first` to `last`: see `network.Brokerage`; `partners` is how many it has."""

    first: int
    last: int
    actor: str
    partners: int
    effective_size: float
    constraint: float


class Bloc(NamedTuple):
    """A group in the years `first` to `last`; `bloc` is the number by which it is recognized from slice to slice."""

    first: int
    last: int
    bloc: int
    members: tuple[str, ...]


def brokers(dataset: Dataset, *, width: int = 3, most: int = 5, **filters: Any) -> Result[Broker]:
    """For each year the actors with the greatest effective size over the `width` years that end with it.

    At most `most` a year, and only who has two partners or more. Filters are those of `network.happenings`.
    """
    cut, said = _cut(dataset, width, filters)
    rows = []
    for slice_ in cut:
        ties = network.projection(slice_.graph)
        found = {node: b for node, b in network.brokerage(ties).items() if ties.degree(node) > 1}
        ranked = sorted(found, key=lambda node: (-round(found[node].effective_size, 9), found[node].constraint, node))
        rows += [
            Broker(
                slice_.first,
                slice_.last,
                local_id(node),
                int(ties.degree(node)),
                round(found[node].effective_size, 3),
                round(found[node].constraint, 3),
            )
            for node in ranked[:most]
        ]
    return Result("brokers", tuple(rows), said)


def blocs(dataset: Dataset, *, width: int = 3, seed: int = 1, **filters: Any) -> Result[Bloc]:
    """For each year the communities of three or more over the `width` years that end with it (`network.communities`).

    A group is the bloc of the slice before with which it has most members in common, if that is a share of `SAME` or
    more of both together (Greene, Doyle & Cunningham 2010, Proc. ASONAM, 176); of two such groups the nearer one is.
    """
    cut, said = _cut(dataset, width, filters)
    rows: list[Bloc] = []
    before: dict[int, frozenset[str]] = {}
    numbers = 0
    for slice_ in cut:
        groups = [frozenset(group) for group in network.communities(_tied(slice_), seed) if len(group) > 2]
        named = _continued(before, groups)
        before = {}
        for position, group in enumerate(groups):
            if position not in named:
                numbers += 1
            number = named.get(position, numbers)
            before[number] = group
            rows.append(Bloc(slice_.first, slice_.last, number, tuple(sorted(map(local_id, group)))))
    return Result("blocs", tuple(rows), said)


def _cut(dataset: Dataset, width: int, filters: dict[str, Any]) -> tuple[list[Slice], Any]:
    graph = network.multigraph(dataset, **filters)
    events = {key for _, _, key in graph.edges(keys=True)}
    return network.slices(graph, width, network.first_reports(dataset)), coverage(reports(dataset), sorted(events))


def _tied(slice_: Slice) -> Graph:
    ties = network.projection(slice_.graph)
    ties.remove_nodes_from([node for node in list(ties) if not ties[node]])
    return ties


def _continued(before: dict[int, frozenset[str]], groups: list[frozenset[str]]) -> dict[int, int]:
    """The number of the earlier bloc that each group continues, by position; each bloc goes to one group at most."""
    near = sorted(
        (-overlap(old, group), number, position)
        for number, old in before.items()
        for position, group in enumerate(groups)
        if overlap(old, group) >= SAME
    )
    named: dict[int, int] = {}
    for _, number, position in near:
        if position not in named and number not in named.values():
            named[position] = number
    return named


def overlap(one: Collection[str], other: Collection[str]) -> float:
    """The members that two groups have in common, as a share of all of them (Jaccard 1912)."""
    a, b = set(one), set(other)
    return len(a & b) / len(a | b) if a or b else 0.0
