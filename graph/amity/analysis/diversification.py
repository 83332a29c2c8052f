"""How diverse the partners of an actor are, year by year, and how sure that is."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from amity import network
from amity.analysis.results import Result, coverage, reports
from amity.network import Happening
from amity.parameters import find_actor
from amity.store import Dataset
from amity.vocabulary import local_id


class Diversity(NamedTuple):
    """The partners of an actor in a year.

    `effective` is their effective number (`network.effective_number`), with `low` and `high` the ends of its 95 %
    interval; `concentration` the sum of the squares of their shares, from 1/partners to 1 (Hirschman 1945, National
    Power and the Structure of Foreign Trade; Herfindahl 1950); `newcomers` the codes of those without an earlier event
    with the actor; `domains` the effective number of domains, broad ones, of events that have any.
    """

    year: int
    events: int
    partners: int
    effective: float
    low: float
    high: float
    concentration: float
    newcomers: tuple[str, ...]
    domains: float


def diversification(dataset: Dataset, actor: str, *, draws: int = 1000, seed: int = 1) -> Result[Diversity]:
    """The diversity of the partners of an actor (`TGO`, a name or an IRI) in each year that has any.

    Counted is what took place or is under way; an event of n parties weighs 1/(n-1) for each partner, and one without a
    date counts for the year it was first reported in.

    The interval is that of a bootstrap: the events of the year are drawn anew, with replacement, `draws` times. Such
    samples repeat events and so are less diverse than what they are drawn from; their distribution is therefore moved
    to have its mean at the estimate (Marcon et al. 2012, Oikos 121, 516). With few events it is wide, and rightly.
    """
    iri = find_actor(actor, dataset)
    first = network.first_reports(dataset, iri)
    events = [event for event in network.happenings(dataset, party=iri) if event.makes_partners]
    by_year: dict[int, list[Happening]] = defaultdict(list)
    for event in events:
        if day := event.earliest or first.get(event.iri, ""):
            by_year[int(day[:4])].append(event)
    rows = []
    seen: set[str] = set()
    tops = {domain: dataset.reference.top_domain(domain) for event in events for domain in event.domains}
    for year, those in sorted(by_year.items()):
        weights = _weights(those, iri)
        total = math.fsum(weights.values())
        effective = network.effective_number(weights.values())
        low, high = _interval(those, iri, effective, draws, [seed, year])
        newcomers = tuple(sorted(local_id(partner) for partner in weights if partner not in seen))
        seen |= set(weights)
        rows.append(
            Diversity(
                year,
                len(those),
                len(weights),
                round(effective, 3),
                round(low, 3),
                round(high, 3),
                round(math.fsum((w / total) ** 2 for w in weights.values()), 3),
                newcomers,
                round(network.effective_number(_domains(those, tops).values()), 3),
            )
        )
    return Result("diversification", tuple(rows), coverage(reports(dataset, iri), events))


def _weights(events: Sequence[Happening], actor: str) -> dict[str, float]:
    weights: dict[str, float] = defaultdict(float)
    for event in events:
        for party in event.parties:
            if party != actor:
                weights[party] += event.weight
    return weights


def _domains(events: Sequence[Happening], tops: Mapping[str, str]) -> dict[str, float]:
    """The weight of each broad domain: an event of several gives each an equal part."""
    weights: dict[str, float] = defaultdict(float)
    for event in events:
        broad = {tops[domain] for domain in event.domains}
        for domain in broad:
            weights[domain] += 1 / len(broad)
    return weights


def _interval(
    events: Sequence[Happening], actor: str, estimate: float, draws: int, seed: list[int]
) -> tuple[float, float]:
    partners = sorted({party for event in events for party in event.parties if party != actor})
    matrix: npt.NDArray[np.float64] = np.array(
        [[event.weight if partner in event.parties else 0.0 for partner in partners] for event in events]
    )
    counts = np.random.default_rng(seed).multinomial(len(events), [1 / len(events)] * len(events), size=draws)
    shares = (counts @ matrix) / counts.sum(axis=1, keepdims=True)
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    drawn = np.exp(-(shares * logs).sum(axis=1))
    low, high = np.quantile(drawn, [0.025, 0.975]) + (estimate - drawn.mean())
    return max(1.0, float(low)), float(high)
