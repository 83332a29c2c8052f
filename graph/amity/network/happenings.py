"""The events of a dataset as the network has them, and when they were first reported."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pyoxigraph as ox

from amity import vocabulary
from amity.periods import bounds
from amity.sparql import Term
from amity.store import Dataset
from amity.vocabulary import Class, Property

TIES_NOBODY_CLASSES = frozenset({Class.BREAKING_RELATIONS.local, Class.MISSION_CLOSURE.local})
TIES_NOBODY_STATUSES = frozenset({"denied", "cancelled"})
HAPPENED = frozenset({"done", "ongoing", "suspended"})
"""The statuses of what has taken place at all: a promise makes nobody a partner."""
_EVENT_CLASSES = {kind.value: kind.local for kind in vocabulary.EVENT_CLASSES}
_BELOW = "SELECT DISTINCT ?domain { ?domain skos:broader* $top }"
_OF_PARTY = """
SELECT DISTINCT ?event ?property ?value {
  GRAPH graph:events { ?event amity:party $party ; ?property ?value }
}"""
_REPORTED = """
SELECT DISTINCT ?event ?day {
  ?event amity:party $party ; amity:claim/amity:source/amity:earliest ?day .
}"""


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

    @property
    def makes_partners(self) -> bool:
        """Whether it makes its parties partners: it ties two or more, and has taken place or is under way."""
        return len(self.parties) > 1 and self.ties and self.status in HAPPENED

    @property
    def codes(self) -> tuple[str, ...]:
        """Its parties by their identifiers (`TGO`), sorted."""
        return tuple(sorted(map(vocabulary.local_id, self.parties)))


def happenings(
    dataset: Dataset,
    *,
    since: str | None = None,
    until: str | None = None,
    domain: str | None = None,
    class_: str | None = None,
    status: str | None = None,
    party: str | None = None,
) -> list[Happening]:
    """The events of a dataset, by IRI.

    `since` and `until` are dates at any precision (`2020`, `2020-05-01`): an event stays if it may have happened by
    them, and one without a date does not. `domain` (`energy`, or an IRI) takes in the narrower ones, `class_` and
    `status` are names (`Meeting`, `planned`), `party` is the IRI of an actor that is to be party to them. Raises
    ValueError for a value that is none.
    """
    first = bounds(since).earliest if since else None
    last = bounds(until).latest if until else None
    if class_ is not None:
        vocabulary.event_class(class_)
    if status is not None:
        vocabulary.status_iri(status)
    wanted = _domains(dataset, domain) if domain else None
    found = []
    for event in _read(dataset, party):
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


def first_reports(dataset: Dataset, party: str | None = None) -> dict[str, str]:
    """The day (ISO 8601) of the first document that reports each event, or each of an actor (IRI), by IRI.

    Where all documents are undated there is none.
    """
    first: dict[str, str] = {}
    for event, day in dataset.query(_REPORTED, _party(party), limit=None).rows:  # type: ignore[union-attr]
        if isinstance(event, ox.NamedNode) and isinstance(day, ox.Literal):
            first[event.value] = min(day.value, first.get(event.value, day.value))
    return first


def _read(dataset: Dataset, party: str | None) -> Iterator[Happening]:
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in _statements(dataset, party):
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            nodes[subject.value][predicate.value].append(value.value)
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


def _statements(dataset: Dataset, party: str | None) -> Iterable[Sequence[Any]]:
    """What the graph of events says of all, or of those of one party: subject, predicate and object."""
    if party is None:
        return ((quad.subject, quad.predicate, quad.object) for quad in dataset.quads(vocabulary.EVENTS))
    found = dataset.query(_OF_PARTY, _party(party), limit=None)
    return found.rows  # type: ignore[union-attr]


def _party(party: str | None) -> dict[str, Term | None]:
    return {"party": ox.NamedNode(party) if party else None}


def _ids(iris: Iterable[str]) -> list[str]:
    return [vocabulary.local_id(iri) for iri in iris]


def _domains(dataset: Dataset, domain: str) -> set[str]:
    """A domain and the narrower ones. Raises ValueError for one that is not known."""
    iri = domain if domain.startswith(vocabulary.ID) else vocabulary.domain_iri(domain)
    if iri not in dataset.reference.entries:
        raise ValueError(f"domain {domain!r} is not known; `amity ask domains` lists them")
    rows = dataset.select(_BELOW, {"top": ox.NamedNode(iri)}).rows
    return {vocabulary.local_id(row[0].value) for row in rows if isinstance(row[0], ox.NamedNode)}
