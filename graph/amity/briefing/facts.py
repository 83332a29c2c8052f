"""What a briefing says of an actor, as plain values: each figure with the numbers of the events behind it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from amity import analysis, network
from amity.analysis.promises import OUTCOMES
from amity.store import Dataset
from amity.views.content import Json, content
from amity.vocabulary import local_id

_MOST_DOMAINS, _MOST_PROMISES, _MOST_MOVES = 8, 7, 4
_RECENT_YEARS = 3


def facts(dataset: Dataset, iri: str, language: str) -> dict[str, Any]:
    """What the template is given. Raises ValueError for an actor without events."""
    shown = content(dataset, actor=iri)
    data, center = shown.data, shown.data["focus"]
    events = [event for event in data["events"] if center in _parties(event)]
    first = {local_id(event): day for event, day in network.first_reports(dataset, iri).items()}
    events.sort(key=lambda event: (event.get("earliest") or first.get(event["id"], "9999"), event["id"]))
    for number, event in enumerate(events, 1):
        event["number"] = number
        event["year"] = (event.get("earliest") or first.get(event["id"], ""))[:4]
    happened = [event for event in events if event["ties"] and event["status"] in network.HAPPENED]
    diversity = analysis.diversification(dataset, iri)
    promises = analysis.promises(dataset, iri)
    actor = data["actors"][center]["label"][language]
    documents = sorted({claim["document"] for event in events for claim in event["claims"]})
    published = sorted(d for n in documents if (d := data["documents"][n].get("published", "")))
    return {
        "actor": actor,
        "events": [_event(event, data, language) for event in events],
        "happened": len(happened),
        "promised": sum(event["status"] == "planned" for event in events),
        "documents": len(documents),
        "span": f"{published[0][:4]}–{published[-1][:4]}" if published else "",
        "partners": _partners(events, data, language),
        "domains": _domains(events, data, language),
        "years": [_year(row, happened, data, language) for row in diversity.rows],
        "promises": _promises(promises.rows, events, data, language),
        "outcomes": {name: [e["number"] for e in _of(promises.rows, events, name)] for name in OUTCOMES},
        "median_delay": promises.figures["median_delay"],
        "moves": _moves(dataset, iri, diversity.rows, happened, data, language),
        "limits": [diversity.limit(language), promises.limit(language)],
    }


def _parties(event: Json) -> list[int]:
    return [party for party, _ in event["parties"]]


def _span(date: str) -> str:
    """An EDTF date as it is read: an interval with a dash, an open end with dots."""
    return date.replace("..", "…").replace("/", "–")


def _numbers(events: Iterable[Json]) -> list[int]:
    return [event["number"] for event in events]


def _event(event: Json, data: Json, language: str) -> Json:
    """An event with its sentences and where they stand."""
    reports = []
    for claim in event["claims"]:
        document = data["documents"][claim["document"]]
        reports.append({"quotes": claim["quotes"], **{name: document.get(name, "") for name in _OF_DOCUMENT}})
    return {
        "number": event["number"],
        "date": _span(event.get("date", "")),
        "kind": data["terms"]["class"][event["class"]][language],
        "status": data["terms"]["status"][event["status"]][language],
        "state": event["status"],
        "parties": [data["actors"][party]["label"][language] for party in _parties(event)],
        "reports": reports,
    }


_OF_DOCUMENT = ("title", "url", "published", "language")


def _partners(events: list[Json], data: Json, language: str) -> list[Json]:
    """The partners with the most events, each with the domains most of these are in."""
    by_partner: dict[int, list[Json]] = defaultdict(list)
    for event in events:
        if event["ties"]:
            for party in set(_parties(event)) - {data["focus"]}:
                by_partner[party].append(event)
    ranked = sorted(by_partner, key=lambda party: (-len(by_partner[party]), party))
    rows = []
    for party in ranked:
        those = by_partner[party]
        years = [event["year"] for event in those if event["year"]]
        rows.append(
            {
                "name": data["actors"][party]["label"][language],
                "id": data["actors"][party]["id"],
                "events": _numbers(those),
                "promised": _numbers(event for event in those if event["status"] == "planned"),
                "domains": [row["name"] for row in _domains(those, data, language)[:3]],
                "years": "" if not years else min(years) if min(years) == max(years) else f"{min(years)}–{max(years)}",
            }
        )
    return rows


def _domains(events: Iterable[Json], data: Json, language: str) -> list[Json]:
    by_domain: dict[str, list[Json]] = defaultdict(list)
    for event in events:
        if event["ties"]:
            for domain in {data["broader"][domain] for domain in event.get("domains", ())}:
                by_domain[domain].append(event)
    ranked = sorted(by_domain, key=lambda domain: (-len(by_domain[domain]), domain))
    names = data["terms"]["domain"]
    return [{"id": d, "name": names[d][language], "events": _numbers(by_domain[d])} for d in ranked[:_MOST_DOMAINS]]


def _year(row: analysis.Diversity, happened: list[Json], data: Json, language: str) -> Json:
    names = {actor["id"]: actor["label"][language] for actor in data["actors"]}
    return {
        "year": row.year,
        "events": _numbers(event for event in happened if event["year"] == str(row.year)),
        "partners": row.partners,
        "effective": round(row.effective, 1),
        "low": round(row.low, 1),
        "high": round(row.high, 1),
        "newcomers": [names.get(code, code) for code in row.newcomers],
    }


def _of(rows: Iterable[analysis.Promise], events: Iterable[Json], outcome: str) -> list[Json]:
    named = {row.event for row in rows if row.outcome == outcome}
    return [event for event in events if event["id"] in named]


def _promises(rows: Iterable[analysis.Promise], events: list[Json], data: Json, language: str) -> list[Json]:
    """Promises, those overdue first, then those that were kept or called off, then those to come."""
    order = ("overdue", "kept", "cancelled", "pending")
    by_id = {event["id"]: event for event in events}
    chosen = sorted((row for row in rows if row.event in by_id), key=lambda row: order.index(row.outcome))
    return [
        {
            "outcome": row.outcome,
            "due": _span(row.due),
            "kind": data["terms"]["class"][row.kind][language],
            "partners": [
                data["actors"][party]["label"][language]
                for party in _parties(by_id[row.event])
                if party != data["focus"]
            ],
            "number": by_id[row.event]["number"],
        }
        for row in chosen[:_MOST_PROMISES]
    ]


def _moves(
    dataset: Dataset,
    iri: str,
    years: tuple[analysis.Diversity, ...],
    happened: list[Json],
    data: Json,
    language: str,
) -> Json | None:
    """Who rose and who faded in the last years, where there is a past to compare them with."""
    if not years or years[-1].year - years[0].year < _RECENT_YEARS:
        return None
    since = years[-1].year - _RECENT_YEARS + 1
    found = analysis.trends(dataset, iri, since=since)
    places = {actor["id"]: place for place, actor in enumerate(data["actors"])}

    def row(trend: analysis.Trend) -> Json:
        place = places[trend.partner]
        return {
            "name": data["actors"][place]["label"][language],
            "before": round(100 * trend.share_before),
            "since": round(100 * trend.share_since),
            "events": _numbers(event for event in happened if place in _parties(event)),
        }

    rising = [row(trend) for trend in found.rows if trend.change > 0][:_MOST_MOVES]
    fading = [row(trend) for trend in reversed(found.rows) if trend.change < 0][:_MOST_MOVES]
    return {"since": since, "rising": rising, "fading": fading, "limit": found.limit(language)}
