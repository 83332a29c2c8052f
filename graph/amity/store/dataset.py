"""What is known, and how it is learnt, forgotten and asked for.

A document is learnt in one update: its graph is replaced, and the events that its claims touch are written anew. What
is not touched is not read.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import pyoxigraph as ox

from amity import rdf, reference, sparql, vocabulary
from amity.deriving import Change, Deriver, Kept
from amity.model import Claim, Reading
from amity.reference import Reference
from amity.sparql import Term
from amity.store.backend import MAX_ROWS, Backend, Solutions
from amity.store.embedded import Embedded

log = logging.getLogger(__name__)

_MOST_CLAIMS = 1_000
_MOST_KEPT = 50_000


class Dataset:
    """What is known, in a store of Oxigraph or on a server."""

    def __init__(self, store: Backend | ox.Store, known: Reference | None = None, name: str = "memory") -> None:
        self._store: Backend = Embedded(store) if isinstance(store, ox.Store) else store
        self._kept = Kept()
        self.reference = known or reference.load()
        self.name = name

    @classmethod
    def memory(cls, known: Reference | None = None) -> Self:
        """An empty dataset that is gone with the process, the reference in it."""
        dataset = cls(ox.Store(), known)
        dataset.load_reference()
        return dataset

    @classmethod
    def open(cls, place: str | Path, *, write: bool = False, known: Reference | None = None) -> Self:
        """The dataset in a folder, or on the server at an address; with `write` it is made where it is not there.

        One process writes to a folder at a time; those who read beside it see what it has flushed.

        Raises StoreError where it is not there, is not a dataset, is being written, or does not answer.
        """
        if "://" in str(place):
            from amity.store.remote import Remote

            dataset = cls(Remote(str(place), write=write), known, str(place))
        else:
            folder = Path(place)
            dataset = cls(Embedded.writing(folder) if write else Embedded.reading(folder), known, str(place))
        if write:
            dataset._mend()
            dataset.load_reference()
        return dataset

    def close(self) -> None:
        """Writes all to disk and lets go of the folder."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        """The number of triples, those of the index apart."""
        return self._store.size() - sum(1 for _ in self._store.match(graph=vocabulary.INDEX))

    # Writing

    def load_reference(self) -> bool:
        """Puts the reference into the dataset; whether there was anything to do.

        Where it has changed since, the events are derived anew: their labels and places depend on it.
        """
        mark = rdf.reference_mark(self.reference)
        if self._store.holds(mark):
            return False
        # The mark comes last: it says that all is done.
        self._store.replace(rdf.REFERENCE, [q for q in rdf.reference_quads(self.reference) if q != mark])
        change = self._deriver().everything()
        self._kept.clear()
        self._write(change + _added(mark))
        return True

    def _mend(self) -> None:
        """Makes good what a writer left that was interrupted on a server which takes no change as a whole.

        The document it was writing is withdrawn, and the events are derived anew.
        """
        left = list(self._store.match([rdf.WRITING], graph=vocabulary.INDEX))
        for quad in left:
            graph = rdf.text_of(quad.object)
            log.warning("%s: the last writer was interrupted; what it left is made good", self.name)
            if graph:
                document = vocabulary.document_of_graph(graph)
                before = self._store.match(graph=graph)
                self._write(Change(frozenset(before), frozenset()) + self._marked(document, ""), ox.NamedNode(graph))
        if left:
            change = self._deriver().everything()
            self._kept.clear()
            self._write(change + Change(frozenset(left), frozenset()))

    def learn(self, reading: Reading, digest: str = "") -> bool:
        """Takes in what a document says, in place of what it said before; whether anything has changed.

        `digest`, where given, tells this text, read in this way, from any other: see `has_read`. Raises ValueError for
        a reading that the vocabulary cannot say; nothing has changed then.
        """
        return self.learn_quads(reading.document.id, rdf.document_quads(reading, self.reference), digest)

    def learn_quads(self, document: str, fresh: Sequence[ox.Quad], digest: str = "") -> bool:
        """As `learn`, with all that a document says as quads of its graph."""
        graph = rdf.document_graph(document)
        before = frozenset(self._store.match(graph=graph.value))
        change = self._marked(document, digest)
        if before != (after := frozenset(fresh)):
            change += self._deriver().document(before, after)
        if change.added or before != after:
            self._write(change, graph)
        return before != after

    def _marked(self, document: str, digest: str) -> Change:
        """What the index has to say of the reading of a document."""
        mark = rdf.read_quad(document, digest)
        found = frozenset(self._store.match([rdf.text_of(mark.subject)], graph=vocabulary.INDEX))
        wanted = frozenset([mark] if digest else [])
        return Change(found - wanted, wanted - found)

    def has_read(self, document: str, digest: str) -> bool:
        """Whether the document was learnt with that digest."""
        return self._store.holds(rdf.read_quad(document, digest))

    def learn_more(self, reading: Reading, claims: Sequence[Claim]) -> None:
        """Takes in more of what a document says: for one too long to be held, such as a file of a million rows.

        `claims` are those of the reading, with numbers that no other claim of the document has.
        """
        fresh = rdf.document_quads(reading, self.reference, claims)
        self._write(self._deriver().document((), fresh))

    def complete(self, document: str, digest: str) -> None:
        """Says that a document that was learnt part by part is whole: until then it is not `known`."""
        self._write(_added(rdf.digest_quad(document, digest)))

    def known(self, document: str, digest: str) -> bool:
        """Whether the document is here whole, and is the one of that digest."""
        return self._store.holds(rdf.digest_quad(document, digest))

    def withdraw(self, document: str) -> bool:
        """Forgets a document and whatever rested on it alone; whether it was there."""
        graph = rdf.document_graph(document)
        if not any(True for _ in self._store.match(graph=graph.value)):
            return False
        self._shrink(document, graph)
        before = list(self._store.match(graph=graph.value))
        self._write(self._deriver().document(before, ()) + self._marked(document, ""), graph)
        return True

    def _shrink(self, document: str, graph: ox.NamedNode) -> None:
        """Takes claims from a long document until the rest can go in one update; it is not `known` from then on."""
        iri = vocabulary.document_iri(document)
        while True:
            sourced = self._store.match(None, vocabulary.Property.SOURCE, [iri], graph.value)
            found = list(islice(sourced, _MOST_CLAIMS + 1))
            if len(found) <= _MOST_CLAIMS:
                return
            subjects = [q.subject.value for q in found[:_MOST_CLAIMS] if isinstance(q.subject, ox.NamedNode)]
            gone = list(self._store.match(subjects, graph=graph.value))
            digest = list(self._store.match([iri], vocabulary.Property.DIGEST, None, graph.value))
            self._write(self._deriver().less(gone) + Change(frozenset(digest), frozenset()))

    def _deriver(self) -> Deriver:
        if not self._store.exclusive or len(self._kept) > _MOST_KEPT:
            self._kept.clear()
        return Deriver(self._store, self.reference, self._kept)

    def _write(self, change: Change, graph: ox.NamedNode | None = None) -> None:
        try:
            self._store.write(change, graph)
        except BaseException:
            # What is kept is what would be there.
            self._kept.clear()
            raise

    def flush(self) -> None:
        """Writes to disk all that was learnt, for readers to see: do it once for a batch, for it takes longer than an
        update."""
        self._store.flush()

    # Reading

    def documents(self) -> list[str]:
        """The identifiers of all documents, sorted."""
        found = self._store.match(None, vocabulary.TYPE, [vocabulary.Class.DOCUMENT])
        return sorted(vocabulary.local_id(q.subject.value) for q in found if isinstance(q.subject, ox.NamedNode))

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """All quads but those of the index, or those of one named graph."""
        return (q for q in self._store.match(graph=graph) if graph or q.graph_name != rdf.INDEX)

    def query(
        self, query: str, values: Mapping[str, Term | None] | None = None, *, limit: int | None = MAX_ROWS
    ) -> Solutions | bool | list[ox.Triple]:
        """The answer to a SPARQL query over all graphs as one: rows, a truth, or triples.

        `values` takes the place of the parameters of the query (`$name`). The prefixes of Amity need no declaration.
        Raises RefusedQueryError for what reaches beyond the store, ValueError for what is not SPARQL.
        """
        sparql.refuse(query)
        return self._store.query(sparql.bind(query, values or {}), limit)

    def select(self, query: str, values: Mapping[str, Term | None] | None = None) -> Solutions:
        """The rows of a SELECT query, which it must be."""
        result = self.query(query, values)
        if not isinstance(result, Solutions):
            raise ValueError("expected a SELECT query")
        return result

    def dump(self, output: str | Path | IO[bytes], format_: ox.RdfFormat = ox.RdfFormat.N_QUADS) -> None:
        """Writes all quads, named graphs kept, in a format that has them."""
        ox.serialize(
            self.quads(),
            str(output) if isinstance(output, Path) else output,
            format=format_,
            prefixes=vocabulary.PREFIXES,
        )


def _added(quad: ox.Quad) -> Change:
    return Change(frozenset(), frozenset([quad]))
