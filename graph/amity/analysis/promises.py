"""What was promised, and what became of it."""

from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import NamedTuple

from amity import network
from amity.analysis.results import Report, Result, coverage, reports
from amity.network import Happening
from amity.parameters import find_actor
from amity.periods import bounds
from amity.store import Dataset
from amity.vocabulary import Class, local_id

OUTCOMES = ("kept", "overdue", "pending", "cancelled")
# A will that is declared has the date of its declaration: it is never due.
_NEVER_DUE = Class.STATEMENT_OF_INTENT.local


class Promise(NamedTuple):
    """An event that a source announced.

    `outcome` is `kept` (it took place or is under way), `cancelled` (called off, denied or suspended), `overdue` (its
    last possible day has passed and no source says more) or `pending`. `due` and `took_place` are EDTF dates, empty
    where none is stated; `delay` is the days from the last that was promised to the first on which it may have taken
    place, 0 where it was kept in time, None where it is not known. `reports` is the number of documents.
    """

    event: str
    kind: str
    parties: tuple[str, ...]
    outcome: str
    due: str
    took_place: str
    delay: int | None
    reports: int


def promises(dataset: Dataset, actor: str | None = None, *, today: date | None = None) -> Result[Promise]:
    """All promises, or those of an actor, in the order they are due; those without a date last.

    `today` is what they are overdue by: the day of the latest document unless given. The figures are the number of each
    outcome and `median_delay`, in days, of those kept whose dates are known. A delay is the least it can have been.
    """
    iri = find_actor(actor, dataset) if actor is not None else None
    said = reports(dataset, iri)
    now = today.isoformat() if today else max((report.day for those in said.values() for report in those), default="")
    rows, events = [], []
    for event in network.happenings(dataset, party=iri):
        promised = [report for report in said.get(event.iri, ()) if report.status == "planned"]
        if promised and event.class_ != _NEVER_DUE:
            events.append(event)
            rows.append(_promise(event, promised, said[event.iri], now))
    rows.sort(key=lambda row: (not row.due, row.due, row.event))
    delays = [row.delay for row in rows if row.delay is not None]
    figures: dict[str, float | None] = {outcome: sum(row.outcome == outcome for row in rows) for outcome in OUTCOMES}
    figures["median_delay"] = median(delays) if delays else None
    return Result("promises", tuple(rows), coverage(said, events), figures)


def _promise(event: Happening, promised: Sequence[Report], said: Sequence[Report], today: str) -> Promise:
    # What was promised last counts: a date that is put off is a new promise.
    due = next((report.date for report in reversed(promised) if report.date), "")
    done = [report for report in said if report.status in ("done", "ongoing")]
    last = bounds(due).latest if due else None
    took_place, delay = "", None
    if event.status in ("cancelled", "denied", "suspended"):
        outcome = "cancelled"
    elif event.status in ("done", "ongoing") or done:
        outcome = "kept"
        took_place = next((report.date for report in done if report.date), "")
        began = bounds(took_place).earliest if took_place else None
        if last and began:
            delay = max(0, (began - last).days)
    else:
        outcome = "overdue" if last and last.isoformat() < today else "pending"
    documents = len({report.document for report in said})
    return Promise(local_id(event.iri), event.class_, event.codes, outcome, due, took_place, delay, documents)
