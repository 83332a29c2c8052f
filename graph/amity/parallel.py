"""Work on a stream of items in several processes: few are held at a time, results come in the order of the items."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4
"""How many items are under way for each process: enough to keep it busy while a long one is waited for."""


def mapped(work: Callable[[T], R], items: Iterable[T], jobs: int, lost: Callable[[T], R]) -> Iterator[R]:
    """What `work` makes of each item, in the order given, by `jobs` processes (1: this one).

    `work` is pickled once for each process, and is to be ready for that. What it raises is raised here, at its item. An
    item that ends its process (killed, out of memory) gives what `lost` makes of it, and the rest goes on.

    Raises RuntimeError where no process can be started. Scripts that use it need `if __name__ == "__main__"`.
    """
    if jobs == 1:
        yield from map(work, items)
        return
    stream = iter(items)
    pool = _pool(work, jobs)
    under_way: deque[tuple[T, Future[R]]] = deque()
    try:
        while True:
            for item in islice(stream, jobs * _AHEAD - len(under_way)):
                under_way.append((item, _submitted(pool, item)))
            if not under_way:
                return
            item, future = under_way.popleft()
            try:
                result = future.result()
            except BrokenProcessPool:
                pool.shutdown()
                # It may have been another's doing; whoever it was comes to be tried alone in its turn.
                result = _alone(work, item, lost)
                pool = _pool(work, jobs)
                under_way = deque((i, _submitted(pool, i) if _is_broken(f) else f) for i, f in under_way)
            yield result
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(work: Callable[[T], R], item: T, lost: Callable[[T], R]) -> R:
    with _pool(work, 1) as pool:
        try:
            pool.submit(os.getpid).result()
        except BrokenProcessPool:
            raise RuntimeError("no other process can be started; try with one (--jobs 1)") from None
        try:
            result: R = pool.submit(_worked, item).result()
            return result
        except BrokenProcessPool:
            return lost(item)


def _submitted(pool: ProcessPoolExecutor, item: T) -> "Future[Any]":
    try:
        return pool.submit(_worked, item)
    except BrokenProcessPool as error:
        future: Future[Any] = Future()
        future.set_exception(error)
        return future


def _is_broken(future: "Future[R]") -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


def _pool(work: Callable[[T], R], jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the threads of a store or of a progress bar do not survive a fork, their locks do.
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start, (work,))


# In the other processes

_work: Callable[[Any], Any]


def _start(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Else a process whose parent is killed would wait for work forever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _worked(item: Any) -> Any:
    return _work(item)
