"""Where states are: the borders of the world, the capitals, and the regions by which partners are grouped.

The map is drawn in the Equal Earth projection, whose areas are true (Šavrič, Patterson & Jenny 2018, Int. J. Geogr.
Inf. Sci. 33, 454). Borders come from world.json and regions from regions.tsv, which make.py makes; capitals from the
graph's own reference.
"""

import json
import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale

from amity.store import Dataset

SCALE = 600
"""Units of the map for the radius of the earth: it is about 3,250 wide, so that one is about a tenth of a degree."""

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_CAPITALS = """
PREFIX geo: <http://www.w3.org/2003/01/geo/wgs84_pos#>
SELECT DISTINCT ?state ?lat ?long {
  ?state a amity:State ; amity:capital ?city .
  ?city geo:lat ?lat ; geo:long ?long
}"""


def project(longitude: float, latitude: float) -> tuple[int, int]:
    """The place on the map, x to the right and y down from where the equator meets the prime meridian."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    second, sixth = theta**2, theta**6
    slope = _A[0] + 3 * _A[1] * second + sixth * (7 * _A[2] + 9 * _A[3] * second)
    x = 2 * math.sqrt(3) / 3 * math.radians(longitude) * math.cos(theta) / slope
    y = theta * (_A[0] + _A[1] * second + sixth * (_A[2] + _A[3] * second))
    return round(SCALE * x), round(-SCALE * y)


def capitals(dataset: Dataset) -> dict[str, tuple[int, int]]:
    """Where on the map each state has its capital, the first by alphabet of several, by IRI."""
    rows = dataset.query(_CAPITALS, limit=None).rows  # type: ignore[union-attr]
    found: dict[str, tuple[int, int]] = {}
    for state, latitude, longitude in sorted(rows, key=str):
        found.setdefault(state.value, project(float(longitude.value), float(latitude.value)))
    return found


@cache
def regions() -> dict[str, tuple[str, str]]:
    """The continent and the region of each state: UN M49 codes, by alpha-3 code."""
    lines = _file("regions.tsv").splitlines()[1:]
    return {state: (continent, region) for state, continent, region in (line.split("\t") for line in lines)}


def region_names(codes: Iterable[str], languages: Iterable[str]) -> dict[str, dict[str, str]]:
    """The names of regions by code and language, as Unicode CLDR has them."""
    locales = {language: Locale.parse(language).territories for language in languages}
    return {code: {language: names[code] for language, names in locales.items()} for code in sorted(codes)}


@cache
def world() -> dict[str, Any]:
    """The land and the borders as paths of SVG, and the box they fill: left, top, width, height."""
    data = json.loads(_file("world.json"))
    arcs = [_points(arc) for arc in data["arcs"]]
    rings = [
        _placed([point for arc in ring for point in (arcs[arc] if arc >= 0 else reversed(arcs[~arc]))])
        for ring in data["land"]
    ]
    every = [point for ring in rings for point in ring]
    left, top = (min(point[axis] for point in every) for axis in (0, 1))
    right, bottom = (max(point[axis] for point in every) for axis in (0, 1))
    return {
        "land": "".join(_path(ring) + "z" for ring in rings),
        "borders": "".join(_path(_placed(arcs[arc])) for arc in data["borders"]),
        "box": [left, top, right - left, bottom - top],
    }


def _points(arc: list[int]) -> list[tuple[int, int]]:
    x = y = 0
    found = []
    for across, up in zip(arc[::2], arc[1::2], strict=True):
        x, y = x + across, y + up
        found.append((x, y))
    return found


def _placed(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same on the map; what crosses the antimeridian is not torn apart, but goes on beyond the edge."""
    found: list[tuple[int, int]] = []
    for x, y in points:
        found.append((x + 3600 * round((found[-1][0] - x) / 3600) if found else x, y))
    turns = 3600 * round(sum(x for x, _ in found) / len(found) / 3600)
    return [project((x - turns) / 10, y / 10) for x, y in found]


def _path(points: list[tuple[int, int]]) -> str:
    """The points as a path, in differences, which are short; those that fall on the one before are left out."""
    parts: list[str] = []
    last = (0, 0)
    for point in points:
        if parts and point == last:
            continue
        from_, letter = (last, "l") if parts else ((0, 0), "M")
        parts.append(f"{letter}{point[0] - from_[0]},{point[1] - from_[1]}")
        last = point
    return "".join(parts)


def _file(name: str) -> str:
    return (files("amity.views.geography") / name).read_text(encoding="utf-8")
