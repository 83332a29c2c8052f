"""What the page of a thing says: facts with their sources, passages, events, and what refers to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from amity import vocabulary
from amity.addresses import is_web_address
from amity.serving.links import Link, web_link, with_parameters
from amity.serving.lookups import Row, look_up
from amity.serving.naming import Names, predicate_label, predicates
from amity.sparql import Term
from amity.store import Dataset
from amity.vocabulary import Class, Property

MOST_VALUES, MOST_CLAIMS, MOST_EVENTS, MOST_SUBJECTS, MOST_SOURCES = 200, 200, 100, 25, 12
_MOST_FACTS = 5_000
_MOST_SORTED = 50_000
"""Of a thing with more events or claims some are shown as what refers to it: to find the first would take seconds."""

_DOCUMENT_GRAPH = f"{vocabulary.GRAPH}document/"
_SUPPORT = dict(vocabulary.ROLES.values()) | {
    Property.PARTICIPANT: Property.STATED_PARTICIPANT,
    Property.DOMAIN: Property.STATED_DOMAIN,
    Property.DATE: Property.STATED_DATE,
    Property.PLACE: Property.STATED_PLACE,
    Property.STATUS: Property.STATED_STATUS,
    Property.AMOUNT: Property.STATED_AMOUNT,
    Property.CURRENCY: Property.STATED_CURRENCY,
    Property.STEP: Property.STATED_STEP,
    vocabulary.TYPE: Property.STATED_CLASS,
}
"""What an event says -> what a claim says of the same value."""
_TOLD_ELSEWHERE = {Property.CLAIM, Property.EVIDENCE}
_EVENT_LINKS = {
    Property.PARTY,
    Property.PARTICIPANT,
    Property.PLACE,
    Property.DOMAIN,
    Property.AGREEMENT,
    Property.MISSION,
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a fact: the numbers of the sources that state it; else `origin`, `reference` or `derived`.

    `languages` are those in which a text is written so; `events` leads to the events that a tie rests on.
    """

    link: Link
    languages: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    origin: str = ""
    events: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """All values of one predicate; `more` is how many are left out."""

    predicate: str
    label: str
    values: tuple[Value, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A quoted sentence, and what the claim that rests on it says."""

    quote: str
    row: str | None
    event: Link | None
    kind: str
    date: str | None
    status: str | None
    confidence: str | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A document: its number on the page, its address in the web, and its passages, sorted."""

    number: int
    document: Link
    address: Link | None
    published: str | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Incoming:
    """What refers to the thing by one predicate: some of them, and how many there are."""

    predicate: str
    label: str
    links: tuple[Link, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Thing:
    """All that a page says."""

    iri: str
    name: Link
    kinds: tuple[str, ...]
    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]
    events: tuple[tuple[Link, str], ...]
    more_events: bool
    incoming: tuple[Incoming, ...]
    more_claims: bool


def thing(dataset: Dataset, iri: str, language: str) -> Thing | None:
    """What the dataset says of `iri`; None where it says nothing."""
    node = ox.NamedNode(iri)
    said = look_up(dataset, "facts", thing=node, limit=_MOST_FACTS)
    counted = look_up(dataset, "incoming", thing=node)
    if not said and not counted:
        return None
    return _Page(dataset, node, language, said, counted).thing()


class _Page:
    def __init__(
        self, dataset: Dataset, node: ox.NamedNode, language: str, said: Sequence[Row], counted: Sequence[Row]
    ) -> None:
        self._dataset, self._node, self._language = dataset, node, language
        self._said: dict[str, dict[Term, set[str]]] = defaultdict(lambda: defaultdict(set))
        for predicate, value, graph in said:
            if predicate and value is not None and graph:
                self._said[predicate.value][value].add(graph.value)
        counts = {predicate.value: int(number.value) for predicate, number in counted if predicate and number}
        many = counts.get(Property.SOURCE, 0) > _MOST_SORTED
        self._claims = [] if many else look_up(dataset, "claims", thing=node, limit=MOST_CLAIMS + 1)
        self._stated: dict[tuple[str, Term | None], set[str]] = defaultdict(set)
        for claim, predicate, value in look_up(dataset, "stated", thing=node, limit=_MOST_FACTS):
            if claim and predicate and value is not None:
                # A claim writes a place as its text does: any of an event's places stand for the one it has.
                key = None if predicate.value == Property.STATED_PLACE else value
                self._stated[predicate.value, key].add(claim.value)
        many = sum(counts.get(predicate, 0) for predicate in _EVENT_LINKS) > _MOST_SORTED
        self._events = [] if many else look_up(dataset, "events", thing=node, limit=MOST_EVENTS + 1)
        self._subjects = {
            iri: (
                number,
                look_up(dataset, "subjects", thing=node, predicate=ox.NamedNode(iri), limit=MOST_SUBJECTS),
            )
            for iri, number in counts.items()
            if not self._told(iri)
        }
        self._names = Names(dataset, language)
        self._names.look_up(self._iris())
        self._numbers: dict[str, int] = {}
        for row in self._claims[:MOST_CLAIMS]:
            self._number(_text(row[2]) or "")

    def _told(self, predicate: str) -> bool:
        """Whether the page has another place for what refers to the thing by this predicate."""
        symmetric = predicate == Property.PARTNER_OF and predicate in self._said
        listed = bool(self._events) and predicate in _EVENT_LINKS
        return symmetric or listed or (predicate == Property.SOURCE and bool(self._claims))

    def _iris(self) -> Iterable[str]:
        yield self._node.value
        for predicate, values in self._said.items():
            # Of many only some are shown, and which is decided by their names.
            yield from (v.value for v in values if isinstance(v, ox.NamedNode) and predicate not in _TOLD_ELSEWHERE)
        for row in self._claims:
            yield from (term.value for term in row if isinstance(term, ox.NamedNode))
        for event, status, _ in self._events:
            yield from (term.value for term in (event, status) if term)
        for _, rows in self._subjects.values():
            yield from (row[0].value for row in rows if row[0])

    def thing(self) -> Thing:
        # In this order: sources are numbered as they are met.
        facts = tuple(self._fact(p) for p in sorted(self._said, key=_rank) if p not in _TOLD_ELSEWHERE)
        kinds = [v.value for v in self._said.get(vocabulary.TYPE, ()) if v.value != Class.EVENT]
        return Thing(
            iri=self._node.value,
            name=self._names.link(self._node.value),
            kinds=tuple(sorted(self._names.link(kind).text for kind in kinds)),
            facts=facts,
            sources=tuple(self._sources()),
            events=tuple(
                (self._names.link(event.value), self._names.link(status.value).text)
                for event, status, _ in self._events[:MOST_EVENTS]
                if event and status
            ),
            more_events=len(self._events) > MOST_EVENTS,
            incoming=tuple(self._incoming(predicate) for predicate in sorted(self._subjects, key=_rank)),
            more_claims=len(self._claims) > MOST_CLAIMS,
        )

    def _fact(self, predicate: str) -> Fact:
        together: dict[tuple[str, str | None], list[tuple[Link, Term]]] = defaultdict(list)
        for value in self._said[predicate]:
            link = self._link(value)
            together[link.text, link.href].append((link, value))
        groups = sorted(together.values(), key=lambda group: (group[0][0].text.casefold(), str(group[0][1])))
        shown = tuple(self._value(predicate, group) for group in groups[:MOST_VALUES])
        return Fact(predicate, self._label(predicate), shown, len(groups) - len(shown))

    def _link(self, value: Term) -> Link:
        if isinstance(value, ox.NamedNode):
            return self._names.link(value.value)
        if value.datatype.value == vocabulary.XSD + "anyURI":
            return web_link(value.value)
        return Link(value.value, language=value.language)

    def _value(self, predicate: str, group: list[tuple[Link, Term]]) -> Value:
        """The terms that are written alike, as one value."""
        link, value = group[0]
        graphs = set().union(*(self._said[predicate][term] for _, term in group))
        key = None if predicate == Property.PLACE else value
        stated = self._stated.get((_SUPPORT.get(predicate, ""), key), set())
        languages = sorted({one.language for one, _ in group if one.language and not one.href})
        documents = {_text(row[2]) or "" for row in self._claims if _text(row[0]) in stated}
        documents |= {
            vocabulary.ID + "document/" + graph.removeprefix(_DOCUMENT_GRAPH)
            for graph in graphs
            if graph.startswith(_DOCUMENT_GRAPH)
        } - {self._node.value}
        numbers = tuple(sorted(self._number(document) for document in sorted(documents)[:MOST_SOURCES]))
        origin = "" if numbers else "reference" if vocabulary.REFERENCE in graphs else "derived"
        if origin == "derived" and vocabulary.EVENTS not in graphs:
            origin = ""
        events = None
        if predicate == Property.PARTNER_OF:
            events = with_parameters("/question/timeline", actor=self._node.value, partner=value.value)
        return Value(link, tuple(languages), numbers, origin, events)

    def _number(self, document: str) -> int:
        return self._numbers.setdefault(document, len(self._numbers) + 1)

    def _label(self, predicate: str) -> str:
        return predicate_label(predicate, self._dataset.reference, self._language)

    def _sources(self) -> Iterable[Source]:
        described: dict[str, tuple[str | None, str | None]] = {}
        for node, url, published in look_up(self._dataset, "documents", things=self._numbers):
            described.setdefault(_text(node) or "", (_text(url), _text(published)))
        self._names.look_up(self._numbers)
        passages: dict[str, list[Passage]] = defaultdict(list)
        for row in self._claims[:MOST_CLAIMS]:
            passages[_text(row[2]) or ""].append(self._passage(row))
        for document, number in self._numbers.items():
            address, when = described.get(document, (None, None))
            link = web_link(address) if address and is_web_address(address) else None
            yield Source(number, self._names.link(document), link, when, tuple(passages[document]))

    def _passage(self, row: Row) -> Passage:
        _, event, _, kind, date, status, confidence, rule, quote, _, line = row
        return Passage(
            quote=_text(quote) or "",
            row=_text(line),
            event=self._names.link(event.value) if event and event != self._node else None,
            kind=self._names.link(kind.value).text if kind else "",
            date=_text(date),
            status=self._names.link(status.value).text if status else None,
            confidence=_text(confidence),
            rule=_text(rule),
        )

    def _incoming(self, predicate: str) -> Incoming:
        number, rows = self._subjects[predicate]
        links = [self._names.link(row[0].value) for row in rows if row[0]]
        links.sort(key=lambda link: (link.text.casefold(), link.href or ""))
        return Incoming(predicate, self._label(predicate), tuple(links), number)


def _text(term: Term | None) -> str | None:
    return None if term is None else term.value


def _rank(predicate: str) -> tuple[int, str]:
    order = list(predicates())
    return (order.index(predicate) if predicate in order else len(order), predicate)
