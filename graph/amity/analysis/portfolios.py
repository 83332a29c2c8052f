"""Which actors cooperate in the same domains."""

import math
from collections import defaultdict
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
    rows = []
    for other in sorted({party for event in events for party in event.parties} - {iri}):
        mine: dict[str, float] = defaultdict(float)
        theirs: dict[str, float] = defaultdict(float)
        number = 0
        for event in events:
            # Exactly one of the two.
            if (iri in event.parties) != (other in event.parties):
                broad = sorted({dataset.reference.top_domain(domain) for domain in event.domains})
                number += other in event.parties
                for domain in broad:
                    (mine if iri in event.parties else theirs)[domain] += 1 / len(broad)
        if number >= least:
            shared = tuple(sorted(mine.keys() & theirs.keys()))
            rows.append(Similarity(local_id(other), round(cosine(mine, theirs), 3), number, shared))
    rows.sort(key=lambda row: (-row.similarity, -row.events, row.actor))
    return Result("portfolios", tuple(rows), coverage(reports(dataset), events))


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of the angle between two vectors, by name of their components; 0 where one has none."""
    lengths = [math.sqrt(math.fsum(value**2 for value in vector.values())) for vector in (one, other)]
    product = math.fsum(one[name] * other[name] for name in sorted(one.keys() & other.keys()))
    return product / (lengths[0] * lengths[1]) if all(lengths) else 0.0
