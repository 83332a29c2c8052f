"""Events as NetworkX graphs: one edge for each event and pair, one weighted tie for each pair, and parts of these."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx
import pyoxigraph as ox

from amity import vocabulary
from amity.network.happenings import TIES_NOBODY_CLASSES, TIES_NOBODY_STATUSES, Happening, happenings
from amity.store import Dataset
from amity.vocabulary import Class

if TYPE_CHECKING:
    Multigraph = nx.MultiGraph[str]
    Graph = nx.Graph[str]
else:
    Multigraph, Graph = nx.MultiGraph, nx.Graph

_KINDS = {kind.value: kind.local for kind in Class if kind.local in vocabulary.ACTOR_KINDS}
_ACTORS = """
SELECT DISTINCT ?actor ?kind ?label {
  { SELECT DISTINCT ?actor { ?event amity:party ?actor } }
  ?actor a ?kind
  OPTIONAL { ?actor rdfs:label ?label }
}"""


def multigraph(dataset: Dataset, *, actor: str | None = None, min_weight: float = 0, **filters: Any) -> Multigraph:
    """The network of partners, one edge for each event and pair of its parties.

    Nodes are the IRIs of actors with `label` (English), `label_fr` and `kind` (`State`, …). The key of an edge is the
    IRI of the event; its attributes are `class`, `date` (EDTF), `earliest`, `latest`, `status`, `domains` (separated by
    commas) and `weight`. All of them are text but the weight, and empty where unknown, as files of graphs need it.
    `actor` (`TGO`, or an IRI) keeps that actor, its partners, and what ties them; with `min_weight` pairs whose tie
    weighs less in `projection` are left out, and who is then alone; the other filters are those of `happenings`.
    Raises ValueError for an actor that is not in the network.
    """
    events = happenings(dataset, **filters)
    graph = connected(events, actors(dataset, {party for event in events for party in event.parties}))
    node = find(graph, actor) if actor is not None else None
    if min_weight > 0:
        ties = projection(graph, min_weight)
        graph.remove_edges_from([edge for edge in graph.edges(keys=True) if not ties.has_edge(*edge[:2])])
        graph.remove_nodes_from([other for other in list(graph) if other != node and not graph.degree(other)])
    return ego(graph, node) if node is not None else graph


def connected(events: Iterable[Happening], described: Mapping[str, Mapping[str, str]]) -> Multigraph:
    """The network that these events make, as `multigraph` has it; `described` is what `actors` says of the parties."""
    events = list(events)
    graph: Multigraph = nx.MultiGraph()
    for iri in sorted({party for event in events for party in event.parties}):
        graph.add_node(iri, **described[iri])
    edges = [(*pair, event) for event in events for pair in combinations(event.parties, 2)]
    for one, other, event in sorted(edges):
        graph.add_edge(
            one,
            other,
            key=event.iri,
            **{"class": event.class_},
            date=event.date,
            earliest=event.earliest,
            latest=event.latest,
            status=event.status,
            domains=",".join(event.domains),
            weight=event.weight,
        )
    return graph


def actors(dataset: Dataset, iris: Iterable[str]) -> dict[str, dict[str, str]]:
    """`label`, `label_fr` and `kind` of the actors with these IRIs, by IRI."""
    kinds: dict[str, set[str]] = defaultdict(set)
    labels: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for actor, kind, label in dataset.query(_ACTORS, limit=None).rows:  # type: ignore[union-attr]
        if isinstance(actor, ox.NamedNode) and isinstance(kind, ox.NamedNode):
            kinds[actor.value].add(_KINDS.get(kind.value, ""))
            if isinstance(label, ox.Literal):
                labels[actor.value][label.language or ""].add(label.value)
    found: dict[str, dict[str, str]] = {}
    for iri in sorted(iris):
        named = labels[iri]
        spare = min((name for names in named.values() for name in names), default=vocabulary.local_id(iri))
        found[iri] = {
            "label": min(named["en"], default=spare),
            "label_fr": min(named["fr"], default=spare),
            "kind": max(kinds[iri], default=""),
        }
    return found


def find(graph: Multigraph | Graph, actor: str) -> str:
    """The node of an actor by its identifier (`TGO`) or IRI. Raises ValueError where there is none."""
    if actor in graph:
        return actor
    for kind in vocabulary.ACTOR_KINDS.values():
        if (iri := vocabulary.individual(kind, actor)) in graph:
            return iri
    raise ValueError(f"actor {actor!r} is party to none of these events; widen the filters or name another actor")


def ego(graph: Multigraph, node: str) -> Multigraph:
    """A node, its neighbors and all ties among them: its ego network (Wasserman & Faust 1994, section 2.3)."""
    kept = {node, *graph.neighbors(node)}
    # By hand, for the order of a subgraph is that of a set.
    part: Multigraph = nx.MultiGraph()
    part.add_nodes_from((n, data) for n, data in graph.nodes(data=True) if n in kept)
    for one, other, key, data in graph.edges(keys=True, data=True):
        if one in kept and other in kept:
            part.add_edge(one, other, key=key, **data)
    return part


def projection(graph: Multigraph, min_weight: float = 0) -> Graph:
    """One tie for each pair: `weight` is the sum of the weights of its events, `events` their number.

    An event of n parties weighs 1/(n-1) for each pair (`Happening.weight`; Newman 2001). What ties nobody (a break, a
    closure, what is denied or called off) is left out, and so are ties of less than `min_weight`; every node stays.
    """
    ties: Graph = nx.Graph()
    ties.add_nodes_from(graph.nodes(data=True))
    weights: dict[tuple[str, str], list[float]] = defaultdict(list)
    for pair, data in _tying(graph):
        weights[pair].append(data["weight"])
    for (one, other), parts in sorted(weights.items()):
        if (weight := math.fsum(parts)) >= min_weight:
            ties.add_edge(one, other, weight=weight, events=len(parts))
    return ties


def shares(graph: Multigraph, by: str) -> dict[tuple[str, str], dict[str, float]]:
    """What the weight of each tie of `projection` is made of, by `class`, `status`, `domain` or `year`.

    The parts of a tie add up to its weight: an event of several domains gives each an equal part. The year is that of
    the earliest day; what is not stated has the name "". Raises ValueError for another `by`.
    """
    if by not in ("class", "status", "domain", "year"):
        raise ValueError(f"ties are not weighed by {by!r}; expected class, status, domain or year")
    parts: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for pair, data in _tying(graph):
        names = data["domains"].split(",") if by == "domain" else [data["earliest"][:4] if by == "year" else data[by]]
        for name in names:
            parts[pair][name] += data["weight"] / len(names)
    return {pair: dict(sorted(found.items())) for pair, found in sorted(parts.items())}


def _tying(graph: Multigraph) -> Iterator[tuple[tuple[str, str], dict[str, Any]]]:
    """Each pair of actors, in the order of their IRIs, with the attributes of each event that ties them."""
    for one, other, data in graph.edges(data=True):
        if data["class"] not in TIES_NOBODY_CLASSES and data["status"] not in TIES_NOBODY_STATUSES:
            yield (min(one, other), max(one, other)), data
