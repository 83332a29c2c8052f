"""What the page shows, as plain values for JSON: actors, ties, events with what each source says, and their names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

import pyoxigraph as ox

from amity import network, vocabulary
from amity.network import Happening
from amity.sparql import Term
from amity.store import Dataset
from amity.views.layout import positions
from amity.vocabulary import Property

LANGUAGES = ("en", "fr")
COLORED = 6
"""How many domains have a color of their own; more could not be told apart."""

_EVENTS = """
SELECT ?event ?property ?value { GRAPH ?graph { ?event a amity:Event ; ?property ?value } }
VALUES ?property { amity:place amity:participant amity:amount amity:currency }"""
_NAMES = "SELECT DISTINCT ?thing ?label { ?event amity:place|amity:participant ?thing . ?thing rdfs:label ?label }"
_SAME = "SELECT DISTINCT ?actor ?same { ?event amity:party ?actor . ?actor owl:sameAs ?same }"
_CLAIMS = """
SELECT ?event ?claim ?status ?date ?quote ?start ?document ?title ?url ?published {
  ?event amity:claim ?claim .
  ?claim amity:source ?document .
  OPTIONAL { ?claim amity:statedStatus ?status }
  OPTIONAL { ?claim amity:statedDate ?date }
  OPTIONAL { ?claim amity:evidence ?evidence . ?evidence amity:quote ?quote ; amity:start ?start }
  OPTIONAL { ?document dcterms:title ?title }
  OPTIONAL { ?document amity:url ?url }
  OPTIONAL { ?document amity:published ?published }
}"""

Value = dict[str, Any]


def content(dataset: Dataset, *, actor: str | None = None, **filters: Any) -> Value:
    """All that the page shows of a dataset. `actor` and `filters` are those of `network.multigraph`."""
    graph = network.multigraph(dataset, actor=actor, **filters)
    ties = network.projection(graph)
    shown = set(graph)
    pairs = {key for _, _, key in graph.edges(keys=True)}
    events = [
        e for e in network.happenings(dataset, **filters) if e.iri in pairs or (len(e.parties) == 1 and e.parties[0] in shown)
    ]
    events.sort(key=lambda e: (e.latest or e.earliest, e.iri), reverse=True)
    ranks = _domain_ranks(dataset, events)
    position = {iri: i for i, iri in enumerate(graph)}
    return {
        "actors": _actors(dataset, graph, ties),
        "ties": _ties(dataset, events, position, ranks),
        "events": _events(dataset, events, position),
        "domains": ranks[:COLORED],
        "names": _terms(dataset, graph, events),
        "focus": position[network.find(graph, actor)] if actor is not None else None,
    }


# Actors


def _actors(dataset: Dataset, graph: network.Multigraph, ties: network.Graph) -> list[Value]:
    strength = network.strength(ties)
    same = {}
    for row in dataset.query(_SAME, limit=None).rows:  # type: ignore[union-attr]
        if (url := web(_text(row[1]))) is not None:
            same[_text(row[0])] = url
    sizes = {node: round(8 + 3.5 * weight**0.5, 1) for node, weight in strength.items()}
    # The picture has all that is said of a pair in it, what is denied or broken too.
    drawn = nx_with_all(graph, ties)
    places = positions(drawn, sizes, {node: data["label"] for node, data in graph.nodes(data=True)})
    return [
        {
            "iri": node,
            "id": vocabulary.local_id(node),
            "label": {"en": data["label"], "fr": data["label_fr"]},
            "kind": data["kind"],
            "same": same.get(node),
            "partners": len(ties[node]),
            "strength": round(strength[node], 2),
            "effective": round(network.effective_partners(ties, node), 1),
            "x": places[node][0],
            "y": places[node][1],
            "size": sizes[node],
        }
        for node, data in graph.nodes(data=True)
    ]


def nx_with_all(graph: network.Multigraph, ties: network.Graph) -> network.Graph:
    """The ties, and a weak one for each pair that has only what ties nobody."""
    drawn = ties.copy()
    for one, other in graph.edges():
        if not drawn.has_edge(one, other):
            drawn.add_edge(one, other, weight=0.5)
    return drawn


# Ties


def _ties(dataset: Dataset, events: list[Happening], position: Mapping[str, int], ranks: list[str]) -> list[Value]:
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, event in enumerate(events):
        parties = [position[party] for party in event.parties if party in position]
        for at, one in enumerate(parties):
            for other in parties[at + 1 :]:
                found[min(one, other), max(one, other)].append(i)
    result = []
    for (one, other), numbers in sorted(found.items()):
        said = [events[i] for i in numbers]
        tying = [event for event in said if event.ties]
        counted = Counter(top for event in said for top in _tops(dataset, event))
        leading = min(counted, key=lambda domain: (-counted[domain], ranks.index(domain)), default=None)
        result.append(
            {
                "a": one,
                "b": other,
                "events": numbers,
                "weight": round(sum(event.weight for event in tying), 3),
                "domain": leading,
                "planned": bool(tying) and all(event.status == "planned" for event in tying),
                # Denied, called off, suspended, broken: whatever else there is, the reader should look.
                "broken": any(not event.ties or event.status == "suspended" for event in said),
            }
        )
    return result


def _tops(dataset: Dataset, event: Happening) -> set[str]:
    return {dataset.reference.top_domain(domain) for domain in event.domains}


def _domain_ranks(dataset: Dataset, events: Iterable[Happening]) -> list[str]:
    """The domains at the top of the scheme, the most frequent first."""
    counted = Counter(top for event in events for top in _tops(dataset, event))
    return sorted(counted, key=lambda domain: (-counted[domain], domain))


# Events


def _events(dataset: Dataset, events: list[Happening], position: Mapping[str, int]) -> list[Value]:
    details: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in dataset.query(_EVENTS, limit=None).rows:  # type: ignore[union-attr]
        details[_text(row[0])][_text(row[1])].append(_text(row[2]))
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for row in sorted(dataset.query(_NAMES, limit=None).rows, key=str):  # type: ignore[union-attr]
        if isinstance(row[1], ox.Literal):
            names[_text(row[0])].setdefault(row[1].language or "", row[1].value)
    described = network.actors(dataset)
    claims = _claims(dataset)

    def name(iri: str) -> dict[str, str]:
        known = names[iri]
        spare = min(known.values(), default=vocabulary.local_id(iri))
        return {language: known.get(language, spare) for language in LANGUAGES}

    result = []
    for event in events:
        more = details[event.iri]
        value: Value = {
            "iri": event.iri,
            "class": event.class_,
            "date": event.date,
            "earliest": event.earliest,
            "latest": event.latest,
            "status": event.status,
            "domains": list(event.domains),
            # An actor of the picture by its number, another by its names.
            "parties": [
                position.get(party, {"en": described[party]["label"], "fr": described[party]["label_fr"]})
                for party in event.parties
            ],
            "claims": claims.get(event.iri, []),
        }
        if more[Property.PLACE]:
            value["place"] = name(min(more[Property.PLACE]))
        if more[Property.PARTICIPANT]:
            value["participants"] = [name(person) for person in sorted(more[Property.PARTICIPANT])]
        if more[Property.AMOUNT]:
            value["amount"] = [min(more[Property.AMOUNT]), min(more[Property.CURRENCY], default="")]
        result.append(value)
    return result


def _claims(dataset: Dataset) -> dict[str, list[Value]]:
    """What each source says of each event, by the IRI of the event: quotes in the order of the text."""
    found: dict[str, dict[str, Value]] = defaultdict(dict)
    quotes: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for row in sorted(dataset.query(_CLAIMS, limit=None).rows, key=str):  # type: ignore[union-attr]
        event, claim, status, date, quote, start, document, title, url, published = (_text(term) for term in row)
        identifier = vocabulary.local_id(document)
        found[event].setdefault(
            claim,
            {
                "source": title or identifier,
                "url": web(url),
                "published": published,
                "status": vocabulary.local_id(status) if status else "",
                "date": date,
            },
        )
        if quote:
            quotes[claim].add((int(start), quote))
    return {
        event: [value | {"quotes": [quote for _, quote in sorted(quotes[claim])]} for claim, value in claims.items()]
        for event, claims in sorted(found.items())
    }


def web(url: str) -> str | None:
    """`url` if it is an address of the web, which alone is made a link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


# Names


def _terms(dataset: Dataset, graph: network.Multigraph, events: list[Happening]) -> dict[str, Any]:
    """The names of classes, kinds, statuses and domains that occur, in both languages."""
    kinds = sorted({data["kind"] for _, data in graph.nodes(data=True)} - {""})
    classes = sorted({event.class_ for event in events})
    tops = {top for event in events for top in _tops(dataset, event)}
    domains = sorted(tops | {domain for event in events for domain in event.domains})
    iris = {
        "class": {name: vocabulary.AMITY + name for name in classes},
        "kind": {name: vocabulary.AMITY + name for name in kinds},
        "status": {name: vocabulary.status_iri(name) for name in vocabulary.STATUSES},
        "domain": {name: vocabulary.domain_iri(name) for name in domains},
    }
    return {
        of: {
            name: {language: dataset.reference.label(iri, language) for language in LANGUAGES}
            for name, iri in names.items()
        }
        for of, names in iris.items()
    }


def _text(term: Term | None) -> str:
    return str(getattr(term, "value", "")) if term is not None else ""
