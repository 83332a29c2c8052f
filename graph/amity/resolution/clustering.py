"""All claims -> the events that they speak of."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from amity.model import Claim
from amity.resolution.days import Days, days_of
from amity.resolution.keys import groups_of
from amity.resolution.merging import Resolved, merged
from amity.resolution.naming import named
from amity.resolution.rule import NOTHING_KNOWN, ONCE, WINDOW, WINDOW_ONCE, Background, Closeness, closeness, linked


@dataclass(slots=True)
class _Cluster:
    """Claims of one event by identifier, and all claims that are linked to every one of them."""

    members: set[str]
    joinable: set[str]


def resolve(claims: Iterable[Claim], background: Background | None = None) -> list[Resolved]:
    """The events that the claims speak of, in the order of their slugs, whatever the order of the claims."""
    background = background or NOTHING_KNOWN
    known = {claim.id: claim for claim in claims}
    groups = clusters(known, _linked_pairs(known.values(), background))
    return named([merged([known[id_] for id_ in group], background) for group in groups])


def clusters(claims: Iterable[str], pairs: Iterable[Closeness]) -> list[tuple[str, ...]]:
    """The identifiers of claims by their events, sorted; `pairs` are all those of them that are linked."""
    home = {id_: _Cluster({id_}, set()) for id_ in claims}
    ordered = sorted(pairs)
    for *_, one, other in ordered:
        home[one].joinable.add(other)
        home[other].joinable.add(one)
    for *_, one, other in ordered:
        mine, others = home[one], home[other]
        if mine is not others and others.members <= mine.joinable:
            mine.members |= others.members
            mine.joinable &= others.joinable
            home.update(dict.fromkeys(others.members, mine))
    found = {id(cluster): tuple(sorted(cluster.members)) for cluster in home.values()}
    return sorted(found.values())


def _linked_pairs(claims: Iterable[Claim], background: Background) -> set[Closeness]:
    by_group: dict[tuple[str, tuple[str, ...]], list[tuple[Days, str, Claim]]] = defaultdict(list)
    for claim in claims:
        if span := days_of(claim.event.date, claim.published):
            for parties in groups_of(claim.event):
                by_group[claim.event.type, parties].append((span, claim.id, claim))
    pairs: set[Closeness] = set()
    seen: set[tuple[str, str]] = set()
    for (type_, _), group in by_group.items():
        # By their first day: no claim is linked to one that begins a window after its end.
        group.sort(key=lambda item: item[:2])
        starts = [span.earliest for span, *_ in group]
        window = WINDOW_ONCE if type_ in ONCE else WINDOW
        for position, (span, id_, claim) in enumerate(group, 1):
            for _, other_id, other in group[position : bisect_right(starts, span.widened(window).latest)]:
                if (id_, other_id) not in seen:
                    seen.add((id_, other_id))
                    if linked(claim, other, background):
                        pairs.add(closeness(claim, other, background))
    return pairs
