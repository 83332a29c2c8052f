"""The command line. Data goes to standard output, messages to standard error.

Exit codes: 0 done, 1 something was refused (and named), 2 wrong usage. Commands import what they need when they run, so
that `amity --help` answers at once.
"""

import logging
import os
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from amity import __version__, console

if TYPE_CHECKING:
    from amity.store import Dataset

DONE, REFUSED, USAGE = 0, 1, 2

app = typer.Typer(
    name="amity",
    help="A knowledge graph of international partnerships: who cooperates with whom, how, in which domain, when, "
    "whether it is done or only promised, and which sentence of which source says so.",
    epilog="Begin with: amity build, then: amity ask partners --actor Togo",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class TableFormat(StrEnum):
    """How rows are shown."""

    table = "table"
    csv = "csv"
    json = "json"


class ReadingFormat(StrEnum):
    """How readings are shown."""

    jsonl = "jsonl"
    table = "table"


class Figures(StrEnum):
    """How an evaluation is shown."""

    table = "table"
    json = "json"


class Kind(StrEnum):
    """What a picture shows."""

    rings = "rings"
    timeline = "timeline"
    domains = "domains"
    diversification = "diversification"


class Split(StrEnum):
    """Which annotated texts are read."""

    dev = "dev"
    test = "test"
    all = "all"


class Language(StrEnum):
    """The language of labels."""

    en = "en"
    fr = "fr"


Sources = Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Files, folders or JSON Lines.")]
Store = Annotated[
    str,
    typer.Option("--store", metavar="PATH|URL", help="The folder or server of the dataset.", envvar="AMITY_STORE"),
]
Lang = Annotated[Language, typer.Option("--lang", help="The language of labels.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Read in N processes, of 0.6 GB each.")]
STORE = "amity-out/store"


def _say_version(wanted: bool) -> None:
    if wanted:
        console.data(f"amity {__version__}")
        raise typer.Exit(DONE)


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Say the version and exit.", callback=_say_version, is_eager=True)
    ] = False,
    verbose: Annotated[int, typer.Option("-v", "--verbose", count=True, help="Say more; twice for details.")] = 0,
) -> None:
    console.set_logging(verbose)


@app.command(epilog="Examples: amity build | amity build articles/ news.jsonl --store /data/togo")
def build(
    sources: Sources = None,
    store: Store = STORE,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for graph.ttl and network.html.")] = Path(
        "amity-out"
    ),
    language: Lang = Language.en,
    jobs: Jobs = 1,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Read on a Dask cluster; parts go to OUTPUT.")
    ] = None,
) -> None:
    """Read, extract, resolve, validate and store; then say what was learnt.

    Without SOURCE, the dossier that ships with Amity is read. A document that is read again replaces itself. Writes
    graph.ttl and network.html beside the dataset.
    """
    from amity import building, resources
    from amity.cluster import Cluster
    from amity.extraction import Extractor
    from amity.versions import version

    names = list(sources or [str(resources.dossier())])
    spread = Cluster(scheduler, output / "partitions") if scheduler else None
    with console.open_dataset(store, write=True) as dataset, console.progress("reading") as progress:
        report = building.build(names, dataset, Extractor(), progress, jobs, version(), spread)
        _files(dataset, output)
        overview, ties = building.summary(dataset, language.value)
        size, documents = len(dataset), len(dataset.documents())
    _refusals(report.refused)
    if overview.rows:
        rows = [[str(row[1]), str(row[2]), str(row[3]), str(row[4])] for row in overview.rows]
        console.table(["events", "number", "planned", "sources"], rows)
        strongest = [[f"{row[1]} – {row[3]}", str(row[4]), str(row[5]), str(row[6] or "")] for row in ties.rows[:10]]
        console.table(["partners", "events", "sources", "last"], strongest)
    console.data(
        f"{report.documents} documents read ({report.unchanged} known already), {len(report.refused)} refused; "
        f"{report.claims} claims\n{documents} documents, {sum(int(str(row[2])) for row in overview.rows)} events, "
        f"{size:,} triples in {store}\nwritten: {output / 'graph.ttl'}, {output / 'network.html'}"
    )
    raise typer.Exit(REFUSED if report.refused else DONE)


@app.command(epilog="Examples: amity extract article.txt | amity extract news.jsonl --format table --explain")
def extract(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files, folders or JSON Lines.")],
    format_: Annotated[ReadingFormat, typer.Option("--format", help="How to show it.")] = ReadingFormat.jsonl,
    explain: Annotated[bool, typer.Option("--explain", help="Also say by which rule and words.")] = False,
    jobs: Jobs = 1,
) -> None:
    """Extract alone: one JSON object a document, or a table of events. Nothing is stored."""
    import json

    from amity import building
    from amity.documents import Refusal
    from amity.extraction import Extractor
    from amity.extraction.output import as_json

    refused: list[Refusal] = []
    rows: list[list[str]] = []
    with console.progress("reading") as progress:
        for reading in building.readings(sources, Extractor(), progress, jobs):
            if isinstance(reading, Refusal):
                refused.append(reading)
                console.message(reading)
            elif format_ is ReadingFormat.jsonl:
                console.data(json.dumps(as_json(reading, explain=explain), ensure_ascii=False))
            else:
                for event in as_json(reading, explain=explain)["events"]:
                    start, end = event["evidence"][0]
                    said = [event["type"], " ".join(event["parties"]), event["date"], event["status"], event["place"]]
                    why = [event.get("rule"), ", ".join(event.get("triggers", ()))] if explain else []
                    sentence = reading.document.text[start:end]
                    rows.append([str(cell or "") for cell in (reading.document.id, *said, *why, sentence)])
    if format_ is ReadingFormat.table:
        why = ["rule", "words"] if explain else []
        console.table(["document", "event", "parties", "date", "status", "place", *why, "sentence"], rows)
    raise typer.Exit(REFUSED if refused else DONE)


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    epilog="Examples: amity ask | amity ask partners --actor Togo | amity ask missions --help",
)
def ask(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="The question; the list of all where not given.")] = None,
    format_: Annotated[TableFormat, typer.Option("--format", help="How to show the answer.")] = TableFormat.table,
    language: Lang = Language.en,
    folder: Annotated[Path | None, typer.Option("--queries", help="A folder of more questions.")] = None,
    store: Store = STORE,
) -> None:
    """Answer a question of the catalogue; each has parameters of its own (--actor, --since, …)."""
    from amity import asking

    if name in ("--help", "-h"):
        console.data(context.get_help())
        return
    given = asking.options(name, context.args)
    catalogue = asking.catalogue(folder)
    if name is None:
        asking.show_catalogue(catalogue, format_.value, language.value)
    elif "help" in given:
        console.data(asking.help_of(catalogue, name, language.value))
    else:
        question = asking.question(catalogue, name)
        with console.open_dataset(store) as dataset:
            found = asking.answer(question, dataset, given, language.value)
        console.answer(found, format_.value)


@app.command(epilog="Examples: amity sparql 'SELECT DISTINCT ?e { ?e a amity:Visit }' | amity sparql - < query.rq")
def sparql(
    query: Annotated[str, typer.Argument(help="The query, or - to read it from standard input.")],
    format_: Annotated[TableFormat, typer.Option("--format", help="How to show rows.")] = TableFormat.table,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most rows or triples to show.")] = 10_000,
    store: Store = STORE,
) -> None:
    """Run a SPARQL 1.1 query over all graphs as one. The prefixes of Amity are known; triples are shown as Turtle."""
    from amity import asking

    text = sys.stdin.read() if query == "-" else query
    with console.open_dataset(store) as dataset:
        asking.run(dataset, text, format_.value, limit)


@app.command(epilog="Examples: amity view -o network.html | amity view --actor Togo --since 2020 -o togo.html")
def view(
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")],
    actor: Annotated[str | None, typer.Option("--actor", help="Only the partners of this actor.")] = None,
    since: Annotated[str | None, typer.Option("--since", help="Only events from this date on.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Only events up to this date.")] = None,
    domain: Annotated[str | None, typer.Option("--domain", help="Only events of this domain.")] = None,
    class_: Annotated[str | None, typer.Option("--class", help="Only events of this class, as Meeting.")] = None,
    status: Annotated[str | None, typer.Option("--status", help="Only events of this status, as planned.")] = None,
    min_weight: Annotated[float, typer.Option("--min-weight", min=0, help="Only ties of at least this weight.")] = 0,
    language: Lang = Language.en,
    store: Store = STORE,
) -> None:
    """Draw the network of partners in five views: one HTML file that needs no network."""
    from amity import asking
    from amity.views import write_view

    with console.open_dataset(store) as dataset:
        chosen = asking.chosen(dataset, actor=actor, since=since, domain=domain)
        write_view(
            dataset,
            output,
            until=until,
            class_=class_,
            status=status,
            min_weight=min_weight,
            language=language.value,
            **chosen,
        )
    console.message(f"written: {output}")


@app.command(epilog="Example: amity picture rings --actor Togo -o togo.svg")
def picture(
    kind: Annotated[Kind, typer.Argument(help="What it shows.")],
    actor: Annotated[str, typer.Option("--actor", help="The state or organization it is about.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .svg or .png.")],
    since: Annotated[str | None, typer.Option("--since", help="Only events from this date on.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Only events up to this date.")] = None,
    language: Lang = Language.en,
    store: Store = STORE,
) -> None:
    """Draw a picture for a report: rings of partners, timeline, partners by domains, or diversification by year."""
    from amity.views.pictures import write_picture

    with console.open_dataset(store) as dataset:
        write_picture(dataset, output, kind.value, actor, since=since, until=until, language=language.value)
    console.message(f"written: {output}")


@app.command(epilog="Examples: amity analyze diversification Togo | amity analyze pair Togo Russia")
def analyze(
    name: Annotated[
        str,
        typer.Argument(
            help="blocs, brokers, contradictions, corroboration, diversification, pair, portfolios, promises or trends."
        ),
    ],
    actors: Annotated[list[str] | None, typer.Argument(metavar="[ACTOR]...", help="Whom it is about.")] = None,
    since: Annotated[int | None, typer.Option("--since", metavar="YEAR", help="For trends: the first year.")] = None,
    format_: Annotated[TableFormat, typer.Option("--format", help="How to show it.")] = TableFormat.table,
    language: Lang = Language.en,
    store: Store = STORE,
) -> None:
    """Analyze what the events of actors add up to; what it rests on, and what it does not show, is said beside it."""
    from amity import analysis

    with console.open_dataset(store) as dataset:
        found = analysis.run(dataset, name, actors or [], since)
    if format_ is TableFormat.json:
        console.data(found.to_json(language.value))
    elif format_ is TableFormat.csv:
        console.data(found.to_csv())
    else:
        console.table(*found.table())
    for note in found.notes(language.value):
        console.message(note)


@app.command(epilog="Example: amity report Togo -o togo.html")
def report(
    actor: Annotated[str, typer.Argument(help="The state or organization it is about.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")],
    language: Lang = Language.en,
    store: Store = STORE,
) -> None:
    """Write a briefing of two pages on an actor: partners, domains, promises, what changed, with quoted evidence."""
    from amity.briefing import write_briefing

    with console.open_dataset(store) as dataset:
        write_briefing(dataset, output, actor, language=language.value)
    console.message(f"written: {output}")


@app.command(epilog="Examples: amity export -o graph.ttl | amity export -o network.graphml")
def export(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file; its ending is the format.")],
    store: Store = STORE,
) -> None:
    """Write the graph for other tools: .ttl .trig .nq .jsonld .rdf .graphml .gexf .csv"""
    from amity import export as exporting

    with console.open_dataset(store) as dataset:
        exporting.export(dataset, output)
    console.message(f"written: {output}")


@app.command(epilog="Examples: amity serve | amity serve --store mine --port 8080 --deadline 30")
def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen on; loopback unless said.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 for a free one.")] = 8000,
    deadline: Annotated[float, typer.Option("--deadline", min=0.1, help="The most seconds for an answer.")] = 10.0,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most rows or triples of an answer.")] = 100_000,
    workers: Annotated[int, typer.Option("--workers", min=1, help="How many queries are answered at once.")] = 2,
    memory: Annotated[int, typer.Option("--memory", min=128, help="The most megabytes a query may need.")] = 1024,
    origin: Annotated[str, typer.Option("--origin", help="The site whose scripts may read answers (CORS).")] = "*",
    folder: Annotated[Path | None, typer.Option("--queries", help="A folder of more questions.")] = None,
    store: Store = STORE,
) -> None:
    """Serve the dataset as it is now: a SPARQL endpoint (/sparql), the questions, and a page for each thing.

    Nothing can be changed through it. A query that is not answered at the deadline is ended.
    """
    from amity import serving

    queries = str(folder) if folder else None
    settings = serving.Settings(store, queries, deadline, limit, memory << 20, workers, origin=origin)
    serving.serve(settings, host, port, lambda at: console.message(f"serving {store} at {at} (Ctrl + C ends it)"))


@app.command(epilog="Examples: amity evaluate tests/extraction/gold | amity evaluate gold --errors --format json")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="A folder of annotated texts.")],
    errors: Annotated[bool, typer.Option("--errors", help="Also list each error, with its sentence.")] = False,
    split: Annotated[Split, typer.Option("--split", help="Which of the texts; test are those kept aside.")] = Split.dev,
    format_: Annotated[Figures, typer.Option("--format", help="How to show it.")] = Figures.table,
) -> None:
    """Measure extraction on annotated texts: what it finds, misses and gets wrong. Nothing is stored."""
    import json

    from amity.evaluation import evaluate as run
    from amity.evaluation import report
    from amity.extraction import Extractor

    with console.progress("reading") as progress:
        evaluation = run(gold, Extractor(), split.value, progress)
    _refusals(evaluation.refused)
    if format_ is Figures.json:
        console.data(json.dumps(report.as_json(evaluation, with_errors=errors), ensure_ascii=False, indent=1))
    else:
        for columns, rows in (*report.figures(evaluation), *(report.error_tables(evaluation.errors) if errors else ())):
            console.table(columns, rows)
            console.data("\n")
        console.data(report.summary(evaluation))
    raise typer.Exit(REFUSED if evaluation.refused else DONE)


@app.command(
    "import", epilog="Examples: amity import icews events.tab | amity import table ties.csv --mapping ties.yaml"
)
def import_(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="Its name, or table with --mapping.")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Its files, as they are published.")],
    mapping: Annotated[Path | None, typer.Option("--mapping", help="A mapping of your own (YAML).")] = None,
    release: Annotated[str | None, typer.Option("--release", help="The version of the dataset.")] = None,
    report: Annotated[Path | None, typer.Option("--report", help="Write the whole report to this JSON file.")] = None,
    left: Annotated[Path | None, typer.Option("--left", help="Write the rows that are left out to this CSV.")] = None,
    store: Store = STORE,
) -> None:
    """Import files of a published dataset: icews, gdelt, un-treaties, desta, cow-alliances, atop, archigos, embassies,
    wikidata, or any table with a mapping of your own.

    Each file is a document; importing it twice changes nothing. Every row is accounted for.
    """
    from amity import datasets

    if (dataset == "table") != (mapping is not None):
        raise ValueError("table needs --mapping FILE, and nothing else takes it")
    forms = [datasets.load(mapping)] if mapping else datasets.of_dataset(dataset)
    with console.open_dataset(store, write=True) as opened, console.progress("importing") as progress:
        reports = datasets.run(files, forms, opened, version=release, left=left, progress=progress)
    for found in reports:
        for line in datasets.showing.lines(found):
            console.message(line)
    for columns, rows in datasets.showing.tables(reports):
        console.table(columns, rows)
        console.data("\n")
    console.data(datasets.showing.summary(reports))
    if report:
        datasets.write_report(report, reports)
    raise typer.Exit(REFUSED if any(found.reason or found.refused for found in reports) else DONE)


@app.command(epilog="Examples: amity withdraw togo-russie | amity withdraw 2024-11-09 2024-11-10 --store /data/togo")
def withdraw(
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT...", help="The identifiers of documents.")],
    store: Store = STORE,
) -> None:
    """Forget documents: their claims go, and whatever rested on these alone."""
    with console.open_dataset(store, write=True) as dataset:
        gone = [document for document in documents if dataset.withdraw(document)]
    missing = sorted(set(documents) - set(gone))
    for document in missing:
        console.message(f"{document}: no such document in {store}")
    console.data(f"{len(gone)} documents withdrawn")
    raise typer.Exit(REFUSED if missing else DONE)


@app.command(epilog="Example: amity check --store /data/togo")
def check(store: Store = STORE) -> None:
    """Check the dataset (SHACL shapes, references to nothing) and the consistency of the ontology."""
    from amity import checking

    with console.open_dataset(store) as dataset:
        faults = 0
        for finding in checking.check(dataset):
            console.data(console.plain(finding.text))
            faults += finding.faults
    console.message(f"{faults:,} faults" if faults else "no fault")
    raise typer.Exit(REFUSED if faults else DONE)


def _files(dataset: "Dataset", output: Path) -> None:
    from amity.export import export as write_export
    from amity.views import write_view

    output.mkdir(parents=True, exist_ok=True)
    write_export(dataset, output / "graph.ttl")
    write_view(dataset, output / "network.html")


def _refusals(refused: Iterable[object]) -> None:
    for refusal in refused:
        console.message(refusal)


def main() -> None:
    """The entry point: turns the errors of the package into a line for a person and an exit code."""
    try:
        app(standalone_mode=True)
    except BrokenPipeError:
        # The reader of a pipe has seen enough; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
    except (ValueError, RuntimeError, OSError) as error:
        logging.getLogger(__name__).debug("%s", error, exc_info=True)
        console.message(error)
        sys.exit(_code(error))


def _code(error: Exception) -> int:
    from amity.parameters import ParameterError
    from amity.queries import QuestionError
    from amity.sparql import RefusedQueryError

    usage = isinstance(error, ParameterError) or (
        isinstance(error, ValueError) and not isinstance(error, RefusedQueryError | QuestionError)
    )
    return USAGE if usage else REFUSED
