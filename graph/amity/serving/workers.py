"""Child processes that answer requests: each request has a deadline, at which its process is killed.

A process that is killed, or dies, is replaced. Requests wait for a free process in a queue with a bound.
"""

import asyncio
import logging

from amity.serving.forking import Forge, Worker, WorkerError
from amity.serving.messages import Reply, Request, Settings

log = logging.getLogger(__name__)


class BusyError(RuntimeError):
    """Too many requests are waiting already, or no worker came free in time."""


class DeadlineError(RuntimeError):
    """The request was not answered at the deadline; its worker is dead."""


class Pool:
    """So many workers as the settings say, all alike."""

    def __init__(self, settings: Settings, forge: Forge) -> None:
        self._settings, self._forge = settings, forge
        self._free: asyncio.Queue[Worker] = asyncio.Queue()
        self._all: set[Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting = 0

    async def start(self) -> None:
        """Starts the workers. Raises WorkerError where they cannot open the dataset."""
        for _ in range(self._settings.workers):
            await self._add()

    async def close(self) -> None:
        """Ends all workers, whatever they do."""
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for worker in self._all:
            worker.kill()

    async def run(self, request: Request) -> Reply:
        """The reply of a worker to a request. Raises BusyError, DeadlineError or WorkerError.

        Where the caller is cancelled, for nobody waits for the reply any longer, the worker is killed too.
        """
        seconds = self._settings.deadline
        worker = await self._next(seconds)
        answered = False
        try:
            async with asyncio.timeout(seconds):
                reply = await worker.ask(request, seconds)
            answered = True
            return reply
        except TimeoutError:
            raise DeadlineError(f"not answered within {seconds:g} seconds") from None
        finally:
            if answered:
                self._free.put_nowait(worker)
            else:
                self._replace(worker)

    async def _next(self, seconds: float) -> Worker:
        if self._free.empty() and self._waiting >= self._settings.waiting:
            raise BusyError("too many requests are waiting")
        self._waiting += 1
        try:
            async with asyncio.timeout(seconds):
                return await self._free.get()
        except TimeoutError:
            raise BusyError(f"no worker came free within {seconds:g} seconds") from None
        finally:
            self._waiting -= 1

    def _replace(self, worker: Worker) -> None:
        worker.kill()
        self._all.discard(worker)
        task = asyncio.create_task(self._restart())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _restart(self) -> None:
        while True:
            try:
                return await self._add()
            except WorkerError as error:
                log.error("%s", error)
                await asyncio.sleep(1)

    async def _add(self) -> None:
        worker = await self._forge.worker()
        self._all.add(worker)
        self._free.put_nowait(worker)
