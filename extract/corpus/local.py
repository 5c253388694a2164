"""Documents extracted by processes of this machine, one process for each document."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

from regesta.extract.beside import started_by
from regesta.extract.corpus.work import Job, Outcome, do

#: Called with a document, what is under way in it and how far that is, 0..1.
Shown = Callable[[str, str, float], None]
#: A process tells how far it is at most so often (seconds).
_TELLING = 0.2


@dataclass(slots=True)
class _Running:
    """One process at work, and the end of the pipe through which it speaks."""

    document: str
    process: BaseProcess
    voice: Connection
    since: float


def done_here(
    jobs: Sequence[Job], workers: int, shown: Shown, say: Callable[[str], None]
) -> Generator[Outcome, None, None]:
    """The outcome of every job as it ends, with at most `workers` processes at once.

    Each process does one document and ends, so memory does not grow with their number, and one that dies
    (killed for want of memory, say) fails its own document only. Where processes can be forked they share
    what this one has loaded. Closing the iterator kills those that are at work.
    """
    context = multiprocessing.get_context(started_by())
    waiting = list(reversed(jobs))
    running: dict[Connection, _Running] = {}
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                begun = _begun(context, waiting.pop())
                running[begun.voice] = begun
            for voice in multiprocessing.connection.wait(list(running)):
                assert isinstance(voice, Connection)
                ended = _heard(running[voice], shown, say)
                if ended is not None:
                    _end(running.pop(voice))
                    yield ended
    finally:
        for left in running.values():
            left.process.kill()
            _end(left)


def _begun(context: BaseContext, job: Job) -> _Running:
    """A process for a job, started."""
    ours, its = context.Pipe(duplex=False)
    # no daemon: within one document it may start processes of its own
    process = context.Process(target=_work, args=(job, its), name=f"extract {job.document}")  # type: ignore[attr-defined]
    process.start()
    its.close()
    return _Running(job.document, process, ours, time.perf_counter())


def _heard(running: _Running, shown: Shown, say: Callable[[str], None]) -> Outcome | None:
    """What a process says, passed on; its outcome once that is what it says, or once it is dead."""
    try:
        what, told = running.voice.recv()
    except (EOFError, OSError):
        running.process.join()
        return Outcome(
            document=running.document,
            seconds=time.perf_counter() - running.since,
            error=_died(running.process.exitcode),
        )
    if what == "outcome":
        assert isinstance(told, Outcome)
        return told
    if what == "say":
        say(told)
    else:
        shown(running.document, *told)
    return None


def _died(code: int | None) -> str:
    """Why a process that gave no outcome ended."""
    if code is not None and code < 0:
        return f"its process was ended by signal {-code}; where that is 9, memory was short: try fewer --jobs"
    return f"its process ended with code {code} and said nothing"


def _end(running: _Running) -> None:
    running.process.join()
    running.process.close()
    running.voice.close()


def _work(job: Job, voice: Connection) -> None:
    """What a process does: one job. Nobody to tell (the command was killed) ends it."""
    last = [0.0]

    def progress(step: str, done: float) -> None:
        now = time.monotonic()
        if now - last[0] > _TELLING:
            last[0] = now
            voice.send(("progress", (step, done)))

    with suppress(KeyboardInterrupt, BrokenPipeError):
        outcome = do(job, progress, lambda message: voice.send(("say", message)))
        voice.send(("outcome", outcome))
