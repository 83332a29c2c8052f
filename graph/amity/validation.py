"""Whether data is as the shapes of ontology/shapes/ say it must be, and refers to nothing that is not there.

The engine is `shacl`, which takes seconds for a million triples. It is young: the tests hold it against pySHACL, the
reference implementation, which does the same in hours and stands in where `shacl` has no build.

All that the shapes ask of a node is in its own triples and in the types of what it refers to: a part of a graph that
holds both can be validated by itself. See `class_paths`, and `amity.checking` for whole datasets.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
import rdflib
from rdflib.namespace import SH

from amity import resources, vocabulary

try:
    import shacl
except ImportError:
    shacl = None  # type: ignore[assignment]

Quads = rdflib.Graph | ox.Store | Iterable[ox.Quad | ox.Triple]
"""Data to look at: an rdflib graph, an oxigraph store, or oxigraph's quads or triples. Named graphs are merged."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One fault: at `focus`, along `path`, the `value` is not as `shape` demands; IRIs are written out.

    `path` is None where the fault is the node's as a whole, `value` where something is missing. `severity` is
    "Violation", "Warning" or "Info". The messages are written for a person.
    """

    focus: str
    path: str | None
    value: str | None
    message_en: str
    message_fr: str
    severity: str
    shape: str


@dataclass(frozen=True, slots=True, order=True)
class Dangling:
    """A statement whose `missing` IRI is described nowhere: an individual without triples, or an unknown term."""

    missing: str
    subject: str
    predicate: str
    graph: str | None


def validate(data: Quads, about: Container[str] | None = None) -> list[Violation]:
    """All faults of `data` against the shapes, or those of the nodes `about` alone, sorted; empty where there are none.

    `data` is read and not changed.
    """
    text = data.serialize(format="nt") if isinstance(data, rdflib.Graph) else _n_triples(data)
    results = reference_results(text) if shacl is None else _results(text)
    return sorted({_violation(*result) for result in results if about is None or result[0] in about}, key=_key)


_Result = tuple[str, str | None, str | None, str, str]
"""The node at fault, the path and the value where there are any, the severity and the shape: IRIs, or texts."""


def _results(text: str) -> Iterator[_Result]:
    """What `shacl` finds in N-Triples."""
    for found in _compiled().validate_text(text, format="ntriples").results:
        focus, shape = (name.strip("<>") for name in (found.focus_node, found.source_shape or ""))
        yield focus, found.path and found.path.strip("<>"), found.value_plain, found.severity, shape


def reference_results(text: str) -> Iterator[_Result]:
    """What pySHACL finds in N-Triples: the same, and slowly."""
    import pyshacl

    data = rdflib.Graph().parse(data=text, format="nt")
    _, report, said = pyshacl.validate(data, shacl_graph=shapes(), inference="none", advanced=False)
    if not isinstance(report, rdflib.Graph):
        raise ValueError(f"the data could not be validated: {said}")
    # Only the results of the report: those that explain another (sh:detail) would say the same twice.
    for result in report.objects(None, SH.result):
        parts = (SH.focusNode, SH.resultPath, SH.value, SH.resultSeverity, SH.sourceShape)
        focus, path, value, severity, shape = (
            None if (x := report.value(result, p)) is None else str(x) for p in parts
        )
        yield focus or "", path, value, (severity or "").rsplit("#", 1)[-1], shape or ""


@cache
def _compiled() -> "shacl.Shapes":
    return shacl.Shapes.from_text(shapes().serialize(format="nt"), format="ntriples")


@cache
def shapes() -> rdflib.Graph:
    """The shapes of ontology/shapes/, parsed once in a process."""
    graph = rdflib.Graph()
    for path in sorted((resources.ontology() / "shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


@cache
def class_paths() -> frozenset[str]:
    """The properties whose values must be of a class: what else is known of the values, the shapes do not ask."""
    constrained = (shapes().value(shape, SH.path) for shape in shapes().subjects(SH["class"]))
    return frozenset(map(str, constrained))


def dangling(data: Quads) -> list[Dangling]:
    """What `data` refers to and does not describe, sorted: individuals of Amity that are the subject of no triple, and
    terms in Amity's namespace that the vocabulary does not define.
    """
    described: set[str] = set()
    used: dict[str, Dangling] = {}
    known = _terms()
    for subject, predicate, target, graph in _statements(data):
        described.add(subject)
        for iri in (predicate, target):
            if (iri.startswith(vocabulary.AMITY) and iri not in known) or iri.startswith(vocabulary.ID):
                found = Dangling(iri, subject, predicate, graph)
                used[iri] = min(found, used.get(iri, found), key=lambda d: (d.subject, d.predicate, d.graph or ""))
    return sorted(found for iri, found in used.items() if iri not in described)


@cache
def _terms() -> frozenset[str]:
    triples = ox.parse(path=resources.ontology() / "amity.ttl", format=ox.RdfFormat.TURTLE)
    return frozenset(triple.subject.value for triple in triples if isinstance(triple.subject, ox.NamedNode))


def _statements(data: Quads) -> Iterator[tuple[str, str, str, str | None]]:
    """Subject, predicate, object and graph as text, the object empty where it is a literal."""
    if isinstance(data, rdflib.Graph):
        for s, p, o in data:
            yield str(s), str(p), str(o) if isinstance(o, rdflib.URIRef) else "", None
        return
    for item in data:
        target = item.object.value if isinstance(item.object, ox.NamedNode) else ""
        name = item.graph_name if isinstance(item, ox.Quad) else None
        graph = name.value if isinstance(name, ox.NamedNode) else None
        yield str(getattr(item.subject, "value", item.subject)), item.predicate.value, target, graph


def _n_triples(data: ox.Store | Iterable[ox.Quad | ox.Triple]) -> str:
    triples = (ox.Triple(_asserted(item).subject, item.predicate, item.object) for item in data)
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def _asserted(item: ox.Quad | ox.Triple) -> ox.Quad | ox.Triple:
    if isinstance(item.object, ox.Triple):
        raise TypeError(f"{item}: a triple that speaks of a triple cannot be validated")
    return item


def _violation(focus: str, path: str | None, value: str | None, severity: str, shape: str) -> Violation:
    messages = _messages(shape)
    return Violation(focus, path, value, messages.get("en", ""), messages.get("fr", ""), severity, shape)


@cache
def _messages(shape: str) -> Mapping[str | None, str]:
    said = shapes().objects(rdflib.URIRef(shape), SH.message)
    return {text.language: str(text) for text in said if isinstance(text, rdflib.Literal)}


def _key(violation: Violation) -> tuple[str, ...]:
    return (violation.focus, violation.path or "", violation.value or "", violation.shape, violation.message_en)
