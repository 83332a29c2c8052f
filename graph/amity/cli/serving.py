"""The command that serves a dataset to browsers and other programs."""

from typing import Annotated

import typer

from amity import console
from amity.cli.options import STORE, Questions, Store


def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen on; loopback unless said.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 for a free one.")] = 8000,
    deadline: Annotated[float, typer.Option("--deadline", min=0.1, help="The most seconds for an answer.")] = 10.0,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most rows or triples of an answer.")] = 100_000,
    workers: Annotated[int, typer.Option("--workers", min=1, help="How many queries are answered at once.")] = 2,
    memory: Annotated[int, typer.Option("--memory", min=128, help="The most megabytes a query may need.")] = 1024,
    origin: Annotated[str, typer.Option("--origin", help="The site whose scripts may read answers (CORS).")] = "*",
    folder: Questions = None,
    store: Store = STORE,
) -> None:
    """Serve the dataset as it is now: a SPARQL endpoint (/sparql), the questions, and a page for each thing.

    Nothing can be changed through it. A query that is not answered at the deadline is ended.
    """
    from amity import serving

    queries = str(folder) if folder else None
    settings = serving.Settings(store, queries, deadline, limit, memory << 20, workers, origin=origin)
    serving.serve(settings, host, port, lambda at: console.message(f"serving {store} at {at} (Ctrl + C ends it)"))
