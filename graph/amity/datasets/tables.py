"""The small tables that mappings look values up in: tab-separated, the first column the value that is looked up."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

MAPPINGS = Path(__file__).parent / "mappings"


@cache
def table(name: str) -> Mapping[str, Mapping[str, str]]:
    """By value (several, separated by `|`, share a line) the other cells of its line, those that are empty left out.

    Raises ValueError for a table that is not there or names a value twice.
    """
    found: dict[str, Mapping[str, str]] = {}
    for line in lines(name):
        key, *_ = line
        for value in line[key].split("|"):
            if value in found:
                raise ValueError(f"{name}.tsv: {value!r} stands twice")
            found[value] = {column: cell for column, cell in line.items() if cell and column != key}
    return found


def lines(name: str) -> Iterator[dict[str, str]]:
    """The lines of a table, in order. Raises ValueError where there is none of that name."""
    path = MAPPINGS / "tables" / f"{name}.tsv"
    if not path.is_file():
        raise ValueError(
            f"no table {name!r}; expected one of {', '.join(sorted(p.stem for p in path.parent.glob('*.tsv')))}"
        )
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(
            (line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
        )
