"""Connections that cannot be abused: heads of bounded size, and no request that never ends.

Uvicorn reads HTTP, but bounds neither how long a head may grow nor how long it may take. `Bounded` stands
before it as a plain asyncio protocol: it counts the bytes of a head up to its empty line, and watches the
clock. What a head says is read by uvicorn, and checked by `bounds`; when a request has been read, `Watch`, an
ASGI layer, says so.
"""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from typing import Any, Final, cast

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regesta.graph.serve.bounds import ADDRESS, FIELDS, HEAD, too_long, too_much
from regesta.graph.serve.problems import Problem

#: A head must be whole so many seconds after its first byte; of a body, something must come within them.
SILENCE: Final = 30.0
#: What stands in the first line of a request besides its address: method, version, blanks.
_AROUND: Final = 32
_END: Final = b"\r\n\r\n"

_connection: ContextVar[Bounded | None] = ContextVar("connection", default=None)


class Bounded(asyncio.Protocol):
    """A connection before `served`, the server's protocol for it. A body may have at most `largest` bytes
    beyond what its head announces."""

    def __init__(self, served: asyncio.Protocol, largest: int) -> None:
        self._served, self._largest = served, largest
        self._transport: asyncio.Transport | None = None
        #: What came of a head that is not whole yet; None while a request is read or answered.
        self._head: bytearray | None = bytearray()
        #: How many bytes may come besides before the next request is seen.
        self._left = 0
        #: When the connection is closed unless more comes; 0 when nothing is awaited.
        self._due = 0.0
        self._answering = False
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._due = asyncio.get_running_loop().time() + SILENCE
        self._look()
        self._served.connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._transport = self._timer = None
        self._served.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        if self._head is None:
            self._left -= len(data)
            self.alive()
            problem = too_much() if self._left < 0 else None
        else:
            problem = self._in_head(self._head, data)
        if problem is not None:
            self._refuse(problem)
            return
        _connection.set(self)  # the task that answers begins here, and has it too
        self._served.data_received(data)

    def eof_received(self) -> bool | None:
        return self._served.eof_received()

    def pause_writing(self) -> None:
        self._served.pause_writing()

    def resume_writing(self) -> None:
        self._served.resume_writing()

    def begun(self, announced: int) -> None:
        """A request has been seen, with a body of so many bytes."""
        self._head, self._left, self._answering = None, announced + HEAD, True
        self.alive()

    def alive(self) -> None:
        """Something of a body was read."""
        self._due = asyncio.get_running_loop().time() + SILENCE

    def read(self) -> None:
        """A request was read to its end: what comes now is the head of the next one."""
        self._head, self._due = bytearray(), 0.0

    def answered(self) -> None:
        """The request was answered."""
        self._answering = False

    def _in_head(self, head: bytearray, data: bytes) -> Problem | None:
        if not head and not self._due:
            self.alive()
        head += data[: ADDRESS + 2 * HEAD]
        end = head.find(_END)
        line, _, fields = (head if end < 0 else head[:end]).partition(b"\r\n")
        if len(line) > ADDRESS + _AROUND:
            return too_long()
        if len(fields) > HEAD or fields.count(b"\n") > FIELDS:
            return too_much()
        if end >= 0:
            # Until the application says what was announced, which it does at its next turn.
            self._head, self._left = None, self._largest + HEAD
            self.alive()
        return None

    def _refuse(self, problem: Problem) -> None:
        """Say what is wrong, unless an answer to another request is under way, and close the connection."""
        assert self._transport is not None
        if self._answering:
            self._transport.abort()
            return
        body = problem.body()
        self._transport.write(
            b"HTTP/1.1 %d %s\r\ncontent-type: application/problem+json\r\nconnection: close\r\n"
            b"content-length: %d\r\n\r\n%s" % (problem.status, problem.phrase.encode(), len(body), body)
        )
        self._transport.close()

    def _look(self) -> None:
        """Close the connection when it is due. One timer runs on, and looks again when it rings."""
        if self._transport is None:
            return
        loop = asyncio.get_running_loop()
        left = self._due - loop.time() if self._due else SILENCE
        if left <= 0:
            self._transport.abort()
        else:
            self._timer = loop.call_later(left, self._look)


class Watch:
    """The ASGI layer that tells a connection what was read of a request. `largest`: bytes that the body of a
    request may have."""

    def __init__(self, app: ASGIApp, largest: int) -> None:
        self.app, self.largest = app, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = _connection.get() if scope["type"] == "http" else None
        if connection is None:
            await self.app(scope, receive, send)
            return
        announced = _announced(scope, self.largest)
        connection.begun(announced)
        if announced:
            body = _Body(connection, scope, receive, send)
            receive, send = body.receive, body.send
        else:
            connection.read()
        try:
            await self.app(scope, receive, send)
        finally:
            connection.answered()


class _Body:
    """The body of one request: what of it was read. An answer that comes before its end waits for a short
    rest, so that the connection may go on; behind a long one, or one that waits to be asked for, the
    connection is closed."""

    def __init__(self, connection: Bounded, scope: Scope, receive: Receive, send: Send) -> None:
        self.connection, self.unread = connection, True
        self._receive, self._send = receive, send
        said: dict[bytes, Any] = dict(scope["headers"])
        length = said.get(b"content-length", b"")
        self.short = length.isdigit() and int(length) <= HEAD and b"expect" not in said

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self.connection.alive()
            if not message.get("more_body", False):
                self.connection.read()
                self.unread = False
        else:
            self.unread = False
        return message

    async def send(self, message: Message) -> None:
        if self.unread and message["type"] == "http.response.start":
            while self.unread and self.short:
                await self.receive()
            if self.unread:
                message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
        await self._send(message)


def _announced(scope: Scope, largest: int) -> int:
    """How many bytes of a body may come: what the head says, at most twice the largest body that is taken."""
    said: dict[bytes, Any] = dict(scope["headers"])
    if b"transfer-encoding" in said:
        return 2 * largest
    length: bytes = said.get(b"content-length", b"0")
    return min(int(length), 2 * largest) if length.isdigit() else 0
