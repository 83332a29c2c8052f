"""The effective number of an actor's partners by year, with its interval, above the documents it rests on."""

from collections import Counter
from collections.abc import Mapping

import altair as alt

from amity import analysis
from amity.periods import bounds
from amity.store import Dataset
from amity.views.pictures import style
from amity.views.pictures.style import Chart, say


def draw(dataset: Dataset, iri: str, since: str | None, until: str | None, language: str) -> alt.VConcatChart:
    """The picture of the actor with that IRI. Raises ValueError where it has no event in these years."""
    found = analysis.diversification(dataset, iri)
    lowest, highest = (bounds(text) if text else None for text in (since, until))
    first = lowest.earliest.year if lowest and lowest.earliest else 0
    last = highest.latest.year if highest and highest.latest else 9999
    rows = [row._asdict() for row in found.rows if first <= row.year <= last]
    actor = dataset.reference.label(iri, language) or iri
    if not rows:
        raise ValueError(say("en", "none", actor=actor))
    documents: Counter[int] = Counter()
    for month in found.coverage:
        if month.month and first <= int(month.month[:4]) <= last:
            documents[int(month.month[:4])] += month.documents
    years = [*documents, *(row["year"] for row in rows)]
    start, end = min(years) - 0.5, max(years) + 0.5
    for row in rows:
        row |= {"x": row["year"], "label": say(language, "eventsOf", n=row["events"])}
    # A published table may have no date of its own: it is a source, and of no year.
    undated = sum(month.documents for month in found.coverage if not month.month)
    source = style.source(
        sum(documents.values()) + undated, str(min(documents, default="")), str(max(documents, default="")), language
    )
    parts = [_lines(rows, start, end, language)]
    notes = [source]
    if documents:
        parts.append(_documents(documents, start, end, language))
        notes.insert(0, say(language, "sourcesOfActor", actor=actor))
    title = say(language, "diversification", actor=actor)
    return style.page(parts, title, say(language, "diversificationHow"), notes)


def _documents(documents: Mapping[int, int], start: float, end: float, language: str) -> Chart:
    rows = [{"x": year - 0.32, "x2": year + 0.32, "documents": number} for year, number in sorted(documents.items())]
    axis = alt.Axis(tickMinStep=1, tickCount=3, format="d")
    return (
        style.chart(rows)
        .mark_rect(color=style.REST, opacity=0.75)
        .encode(
            x=_x(start, end, labels=False),
            x2="x2:Q",
            y=alt.Y("documents:Q", title=say(language, "documentsAxis"), axis=axis),
            y2=alt.Y2Datum(0),
        )
        .properties(width=style.WIDTH - 60, height=70)
    )


def _lines(rows: list[dict[str, object]], start: float, end: float, language: str) -> Chart:
    effective, partners = say(language, "effective"), say(language, "partners")
    most = max(float(str(row[name])) for row in rows for name in ("high", "partners"))
    scale = alt.Scale(domain=[0, most * 1.12], nice=False)
    base = style.chart(rows).encode(x=_x(start, end))
    y = alt.Y("effective:Q", scale=scale, title=None, axis=alt.Axis(tickMinStep=1, format="d"))
    key = alt.Color(
        "key:N",
        scale=style.swatches([effective, partners], [style.HAPPENED, style.HUES[1]]),
        legend=alt.Legend(title=None, orient="top", symbolType="circle", symbolOpacity=1, offset=6),
    )
    named = [("effective", effective), ("partners", partners)]
    with_key = {name: base.transform_calculate(key=f"'{label}'") for name, label in named}
    return alt.layer(
        base.mark_area(color=style.HAPPENED, opacity=0.16).encode(
            y=alt.Y("low:Q", scale=scale, title=None), y2="high:Q"
        ),
        base.mark_rule(color=style.HAPPENED, opacity=0.35, strokeWidth=1.5).encode(y=alt.Y("low:Q"), y2="high:Q"),
        with_key["partners"]
        .mark_point(filled=False, size=70, strokeWidth=1.8, shape="diamond")
        .encode(y=alt.Y("partners:Q", scale=scale), color=key),
        base.mark_line(color=style.HAPPENED, strokeWidth=2.5).encode(y=y),
        with_key["effective"].mark_circle(size=90, opacity=1).encode(y=y, color=key),
        base.mark_text(baseline="bottom", fontSize=11, color=style.QUIET).encode(y=alt.value(288), text="label:N"),
    ).properties(width=style.WIDTH - 60, height=290)


def _x(start: float, end: float, *, labels: bool = True) -> alt.X:
    return style.year_axis(start, end, grid=False, labels=labels)
