"""The dataset: one named graph for each document, one for what is derived from them, one for the reference.

A document is learnt in one update: its graph is replaced, and the events that its claims touch are written anew. What
is not touched is not read. `Dataset.memory()` and `Dataset.open(folder)` give the same thing, the latter on disk.
"""

import fcntl
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import pyoxigraph as ox

from amity import rdf, reference, sparql, vocabulary
from amity.deriving import Change, Deriver
from amity.model import Reading
from amity.reference import Reference
from amity.sparql import Term

log = logging.getLogger(__name__)

MAX_ROWS = 100_000
"""How many rows a query gives where the caller asks for no other limit."""


class StoreError(RuntimeError):
    """The folder of a dataset cannot be opened; the message names it and says what to do."""


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a SELECT: a term or None under each column. `truncated` if there were more than the limit."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truncated: bool = False


class Dataset:
    """What is known, in a store of Oxigraph."""

    def __init__(self, store: ox.Store, known: Reference | None = None, name: str = "memory") -> None:
        self._store = store
        self._writable = True
        self.reference = known or reference.load()
        self.name = name

    @classmethod
    def memory(cls, known: Reference | None = None) -> Self:
        """An empty dataset that is gone with the process, the reference in it."""
        dataset = cls(ox.Store(), known)
        dataset.load_reference()
        return dataset

    @classmethod
    def open(cls, folder: str | Path, *, write: bool = False, known: Reference | None = None) -> Self:
        """The dataset in `folder`; with `write` it is made where it is not there, and nobody else may write.

        Raises StoreError where it is not there, is not a dataset, or is being written by another process.
        """
        folder = Path(folder)
        if not write:
            if not (folder / "CURRENT").exists():
                raise StoreError(f"{folder}: no dataset here; make one with `amity build --store {folder}`")
            _refuse_while_written(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            store = ox.Store(str(folder)) if write else ox.Store.read_only(str(folder))
        except OSError as error:
            if "lock" in str(error).lower():
                raise _in_use(folder) from None
            raise StoreError(f"{folder}: the dataset cannot be opened ({error})") from None
        dataset = cls(store, known, str(folder))
        dataset._writable = write
        if write:
            dataset.load_reference()
        return dataset

    def close(self) -> None:
        """Writes all to disk and lets go of the folder."""
        if self._writable:
            self._store.flush()
        del self._store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._store)

    # Writing

    def load_reference(self) -> bool:
        """Puts the reference into the dataset; whether there was anything to do.

        Where it has changed since, the events are derived anew: their labels and places depend on it.
        """
        if rdf.reference_mark(self.reference) in self._store:
            return False
        fresh = _data("INSERT", rdf.reference_quads(self.reference))
        self._store.update(f"DROP SILENT GRAPH {rdf.REFERENCE};\n{fresh}")
        self._apply(None, (), Deriver(self._store, self.reference).everything())
        return True

    def learn(self, reading: Reading) -> bool:
        """Takes in what a document says, in place of what it said before; whether anything has changed.

        Raises ValueError for a reading that the vocabulary cannot say; nothing has changed then.
        """
        fresh = rdf.document_quads(reading, self.reference)
        graph = rdf.document_graph(reading.document.id)
        if set(fresh) == set(self._store.quads_for_pattern(None, None, None, graph)):
            return False
        change = Deriver(self._store, self.reference).document(reading.document.id, fresh)
        self._apply(graph, fresh, change)
        return True

    def withdraw(self, document: str) -> bool:
        """Forgets a document and whatever rested on it alone; whether it was there."""
        graph = rdf.document_graph(document)
        if not any(True for _ in self._store.quads_for_pattern(None, None, None, graph)):
            return False
        self._apply(graph, (), Deriver(self._store, self.reference).document(document, ()))
        return True

    def flush(self) -> None:
        """Writes to disk all that was learnt: do it once for a batch, for it takes longer than an update."""
        self._store.flush()

    def _apply(self, graph: ox.NamedNode | None, fresh: Iterable[ox.Quad], change: Change) -> None:
        """One update, which happens or does not: a reader never sees a document without its events."""
        operations = [f"DROP SILENT GRAPH {graph}"] if graph is not None else []
        operations += [
            _data(verb, sorted(quads, key=str))
            for verb, quads in (("DELETE", change.removed), ("INSERT", {*fresh, *change.added}))
            if quads
        ]
        if operations:
            self._store.update(";\n".join(operations))

    # Reading

    def documents(self) -> list[str]:
        """The identifiers of all documents, sorted."""
        kind = ox.NamedNode(vocabulary.Class.DOCUMENT)
        found = self._store.quads_for_pattern(None, ox.NamedNode(vocabulary.TYPE), kind, None)
        return sorted(vocabulary.local_id(q.subject.value) for q in found if isinstance(q.subject, ox.NamedNode))

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """All quads, or those of one named graph."""
        return self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph) if graph else None)

    def query(
        self, query: str, values: Mapping[str, Term | None] | None = None, *, limit: int | None = MAX_ROWS
    ) -> Solutions | bool | list[ox.Triple]:
        """The answer to a SPARQL query over all graphs as one: rows, a truth, or triples.

        `values` takes the place of the parameters of the query (`$name`). The prefixes of Amity need no declaration.
        Raises RefusedQueryError for what reaches beyond the store, ValueError for what is not SPARQL.
        """
        sparql.refuse(query)
        try:
            result = self._store.query(
                sparql.bind(query, values or {}), prefixes=vocabulary.PREFIXES, use_default_graph_as_union=True
            )
        except SyntaxError as error:
            raise ValueError(f"not a SPARQL query: {error.msg}") from None
        if isinstance(result, ox.QueryBoolean):
            return bool(result)
        if isinstance(result, ox.QueryTriples):
            return [triple for triple, _ in zip(result, range(limit), strict=False)] if limit else list(result)
        columns = tuple(variable.value for variable in result.variables)
        rows: list[tuple[Term | None, ...]] = []
        for solution in result:
            if limit is not None and len(rows) == limit:
                return Solutions(columns, tuple(rows), truncated=True)
            rows.append(tuple(solution[column] for column in columns))
        return Solutions(columns, tuple(rows))

    def select(self, query: str, values: Mapping[str, Term | None] | None = None) -> Solutions:
        """The rows of a SELECT query, which it must be."""
        result = self.query(query, values)
        if not isinstance(result, Solutions):
            raise ValueError("expected a SELECT query")
        return result

    def dump(self, output: str | Path | IO[bytes], format_: ox.RdfFormat = ox.RdfFormat.N_QUADS) -> None:
        """Writes all quads, named graphs kept, in a format that has them."""
        target = str(output) if isinstance(output, Path) else output
        self._store.dump(target, format_, prefixes=vocabulary.PREFIXES)


def _data(verb: str, quads: Iterable[ox.Quad]) -> str:
    """`INSERT DATA {…}` or `DELETE DATA {…}`: each term printed by the library."""
    by_graph: dict[ox.NamedNode, list[str]] = {}
    for quad in quads:
        if not isinstance(quad.graph_name, ox.NamedNode):
            raise ValueError(f"{quad}: every statement stands in a named graph")
        by_graph.setdefault(quad.graph_name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    blocks = [f"GRAPH {graph} {{\n" + "\n".join(lines) + "\n}" for graph, lines in by_graph.items()]
    return f"{verb} DATA {{\n" + "\n".join(blocks) + "\n}"


def _in_use(folder: Path) -> StoreError:
    return StoreError(
        f"{folder}: another process is writing this dataset; wait until it is done, or name another folder"
    )


def _refuse_while_written(folder: Path) -> None:
    """A store opened for reading beside a writer is undefined: the writer's lock says whether there is one."""
    with suppress(FileNotFoundError), (folder / "LOCK").open("rb+") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise _in_use(folder) from None
