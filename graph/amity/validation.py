"""Whether data is as the shapes of ontology/shapes/ say it must be, and refers to nothing that is not there.

`validate` is meant for one document at a time: pySHACL takes some ten milliseconds for each claim.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib.namespace import SH

from amity import resources, vocabulary

logger = logging.getLogger(__name__)

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


def validate(data: Quads) -> list[Violation]:
    """All faults of `data` against the shapes, sorted; an empty list where there are none.

    `data` is read and not changed.
    """
    graph = data if isinstance(data, rdflib.Graph) else _to_rdflib(data)
    _, report, text = pyshacl.validate(graph, shacl_graph=shapes(), inference="none", advanced=False)
    if not isinstance(report, rdflib.Graph):
        raise ValueError(f"the data could not be validated: {text}")
    # Only the results of the report: those that explain another (sh:detail) would say the same twice.
    found = sorted({_violation(report, result) for result in report.objects(None, SH.result)}, key=_key)
    logger.info("SHACL: %d triples, %d violations", len(graph), len(found))
    return found


@cache
def shapes() -> rdflib.Graph:
    """The shapes of ontology/shapes/, parsed once in a process."""
    graph = rdflib.Graph()
    for path in sorted((resources.ontology() / "shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


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


def _to_rdflib(data: ox.Store | Iterable[ox.Quad | ox.Triple]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for item in data:
        graph.add((_node(item.subject), rdflib.URIRef(item.predicate.value), _node(item.object)))
    return graph


def _node(term: Any) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
    raise TypeError(f"{term}: a triple that speaks of a triple cannot be validated")


def _violation(report: rdflib.Graph, result: rdflib.term.Node) -> Violation:
    def one(predicate: rdflib.URIRef) -> str | None:
        value = report.value(result, predicate)
        return None if value is None else str(value)

    messages = {
        message.language: str(message)
        for message in report.objects(result, SH.resultMessage)
        if isinstance(message, rdflib.Literal)
    }
    path = report.value(result, SH.resultPath)
    english = messages.get("en") or next(iter(messages.values()), "")
    return Violation(
        focus=one(SH.focusNode) or "",
        path=str(path) if isinstance(path, rdflib.URIRef) else None,
        value=one(SH.value),
        message_en=english,
        message_fr=messages.get("fr", english),
        severity=(one(SH.resultSeverity) or "").rsplit("#", 1)[-1],
        shape=one(SH.sourceShape) or "",
    )


def _key(violation: Violation) -> tuple[str, ...]:
    return (violation.focus, violation.path or "", violation.value or "", violation.shape, violation.message_en)
