"""The workers of a server: who gets the next free one, and when one is killed. Runs on the event loop, no
threads, no locks."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.metrics import Metrics
from regesta.graph.serve.operating_system import OUT_OF_MEMORY, runs, start_on_a_line
from regesta.graph.serve.sparql.screening import Screened
from regesta.graph.serve.workers.allowance import Allowance
from regesta.graph.serve.workers.answering import Answer, Question
from regesta.graph.serve.workers.ipc import pack
from regesta.graph.serve.workers.line import Line
from regesta.graph.serve.workers.snapshots import Snapshot
from regesta.graph.serve.workers.turns import Turns

_SPOOL = "regesta-results-"


class QueryRefused(Exception):
    """A question the pool did not answer. `kind`: syntax, form, rows, bytes, failed, memory, store, crash,
    deadline, busy, stopping.

    `fault` is where a text does not parse (the fields of `syntax.Fault`), else nothing.
    """

    def __init__(self, kind: str, message: str, fault: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.kind, self.fault = kind, fault


class Pool:
    """`workers` processes that answer questions, and one spare that takes the place of a killed one.

    Clients wait in turn: the next free worker goes to the client that has waited longest since it was last
    served. When one client has every worker busy, another need not wait for them: it gets the spare.
    """

    def __init__(self, config: ServeConfig, metrics: Metrics, *, network: bool = False) -> None:
        self.config, self.metrics, self.network = config, metrics, network
        self.idle: deque[Line] = deque()
        self.spares: deque[Line] = deque()
        self.lines: set[Line] = set()
        self.starting = 0
        self.turns = Turns(config, metrics.queue)
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
        self.turns.send_away(lambda: QueryRefused("stopping", "the server is stopping"))

    async def _spawn(self) -> None:
        self.starting += 1
        elsewhere = dict(self.config.elsewhere)
        network = "network" if self.network or elsewhere else "alone"
        told = [str(self.config.memory), network, json.dumps(elsewhere), str(self.config.deadline)]
        process, ours = start_on_a_line("regesta.graph.serve.workers.worker", told)
        ours.setblocking(False)
        line = Line(process, self.joined, self.lost)
        self.lines.add(line)
        await asyncio.get_running_loop().create_connection(lambda: line, sock=ours)

    def joined(self, line: Line) -> None:
        """A new process is up: it works when fewer than `workers` do, else it is the spare."""
        self.starting -= 1
        self._failures = 0
        if len(self.idle) + self._active < self.config.workers:
            self._free(line)
        else:
            self.spares.append(line)

    def lost(self, line: Line) -> None:
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
        self._drop_results(line.process.pid)
        if line.waiting is not None and not line.waiting.done():
            line.waiting.set_exception(QueryRefused(*self._why(line)))
        if not self.stopping:
            self._replace()

    def _drop_results(self, pid: int) -> None:
        """Delete what a process had written and nobody was given."""
        for left in Path(self.spool).glob(f"result-{pid}-*") if self.spool else ():
            if str(left) not in self._sent:
                left.unlink(missing_ok=True)

    def _replace(self) -> None:
        """Let the spare work, and start another. A process that cannot start is not started again without
        end: each failure waits longer."""
        if self.spares and len(self.idle) + self._active < self.config.workers:
            self._free(self.spares.popleft())
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

    def _why(self, line: Line) -> tuple[str, str]:
        if line.killed_for == "deadline":
            return "deadline", f"the query ran longer than {self.config.deadline:g} seconds and was stopped"
        if line.killed_for:
            return "stopping", "the query was stopped"
        try:
            code = line.process.wait(0.5)
        except subprocess.TimeoutExpired:
            code = 0
        if code in OUT_OF_MEMORY:
            return (
                "memory",
                (
                    f"the query needed more than the {self.config.memory / (1 << 20):,.0f} MB of "
                    "memory it may have and was stopped"
                ),
            )
        return "crash", "the query ended its worker process (it may nest too deeply)"

    def _free(self, line: Line) -> None:
        waiter = self.turns.next(lambda client: self._held[client] < self.config.workers)
        if waiter is not None:
            waiter.set_result(line)
        elif len(self.idle) + self._active < self.config.workers:
            self.idle.append(line)
        else:
            self.spares.append(line)

    async def _acquire(self, client: str) -> Line:
        if self.stopping:
            raise QueryRefused("stopping", "the server is stopping")
        line = self._at_once(client)
        if line is not None:
            return line
        if self.turns.full(client):
            raise QueryRefused("busy", "too many queries are waiting")
        with self.turns.place(client) as waiter:
            try:
                return await asyncio.wait_for(waiter, self.config.queue_wait)
            except TimeoutError:
                why = f"no worker was free within {self.config.queue_wait:g} seconds"
                raise QueryRefused("busy", why) from None
            except asyncio.CancelledError:
                if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
                    self._free(waiter.result())
                raise

    def _at_once(self, client: str) -> Line | None:
        """A worker that need not be waited for: an idle one, the one used last first, whose store is open and
        its pages warm; else the spare, for a client that has none while another has all."""
        if (line := _present(self.idle.pop, self.idle)) is not None:
            return line
        monopolised = bool(self._active) and self._held.most_common(1)[0][1] >= self.config.workers
        if monopolised and not self._held[client]:
            return _present(self.spares.popleft, self.spares)
        return None

    async def ask(
        self, snapshot: Snapshot, question: Question, *, client: str = "", deadline: float = 0.0
    ) -> Answer:
        """The whole answer, or QueryRefused. A cancelled call (its client left) kills the worker; large
        answers come as a file in `spool`."""
        head = {k: v for k in question.__slots__ if (v := getattr(question, k)) is not None}
        head["store"], head["spool"] = str(snapshot.path), self.spool
        reply, body = await self._put(pack(head), client, deadline or self.config.deadline)
        return Answer(body=body, **reply)

    async def screen(self, query: str, *, client: str = "") -> Screened:
        """A query read by a worker, under the deadline of every query; QueryRefused as `ask`."""
        found, _ = await self._put(pack({"screen": query}), client, self.config.deadline)
        return Screened(found["depth"], tuple(found["services"]), found["unclear"])

    async def _put(self, frame: bytes, client: str, deadline: float) -> tuple[dict[str, Any], bytes]:
        """A frame put to the next free worker, and its reply."""
        line = await self._acquire(client)
        with self._working(line, client, deadline):
            reply, body = await self._reply(line, frame)
        if not reply.pop("ok"):
            raise QueryRefused(reply["kind"], reply["message"], reply.get("fault"))
        return reply, body

    @contextlib.contextmanager
    def _working(self, line: Line, client: str, deadline: float) -> Iterator[None]:
        """A worker at work for a client: killed at the deadline, lowered when it runs long, freed at the
        end."""
        self._active += 1
        self._held[client] += 1
        allowance = Allowance(line, deadline, lambda: self.stopping)
        try:
            yield
        finally:
            allowance.end()
            self._active -= 1
            self._held[client] -= 1
            if not self._held[client]:
                del self._held[client]
            self._done(line)

    def _done(self, line: Line) -> None:
        """Give a worker back, unless it has gone. The spare takes the place of one that cannot be raised
        again: a new process costs less than slow answers from here on."""
        if line.lowered and line.alive and not line.step_up():
            line.kill("lowered")
        if line.alive:
            self._free(line)

    async def _reply(self, line: Line, frame: bytes) -> tuple[dict[str, Any], bytes]:
        try:
            reply, body = await line.ask(frame)
        except asyncio.CancelledError:
            line.kill("client")
            self.metrics.kills.labels("client").inc()
            raise
        except QueryRefused as refused:
            self.metrics.kills.labels(refused.kind).inc()
            raise
        if reply.get("file"):
            self._sent = {file for file in self._sent if os.path.exists(file)} | {reply["file"]}
        return reply, body

    @property
    def waiting(self) -> int:
        """How many queries wait for a worker."""
        return self.turns.waiting

    @property
    def active(self) -> int:
        """How many queries run now."""
        return self._active

    @property
    def pids(self) -> list[int]:
        """The process ids of the workers."""
        return [line.process.pid for line in self.lines]


def _present(take: Callable[[], Line], lines: Sequence[Line]) -> Line | None:
    """Take lines until one is there whose process has not gone."""
    while lines:
        line = take()
        if not line.gone:
            return line
    return None


def _sweep() -> None:
    """Delete the results that servers left behind which were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_SPOOL}*-*"):
        owner = folder.name.removeprefix(_SPOOL).split("-")[0]
        if owner.isdecimal() and not runs(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)
