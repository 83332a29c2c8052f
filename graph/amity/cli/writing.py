"""The commands that write a file of what a dataset holds: pages, pictures, and the graph for other tools."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from amity import console
from amity.cli.options import STORE, Lang, Language, Store

Since = Annotated[str | None, typer.Option("--since", help="Only events from this date on.")]
Until = Annotated[str | None, typer.Option("--until", help="Only events up to this date.")]
Page = Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")]


class Kind(StrEnum):
    """What a picture shows."""

    rings = "rings"
    timeline = "timeline"
    domains = "domains"
    diversification = "diversification"


def view(
    output: Page,
    actor: Annotated[str | None, typer.Option("--actor", help="Only the partners of this actor.")] = None,
    since: Since = None,
    until: Until = None,
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


def picture(
    kind: Annotated[Kind, typer.Argument(help="What it shows.")],
    actor: Annotated[str, typer.Option("--actor", help="The state or organization it is about.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: .svg or .png.")],
    since: Since = None,
    until: Until = None,
    language: Lang = Language.en,
    store: Store = STORE,
) -> None:
    """Draw a picture for a report: rings of partners, timeline, partners by domains, or diversification by year."""
    from amity.views.pictures import write_picture

    with console.open_dataset(store) as dataset:
        write_picture(dataset, output, kind.value, actor, since=since, until=until, language=language.value)
    console.message(f"written: {output}")


def report(
    actor: Annotated[str, typer.Argument(help="The state or organization it is about.")],
    output: Page,
    language: Lang = Language.en,
    store: Store = STORE,
) -> None:
    """Write a briefing of two pages on an actor: partners, domains, promises, what changed, with quoted evidence."""
    from amity.briefing import write_briefing

    with console.open_dataset(store) as dataset:
        write_briefing(dataset, output, actor, language=language.value)
    console.message(f"written: {output}")


def export(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file; its ending is the format.")],
    store: Store = STORE,
) -> None:
    """Write the graph for other tools: .ttl .trig .nq .jsonld .rdf .graphml .gexf .csv"""
    from amity import export as exporting

    with console.open_dataset(store) as dataset:
        exporting.export(dataset, output)
    console.message(f"written: {output}")
