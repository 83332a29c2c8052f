"""What a page shows: the events of a network with their sources and quotes, as plain values ready for JSON.

Everything that is text comes from articles and is not to be trusted: it leaves here as data, never as markup.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from amity import network, vocabulary
from amity.addresses import is_web_address
from amity.network import Graph, Happening, Multigraph
from amity.store import Dataset
from amity.views import geography
from amity.vocabulary import Class, Property

LANGUAGES = ("en", "fr")
MOST_COLORS = 7
"""How many domains have a color of their own; the others share one."""
ROLES = {iri.value: role for role, (iri, _) in vocabulary.ROLES.items() if role != "party"}

_OF_EVENTS = (*ROLES, *(Property[name] for name in ("CLAIM", "PARTICIPANT", "PLACE", "AMOUNT", "CURRENCY")))
_OF_CLAIMS = (Property.EVIDENCE, Property.SOURCE, Property.STATED_STATUS, Property.STATED_DATE)
_OF_EVIDENCE = (Property.START, Property.QUOTE)

Json = dict[str, Any]
Described = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]


@dataclass(frozen=True, slots=True)
class Content:
    """The network that is drawn, and what is said about it; `focus` is the IRI of the actor in whose view it is.

    `data` has `actors` (those of `graph` first, in its order; then parties to the events that are not drawn), `events`,
    `documents`, `terms`, the `filters` given, `broader` (the top of each domain), `palette` (the top domains with the
    most events) and `weak` (the pairs of actors that are left out). They refer to each other by position.
    """

    graph: Multigraph
    ties: Graph
    focus: str | None
    data: Json


def content(dataset: Dataset, *, actor: str | None = None, min_weight: float = 0, **filters: str | None) -> Content:
    """What the dataset says of a network, filtered as `network.multigraph` has it. Raises ValueError as it does.

    Pairs of actors whose tie weighs less than `min_weight` are left out, and who is then without any.
    """
    events = [event for event in network.happenings(dataset, **filters) if len(event.parties) > 1]
    described = network.actors(dataset, {party for event in events for party in event.parties})
    graph = network.connected(events, described)
    focus = network.find(graph, actor) if actor is not None else None
    if focus is not None:
        graph = network.ego(graph, focus)
    weak = _without_weak(graph, min_weight, focus)
    kept = {key for _, _, key in graph.edges(keys=True)}
    events = [event for event in events if event.iri in kept]
    ties = network.projection(graph)
    others = sorted({party for event in events for party in event.parties if party not in graph})
    data = _Collector(dataset, [*graph, *others], events).data(ties, focus)
    data["filters"] = {name.rstrip("_"): value for name, value in sorted(filters.items()) if value}
    if min_weight > 0:
        data["filters"]["minWeight"] = f"{min_weight:g}"
    position = {node: number for number, node in enumerate(graph)}
    data["weak"] = [[position[a], position[b]] for a, b in weak if a in position and b in position]
    return Content(graph, ties, focus, data)


def _without_weak(graph: Multigraph, least: float, focus: str | None) -> list[tuple[str, str]]:
    """Takes the pairs that weigh less from the graph, and who is then alone; gives these pairs."""
    ties = network.projection(graph)
    pairs = sorted({(min(a, b), max(a, b)) for a, b in graph.edges()}) if least > 0 else []
    weak = [pair for pair in pairs if not ties.has_edge(*pair) or ties.edges[pair]["weight"] < least]
    for pair in weak:
        for key in list(graph[pair[0]][pair[1]]):
            graph.remove_edge(*pair, key)
    graph.remove_nodes_from([node for node in list(graph) if node != focus and not graph.degree(node)])
    return weak


class _Collector:
    """Looks up whatever the events of a page refer to."""

    def __init__(self, dataset: Dataset, actors: Sequence[str], events: Sequence[Happening]) -> None:
        self._dataset = dataset
        self._reference = dataset.reference
        self._events = events
        self._actors = actors
        self._details = describe(dataset, (event.iri for event in events), _OF_EVENTS)
        self._claims = describe(dataset, self._linked(self._details, Property.CLAIM), _OF_CLAIMS)
        self._evidence = describe(dataset, self._linked(self._claims, Property.EVIDENCE), _OF_EVIDENCE)
        self._documents = describe(dataset, self._linked(self._claims, Property.SOURCE))
        self._tenures = self._holders()
        named = [self._linked(self._details, predicate) for predicate in (Property.PARTICIPANT, Property.PLACE)]
        self._named = describe(dataset, {*actors}.union(*named, self._linked(self._tenures, Property.HOLDER)))
        self._document_number = {iri: number for number, iri in enumerate(sorted(self._documents))}
        self._actor_number = {iri: number for number, iri in enumerate(actors)}
        self._capitals = geography.capitals(dataset)
        self._regions = geography.regions()

    def data(self, ties: Graph, focus: str | None) -> Json:
        return {
            "focus": self._actor_number.get(focus or "", -1),
            "actors": [self._actor(iri, ties) for iri in self._actors],
            "events": [self._event(event) for event in self._events],
            "documents": [self._document(iri) for iri in self._document_number],
            "terms": self._terms(),
            "broader": self._broader(),
            "palette": self._palette(),
        }

    def _broader(self) -> dict[str, str]:
        domains = sorted({domain for event in self._events for domain in event.domains})
        return {domain: self._reference.top_domain(domain) for domain in domains}

    def _palette(self) -> list[str]:
        """The domains that have a color of their own: the top ones with the most events, that with most first."""
        numbers = Counter(
            top for event in self._events for top in {self._reference.top_domain(domain) for domain in event.domains}
        )
        return sorted(numbers, key=lambda top: (-numbers[top], top))[:MOST_COLORS]

    def _actor(self, iri: str, ties: Graph) -> Json:
        values = self._named.get(iri, {})
        kind = next((k for k in vocabulary.ACTOR_KINDS if vocabulary.AMITY + k in _texts(values, vocabulary.TYPE)), "")
        wikidata = [u for u in _texts(values, vocabulary.SAME_AS) if u.startswith(vocabulary.WIKIDATA)]
        id_ = vocabulary.local_id(iri)
        found: Json = {"id": id_, "kind": kind, "label": self._label(iri)}
        if kind == "State":
            found["region"] = self._regions.get(id_, ())
        if iri in self._capitals:
            found["at"] = self._capitals[iri]
        if acronym := _by_language(values, Property.ACRONYM):
            found["short"] = acronym
        if wikidata:
            found["wikidata"] = wikidata[0].removeprefix(vocabulary.WIKIDATA)
        if iri in ties:
            found["strength"] = round(sum(data["weight"] for data in ties[iri].values()), 3)
        if people := self._people(iri):
            found["people"] = people
        return found

    def _event(self, event: Happening) -> Json:
        values = self._details[event.iri]
        roles: dict[str, str] = {}
        for predicate, role in ROLES.items():
            roles |= dict.fromkeys(_texts(values, predicate), role)
        found: Json = {
            "id": vocabulary.local_id(event.iri),
            "class": event.class_,
            "parties": [[self._actor_number[party], roles.get(party, "")] for party in event.parties],
            "status": event.status,
            "weight": round(event.weight, 6),
            "ties": event.ties,
            "claims": [self._claim(iri, event) for iri in sorted(_texts(values, Property.CLAIM))],
        }
        optional: Json = {
            "date": event.date,
            "earliest": event.earliest,
            "latest": event.latest,
            "domains": list(event.domains),
            "people": [self._label(iri) for iri in sorted(_texts(values, Property.PARTICIPANT))],
            "place": next((self._label(iri) for iri in sorted(_texts(values, Property.PLACE))), None),
            "amount": next(iter(_texts(values, Property.AMOUNT)), None),
            "currency": next(iter(_texts(values, Property.CURRENCY)), None),
        }
        return found | {key: value for key, value in optional.items() if value}

    def _claim(self, iri: str, event: Happening) -> Json:
        """What one source says, where it differs from the event, and in which words."""
        values = self._claims.get(iri, {})
        found: Json = {
            "document": self._document_number.get(next(iter(_texts(values, Property.SOURCE)), ""), -1),
            "quotes": [quote for _, quote in sorted(self._quotes(values))],
        }
        status = next((vocabulary.local_id(s) for s in _texts(values, Property.STATED_STATUS)), event.status)
        date = next(iter(_texts(values, Property.STATED_DATE)), event.date)
        return found | ({"status": status} if status != event.status else {}) | ({"date": date} if date else {})

    def _quotes(self, claim: dict[str, list[ox.NamedNode | ox.Literal]]) -> Iterator[tuple[int, str]]:
        for node in _texts(claim, Property.EVIDENCE):
            evidence = self._evidence.get(node, {})
            for start, quote in zip(_texts(evidence, Property.START), _texts(evidence, Property.QUOTE), strict=False):
                yield int(start), quote

    def _document(self, iri: str) -> Json:
        values = self._documents[iri]
        title = next(iter(_texts(values, vocabulary.TITLE)), "") or vocabulary.local_id(iri)
        found: Json = {"title": title, "language": next(iter(_texts(values, Property.LANGUAGE)), "")}
        if published := _texts(values, Property.PUBLISHED):
            found["published"] = published[0]
        if url := next((url for url in _texts(values, Property.URL) if is_web_address(url)), None):
            found["url"] = url
        return found

    def _holders(self) -> Described:
        """The tenures of the actors that a document attests, by IRI: the reference knows more, and is no source."""
        query = (
            "SELECT DISTINCT ?tenure ?attested { VALUES ?actor { %s } "
            "GRAPH ?document { ?tenure amity:officeOf ?actor ; amity:attested ?attested } "
            f"FILTER(?document != <{vocabulary.REFERENCE}>) }}"
        )
        dates: dict[str, list[ox.NamedNode | ox.Literal]] = {}
        for tenure, attested in _select(self._dataset, query, self._actors):
            if isinstance(tenure, ox.NamedNode) and attested is not None:
                dates.setdefault(tenure.value, []).append(attested)
        tenures = describe(self._dataset, dates)
        for iri, values in tenures.items():
            values[Property.ATTESTED] = dates[iri]
        return tenures

    def _people(self, actor: str) -> list[Json]:
        """Who held which office of an actor, and the dates of the sources that say so."""
        found = []
        for _, tenure in sorted(self._tenures.items()):
            if actor in _texts(tenure, Property.OFFICE_OF):
                office = next(iter(_texts(tenure, Property.OFFICE)), "")
                attested = sorted(_texts(tenure, Property.ATTESTED))
                found += [
                    {"label": self._label(holder), "office": self._reference_label(office), "attested": attested}
                    for holder in _texts(tenure, Property.HOLDER)
                ]
        return found

    def _terms(self) -> Json:
        """The labels of the classes, roles, statuses, domains and kinds that occur, by language."""
        broader = self._broader()
        domains = sorted({*broader, *broader.values()})
        codes = {code for iri in self._actors for code in self._regions.get(vocabulary.local_id(iri), ())}
        return {
            "class": {c.local: self._reference_label(c) for c in vocabulary.EVENT_CLASSES},
            "kind": {kind: self._reference_label(Class(vocabulary.AMITY + kind)) for kind in vocabulary.ACTOR_KINDS},
            "role": {role: self._reference_label(iri) for iri, role in ROLES.items()},
            "status": {s: self._reference_label(vocabulary.status_iri(s)) for s in vocabulary.STATUSES},
            "domain": {domain: self._reference_label(vocabulary.domain_iri(domain)) for domain in domains},
            "region": geography.region_names(codes, LANGUAGES),
        }

    def _label(self, iri: str) -> Json:
        labels = _by_language(self._named.get(iri, {}), vocabulary.LABEL)
        spare = min(labels.values(), default=vocabulary.local_id(iri))
        return {language: labels.get(language, labels.get("", spare)) for language in LANGUAGES}

    def _reference_label(self, iri: str) -> Json:
        return {language: self._reference.label(iri, language) for language in LANGUAGES} if iri else {}

    @staticmethod
    def _linked(described: Described, predicate: str) -> set[str]:
        return {iri for values in described.values() for iri in _texts(values, predicate)}


def describe(dataset: Dataset, iris: Iterable[str], predicates: Iterable[str] = ()) -> Described:
    """What any graph says of each of these individuals, by these predicates or by any: by IRI and predicate, sorted."""
    found: Described = defaultdict(lambda: defaultdict(list))
    wanted = ", ".join(str(ox.NamedNode(predicate)) for predicate in predicates)
    # A filter: of two VALUES Oxigraph would try every pair.
    only = f" FILTER(?p IN ({wanted}))" if wanted else ""
    for subject, predicate, value in _select(
        dataset, f"SELECT DISTINCT ?thing ?p ?o {{ VALUES ?thing {{ %s }} ?thing ?p ?o{only} }}", iris
    ):
        if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode) and value is not None:
            found[subject.value][predicate.value].append(value)
    return {
        iri: {predicate: sorted(values, key=str) for predicate, values in sorted(found[iri].items())}
        for iri in sorted(found)
    }


def _select(dataset: Dataset, query: str, iris: Iterable[str]) -> Iterator[Sequence[ox.NamedNode | ox.Literal | None]]:
    """The rows of a query about these IRIs, a thousand at a time; its order is theirs."""
    wanted = sorted(set(iris))
    for start in range(0, len(wanted), 1000):
        values = " ".join(str(ox.NamedNode(iri)) for iri in wanted[start : start + 1000])
        result = dataset.query(query % values, limit=None)
        yield from result.rows  # type: ignore[union-attr]


def _texts(values: dict[str, list[ox.NamedNode | ox.Literal]], predicate: str) -> list[str]:
    return [term.value for term in values.get(predicate, ())]


def _by_language(values: dict[str, list[ox.NamedNode | ox.Literal]], predicate: str) -> dict[str, str]:
    """A text in each language, the first by alphabet where there are several."""
    found: dict[str, str] = {}
    for term in values.get(predicate, ()):
        if isinstance(term, ox.Literal):
            found.setdefault(term.language or "", term.value)
    return found
