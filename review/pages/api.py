"""What programs may ask: verdicts, undoing, one record, the queue, pick-lists. JSON in, JSON out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import anyio.to_thread
from starlette.responses import JSONResponse, Response

from regesta.review import json_values
from regesta.review.acts import ActError
from regesta.review.pages import verdicts
from regesta.review.pages.answers import MOST_BYTES, Asked
from regesta.review.pages.refusal import Refusal
from regesta.review.pages.site import wanted_of
from regesta.review.queue import REVIEWED, Wanted
from regesta.review.queue import Row as Listed


async def body_of(asked: Asked) -> Mapping[str, Any]:
    """The JSON object a program posted, after its token was found right.

    Errors: Refusal for what is none, or too long, or forged.
    """
    asked.site.authenticator.refuse_forged(
        asked.request, asked.reviewer, asked.request.headers.get("x-csrf-token", "")
    )
    asked.may_judge()
    if asked.request.headers.get("content-type", "").split(";")[0].strip() not in ("application/json", ""):
        raise Refusal(415, "Not JSON", "send a JSON object with Content-Type: application/json.")
    raw = b""
    async for chunk in asked.request.stream():
        raw += chunk
        if len(raw) > MOST_BYTES:
            raise Refusal(413, "Too long", f"a body may have {MOST_BYTES:,} bytes.")
    try:
        data = json_values.loads(raw or b"{}")
    except ValueError as error:
        raise Refusal(400, "Not JSON", f"the body does not parse: {error}.") from error
    if not isinstance(data, dict):
        raise Refusal(400, "Not JSON", "the body must be one JSON object.")
    return data


def key_of(asked: Asked) -> str:
    """What names this request among its retries, "" when nothing does."""
    return verdicts.key_of(asked.request.headers.get("idempotency-key", "").strip())


async def me(asked: Asked) -> Response:
    """Who is asking, and the token their posts must carry in `X-CSRF-Token`."""
    return JSONResponse(
        {
            "name": asked.reviewer.name,
            "speaks_as": asked.reviewer.speaks_as,
            "role": asked.reviewer.role,
            "csrf": asked.site.authenticator.csrf(asked.reviewer),
        }
    )


async def give(asked: Asked) -> Response:
    """One verdict; answered when it is on disk. Sent again with the same `Idempotency-Key` it is logged
    once."""
    request = replace(verdicts.request_of(await body_of(asked)), key=key_of(asked))
    session = await asked.site.session()
    return JSONResponse(verdicts.standing(session, await verdicts.judge(session, request, asked.reviewer)))


async def undo(asked: Asked) -> Response:
    """Take back one's last verdict; sent again with the same `Idempotency-Key`, no other."""
    await body_of(asked)
    session = await asked.site.session()
    back, record = await verdicts.undo(session, asked.reviewer, key_of(asked))
    return JSONResponse(
        {
            "withdrawal": back.to_dict(),
            "record": record,
            "standing": verdicts.standing(session, session.find(record)),
        }
    )


async def withdraw(asked: Asked) -> Response:
    """Take verdicts back by their ids: {"verdicts": [...], "reason": "..."}."""
    body = await body_of(asked)
    targets = body.get("verdicts")
    if not isinstance(targets, list) or not targets or not all(isinstance(t, str) for t in targets):
        raise Refusal(400, "Nothing to take back", "verdicts must be a list of verdict ids.")
    session = await asked.site.session()
    reason = str(body.get("reason", ""))
    back, record = await verdicts.withdraw(session, targets, asked.reviewer, reason, key_of(asked))
    return JSONResponse({"withdrawal": back.to_dict(), "record": record})


async def record(asked: Asked) -> Response:
    """Where one record stands."""
    session = await asked.site.session()
    return JSONResponse(verdicts.standing(session, session.find(asked.request.path_params["record"])))


async def queue(asked: Asked) -> Response:
    """Some rows of the queue under a filter: the same parameters as the page."""
    session = await asked.site.session()
    wanted, offset = (
        wanted_of(asked.request.query_params),
        number(asked.request.query_params.get("offset"), 0, 10**9),
    )
    limit = number(asked.request.query_params.get("limit"), 50, 500)
    page = await anyio.to_thread.run_sync(partial(session.queue.page, wanted, offset=offset, limit=limit))
    rows = [{name: getattr(row, name) for name in row.__slots__} for row in page.rows]
    return JSONResponse({"total": page.total, "offset": offset, "rows": rows})


async def pick(asked: Asked) -> Response:
    """Records of one kind, or of several parted by blanks, whose words begin as typed, for a pick-list: id,
    label, and the name to put into a field of names."""
    kinds = asked.request.query_params.get("kind", "").split()
    if unknown := [kind for kind in kinds or [""] if kind not in REVIEWED]:
        raise Refusal(400, "No such kind", f"kind is {unknown[0]!r}; it may be {', '.join(REVIEWED)}.")
    rows = [row for kind in kinds for row in await _picked(asked, kind)]
    return JSONResponse(
        [{"id": r.id, "label": r.label, "status": r.status, "degree": r.degree} for r in rows]
    )


async def _picked(asked: Asked, kind: str) -> Sequence[Listed]:
    """The records of one kind that a pick-list offers."""
    words = asked.request.query_params.get("q", "")
    session = await asked.site.session()
    document = asked.request.query_params.get("document", "")
    wanted = Wanted(kind=kind, status="", document=document, words=words, order="connected")
    try:
        rows = (await anyio.to_thread.run_sync(partial(session.queue.page, wanted, limit=12))).rows
        if not rows and words:
            item = session.find(words).record
            rows = tuple(
                r
                for r in (
                    await anyio.to_thread.run_sync(
                        partial(
                            session.queue.page,
                            Wanted(kind=kind, status="", document=item.document),
                            limit=500,
                        )
                    )
                ).rows
                if r.id == item.id
            )
    except ActError:
        rows = ()
    return rows


#: A number of more figures counts nothing, and Python reads none of some thousands.
_DIGITS = 18


def number(value: str | None, default: int, most: int) -> int:
    """A count out of an address.

    Errors: Refusal (400) when it is none.
    """
    if value in (None, ""):
        return default
    assert value is not None
    if not value.isdecimal() or len(value) > _DIGITS:
        raise Refusal(400, "Not a number", f"{value!r} must be a whole number from 0.")
    return min(int(value), most)
