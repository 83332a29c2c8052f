"""Where each actor stands in the picture: computed here once, so that the page neither moves nor differs."""

import math

import networkx as nx

from amity.network import Graph, communities

_DENSE = 500
"""From this many nodes on, the spring layout of NetworkX needs SciPy: larger networks are laid out by communities."""
_GAP = 150.0
_WIDE = 1.3
"""A screen is wider than it is high."""

Point = tuple[float, float]


def positions(ties: Graph, sizes: dict[str, float], labels: dict[str, str]) -> dict[str, tuple[int, int]]:
    """A place for each node, in the pixels of the picture at its natural scale.

    Components are laid out one by one (force-directed, Fruchterman & Reingold 1991) and set side by side, the largest
    in the middle; then nodes and the labels below them are moved off each other. `sizes` are radii.
    """
    parts = [sorted(nodes) for nodes in nx.connected_components(ties)]
    parts.sort(key=lambda nodes: (-len(nodes), nodes))
    placed: dict[str, Point] = {}
    for nodes in parts:
        _beside(placed, _spread(_part(ties, nodes)))
    points = {node: (x * _WIDE, y) for node, (x, y) in placed.items()}
    if len(points) <= _DENSE:
        _apart(points, sizes, labels)
    return {node: (round(x), round(y)) for node, (x, y) in points.items()}


def _part(ties: Graph, nodes: list[str]) -> Graph:
    """The network among `nodes`, in their order."""
    part: Graph = nx.Graph()
    part.add_nodes_from(nodes)
    kept = set(nodes)
    for one, other, data in ties.edges(nodes, data=True):
        if one in kept and other in kept:
            part.add_edge(one, other, weight=math.log1p(data["weight"]))
    return part


def _spread(part: Graph) -> dict[str, Point]:
    """A connected part around the origin."""
    nodes = list(part)
    radius = _GAP * math.sqrt(len(nodes)) if len(nodes) > 1 else 0.0
    if len(nodes) < _DENSE:
        found = nx.spring_layout(part, seed=1, iterations=200, scale=radius, weight="weight")
        return {node: (float(found[node][0]), float(found[node][1])) for node in nodes}
    groups = communities(part)
    if not 1 < len(groups) < _DENSE:
        return _spiral(nodes)
    home = {node: i for i, group in enumerate(groups) for node in group}
    between: nx.Graph[int] = nx.Graph()
    between.add_nodes_from(range(len(groups)))
    between.add_edges_from((home[a], home[b]) for a, b in part.edges if home[a] != home[b])
    centers = nx.spring_layout(between, seed=1, iterations=200, scale=radius)
    placed = {}
    for i, group in enumerate(groups):
        for node, (x, y) in _spread(_part(part, group)).items():
            placed[node] = (float(centers[i][0]) + x / 2, float(centers[i][1]) + y / 2)
    return placed


def _spiral(nodes: list[str]) -> dict[str, Point]:
    """Evenly over a disc, along the spiral of a sunflower (Vogel 1979, Math. Biosci. 44, 179)."""
    turn = math.pi * (3 - math.sqrt(5))
    return {
        node: (_GAP / 2 * math.sqrt(i) * math.cos(i * turn), _GAP / 2 * math.sqrt(i) * math.sin(i * turn))
        for i, node in enumerate(nodes)
    }


def _beside(placed: dict[str, Point], part: dict[str, Point]) -> None:
    """Sets a part where its middle is nearest to that of the picture, in a widening ring, and clear of the rest."""
    radius = max(math.hypot(x, y) for x, y in part.values()) + _GAP / 2
    x, y = 0.0, 0.0
    step = 0
    while any(math.hypot(x + px - qx, y + py - qy) < _GAP for px, py in part.values() for qx, qy in placed.values()):
        step += 1
        distance, angle = _GAP / 4 * math.sqrt(step) + radius / 8, step * 2.399963
        x, y = distance * math.cos(angle), distance * math.sin(angle)
    placed |= {node: (x + px, y + py) for node, (px, py) in part.items()}


def _apart(points: dict[str, Point], sizes: dict[str, float], labels: dict[str, str]) -> None:
    """Moves nodes that overlap, with their labels, along the shorter way; a few rounds do."""
    width = {node: max(sizes[node] + 4, 3.9 * len(labels[node]) + 4) for node in points}
    top = {node: sizes[node] + 4 for node in points}
    below = {node: sizes[node] + 22 for node in points}
    nodes = sorted(points)
    for _ in range(80):
        moved = False
        for i, one in enumerate(nodes):
            for other in nodes[i + 1 :]:
                (x, y), (u, v) = points[one], points[other]
                across = width[one] + width[other] - abs(u - x)
                if across <= 0:
                    continue
                down = (below[one] + top[other] if v >= y else top[one] + below[other]) - abs(v - y)
                if down <= 0:
                    continue
                moved = True
                if across < down:
                    shift = math.copysign(across / 2 + 0.5, u - x)
                    points[one], points[other] = (x - shift, y), (u + shift, v)
                else:
                    shift = math.copysign(down / 2 + 0.5, v - y)
                    points[one], points[other] = (x, y - shift), (u, v + shift)
        if not moved:
            return
