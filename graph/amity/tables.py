"""Tables for Jupyter: HTML in which nothing of a document is markup."""

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

_MOST = 200


def html(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str] = ()) -> str:
    """A table with notes below; of many rows the first 200, which a note says."""
    more = [f"The first {_MOST} of {len(rows):,} rows."] if len(rows) > _MOST else []
    return _template().render(caption=caption, columns=columns, rows=rows[:_MOST], notes=[*more, *notes])


@cache
def _template() -> Template:
    environment = Environment(loader=PackageLoader("amity", "."), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("tables.html")
