"""What `amity check` looks at: the shapes, references to nothing, and the consistency of the ontology.

A dataset is looked at some hundred nodes at a time, each with all its triples, whatever graphs they stand in, and with
the classes of what it refers to: that is all the shapes ask for, and memory stays small however large the dataset is.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pyoxigraph as ox

from amity import rdf, reasoning, vocabulary
from amity.store import Dataset
from amity.store.backend import Solutions
from amity.validation import class_paths, dangling, validate

log = logging.getLogger(__name__)

SHOWN = 20
"""How many faults of one kind are listed; the others are counted."""

_TOGETHER = 500
_MOST_KNOWN = 50_000
_CLASS = ox.NamedNode(vocabulary.TYPE)

_Item = TypeVar("_Item")
_Met = tuple[ox.NamedNode, ox.NamedNode]
"""A subject, and the graph that it is met in."""


class Finding(NamedTuple):
    """A line for a person, and how many faults it stands for."""

    text: str
    faults: int = 1


def check(dataset: Dataset) -> Iterator[Finding]:
    """The faults of the dataset and of the ontology: of one kind the first `SHOWN`, then how many more there are."""
    met: Counter[str] = Counter()
    for kind, text in _faults(dataset):
        met[kind] += 1
        if met[kind] <= SHOWN:
            yield Finding(text)
    for kind, number in sorted(met.items()):
        if number > SHOWN:
            yield Finding(f"{number - SHOWN:,} more: {kind}", number - SHOWN)
    try:
        report = reasoning.check_ontology()
    except reasoning.ReasonerUnavailableError as error:
        log.warning("%s", error)
        return
    if not report.consistent:
        yield Finding("Inconsistent: the ontology contradicts itself")
    for iri in report.unsatisfiable:
        yield Finding(f"Unsatisfiable: {iri} can have no instance")


def _faults(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """The kind of each fault of the data, and the fault."""
    known: dict[str, set[ox.NamedNode]] = {}
    listed: set[str] = set()
    for part in _parts(dataset):
        elsewhere = {missing.missing: missing for missing in dangling(part)}
        if len(known) > _MOST_KNOWN:
            known.clear()
        known |= _classes(dataset, elsewhere.keys() - known.keys())
        wanted = {ox.NamedNode(iri) for iri in elsewhere} & {
            q.object for q in part if q.predicate.value in class_paths()
        }
        context = [ox.Triple(node, _CLASS, class_) for node in wanted for class_ in known.get(node.value, ())]
        for fault in validate([*part, *context], about={rdf.text_of(q.subject) for q in part}):
            where = f" along {fault.path}" if fault.path else ""
            value = f" ({fault.value})" if fault.value else ""
            yield fault.message_en, f"{fault.severity}: {fault.focus}{where}: {fault.message_en}{value}"
        for iri in sorted(elsewhere.keys() - known.keys() - listed):
            listed.add(iri)
            said = f"{iri} is described nowhere; {elsewhere[iri].subject} refers to it ({elsewhere[iri].predicate})"
            yield "Dangling references", f"Dangling: {said}"


def _parts(dataset: Dataset) -> Iterator[list[ox.Quad]]:
    """All quads of the dataset: those of some hundred subjects at a time, and all of each of them."""
    if not Path(dataset.name).is_dir():
        # What is in memory, or comes from a server, can be sorted.
        quads = sorted(dataset.quads(), key=lambda quad: str(quad.subject))
        for some in _batched(list(found) for _, found in groupby(quads, key=lambda quad: quad.subject)):
            yield list(chain.from_iterable(some))
        return
    # A folder keeps the quads of each graph by their subjects.
    groups = groupby(dataset.quads(), key=lambda quad: (quad.subject, quad.graph_name))
    named = ((key, list(found)) for key, found in groups if all(isinstance(node, ox.NamedNode) for node in key))
    for met in _batched(named):
        yield _whole(dataset, dict(met))


def _whole(dataset: Dataset, met: Mapping[_Met, list[ox.Quad]]) -> list[ox.Quad]:
    """The quads of subjects in a graph with those in other graphs; none of a subject where it stands in an earlier."""
    others: dict[_Met, list[ox.Quad]] = {key: [] for key in met}
    elsewhere = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN (?here, <{vocabulary.INDEX}>))"
    pairs = (f"({subject} {graph})" for subject, graph in met)
    for s, p, o, g, here in _select(dataset, "SELECT ?s ?p ?o ?g ?here", "(?s ?here)", pairs, elsewhere):
        others[s, here].append(ox.Quad(s, p, o, g))
    return [
        quad
        for (subject, graph), quads in met.items()
        if all(str(graph) < str(other.graph_name) for other in others[subject, graph])
        for quad in (*quads, *others[subject, graph])
    ]


def _classes(dataset: Dataset, iris: Set[str]) -> dict[str, set[ox.NamedNode]]:
    """The classes of those of `iris` that the dataset describes."""
    found: defaultdict[str, set[ox.NamedNode]] = defaultdict(set)
    for some in _batched(sorted(iris)):
        nodes = {iri: str(ox.NamedNode(iri)) for iri in some}
        for node, class_ in _select(dataset, "SELECT ?s ?class", "?s", nodes.values(), "?s a ?class"):
            found[node.value].add(class_)
        others = [node for iri, node in nodes.items() if iri not in found]
        for (node,) in _select(dataset, "SELECT DISTINCT ?s", "?s", others, "?s ?p ?o") if others else ():
            found[node.value] = set()
    return found


def _batched(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while some := list(islice(iterator, _TOGETHER)):
        yield some


def _select(dataset: Dataset, select: str, variables: str, values: Iterable[str], where: str) -> Iterator[Any]:
    found = dataset.query(f"{select} {{ VALUES {variables} {{ {' '.join(values)} }} {where} }}", limit=None)
    assert isinstance(found, Solutions)
    yield from found.rows
