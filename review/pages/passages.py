"""The pages of whole passages: what stands and what does not, in one act; and the same for programs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

import anyio.to_thread
from starlette.responses import JSONResponse, Response

from regesta.extract.record import Division, Record, Sentence
from regesta.review.acts import ActError, Overtaken
from regesta.review.pages import api, verdicts
from regesta.review.pages.adding import document_named
from regesta.review.pages.answers import Asked
from regesta.review.pages.authentication import Reviewer
from regesta.review.pages.passage import Line, Note, lines_of
from regesta.review.pages.refusal import Refusal
from regesta.review.pages.sheet import in_its_words
from regesta.review.passages import PassageRequest, as_seen_by
from regesta.review.session import ReviewSession
from regesta.review.state import Judged
from regesta.review.verdict import Verdict
from regesta.review.whole_passages import (
    Stretch,
    judge_passage,
    record_of,
    stretch_at,
    stretches,
)

_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Row:
    """One statement proposed in a sentence: `keep` where it stands or is likely to; `faint` where it is below
    the threshold of its kind."""

    item: Judged
    label: str
    says: str
    keep: bool
    faint: bool
    seen: str


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence of the passage: its text, its notes, what is proposed in it, whether it was read."""

    sentence: Sentence
    line: Line
    notes: tuple[Note, ...]
    rows: tuple[Row, ...]
    read: bool


async def passages(asked: Asked) -> Response:
    """All passages of a document: read or not, and the sentences in which nothing is stated."""
    session = await asked.site.session()
    document = document_named(session, asked.request.query_params.get("document", ""))
    only = asked.request.query_params.get("show", "")
    rows = await anyio.to_thread.run_sync(partial(_assigned, session, document, asked.reviewer))
    return asked.page(
        "passages.html",
        document=document,
        documents=sorted(session.texts),
        titles={d: asked.site.workspace.metadata(d).get("title") or d for d in session.texts},
        show=only,
        done=sum(row.done for row in rows),
        total=len(rows),
        rows=[_summary(session, row) for row in rows if _is_shown(row, only)],
        blind=bool(asked.reviewer.second_every),
        empty=[_opening(session, s) for row in rows for s in row.empty] if only == "empty" else [],
        empty_total=sum(len(row.empty) for row in rows),
    )


def _assigned(session: ReviewSession, document: str, reviewer: Reviewer) -> list[Stretch]:
    """The passages a reviewer reads: all of them, or of a second reader every so manieth one, as they alone
    have read it."""
    every = reviewer.second_every
    rows = stretches(session, document, reviewer.speaks_as if every else "")
    return [row for row in rows if is_assigned(row.place, every)]


def is_assigned(place: int, every: int) -> bool:
    """Whether a passage is one of every so manieth, from the middle of the first run on; all are for 0."""
    return not every or place % every == every // 2


def _is_shown(row: Stretch, only: str) -> bool:
    return only == "" or (only == "unread" and not row.done)


def _summary(session: ReviewSession, row: Stretch) -> dict[str, Any]:
    """One passage in the list."""
    items = [j for rows in row.statements.values() for j in rows]
    return {
        **_opening(session, row.sentences[0]),
        "sentences": len(row.sentences),
        "read": len(row.read),
        "accepted": sum(j.status == "accepted" for j in items),
        "waiting": sum(j.status == "candidate" for j in items),
        "division": row.sentences[0].division,
        "heading": _heading(session, row.sentences[0].division),
    }


def _heading(session: ReviewSession, division: str) -> str:
    item = session.items.get(division)
    record = item.record if item is not None else None
    return " ".join(f"{record.number} {record.title}".split()) if isinstance(record, Division) else ""


def _opening(session: ReviewSession, sentence: Sentence) -> dict[str, Any]:
    text = session.texts[sentence.document]
    return {"id": sentence.id, "words": " ".join(" ".join(text[a:b] for a, b in sentence.spans).split())}


async def passage(asked: Asked) -> Response:
    """One passage, to be judged whole."""
    session = await asked.site.session()
    name = asked.request.path_params["sentence"]
    said = asked.request.query_params.get("done", "")
    return await anyio.to_thread.run_sync(partial(_show, asked, session, name, said=said))


def _show(
    asked: Asked, session: ReviewSession, name: str, *, said: str = "", status: int = 200, problem: str = ""
) -> Response:
    blind = asked.reviewer.second_every
    openings, place, row = stretch_at(session, name, asked.reviewer.speaks_as if blind else "")
    refuse_unassigned(row, blind)
    before, after = _around(openings, place, blind)
    return asked.page(
        "passage.html",
        status,
        row=row,
        sentence=name,
        reads=_reads(session, row, asked.reviewer.speaks_as if blind else ""),
        blind=bool(blind),
        heading=_heading(session, row.sentences[0].division),
        before=before,
        after=after,
        place=place + 1,
        total=len(openings),
        said=said,
        problem=problem,
    )


def refuse_unassigned(row: Stretch, every: int) -> None:
    """Errors: Refusal 403 for a passage that a second reader does not read."""
    if not is_assigned(row.place, every):
        raise Refusal(
            403, "Not yours to read", f"you read every {every}th passage; see the list of passages."
        )


def _around(openings: Sequence[str], place: int, every: int) -> tuple[str, str]:
    """The passages before and after one, of those a reviewer reads; "" at an end."""
    step = every or 1
    before = openings[place - step] if place >= step else ""
    return before, openings[place + step] if place + step < len(openings) else ""


def _reads(session: ReviewSession, row: Stretch, second: str = "") -> list[Read]:
    """The sentences of a passage as its page shows them; to a `second` reader as they were proposed."""
    shown = lines_of(session, row.document, row.sentences, second)
    return [
        Read(
            sentence,
            line,
            notes,
            tuple(
                _row(session, j, blind=bool(second)) for j in as_seen_by(second, row.statements[sentence.id])
            ),
            sentence.id in row.read,
        )
        for sentence, (line, notes) in zip(row.sentences, shown, strict=True)
        for stated in [row.statements[sentence.id]]
    ]


def _row(session: ReviewSession, judged: Judged, *, blind: bool) -> Row:
    record = judged.record
    likely = session.workspace.settings.thresholds.get(record.kind, 0.0)
    faint = judged.status == "candidate" and record.confidence < likely
    keep = judged.status == "accepted" or (judged.status == "candidate" and not faint)
    seen, says = "" if blind else session.seen(record.id), _says(session, record)
    return Row(judged, in_its_words(session, record), says, keep, faint, seen)


def _says(session: ReviewSession, record: Record) -> str:
    """The small fields of a statement that its label leaves out, in words."""
    marks = [name for name in ("hedged", "negated") if getattr(record, name, False)]
    called = (session.footnotes.get((record.document, n)) for n in getattr(record, "footnotes", ()))
    notes = ", ".join(n.label or str(n.number) for n in called if n is not None)
    links = [f"{r.type} “{_words(session, r.target)}”" for r in getattr(record, "relations", ())]
    how, worded = getattr(record, "factuality", "asserted"), getattr(record, "wording", "")
    said = (getattr(record, "voice", ""), *marks, "" if how == "asserted" else how, notes and f"note {notes}")
    return " · ".join(filter(None, (worded and f"in our words: {worded}", *said, *links)))


def _words(session: ReviewSession, name: str) -> str:
    item = session.items.get(name)
    words = in_its_words(session, item.record) if item is not None else name
    return words if len(words) < 70 else words[:66].rsplit(" ", 1)[0] + " …"


async def judge_whole(asked: Asked) -> Response:
    """A passage sent by its form: what is ticked stands, the rest does not; leads to the next passage."""
    sent = await asked.form()
    asked.may_judge()
    session = await asked.site.session()
    name = asked.request.path_params["sentence"]
    every = asked.reviewer.second_every
    openings, place, row = await anyio.to_thread.run_sync(partial(stretch_at, session, name))
    refuse_unassigned(row, every)
    shown = [j.record.id for rows in row.statements.values() for j in rows]
    seen = {k.removeprefix("seen."): v for k, v in sent.items() if k.startswith("seen.")}
    kept = tuple(i for i in dict.fromkeys((*shown, *seen)) if sent.get(f"keep.{i}") == "yes")
    request = PassageRequest(
        document=row.document,
        sentences=tuple(s.id for s in row.sentences),
        accept=kept,
        reviewer=asked.reviewer.speaks_as,
        key=verdicts.key_of(sent.get("key", "")),
        second=bool(every),
        seen={} if every else seen,
        all_seen=not every,
        links=(),
    )
    try:
        given = await anyio.to_thread.run_sync(partial(judge_passage, session, request))
    except ActError as error:
        status = 409 if isinstance(error, Overtaken) else 400
        return await anyio.to_thread.run_sync(
            partial(_show, asked, session, name, status=status, problem=str(error))
        )
    after = _around(openings, place, every)[1]
    where = f"passage/{quote(after)}" if after else "passages"
    return asked.go(f"{where}?{urlencode({'done': _told(given)})}")


def _told(given: Sequence[Verdict]) -> str:
    """What a passage's verdicts did, in words."""
    stated = [v for v in given if (v.judged or {}).get("kind") != "sentence"]
    kept = sum(v.outcome in ("accept", "edit") for v in stated)
    return f"{kept} accepted, {len(stated) - kept} rejected"


async def judge_as_json(asked: Asked) -> Response:
    """A whole passage in one act: {"document", "sentences": [ids], "accept": [ids], "reject": [ids],
    "edit": {id: changes}, "add": [new records], "done": true}."""
    body = await api.body_of(asked)
    session = await asked.site.session()
    request = await anyio.to_thread.run_sync(partial(_request, asked, session, body))
    given = await anyio.to_thread.run_sync(partial(judge_passage, session, request))
    return JSONResponse({"batch": given[0].batch if given else "", "verdicts": [v.to_dict() for v in given]})


_MEMBERS = frozenset(("document", "sentences", "accept", "reject", "edit", "add", "done", "reason", "seen"))


def _request(asked: Asked, session: ReviewSession, body: Mapping[str, Any]) -> PassageRequest:
    if unknown := sorted(body.keys() - _MEMBERS):
        raise Refusal(400, "Not a passage", f"{', '.join(unknown)} is none of {', '.join(sorted(_MEMBERS))}.")
    by = asked.reviewer.speaks_as
    added: Any = body.get("add", [])
    if not isinstance(added, list) or not all(isinstance(a, Mapping) for a in added):
        raise Refusal(400, "Not a passage", "add must be a list of new records.")
    document = document_named(session, str(body.get("document", "")))
    return PassageRequest(
        document=document,
        sentences=_ids(body, "sentences"),
        accept=_ids(body, "accept"),
        reject=_ids(body, "reject"),
        edits=_objects(body, "edit"),
        additions=tuple(record_of(session, {"document": document, **a}, by) for a in added),
        done=body.get("done", True) is True,
        reviewer=by,
        reason=str(body.get("reason", "")),
        key=api.key_of(asked),
        second=bool(asked.reviewer.second_every),
        seen={str(k): str(v) for k, v in _objects(body, "seen").items()},
    )


def _ids(body: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value: Any = body.get(name, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise Refusal(400, "Not a passage", f"{name} must be a list of ids.")
    return tuple(value)


def _objects(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value: Any = body.get(name, {})
    if not isinstance(value, Mapping):
        raise Refusal(400, "Not a passage", f"{name} must be an object, by id.")
    return value
