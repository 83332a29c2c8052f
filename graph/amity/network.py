"""The network of partners: from the events of a dataset to NetworkX, and a few measures with their sources.

`multigraph` has one edge for each event and pair of its parties; `projection` adds these up to one weighted tie for
each pair. Both list nodes and edges in the order of their IRIs: the same dataset gives the same network.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx
import pyoxigraph as ox

from amity import vocabulary
from amity.periods import bounds
from amity.store import Dataset
from amity.vocabulary import Class, Property

if TYPE_CHECKING:
    Multigraph = nx.MultiGraph[str]
    Graph = nx.Graph[str]
else:
    Multigraph, Graph = nx.MultiGraph, nx.Graph

TIES_NOBODY_CLASSES = frozenset({Class.BREAKING_RELATIONS.local, Class.MISSION_CLOSURE.local})
TIES_NOBODY_STATUSES = frozenset({"denied", "cancelled"})

_KINDS = {kind.value: kind.local for kind in Class if kind.local in vocabulary.ACTOR_KINDS}
_EVENT_CLASSES = {kind.value: kind.local for kind in vocabulary.EVENT_CLASSES}
_ACTORS = """
SELECT DISTINCT ?actor ?kind ?label {
  { SELECT DISTINCT ?actor { ?event amity:party ?actor } }
  ?actor a ?kind
  OPTIONAL { ?actor rdfs:label ?label }
}"""
_BELOW = "SELECT DISTINCT ?domain { ?domain skos:broader* $top }"


class Happening(NamedTuple):
    """An event as the network has it; `parties` are the IRIs of all its actors, `domains` identifiers; all sorted."""

    iri: str
    class_: str
    parties: tuple[str, ...]
    date: str
    earliest: str
    latest: str
    status: str
    domains: tuple[str, ...]

    @property
    def weight(self) -> float:
        """What it adds to the tie of each pair: 1/(n-1) for n parties.

        So each event adds exactly one to the strength of each of its parties, be it talks between two or a conference
        of fifty (Newman 2001, Phys. Rev. E 64, 016132, equation 2).
        """
        return 1 / (len(self.parties) - 1) if len(self.parties) > 1 else 0.0

    @property
    def ties(self) -> bool:
        """Whether it ties its parties: it is neither denied nor called off, and not a break or a closure."""
        return self.class_ not in TIES_NOBODY_CLASSES and self.status not in TIES_NOBODY_STATUSES


def happenings(
    dataset: Dataset,
    *,
    since: str | None = None,
    until: str | None = None,
    domain: str | None = None,
    class_: str | None = None,
    status: str | None = None,
) -> list[Happening]:
    """The events of a dataset, by IRI.

    `since` and `until` are dates at any precision (`2020`, `2020-05-01`): an event stays if it may have happened by
    them, and one without a date does not. `domain` (`energy`, or an IRI) takes in the narrower ones, `class_` and
    `status` are names (`Meeting`, `planned`). Raises ValueError for a value that is none.
    """
    first = bounds(since).earliest if since else None
    last = bounds(until).latest if until else None
    if class_ is not None:
        vocabulary.event_class(class_)
    if status is not None:
        vocabulary.status_iri(status)
    wanted = _domains(dataset, domain) if domain else None
    found = []
    for event in _read(dataset):
        if (class_ and event.class_ != class_) or (status and event.status != status):
            continue
        if wanted is not None and wanted.isdisjoint(event.domains):
            continue
        if (first or last) and not (event.earliest or event.latest):
            continue
        if first and event.latest and event.latest < first.isoformat():
            continue
        if last and event.earliest and event.earliest > last.isoformat():
            continue
        found.append(event)
    return found


def multigraph(dataset: Dataset, *, actor: str | None = None, **filters: Any) -> Multigraph:
    """The network of partners, one edge for each event and pair of its parties.

    Nodes are the IRIs of actors with `label` (English), `label_fr` and `kind` (`State`, …). The key of an edge is the
    IRI of the event; its attributes are `class`, `date` (EDTF), `earliest`, `latest`, `status`, `domains` (separated by
    commas) and `weight`. All of them are text but the weight, and empty where unknown, as files of graphs need it.
    `actor` (`TGO`, or an IRI) keeps that actor, its partners, and what ties them; the other filters are those of
    `happenings`. Raises ValueError for an actor that is not in the network.
    """
    events = happenings(dataset, **filters)
    graph = connected(events, actors(dataset, {party for event in events for party in event.parties}))
    return ego(graph, find(graph, actor)) if actor is not None else graph


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


def projection(graph: Multigraph) -> Graph:
    """One tie for each pair: `weight` is the sum of the weights of its events, `events` their number.

    An event of n parties weighs 1/(n-1) for each pair (`Happening.weight`; Newman 2001). What ties nobody (a break, a
    closure, what is denied or called off) is left out; every node stays.
    """
    ties: Graph = nx.Graph()
    ties.add_nodes_from(graph.nodes(data=True))
    weights: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one, other, data in graph.edges(data=True):
        if data["class"] not in TIES_NOBODY_CLASSES and data["status"] not in TIES_NOBODY_STATUSES:
            weights[min(one, other), max(one, other)].append(data["weight"])
    for (one, other), parts in sorted(weights.items()):
        ties.add_edge(one, other, weight=math.fsum(parts), events=len(parts))
    return ties


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


# Measures of a projection


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
    # Numbers, for the order of a set of texts changes from one process to the next.
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(nodes)))
    position = {node: i for i, node in enumerate(nodes)}
    numbered.add_weighted_edges_from((position[a], position[b], d["weight"]) for a, b, d in ties.edges(data=True))
    if not nodes:
        return []
    found = nx.community.louvain_communities(numbered, weight="weight", seed=seed)
    return sorted(([nodes[i] for i in sorted(group)] for group in found), key=lambda group: (-len(group), group))


def density(ties: Graph) -> float:
    """The share of all possible pairs that are tied (Wasserman & Faust 1994, section 4.1.1); 0 for fewer than two."""
    return float(nx.density(ties))


def effective_partners(ties: Graph, node: str) -> float:
    """The effective number of partners: exp(H) with H the Shannon entropy of the shares of its ties (Hill 1973).

    As many as there are partners where all weigh the same, near 1 where one outweighs all others; 0 without any. The
    Hill number of order 1: Ecology 54, 427.
    """
    weights = [data["weight"] for data in ties[node].values()]
    total = math.fsum(weights)
    return math.exp(-math.fsum(w / total * math.log(w / total) for w in weights)) if total else 0.0


# Reading the store


def _read(dataset: Dataset) -> Iterator[Happening]:
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in dataset.quads(vocabulary.EVENTS):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            nodes[quad.subject.value][quad.predicate.value].append(quad.object.value)
    for iri, values in sorted(nodes.items()):
        classes = sorted(_EVENT_CLASSES[type_] for type_ in values[vocabulary.TYPE] if type_ in _EVENT_CLASSES)
        if classes:
            yield Happening(
                iri=iri,
                class_=classes[0],
                parties=tuple(sorted(set(values[Property.PARTY]))),
                date=min(values[Property.DATE], default=""),
                earliest=min(values[Property.EARLIEST], default=""),
                latest=max(values[Property.LATEST], default=""),
                status=min(_ids(values[Property.STATUS]), default=""),
                domains=tuple(sorted(_ids(values[Property.DOMAIN]))),
            )


def _ids(iris: Iterable[str]) -> list[str]:
    return [vocabulary.local_id(iri) for iri in iris]


def _domains(dataset: Dataset, domain: str) -> set[str]:
    """A domain and the narrower ones. Raises ValueError for one that is not known."""
    iri = domain if domain.startswith(vocabulary.ID) else vocabulary.domain_iri(domain)
    if iri not in dataset.reference.entries:
        raise ValueError(f"domain {domain!r} is not known; `amity ask domains` lists them")
    rows = dataset.select(_BELOW, {"top": ox.NamedNode(iri)}).rows
    return {vocabulary.local_id(row[0].value) for row in rows if isinstance(row[0], ox.NamedNode)}
