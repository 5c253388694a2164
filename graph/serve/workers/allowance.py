"""How long a query may go on: in processor time of its worker, and by the clock.

On a busy machine a query that has run for ten seconds may have had the processor for one. So it is lowered
and killed by what it used, and by the clock only when it has waited `PATIENCE` times its deadline.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from regesta.graph.serve.operating_system import processor_seconds
from regesta.graph.serve.workers.line import Line

#: A query that used so much (seconds) goes on at a lower priority, so that the many short ones keep their
#: pace.
LONG: Final = 0.5
#: How many times its deadline a query may last by the clock while others have the processor.
PATIENCE: Final = 3.0
#: When (seconds) what is not due yet is looked at again, at the soonest and at the latest.
_SOONEST: Final = 0.05
_LATEST: Final = 0.25


class Allowance:
    """The time of one query on one worker; it ends with `end`. Once the server is `stopping`, only the clock
    counts."""

    def __init__(self, line: Line, deadline: float, stopping: Callable[[], bool] = lambda: False) -> None:
        self.line, self.deadline, self.stopping = line, deadline, stopping
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()
        self._before = line.used
        self._lowering = self._loop.call_later(LONG, self._lower)
        self._killing = self._loop.call_later(deadline, self._kill)

    def end(self) -> None:
        """The query has ended, or was left."""
        self._lowering.cancel()
        self._killing.cancel()

    def used(self) -> float:
        """Processor seconds it used; where the system does not tell, seconds by the clock."""
        now = processor_seconds(self.line.process.pid)
        return self._loop.time() - self._began if now is None else now - self._before

    def _lower(self) -> None:
        left = LONG - self.used()
        if left > 0:
            self._lowering = self._loop.call_later(max(left, _SOONEST), self._lower)
        else:
            self.line.step_back()

    def _kill(self) -> None:
        lasted = self._loop.time() - self._began
        # A tick of the system's clock and a little waiting belong to any query.
        patience = 1.0 if self.stopping() else PATIENCE
        left = min(0.95 * self.deadline - self.used(), patience * self.deadline - lasted)
        if left > 0:
            self._killing = self._loop.call_later(min(max(left, _SOONEST), _LATEST), self._kill)
        else:
            self.line.kill("deadline")
