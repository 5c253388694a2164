"""The pages themselves: the queue, one record, login, and what their forms do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, cast
from urllib.parse import quote, unquote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from regesta.extract.record import Actor, Citation, Claim, Decision, Event, Mention, Record, Source
from regesta.extract.workspace import CONFIG
from regesta.review.acts import ActError, Overtaken
from regesta.review.agreement import agreement
from regesta.review.curve import Curve
from regesta.review.pace import paces
from regesta.review.pages import verdicts
from regesta.review.pages.answers import Asked, form_of
from regesta.review.pages.api import number
from regesta.review.pages.authentication import COOKIE, SESSION_SECONDS, TRIES
from regesta.review.pages.fields import changes_of
from regesta.review.pages.refusal import Refusal
from regesta.review.pages.sheet import Sheet, in_its_words, sheet_of
from regesta.review.pages.site import FILTERS, ReviewSite, base_of, filter_said, query_of, wanted_of
from regesta.review.passages import PassageRequest
from regesta.review.permitted_outcomes import parts_of
from regesta.review.queue import QUEUE_KINDS, Wanted, label_of, queue_kind
from regesta.review.queue_index import PASSES
from regesta.review.reanchoring import anchor
from regesta.review.request import Piece, VerdictRequest
from regesta.review.session import ReviewSession
from regesta.review.signature import keep, orcid_of
from regesta.review.state import Judged, standing
from regesta.review.verdict import Outcome, Part
from regesta.review.whole_passages import judge_passage

PAGE = 50


async def queue(asked: Asked) -> Response:
    """What is to be judged, in an order."""
    session = await asked.site.session()
    params = asked.request.query_params
    wanted, offset = wanted_of(params), number(params.get("offset"), 0, 10**9)
    if not params:
        wanted = replace(wanted, kind="statements")
    page, progress, by_rule = await anyio.to_thread.run_sync(
        lambda: (
            session.queue.page(wanted, offset=offset, limit=PAGE),
            session.queue.progress(),
            _by_rule(session),
        )
    )
    page_of_queue = asked.page(
        "queue.html",
        wanted=wanted,
        page=page,
        offset=offset,
        size=PAGE,
        documents=sorted(session.texts),
        titles={d: asked.site.workspace.metadata(d).get("title") or d for d in session.texts},
        progress=_progress(progress),
        by_rule=by_rule,
        warnings={d: _warnings(asked.site.workspace.reading(d)) for d in session.texts},
        done=_done(session, params.get("done", "")),
    )
    page_of_queue.set_cookie(
        _QUEUE,
        quote(query_of(wanted), safe=""),
        path=base_of(asked.request) or "/",
        httponly=True,
        samesite="strict",
    )
    return page_of_queue


def _warnings(reading: Mapping[str, Any]) -> list[dict[str, str]]:
    """What a document's reading report warns of."""
    found = reading.get("warnings")
    said = ("about", "value", "healthy", "means", "advice")
    rows = [w for w in found if isinstance(w, dict)] if isinstance(found, list) else []
    return [{k: str(w.get(k, "")) for k in said} for w in rows]


def _by_rule(session: ReviewSession) -> Mapping[tuple[str, str], int]:
    """How many records a policy accepted and nobody judged, by document and kind in the queue."""
    accepted = session.snapshot().accepted()
    return Counter((j.record.document, queue_kind(j.record)) for j in accepted if not j.by_person)


def _progress(rows: Mapping[tuple[str, str], Mapping[str, int]]) -> dict[str, list[dict[str, Any]]]:
    """Per document, one line per kind in the order of `QUEUE_KINDS`, and one for all."""
    out: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for (document, kind), counts in sorted(rows.items(), key=lambda r: (r[0][0], QUEUE_KINDS.index(r[0][1]))):
        total, left = sum(counts.values()), counts.get("candidate", 0) + counts.get("deferred", 0)
        out[document].append(
            {
                "kind": kind,
                "total": total,
                "done": total - left,
                "accepted": counts.get("accepted", 0),
                "rejected": counts.get("rejected", 0),
            }
        )
    return dict(out)


def _done(session: ReviewSession, name: str) -> dict[str, Any] | None:
    """The verdict just given, to be shown above the next record."""
    verdict = next((v for v in reversed(session.log.verdicts[-200:]) if v.id == name), None) if name else None
    if verdict is None:
        return None
    known = session.items.get(verdict.record)
    return {
        "outcome": verdict.outcome,
        "record": verdict.record,
        "label": label_of(known.record, session.texts) if known else "",
        "stands": verdict.id not in session.withdrawn,
        "hangs": _hanging(session, verdict.record) if verdict.outcome in ("reject", "edit", "merge") else [],
    }


def _hanging(session: ReviewSession, record: str) -> list[dict[str, str]]:
    """The claims that answer a claim that was changed, and may have to change with it."""
    answering = (session.items.get(name) for _, name in session.answers.get(record, ()))
    return [
        {"id": j.record.id, "label": label_of(j.record, session.texts)}
        for j in answering
        if j is not None and j.status != "rejected"
    ]


async def record(asked: Asked) -> Response:
    """One record in its text, with all that is known of it."""
    session = await asked.site.session()
    name = asked.request.path_params["record"]
    wanted = _queue_of(asked.request, session.find(name).record)
    return await anyio.to_thread.run_sync(
        partial(
            _show, asked, session, name, wanted, _done(session, asked.request.query_params.get("done", ""))
        )
    )


#: The cookie that remembers the queue a person was in, for a record opened from elsewhere.
_QUEUE = "regesta_queue"


def _queue_of(request: Request, record: Record) -> Wanted:
    """The queue a record is opened in: as its address says, else the one looked at last, else that of its
    pass."""
    params = request.query_params
    if any(name in params for name in FILTERS):
        return wanted_of(params)
    kept = request.cookies.get(_QUEUE)
    if kept is None:
        kind = next((name for name, kinds in PASSES.items() if queue_kind(record) in kinds), "")
        return replace(wanted_of({}), kind=kind)
    try:
        return filter_said(unquote(kept))
    except (Refusal, ValueError):  # of another version of these pages
        return wanted_of({})


def _added_at(session: ReviewSession, record: Record, sheet: Sheet) -> str:
    """Where a new record is added from a record's page as long as no words are selected: its own place."""
    place = anchor(record)
    return f"{place[0]}-{place[1]}" if place is not None and sheet.passage.lines else ""


def _show(
    asked: Asked,
    session: ReviewSession,
    name: str,
    wanted: Wanted,
    done: dict[str, Any] | None,
    status: int = 200,
    problem: str = "",
    sent: Mapping[str, str] | None = None,
) -> Response:
    sheet = sheet_of(session, name)
    before, after, place, total = session.queue.around(wanted, sheet.item.record.id)
    return asked.page(
        "record.html",
        status,
        sheet=sheet,
        item=sheet.item,
        record=sheet.item.record,
        wanted=wanted,
        before=before,
        after=after,
        place=place,
        total=total,
        done=done,
        problem=problem,
        sent=sent or {},
        text=session.texts,
        labels={i.record.id: label_of(i.record, session.texts) for i in sheet.passage.items},
        splits=_splits(session, sheet.item.record),
        relinks=_relinks(session, sheet),
        merges="merge" in parts_of(sheet.item.record.kind)["record"],
        by_hand=sheet.item.candidate is None and bool(sheet.item.verdicts) and _is_addition(sheet.item),
        author=str(asked.site.workspace.metadata(sheet.item.record.document).get("author") or ""),
        titles={d: asked.site.workspace.metadata(d).get("title") or d for d in _compared(sheet)},
        added_at=_added_at(session, sheet.item.record, sheet),
        hidden=asked.request.cookies.get("regesta_unmarked", "").split("."),
    )


def _compared(sheet: Sheet) -> set[str]:
    """The documents of what an identity across documents compares."""
    return {end.document for end in sheet.ends if end.document}


def _is_addition(item: Judged) -> bool:
    """Whether a record was made by a reviewer: its first verdict carries what nobody else proposed."""
    first = item.verdicts[0].judged or {}
    return first.get("proposer", "") in ("", item.verdicts[0].reviewer)


#: At most so many places are offered to be ticked in a split.
_TICKS = 60


def _splits(session: ReviewSession, record: Record) -> list[dict[str, str]]:
    """The places of an actor or source that a split may part, with their words."""
    if not isinstance(record, Actor | Source):
        return []
    names = [n for n in session.places_of(record) if n in session.items][:_TICKS]
    return (
        [{"id": n, "label": in_its_words(session, session.items[n].record)} for n in names]
        if len(names) > 1
        else []
    )


def _relinks(session: ReviewSession, sheet: Sheet) -> list[dict[str, str]]:
    """What of a record leads to another one and may be led elsewhere: its evidence, a citation's source, a
    mention's actor."""
    record = sheet.item.record
    if isinstance(record, Claim | Event | Decision):
        cited = {e.citation: e for e in sheet.evidence if e.citation}
        return [
            {"part": "evidence", "id": n, "kind": "citation", "label": f"note {e.footnote}: {e.words}"}
            for n, e in cited.items()
        ]
    if isinstance(record, Citation) and record.source in session.items:
        return [
            {
                "part": "link",
                "id": record.source,
                "kind": "source",
                "label": label_of(session.items[record.source].record, session.texts),
            }
        ]
    if isinstance(record, Mention):
        return [{"part": "actor", "id": record.actor, "kind": "actor", "label": record.actor}]
    return []


async def judge(asked: Asked) -> Response:
    """A verdict sent by a form; the answer leads to the next record in the same order."""
    sent = await asked.form()
    asked.may_judge()
    session = await asked.site.session()
    wanted = wanted_of(sent)
    name = session.find(asked.request.path_params["record"]).record.id
    try:
        request = _request(session, name, sent)
        # Asked before the verdict: afterwards the record may have left the filter.
        after = (await anyio.to_thread.run_sync(partial(session.queue.around, wanted, name)))[1]
        item = await verdicts.judge(session, request, asked.reviewer)
    except ActError as error:
        status = 409 if isinstance(error, Overtaken) else 400
        return await anyio.to_thread.run_sync(
            partial(_show, asked, session, name, wanted, None, status, str(error), sent)
        )
    last = session.seen(item.record.id)
    if request.part != "record" or request.outcome == "comment":
        return asked.go(f"{quote(name)}{query_of(wanted, done=last)}")
    if after is None or after == name:
        return asked.go(query_of(wanted, done=last))
    return asked.go(f"{quote(after)}{query_of(wanted, done=last)}")


def _request(session: ReviewSession, name: str, sent: Mapping[str, str]) -> VerdictRequest:
    """The verdict a form asks for on a record.

    Errors: ActError for a button that is none, an edit that changes nothing, or a split without a name.
    """
    outcome, part, part_id = _button(sent)
    item = session.find(name)
    changes: dict[str, Any] = {}
    if not part and outcome in ("accept", "edit"):
        changes = _changes(session, item, sent)
        if outcome == "edit" and not changes:
            raise ActError("nothing was changed. Change a field first, or accept the record as it stands.")
        outcome = "edit" if changes else outcome
    judged_part = cast(Part, part or "record")
    return VerdictRequest(
        record=name,
        outcome=outcome,
        reason=sent.get("reason", "").strip(),
        part=judged_part,
        part_id=part_id,
        changes=changes or None,
        into=sent.get("into", "").strip() if outcome in ("merge", "relink") else "",
        seen=sent.get("seen", ""),
        alike=verdicts.alike(judged_part, outcome, sent.get("twins") == "yes"),
        pieces=_pieces(sent, item.record) if outcome == "split" else (),
        links=_ticked(sent, "link."),
    )


def _button(sent: Mapping[str, str]) -> tuple[Outcome, str, str]:
    """The outcome a button stands for, and the part and part id that it may carry: "reject evidence
    citation-…"."""
    act = sent.get("act", "")
    outcome, _, rest = act.partition(" ")
    part, _, part_id = rest.partition(" ")
    if outcome not in verdicts.JUDGING_OUTCOMES:
        raise ActError(f"a form said {act!r}; it may say {', '.join(verdicts.JUDGING_OUTCOMES)}.")
    return cast(Outcome, outcome), part, part_id


def _changes(session: ReviewSession, item: Judged, sent: Mapping[str, str]) -> dict[str, Any]:
    """The fields a form changes: to what is proposed now where that was chosen, else to what was typed."""
    if sent.get("take") == "proposal" and item.candidate is not None:
        proposed = item.candidate.to_dict()
        return {k: v for k, v in proposed.items() if k not in ("id", "kind", "document")}
    return changes_of(item.record, sent, session.texts[item.record.document])


def _pieces(sent: Mapping[str, str], record: Record) -> tuple[Piece, ...]:
    """The two records a split form makes: the first as it is, the second under another name with the places
    that are ticked."""
    name = " ".join(sent.get("other", "").split())
    if not name:
        raise ActError("a split needs the name of the other one. Type it, and tick the places that mean it.")
    field = "name" if isinstance(record, Actor) else "label"
    return Piece(changes={}), Piece(changes={field: name}, takes=_ticked(sent, "take."))


def _ticked(sent: Mapping[str, str], before: str) -> tuple[str, ...]:
    """The ids of the ticks of a form whose names begin so."""
    return tuple(k.removeprefix(before) for k, v in sent.items() if k.startswith(before) and v == "yes")


async def progress(asked: Asked) -> Response:
    """How far the review is, how far the reviewers agree, and what the learned order is worth."""
    session = await asked.site.session()

    def gather() -> tuple[Any, Any, Any, Any]:
        counted, by_rule = session.queue.progress(), _by_rule(session)
        given, _ = standing(session.log.verdicts)
        return counted, by_rule, agreement(session.state()), paces(given)

    counted, by_rule, agreed, pace = await anyio.to_thread.run_sync(gather)
    curve = await anyio.to_thread.run_sync(session.trainer.curve)
    return asked.page(
        "progress.html",
        titles={d: asked.site.workspace.metadata(d).get("title") or d for d in session.texts},
        progress=_progress(counted),
        by_rule=by_rule,
        agreed=agreed,
        pace=pace,
        curve=curve,
        lines=_lines(curve),
    )


#: The orders a curve compares, as they are called on the page.
_LINES = (
    ("learned", "likeliest first (learned)"),
    ("confidence", "surest first (extractor)"),
    ("document", "as in the document"),
)


def _lines(curve: Curve) -> list[dict[str, Any]]:
    """The curve as lines of a picture 560 wide and 240 high, and per line what a table says."""
    if not curve.seen:
        return []
    wide, high = curve.seen[-1] or 1, max(curve.accepted, 1)
    rows = []
    for name, title in _LINES:
        values = getattr(curve, name)
        points = " ".join(
            f"{40 + 510 * s / wide:.1f},{220 - 200 * v / high:.1f}"
            for s, v in zip(curve.seen, values, strict=True)
        )
        rows.append(
            {
                "name": name,
                "title": title,
                "points": points,
                "per_hundred": [(n, curve.per_hundred(name, n)) for n in (50, 100, 200, 500) if n <= wide],
            }
        )
    return rows


async def several(asked: Asked) -> Response:
    """One verdict on all that was ticked in the queue, as one batch; leads back to the queue."""
    sent = await asked.form()
    asked.may_judge()
    session = await asked.site.session()
    wanted = wanted_of(sent)
    ticked = _ticked(sent, "pick.")
    if not ticked:
        raise ActError("nothing was ticked. Tick what one verdict is to be given on.")
    rejects = sent.get("act") == "reject"
    reason = sent.get("reason", "").strip()
    if rejects and not reason:
        raise ActError("rejecting needs a reason: say why they are wrong.")
    request = PassageRequest(
        document="",
        sentences=(),
        accept=() if rejects else ticked,
        reject=ticked if rejects else (),
        done=False,
        reviewer=asked.reviewer.speaks_as,
        reason=reason,
        key=verdicts.key_of(sent.get("key", "")),
        links=(),
    )
    given = await anyio.to_thread.run_sync(partial(judge_passage, session, request))
    return asked.go(query_of(wanted, done=given[-1].id if given else ""))


async def undo(asked: Asked) -> Response:
    """Take back one's last verdict and show its record again. A form sent twice takes back one."""
    sent = await asked.form()
    asked.may_judge()
    session = await asked.site.session()
    back, name = await verdicts.undo(session, asked.reviewer, verdicts.key_of(sent.get("key", "")))
    where = quote(name) if name in session.items else ""  # what was added by hand is there no more
    return asked.go(f"{where}{query_of(wanted_of(sent), done=back.withdraws[0])}")


async def withdraw(asked: Asked) -> Response:
    """Take back the verdict a history line names."""
    sent = await asked.form()
    asked.may_judge()
    session = await asked.site.session()
    _, name = await verdicts.withdraw(
        session, [sent.get("verdict", "")], asked.reviewer, sent.get("reason", "")
    )
    return asked.go(f"{quote(name)}{query_of(wanted_of(sent), done=sent.get('verdict', ''))}")


async def introduce(asked: Asked) -> Response:
    """Keep who judges in a workspace that names no reviewers: asked once, written to its settings."""
    sent = await asked.form()
    authenticator, config = asked.site.authenticator, asked.site.workspace.root / CONFIG
    if not authenticator.local:
        raise Refusal(403, "You are known", "this workspace names its reviewers in regesta.toml.")
    name, orcid = " ".join(sent.get("name", "").split()), orcid_of(sent.get("orcid", ""))
    await anyio.to_thread.run_sync(partial(keep, config, name, orcid))
    authenticator.access = replace(authenticator.access, local_name=name, local_signs=orcid or name)
    return asked.go("")


class Login:
    """The login form of a workspace that names its reviewers."""

    def __init__(self, site: ReviewSite) -> None:
        self.site = site

    async def form(self, request: Request) -> Response:
        if self.site.authenticator.local:
            return RedirectResponse(f"{base_of(request)}/", 303)
        return HTMLResponse(self.site.page("login.html", request, wrong=""))

    async def enter(self, request: Request) -> Response:
        sent = await form_of(request)
        self.site.authenticator.refuse_forged(request, None, sent.get("csrf", ""))
        entry = self.site.authenticator.by_token(request, sent.get("token", "").strip())
        if entry is None:
            return HTMLResponse(
                self.site.page(
                    "login.html",
                    request,
                    wrong=f"No reviewer has this token. After {TRIES} wrong ones in a minute you must wait.",
                ),
                401,
            )
        answer = RedirectResponse(f"{base_of(request)}/", 303)
        answer.set_cookie(
            COOKIE,
            self.site.authenticator.session(entry),
            max_age=SESSION_SECONDS,
            path=base_of(request) or "/",
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return answer

    async def leave(self, request: Request) -> Response:
        sent = await form_of(request)
        reviewer = self.site.authenticator.who(request)
        if reviewer is not None:
            self.site.authenticator.refuse_forged(request, reviewer, sent.get("csrf", ""))
        answer = RedirectResponse(f"{base_of(request)}/login", 303)
        answer.delete_cookie(COOKIE, path=base_of(request) or "/")
        return answer


async def nothing(asked: Asked) -> Response:
    """An address that leads nowhere."""
    raise Refusal(
        404,
        "No such page",
        f"there is nothing at {asked.request.url.path}. The queue is at {base_of(asked.request)}/.",
    )
