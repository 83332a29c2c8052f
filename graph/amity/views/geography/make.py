"""Makes the two data files of this folder from what two public packages hold; run by hand when these are to be renewed.

    npm pack world-atlas@2.0.2 cldr-core@48.2.0     (and unpack both)
    python make.py world-atlas/countries-50m.json cldr-core/supplemental/territoryContainment.json

`world.json` is the land and the borders of Natural Earth (1:50 million, public domain), cut into arcs as TopoJSON has
them: every arc a list of longitudes and latitudes in tenths of a degree, each but the first as the difference from the
last. `regions.tsv` is the continent and the region (UN M49 codes) of each state, after Unicode CLDR.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from amity import resources

HERE = Path(__file__).resolve().parent
SOUTHERNMOST = -600
"""Land that is all south of 60° S, in tenths of a degree, is left out: no partner is there."""
LEAST = 4
"""Islands less wide and high than this, in tenths of a degree, are left out: they would be specks."""


def world(topology: dict[str, Any]) -> dict[str, Any]:
    """The land as rings of arcs, and which arcs are borders: those that two countries share."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [_tenths(arc, scale, shift) for arc in topology["arcs"]]
    countries = topology["objects"]["countries"]["geometries"]
    uses = Counter(arc if arc >= 0 else ~arc for country in countries for ring in _rings(country) for arc in set(ring))
    rings = [ring for part in topology["objects"]["land"]["geometries"] for ring in _rings(part)]
    kept = [ring for ring in rings if _shown([point for arc in ring for point in arcs[arc if arc >= 0 else ~arc]])]
    borders = sorted(arc for arc, number in uses.items() if number > 1)
    used = sorted({arc if arc >= 0 else ~arc for ring in kept for arc in ring}.union(borders))
    number = {arc: place for place, arc in enumerate(used)}
    return {
        "source": "Natural Earth 1:50m, public domain, by way of world-atlas 2.0.2 (see make.py)",
        "arcs": [list(_differences(arcs[arc])) for arc in used],
        "land": [[number[arc] if arc >= 0 else ~number[~arc] for arc in ring] for ring in kept],
        "borders": [number[arc] for arc in borders],
    }


def regions(containment: dict[str, Any], alpha2: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """State, continent and region, by the codes of the states."""
    parts = containment["supplemental"]["territoryContainment"]
    continents = parts["001"]["_contains"]
    home = {
        territory: (continent, region)
        for continent in continents
        for region in parts[continent]["_contains"]
        for territory in parts.get(region, {}).get("_contains", ())
    }
    for state, code in sorted(alpha2.items()):
        yield (state, *home[code])


def _rings(geometry: dict[str, Any]) -> Iterable[list[int]]:
    arcs = geometry["arcs"]
    return arcs if geometry["type"] == "Polygon" else [ring for polygon in arcs for ring in polygon]


def _shown(points: list[tuple[int, int]]) -> bool:
    spans = [max(p[axis] for p in points) - min(p[axis] for p in points) for axis in (0, 1)]
    return max(spans) >= LEAST and max(y for _, y in points) > SOUTHERNMOST


def _tenths(arc: list[list[int]], scale: list[float], shift: list[float]) -> list[tuple[int, int]]:
    x = y = 0
    points: list[tuple[int, int]] = []
    for across, up in arc:
        x, y = x + across, y + up
        point = round((x * scale[0] + shift[0]) * 10), round((y * scale[1] + shift[1]) * 10)
        if not points or point != points[-1]:
            points.append(point)
    return points


def _differences(points: list[tuple[int, int]]) -> Iterator[int]:
    x = y = 0
    for point in points:
        yield from (point[0] - x, point[1] - y)
        x, y = point


def main(atlas: str, containment: str) -> None:
    """Writes both files beside this one."""
    made = world(json.loads(Path(atlas).read_text(encoding="utf-8")))
    (HERE / "world.json").write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
    states = (resources.ontology() / "actors" / "states.ttl").read_text(encoding="utf-8")
    codes = dict(re.findall(r'amity:alpha3 "(\w{3})" ;\s+amity:alpha2 "(\w\w)"', states))
    found = regions(json.loads(Path(containment).read_text(encoding="utf-8")), codes)
    lines = ["state\tcontinent\tregion", *("\t".join(row) for row in found)]
    (HERE / "regions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
