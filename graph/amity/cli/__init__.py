"""The command line. Data goes to standard output, messages to standard error.

Here is which commands there are, in the order of `amity --help`; what they do is in the modules beside. Commands import
what they need when they run, so that `amity --help` answers at once.
"""

import logging
import os
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from amity import __version__, console
from amity.cli import questioning, reading, serving, storing, writing
from amity.cli.options import DONE, REFUSED, USAGE

__all__ = ["DONE", "REFUSED", "USAGE", "__version__", "app", "main"]

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


def _add(command: Callable[..., None], *examples: str, context: dict[str, Any] | None = None) -> None:
    """A command by the name of its function, with examples below its help."""
    epilog = f"Example{'s' if len(examples) > 1 else ''}: {' | '.join(examples)}"
    app.command(command.__name__.rstrip("_"), epilog=epilog, context_settings=context)(command)


# What follows the name of a question is its own affair, --help included.
_FREE = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}

_add(storing.build, "amity build", "amity build articles/ news.jsonl --store /data/togo")
_add(reading.extract, "amity extract article.txt", "amity extract news.jsonl --format table --explain")
_add(questioning.ask, "amity ask", "amity ask partners --actor Togo", "amity ask missions --help", context=_FREE)
_add(questioning.sparql, "amity sparql 'SELECT DISTINCT ?e { ?e a amity:Visit }'", "amity sparql - < query.rq")
_add(writing.view, "amity view -o network.html", "amity view --actor Togo --since 2020 -o togo.html")
_add(writing.picture, "amity picture rings --actor Togo -o togo.svg")
_add(questioning.analyze, "amity analyze diversification Togo", "amity analyze pair Togo Russia")
_add(writing.report, "amity report Togo -o togo.html")
_add(writing.export, "amity export -o graph.ttl", "amity export -o network.graphml")
_add(serving.serve, "amity serve", "amity serve --store mine --port 8080 --deadline 30")
_add(reading.evaluate, "amity evaluate tests/extraction/gold", "amity evaluate gold --errors --format json")
_add(storing.import_, "amity import icews events.tab", "amity import table ties.csv --mapping ties.yaml")
_add(storing.withdraw, "amity withdraw togo-russie", "amity withdraw 2024-11-09 2024-11-10 --store /data/togo")
_add(storing.check, "amity check --store /data/togo")


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
