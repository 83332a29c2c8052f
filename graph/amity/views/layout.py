"""Where each actor stands in the picture: computed beforehand, the same for the same network.

Positions are in the units of the picture, x to the right and y down, about the middle (0, 0).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import networkx as nx

from amity.network import Graph

Point = tuple[float, float]

SEED = 1
_ROOM = 92
"""How far apart two partners stand, about, where nothing else counts."""
_WIDE = 1.45
"""How much wider than high a picture is."""
_MOST_TO_PART = 400
_CROWD = 60
"""From so many actors on the middle of a network is loosened."""
_TRIES = 12
"""How many starts are tried where ties are few enough to count their crossings."""
_FEW_EDGES = 150


def whole(
    ties: Graph,
    telling: Iterable[tuple[str, str]],
    broken: Iterable[tuple[str, str]],
    sizes: Mapping[str, float],
    labels: Mapping[str, int],
) -> dict[str, Point]:
    """A network: each component by forces (Fruchterman & Reingold 1991), the largest on top, the others below it.

    `sizes` are the radii of the actors, `labels` the numbers of letters written below them; neither overlaps much.
    `telling` are the pairs whose ties are drawn, and pull; `broken` those that are drawn though nothing ties them: they
    pull less.
    """
    pulls: Graph = nx.Graph()
    pulls.add_nodes_from(ties)
    pulls.add_edges_from((a, b, {"weight": 0.4}) for a, b in sorted(broken))
    for pair in sorted(telling):
        pulls.add_edge(*pair, weight=1 + math.log1p(ties.edges[pair]["weight"]))
    parts = sorted((sorted(nodes) for nodes in nx.connected_components(pulls)), key=lambda nodes: (-len(nodes), nodes))
    drawn = [_apart(_by_forces(pulls, nodes), sizes, labels) for nodes in parts]
    return _centered(_packed(drawn, sizes, labels))


def _by_forces(pulls: Graph, nodes: Sequence[str]) -> dict[str, Point]:
    if len(nodes) < 3:
        return {node: (_ROOM * 1.5 * number, 0.0) for number, node in enumerate(nodes)}
    # Numbers, for the order of a set of texts changes from one process to the next.
    part: nx.Graph[int] = nx.Graph()
    part.add_nodes_from(range(len(nodes)))
    numbers = {node: number for number, node in enumerate(nodes)}
    for a, b, data in pulls.edges(nodes, data=True):
        part.add_edge(numbers[a], numbers[b], weight=data["weight"])
    seeds = range(SEED, SEED + _TRIES) if part.number_of_edges() <= _FEW_EDGES else [SEED]
    found = min((_sprung(part, seed) for seed in seeds), key=lambda points: _crossings(part, points))
    return {nodes[number]: point for number, point in _filling(found, len(nodes)).items()}


def _sprung(part: "nx.Graph[int]", seed: int) -> dict[int, Point]:
    number = part.number_of_nodes()
    # Of 500 or more NetworkX asks for SciPy; there are fewer, for only the core of a network is laid out by forces.
    found = nx.spring_layout(part, seed=seed, k=2.6 / math.sqrt(number), iterations=200)
    return {node: (float(x), float(y)) for node, (x, y) in sorted(found.items())}


def _crossings(part: "nx.Graph[int]", points: Mapping[int, Point]) -> int:
    """How many ties cross: of all that was measured, what most hinders reading a drawing (Purchase 1997, GD '97)."""
    lines = [(points[a], points[b]) for a, b in part.edges] if part.number_of_edges() <= _FEW_EDGES else []
    return sum(
        _left(a, b, c) != _left(a, b, d) and _left(c, d, a) != _left(c, d, b)
        for (a, b), (c, d) in combinations(lines, 2)
        if not {a, b} & {c, d}
    )


def _left(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])


def _filling(points: Mapping[int, Point], number: int) -> dict[int, Point]:
    """The same, lying along its longer axis and scaled to a picture for so many actors; a thin one stays thinner."""
    middle = [math.fsum(point[axis] for point in points.values()) / number for axis in (0, 1)]
    spots = {node: (x - middle[0], y - middle[1]) for node, (x, y) in points.items()}
    slant = math.atan2(
        2 * math.fsum(x * y for x, y in spots.values()), math.fsum(x * x - y * y for x, y in spots.values())
    )
    cos, sin = math.cos(slant / 2), math.sin(slant / 2)
    turned = {node: (x * cos + y * sin, y * cos - x * sin) for node, (x, y) in spots.items()}
    spans = [max(p[axis] for p in turned.values()) - min(p[axis] for p in turned.values()) for axis in (0, 1)]
    wide = _ROOM * math.sqrt(number) * _WIDE
    across = wide / (spans[0] or 1)
    down = min(wide / _WIDE / (spans[1] or 1), across * 1.7)
    return _evened({node: (x * across, y * down) for node, (x, y) in turned.items()})


def _evened(points: dict[int, Point]) -> dict[int, Point]:
    """The same, with the crowd in the middle of a large network loosened: half the way to an even density."""
    if len(points) < _CROWD:
        return points
    reach = {node: math.hypot(x / _WIDE, y) for node, (x, y) in points.items()}
    farthest = max(reach.values())
    ranked = sorted(points, key=lambda node: (reach[node], node))
    factor = {
        node: (reach[node] + farthest * math.sqrt((rank + 1) / len(points))) / (2 * (reach[node] or 1))
        for rank, node in enumerate(ranked)
    }
    return {node: (x * factor[node], y * factor[node]) for node, (x, y) in points.items()}


def _apart(points: dict[str, Point], sizes: Mapping[str, float], labels: Mapping[str, int]) -> dict[str, Point]:
    """The same, with actors pushed from each other until none covers another or its name (at most sixty times)."""
    if len(points) > _MOST_TO_PART:
        return points
    spots = {node: list(point) for node, point in points.items()}
    halves = {node: (_half_width(node, sizes, labels), sizes[node] + 14) for node in spots}
    for _ in range(60):
        moved = False
        for a, b in combinations(sorted(spots), 2):
            gap_x = halves[a][0] + halves[b][0] - abs(spots[b][0] - spots[a][0])
            gap_y = halves[a][1] + halves[b][1] - abs(spots[b][1] - spots[a][1])
            if gap_x <= 0 or gap_y <= 0:
                continue
            moved = True
            axis, gap = (0, gap_x) if gap_x < gap_y else (1, gap_y)
            sign = 1 if spots[b][axis] >= spots[a][axis] else -1
            for node, way in ((a, -sign), (b, sign)):
                spots[node][axis] += way * gap * 0.5
        if not moved:
            break
    return {node: (x, y) for node, (x, y) in spots.items()}


def _half_width(node: str, sizes: Mapping[str, float], labels: Mapping[str, int]) -> float:
    return max(sizes[node] + 6, labels[node] * 3.4)


def _packed(
    parts: Sequence[Mapping[str, Point]], sizes: Mapping[str, float], labels: Mapping[str, int]
) -> dict[str, Point]:
    """The parts side by side in rows, each row below the last and no wider than the first part or so."""
    placed: dict[str, Point] = {}
    widest, left, top, row = 0.0, 0.0, 0.0, 0.0
    for part in parts:
        x0 = min(x - _half_width(n, sizes, labels) for n, (x, _) in part.items())
        x1 = max(x + _half_width(n, sizes, labels) for n, (x, _) in part.items())
        y0 = min(y - sizes[n] for n, (_, y) in part.items())
        y1 = max(y + sizes[n] + 26 for n, (_, y) in part.items())
        if not placed:
            widest = max(x1 - x0, 700.0)
        elif left and left + x1 - x0 > widest:
            left, top, row = 0.0, top + row + 24, 0.0
        placed |= {n: (x - x0 + left, y - y0 + top) for n, (x, y) in part.items()}
        left, row = left + x1 - x0 + 24, max(row, y1 - y0)
    return placed


def _centered(points: dict[str, Point]) -> dict[str, Point]:
    if not points:
        return points
    middle = [(min(p[axis] for p in points.values()) + max(p[axis] for p in points.values())) / 2 for axis in (0, 1)]
    return {node: (x - middle[0], y - middle[1]) for node, (x, y) in points.items()}


def beyond(ties: Graph, placed: Mapping[str, Point]) -> dict[str, Point]:
    """The same, with all others on rings about them, each in the direction of its strongest partner that is placed."""

    def direction(node: str) -> float:
        partners = [(data["weight"], other) for other, data in ties[node].items() if other in placed]
        x, y = placed[max(partners)[1]] if partners else (0.0, 1.0)
        return math.atan2(y, x)

    others = sorted((node for node in ties if node not in placed), key=lambda node: (direction(node), node))
    reach = 60.0 + max((math.hypot(x / _WIDE, y) for x, y in placed.values()), default=0.0)
    found = dict(placed)
    rings = max(1, round(math.sqrt(len(others)) / 12))
    for number, node in enumerate(others):
        angle = 2 * math.pi * number / len(others) - math.pi
        radius = reach + _ROOM * 0.7 * (number % rings)
        found[node] = (radius * math.cos(angle) * _WIDE, radius * math.sin(angle))
    return found
