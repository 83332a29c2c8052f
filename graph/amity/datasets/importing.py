"""Files of published datasets -> dataset: read, drafted, joined, reported and stored, in the memory of a few rows.

One file is one document with a named graph of its own. A row that is an event, or several that are one, is a claim; its
evidence are the rows, as they stand in the file. Nothing is stored before the whole file was read, and a file that is
known already, whole and read in the same way, is left as it is.
"""

import csv
import hashlib
import json
import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from amity import __version__
from amity.datasets import drafting
from amity.datasets.actors import Actors
from amity.datasets.drafting import Drafter, OutOfScopeError, RefusedError
from amity.datasets.mapping import Mapping
from amity.datasets.report import FileReport
from amity.datasets.rows import FileRefusedError, Row, rows
from amity.datasets.spool import Record, Spool, batches
from amity.datasets.tables import MAPPINGS
from amity.model import Actor, Claim, Document, Event, Reading
from amity.store import Dataset

log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Called now and then with the name of the file, the rows read or records stored, and about how many there are."""

Left = Callable[[tuple[str, int, str, str, str]], object]
"""Called for each row that is not imported: the file, the row's number, `out of scope` or `refused`, why, its text."""

_STEP = 2_000
_FLUSH_EVERY = 5_000


def run(
    files: Sequence[Path],
    forms: Sequence[Mapping],
    dataset: Dataset,
    *,
    version: str | None = None,
    left: Path | None = None,
    progress: Progress | None = None,
) -> list[FileReport]:
    """Imports files, and writes the rows that are left out to the CSV file `left`. Raises OSError for that file."""
    with ExitStack() as stack:
        leave = None
        if left:
            writer = csv.writer(stack.enter_context(left.open("w", encoding="utf-8", newline="")))
            writer.writerow(["file", "row", "outcome", "reason", "text"])
            leave = writer.writerow
        importer = Importer(forms, dataset, version=version, left=leave)
        return [importer.file(path, progress) for path in files]


def write_report(path: Path, reports: Sequence[FileReport]) -> None:
    """Writes all that the reports say as JSON."""
    said = [report.as_json() for report in reports]
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


class Importer:
    """Reads files of one dataset into a dataset of Amity."""

    def __init__(
        self, forms: Sequence[Mapping], dataset: Dataset, *, version: str | None = None, left: Left | None = None
    ) -> None:
        """`version` is that of the dataset in the files, where the mapping does not know it. Raises ValueError."""
        for form in forms:
            drafting.check(form)
        self._forms = forms
        self._dataset = dataset
        self._version = version
        self._left = left
        self._actors = Actors(dataset.reference)
        self._documents: dict[str, Path] = {}

    def file(self, path: Path, progress: Progress | None = None) -> FileReport:
        """Imports one file; the report says why where it is refused. Raises nothing for what stands in it."""
        report = FileReport(str(path))
        try:
            form, found = self._opened(path)
            report.document = f"{form.about.id}-{path.name}"
            if self._documents.setdefault(report.document, path) != path:
                raise FileRefusedError("a file of this name was already read in this run; give each its own name")
            with Spool() as spool:
                self._read(path, form, found, spool, report, progress)
                self._store(path, form, spool, report, progress)
        except FileRefusedError as error:
            report.reason = str(error)
        except OSError as error:
            report.reason = f"cannot be opened ({error.strerror or error})"
        except sqlite3.Error as error:
            report.reason = f"cannot be kept in the folder for temporary files while it is read ({error})"
        return report

    def _opened(self, path: Path) -> tuple[Mapping, Iterator[Row]]:
        """The form that the file has, and its rows: the first form whose columns are there."""
        if not path.is_file():
            raise FileRefusedError("no such file")
        reasons: list[str] = []
        for form in self._forms:
            try:
                found = rows(path, form.layout)
                first = list(islice(found, 1))
                return form, chain(first, found)
            except FileRefusedError as error:
                reasons.append(str(error))
        # Of several forms the one with a header complains most clearly.
        raise FileRefusedError(reasons[0])

    def _read(
        self,
        path: Path,
        form: Mapping,
        found: Iterator[Row],
        spool: Spool,
        report: FileReport,
        progress: Progress | None,
    ) -> None:
        drafter, name, size = Drafter(form, self._actors), path.name, path.stat().st_size
        for row in found:
            report.rows += 1
            if progress and report.rows % _STEP == 0:
                # Of what is packed only that much is known: at least as many as were read.
                progress(name, report.rows, max(report.rows, report.rows * size // row.end))
            try:
                draft = drafter.draft(row)
                identifier = [row.values.get(column, "") for column in form.id]
                if any(identifier) and (before := spool.seen("\x1f".join(identifier), row)):
                    number, same = before
                    if not same:
                        named = ", ".join(
                            f"{column} {value!r}" for column, value in zip(form.id, identifier, strict=True)
                        )
                        raise RefusedError(f"{form.id[0]} stands twice", f"{named} already stands on line {number}")
                    report.merged += 1
                    continue
            except OutOfScopeError as error:
                report.out_of_scope[str(error)] += 1
                self._leave(name, row, "out of scope", str(error))
            except RefusedError as error:
                report.refuse(row.number, error.reason, str(error))
                report.unknown(error.names)
                self._leave(name, row, "refused", str(error))
            else:
                report.unknown(draft.missing)
                report.partly += bool(draft.missing)
                spool.add(row, draft)

    def _leave(self, name: str, row: Row, outcome: str, reason: str) -> None:
        if self._left:
            self._left((name, row.number, outcome, reason, row.text))

    def _store(self, path: Path, form: Mapping, spool: Spool, report: FileReport, progress: Progress | None) -> None:
        version = self._version or form.version
        digest = self._digest(path, form, version)
        known = self._dataset.known(report.document, digest)
        if not known:
            self._dataset.withdraw(report.document)
        document = Document(
            report.document,
            "",
            form.language,
            title=f"{form.about.title}: {path.name}",
            dataset=form.about,
            version=version,
        )
        for batch in batches(spool.records()):
            report.records += len(batch)
            report.merged += sum(record.rows - 1 for record in batch)
            if not known:
                reading, claims = _reading(document, form, batch)
                self._dataset.learn_more(reading, claims)
                if report.records // _FLUSH_EVERY > (report.records - len(batch)) // _FLUSH_EVERY:
                    # What is not yet on disk stands in memory.
                    self._dataset.flush()
            if progress:
                progress(path.name, report.records, spool.groups)
        if not known and report.records:
            self._dataset.complete(report.document, digest)
            self._dataset.flush()
            report.changed = True
        log.info("%s: %d rows, %d records", path, report.rows, report.records)

    def _digest(self, path: Path, form: Mapping, version: str | None) -> str:
        """What tells this file, read in this way, from any other."""
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        tables = sorted((MAPPINGS / "tables").glob("*.tsv"))
        for said in (form.content, version or "", __version__, self._dataset.reference.digest, *map(_content, tables)):
            digest.update(b"\x00" + said.encode())
        return digest.hexdigest()


def _content(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _reading(document: Document, form: Mapping, batch: Sequence[Record]) -> tuple[Reading, list[Claim]]:
    rule = f"mapping {form.name}"
    claims = [
        Claim(f"{document.id}/{record.number}", _with_rule(record, rule), document.id)
        for record in batch
        if record.event
    ]
    tenures = tuple(record.tenure for record in batch if record.tenure)
    holders = tuple(
        Actor(record.tenure.person, "Person", record.holder) for record in batch if record.tenure and record.holder
    )
    events = tuple(claim.event for claim in claims)
    return Reading(document, holders, tenures, events, f"amity.datasets {__version__}"), claims


def _with_rule(record: Record, rule: str) -> Event:
    assert record.event
    return replace(record.event, rule=rule)
