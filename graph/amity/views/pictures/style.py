"""What all pictures share: colors, type, the title above and the source below."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from textwrap import wrap
from typing import Any, cast

import altair as alt

from amity.periods import bounds
from amity.views.content import Content, Json

WIDTH = 760
INK, QUIET, RULE, PAPER = "#1b2230", "#566072", "#dcdad3", "#ffffff"
HAPPENED, PROMISED, OFF = "#0072b2", "#6d4a94", "#c2410c"
NONE, REST = "#d3d6da", "#707882"
# Okabe & Ito's colors that the color-blind tell apart, as the page has them (views/page/network.css).
HUES = ("#0072b2", "#e09500", "#009e73", "#c06a9c", "#4aa8dc", "#8a2f5b", "#8b8b2a")
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
SERIF = "Liberation Serif, Georgia, Times New Roman, serif"
_CHARACTERS = 125

Chart = Any
"""A chart of Altair, whose type changes with every step that makes it."""


@cache
def texts(language: str) -> Mapping[str, str]:
    """The words of pictures."""
    text = (files("amity.views.pictures") / "texts.json").read_text(encoding="utf-8")
    return cast("Mapping[str, str]", json.loads(text)[language])


def say(language: str, key: str, **values: object) -> str:
    """A text with its `{name}`s filled in; one for a single thing is found under `key_one`."""
    found = texts(language)
    one = f"{key}_one"
    text = found[one] if values.get("n") == 1 and one in found else found[key]
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def chart(rows: Sequence[Json]) -> Chart:
    """A chart of these rows."""
    data: Any = alt.Data
    return alt.Chart(data(values=rows))


def page(parts: Sequence[Chart], title: str, subtitle: str, notes: Iterable[str]) -> alt.VConcatChart:
    """A picture of these parts, one above the other, with a title and, below, what it rests on."""
    lines = [line for note in notes for line in wrap(note, _CHARACTERS)]
    # The title of the last part stands below it: what an axis has on its left does not move it.
    below = alt.TitleParams(
        lines,
        orient="bottom",
        anchor="start",
        frame="bounds",
        font=FONT,
        fontSize=11,
        fontWeight="normal",
        color=QUIET,
        lineHeight=15,
        offset=12,
    )
    head = alt.TitleParams(
        title,
        subtitle=wrap(subtitle, _CHARACTERS - 10),
        anchor="start",
        frame="bounds",
        font=SERIF,
        fontSize=22,
        fontWeight=600,
        color=INK,
        subtitleFont=FONT,
        subtitleFontSize=12.5,
        subtitleColor=QUIET,
        subtitlePadding=6,
        offset=14,
    )
    text = {
        "labelColor": INK,
        "titleColor": QUIET,
        "titleFontWeight": "normal",
        "titleFontSize": 12,
        "labelFontSize": 12,
    }
    whole: alt.VConcatChart = (
        alt.vconcat(*parts[:-1], parts[-1].properties(title=below), spacing=14)
        .resolve_scale(color="independent", shape="independent")
        .properties(title=head, background=PAPER, padding=22)
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(gridColor="#eceae4", domainColor=RULE, tickColor=RULE, **text)
        .configure_legend(**text)
    )
    return whole


def source(documents: int, first: str, last: str, language: str) -> str:
    """What a picture rests on: so many documents of these years, and that this is not the world."""
    years = "" if not first else f" ({first})" if first == last else f" ({first}–{last})"
    return say(language, "source", n=documents, years=years)


def short_name(actor: Json, language: str, longest: int) -> str:
    """The name of an actor in a picture: the acronym where the label is longer than so many characters."""
    label: str = actor["label"][language]
    short = actor.get("short", {})
    return str(short.get(language) or short.get("en") or label) if len(label) > longest else label


def own_events(content: Content) -> list[Json]:
    """The events of a content that its focus is party to."""
    center = content.data["focus"]
    return [event for event in content.data["events"] if center in {party for party, _ in event["parties"]}]


def source_of(content: Content, events: Iterable[Json], language: str) -> str:
    """The same, of the documents that report these events of a content."""
    documents = content.data["documents"]
    numbers = {claim["document"] for event in events for claim in event["claims"]}
    days = [bounds(documents[n]["published"]) for n in numbers if documents[n].get("published")]
    years = sorted(str(day.earliest.year) for day in days if day.earliest)
    return source(len(numbers), years[0] if years else "", years[-1] if years else "", language)


def decimal_year(day: str) -> float:
    """A day (ISO 8601) as a number of years, so that no time zone has a say in where it is drawn."""
    year, month, number = (int(part) for part in day.split("-"))
    return round(year + (month - 1) / 12 + (number - 1) / 372, 4)


def year_axis(first: float, last: float, **more: Any) -> alt.X:
    """An axis of whole years, a tick for each, or for every fifth and so on where there are many."""
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100) if (last - first) / s <= 14)
    ticks = [year for year in range(math.ceil(first), math.floor(last) + 1) if year % step == 0]
    return alt.X(
        "x:Q",
        scale=alt.Scale(domain=[first, last], nice=False),
        axis=alt.Axis(values=ticks, format="d", title=None, labelFlush=False, **more),
    )


def swatches(names: Sequence[str], colors: Sequence[str]) -> alt.Scale:
    """The colors of these names."""
    return alt.Scale(domain=list(names), range=list(colors))
