"""A worker process as the server sees it: the line to it, whether it is ready, lowered or gone."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable
from typing import Any, cast

from regesta.graph.serve.operating_system import lower, raise_again
from regesta.graph.serve.workers.ipc import unpack


class Line(asyncio.Protocol):
    """One worker process and the line to it; `joined` and `lost` are called when it is ready and when it has
    gone."""

    def __init__(
        self, process: subprocess.Popen[bytes], joined: Callable[[Line], None], lost: Callable[[Line], None]
    ) -> None:
        self.process, self.joined, self.lost = process, joined, lost
        self.buffer = bytearray()
        self.waiting: asyncio.Future[tuple[dict[str, Any], bytes]] | None = None
        self.transport: asyncio.WriteTransport | None = None
        self.killed_for = ""
        self.isolated = ""
        #: Processor seconds its process had used when it last spoke.
        self.used = 0.0
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
        self.used = frame[0].pop("used")
        if not self.ready:
            self.ready = True
            self.isolated = frame[0]["isolated"]
            self.joined(self)
        elif self.waiting is not None and not self.waiting.done():
            self.waiting.set_result(frame)

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone = True
        self.lost(self)

    @property
    def alive(self) -> bool:
        """Whether its process is there and nobody has killed it."""
        return not self.gone and not self.killed_for

    def ask(self, frame: bytes) -> asyncio.Future[tuple[dict[str, Any], bytes]]:
        """Send a frame; the reply comes through the future."""
        assert self.transport is not None
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(frame)
        return self.waiting

    def step_back(self) -> None:
        """Let other processes go first: its query has run for a while."""
        self.lowered = lower(self.process.pid)

    def step_up(self) -> bool:
        """Be as before; False when this user may not raise a process again."""
        if not raise_again(self.process.pid):
            return False
        self.lowered = False
        return True

    def kill(self, reason: str) -> None:
        """End the process at once; its line closes by that."""
        if not self.gone:
            self.killed_for = self.killed_for or reason
            self.process.kill()
