"""The workers of a server: who gets the next free one, and when one is killed. Runs on the event loop, no
threads, no locks."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.metrics import Metrics
from regesta.graph.serve.workers.answering import Answer, Question
from regesta.graph.serve.workers.ipc import pack, unpack
from regesta.graph.serve.workers.snapshots import Snapshot

_SPOOL = "regesta-results-"
#: A query that runs longer (seconds) goes on at a lower priority (niceness), so that the many short ones keep
#: their pace.
LONG, LOWER = 0.5, 10


class QueryRefused(Exception):
    """A question the pool did not answer. `kind`: syntax, form, rows, bytes, failed, memory, store, crash,
    deadline, busy, stopping.

    `fault` is where a text does not parse (the fields of `syntax.Fault`), else nothing.
    """

    def __init__(self, kind: str, message: str, fault: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.kind, self.fault = kind, fault


class _Line(asyncio.Protocol):
    """One worker process and the line to it."""

    def __init__(self, pool: Pool, process: subprocess.Popen[bytes]) -> None:
        self.pool, self.process = pool, process
        self.buffer = bytearray()
        self.waiting: asyncio.Future[tuple[dict[str, Any], bytes]] | None = None
        self.transport: asyncio.WriteTransport | None = None
        self.killed_for = ""
        self.isolated = ""
        self.ready = False
        self.gone = False
        self.lowered = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(
            asyncio.WriteTransport, transport
        )  # uvloop's transports do not inherit from asyncio's

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        frame = unpack(self.buffer)
        if frame is None:
            return
        if not self.ready:
            self.ready = True
            self.isolated = frame[0]["isolated"]
            self.pool.joined(self)
        elif self.waiting is not None and not self.waiting.done():
            self.waiting.set_result(frame)

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone = True
        self.pool.lost(self)

    def ask(self, frame: bytes) -> asyncio.Future[tuple[dict[str, Any], bytes]]:
        """Send a frame; the reply comes through the future."""
        assert self.transport is not None
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(frame)
        return self.waiting

    def step_back(self) -> None:
        """Let other processes go first: its query has run for a while."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, LOWER)
            self.lowered = True

    def step_up(self) -> bool:
        """Be as before; False when this user may not raise a process again."""
        try:
            os.setpriority(os.PRIO_PROCESS, self.process.pid, os.getpriority(os.PRIO_PROCESS, 0))
        except (ProcessLookupError, PermissionError):
            return False
        self.lowered = False
        return True

    def kill(self, reason: str) -> None:
        """End the process at once; its line closes by that."""
        if not self.gone:
            self.killed_for = self.killed_for or reason
            self.process.send_signal(signal.SIGKILL)


class Pool:
    """`workers` processes that answer questions, and one spare that takes the place of a killed one.

    Clients wait in turn: the next free worker goes to the client that has waited longest since it was last
    served. When one client has every
    worker busy, another need not wait for them: it gets the spare.
    """

    def __init__(self, config: ServeConfig, metrics: Metrics, *, network: bool = False) -> None:
        self.config, self.metrics, self.network = config, metrics, network
        self.idle: deque[_Line] = deque()
        self.spares: deque[_Line] = deque()
        self.lines: set[_Line] = set()
        self.starting = 0
        self.waiters: OrderedDict[str, deque[asyncio.Future[_Line]]] = OrderedDict()
        self.waiting = 0
        self.stopping = False
        self.spool = ""
        self._active = 0
        self._held: Counter[str] = Counter()
        self._sent: set[str] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._dead: list[subprocess.Popen[bytes]] = []
        self._failures = 0

    async def start(self) -> None:
        """Start the processes and wait until the first answers."""
        _sweep()
        self.spool = tempfile.mkdtemp(prefix=f"{_SPOOL}{os.getpid()}-")
        for _ in range(self.config.workers + 1):
            await self._spawn()
        for _ in range(500):
            if self.idle:
                return
            await asyncio.sleep(0.02)
        raise QueryRefused("crash", "no worker process came up within 10 seconds; run `regesta doctor`")

    async def stop(self, grace: float = 5.0) -> None:
        """Let running queries finish for `grace` seconds, then end every process."""
        self.close()
        end = time.monotonic() + grace
        while self._active and time.monotonic() < end:
            await asyncio.sleep(0.02)
        for line in list(self.lines):
            line.kill("stop")
        for process in [line.process for line in self.lines] + self._dead:
            await asyncio.to_thread(process.wait)
        shutil.rmtree(self.spool, ignore_errors=True)

    def close(self) -> None:
        """Take no more questions and send away those that wait; running ones go on."""
        self.stopping = True
        for queue in self.waiters.values():
            for waiter in queue:
                if not waiter.done():
                    waiter.set_exception(QueryRefused("stopping", "the server is stopping"))

    async def _spawn(self) -> None:
        ours, theirs = socket.socketpair()
        self.starting += 1
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "regesta.graph.serve.workers.worker",
                str(theirs.fileno()),
                str(self.config.memory),
                "network" if self.network else "alone",
            ],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        theirs.close()
        ours.setblocking(False)
        line = _Line(self, process)
        self.lines.add(line)
        await asyncio.get_running_loop().create_connection(lambda: line, sock=ours)

    def joined(self, line: _Line) -> None:
        """A new process is up: it works when fewer than `workers` do, else it is the spare."""
        self.starting -= 1
        self._failures = 0
        if len(self.idle) + self._active < self.config.workers:
            self._free(line)
        else:
            self.spares.append(line)

    def lost(self, line: _Line) -> None:
        """A process has gone: whoever waits for it hears why, the spare takes its place, another is
        started."""
        self.lines.discard(line)
        for group in (self.idle, self.spares):
            if line in group:
                group.remove(line)
        if not line.ready:
            self.starting -= 1
            self._failures += 1
        self._reap(line.process)
        for left in Path(self.spool).glob(f"result-{line.process.pid}-*") if self.spool else ():
            if str(left) not in self._sent:
                left.unlink(missing_ok=True)
        if line.waiting is not None and not line.waiting.done():
            line.waiting.set_exception(QueryRefused(*self._why(line)))
        if self.stopping:
            return
        if self.spares and len(self.idle) + self._active < self.config.workers:
            self._free(self.spares.popleft())
        # A process that cannot start is not started again without end: each failure waits longer.
        delay = 0.0 if self._failures == 0 else min(0.2 * 2.0**self._failures, 30.0)
        asyncio.get_running_loop().call_later(delay, self._restart)

    def _restart(self) -> None:
        if self.stopping or len(self.lines) > self.config.workers:
            return
        task = asyncio.get_running_loop().create_task(self._spawn())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _reap(self, process: subprocess.Popen[bytes]) -> None:
        self._dead = [p for p in (*self._dead, process) if p.poll() is None]
        if self._dead:
            asyncio.get_running_loop().call_later(0.2, self._reap_again)

    def _reap_again(self) -> None:
        self._dead = [p for p in self._dead if p.poll() is None]

    def _why(self, line: _Line) -> tuple[str, str]:
        if line.killed_for == "deadline":
            return "deadline", f"the query ran longer than {self.config.deadline:g} seconds and was stopped"
        if line.killed_for:
            return "stopping", "the query was stopped"
        try:
            code = line.process.wait(0.5)
        except subprocess.TimeoutExpired:
            code = 0
        if code in (-signal.SIGABRT, -signal.SIGKILL, -signal.SIGBUS):
            return (
                "memory",
                f"the query needed more than the {self.config.memory / (1 << 20):,.0f} MB of memory it may have and was stopped",
            )
        return "crash", "the query ended its worker process (it may nest too deeply)"

    def _free(self, line: _Line) -> None:
        while client := next((c for c in self.waiters if self._held[c] < self.config.workers), None):
            queue = self.waiters[client]
            waiter = queue.popleft()
            if queue:
                self.waiters.move_to_end(client)
            else:
                del self.waiters[client]
            if not waiter.done():
                waiter.set_result(line)
                return
        if len(self.idle) + self._active < self.config.workers:
            self.idle.append(line)
        else:
            self.spares.append(line)

    async def _acquire(self, client: str) -> _Line:
        if self.stopping:
            raise QueryRefused("stopping", "the server is stopping")
        while self.idle:
            line = self.idle.pop()  # the last one used: its store is open and its pages are warm
            if not line.gone:
                return line
        if self._active and self._held.most_common(1)[0][1] >= self.config.workers and not self._held[client]:
            while self.spares:
                line = self.spares.popleft()
                if not line.gone:
                    return line
        if (
            self.waiting >= self.config.queue
            or len(self.waiters.get(client, ())) >= self.config.queue_per_client
        ):
            raise QueryRefused("busy", "too many queries are waiting")
        waiter: asyncio.Future[_Line] = asyncio.get_running_loop().create_future()
        self.waiters.setdefault(client, deque()).append(waiter)
        self.waiting += 1
        self.metrics.queue.set(self.waiting)
        try:
            return await asyncio.wait_for(waiter, self.config.queue_wait)
        except TimeoutError:
            raise QueryRefused(
                "busy", f"no worker was free within {self.config.queue_wait:g} seconds"
            ) from None
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
                self._free(waiter.result())
            raise
        finally:
            self.waiting -= 1
            self.metrics.queue.set(self.waiting)
            queue = self.waiters.get(client)
            if queue is not None and waiter in queue:
                queue.remove(waiter)
                if not queue:
                    del self.waiters[client]

    async def ask(
        self, snapshot: Snapshot, question: Question, *, client: str = "", deadline: float = 0.0
    ) -> Answer:
        """The whole answer, or QueryRefused. A cancelled call (its client left) kills the worker; large
        answers come as a file in `spool`."""
        head = {k: v for k in question.__slots__ if (v := getattr(question, k)) is not None}
        head["store"], head["spool"] = str(snapshot.path), self.spool
        frame = pack(head)
        line = await self._acquire(client)
        self._active += 1
        self._held[client] += 1
        timer = asyncio.get_running_loop().call_later(deadline or self.config.deadline, line.kill, "deadline")
        patience = asyncio.get_running_loop().call_later(LONG, line.step_back)
        try:
            reply, body = await line.ask(frame)
            if reply.get("file"):
                self._sent = {file for file in self._sent if os.path.exists(file)} | {reply["file"]}
        except asyncio.CancelledError:
            line.kill("client")
            self.metrics.kills.labels("client").inc()
            raise
        except QueryRefused as refused:
            self.metrics.kills.labels(refused.kind).inc()
            raise
        finally:
            timer.cancel()
            patience.cancel()
            self._active -= 1
            self._held[client] -= 1
            if not self._held[client]:
                del self._held[client]
            if line.lowered and not line.gone and not line.killed_for and not line.step_up():
                line.kill(
                    "lowered"
                )  # the spare takes its place: a new process costs less than slow answers from here on
            if not line.gone and not line.killed_for:
                self._free(line)
        if not reply.pop("ok"):
            raise QueryRefused(reply["kind"], reply["message"], reply.get("fault"))
        return Answer(body=body, **reply)

    @property
    def active(self) -> int:
        """How many queries run now."""
        return self._active

    @property
    def pids(self) -> list[int]:
        """The process ids of the workers."""
        return [line.process.pid for line in self.lines]


def _sweep() -> None:
    """Delete the results that servers left behind which were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_SPOOL}*-*"):
        owner = folder.name.removeprefix(_SPOOL).split("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)
