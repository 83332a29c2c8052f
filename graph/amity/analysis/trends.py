"""Which partners of an actor rise and which fade, measured against its own past."""

import math
from typing import NamedTuple

from amity import network
from amity.analysis.results import Result, coverage, reports
from amity.parameters import find_actor
from amity.store import Dataset
from amity.vocabulary import local_id


class Trend(NamedTuple):
    """A partner before and since.

    `share_before` and `share_since` are its shares of the actor's events of either time. `change` is the logarithm of
    the odds ratio between them, positive where the partner rises, and `z` that number in standard errors: beyond 2 it
    is more than chance would often do.
    """

    partner: str
    before: int
    since: int
    share_before: float
    share_since: float
    change: float
    z: float


def trends(dataset: Dataset, actor: str, *, since: int) -> Result[Trend]:
    """The partners of an actor, who rises most first, comparing the years from `since` on with all earlier ones.

    Shares and not numbers are compared, for an actor of whom more is written has more events with everyone. Half an
    event is added to each of the four counts, so that the ratio exists where one is zero, and its standard error is
    the root of the sum of their inverses (Haldane 1956, Ann. Hum. Genet. 20, 309; Gart 1966). Counted is what took
    place, by the year it began in or else was first reported in. The figures are the number of events of either time.
    Raises ValueError where the actor has no events in one of them.
    """
    iri = find_actor(actor, dataset)
    first = network.first_reports(dataset, iri)
    events = [event for event in network.happenings(dataset, party=iri) if event.makes_partners]
    dated = [(day, event) for event in events if (day := event.earliest or first.get(event.iri, ""))]
    past = [event for day, event in dated if int(day[:4]) < since]
    recent = [event for day, event in dated if int(day[:4]) >= since]
    if not past or not recent:
        raise ValueError(
            f"{local_id(iri)} has {len(past)} events before {since} and {len(recent)} from then on, "
            "so there is nothing to compare; choose another year"
        )
    rows = []
    for partner in sorted({party for _, event in dated for party in event.parties} - {iri}):
        before, after = (sum(partner in event.parties for event in those) for those in (past, recent))
        four = (after + 0.5, len(recent) - after + 0.5, before + 0.5, len(past) - before + 0.5)
        change = math.log(four[0] / four[1]) - math.log(four[2] / four[3])
        rows.append(
            Trend(
                local_id(partner),
                before,
                after,
                round(before / len(past), 3),
                round(after / len(recent), 3),
                round(change, 3),
                round(change / math.sqrt(math.fsum(1 / count for count in four)), 2),
            )
        )
    rows.sort(key=lambda row: (-row.change, row.partner))
    figures = {"before": float(len(past)), "since": float(len(recent))}
    return Result("trends", tuple(rows), coverage(reports(dataset, iri), events), figures)
