"""Workers by forking: the process they are forked of has loaded all but the dataset, so that one is there at once."""

import asyncio
import json
import os
import signal
import socket
import sys
from contextlib import suppress

from amity.serving.messages import Reply, Request, Settings

_START = 30.0
"""Seconds in which a worker must be there."""


class WorkerError(RuntimeError):
    """A worker cannot be had, or died of a request."""


class Worker:
    """A child process that answers one request after another."""

    def __init__(self, process: int, replies: asyncio.StreamReader, requests: asyncio.StreamWriter) -> None:
        self._process, self._replies, self._requests = process, replies, requests

    async def ask(self, request: Request, seconds: float) -> Reply:
        """The reply to a request. Raises WorkerError where there will be none."""
        try:
            self._requests.write(request.to_line(seconds))
            await self._requests.drain()
            head = json.loads(await self._replies.readuntil(b"\n"))
            body = await self._replies.readexactly(head.pop("length"))
        except (OSError, EOFError):
            raise WorkerError("the engine gave up") from None
        return Reply(body, **head)

    def kill(self) -> None:
        """Ends the process at once."""
        self._requests.close()
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)


class Forge:
    """The process that workers are forked of; it is started again if it is gone."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._control: socket.socket | None = None

    async def worker(self) -> Worker:
        """A new worker, which has opened the dataset. Raises WorkerError where none can be had."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            with theirs:
                async with self._lock, asyncio.timeout(_START):
                    process = await self._fork(theirs)
            replies, requests = await asyncio.open_connection(sock=ours)
            worker = Worker(process, replies, requests)
        except (OSError, EOFError, TimeoutError) as error:
            ours.close()
            raise WorkerError(f"no worker can be started ({error})") from None
        try:
            async with asyncio.timeout(_START):
                await replies.readexactly(1)
        except (OSError, EOFError, TimeoutError):
            worker.kill()
            raise WorkerError(f"{self._settings.folder}: a worker cannot open it; the reason is above") from None
        return worker

    async def _fork(self, connection: socket.socket) -> int:
        if self._process is None or self._process.returncode is not None:
            await self._start()
        assert self._control is not None
        socket.send_fds(self._control, [b"w"], [connection.fileno()])
        number = await asyncio.get_running_loop().sock_recv(self._control, 8)
        if not number:
            raise EOFError("the process that workers are forked of is gone")
        return int.from_bytes(number, "big")

    async def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        self._control.setblocking(False)
        with theirs:
            command = (sys.executable, "-m", "amity.serving.worker", self._settings.to_json())
            self._process = await asyncio.create_subprocess_exec(*command, stdin=theirs.fileno())

    async def close(self) -> None:
        """Ends the process; its workers are ended one by one."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            await self._process.wait()
