"""What the store costs, by the size of the graph: `python tests/benchmarks/store.py`.

A synthetic graph of the real shape, seeded (see `synthetic`), on disk: loading it in bulk, replacing documents with all
that is derived from them, every question of the catalogue, and export; memory and disk. Beside it, in the same run, the
same graph and questions on raw pyoxigraph in memory, and on rdflib's own store up to `--rdflib` events. Written are
its section of RESULTS.md and growth.svg, beside this file.

    python tests/benchmarks/store.py --events 10000 100000 --json figures.json

Figures that are in the file already are not measured again: a run that was interrupted goes on. Times are processor
time, as on a machine that does nothing else.
"""

import argparse
import gc
import json
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from report import growth, table
from results import keep
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

ACTORS = 9
SAMPLE = 300
"""How many documents are withdrawn, learnt and replaced."""
MOST_WRITTEN = 100_000
"""The most events among which documents are replaced: in a million of the same years so many conferences look alike
that an hour is too short for 300 documents."""
SLOW = 5
"""Seconds of processor time after which rdflib's store gets no more for a question."""
HERE = Path(__file__).resolve().parent


def main() -> None:
    arguments = _arguments()
    if arguments.part:
        print(json.dumps(PARTS[arguments.part](Path(arguments.folder), arguments.events[0])))
        return
    kept = Path(arguments.json)
    found: dict[str, dict[str, Any]] = json.loads(kept.read_text()) if kept.exists() else {}
    for events in arguments.events:
        figures = found.setdefault(str(events), {})
        wanted = [part for part in PARTS if part not in figures and events <= _most(part, arguments)]
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            if wanted and "made" not in wanted:
                wanted = ["made", *wanted]
            for part in wanted:
                figures[part] = _in_a_process(part, folder, events)
                kept.write_text(json.dumps(found, indent=1) + "\n")
                print(f"{events:,} events, {part}: done", file=sys.stderr)
    keep("store", table(found))
    growth(found, HERE / "growth.svg")


def _most(part: str, arguments: argparse.Namespace) -> int:
    """The most events that a part is given."""
    return int({"rdflib": arguments.rdflib, "pyoxigraph": arguments.memory}.get(part, sys.maxsize))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=[10_000], help="sizes of the graph")
    parser.add_argument("--rdflib", type=int, default=10_000, help="the most events that rdflib's store is given")
    parser.add_argument("--memory", type=int, default=100_000, help="the most events that a store in memory is given")
    parser.add_argument("--folder", help="where the stores are made; they are removed afterwards")
    parser.add_argument("--json", default="figures.json", help="the file that keeps the figures")
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
                write([*quads, *rdf.day_quads(quads)])
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


def learnt(readings: Sequence[Reading], dataset: Dataset) -> float:
    """Learns readings that are new or otherwise than before; how many a second."""
    with timed() as learning:
        for reading in readings:
            assert dataset.learn(reading)
    return len(readings) / learning()


def amity(folder: Path, events: int) -> dict[str, Any]:
    """The dataset on disk."""
    place = folder / "store"
    figures: dict[str, Any] = {}
    with timed() as loading:
        store = ox.Store(str(place))
        store.bulk_load(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)
        # What loading in bulk leaves to be done in the background, while other things are measured.
        store.optimize()
    quads = len(store)
    del store
    figures["load"] = loading()
    figures["quads"] = quads
    with timed() as opening, Dataset.open(place, write=True) as dataset:
        figures["open"] = opening()
        if events <= MOST_WRITTEN:
            figures |= written(dataset, events)
    figures["writing memory"] = memory()
    with Dataset.open(place) as dataset:
        figures["questions"] = asked(lambda query, values: dataset.select(query, values), dataset)
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


def written(dataset: Dataset, events: int) -> dict[str, float]:
    """How many documents a second are replaced, withdrawn and learnt, with all that is derived."""
    figures: dict[str, float] = {}
    scattered, some = sample(events, SAMPLE)
    figures["replaced, scattered,/s"] = learnt([replaced(reading) for reading in scattered], dataset)
    learnt(scattered, dataset)
    with timed() as withdrawing:
        for reading in some:
            dataset.withdraw(reading.document.id)
    figures["withdrawn/s"] = len(some) / withdrawing()
    figures["learnt/s"] = learnt(some, dataset)
    figures["replaced/s"] = learnt([replaced(reading) for reading in some], dataset)
    learnt(some, dataset)
    dataset.flush()
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

    figures["questions"] = asked(ask, dataset)
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
        signal.setitimer(signal.ITIMER_PROF, SLOW)
        try:
            list(graph.query(sparql.bind(query, values), initNs=vocabulary.PREFIXES))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def too_long(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, too_long)

    store = ox.Store()
    store.bulk_load(path=str(folder / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    figures["questions"] = asked(ask, Dataset(store), places=[ACTORS // 2])
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
    """Gives the seconds of processor time since it began; at its end they stand still."""
    ended: list[float] = []
    gc.collect()
    begun = time.process_time()
    yield lambda: (ended[0] if ended else time.process_time()) - begun
    ended.append(time.process_time())


def memory() -> float:
    """The most this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def disk(folder: Path) -> float:
    """What a folder takes, in MB: a file that has several names counts once."""
    found = {(stat.st_dev, stat.st_ino): stat.st_size for path in folder.rglob("*") if (stat := path.stat())}
    return sum(found.values()) / 1e6


def sample(events: int, number: int) -> tuple[list[Reading], list[Reading]]:
    """Documents from all over the graph, and as many that follow each other."""
    total = sum(1 for _ in readings(events, load()))
    scattered: list[Reading] = []
    following: list[Reading] = []
    for place, reading in enumerate(readings(events, load())):
        if place % max(1, total // number) == 0 and len(scattered) < number:
            scattered.append(reading)
        if 0 <= place - total // 2 < number:
            following.append(reading)
    return scattered, following


def replaced(reading: Reading) -> Reading:
    """A document that is read otherwise: its first event is another, its last is gone."""
    from dataclasses import replace

    first, *others = reading.events
    status = "ongoing" if first.status != "ongoing" else "done"
    return replace(reading, events=(replace(first, status=status, place="Lomé"), *others[:-1]))


def asked(
    ask: Callable[[str, Mapping[str, Any]], Any], dataset: Dataset, places: Iterable[int] = range(ACTORS)
) -> dict[str, Any]:
    """The milliseconds of each question: the median of all actors or pairs, and the most.

    The actors are the busiest, the least busy, and those at equal steps of the ranking between them: the median is that
    of the actor in the middle. `places` says which of them to ask about.
    """
    ranked = ranking(dataset)
    actors = [ranked[step * (len(ranked) - 1) // (ACTORS - 1)] for step in range(ACTORS)]
    some = dataset.select(f"SELECT DISTINCT ?e {{ ?e a amity:Visit }} LIMIT {ACTORS}").rows
    visits = [vocabulary.local_id(row[0].value) for row in some if row[0]]
    found: dict[str, Any] = {}
    for name, question in queries.load().questions.items():
        required = [parameter for parameter in question.parameters.values() if parameter.required]
        times: list[float] = []
        late = False
        for place in places if required else [0]:
            about = {"actor": actors[place], "partner": actors[place - 1], "event": visits[place], "since": "2018"}
            values = question.bind({p.name: about.get(p.name, p.example) for p in required}, dataset)
            with timed() as asking:
                try:
                    ask(question.text, values)
                except TimeoutError:
                    late = True
                except Exception as error:  # noqa: BLE001 - what an engine cannot do is a figure too
                    print(f"{name}: {type(error).__name__}", file=sys.stderr)
                    times = []
                    break
            times.append(asking() * 1000)
        found[name] = {
            "median": statistics.median(times) if times else None,
            "most": max(times, default=None),
            "about": bool(required),
            "late": late,
        }
    return found


def ranking(dataset: Dataset) -> list[str]:
    """The actors by the number of their ties, the busiest first."""
    query = """SELECT ?a (COUNT(DISTINCT ?e) AS ?n) { ?e amity:party ?a . ?a a amity:State }
        GROUP BY ?a ORDER BY DESC(?n) ?a"""
    return [vocabulary.local_id(row[0].value) for row in dataset.select(query).rows if row[0]]


if __name__ == "__main__":
    main()
