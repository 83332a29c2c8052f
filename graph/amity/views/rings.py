"""Where partners stand around an actor: by sector, and the nearer the stronger the tie.

Positions are in the units of the picture, x to the right and y down, the actor in the middle (0, 0). The rings are
ellipses of one shape; where a picture is higher than wide, x and y change places.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from amity.views.layout import Point

ACROSS, DOWN = 450.0, 275.0
"""The half-axes of the outermost ring, on which the weakest ties end."""
MOST = 72
"""How many partners are drawn at most; the page says so."""
CENTER = 46.0
"""The radius of the disc in the middle."""
_NEAREST, _FARTHEST = 0.36, 0.95
"""Where the strongest and the weakest partners stand, as shares of the outermost ring."""
_LEAST_MOST = 8.0
"""What a tie weighs that stands on the innermost ring, where none weighs more."""
_GAP = 0.8
"""Between two sectors, in places of one partner."""


OTHERS = ""
"""The sector of whoever is in no region of the world."""
Regions = Mapping[str, tuple[str, str]]
"""The continent and the region of actors."""


def sectors(partners: Iterable[str], regions: Regions, home: tuple[str, str] | None) -> dict[str, str]:
    """What each partner is grouped by, in the order of the picture: its continent, but on the own continent its region.

    For there an actor has most of its partners, and tells them apart. Regions say what sectors by community would not,
    namely where partners come from, and stay the same when events are added; a domain is none, for a partner has many.
    """

    def sector(node: str) -> str:
        continent, region = regions.get(node, (OTHERS, OTHERS))
        return region if home and continent == home[0] else continent

    found = {node: sector(node) for node in partners}

    def rank(name: str) -> tuple[bool, bool, bool, str]:
        near = home is not None and name in {region for continent, region in regions.values() if continent == home[0]}
        return (name == OTHERS, home is not None and name != home[1], not near, name)

    return dict(sorted(found.items(), key=lambda item: (rank(item[1]), item[0])))


def around(weights: Mapping[str, float], sectors: Mapping[str, str]) -> dict[str, Point]:
    """The partners of one actor, the `MOST` strongest of them, clockwise from the top, sector by sector.

    `weights` are those of its ties, `sectors` what each partner belongs to, in order. In a sector the strong and the
    weak take turns, so that neighbors stand apart; who would still touch another is moved outward, the weaker first.
    """
    kept = sorted(weights, key=lambda node: (-weights[node], node))[:MOST]
    groups = [[node for node in kept if sectors[node] == sector] for sector in dict.fromkeys(sectors.values())]
    most = max([_LEAST_MOST, *weights.values()])
    angles = dict(_angles([_alternating(group) for group in groups if group]))
    placed: dict[str, Point] = {}
    for node in kept:
        share = math.log1p(weights[node]) / math.log1p(most)
        rho = _FARTHEST - (_FARTHEST - _NEAREST) * share
        radius = size(weights[node], most)
        while rho < 1 and not _free(_at(angles[node], rho), radius, placed, weights, most):
            rho += 0.01
        placed[node] = _at(angles[node], min(rho, 1.0))
    return {node: placed[node] for node in sorted(placed, key=lambda node: angles[node])}


def size(weight: float, most: float) -> float:
    """The radius of a partner whose tie has this weight, where the strongest has `most` (views/page/rings.js alike)."""
    return 8 + 15 * math.sqrt(weight / max(most, _LEAST_MOST))


def _at(angle: float, rho: float) -> Point:
    return ACROSS * rho * math.cos(angle), DOWN * rho * math.sin(angle)


def _free(at: Point, radius: float, placed: Mapping[str, Point], weights: Mapping[str, float], most: float) -> bool:
    if math.dist(at, (0, 0)) < CENTER + radius + 4:
        return False
    return all(math.dist(at, other) >= radius + size(weights[node], most) + 3 for node, other in placed.items())


def _alternating(ranked: Sequence[str]) -> list[str]:
    half = (len(ranked) + 1) // 2
    turns = [ranked[:half], ranked[half:]]
    return [turns[i % 2][i // 2] for i in range(len(ranked))]


def _angles(groups: Sequence[Sequence[str]]) -> Iterator[tuple[str, float]]:
    """The parameter of each partner on its ellipse, such that the ways between neighbors on the outermost are equal."""
    whole = sum(map(len, groups)) + _GAP * len(groups)
    place = _GAP / 2
    for group in groups:
        for node in group:
            yield node, _parameter((place + 0.5) / whole)
            place += 1
        place += _GAP


def _parameter(share: float) -> float:
    """Where so much of the way around the outermost ring is behind one who starts at the top."""
    wanted = share * _WAYS[-1]
    step = next(number for number, way in enumerate(_WAYS) if way >= wanted)
    before = _WAYS[step - 1] if step else 0.0
    part = (wanted - before) / (_WAYS[step] - before) if step else 0.0
    return -math.pi / 2 + 2 * math.pi * (step - 1 + part if step else 0.0) / (len(_WAYS) - 1)


def _way() -> Iterator[float]:
    """The way along the outermost ring to each of 720 steps from the top."""
    steps = 720
    points = [_at(2 * math.pi * step / steps - math.pi / 2, 1) for step in range(steps + 1)]
    total = 0.0
    yield total
    for one, other in pairwise(points):
        total += math.dist(one, other)
        yield total


_WAYS = list(_way())
