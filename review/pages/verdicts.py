"""Verdicts as they are sent, by a form or by a program, put to the desk in a thread of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import anyio.to_thread

from regesta.review.acts import ActError, Overtaken
from regesta.review.judging import Piece
from regesta.review.pages.authentication import Reviewer
from regesta.review.pages.refusal import Refusal
from regesta.review.queue import label_of
from regesta.review.session import ReviewSession
from regesta.review.state import Judged
from regesta.review.verdict import PARTS, Outcome, Part, Verdict

#: What can be said here of a record; the log knows more outcomes, which other acts write.
SAYABLE = ("accept", "reject", "edit", "merge", "split", "relink", "defer", "comment")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One verdict as sent; `twins` also gives it to the records that say the same in the same words, as one
    that is taken back as one.
    `pieces` go with a split: each an object of `changes` and `takes`."""

    record: str
    outcome: Outcome
    reason: str = ""
    part: Part = "record"
    part_id: str = ""
    changes: Mapping[str, Any] | None = None
    into: str = ""
    seen: str = ""
    twins: bool = False
    pieces: Sequence[Mapping[str, Any]] = ()


def said_of(sent: Mapping[str, Any]) -> Said:
    """A verdict out of a JSON object.

    Errors: Refusal (400) naming the member and what is legal.
    """
    known = set(Said.__slots__)
    if unknown := sorted(set(sent) - known):
        raise Refusal(
            400, "Not a verdict", f"a verdict has no {', '.join(unknown)}; it has {', '.join(sorted(known))}."
        )
    for name in known - {"changes", "twins", "pieces"}:
        if not isinstance(sent.get(name, ""), str):
            raise Refusal(400, "Not a verdict", f"{name} is {sent[name]!r}; it must be a string.")
    if sent.get("outcome") not in SAYABLE:
        raise Refusal(
            400,
            "Not a verdict",
            f"outcome is {sent.get('outcome')!r}; it may be {', '.join(SAYABLE)}. Taking back is POST api/undo or api/withdrawals.",
        )
    if sent.get("part", "record") not in PARTS:
        raise Refusal(400, "Not a verdict", f"part is {sent.get('part')!r}; it may be {', '.join(PARTS)}.")
    if not sent.get("record"):
        raise Refusal(400, "Not a verdict", "record is missing; it names the record judged.")
    changes = sent.get("changes")
    if changes is not None and not isinstance(changes, Mapping):
        raise Refusal(400, "Not a verdict", "changes must be an object of field names and values.")
    pieces = sent.get("pieces", ())
    if not isinstance(pieces, list | tuple) or not all(
        isinstance(p, Mapping) and isinstance(p.get("changes", {}), Mapping) for p in pieces
    ):
        raise Refusal(
            400,
            "Not a verdict",
            "pieces must be a list of objects, each with changes (field names and values) and takes (record ids).",
        )
    return Said(**cast("dict[str, Any]", dict(sent)))


async def judge(desk: ReviewSession, said: Said, reviewer: Reviewer) -> Judged:
    """Log the verdict and return where the record stands; the verdict is on disk then."""
    return await anyio.to_thread.run_sync(partial(_judge, desk, said, reviewer.speaks_as))


def _judge(desk: ReviewSession, said: Said, reviewer: str) -> Judged:
    return desk.judge(
        said.record,
        said.outcome,
        reviewer=reviewer,
        reason=said.reason,
        part=said.part,
        part_id=said.part_id,
        changes=said.changes,
        into=said.into,
        pieces=[Piece(changes=p.get("changes", {}), takes=tuple(p.get("takes", ()))) for p in said.pieces],
        alike=said.twins and said.part == "record" and said.outcome in ("accept", "reject", "defer"),
        seen=said.seen,
    )


async def undo(desk: ReviewSession, reviewer: Reviewer) -> tuple[Verdict, str]:
    """Take back this person's last verdict; returns the withdrawal, and the record it was on."""
    return await anyio.to_thread.run_sync(partial(_undo, desk, reviewer.speaks_as))


def _undo(desk: ReviewSession, reviewer: str) -> tuple[Verdict, str]:
    back = desk.undo(reviewer)
    return back, _record_of(desk, back)


async def withdraw(
    desk: ReviewSession, targets: Sequence[str], reviewer: Reviewer, reason: str
) -> tuple[Verdict, str]:
    """Take verdicts back by id: one's own, and for an editor anybody's."""
    return await anyio.to_thread.run_sync(partial(_withdraw, desk, targets, reviewer, reason))


def _withdraw(
    desk: ReviewSession, targets: Sequence[str], reviewer: Reviewer, reason: str
) -> tuple[Verdict, str]:
    by_id = {v.id: v for v in desk.log.verdicts}
    for target in targets:
        if target not in by_id:
            raise ActError(
                f"there is no verdict {target!r} in the log. The history of a record shows the ids of its verdicts."
            )
        if target in desk.withdrawn:
            raise Overtaken(f"the verdict {target} was taken back already.")
        if reviewer.role != "editor" and by_id[target].reviewer != reviewer.speaks_as:
            raise Refusal(
                403,
                "Somebody else's verdict",
                f"{target} is by {by_id[target].reviewer}; an editor may take it back, {reviewer.name} is a {reviewer.role}.",
            )
    back = desk.withdraw(targets, reviewer=reviewer.speaks_as, reason=reason)
    return back, _record_of(desk, back)


def _record_of(desk: ReviewSession, back: Verdict) -> str:
    return next((v.record for v in reversed(desk.log.verdicts) if v.id in back.withdraws), "")


def standing(desk: ReviewSession, item: Judged) -> dict[str, Any]:
    """Where a record stands, JSON-ready."""
    return {
        "record": item.record.id,
        "kind": item.record.kind,
        "status": item.status,
        "label": label_of(item.record, desk.texts),
        "disputed": item.disputed,
        "changed": item.changed,
        "merged_into": desk.merged.get(item.record.id, ""),
        "seen": desk.seen(item.record.id),
        "now": item.record.to_dict(),
        "parts": [
            {"part": part, "part_id": part_id, "outcome": outcome}
            for (part, part_id), outcome in sorted(item.parts.items())
        ],
        "verdicts": [v.to_dict() for v in item.verdicts],
    }
