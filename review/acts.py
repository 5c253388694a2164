"""What a reviewer does, as verdicts, each carrying the record it judged. Pure: time and reviewer are
given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from regesta.extract.record import Record, from_dict
from regesta.review.state import Judged, ReviewedState
from regesta.review.verdict import Outcome, Part, Verdict, verdict_id


class ActError(Exception):
    """An act that cannot be done; the message says why and what to type next."""


class Overtaken(ActError):
    """The record was judged by somebody else between being looked at and being judged; the message names who
    and how."""


def find(state: ReviewedState, record: str) -> Judged:
    """The item of that id.

    Errors: ActError when there is none, naming ids that begin alike.
    """
    if record in state.items:
        return state.items[record]
    alike = [i for i in state.items if i.startswith(record)]
    if len(alike) == 1:
        return state.items[alike[0]]
    hint = (
        f"Did you mean {', '.join(sorted(alike)[:5])}?"
        if alike
        else "`regesta export --format records` lists all records with their ids."
    )
    raise ActError(f"there is no record {record!r} in this workspace. {hint}")


def act(
    judged: Judged,
    outcome: Outcome,
    *,
    at: str,
    reviewer: str,
    reason: str = "",
    part: Part = "record",
    part_id: str = "",
    edited: Record | None = None,
    into: str = "",
    pieces: tuple[Mapping[str, Any], ...] = (),
) -> Verdict:
    """One verdict on one record, carrying it as it stands now.

    Errors: ActError for a rejection without a reason, an edit without an edited record or of another kind or
    id, a merge or relink without its target, a comment without words.
    """
    shown = judged.bare or judged.record
    record = judged.candidate if judged.candidate is not None and judged.status == "candidate" else shown
    if outcome == "reject" and part in ("record", "claim") and not reason.strip():
        raise ActError(f'rejecting {record.id} needs a reason. Type --reason "why it is wrong".')
    if outcome == "edit":
        if edited is None:
            raise ActError(f"editing {record.id} needs the edited record. Type --set field=value.")
        if (edited.kind, edited.id, edited.document) != (record.kind, record.id, record.document):
            raise ActError(
                f"an edit of {record.id} may not change its kind, id or document; reject it and add another "
                "record instead."
            )
    if outcome == "merge" and (not into or into == record.id):
        raise ActError(f"merging {record.id} needs another record to merge it into. Type --into ID.")
    if outcome == "relink" and not into:
        raise ActError(f"relinking {record.id} needs what it should lead to. Type --into ID.")
    if outcome == "comment" and not reason.strip():
        raise ActError(f'a comment on {record.id} needs its words. Type --reason "what you noticed".')
    base = judged.candidate or record
    return Verdict(
        id=verdict_id(
            at,
            reviewer,
            outcome,
            record.id,
            part,
            part_id,
            "|".join([into, *(str(p["record"]["id"]) for p in pieces)]) if pieces else into,
        ),
        at=at,
        reviewer=reviewer,
        outcome=outcome,
        record=record.id,
        digest=base.digest(),
        part=part,
        part_id=part_id,
        reason=reason,
        judged=record.to_dict(),
        edited=edited.to_dict() if edited is not None else None,
        into=into,
        pieces=pieces,
        extra={"proposed": base.to_dict()} if base != record else {},
    )


def withdraw(
    verdicts: Iterable[Verdict], targets: Iterable[str], *, at: str, reviewer: str, reason: str = ""
) -> Verdict:
    """One verdict that takes back others: named by verdict id, by batch, or by record id (its last verdict).

    Errors: ActError for a name that fits no verdict.
    """
    log = list(verdicts)
    found: list[str] = []
    for target in targets:
        own = (
            [v.id for v in log if v.id == target]
            or [v.id for v in log if v.batch and target in (v.batch, v.policy)]
            or [
                v.id for v in log if v.record == target or any(p["record"]["id"] == target for p in v.pieces)
            ][-1:]
        )
        if not own:
            raise ActError(
                f"no verdict, batch or record {target!r} is in the log. `regesta verdict list` shows what "
                "can be withdrawn."
            )
        found.extend(own)
    ids = tuple(dict.fromkeys(found))
    return Verdict(
        id=verdict_id(at, reviewer, "withdraw", "", extra="|".join(ids)),
        at=at,
        reviewer=reviewer,
        outcome="withdraw",
        reason=reason,
        withdraws=ids,
    )


def with_fields(record: Record, changes: Mapping[str, Any]) -> Record:
    """The record with some fields replaced, by their JSON names and values.

    Errors: ActError naming the fields there are.
    """
    data = record.to_dict() | dict(changes)
    try:
        return from_dict(data)
    except (TypeError, ValueError) as error:
        raise ActError(str(error)) from error
