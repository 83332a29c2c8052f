"""Snapshots of a store on disk: what readers read while another process writes.

A writer publishes a snapshot when it begins, at each flush and at its end: a backup by hard links in the folder
`snapshots` of the store, named by a number; it takes milliseconds and no room until the store itself moves on. Readers
hold a shared lock on the one they read, and a writer removes those that nobody holds. A file `unpublished` stands in
the store while a writer is at work; where it is found and no writer is, one was killed, and a reader publishes for it.
"""

import fcntl
import logging
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from amity.store.backend import StoreError

log = logging.getLogger(__name__)

_FOLDER = "snapshots"
_MARK = "unpublished"
_HELD = "held"
"""The file of a snapshot that its readers lock."""
_TRIES = 20


def begin(folder: Path, store: ox.Store) -> None:
    """Publishes what the last writer left, where it was killed; from now on another writes."""
    if _stale(folder):
        publish(folder, store)
    (folder / _MARK).touch()


def publish(folder: Path, store: ox.Store) -> None:
    """Makes all that was written last, and a snapshot of it the one that is read; older ones go.

    Where none can be made the data is safe all the same, and readers see what was before.
    """
    store.flush()
    try:
        numbers = _numbers(folder)
        path = folder / _FOLDER / str(max(numbers, default=0) + 1)
        made = path.with_suffix(".part")
        path.parent.mkdir(exist_ok=True)
        for left in path.parent.glob("*.*"):
            shutil.rmtree(left, ignore_errors=True)
        store.backup(str(made))
        (made / _HELD).touch()
        made.rename(path)
        for number in numbers:
            _remove(folder / _FOLDER / str(number))
    except OSError as error:
        log.warning("%s: no snapshot can be made for readers (%s)", folder, error)


def end(folder: Path) -> None:
    """The writer has published all it wrote."""
    (folder / _MARK).unlink(missing_ok=True)


def held(folder: Path) -> tuple[Path, Callable[[], None]]:
    """The folder of the last snapshot, which stays until what is given beside it is called.

    Raises StoreError where there is none and none can be made.
    """
    if _stale(folder):
        # Another reader may be at it, or a writer: then there is a snapshot, or there will be.
        with suppress(OSError):
            store = ox.Store(str(folder))
            publish(folder, store)
            del store
            end(folder)
    for number in sorted(_numbers(folder), reverse=True)[:_TRIES]:
        path = folder / _FOLDER / str(number)
        with suppress(OSError):
            lock = (path / _HELD).open("rb")
            fcntl.flock(lock, fcntl.LOCK_SH)
            if (path / _HELD).exists():
                return path, lock.close
            lock.close()
    if not os.access(folder, os.W_OK):
        # Of a folder that may only be read no snapshot can be made, and here is nobody who writes it.
        return folder, lambda: None
    raise StoreError(
        f"{folder}: there is no snapshot to read yet; another process is writing the first one, try again in a moment"
    )


def _stale(folder: Path) -> bool:
    return (folder / _MARK).exists() or not _numbers(folder)


def _numbers(folder: Path) -> list[int]:
    with suppress(FileNotFoundError):
        return [int(path.name) for path in (folder / _FOLDER).iterdir() if path.name.isdecimal()]
    return []


def _remove(path: Path) -> None:
    """Removes a snapshot that nobody reads."""
    with suppress(OSError), (path / _HELD).open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path.rename(path.with_suffix(".gone")))
