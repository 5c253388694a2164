"""Publishing from the review pages: what was judged becomes the next generation, when asked for or after a
quiet while."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.responses import JSONResponse, Response

from regesta.extract.record import Claim
from regesta.review.pages.refusal import Refusal
from regesta.review.queue import label_of

if TYPE_CHECKING:
    from regesta.review.pages.answers import Asked
    from regesta.review.session import ReviewSession

#: As many claims as fit on the page without scrolling.
_SHOWN = 5
_log = logging.getLogger("regesta.review")


class PublishError(Exception):
    """A build that published nothing; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a build made: the generation that is served now, whether it was served before, how many records
    were held back from accepted knowledge for what is wrong with them, and which (their ids)."""

    generation: str
    unchanged: bool
    accepted: int
    held: int
    held_records: tuple[str, ...] = ()


#: Builds the graph of the workspace and publishes it. Errors: PublishError.
Publish = Callable[[], Awaitable[Published]]


class Publishing:
    """Publishes one build at a time; with `quiet` seconds also by itself, so long after the last change."""

    def __init__(self, publish: Publish, quiet: float = 0.0) -> None:
        self._publish, self._quiet = publish, quiet
        self._turn = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def now(self) -> Published:
        """Publish what stands in the log. Errors: PublishError."""
        self._stop_waiting()
        async with self._turn:
            return await self._publish()

    def changed(self) -> None:
        """Something was judged: count the quiet seconds from here."""
        if self._quiet > 0:
            self._stop_waiting()
            self._timer = asyncio.get_running_loop().call_later(self._quiet, self._begin)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _begin(self) -> None:
        task = asyncio.get_running_loop().create_task(self._by_itself())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _by_itself(self) -> None:
        try:
            made = await self.now()
            _log.info("published generation %s", made.generation)
        except PublishError as error:
            _log.warning("not published: %s", error)


async def publish(asked: Asked) -> Response:
    """Publish, and say which generation is served now, and where the claims judged last are found in it."""
    await asked.form()
    made = await _made(asked)
    session = await asked.site.session()
    lately = await anyio.to_thread.run_sync(lambda: _accepted_last(session, asked.reviewer.speaks_as))
    return asked.page("published.html", made=made, lately=lately)


def _accepted_last(session: ReviewSession, reviewer: str) -> list[tuple[str, str]]:
    """The claims this reviewer accepted last, newest first: the path of each one's page in the graph, and
    what a person reads."""
    own = [
        (item.accepted_by.at, item.record)
        for item in session.snapshot().items.values()
        if item.status == "accepted"
        and item.accepted_by is not None
        and isinstance(item.record, Claim)
        and item.accepted_by.reviewer == reviewer
        and not item.accepted_by.policy
    ]
    own.sort(key=lambda one: one[0], reverse=True)
    return [(record.id.replace("-", "/", 1), label_of(record, session.texts)) for _, record in own[:_SHOWN]]


async def publish_as_json(asked: Asked) -> Response:
    """The same for a program."""
    asked.site.authenticator.refuse_forged(
        asked.request, asked.reviewer, asked.request.headers.get("x-csrf-token", "")
    )
    made = await _made(asked)
    return JSONResponse({name: getattr(made, name) for name in Published.__slots__})


async def _made(asked: Asked) -> Published:
    asked.may_judge()
    if asked.site.publishing is None:
        raise Refusal(404, "Not from here", "type `regesta build` to publish what was judged.")
    try:
        return await asked.site.publishing.now()
    except PublishError as error:
        raise Refusal(503, "Not published", str(error), {"Retry-After": "5"}) from error
