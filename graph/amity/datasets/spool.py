"""Drafts -> records: rows that say the same are joined. What is waiting lies in a file, so that memory stays small."""

import pickle
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import NamedTuple, Self

from amity.datasets.drafting import Draft
from amity.datasets.rows import Row
from amity.model import Agreement, Event, Evidence, Tenure

_TOGETHER = 500


class Record(NamedTuple):
    """An event or a tenure, the row that gives it its number, and how many rows were joined in it."""

    number: int
    event: Event | None
    tenure: Tenure | None
    holder: str
    rows: int


class Spool:
    """The drafts of a file, until all are known."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="amity-")
        self._database = sqlite3.connect(str(Path(self._folder.name) / "drafts.sqlite"), isolation_level=None)
        self._database.executescript(
            """PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;
            PRAGMA cache_size = -32768;
            CREATE TABLE draft (family TEXT, number INTEGER, start INTEGER, stop INTEGER, quote TEXT, said BLOB);
            CREATE TABLE seen (id TEXT PRIMARY KEY, number INTEGER, quote TEXT) WITHOUT ROWID;
            BEGIN"""
        )
        self._years: tuple[int, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()
        self._folder.cleanup()

    def seen(self, identifier: str, row: Row) -> tuple[int, bool] | None:
        """The row that bore this identifier before, and whether it says the same; None for the first."""
        done = self._database.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (identifier, row.number, row.text))
        if done.rowcount:
            return None
        number, quote = self._database.execute("SELECT number, quote FROM seen WHERE id = ?", (identifier,)).fetchone()
        return number, quote == row.text

    @cached_property
    def groups(self) -> int:
        """How many groups of rows there are: about as many as records."""
        return int(self._database.execute("SELECT COUNT(DISTINCT family) FROM draft").fetchone()[0])

    def add(self, row: Row, draft: Draft) -> None:
        """Keeps what a row says."""
        said = pickle.dumps(draft, protocol=pickle.HIGHEST_PROTOCOL)
        values = (draft.group, row.number, row.start, row.end, row.text, said)
        self._database.execute("INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?)", values)
        if draft.year is not None:
            known = self._years or (draft.year, draft.year)
            self._years = min(draft.year, known[0]), max(draft.year, known[1])

    def records(self) -> Iterator[Record]:
        """The records, by their group: parties that meet often stand together. The first row gives the number."""
        found = self._database.execute(
            "SELECT family, number, start, stop, quote, said FROM draft ORDER BY family, number"
        )
        drafts = (
            (family, Evidence(start, stop, quote, number), pickle.loads(said))  # noqa: S301 -- written by `add`
            for family, number, start, stop, quote, said in found
        )
        for _, members in groupby(drafts, key=lambda item: item[0]):
            # Consecutive years of a yearly table; all rows of any other.
            run: list[tuple[Evidence, Draft]] = []
            for _, evidence, draft in members:
                if run and draft.year is not None and draft.year - (run[-1][1].year or 0) > 1:
                    yield self._record(run)
                    run = []
                run.append((evidence, draft))
            yield self._record(run)

    def _record(self, run: list[tuple[Evidence, Draft]]) -> Record:
        number, drafts = run[0][0].row or 0, [draft for _, draft in run]
        first = drafts[0]
        if first.tenure:
            return Record(number, None, replace(first.tenure, row=number), first.holder, len(run))
        events = [draft.event for draft in drafts if draft.event]
        places = {event.place for event in events if event.place}
        reports = {draft.report or str(evidence.row) for evidence, draft in run}
        event = replace(
            events[0],
            evidence=tuple(evidence for evidence, _ in run),
            date=min((event.date for event in events if event.date), key=lambda date: (-len(date), date), default=None),
            # Where rows differ about the place, none is better than the others.
            place=places.pop() if len(places) == 1 else None,
            participants=tuple(sorted({person for event in events for person in event.participants})),
            domains=tuple(sorted({domain for event in events for domain in event.domains})),
            triggers=tuple(sorted({trigger for event in events for trigger in event.triggers})),
            reports=len(reports),
        )
        if first.year is not None:
            event = self._spanning(event, first.year, drafts[-1].year or first.year)
        return Record(number, event, None, "", len(run))

    def _spanning(self, event: Event, first: int, last: int) -> Event:
        """An event of a yearly table: begun in its first year unless the file is, ongoing in the last of the file."""
        begins, ends = self._years or (first, last)
        agreement = event.agreement or Agreement(event.key or "", "")
        return replace(
            event,
            date=str(first) if first > begins else None,
            status="ongoing" if last == ends else event.status,
            agreement=replace(agreement, id=f"{agreement.id}-{first}", in_force=f"{first}/{last}"),
            key=f"{event.key}-{first}",
        )


def batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    """The records, some hundreds at a time."""
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if len(batch) == _TOGETHER:
            yield batch
            batch = []
    if batch:
        yield batch
