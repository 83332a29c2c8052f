"""Sources -> dataset: read, extract, validate, resolve and store, one document at a time; nothing here prints."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from amity import cluster, queries, rdf
from amity.documents import Refusal, count, read
from amity.model import Document, Reading
from amity.parallel import mapped
from amity.reference import Reference, load
from amity.store import Dataset
from amity.validation import validate
from amity.versions import digest

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
    sources: Sequence[str | Path], reader: Reader, progress: Progress | None = None, jobs: int = 1
) -> Iterator[Reading | Refusal]:
    """The reading of each document of each source, in the order given, or why there is none.

    With `jobs` above 1 so many processes read, each with a copy of `reader`; few documents are held at a time.
    """
    return mapped(partial(_read, reader), _announced(sources, progress), jobs, _lost)


def build(
    sources: Sequence[str | Path],
    dataset: Dataset,
    reader: Reader,
    progress: Progress | None = None,
    jobs: int = 1,
    version: str = "",
    spread: cluster.Cluster | None = None,
) -> Report:
    """Learns all documents of `sources`; what cannot be read, or breaks the shapes, is refused and the rest goes on.

    With `jobs` above 1 so many processes read and validate, each with a copy of `reader`; with `spread`, the workers of
    a cluster do; this process stores. With `version`, that of the reader, what was learnt of the same text by the same
    version is not read again: a run that was interrupted goes on where it stopped.
    """
    report = Report()
    documents = _announced(sources, progress)
    known = partial(_known, dataset, version)
    results: Iterator[Reading | Refusal | cluster.Known | cluster.Extracted]
    if spread:
        results = spread.read(partial(_valid_there, reader), documents, known)
    else:
        unread = (cluster.Known(d) if isinstance(d, Document) and known(d) else d for d in documents)
        results = mapped(partial(_valid, reader, dataset.reference), unread, jobs, _lost_unread)
    for result in results:
        if isinstance(result, Refusal):
            report.refused.append(result)
        elif isinstance(result, cluster.Known):
            report.unchanged += 1
        else:
            _learn(result, dataset, report, version)
    dataset.flush()
    return report


def _known(dataset: Dataset, version: str, document: Document) -> bool:
    return bool(version) and dataset.has_read(document.id, digest(document, version))


def _learn(read: Reading | cluster.Extracted, dataset: Dataset, report: Report, version: str) -> None:
    mark = digest(read.document, version) if version else ""
    try:
        quads = read.quads if isinstance(read, cluster.Extracted) else rdf.document_quads(read, dataset.reference)
        changed = dataset.learn_quads(read.document.id, quads, mark)
    except ValueError as error:
        report.refused.append(Refusal(read.document.id, str(error)))
        return
    report.learnt += changed
    report.unchanged += not changed
    report.claims += len(rdf.claims(quads))
    if report.documents % _FLUSH_EVERY == 0:
        dataset.flush()


def _announced(sources: Sequence[str | Path], progress: Progress | None) -> Iterator[Document | Refusal]:
    total = count(sources) if progress else 0
    for number, document in enumerate(read(sources), 1):
        if progress and isinstance(document, Document):
            progress(document.id, number, total)
        yield document


def _read(reader: Reader, document: Document | Refusal) -> Reading | Refusal:
    if isinstance(document, Refusal):
        return document
    try:
        return reader.read(document)
    except (ValueError, RecursionError, MemoryError) as error:
        log.debug("%s", document.id, exc_info=True)
        return Refusal(document.id, f"cannot be read ({str(error) or type(error).__name__})")


def _valid_there(reader: Reader, document: Document) -> Reading | Refusal | cluster.Known:
    """As `_valid`, with the reference of the machine it runs on."""
    return _valid(reader, load(), document)


def _valid(
    reader: Reader, reference: Reference, document: Document | Refusal | cluster.Known
) -> Reading | Refusal | cluster.Known:
    if not isinstance(document, Document):
        return document
    reading = _read(reader, document)
    if isinstance(reading, Refusal):
        return reading
    try:
        fault = fault_of(reading, reference)
    except ValueError as error:
        fault = str(error)
    return Refusal(reading.document.id, fault) if fault else reading


def _lost(document: Document | Refusal) -> Refusal:
    if isinstance(document, Refusal):
        return document
    return Refusal(document.id, "the process that read it was ended; it may have needed more memory than there is")


def _lost_unread(document: Document | Refusal | cluster.Known) -> Reading | Refusal | cluster.Known:
    return document if isinstance(document, cluster.Known) else _lost(document)


def fault_of(reading: Reading, reference: Reference) -> str | None:
    """The first fault of a document's graph against the shapes, for a person; None where there is none."""
    faults = [v for v in validate(rdf.document_quads(reading, reference)) if v.severity == "Violation"]
    if not faults:
        return None
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"what was found breaks the shapes: {faults[0].focus}: {faults[0].message_en}{more}"


def summary(dataset: Dataset, language: str = "en") -> tuple[queries.Answer, queries.Answer]:
    """What is known after a build: the events by class, and the strongest ties."""
    catalogue = queries.load().questions
    overview, ties = (queries.ask(catalogue[name], dataset, language=language) for name in ("overview", "ties"))
    return overview, ties
