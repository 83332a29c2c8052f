"""What a dataset needs of that which keeps its quads, be it a folder or a server."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import pyoxigraph as ox

from amity.deriving import Change, Quads
from amity.sparql import Term

MAX_ROWS = 100_000
"""How many rows a query gives where the caller asks for no other limit."""


class StoreError(RuntimeError):
    """A dataset cannot be opened, read or written; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a SELECT: a term or None under each column. `truncated` if there were more than the limit."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truncated: bool = False


class Backend(Quads, Protocol):
    """Keeps quads, in named graphs, and answers SPARQL over all graphs as one."""

    exclusive: bool
    """Whether nobody else writes, so that what was read may be kept."""

    def holds(self, quad: ox.Quad) -> bool:
        """Whether this quad is here."""

    def size(self) -> int:
        """The number of quads."""

    def query(self, query: str, limit: int | None) -> Solutions | bool | list[ox.Triple]:
        """The answer to a query, of `limit` rows or triples at most. Raises ValueError for what is not SPARQL."""

    def write(self, change: Change, graph: ox.NamedNode | None = None) -> None:
        """Makes a change: a reader sees all of it or nothing.

        Where that takes several steps, the index has a `rdf.writing_quad` from the first to the last of them, which
        names the graph of the document that is written, if any.
        """

    def replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Puts quads, however many, in place of a graph."""

    def flush(self) -> None:
        """Makes sure that what was written lasts, and shows it to those who read beside a writer."""

    def close(self) -> None:
        """Lets go of it; nothing can be read afterwards."""


def data(verb: str, quads: Iterable[ox.Quad]) -> str:
    """`INSERT DATA {…}` or `DELETE DATA {…}`: each term printed by the library."""
    by_graph: dict[ox.NamedNode, list[str]] = {}
    for quad in quads:
        if not isinstance(quad.graph_name, ox.NamedNode):
            raise ValueError(f"{quad}: every statement stands in a named graph")
        by_graph.setdefault(quad.graph_name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    blocks = [f"GRAPH {graph} {{\n" + "\n".join(lines) + "\n}" for graph, lines in by_graph.items()]
    return f"{verb} DATA {{\n" + "\n".join(blocks) + "\n}"
