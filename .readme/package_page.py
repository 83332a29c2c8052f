"""Parts of graph/README.md: the commands, a text and what is read in it, and the datasets with their licenses."""

import json

import typer
from writing import code, table

from amity import cli
from amity.datasets import names, of_dataset
from amity.extraction import Extractor
from amity.extraction.output import as_json
from amity.model import Document

TEXT = (
    "Le ministre togolais des Affaires étrangères a reçu mardi à Lomé son homologue béninois. Les deux ministres ont "
    "évoqué la sécurité. Leurs pays signeront en juin un accord sur l'énergie."
)
PUBLISHED = "2024-05-16"


def commands() -> str:
    """Each command with what it does and an example, in the order of `amity --help`."""
    group = typer.main.get_command(cli.app)
    rows = []
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        example = command.epilog.partition(": ")[2].split(" | ")[0]
        rows.append([code(f"amity {name}"), command.help.split("\n\n")[0], code(example)])
    return table(["command", "does", "example"], rows)


def example(extractor: Extractor) -> str:
    """A text as a file with front matter, and the events that are read in it, a line for each field."""
    file = f"---\npublished: {PUBLISHED}\nlanguage: fr\n---\n{TEXT}"
    reading = extractor.read(Document("togo", TEXT, "fr", PUBLISHED))
    events = as_json(reading, explain=True)["events"]
    shown = "\n".join("{\n" + ",\n".join(map(_field, event.items())) + "\n}" for event in events)
    return (
        f"```markdown\n{file}\n```\n\n`amity extract togo.md --explain` finds {len(events)} events:\n\n"
        f"```json\n{shown}\n```"
    )


def _field(field: tuple[str, object]) -> str:
    return "  " + ": ".join(json.dumps(part, ensure_ascii=False) for part in field)


def datasets() -> str:
    """Each dataset that `amity import` knows, where it comes from, under which license, and how it asks to be cited."""
    rows = []
    for name in sorted(names()):
        about = of_dataset(name)[0].about
        home, license_ = (f"[{word}]({url})" if url else word for word, url in _links(about.homepage, about.license))
        rows.append([code(name), f"{about.title}, {home}", license_, about.citation or ""])
    return table(["dataset", "is", "license", "to be cited as"], rows)


def _links(homepage: str | None, license_: str | None) -> tuple[tuple[str, str | None], tuple[str, str | None]]:
    stated = license_ or ""
    word = "CC0" if "publicdomain/zero" in stated else "its terms" if stated else "none stated"
    return ("site", homepage), (word, license_)
