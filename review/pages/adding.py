"""The page of a new record, marked in the text and filled in by hand; and the same for programs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from urllib.parse import quote, urlencode

import anyio.to_thread
from starlette.responses import JSONResponse, Response

from regesta.extract.record import Span
from regesta.review.acts import ActError, with_fields
from regesta.review.adding import ADDABLE
from regesta.review.pages import api, verdicts
from regesta.review.pages.answers import Asked
from regesta.review.pages.fields import changes_of, inputs_of
from regesta.review.pages.passage import passage_of
from regesta.review.pages.refusal import Refusal
from regesta.review.pages.site import filter_said, query_of
from regesta.review.session import ReviewSession
from regesta.review.state import Judged
from regesta.review.whole_passages import add_record, blank_at, record_of

_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")


def document_named(session: ReviewSession, named: str) -> str:
    """The document an address names, the first one where it names none.

    Errors: Refusal (404) naming those there are.
    """
    there = sorted(session.texts)
    if not named and there:
        return there[0]
    if named not in session.texts:
        said = f"there is no document {named!r}; there is {', '.join(there) or 'none'}."
        raise Refusal(404, "No such document", said)
    return named


async def new(asked: Asked) -> Response:
    """The form of a new record at a marked place."""
    session = await asked.site.session()
    values = asked.request.query_params
    return await anyio.to_thread.run_sync(partial(_form, asked, session, dict(values)))


def _form(
    asked: Asked, session: ReviewSession, values: Mapping[str, str], status: int = 200, problem: str = ""
) -> Response:
    kind = values.get("kind") or "claim"
    document = document_named(session, values.get("document", ""))
    record = blank_at(session, kind, document, _place(values), asked.reviewer.speaks_as)
    item = Judged(record=record, status="candidate", parts={})
    return asked.page(
        "new.html",
        status,
        record=record,
        kinds_added=ADDABLE,
        at=values.get("at", ""),
        back=values.get("back", ""),
        queue=values.get("queue", ""),
        passage=passage_of(session, item),
        inputs=inputs_of(record, session.texts[document]),
        sent=values if status != 200 else {},
        problem=problem,
    )


def _place(values: Mapping[str, str]) -> Span:
    found = _PLACE.fullmatch(values.get("at", ""))
    if found is None:
        raise ActError(f"at is {values.get('at', '')!r}; it is two offsets into the text, such as 1241-1410.")
    return int(found[1]), int(found[2])


async def add(asked: Asked) -> Response:
    """A new record sent by its form; leads back to where it was marked."""
    sent = await asked.form()
    asked.may_judge()
    session = await asked.site.session()
    try:
        item = await anyio.to_thread.run_sync(partial(_added, asked, session, sent))
    except ActError as error:
        return await anyio.to_thread.run_sync(partial(_form, asked, session, sent, 400, str(error)))
    back = sent.get("back", "")
    if back.startswith("passage/"):
        return asked.go(f"passage/{quote(back.removeprefix('passage/'))}?{urlencode({'done': 'added'})}")
    return asked.go(f"{quote(item.record.id)}{_queue_said(sent)}")


def _queue_said(sent: Mapping[str, str]) -> str:
    """The queue somebody came from, as the query part of an address; "" where none is named."""
    queue = sent.get("queue", "")
    return query_of(filter_said(queue)) if queue else ""


def _added(asked: Asked, session: ReviewSession, sent: Mapping[str, str]) -> Judged:
    by = asked.reviewer.speaks_as
    document = document_named(session, sent.get("document", ""))
    made = blank_at(session, sent.get("kind", ""), document, _place(sent), by)
    record = with_fields(made, changes_of(made, sent, session.texts[document]))
    reason, key = sent.get("reason", "").strip(), verdicts.key_of(sent.get("key", ""))
    second = bool(asked.reviewer.second_every)
    return add_record(session, record, reviewer=by, reason=reason, key=key, second=second)


async def add_as_json(asked: Asked) -> Response:
    """A new record: {"kind", "document", "span": [start, end], "fields": {...}, "reason"}; it is accepted in
    the sender's name."""
    body = await api.body_of(asked)
    session = await asked.site.session()
    by, key = asked.reviewer.speaks_as, api.key_of(asked)
    record = await anyio.to_thread.run_sync(partial(record_of, session, body, by))
    reason = str(body.get("reason", ""))
    item = await anyio.to_thread.run_sync(
        partial(add_record, session, record, reviewer=by, reason=reason, key=key)
    )
    return JSONResponse(verdicts.standing(session, item), 201)
