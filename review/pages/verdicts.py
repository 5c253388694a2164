"""Verdicts as they are sent, by a form or by a program, put to the review session in a thread of their
own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

import anyio.to_thread

from regesta.review.acts import ActError, Overtaken
from regesta.review.pages.authentication import Reviewer
from regesta.review.pages.refusal import Refusal
from regesta.review.queue import label_of
from regesta.review.request import Piece, VerdictRequest
from regesta.review.session import ReviewSession
from regesta.review.state import Judged
from regesta.review.verdict import PARTS, Outcome, Part, Verdict

#: The outcomes of a verdict given on these pages; the log knows more, which other acts write.
JUDGING_OUTCOMES = ("accept", "reject", "edit", "merge", "split", "relink", "defer", "comment")


#: The members of a verdict in JSON, as the API takes them.
_MEMBERS = frozenset(
    ("record", "outcome", "reason", "part", "part_id", "changes", "into", "seen", "twins", "pieces")
)


def request_of(sent: Mapping[str, Any]) -> VerdictRequest:
    """A verdict out of a JSON object.

    Errors: Refusal (400) naming the member and what is legal.
    """
    for check in _CHECKS:
        if wrong := check(sent):
            raise Refusal(400, "Not a verdict", wrong)
    part, outcome = cast(Part, sent.get("part", "record")), cast(Outcome, sent["outcome"])
    return VerdictRequest(
        record=str(sent["record"]),
        outcome=outcome,
        reason=str(sent.get("reason", "")),
        part=part,
        part_id=str(sent.get("part_id", "")),
        changes=sent.get("changes"),
        into=str(sent.get("into", "")),
        seen=str(sent.get("seen", "")),
        alike=alike(part, outcome, bool(sent.get("twins", False))),
        pieces=tuple(
            Piece(changes=p.get("changes", {}), takes=tuple(p.get("takes", ())))
            for p in sent.get("pieces", ())
        ),
    )


def _unknown_members(sent: Mapping[str, Any]) -> str:
    unknown = sorted(set(sent) - _MEMBERS)
    if not unknown:
        return ""
    return f"a verdict has no {', '.join(unknown)}; it has {', '.join(sorted(_MEMBERS))}."


def _not_strings(sent: Mapping[str, Any]) -> str:
    for name in sorted(_MEMBERS - {"changes", "twins", "pieces"}):
        if not isinstance(sent.get(name, ""), str):
            return f"{name} is {sent[name]!r}; it must be a string."
    return ""


def _no_outcome(sent: Mapping[str, Any]) -> str:
    if sent.get("outcome") in JUDGING_OUTCOMES:
        return ""
    return (
        f"outcome is {sent.get('outcome')!r}; it may be {', '.join(JUDGING_OUTCOMES)}. Taking back is "
        "POST api/undo or "
        "api/withdrawals."
    )


def _no_part(sent: Mapping[str, Any]) -> str:
    part = sent.get("part", "record")
    return "" if part in PARTS else f"part is {part!r}; it may be {', '.join(PARTS)}."


def _no_record(sent: Mapping[str, Any]) -> str:
    return "" if sent.get("record") else "record is missing; it names the record judged."


def _no_changes(sent: Mapping[str, Any]) -> str:
    fit = sent.get("changes") is None or isinstance(sent["changes"], Mapping)
    return "" if fit else "changes must be an object of field names and values."


def _no_twins(sent: Mapping[str, Any]) -> str:
    if isinstance(sent.get("twins", False), bool):
        return ""
    return "twins must be true or false: whether the verdict goes to what says the same too."


def _no_pieces(sent: Mapping[str, Any]) -> str:
    pieces = sent.get("pieces", ())
    if isinstance(pieces, list | tuple) and all(map(_is_piece, pieces)):
        return ""
    return (
        "pieces must be a list of objects, each with changes (field names and values) and takes (record ids)."
    )


def _is_piece(piece: Any) -> bool:
    if not isinstance(piece, Mapping) or not isinstance(piece.get("changes", {}), Mapping):
        return False
    takes = piece.get("takes", [])
    return isinstance(takes, list) and all(isinstance(t, str) for t in takes)


#: What finds fault with a verdict in JSON, in this order: each says what is wrong, "" when nothing is.
_CHECKS: tuple[Callable[[Mapping[str, Any]], str], ...] = (
    _unknown_members,
    _not_strings,
    _no_outcome,
    _no_part,
    _no_record,
    _no_changes,
    _no_twins,
    _no_pieces,
)


def alike(part: Part, outcome: Outcome, wanted: bool) -> bool:
    """Whether the verdict goes to what says the same too: only accept, reject and defer of whole records
    can."""
    return wanted and part == "record" and outcome in ("accept", "reject", "defer")


_KEY = re.compile(r"[\x21-\x7e]{1,200}")


def key_of(said: str) -> str:
    """What names a request among its retries, "" when nothing does.

    Errors: Refusal 400 for what is no key.
    """
    if said and not _KEY.fullmatch(said):
        raise Refusal(
            400, "Not a key", "Idempotency-Key is 1 to 200 visible ASCII characters, such as a UUID."
        )
    return said


async def judge(session: ReviewSession, request: VerdictRequest, reviewer: Reviewer) -> Judged:
    """Log the verdict and return where the record stands; the verdict is on disk then."""
    return await anyio.to_thread.run_sync(
        partial(session.judge, replace(request, reviewer=reviewer.speaks_as))
    )


async def undo(session: ReviewSession, reviewer: Reviewer, key: str = "") -> tuple[Verdict, str]:
    """Take back this person's last verdict; returns the withdrawal, and the record it was on. `key` names the
    request among its retries."""
    return await anyio.to_thread.run_sync(partial(_undo, session, reviewer.speaks_as, key))


def _undo(session: ReviewSession, reviewer: str, key: str) -> tuple[Verdict, str]:
    back = session.undo(reviewer, key=key)
    return back, _record_of(session, back)


async def withdraw(
    session: ReviewSession, targets: Sequence[str], reviewer: Reviewer, reason: str, key: str = ""
) -> tuple[Verdict, str]:
    """Take verdicts back by id: one's own, and for an editor anybody's. `key` names the request among its
    retries."""
    return await anyio.to_thread.run_sync(partial(_withdraw, session, targets, reviewer, reason, key))


def _withdraw(
    session: ReviewSession, targets: Sequence[str], reviewer: Reviewer, reason: str, key: str
) -> tuple[Verdict, str]:
    if before := session.taken_back(reviewer.speaks_as, key):
        return before, _record_of(session, before)
    by_id = {v.id: v for v in session.log.verdicts}
    for target in targets:
        if target not in by_id:
            raise ActError(
                f"there is no verdict {target!r} in the log. The history of a record shows the ids of its "
                "verdicts."
            )
        if target in session.withdrawn:
            raise Overtaken(f"the verdict {target} was taken back already.")
        if reviewer.role != "editor" and by_id[target].reviewer != reviewer.speaks_as:
            raise Refusal(
                403,
                "Somebody else's verdict",
                f"{target} is by {by_id[target].reviewer}; an editor may take it back, {reviewer.name} is a "
                f"{reviewer.role}.",
            )
    back = session.withdraw(targets, reviewer=reviewer.speaks_as, reason=reason, key=key)
    return back, _record_of(session, back)


def _record_of(session: ReviewSession, back: Verdict) -> str:
    return next((v.record for v in reversed(session.log.verdicts) if v.id in back.withdraws), "")


def standing(session: ReviewSession, item: Judged) -> dict[str, Any]:
    """Where a record stands, JSON-ready."""
    return {
        "record": item.record.id,
        "kind": item.record.kind,
        "status": item.status,
        "label": label_of(item.record, session.texts),
        "disputed": item.disputed,
        "changed": item.changed,
        "merged_into": session.merged.get(item.record.id, ""),
        "seen": session.seen(item.record.id),
        "now": item.record.to_dict(),
        "parts": [
            {"part": part, "part_id": part_id, "outcome": outcome}
            for (part, part_id), outcome in sorted(item.parts.items())
        ],
        "verdicts": [v.to_dict() for v in item.verdicts],
    }
