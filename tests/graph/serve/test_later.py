"""An application made at its first request: once, for all who wait, and again where making it failed."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from regesta.graph.serve.later import Later


def test_it_is_made_once_for_all_who_wait():
    made: list[int] = []
    asked: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(scope["path"])

    def make() -> ASGIApp:
        made.append(1)
        if len(made) == 1:
            raise OSError("not yet")
        return app

    later = Later(make)

    async def asking() -> None:
        with pytest.raises(OSError, match="not yet"):
            await later({"type": "http", "path": "/0"}, None, None)  # type: ignore[arg-type]
        await asyncio.gather(*(later({"type": "http", "path": f"/{n}"}, None, None) for n in (1, 2, 3)))  # type: ignore[arg-type]

    asyncio.run(asking())
    assert len(made) == 2
    assert sorted(asked) == ["/1", "/2", "/3"]
