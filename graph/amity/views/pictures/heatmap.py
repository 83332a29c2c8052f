"""The events of an actor by partner and domain."""

from collections import defaultdict

import altair as alt

from amity.views.content import Content, Json
from amity.views.pictures import style
from amity.views.pictures.style import say

_MOST = 24
_CELL = 24
_LONGEST = 24


def draw(content: Content, language: str) -> alt.VConcatChart:
    """The picture of a content that has a focus. Raises ValueError where there is nothing but breaks and denials."""
    data = content.data
    center, terms, broader = data["focus"], data["terms"]["domain"], data["broader"]
    actor = data["actors"][center]["label"][language]
    counts: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
    events: dict[int, int] = defaultdict(int)
    for event in data["events"]:
        parties = [party for party, _ in event["parties"]]
        if event["ties"] and center in parties:
            for party in set(parties) - {center}:
                events[party] += 1
                for top in {broader[domain] for domain in event.get("domains", ())} or {""}:
                    counts[party, top][event["status"] == "planned"] += 1
    if not events:
        raise ValueError(say("en", "none", actor=actor))
    partners = sorted(events, key=lambda number: (-events[number], number))
    shown = partners[:_MOST]
    none = say(language, "noDomain")
    totals: dict[str, int] = defaultdict(int)
    rows: list[Json] = []
    for (party, top), (real, promised) in sorted(counts.items()):
        if party in shown:
            label = terms[top][language] if top else none
            totals[label] += real + promised
            text = str(real + promised) if real else f"({promised})"
            name = style.short_name(data["actors"][party], language, _LONGEST)
            rows.append({"partner": name, "domain": label, "events": real + promised, "text": text})
    domains = sorted(totals, key=lambda label: (label == none, -totals[label], label))
    most = max(row["events"] for row in rows)
    names = [style.short_name(data["actors"][number], language, _LONGEST) for number in shown]
    places: Json = {
        "x": alt.X(
            "domain:N",
            sort=domains,
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-40, labelLimit=200, ticks=False, domain=False, labelAlign="left"),
        ),
        "y": alt.Y(
            "partner:N",
            sort=names,
            title=None,
            axis=alt.Axis(labelLimit=190, ticks=False, domain=False),
        ),
    }
    base = style.chart(rows).encode(**places)
    cells = [{"partner": name, "domain": label} for name in names for label in domains]
    tile: Json = {"cornerRadius": 3, "stroke": style.PAPER, "strokeWidth": 2}
    chart = alt.layer(
        style.chart(cells).mark_rect(color="#f4f3ee", **tile).encode(**places),
        base.mark_rect(**tile).encode(
            color=alt.Color("events:Q", scale=alt.Scale(scheme="blues", domain=[0, max(4, most)]), legend=None)
        ),
        base.mark_text(fontSize=11.5, fontWeight=600).encode(
            text="text:N",
            color=alt.condition(alt.datum.events > max(4, most) * 0.55, alt.value(style.PAPER), alt.value(style.INK)),
        ),
    ).properties(width=min(style.WIDTH - 200, 46 * len(domains)), height=_CELL * len(shown))
    notes = [style.source_of(content, style.own_events(content), language)]
    if len(shown) < len(partners):
        notes.insert(0, say(language, "domainsMost", shown=len(shown), n=len(partners)))
    return style.page([chart], say(language, "domains", actor=actor), say(language, "domainsHow"), notes)
