"""Rows of an answer: as CSV in which nothing is a formula, and as HTML for Jupyter in which nothing is markup."""

import csv
import io
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template

_MOST = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def text_of(cell: object) -> str:
    """A cell as text: lists are joined by "; ", and where there is no value it is empty."""
    return "" if cell is None else "; ".join(cell) if isinstance(cell, tuple) else str(cell)


def comma_separated(columns: Sequence[str], rows: Iterable[Iterable[object]], end: str = "\n") -> str:
    """A header and the rows; a text that a spreadsheet would take for a formula is quoted (OWASP, CSV injection)."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator=end)
    writer.writerow(columns)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return output.getvalue()


def _harmless(cell: object) -> str:
    text = text_of(cell)
    return f"'{text}" if text.startswith(_FORMULA) and not isinstance(cell, int | float) else text


def html(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str] = ()) -> str:
    """A table with notes below; of many rows the first 200, which a note says."""
    more = [f"The first {_MOST} of {len(rows):,} rows."] if len(rows) > _MOST else []
    return _template().render(caption=caption, columns=columns, rows=rows[:_MOST], notes=[*more, *notes])


@cache
def _template() -> "Template":
    # Imported here: most rows are never shown in Jupyter.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(loader=PackageLoader("amity", "."), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("tables.html")
