"""The page on which a second reader changes what was proposed, seeing nothing of what others made of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from urllib.parse import quote, urlencode

import anyio.to_thread
from starlette.responses import Response

from regesta.review.acts import ActError
from regesta.review.pages import verdicts
from regesta.review.pages.answers import Asked
from regesta.review.pages.fields import changes_of, inputs_of
from regesta.review.pages.passage import lines_of
from regesta.review.pages.passages import refuse_unassigned
from regesta.review.pages.refusal import Refusal
from regesta.review.passages import PassageRequest, as_seen_by
from regesta.review.session import ReviewSession
from regesta.review.state import Judged
from regesta.review.whole_passages import Stretch, judge_passage, stretch_at


async def show(asked: Asked) -> Response:
    """The form of one statement of a passage, as it was proposed or as this reader left it."""
    session = await asked.site.session()
    return await anyio.to_thread.run_sync(partial(_form, asked, session, {}))


def _form(
    asked: Asked, session: ReviewSession, sent: Mapping[str, str], status: int = 200, problem: str = ""
) -> Response:
    row, item = _statement(asked, session)
    record = item.record
    return asked.page(
        "amend.html",
        status,
        record=record,
        sentence=asked.request.path_params["sentence"],
        lines=lines_of(session, row.document, row.sentences, asked.reviewer.speaks_as),
        inputs=inputs_of(record, session.texts[record.document]),
        sent=sent,
        problem=problem,
    )


def _statement(asked: Asked, session: ReviewSession) -> tuple[Stretch, Judged]:
    """The passage an address names, and the statement in it as this reader sees it.

    Errors: Refusal 403 for a passage that is not theirs to read, and for who reads no second time; 404 where
    the passage has no such statement.
    """
    reader = asked.reviewer
    if not reader.second_every:
        raise Refusal(403, "For second readings", "open the record itself: you see how it stands.")
    name = asked.request.path_params["record"]
    _, _, row = stretch_at(session, asked.request.path_params["sentence"], reader.speaks_as)
    refuse_unassigned(row, reader.second_every)
    shown = as_seen_by(reader.speaks_as, (j for rows in row.statements.values() for j in rows))
    item = next((j for j in shown if j.record.id == name), None)
    if item is None:
        raise Refusal(404, "No such statement", f"this passage has no statement {name!r}.")
    return row, item


async def amend(asked: Asked) -> Response:
    """A statement as a second reader would have it; leads back to its passage."""
    sent = await asked.form()
    asked.may_judge()
    session = await asked.site.session()
    try:
        await anyio.to_thread.run_sync(partial(_amended, asked, session, sent))
    except ActError as error:
        return await anyio.to_thread.run_sync(partial(_form, asked, session, sent, 400, str(error)))
    sentence = quote(asked.request.path_params["sentence"])
    return asked.go(f"passage/{sentence}?{urlencode({'done': 'changed'})}")


def _amended(asked: Asked, session: ReviewSession, sent: Mapping[str, str]) -> None:
    row, item = _statement(asked, session)
    changes = changes_of(item.record, sent, session.texts[row.document])
    request = PassageRequest(
        document=row.document,
        sentences=tuple(s.id for s in row.sentences),
        edits={item.record.id: changes} if changes else {},
        accept=() if changes else (item.record.id,),
        done=False,
        reviewer=asked.reviewer.speaks_as,
        reason=sent.get("reason", "").strip(),
        key=verdicts.key_of(sent.get("key", "")),
        second=True,
    )
    judge_passage(session, request)
