"""Which sources say the same, and which say the contrary."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from amity import network
from amity.analysis.results import Report, Result, coverage, reports
from amity.parameters import find_actor
from amity.store import Dataset
from amity.vocabulary import local_id


class Corroboration(NamedTuple):
    """An event with the number of documents that report it and their known publishers, by the names of their sites."""

    event: str
    kind: str
    parties: tuple[str, ...]
    date: str
    documents: int
    publishers: tuple[str, ...]


class Contradiction(NamedTuple):
    """An event that some documents affirm (done, under way, planned) and others deny."""

    event: str
    kind: str
    parties: tuple[str, ...]
    date: str
    affirmed_by: tuple[str, ...]
    denied_by: tuple[str, ...]


def corroboration(dataset: Dataset, actor: str | None = None) -> Result[Corroboration]:
    """The events of an actor, or all, that with most publishers first.

    A publisher is the site of a document's address; two documents of one site count once, one without an address is of
    nobody. The figure `corroborated` is the share of events that two or more publishers report.
    """
    iri = find_actor(actor, dataset) if actor is not None else None
    said = reports(dataset, iri)
    rows = [
        Corroboration(
            local_id(event.iri),
            event.class_,
            event.codes,
            event.date,
            len({report.document for report in said[event.iri]}),
            tuple(sorted({site for report in said[event.iri] if (site := publisher(report.url))})),
        )
        for event in network.happenings(dataset, party=iri)
        if event.iri in said
    ]
    rows.sort(key=lambda row: (-len(row.publishers), -row.documents, row.event))
    share = sum(len(row.publishers) > 1 for row in rows) / len(rows) if rows else None
    return Result("corroboration", tuple(rows), coverage(said, said), {"corroborated": share})


def contradictions(dataset: Dataset, actor: str | None = None) -> Result[Contradiction]:
    """The events that one document affirms and another denies, by their names."""
    iri = find_actor(actor, dataset) if actor is not None else None
    said = reports(dataset, iri)
    rows = []
    for event in network.happenings(dataset, party=iri):
        those = said.get(event.iri, [])
        yes = _documents(report for report in those if report.status in ("done", "ongoing", "planned"))
        no = _documents(report for report in those if report.status == "denied")
        if yes and no:
            rows.append(Contradiction(local_id(event.iri), event.class_, event.codes, event.date, yes, no))
    return Result("contradictions", tuple(rows), coverage(said, said))


def publisher(url: str) -> str:
    """The site of an address, without `www.`; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _documents(those: Iterable[Report]) -> tuple[str, ...]:
    return tuple(sorted({report.document for report in those}))
