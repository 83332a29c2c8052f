"""The queries that pages are made of: one file of SPARQL each."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from amity.sparql import Term
from amity.store import Dataset, Solutions

_AT_ONCE = 1_000

Row = Sequence[Term | None]


@cache
def text_of(name: str) -> str:
    """The query of that name."""
    return (files("amity.serving.lookups") / f"{name}.rq").read_text(encoding="utf-8")


def look_up(
    dataset: Dataset, name: str, *, things: Iterable[str] = (), limit: int | None = None, **values: Term
) -> list[Row]:
    """The rows of a query, whose parameters are `values`; of one about a list of things, `things` are their IRIs."""
    query = text_of(name)
    if "%s" not in query:
        return list(_rows(dataset, query, values, limit))
    listed = [str(ox.NamedNode(iri)) for iri in things]
    found: list[Row] = []
    for start in range(0, len(listed), _AT_ONCE):
        found += _rows(dataset, query % " ".join(listed[start : start + _AT_ONCE]), values, limit)
    return found


def _rows(dataset: Dataset, query: str, values: dict[str, Term], limit: int | None) -> Sequence[Row]:
    found = dataset.query(query, values, limit=limit)
    assert isinstance(found, Solutions)
    return found.rows
