"""The graph over HTTP: a SPARQL endpoint and pages, read-only, on a snapshot of the dataset."""

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from amity.serving.messages import Settings

__all__ = ["Settings", "serve"]


def serve(settings: Settings, host: str, port: int, listening: Callable[[str], object]) -> None:
    """Serves the dataset as it is now, until interrupted; port 0 takes a free one.

    `listening` is called with the address once requests are taken. Raises StoreError where the dataset cannot be
    opened, OSError where the port cannot be had.
    """
    import uvicorn

    from amity.serving.app import application
    from amity.store import StoreError

    with _socket(host, port) as taken, _snapshot(settings.folder) as folder:
        config = uvicorn.Config(
            application(replace(settings, folder=str(folder))),
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=1,
        )
        server = uvicorn.Server(config)
        name = f"[{host}]" if ":" in host else host
        listening(f"http://{name}:{taken.getsockname()[1]}/")
        # uvicorn raises the signal again when it is done; that must not end the process before all is closed.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[taken])
        if not server.started:
            raise StoreError(f"{settings.folder}: it cannot be served; the reason is above")


@contextmanager
def _snapshot(folder: str) -> Iterator[Path]:
    """The last snapshot of the dataset, which no writer removes meanwhile."""
    from amity.store import Dataset, StoreError, snapshots

    if "://" in folder:
        raise StoreError(f"{folder}: only a folder can be served; a server answers for itself")
    with Dataset.open(folder):
        path, release = snapshots.held(Path(folder))
    try:
        yield path
    finally:
        release()


def _socket(host: str, port: int) -> socket.socket:
    try:
        taken = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise OSError(f"{host}:{port}: cannot listen there ({reason}); name another with --port") from None
    # Else the body of an answer, which follows its head in a packet of its own, waits 40 ms for the client's receipt.
    taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return taken
