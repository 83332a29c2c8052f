"""The history of two actors with each other."""

from collections import Counter
from typing import NamedTuple

from amity import network
from amity.analysis.results import Result, coverage, reports
from amity.parameters import find_actor
from amity.store import Dataset
from amity.vocabulary import local_id


class Step(NamedTuple):
    """An event of two actors: `year` is that of its date or else of the first report, None where neither is known.

    `date` is EDTF, empty where none is stated; `documents` is how many report it; `next` says that it is the next
    announced step: the first to come of those that are planned.
    """

    event: str
    year: int | None
    date: str
    kind: str
    status: str
    domains: tuple[str, ...]
    documents: int
    next: bool


def pair(dataset: Dataset, one: str, other: str, *, today: str | None = None) -> Result[Step]:
    """What two actors did, do and announced, in the order of dates, those without a date by their first report.

    The figures are numbers of events by status (`status:done`) and by domain (`domain:energy`). `today`, an ISO 8601
    day, is that of the latest document of the pair unless given; what was planned for an earlier day is not next.
    """
    ends = {find_actor(one, dataset), find_actor(other, dataset)}
    said = reports(dataset, min(ends))
    events = [event for event in network.happenings(dataset, party=min(ends)) if ends <= set(event.parties)]
    days = [report.day for event in events for report in said.get(event.iri, ())]
    now = today or max(days, default="")
    first = network.first_reports(dataset, min(ends))
    when = {event.iri: event.earliest or first.get(event.iri, "9999") for event in events}
    events.sort(key=lambda event: (when[event.iri], event.iri))
    to_come = [event for event in events if event.status == "planned" and event.latest and event.latest >= now]
    following = min(to_come, key=lambda event: (event.latest, event.iri), default=None)
    figures: Counter[str] = Counter()
    rows = []
    for event in events:
        figures.update([f"status:{event.status}", *(f"domain:{domain}" for domain in event.domains)])
        year = int(when[event.iri][:4])
        rows.append(
            Step(
                local_id(event.iri),
                None if year == 9999 else year,
                event.date,
                event.class_,
                event.status,
                event.domains,
                len({report.document for report in said.get(event.iri, ())}),
                event is following,
            )
        )
    return Result("pair", tuple(rows), coverage(said, events), dict(sorted(figures.items())))
