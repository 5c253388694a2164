"""Whose turn it is: the next free worker goes to the client that has waited longest since it was last
served."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prometheus_client import Gauge

from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.workers.line import Line


class Turns:
    """Those who wait, client by client; at most `queue` in all and `queue_per_client` of one."""

    def __init__(self, config: ServeConfig, length: Gauge) -> None:
        self.config, self.length = config, length
        self.waiting = 0
        self._queues: OrderedDict[str, deque[asyncio.Future[Line]]] = OrderedDict()

    def full(self, client: str) -> bool:
        """Whether this client may not wait too."""
        own = len(self._queues.get(client, ()))
        return self.waiting >= self.config.queue or own >= self.config.queue_per_client

    def next(self, may: Callable[[str], bool]) -> asyncio.Future[Line] | None:
        """Take the next waiter of a client that may have a worker; None when there is none."""
        while client := next((c for c in self._queues if may(c)), None):
            waiter = self._queues[client].popleft()
            if self._queues[client]:
                self._queues.move_to_end(client)
            else:
                del self._queues[client]
            if not waiter.done():
                return waiter
        return None

    @contextmanager
    def place(self, client: str) -> Iterator[asyncio.Future[Line]]:
        """A place in the queue, given up at the end of the block."""
        waiter: asyncio.Future[Line] = asyncio.get_running_loop().create_future()
        self._queues.setdefault(client, deque()).append(waiter)
        self._count(1)
        try:
            yield waiter
        finally:
            self._count(-1)
            queue = self._queues.get(client)
            if queue is not None and waiter in queue:
                queue.remove(waiter)
                if not queue:
                    del self._queues[client]

    def send_away(self, why: Callable[[], Exception]) -> None:
        """Everybody who waits is refused."""
        for queue in self._queues.values():
            for waiter in queue:
                if not waiter.done():
                    waiter.set_exception(why())

    def _count(self, more: int) -> None:
        self.waiting += more
        self.length.set(self.waiting)
