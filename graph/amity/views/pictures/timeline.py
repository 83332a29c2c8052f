"""The events of an actor by date and kind, promises apart."""

import math

import altair as alt

from amity.views.content import Content, Json
from amity.views.pictures import style
from amity.views.pictures.style import say

_GROUPS = {
    "done": "happened",
    "ongoing": "happened",
    "planned": "promised",
    "suspended": "promised",
    "denied": "off",
    "cancelled": "off",
}
_ROW = 38
_LEVEL = 0.6
_EXACT = 0.02
"""A date that spans no more, in years, is drawn as a mark alone."""


def draw(content: Content, language: str) -> alt.VConcatChart:
    """The picture of a content that has a focus. Raises ValueError where no event has a date."""
    center, terms = content.data["focus"], content.data["terms"]["class"]
    actor = content.data["actors"][center]["label"][language]
    events = style.own_events(content)
    rows: list[Json] = []
    # What says one end alone of its date, or none, has no place on an axis.
    for event in events:
        if event.get("earliest") and event.get("latest"):
            start, end = style.decimal_year(event["earliest"]), style.decimal_year(event["latest"])
            group = say(language, _GROUPS[event["status"]])
            kind = terms[event["class"]][language]
            rows.append({"x": (start + end) / 2, "start": start, "end": end, "kind": kind, "group": group})
    dated = len(rows)
    if not rows:
        raise ValueError(say("en", "none", actor=actor))
    groups = {say(language, key): key for key in ("happened", "promised", "off")}
    used = [name for name in groups if any(row["group"] == name for row in rows)]
    kinds = sorted({row["kind"] for row in rows}, key=lambda kind: (-sum(row["kind"] == kind for row in rows), kind))
    first = math.floor(min(row["start"] for row in rows))
    last = max(first + 1, math.ceil(max(row["end"] for row in rows)))
    rows = _together(rows, (last - first) / 60)
    _apart(rows, (last - first) / 45)
    height = _ROW * len(kinds)
    x = style.year_axis(first, last, grid=True)
    y = alt.Y("kind:N", sort=kinds, title=None, axis=alt.Axis(labelLimit=220, ticks=False, domain=False, grid=True))
    offset = alt.YOffset("offset:Q", scale=alt.Scale(domain=[-1, 1]))
    shades = {"happened": style.HAPPENED, "promised": style.PROMISED, "off": style.OFF}
    shapes = {"happened": "circle", "promised": "diamond", "off": "cross"}
    legend = alt.Legend(title=None, orient="bottom", symbolSize=90, symbolOpacity=1, labelLimit=300, offset=6)
    color = alt.Color("group:N", scale=style.swatches(used, [shades[groups[n]] for n in used]), legend=legend)
    shape = alt.Shape("group:N", scale=style.swatches(used, [shapes[groups[n]] for n in used]), legend=legend)
    base = style.chart(rows)
    chart = alt.layer(
        base.transform_filter(f"datum.end - datum.start > {_EXACT}")
        .mark_rule(strokeWidth=3, opacity=0.35, strokeCap="round")
        .encode(x=x, x2="x2:Q", y=y, yOffset=offset, color=color)
        .transform_calculate(x="datum.start", x2="datum.end"),
        base.mark_point(filled=True, opacity=0.95, stroke=style.PAPER, strokeWidth=0.8).encode(
            x=x, y=y, yOffset=offset, color=color, shape=shape, size=alt.Size("size:Q", scale=None)
        ),
        base.transform_filter("datum.n > 1")
        .mark_text(fontSize=10.5, fontWeight=600, color=style.PAPER)
        .encode(x=x, y=y, yOffset=offset, text="n:Q"),
    ).properties(width=style.WIDTH - 170, height=height)
    undated = len(events) - dated
    notes = [say(language, "undated", n=undated)] if undated else []
    notes.append(style.source_of(content, events, language))
    return style.page([chart], say(language, "timeline", actor=actor), say(language, "timelineHow"), notes)


def _together(rows: list[Json], near: float) -> list[Json]:
    """One mark for the events of a kind and group that are within `near` years of each other: `n` is their number."""
    marks: list[Json] = []
    open_: dict[tuple[str, str, bool], Json] = {}
    for row in sorted(rows, key=lambda row: (row["x"], row["end"], row["kind"], row["group"])):
        exact = row["end"] - row["start"] <= _EXACT
        mark = open_.get((row["kind"], row["group"], exact))
        if mark and (row["x"] - mark["x"] < near if exact else row["start"] == mark["start"]):
            mark["n"] += 1
        else:
            mark = {**row, "n": 1}
            open_[row["kind"], row["group"], exact] = mark
            marks.append(mark)
    for mark in marks:
        mark["size"] = 95 if mark["n"] == 1 else 190 + 22 * min(mark["n"], 20)
    return marks


def _apart(rows: list[Json], near: float) -> None:
    """Gives marks of one kind that would lie on each other levels of their own: `offset`, from -1 to 1."""
    before: dict[str, Json] = {}
    for row in sorted(rows, key=lambda row: (row["x"], row["kind"], row["group"])):
        row["offset"] = 0.0
        last = before.get(row["kind"])
        if last and row["x"] - last["x"] < near:
            last["offset"] = last["offset"] or -_LEVEL
            row["offset"] = -last["offset"]
        before[row["kind"]] = row
