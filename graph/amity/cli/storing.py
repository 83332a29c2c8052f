"""The commands that fill a dataset, take from it, and check it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from amity import console
from amity.cli.options import DONE, REFUSED, STORE, Jobs, Lang, Language, Store

if TYPE_CHECKING:
    from amity.store import Dataset


def build(
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Files, folders or JSON Lines.")
    ] = None,
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
    for refusal in report.refused:
        console.message(refusal)
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
