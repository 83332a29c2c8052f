"""The child processes of the server: one that has loaded all but the dataset, and the workers that are forked of it.

A worker opens the dataset and answers one request after another on a socket. The server kills it at the deadline.
Should the server itself be gone by then, an alarm does: the kernel ends the process whatever it is doing, which no
handler in Python could.
"""

import json
import os
import resource
import signal
import socket
import sys
from pathlib import Path

import pyoxigraph as ox

from amity import queries, reference
from amity.queries import Catalogue
from amity.serving.answering import Answering
from amity.serving.messages import Request, Settings
from amity.store import Dataset

_GRACE = 1.0


def main() -> None:
    """Takes the settings from its argument, and forks a worker for each socket that its input, a socket too, brings.

    The answer is the number of the process. It ends when its input does, and its workers when theirs do.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nobody waits for workers here: the kernel forgets them when they end.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control = socket.socket(fileno=os.dup(0))
    settings = Settings.of_json(sys.argv[1])
    catalogue = queries.load(*([Path(settings.queries)] if settings.queries else []))
    reference.load()
    while True:
        message, (*descriptors,), _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        process = os.fork()
        if process == 0:
            control.close()
            _work(socket.socket(fileno=descriptors[0]), settings, catalogue)
            return
        os.close(descriptors[0])
        control.sendall(process.to_bytes(8, "big"))


def _work(connection: socket.socket, settings: Settings, catalogue: Catalogue) -> None:
    """Says that it is ready by an empty line, and answers until there is nobody left to ask."""
    resource.setrlimit(resource.RLIMIT_DATA, (settings.memory, settings.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answering = Answering(Dataset(ox.Store.read_only(settings.folder)), catalogue, settings.rows)
    with connection, connection.makefile("rwb") as stream:
        stream.write(b"\n")
        stream.flush()
        for line in stream:
            message = json.loads(line)
            signal.setitimer(signal.ITIMER_REAL, message["seconds"] + _GRACE)
            reply = answering.answer(Request(**message["request"]))
            signal.setitimer(signal.ITIMER_REAL, 0)
            stream.write(reply.head() + reply.body)
            stream.flush()


if __name__ == "__main__":
    main()
