"""Work that a forked process does beside this one."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Generic, TypeVar

T = TypeVar("T")

#: How nice work is whose result is wanted late: it has a quarter of the processor beside one that is not.
_WAITING = 6


def may_fork() -> bool:
    """Whether processes are forked here (not on Windows and macOS): a spawned one would load everything
    again, and run the caller's script again unless it is guarded. Asking settles nothing for the caller's
    program."""
    return started_by() == "fork"


def started_by() -> str:
    """How processes are started here."""
    return multiprocessing.get_start_method(allow_none=True) or multiprocessing.get_all_start_methods()[0]


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Beside(Generic[T]):
    """A piece of work that a forked process does while this one goes on; `with Beside(work) as other:` and
    then `other.result()`. Leaving the block ends the process.

    What the work changes is changed in that process only: it gives back all that is wanted of it, which must
    be picklable. `forked` false: the work is done here, when its result is asked for. `waits`: its result is
    wanted late, so it lets other processes go first.
    """

    def __init__(self, work: Callable[[], T], *, forked: bool = True, waits: bool = False) -> None:
        self._work = work
        self._forked = forked
        self._niceness = _WAITING if waits else 0

    def __enter__(self) -> Beside[T]:
        if self._forked:
            context = multiprocessing.get_context("fork")
            self._voice, its = context.Pipe(duplex=False)
            self._process = context.Process(target=_tell, args=(self._work, its, self._niceness))
            self._process.start()
            its.close()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._forked:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._voice.close()

    def result(self) -> T:
        """What the work gives, once. Errors: what the work raises; ChildProcessError when its process was
        ended from outside."""
        if not self._forked:
            return self._work()
        try:
            well, told = self._voice.recv()
        except EOFError:
            self._process.join()
            code = self._process.exitcode or 0
            raise ChildProcessError(
                "a process that worked beside this one was ended"
                + (f" by signal {-code}" if code < 0 else "")
                + "; where memory was short, one process does with less: `regesta extract --jobs 1`"
            ) from None
        if not well:
            raise told
        result: T = told
        return result


def _tell(work: Callable[[], T], voice: Connection, niceness: int) -> None:
    """What the process does: the work, and say what it gives or raises."""
    os.nice(niceness)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the first process, which ends this one
    gc.freeze()  # what both share is not looked at, hence not copied
    try:
        said = pickle.dumps((True, work()), protocol=5)
    except Exception as error:
        said = pickle.dumps((False, _portable(error)))
    voice.send_bytes(said)


def _portable(error: Exception) -> Exception:
    """An error that another process can raise: itself, or its words where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
