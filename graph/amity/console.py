"""What the command line shows: data on standard output, messages and progress on standard error."""

import logging
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amity.building import Progress
    from amity.queries import Answer
    from amity.store import Dataset

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WIDE = 120
_NARROWEST = 40
_GAP = 3


def plain(text: object) -> str:
    """`text` without control characters: what a document says must not drive a terminal."""
    return _CONTROL.sub("\ufffd", str(text))


def message(text: object) -> None:
    """One line for a person, on standard error."""
    sys.stderr.write(f"amity: {plain(text)}\n")


def data(text: str) -> None:
    """Data, on standard output."""
    sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows as a table on standard output.

    Where the terminal is too narrow, the widest columns but the first two stand below each row, one a line.
    """
    from rich.cells import cell_len

    names = [plain(column) for column in columns]
    cells = [[" ".join(plain(cell).split()) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(names, *cells, strict=True)]
    kept = list(range(len(names)))
    while len(kept) > 2 and sum(widths[k] + _GAP for k in kept) > _width() + _GAP:
        kept.remove(max(kept[2:], key=lambda k: (widths[k], k)))
    below = [k for k in range(len(names)) if k not in kept]

    def line(row: Sequence[str]) -> str:
        return "".join(row[k] + " " * (widths[k] + _GAP - cell_len(row[k])) for k in kept).rstrip()

    lines = [line(names), "─" * min(_width(), sum(widths[k] + _GAP for k in kept) - _GAP)]
    margin = max((cell_len(names[k]) for k in below), default=0)
    for row in cells:
        lines.append(line(row))
        for k in below:
            if row[k]:
                head = "    " + names[k] + " " * (margin - cell_len(names[k]) + _GAP)
                lines += textwrap.wrap(row[k], _width(), initial_indent=head, subsequent_indent=" " * len(head))
    data("\n".join(lines))


def _width() -> int:
    """How many characters a line has: those of the terminal, or what COLUMNS says."""
    return max(_NARROWEST, shutil.get_terminal_size((_WIDE, 24)).columns)


def answer(found: "Answer", form: str) -> None:
    """The answer to a question as table, csv or json."""
    from amity.tables import text_of

    if form == "json":
        data(found.to_json())
    elif form == "csv":
        data(found.to_csv())
    else:
        table([c.name for c in found.columns], [[text_of(cell) for cell in row] for row in found.rows])
        if not found.rows:
            message("nothing found")
    if found.truncated:
        message(f"only the first {len(found.rows):,} rows are shown; narrow the question")


@contextmanager
def progress(what: str) -> "Iterator[Progress]":
    """A progress bar on standard error, gone when it is done; nothing where that is not a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(what, total=None)

        def step(name: str, number: int, total: int) -> None:
            from rich.markup import escape

            bar.update(task, completed=number - 1, total=total, description=escape(plain(name)[:40]))

        yield step


def open_dataset(store: str, *, write: bool = False) -> "Dataset":
    """The dataset that `--store` names. Raises StoreError."""
    from amity.store import Dataset

    return Dataset.open(store, write=write)


def set_logging(verbose: int) -> None:
    """Warnings are always shown; with -v what is done, with -vv details."""
    level = (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("amity").setLevel(level)
