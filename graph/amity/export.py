"""The dataset as a file for other tools: RDF for Protégé and GraphDB, networks for Gephi, a table of events."""

import io
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import cast

import networkx as nx
import pyoxigraph as ox

from amity import network, tables, turtle, vocabulary
from amity.network import Multigraph
from amity.store import Dataset
from amity.vocabulary import Class, Property

log = logging.getLogger(__name__)

FORMATS: dict[str, str] = {
    "ttl": "Turtle",
    "trig": "TriG, the sources apart",
    "nq": "N-Quads, sorted",
    "jsonld": "JSON-LD, with a context",
    "rdf": "RDF/XML",
    "graphml": "GraphML, the network of actors",
    "gexf": "GEXF, the network of actors",
    "csv": "a table of events",
}
"""The formats, by the ending of the file."""

COLUMNS = (
    "event",
    "class",
    "parties",
    "participants",
    "date",
    "earliest",
    "latest",
    "place",
    "status",
    "domains",
    "amount",
    "currency",
    "sources",
    "addresses",
    "quote",
)
"""The columns of the table; several values in one field are separated by " | "."""


def export(dataset: Dataset, path: str | Path, format_: str | None = None) -> None:
    """Writes what the dataset holds to `path`, in the format that its ending or `format_` names.

    RDF files hold the events, the claims and the sources, and of the reference what these refer to. Raises ValueError
    for an unknown format, OSError where the file cannot be written.
    """
    path = Path(path)
    name = (format_ or path.suffix.removeprefix(".")).lower()
    if name not in _WRITERS:
        listed = ", ".join(f".{ending} ({meaning})" for ending, meaning in FORMATS.items())
        raise ValueError(f"{path}: {name or 'a file without an ending'} is no format; expected one of {listed}")
    content = _WRITERS[name](dataset)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def quads(dataset: Dataset) -> Iterator[ox.Quad]:
    """What was learnt, and of the reference the things it refers to, with the classes and places they name in turn."""
    reference: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in dataset.quads(vocabulary.REFERENCE):
        if isinstance(quad.subject, ox.NamedNode):
            reference[quad.subject.value].append(quad)
    wanted: set[str] = set()
    for quad in dataset.quads():
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value == vocabulary.REFERENCE:
            continue
        wanted |= {term.value for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
        yield quad
    done: set[str] = set()
    while wanted := {iri for iri in wanted if iri in reference} - done:
        done |= wanted
        following: set[str] = set()
        for iri in sorted(wanted):
            for quad in reference[iri]:
                yield quad
                if isinstance(quad.object, ox.NamedNode):
                    following.add(quad.object.value)
        wanted = following


def _triples(dataset: Dataset) -> set[ox.Triple]:
    return {quad.triple for quad in quads(dataset)}


def _turtle(dataset: Dataset) -> bytes:
    return turtle.turtle(_triples(dataset)).encode()


def _trig(dataset: Dataset) -> bytes:
    return turtle.trig(quads(dataset)).encode()


def _n_quads(dataset: Dataset) -> bytes:
    return "".join(sorted(f"{quad} .\n" for quad in set(quads(dataset)))).encode()


def _json_ld(dataset: Dataset) -> bytes:
    return turtle.json_ld(ox.Quad(*triple) for triple in _triples(dataset)).encode()


def _rdf_xml(dataset: Dataset) -> bytes:
    ordered = sorted((_for_xml(triple) for triple in _triples(dataset)), key=str)
    serialized = ox.serialize(ordered, format=ox.RdfFormat.RDF_XML, prefixes=vocabulary.PREFIXES)
    assert serialized is not None
    return serialized


def _for_xml(triple: ox.Triple) -> ox.Triple:
    """The triple without the control characters that XML cannot hold, not even escaped."""
    term = triple.object
    if not isinstance(term, ox.Literal) or (kept := _printable(term.value)) == term.value:
        return triple
    log.warning("%s: control characters are left out of RDF/XML, which has none", triple.subject)
    literal = ox.Literal(kept, language=term.language) if term.language else ox.Literal(kept, datatype=term.datatype)
    return ox.Triple(triple.subject, triple.predicate, literal)


def _graphml(dataset: Dataset) -> bytes:
    buffer = io.BytesIO()
    nx.write_graphml(_plain(network.multigraph(dataset)), buffer, encoding="utf-8")
    return buffer.getvalue()


def _gexf(dataset: Dataset) -> bytes:
    buffer = io.BytesIO()
    # The writer stamps the day of writing into the file: without it the same graph gives the same bytes.
    writer = nx.readwrite.gexf.GEXFWriter(encoding="utf-8", version="1.2draft")
    writer.add_graph(_plain(network.multigraph(dataset)))
    for element in writer.xml.iter("meta"):
        element.attrib.pop("lastmodifieddate", None)
    writer.write(buffer)
    return buffer.getvalue()


def _plain(graph: Multigraph) -> Multigraph:
    """The graph with what XML can hold: no control characters, no missing values; edges numbered for GEXF."""
    plain: Multigraph = nx.MultiGraph()
    nodes = cast("Iterable[tuple[str, dict[str, object]]]", graph.nodes(data=True))
    for node, described in sorted(nodes, key=lambda entry: entry[0]):
        plain.add_node(node, **_scalars(described))
    edges = cast("Iterable[tuple[str, str, str, dict[str, object]]]", graph.edges(keys=True, data=True))
    for start, end, key, values in sorted(edges, key=lambda edge: edge[:3]):
        plain.add_edge(start, end, key=key, event=key, **_scalars(values))
    return plain


def _scalars(values: dict[str, object]) -> dict[str, object]:
    return {
        key: _printable(value) if isinstance(value, str) else value
        for key, value in sorted(values.items())
        if value is not None and key not in ("id", "key", "event")
    }


def _printable(text: str) -> str:
    return "".join(c for c in text if c in "\t\n\r" or (c >= "\x20" and c not in "\ufffe\uffff"))


def _csv(dataset: Dataset) -> bytes:
    return b"\xef\xbb\xbf" + tables.comma_separated(COLUMNS, _rows(dataset), "\r\n").encode()


def _rows(dataset: Dataset) -> Iterator[list[str]]:
    described: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    labels: dict[str, str] = {}
    for quad in dataset.quads():
        if not isinstance(quad.subject, ox.NamedNode) or not isinstance(quad.object, ox.NamedNode | ox.Literal):
            continue
        subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object
        if predicate in (vocabulary.LABEL, vocabulary.PREF_LABEL) and isinstance(value, ox.Literal):
            if value.language == "en" or subject not in labels:
                labels[subject] = value.value
        elif value.value not in described[subject][predicate]:
            described[subject][predicate].append(value.value)

    def named(values: list[str]) -> str:
        return " | ".join(sorted(labels.get(value, vocabulary.local_id(value)) for value in values))

    classes = {class_.value for class_ in vocabulary.EVENT_CLASSES}
    for event in sorted(iri for iri, values in described.items() if Class.EVENT in values.get(vocabulary.TYPE, ())):
        values = described[event]
        claims = sorted(values[Property.CLAIM])
        documents = sorted({source for claim in claims for source in described[claim][Property.SOURCE]})
        evidence = sorted({item for claim in claims for item in described[claim][Property.EVIDENCE]})
        quotes = [quote for item in evidence for quote in described[item][Property.QUOTE]]
        yield [
            event,
            " | ".join(Class(kind).local for kind in values[vocabulary.TYPE] if kind in classes),
            named(values[Property.PARTY]),
            named(values[Property.PARTICIPANT]),
            " | ".join(values[Property.DATE]),
            " | ".join(values[Property.EARLIEST]),
            " | ".join(values[Property.LATEST]),
            named(values[Property.PLACE]),
            " | ".join(vocabulary.local_id(status) for status in values[Property.STATUS]),
            " | ".join(sorted(vocabulary.local_id(domain) for domain in values[Property.DOMAIN])),
            " | ".join(values[Property.AMOUNT]),
            " | ".join(values[Property.CURRENCY]),
            " | ".join(
                (described[document][vocabulary.TITLE] or [vocabulary.local_id(document)])[0] for document in documents
            ),
            " | ".join(url for document in documents for url in described[document][Property.URL]),
            quotes[0] if quotes else "",
        ]


_WRITERS: dict[str, Callable[[Dataset], bytes]] = {
    "ttl": _turtle,
    "trig": _trig,
    "nq": _n_quads,
    "jsonld": _json_ld,
    "rdf": _rdf_xml,
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _csv,
}
