"""Taking in annotations on the pages: an editor uploads a file, sees what it would change, confirms, and may
take all of it back."""

from __future__ import annotations

import secrets
import threading
from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import anyio.to_thread
from starlette.datastructures import UploadFile
from starlette.responses import Response

from regesta.extract.record import from_dict
from regesta.review.acts import ActError
from regesta.review.exchange.files import ENDINGS, read
from regesta.review.exchange.plan import Ground, ImportFault, Plan, plan
from regesta.review.pages.answers import Asked
from regesta.review.pages.refusal import Refusal
from regesta.review.pages.sheet import Change, in_words
from regesta.review.queue import label_of
from regesta.review.session import ReviewSession
from regesta.review.verdict import SOFTWARE, Verdict

#: Bytes an uploaded file may have.
MOST_BYTES = 32 << 20
#: Files that wait for a yes at the same time; the oldest goes first.
MOST_HELD = 4
#: Rows of what would change, and of what is left out, shown at most.
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A file that was shown and waits for a yes: `by` uploaded it, `made_by` is who made it and signs what it
    says."""

    by: str
    made_by: str
    name: str
    data: bytes
    agent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One verdict a file asks for, in words; `known` when the record is in the workspace already."""

    outcome: str
    record: str
    kind: str
    label: str
    known: bool
    changes: tuple[Change, ...]
    reason: str


class Imports:
    """The import page. What waits for a yes is kept in memory, and gone when the server stops."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Held] = OrderedDict()
        self._guard = threading.Lock()

    async def form(self, asked: Asked) -> Response:
        """The form, and what was imported before."""
        _editors_only(asked)
        return await _page(asked)

    async def upload(self, asked: Asked) -> Response:
        """Show what the file would change; nothing is written."""
        _editors_only(asked)
        sent, name, data = await _uploaded(asked)
        session = await asked.site.session()
        made_by = " ".join(sent.get("made_by", "").split()) or asked.reviewer.speaks_as
        try:
            _refuse_others(asked, made_by)
            if not name:
                raise ImportFault(f"no file was sent. Choose one that ends in {', '.join(ENDINGS)}.")
            agent = SOFTWARE if sent.get("program") == "yes" else ""
            held = Held(by=asked.reviewer.name, made_by=made_by, name=name, data=data, agent=agent)
            made, rows = await anyio.to_thread.run_sync(partial(_looked_at, session, held))
        except ImportFault as error:
            return await _page(asked, 400, problem=str(error), made_by=made_by)
        key = self._hold(held) if made.verdicts else ""
        return asked.page(
            "import_look.html",
            held=held,
            key=key,
            plan=made,
            counts=_counts(made),
            rows=rows,
            faults=made.faults[:MOST_SHOWN],
        )

    async def confirm(self, asked: Asked) -> Response:
        """Log what the file says, read once more against what the reviewers did meanwhile."""
        sent = await asked.form()
        _editors_only(asked)
        asked.may_judge()
        session = await asked.site.session()
        held = self._take(sent.get("key", ""), asked.reviewer.name)
        batch, count = await anyio.to_thread.run_sync(partial(_taken_in, session, held))
        return await _page(asked, done=f"{count:,} verdicts of {held.made_by} were logged as {batch}.")

    async def back(self, asked: Asked) -> Response:
        """Take everything that came with one file back."""
        sent = await asked.form()
        _editors_only(asked)
        asked.may_judge()
        session = await asked.site.session()
        batch = sent.get("batch", "")
        if not batch.startswith("import/"):
            raise ActError(f"{batch!r} is no import; the page lists those there are.")
        await anyio.to_thread.run_sync(
            partial(session.withdraw, [batch], reviewer=asked.reviewer.speaks_as, reason="import taken back")
        )
        return await _page(asked, done=f"Everything of {batch} was taken back.")

    def _hold(self, held: Held) -> str:
        key = secrets.token_urlsafe(16)
        with self._guard:
            self._held[key] = held
            while len(self._held) > MOST_HELD:
                self._held.popitem(last=False)
        return key

    def _take(self, key: str, name: str) -> Held:
        with self._guard:
            held = self._held.get(key)
            if held is None or held.by != name:
                raise ActError(
                    "the file is no longer held here: it was imported already, or other files were uploaded "
                    "since. Upload it again."
                )
            return self._held.pop(key)


def _editors_only(asked: Asked) -> None:
    if asked.reviewer.role != "editor":
        raise Refusal(
            403,
            "For editors",
            f"an editor imports annotations, and {asked.reviewer.name} is a {asked.reviewer.role}.",
        )


def _refuse_others(asked: Asked, made_by: str) -> None:
    """Nobody signs as somebody else who can log in."""
    others = {
        n
        for e in asked.site.authenticator.access.reviewers.values()
        if e.name != asked.reviewer.name
        for n in (e.name, e.orcid)
        if n
    }
    if made_by in others:
        raise ImportFault(
            f"{made_by} is a reviewer here and signs for themselves. Ask them to give these verdicts, or "
            "import the file where the workspace lies: "
            f'regesta import FILE --as "{made_by}"'
        )


async def _uploaded(asked: Asked) -> tuple[Mapping[str, str], str, bytes]:
    """The fields of the form, and the file's name and bytes, after its CSRF token was found right."""
    length = asked.request.headers.get("content-length", "")
    if not length.isdecimal():
        raise Refusal(411, "How long is it?", "an upload must say its length (Content-Length).")
    if int(length) > MOST_BYTES:
        raise Refusal(
            413,
            "Too long",
            f"a file may have {MOST_BYTES >> 20} MB. Import a larger one where the workspace lies: regesta "
            "import FILE --as NAME",
        )
    async with asked.request.form(max_files=1, max_fields=20) as form:
        sent = {k: v for k, v in form.items() if isinstance(v, str)}
        asked.site.authenticator.refuse_forged(asked.request, asked.reviewer, sent.get("csrf", ""))
        file = form.get("file")
        if not isinstance(file, UploadFile):
            return sent, "", b""
        return sent, (file.filename or "").replace("\\", "/").rsplit("/", 1)[-1], await file.read()


async def _page(asked: Asked, status: int = 200, **said: Any) -> Response:
    session = await asked.site.session()
    past = await anyio.to_thread.run_sync(partial(_past, session))
    values = {"problem": "", "done": "", "made_by": asked.reviewer.speaks_as, **said}
    return asked.page("import.html", status, past=past, endings=ENDINGS, most=MOST_BYTES >> 20, **values)


def _past(session: ReviewSession) -> list[dict[str, Any]]:
    """The files that were imported, latest first."""
    found: dict[str, dict[str, Any]] = {}
    for verdict in list(session.log.verdicts):
        if verdict.batch.startswith("import/"):
            row = found.setdefault(
                verdict.batch,
                {
                    "batch": verdict.batch,
                    "reviewer": verdict.reviewer,
                    "at": verdict.at,
                    "count": 0,
                    "stands": 0,
                },
            )
            row["count"] += 1
            row["stands"] += verdict.id not in session.withdrawn
    return sorted(found.values(), key=lambda r: r["at"], reverse=True)


def _planned(session: ReviewSession, held: Held, at: str) -> Plan:
    sentences = {d: session.sentences.get(d, []) for d in session.texts}
    ground = Ground(
        state=session.snapshot(),
        texts=dict(session.texts),
        sentences=sentences,
        log=list(session.log.verdicts),
    )
    requests, faults = read(held.name, held.data, ground, proposer=held.made_by)
    return plan(requests, faults, ground, data=held.data, name=held.made_by, at=at, agent=held.agent)


def _looked_at(session: ReviewSession, held: Held) -> tuple[Plan, list[Row]]:
    made = _planned(session, held, session.clock())
    return made, [_row(session, v) for v in made.verdicts[:MOST_SHOWN]]


def _row(session: ReviewSession, verdict: Verdict) -> Row:
    item = session.items.get(session.carried.get(verdict.record, verdict.record))
    record = item.record if item is not None else from_dict(dict(verdict.judged or {}))
    was, now = dict(verdict.judged or {}), dict(verdict.edited or {})
    names = (
        [
            k
            for k in dict.fromkeys((*was, *now))
            if k not in ("quote", "confidence", "proposer") and was.get(k) != now.get(k)
        ]
        if now
        else []
    )
    return Row(
        outcome=verdict.outcome,
        record=record.id,
        kind=record.kind,
        label=label_of(record, session.texts),
        known=item is not None,
        changes=tuple(
            Change(
                field=k,
                was=in_words(session, record, k, was.get(k)),
                now=in_words(session, record, k, now.get(k)),
            )
            for k in names
        ),
        reason=verdict.reason,
    )


def _counts(made: Plan) -> list[tuple[str, int]]:
    return sorted(Counter(v.outcome for v in made.verdicts).items())


def _taken_in(session: ReviewSession, held: Held) -> tuple[str, int]:
    """The batch the file was logged as, and how many verdicts it is."""
    made: list[Plan] = []

    def verdicts(at: str) -> tuple[Verdict, ...]:
        made.append(_planned(session, held, at))
        return made[-1].verdicts

    written = session.log_verdicts(verdicts)
    return made[-1].batch, len(written)
