"""The commands that extract and store nothing: to see what is read in a text, and to measure how well."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from amity import console
from amity.cli.options import DONE, REFUSED, Jobs


class ReadingFormat(StrEnum):
    """How readings are shown."""

    jsonl = "jsonl"
    table = "table"


class Figures(StrEnum):
    """How an evaluation is shown."""

    table = "table"
    json = "json"


class Split(StrEnum):
    """Which annotated texts are read."""

    dev = "dev"
    test = "test"
    all = "all"


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
    for refusal in evaluation.refused:
        console.message(refusal)
    if format_ is Figures.json:
        console.data(json.dumps(report.as_json(evaluation, with_errors=errors), ensure_ascii=False, indent=1))
    else:
        for columns, rows in (*report.figures(evaluation), *(report.error_tables(evaluation.errors) if errors else ())):
            console.table(columns, rows)
            console.data("\n")
        console.data(report.summary(evaluation))
    raise typer.Exit(REFUSED if evaluation.refused else DONE)
