"""Which actors cooperate in the same domains."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from amity import network
from amity.analysis.results import Result, coverage, reports
from amity.parameters import find_actor
from amity.store import Dataset
from amity.vocabulary import local_id


class Similarity(NamedTuple):
    """Another actor, how similar its portfolio is (0 to 1), on how many events that rests, and the domains shared."""

    actor: str
    similarity: float
    events: int
    shared: tuple[str, ...]


def portfolios(dataset: Dataset, actor: str, *, least: int = 3) -> Result[Similarity]:
    """Actors by the similarity of their portfolios to that of `actor`, most similar first.

    A portfolio is the weight of each broad domain in an actor's events, promises too; an event of several domains gives
    each an equal part. Similarity is the cosine of the angle between two of them (Salton & McGill 1983, Introduction
    to Modern Information Retrieval): 1 for like shares, 0 for nothing in common. Events that both are party to are left
    out, for they are alike by themselves; so is who has fewer than `least` events with a domain left.
    """
    iri = find_actor(actor, dataset)
    events = [event for event in network.happenings(dataset) if event.ties and event.domains]
    whole: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    common: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    numbers: Counter[str] = Counter()
    for event in events:
        broad = sorted({dataset.reference.top_domain(domain) for domain in event.domains})
        numbers.update(event.parties if iri not in event.parties else ())
        for party in event.parties:
            for domain in broad:
                whole[party][domain] += 1 / len(broad)
                if iri in event.parties:
                    common[party][domain] += 1 / len(broad)
    rows = []
    for other, number in sorted(numbers.items()):
        mine, theirs = (_without(whole[party], common[other]) for party in (iri, other))
        if number >= least:
            shared = tuple(sorted(mine.keys() & theirs.keys()))
            rows.append(Similarity(local_id(other), round(cosine(mine, theirs), 3), number, shared))
    rows.sort(key=lambda row: (-row.similarity, -row.events, row.actor))
    return Result("portfolios", tuple(rows), coverage(reports(dataset), events))


def _without(whole: Mapping[str, float], part: Mapping[str, float]) -> dict[str, float]:
    """The weights without those of a part of it; what is left by rounding alone is nothing."""
    left = {name: weight - part.get(name, 0.0) for name, weight in whole.items()}
    return {name: weight for name, weight in left.items() if weight > 1e-9}


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of the angle between two vectors, by name of their components; 0 where one has none."""
    lengths = [math.sqrt(math.fsum(value**2 for value in vector.values())) for vector in (one, other)]
    product = math.fsum(one[name] * other[name] for name in sorted(one.keys() & other.keys()))
    return product / (lengths[0] * lengths[1]) if all(lengths) else 0.0
