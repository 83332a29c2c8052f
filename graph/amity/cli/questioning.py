"""The commands that ask a dataset and show the answer."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from amity import console
from amity.cli.options import STORE, Lang, Language, Questions, Store


class TableFormat(StrEnum):
    """How rows are shown."""

    table = "table"
    csv = "csv"
    json = "json"


def ask(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="The question; the list of all where not given.")] = None,
    format_: Annotated[TableFormat, typer.Option("--format", help="How to show the answer.")] = TableFormat.table,
    language: Lang = Language.en,
    folder: Questions = None,
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
