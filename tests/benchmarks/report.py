"""The figures of the store as tables in Markdown, and their growth as a picture."""

import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Figures = Mapping[str, Mapping[str, Any]]

_ENGINES = {"amity": "Amity, on disk", "pyoxigraph": "pyoxigraph, in memory", "rdflib": "rdflib"}
_MATRIX = "ties"


def table(found: Figures) -> str:
    """The tables, one for each size of the graph."""
    lines: list[str] = []
    for events, parts in sorted(found.items(), key=lambda item: int(item[0])):
        engines = [engine for engine in _ENGINES if engine in parts]
        amity = parts["amity"]
        lines += [f"### {int(events):,} events", ""]
        lines += [f"{parts['made']['documents']:,} documents, {amity['quads']:,} quads.{_ratio(parts)}", ""]
        lines += [f"| | {' | '.join(_ENGINES[engine] for engine in engines)} |", f"|---|{'---:|' * len(engines)}"]
        for name, unit in (("load", "s"), ("memory", "MB"), ("disk", "MB"), ("export .nq", "s"), ("export .ttl", "s")):
            lines.append(_row(f"{name}, {unit}", [parts[engine].get(name) for engine in engines]))
        for name in ("withdrawn", "learnt", "replaced", "replaced, scattered,"):
            lines.append(_row(f"documents {name} a second", [parts[engine].get(f"{name}/s") for engine in engines]))
        for question, figure in amity["questions"].items():
            cells = [_milliseconds(parts[engine]["questions"].get(question)) for engine in engines]
            about = "an actor" if figure["about"] else "all"
            lines.append(_row(f"`{question}` ({about}), ms", cells))
        lines.append("")
    return "\n".join(lines)


def _ratio(parts: Mapping[str, Any]) -> str:
    """How many times as long rdflib takes at the median question."""
    if "rdflib" not in parts:
        return ""
    mine, others = parts["amity"]["questions"], parts["rdflib"]["questions"]
    both = [name for name, figure in others.items() if figure["median"] is not None and name in mine]
    middle = statistics.median(others[name]["median"] / mine[name]["median"] for name in both)
    late = sum(others[name]["late"] for name in both)
    least = f", at least, for {late} of {len(both)} questions were given up" if late else ""
    return f" At the median question rdflib takes {middle:,.0f} times as long{least}."


def _milliseconds(figure: Mapping[str, Any] | None) -> str:
    if figure is None or figure["median"] is None:
        return "fails"
    if figure["late"]:
        return f"over {figure['most']:,.0f}"
    return f"{figure['median']:,.0f} ({figure['most']:,.0f})" if figure["about"] else f"{figure['median']:,.0f}"


def _row(name: str, cells: list[Any]) -> str:
    shown = ["" if cell is None else cell if isinstance(cell, str) else f"{cell:,.1f}" for cell in cells]
    return f"| {name} | {' | '.join(shown)} |"


def growth(found: Figures, path: Path) -> None:
    """The picture: what grows with the number of events, and how fast. Needs the extra `pictures`."""
    import altair as alt

    points = [
        {"events": int(events), "what": what, "value": value}
        for events, parts in found.items()
        for what, value in _growing(parts)
    ]
    chart = alt.Chart(alt.Data(values=points)).mark_line(point=True)
    chart = chart.encode(
        x=alt.X("events:Q", scale=alt.Scale(type="log"), title="events"),
        y=alt.Y("value:Q", scale=alt.Scale(type="log"), title=None),
        color=alt.Color("what:N", title=None, sort=None, legend=alt.Legend(labelLimit=400)),
    )
    chart.properties(width=480, height=320).save(str(path))


def _growing(parts: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    amity = parts["amity"]
    asked = amity["questions"]
    yield "load, s", amity["load"]
    yield "export (N-Quads), s", amity["export .nq"]
    if "replaced/s" in amity:
        yield "documents replaced a second", amity["replaced/s"]
    yield "median question about an actor, ms", statistics.median(q["median"] for q in asked.values() if q["about"])
    yield (
        "median question about all, ms",
        statistics.median(q["median"] for name, q in asked.items() if not q["about"] and name != _MATRIX),
    )
    yield "matrix of pairs, ms", asked[_MATRIX]["median"]
