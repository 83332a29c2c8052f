"""What several commands have in common: their options, and how a command ends."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

DONE, REFUSED, USAGE = 0, 1, 2
"""Exit codes: all is done, something was refused (and named), the command was used wrongly."""

STORE = "amity-out/store"
"""Where the dataset is unless said."""


class Language(StrEnum):
    """The language of labels."""

    en = "en"
    fr = "fr"


Lang = Annotated[Language, typer.Option("--lang", help="The language of labels.")]
Store = Annotated[
    str,
    typer.Option("--store", metavar="PATH|URL", help="The folder or server of the dataset.", envvar="AMITY_STORE"),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Read in N processes, of 0.6 GB each.")]
Questions = Annotated[Path | None, typer.Option("--queries", help="A folder of more questions.")]
