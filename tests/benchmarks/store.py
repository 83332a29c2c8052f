"""What the store costs, by the size of the graph: `python tests/benchmarks/store.py` prints a table for 10 k events.

A synthetic graph of the real shape, seeded (see `synthetic`), on disk: loading it in bulk, replacing documents with all
that is derived from them, every question of the catalogue, and export; memory and disk. Beside it, in the same run, the
same graph and questions on raw pyoxigraph in memory, and on rdflib's own store up to `--rdflib` events.

    python tests/benchmarks/store.py --events 10000 100000 --rdflib 10000 --json figures.json
"""

import argparse
import gc
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from synthetic import readings

from amity import export, queries, rdf, sparql, vocabulary
from amity.deriving import Kept
from amity.deriving.derivation import Derivation
from amity.deriving.stored import Stored
from amity.model import Claim, Reading
from amity.reference import load
from amity.resolution import claims_of
from amity.store import Dataset
from amity.store.embedded import Embedded

REPEATS = 8
SLOW = 300.0
"""Seconds after which a question is not asked of rdflib's store again."""


def main() -> None:
    arguments = _arguments()
    if arguments.part:
        figures = PARTS[arguments.part](Path(arguments.folder), arguments.events[0])
        print(json.dumps(figures))
        return
    found: dict[int, dict[str, Any]] = {}
    for events in arguments.events:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            found[events] = {}
            parts = [part for part in PARTS if part != "rdflib" or events <= arguments.rdflib]
            for part in parts:
                found[events][part] = _in_a_process(part, folder, events)
                print(f"{events:,} events, {part}: done", file=sys.stderr)
    if arguments.json:
        Path(arguments.json).write_text(json.dumps(found, indent=1) + "\n")
    print(table(found))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=[10_000], help="sizes of the graph")
    parser.add_argument("--rdflib", type=int, default=10_000, help="the most events that rdflib's store is given")
    parser.add_argument("--folder", help="where the stores are made; they are removed afterwards")
    parser.add_argument("--json", help="a file to write the figures to")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_a_process(part: str, folder: str, events: int) -> dict[str, Any]:
    """Each part has a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, "--part", part, "--folder", folder, "--events", str(events)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


# The parts


def made(folder: Path, events: int) -> dict[str, Any]:
    """The graph as N-Quads: what documents say, and what follows from it, class by class to need less memory."""
    # Nothing that is made here refers to itself in a circle.
    gc.disable()
    reference = load()
    documents = 0
    claims: dict[str, list[Claim]] = defaultdict(list)
    names: dict[str, set[ox.Literal]] = defaultdict(set)
    with (folder / "graph.nq").open("wb") as file:

        def write(quads: Iterable[ox.Quad]) -> None:
            ox.serialize(quads, file, format=ox.RdfFormat.N_QUADS)

        write(rdf.reference_quads(reference))
        with timed() as making:
            for reading in readings(events, reference):
                documents += 1
                quads = rdf.document_quads(reading, reference)
                write(quads)
                for iri, written in rdf.names(quads).items():
                    names[iri] |= written
                for claim in claims_of(reading):
                    claims[claim.event.type].append(claim)
        with timed() as deriving:
            nothing = Stored(Embedded(ox.Store()), reference, Kept())
            for kind in sorted(claims):
                write(Derivation(nothing, claims.pop(kind), whole=True).change().added)
            for iri, written in sorted(names.items()):
                write(rdf.described(iri, written, reference))
    return {"documents": documents, "making": making(), "deriving everything": deriving(), "memory": memory()}


def amity(folder: Path, events: int) -> dict[str, Any]:
    """The dataset on disk."""
    place = folder / "store"
    figures: dict[str, Any] = {}
    with timed() as loading:
        store = ox.Store(str(place))
        store.bulk_load(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)
        store.flush()
    quads = len(store)
    del store
    figures["load"] = loading()
    figures["quads"] = quads
    with timed() as opening, Dataset.open(place, write=True) as dataset:
        figures["open"] = opening()
        some = sample(events, 1_000)
        with timed() as learning:
            for reading in some:
                dataset.withdraw(reading.document.id)
        figures["withdrawn/s"] = len(some) / learning()
        with timed() as learning:
            for reading in some:
                assert dataset.learn(reading)
        figures["learnt/s"] = len(some) / learning()
        again = [replaced(reading) for reading in some]
        with timed() as learning:
            for reading in again:
                assert dataset.learn(reading)
        figures["replaced/s"] = len(again) / learning()
        for reading in some:
            dataset.learn(reading)
        dataset.flush()
    figures["writing memory"] = memory()
    with Dataset.open(place) as dataset:
        figures["questions"] = asked(lambda query, values: dataset.select(query, values), dataset, events)
        for ending in ("nq", "ttl"):
            if events > 100_000 and ending == "ttl":
                continue
            with timed() as exporting:
                export.export(dataset, folder / f"export.{ending}")
            figures[f"export .{ending}"] = exporting()
    figures["memory"] = memory()
    # Opened once more, so that the log of the last writer, which is in the tables by then, does not count.
    with Dataset.open(place, write=True):
        pass
    figures["disk"] = disk(place)
    return figures


def pyoxigraph(folder: Path, events: int) -> dict[str, Any]:
    """The same graph and questions in a plain store in memory."""
    store = ox.Store()
    with timed() as loading:
        store.bulk_load(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    figures: dict[str, Any] = {"load": loading()}
    dataset = Dataset(store)

    def ask(query: str, values: Mapping[str, Any]) -> None:
        text = sparql.bind(query, values)
        list(store.query(text, prefixes=vocabulary.PREFIXES, use_default_graph_as_union=True))

    figures["questions"] = asked(ask, dataset, events)
    figures["memory"] = memory()
    return figures


def rdflib_(folder: Path, events: int) -> dict[str, Any]:
    """The same in rdflib's own store: one graph, for its union of many is slower still."""
    graph = rdflib.Graph()
    with timed() as loading:
        for quad in ox.parse(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS):
            graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    figures: dict[str, Any] = {"load": loading()}

    def ask(query: str, values: Mapping[str, Any]) -> None:
        list(graph.query(sparql.bind(query, values), initNs=vocabulary.PREFIXES))

    store = ox.Store()
    store.bulk_load(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    figures["questions"] = asked(ask, Dataset(store), events, repeats=1)
    figures["memory"] = memory()
    return figures


PARTS: dict[str, Callable[[Path, int], dict[str, Any]]] = {
    "made": made,
    "amity": amity,
    "pyoxigraph": pyoxigraph,
    "rdflib": rdflib_,
}


def _term(term: Any) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    return rdflib.Literal(term.value, lang=term.language, datatype=None if term.language else term.datatype.value)


# What is measured


@contextmanager
def timed() -> Iterator[Callable[[], float]]:
    """Gives the seconds since it began; at its end they stand still."""
    begun = time.perf_counter()
    ended: list[float] = []
    gc.collect()
    yield lambda: (ended[0] if ended else time.perf_counter()) - begun
    ended.append(time.perf_counter())


def memory() -> float:
    """The most this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def disk(folder: Path) -> float:
    """What a folder takes, in MB: a file that has several names counts once."""
    found = {(stat.st_dev, stat.st_ino): stat.st_size for path in folder.rglob("*") if (stat := path.stat())}
    return sum(found.values()) / 1e6


def sample(events: int, number: int) -> list[Reading]:
    """Documents from all over the graph."""
    total = sum(1 for _ in readings(events, load()))
    step = max(1, total // number)
    return [reading for place, reading in enumerate(readings(events, load())) if place % step == 0][:number]


def replaced(reading: Reading) -> Reading:
    """A document that is read otherwise: its first event is another, its last is gone."""
    from dataclasses import replace

    first, *others = reading.events
    status = "ongoing" if first.status != "ongoing" else "done"
    return replace(reading, events=(replace(first, status=status, place="Lomé"), *others[:-1]))


def asked(ask: Callable[[str, Mapping[str, Any]], Any], dataset: Dataset, events: int, repeats: int = REPEATS) -> Any:
    """The milliseconds of each question: the median of all repeats, each about another actor or pair."""
    ranked = ranking(dataset)
    # From the busiest on, each at twice the rank of the one before.
    actors = [ranked[2**place - 1] for place in range(len(ranked).bit_length())]
    some = dataset.select("SELECT DISTINCT ?e { ?e a amity:Visit } LIMIT 8").rows
    meetings = [vocabulary.local_id(row[0].value) for row in some if row[0]]
    found: dict[str, Any] = {}
    for name, question in queries.load().questions.items():
        times: list[float] = []
        for turn in range(repeats):
            about = {"actor": actors[turn % len(actors)], "partner": actors[(turn + 1) % len(actors)]}
            about |= {"event": meetings[turn % len(meetings)], "since": "2018"}
            given = {p.name: about.get(p.name, p.example) for p in question.parameters.values() if p.required}
            values = question.bind(given, dataset)
            with timed() as asking:
                try:
                    ask(question.text, values)
                except Exception as error:  # noqa: BLE001 - what an engine cannot do is a figure too
                    print(f"{name}: {type(error).__name__}", file=sys.stderr)
                    times = []
                    break
            times.append(asking() * 1000)
            if times[-1] > SLOW * 1000:
                break
        found[name] = {"median": statistics.median(times) if times else None, "most": max(times, default=None)}
        found[name]["about"] = bool([p for p in question.parameters.values() if p.required])
    return found


def ranking(dataset: Dataset) -> list[str]:
    """The actors by the number of their ties, the busiest first."""
    query = """SELECT ?a (COUNT(DISTINCT ?e) AS ?n) { ?e amity:party ?a . ?a a amity:State }
        GROUP BY ?a ORDER BY DESC(?n) ?a"""
    return [vocabulary.local_id(row[0].value) for row in dataset.select(query).rows if row[0]]


# What is shown


def table(found: Mapping[int, Mapping[str, Any]]) -> str:
    """The figures in Markdown."""
    lines: list[str] = []
    for events, parts in found.items():
        made, engines = parts["made"], [name for name in ("amity", "pyoxigraph", "rdflib") if name in parts]
        lines += [f"### {events:,} events: {made['documents']:,} documents, {parts['amity']['quads']:,} quads", ""]
        lines += [f"| | {' | '.join(engines)} |", f"|---|{'---:|' * len(engines)}"]
        for name, unit in (("load", "s"), ("memory", "MB"), ("disk", "MB"), ("export .nq", "s"), ("export .ttl", "s")):
            lines.append(_row(f"{name}, {unit}", [parts[engine].get(name) for engine in engines]))
        for name in ("learnt/s", "replaced/s", "withdrawn/s"):
            lines.append(_row(f"documents {name}", [parts[engine].get(name) for engine in engines]))
        for question in parts["amity"]["questions"]:
            figures = [parts[engine]["questions"][question] for engine in engines]
            cells = [_milliseconds(figure) for figure in figures]
            lines.append(_row(f"{question}, ms (most)", cells))
        lines.append("")
    return "\n".join(lines)


def _milliseconds(figure: Mapping[str, Any]) -> str:
    if figure["median"] is None:
        return "fails"
    return f"{figure['median']:,.0f} ({figure['most']:,.0f})"


def _row(name: str, cells: list[Any]) -> str:
    shown = ["-" if c is None else c if isinstance(c, str) else f"{c:,.1f}" for c in cells]
    return f"| {name} | {' | '.join(shown)} |"


if __name__ == "__main__":
    main()
