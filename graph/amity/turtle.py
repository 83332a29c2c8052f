"""Turtle, TriG and JSON-LD for reading: one block for each subject, everything sorted, IRIs with their prefixes.

The same triples give the same bytes, so that two exports can be compared line by line.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from amity import vocabulary

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Described = dict[str, dict[str, list[Term]]]

_LOCAL = re.compile(r"[A-Za-z_](?:[\w-]*[A-Za-z0-9_])?|[A-Z0-9_](?:[\w-]*\w)?", re.ASCII)
_NAMESPACES = sorted(
    ((iri, prefix) for prefix, iri in vocabulary.PREFIXES.items()), key=lambda entry: (-len(entry[0]), entry)
)
_STRING = vocabulary.XSD + "string"
_BARE = {
    vocabulary.XSD + "integer": re.compile(r"[+-]?\d+"),
    vocabulary.XSD + "decimal": re.compile(r"[+-]?\d*\.\d+"),
    vocabulary.XSD + "boolean": re.compile(r"true|false"),
}


def turtle(triples: Iterable[ox.Triple]) -> str:
    """The triples as Turtle."""
    described = _described(triples)
    return _prefixes([described]) + "\n" + "\n".join(_blocks(described))


def trig(quads: Iterable[ox.Quad]) -> str:
    """The quads as TriG, the default graph first, the named ones by their names."""
    graphs: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in quads:
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        graphs[name].append(quad.triple)
    described = {name: _described(triples) for name, triples in sorted(graphs.items())}
    parts = [_prefixes(described.values(), described)]
    for name, triples in described.items():
        blocks = "\n".join(_blocks(triples))
        if name:
            inner = "\n".join(f"    {line}" if line else "" for line in blocks.removesuffix("\n").split("\n"))
            parts.append(f"{_iri(name)} {{\n{inner}\n}}\n")
        else:
            parts.append(blocks)
    return "\n".join(parts)


def json_ld(quads: Iterable[ox.Quad]) -> str:
    """The quads as JSON-LD with a context in which the terms of Amity stand by their own names."""
    graphs: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""].append(quad.triple)
    described = {name: _described(triples) for name, triples in sorted(graphs.items())}
    context, names = _context(described.values())
    nodes = [
        {"@id": _ld_compact(name), "@graph": _nodes(triples, names)} if name else {"@graph": _nodes(triples, names)}
        for name, triples in described.items()
    ]
    content = nodes[0]["@graph"] if len(nodes) == 1 and "" in described else nodes
    return json.dumps({"@context": context, "@graph": content}, ensure_ascii=False, indent=1) + "\n"


def _described(triples: Iterable[ox.Triple]) -> Described:
    found: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for triple in triples:
        found[_key(triple.subject)][triple.predicate.value].add(triple.object)
    return {
        subject: {predicate: sorted(values[predicate], key=str) for predicate in sorted(values, key=_rank)}
        for subject, values in sorted(found.items())
    }


def _key(subject: Subject) -> str:
    if isinstance(subject, ox.NamedNode):
        return subject.value
    if isinstance(subject, ox.BlankNode):
        return str(subject)
    raise ValueError(f"{subject}: a triple as a subject cannot be exported")


def _rank(predicate: str) -> tuple[int, str]:
    order = (vocabulary.TYPE, vocabulary.LABEL, vocabulary.PREF_LABEL)
    return (order.index(predicate) if predicate in order else len(order), predicate)


# Turtle


def _prefixes(graphs: Iterable[Described], names: Iterable[str] = ()) -> str:
    """The declarations of the prefixes that `graphs`, and their `names`, are written with."""
    used = {prefix for name in names for prefix in _used(name)}
    for described in graphs:
        for subject, values in described.items():
            used |= _used(subject)
            for predicate, objects in values.items():
                used |= _used(predicate)
                for term in objects:
                    if isinstance(term, ox.NamedNode):
                        used |= _used(term.value)
                    elif isinstance(term, ox.Literal) and term.datatype.value != _STRING:
                        used |= _used(term.datatype.value)
    return "".join(f"@prefix {p}: <{vocabulary.PREFIXES[p]}> .\n" for p in sorted(used))


def _used(iri: str) -> set[str]:
    compact = _compact(iri)
    return set() if compact == iri else {compact.split(":", 1)[0]}


@lru_cache(maxsize=100_000)
def _compact(iri: str) -> str:
    for namespace, prefix in _NAMESPACES:
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _iri(iri: str) -> str:
    if iri.startswith("_:"):
        return iri
    compact = _compact(iri)
    return str(ox.NamedNode(iri)) if compact == iri else compact


def _blocks(described: Described) -> Iterable[str]:
    for subject, values in described.items():
        lines = []
        for predicate, objects in values.items():
            name = "a" if predicate == vocabulary.TYPE else _iri(predicate)
            written = [_term(term) for term in objects]
            joined = ", ".join(written)
            if len(joined) > 100 and len(written) > 1:
                joined = ",\n        ".join(written)
            lines.append(f"{name} {joined}")
        yield f"{_iri(subject)} " + " ;\n    ".join(lines) + " .\n"


def _term(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    if isinstance(term, ox.Literal) and not term.language:
        datatype = term.datatype.value
        if datatype in _BARE and _BARE[datatype].fullmatch(term.value):
            return term.value
        if datatype != _STRING:
            return f"{ox.Literal(term.value)}^^{_iri(datatype)}"
    return str(term)


# JSON-LD: a compact IRI may hold slashes, so one prefix serves all individuals, and leaves "status" or "place", which
# are prefixes in Turtle, to the properties.

_LD_PREFIXES = {"id": vocabulary.ID, "graph": vocabulary.GRAPH} | {
    prefix: iri for prefix, iri in vocabulary.PREFIXES.items() if not iri.startswith(vocabulary.ID)
}


def _ld_compact(iri: str) -> str:
    for prefix, namespace in _LD_PREFIXES.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and rest and not rest.startswith("//"):
            return f"{prefix}:{rest}"
    return iri


def _ld_used(iri: str) -> set[str]:
    compact = _ld_compact(iri)
    return set() if compact == iri else {compact.split(":", 1)[0]}


def _context(graphs: Iterable[Described]) -> tuple[dict[str, Any], dict[str, tuple[str, str]]]:
    """The context, and for each predicate its name in it and the type that its values are understood to have."""
    kinds: dict[str, set[str]] = defaultdict(set)
    used: set[str] = set()
    for described in graphs:
        for subject, values in described.items():
            used |= _ld_used(subject)
            for predicate, objects in values.items():
                used |= _ld_used(predicate)
                for term in objects:
                    kinds[predicate].add(_kind(term))
                    if isinstance(term, ox.NamedNode):
                        used |= _ld_used(term.value)
    context: dict[str, Any] = {prefix: _LD_PREFIXES[prefix] for prefix in sorted({*used, "amity", "xsd"})}
    names: dict[str, tuple[str, str]] = {}
    for predicate, found in sorted(kinds.items()):
        if predicate == vocabulary.TYPE:
            continue
        compact = _ld_compact(predicate)
        name = compact.split(":", 1)[1] if compact != predicate and ":" in compact else predicate
        if name in context or any(name == other for other, _ in names.values()):
            name = compact
        kind = found.pop() if len(found) == 1 else ""
        names[predicate] = (name, kind)
        if name == predicate:
            continue
        context[name] = {"@id": compact, "@type": kind} if kind.startswith(("@id", "http")) else {"@id": compact}
    return context, names


def _kind(term: Term) -> str:
    if not isinstance(term, ox.Literal):
        return "@id"
    if term.language:
        return "language"
    return "" if term.datatype.value == _STRING else term.datatype.value


def _nodes(described: Described, names: Mapping[str, tuple[str, str]]) -> list[dict[str, Any]]:
    nodes = []
    for subject, values in described.items():
        node: dict[str, Any] = {"@id": _ld_compact(subject)}
        for predicate, objects in values.items():
            if predicate == vocabulary.TYPE:
                node["@type"] = [_ld_compact(str(getattr(term, "value", term))) for term in objects]
                continue
            name, kind = names[predicate]
            written = [_value(term, kind if name != predicate else "") for term in objects]
            node[name] = written[0] if len(written) == 1 else written
        nodes.append(node)
    return nodes


def _value(term: Term, kind: str) -> Any:
    if not isinstance(term, ox.Literal):
        identifier = str(term) if isinstance(term, ox.BlankNode) else _ld_compact(str(getattr(term, "value", term)))
        return identifier if kind == "@id" else {"@id": identifier}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == _STRING:
        return term.value
    return term.value if kind == datatype else {"@value": term.value, "@type": datatype}
