"""Sources -> dataset: read, extract, validate, resolve and store, one document at a time; nothing here prints."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from amity import queries, rdf
from amity.documents import Refusal, read
from amity.model import Document, Reading
from amity.store import Dataset
from amity.validation import validate

log = logging.getLogger(__name__)

_FLUSH_EVERY = 200


class Reader(Protocol):
    """What turns a document into a reading, such as `amity.extraction.Extractor`."""

    def read(self, document: Document) -> Reading:
        """All that the document says."""


@dataclass(slots=True)
class Report:
    """What a build did: documents learnt and those that said nothing new, refusals, claims."""

    learnt: int = 0
    unchanged: int = 0
    claims: int = 0
    refused: list[Refusal] = field(default_factory=list)

    @property
    def documents(self) -> int:
        """How many documents were read."""
        return self.learnt + self.unchanged


Progress = Callable[[str, int, int], None]
"""Called before each document with its name, its number from 1 and how many there are."""


def readings(
    sources: Sequence[str | Path], reader: Reader, progress: Progress | None = None
) -> Iterator[Reading | Refusal]:
    """The reading of each document of each source, in the order given, or why there is none."""
    found = list(read(sources))
    for number, document in enumerate(found, 1):
        if isinstance(document, Refusal):
            yield document
            continue
        if progress:
            progress(document.id, number, len(found))
        try:
            yield reader.read(document)
        except (ValueError, RecursionError) as error:
            log.debug("%s", document.id, exc_info=True)
            yield Refusal(document.id, f"cannot be read ({error})")


def build(sources: Sequence[str | Path], dataset: Dataset, reader: Reader, progress: Progress | None = None) -> Report:
    """Learns all documents of `sources`; what cannot be read, or breaks the shapes, is refused and the rest goes on."""
    report = Report()
    for reading in readings(sources, reader, progress):
        if isinstance(reading, Refusal):
            report.refused.append(reading)
            continue
        try:
            fault = fault_of(reading, dataset)
            changed = not fault and dataset.learn(reading)
        except ValueError as error:
            fault, changed = str(error), False
        if fault:
            report.refused.append(Refusal(reading.document.id, fault))
            continue
        report.learnt += changed
        report.unchanged += not changed
        report.claims += len(reading.events)
        if report.documents % _FLUSH_EVERY == 0:
            dataset.flush()
    dataset.flush()
    return report


def fault_of(reading: Reading, dataset: Dataset) -> str | None:
    """The first fault of a document's graph against the shapes, for a person; None where there is none."""
    faults = [v for v in validate(rdf.document_quads(reading, dataset.reference)) if v.severity == "Violation"]
    if not faults:
        return None
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"what was found breaks the shapes: {faults[0].focus}: {faults[0].message_en}{more}"


def summary(dataset: Dataset, language: str = "en") -> tuple[queries.Answer, queries.Answer]:
    """What is known after a build: the events by class, and the strongest ties."""
    catalogue = queries.load().questions
    overview, ties = (queries.ask(catalogue[name], dataset, language=language) for name in ("overview", "ties"))
    return overview, ties
