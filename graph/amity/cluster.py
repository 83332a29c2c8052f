"""Documents read by the workers of a Dask cluster: a partition of documents becomes a file of N-Quads.

A file has the name of what it is made of. What is there is not made again, so that a run that was interrupted goes on
where it stopped; what a worker that was killed had under way is done by another.
"""

import hashlib
import json
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from amity import rdf
from amity.documents import Refusal
from amity.model import Document, Reading
from amity.reference import load
from amity.versions import digest, version

if TYPE_CHECKING:
    from distributed import Future

_AHEAD = 2
"""How many partitions are under way for each thread of the cluster, so that none waits for another."""
_DOCUMENT, _REFUSED = "# document\n", "# refused: "
"""Comments in a file: each document begins with the one; the other stands where there are no quads, and says why."""


@dataclass(frozen=True, slots=True)
class Known:
    """A document that need not be read."""

    document: Document


@dataclass(frozen=True, slots=True)
class Extracted:
    """All that was found in a document, as the quads of its graph."""

    document: Document
    quads: tuple[ox.Quad, ...]


Work = Callable[[Document], object]
"""Reads a document: a Reading, or a Refusal. It is pickled, and runs on the workers."""


class Cluster:
    """The workers behind a scheduler of Dask. Each has Amity installed, of the same version as here."""

    def __init__(self, scheduler: str, folder: Path, size: int = 50) -> None:
        """`folder` holds the files of the partitions, `size` documents each. Raises RuntimeError."""
        try:
            import distributed
        except ImportError:
            raise RuntimeError("a cluster needs Dask: pip install 'amity[dask]'") from None
        try:
            connect: Any = distributed.Client
            self._client = connect(scheduler, timeout="10s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise RuntimeError(f"{scheduler}: no scheduler of Dask answers there ({error})") from None
        self._folder = folder
        self._size = size
        self._under_way: deque[tuple[list[Document | Refusal], _Made | None]] = deque()

    def read(
        self, work: Work, documents: Iterable[Document | Refusal], known: Callable[[Document], bool]
    ) -> Iterator[Refusal | Known | Extracted]:
        """What `work` finds in each document, in the order given; of those that are `known`, only that."""
        self._folder.mkdir(parents=True, exist_ok=True)
        pickled = pickle.dumps(work)
        stream = iter(documents)
        under_way = self._under_way
        with closing(self._client):
            while True:
                most = max(1, _AHEAD * sum(self._client.nthreads().values()))
                for items in _partitions(stream, self._size, most - len(under_way)):
                    under_way.append((items, self._begun(pickled, items, known)))
                if not under_way:
                    return
                items, made = under_way.popleft()
                yield from _results(items, self._content(pickled, made) if made else "", known)

    def _begun(
        self, pickled: bytes, items: Sequence[Document | Refusal], known: Callable[[Document], bool]
    ) -> "_Made | None":
        """A partition under way; None where nothing in it need be read."""
        documents = [item for item in items if isinstance(item, Document)]
        if all(map(known, documents)):
            return None
        name = hashlib.sha256("".join(digest(document, version()) for document in documents).encode()).hexdigest()[:32]
        path = self._folder / f"{name}.nq"
        return _Made(path, documents, None if path.exists() else self._submitted(pickled, documents, name))

    def _submitted(self, pickled: bytes, documents: Sequence[Document], name: str) -> "Future[str]":
        future: Future[str] = self._client.submit(_partition, pickled, version(), list(documents), key=f"amity-{name}")
        return future

    def _content(self, pickled: bytes, made: "_Made") -> str:
        if made.future is not None:
            content = self._gathered(pickled, made.documents, made.future)
            part = made.path.with_suffix(f".part-{os.getpid()}")
            part.write_text(content, encoding="utf-8")
            part.replace(made.path)
        return made.path.read_text(encoding="utf-8")

    def _gathered(self, pickled: bytes, documents: Sequence[Document], future: "Future[str]") -> str:
        from distributed import KilledWorker

        with suppress(KilledWorker):
            return str(future.result())
        if len(documents) == 1:
            return _refused("the processes that read it were ended; it may need more memory than a worker has")
        # One of them has ended several workers, or another's has: each is tried while nothing else is under way.
        for _, made in self._under_way:
            if made and made.future:
                made.future.exception()  # type: ignore[no-untyped-call]
        return "".join(
            self._gathered(pickled, [document], self._submitted(pickled, [document], digest(document, version())))
            for document in documents
        )


@dataclass(frozen=True, slots=True)
class _Made:
    """The file of a partition, and what makes it where it is not there."""

    path: Path
    documents: Sequence[Document]
    future: "Future[str] | None"


def _partitions(stream: Iterator[Document | Refusal], size: int, most: int) -> Iterator[list[Document | Refusal]]:
    for _ in range(most):
        if items := list(islice(stream, size)):
            yield items


def _results(
    items: Sequence[Document | Refusal], content: str, known: Callable[[Document], bool]
) -> Iterator[Refusal | Known | Extracted]:
    found = iter(content.split(_DOCUMENT)[1:])
    for item in items:
        said = next(found, "") if isinstance(item, Document) else ""
        if isinstance(item, Refusal):
            yield item
        elif known(item):
            yield Known(item)
        elif said.startswith(_REFUSED):
            yield Refusal(item.id, json.loads(said.removeprefix(_REFUSED)))
        else:
            yield Extracted(item, tuple(ox.parse(said, format=ox.RdfFormat.N_QUADS)))


def _refused(reason: str) -> str:
    return f"{_DOCUMENT}{_REFUSED}{json.dumps(reason)}\n"


# On the workers


def _partition(pickled: bytes, expected: str, documents: Sequence[Document]) -> str:
    """The N-Quads of what is found in the documents, and as comments why there is none."""
    if version() != expected:
        raise RuntimeError(
            "the workers of the cluster have another version of Amity than this machine: install the same"
        )
    work = _work(pickled)
    return "".join(_serialized(work, document) for document in documents)


def _serialized(work: Work, document: Document) -> str:
    found = work(document)
    if not isinstance(found, Reading):
        assert isinstance(found, Refusal)
        return _refused(found.reason)
    try:
        return _DOCUMENT + "".join(f"{quad} .\n" for quad in rdf.document_quads(found, load()))
    except ValueError as error:
        return _refused(str(error))


@lru_cache(maxsize=1)
def _work(pickled: bytes) -> Any:
    """Once for each process: it loads the language models."""
    return pickle.loads(pickled)  # noqa: S301 - what this very command sent to its own cluster
