"""The partners of an actor around it, the nearer the stronger, each with a ring of its domains."""

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import altair as alt

from amity.views import rings
from amity.views.content import Content, Json
from amity.views.pictures import labels, style
from amity.views.pictures.style import Chart, say

_MOST = 36
_HEIGHT = 560
_MARGIN = 0.13
_LONGEST = 13
_CENTER = 40.0
_ROOMY = 24
"""With more partners than so many, all are drawn smaller."""


def draw(content: Content, language: str) -> alt.VConcatChart:
    """The picture of a content that has a focus. Raises ValueError where nothing ties it to anyone."""
    actors, center = content.data["actors"], content.data["focus"]
    weights = _weights(content)
    if not weights:
        raise ValueError(say("en", "none", actor=actors[center]["label"]["en"]))
    placed = _places(content, weights)
    legend, colors = _legend(content, language)
    largest = max(weights.values())
    reach = max([0.5, *(math.hypot(x / rings.ACROSS, y / rings.DOWN) for x, y in placed.values())]) + _MARGIN
    axes = _Axes(reach)
    discs: list[Json] = []
    spokes: list[Json] = []
    promised = _promised_alone(content)
    shrink = min(1.0, math.sqrt(_ROOMY / len(placed)))
    # The strongest first: they have first choice of where their names stand.
    order = sorted(placed, key=lambda number: (-weights[number], number))
    radii = {number: rings.size(weights[number], largest) * shrink for number in order}
    for number in order:
        x, y = placed[number]
        spokes.append({"x": x, "y": y, "x2": 0, "y2": 0, "w": 0.8 + radii[number] / 9, "dash": number in promised})
        discs += _donut(content, number, legend, (x, y), radii[number])
    texts = [labels.lines(style.short_name(actors[n], language, 2 * _LONGEST), _LONGEST) for n in order]
    spots = [(placed[n][0] / axes.across, placed[n][1] / axes.down, radii[n]) for n in order]
    middle = labels.Box(0, 0, 2 * _CENTER, 2 * _CENTER)
    boxes = labels.placed(spots, texts, [middle])
    names = [
        {"x": box.x * axes.across, "y": (box.y + (row - (len(text) - 1) / 2) * labels.LINE) * axes.down, "name": line}
        for box, text in zip(boxes, texts, strict=True)
        for row, line in enumerate(text)
    ]
    name = actors[center]["label"][language]
    notes = [say(language, "weighs")]
    if len(placed) < len(weights):
        notes.append(say(language, "ringsMost", shown=len(placed), n=len(weights)))
    chart = alt.layer(
        *axes.guides(weights, reach),
        *(axes.spokes([s for s in spokes if s["dash"] is dashed], dashed) for dashed in (False, True)),
        *axes.discs(discs, [label for _, label in legend], colors),
        *axes.names(names),
        *axes.middle(style.short_name(actors[center], language, _LONGEST)),
    ).properties(width=style.WIDTH, height=_HEIGHT)
    notes = [" ".join(notes), style.source_of(content, style.own_events(content), language)]
    return style.page([chart], say(language, "rings", actor=name), say(language, "ringsHow"), notes)


def _weights(content: Content) -> dict[int, float]:
    """The weight of each partner's tie, by its number; those of nothing but breaks or denials are not drawn."""
    numbers = {node: number for number, node in enumerate(content.graph)}
    assert content.focus is not None
    return {numbers[node]: data["weight"] for node, data in content.ties[content.focus].items()}


def _places(content: Content, weights: dict[int, float]) -> dict[int, tuple[float, float]]:
    actors, center = content.data["actors"], content.data["focus"]
    kept = sorted(weights, key=lambda number: (-weights[number], number))[:_MOST]
    regions = {str(n): tuple(actors[n]["region"]) for n in [center, *kept] if actors[n].get("region")}
    sectors = rings.sectors([str(n) for n in kept], regions, regions.get(str(center)))
    return {int(n): at for n, at in rings.around({str(n): weights[n] for n in kept}, sectors).items()}


def _legend(content: Content, language: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The domains that have a color, with their labels; then all others (`*`), and none (the empty text)."""
    terms, palette = content.data["terms"]["domain"], content.data["palette"]
    legend = [(domain, terms[domain][language]) for domain in palette]
    legend += [("*", say(language, "otherDomains")), ("", say(language, "noDomain"))]
    return legend, [*style.HUES[: len(palette)], style.REST, style.NONE]


def _donut(
    content: Content, number: int, legend: list[tuple[str, str]], at: tuple[float, float], radius: float
) -> list[Json]:
    center, broader = content.data["focus"], content.data["broader"]
    shares: dict[str, float] = defaultdict(float)
    colored = {domain for domain, _ in legend}
    for event in content.data["events"]:
        parties = {party for party, _ in event["parties"]}
        if event["ties"] and {center, number} <= parties:
            tops = {broader[domain] for domain in event.get("domains", ())} or {""}
            for top in tops:
                shares[top if top in colored else "*"] += event["weight"] / len(tops)
    total = math.fsum(shares.values())
    start, arcs = 0.0, []
    for domain, label in legend:
        if shares[domain]:
            end = start + 2 * math.pi * shares[domain] / total
            arcs.append({"x": at[0], "y": at[1], "from": start, "to": end, "r": radius, "domain": label})
            start = end
    return arcs


def _promised_alone(content: Content) -> set[int]:
    """The partners with whom there is nothing but plans."""
    real: set[int] = set()
    everyone: set[int] = set()
    for event in style.own_events(content):
        parties = {party for party, _ in event["parties"]}
        everyone |= parties
        if event["status"] in ("done", "ongoing"):
            real |= parties
    return everyone - real


def _share(weight: float, most: float) -> float:
    """Where a partner of this weight stands, as a share of the way to the outermost ring."""
    x, y = rings.around({"one": weight, "most": most}, {"one": "a", "most": "b"})["one"]
    return math.hypot(x / rings.ACROSS, y / rings.DOWN)


class _Axes:
    """The layers of the picture, all on one pair of axes that reach so far: shares of the outermost ring."""

    def __init__(self, reach: float) -> None:
        self._x = alt.Scale(domain=[-rings.ACROSS * reach, rings.ACROSS * reach], nice=False)
        self._y = alt.Scale(domain=[rings.DOWN * reach, -rings.DOWN * reach], nice=False)
        self.across, self.down = 2 * rings.ACROSS * reach / style.WIDTH, 2 * rings.DOWN * reach / _HEIGHT
        """What a pixel is on either axis."""

    def _at(self) -> dict[str, Any]:
        return {"x": alt.X("x:Q", axis=None, scale=self._x), "y": alt.Y("y:Q", axis=None, scale=self._y)}

    def guides(self, weights: Mapping[int, float], reach: float) -> list[Chart]:
        """A ring for one event, two, four and so on, with its number."""
        most = max(weights.values())
        numbers = [2**power for power in range(12) if 2**power <= most + 0.5]
        shares = {number: share for number in numbers if (share := _share(number, most)) < reach - 0.02}
        lines = [
            {"x": rings.ACROSS * share * math.cos(a), "y": rings.DOWN * share * math.sin(a), "ring": number, "at": step}
            for number, share in shares.items()
            for step in range(121)
            for a in [2 * math.pi * step / 120]
        ]
        marks = [{"x": 0, "y": -rings.DOWN * share, "text": str(number)} for number, share in shares.items()]
        text = style.chart(marks).encode(**self._at(), text="text:N")
        ellipses = style.chart(lines).mark_line(stroke=style.RULE, strokeWidth=1)
        return [
            ellipses.encode(**self._at(), detail="ring:N", order="at:Q"),
            text.mark_text(fontSize=11, stroke=style.PAPER, strokeWidth=5, color=style.PAPER),
            text.mark_text(fontSize=11, color=style.QUIET),
        ]

    def spokes(self, rows: list[Json], dashed: bool) -> Chart:
        more: Json = {"strokeDash": [5, 4]} if dashed else {}
        mark = style.chart(rows).mark_rule(color="#5d6b7e", opacity=0.45, **more)
        return mark.encode(**self._at(), x2="x2:Q", y2="y2:Q", strokeWidth=alt.StrokeWidth("w:Q", scale=None))

    def discs(self, rows: list[Json], domains: list[str], colors: list[str]) -> list[Chart]:
        used = [label for label in domains if any(row["domain"] == label for row in rows)]
        color = alt.Color(
            "domain:N",
            scale=style.swatches(used, [colors[domains.index(label)] for label in used]),
            legend=alt.Legend(title=None, orient="bottom", columns=5, symbolType="circle", labelLimit=220, offset=4),
        )
        around: dict[str, Any] = {"theta": alt.Theta("from:Q", scale=None), "theta2": "to:Q"}
        base = style.chart(rows).encode(**self._at(), **around)
        return [
            base.mark_arc(stroke=style.PAPER, strokeWidth=0.8).encode(
                radius=alt.Radius("r:Q", scale=None), color=color
            ),
            base.transform_calculate(inner="datum.r * 0.52")
            .mark_arc(color=style.PAPER)
            .encode(radius=alt.Radius("inner:Q", scale=None)),
        ]

    def names(self, rows: list[Json]) -> list[Chart]:
        base = style.chart(rows).encode(**self._at(), text="name:N")
        font: Json = {"baseline": "middle", "fontSize": 12, "fontWeight": 600}
        return [
            base.mark_text(stroke=style.PAPER, strokeWidth=4, strokeJoin="round", color=style.PAPER, **font),
            base.mark_text(color=style.INK, **font),
        ]

    def middle(self, name: str) -> list[Chart]:
        base = style.chart([{"x": 0, "y": 0, "name": name}]).encode(**self._at())
        return [
            base.mark_circle(size=5200, color=style.INK, opacity=1),
            base.mark_text(color=style.PAPER, fontSize=15, fontWeight=600).encode(text="name:N"),
        ]
