"""Quads in a store of Oxigraph, in this process: in memory, or in a folder on disk.

A folder has one writer, who holds its lock. Readers never open what is being written: they read the last snapshot that
a writer has published (see `snapshots`).
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from amity import vocabulary
from amity.deriving import Change
from amity.sparql import Term
from amity.store import snapshots
from amity.store.backend import Solutions, StoreError, data

log = logging.getLogger(__name__)


class Embedded:
    """A store of Oxigraph. What is given to be called at the end lets go of a snapshot, or publishes one."""

    exclusive = True

    def __init__(
        self,
        store: ox.Store,
        publish: Callable[[ox.Store], None] | None = None,
        release: Callable[[], None] | None = None,
    ) -> None:
        self._store = store
        self._publish = publish
        self._release = release

    @classmethod
    def writing(cls, folder: Path) -> Self:
        """The store in a folder, made where it is not there. Raises StoreError where another process writes it."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            store = ox.Store(str(folder))
        except OSError as error:
            if "lock" in str(error).lower():
                raise StoreError(
                    f"{folder}: another process is writing this dataset; wait until it is done, or name another folder"
                ) from None
            raise StoreError(f"{folder}: the dataset cannot be opened ({error})") from None
        # What a writer that was killed had not published is published before anything else is written.
        snapshots.begin(folder, store)
        return cls(store, lambda store: snapshots.publish(folder, store), lambda: snapshots.end(folder))

    @classmethod
    def reading(cls, folder: Path) -> Self:
        """The last snapshot of the store in a folder. Raises StoreError where there is none."""
        if not (folder / "CURRENT").exists():
            raise StoreError(f"{folder}: no dataset here; make one with `amity build --store {folder}`")
        path, release = snapshots.held(folder)
        try:
            return cls(ox.Store.read_only(str(path)), None, release)
        except OSError as error:
            release()
            raise StoreError(f"{folder}: the dataset cannot be opened ({error})") from None

    def match(
        self,
        subjects: Iterable[str] | None = None,
        predicate: str | None = None,
        objects: Iterable[str] | None = None,
        graph: str | None = None,
    ) -> Iterator[ox.Quad]:
        """See Backend."""
        wanted = ox.NamedNode(predicate) if predicate else None
        named = ox.NamedNode(graph) if graph else None
        ends = [None] if objects is None else [ox.NamedNode(iri) for iri in objects]
        for iri in [None] if subjects is None else list(subjects):
            subject = None if iri is None else ox.NamedNode(iri)
            for end in ends:
                yield from self._store.quads_for_pattern(subject, wanted, end, named)

    def holds(self, quad: ox.Quad) -> bool:
        """See Backend."""
        return quad in self._store

    def size(self) -> int:
        """See Backend."""
        return len(self._store)

    def query(self, query: str, limit: int | None) -> Solutions | bool | list[ox.Triple]:
        """See Backend."""
        try:
            result = self._store.query(query, prefixes=vocabulary.PREFIXES, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise ValueError(f"not a SPARQL query: {error.msg}") from None
        if isinstance(result, ox.QueryBoolean):
            return bool(result)
        return collected(result, limit)

    def write(self, change: Change, graph: ox.NamedNode | None = None) -> None:
        """See Backend; it is one update."""
        if change.removed:
            parts = (("DELETE", change.removed), ("INSERT", change.added))
            self._store.update(";\n".join(data(verb, quads) for verb, quads in parts if quads))
        elif change.added:
            self._store.extend(change.added)

    def replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """See Backend."""
        self._store.update(f"DROP SILENT GRAPH {graph};\n{data('INSERT', quads)}")

    def flush(self) -> None:
        """See Backend."""
        if self._publish:
            self._publish(self._store)

    def close(self) -> None:
        """See Backend."""
        self.flush()
        del self._store
        if self._release:
            self._release()


def collected(result: ox.QuerySolutions | ox.QueryTriples, limit: int | None) -> Solutions | list[ox.Triple]:
    """The rows or triples of a result, `limit` at most."""
    if isinstance(result, ox.QueryTriples):
        return [triple for triple, _ in zip(result, range(limit), strict=False)] if limit else list(result)
    columns = tuple(variable.value for variable in result.variables)
    rows: list[tuple[Term | None, ...]] = []
    for solution in result:
        if limit is not None and len(rows) == limit:
            return Solutions(columns, tuple(rows), truncated=True)
        rows.append(tuple(solution[column] for column in columns))
    return Solutions(columns, tuple(rows))
