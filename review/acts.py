"""What a reviewer does, as verdicts, each carrying the record it judged. Pure: time and reviewer are
given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regesta.extract.record import Record, from_dict
from regesta.review.json_values import unwritable
from regesta.review.state import Judged, ReviewedState
from regesta.review.verdict import Outcome, Part, Verdict, sent_by, verdict_id


class ActError(Exception):
    """An act that cannot be done; the message says why and what to type next."""


class Unknown(ActError):
    """No record has that id, and none has one that begins so."""


class Overtaken(ActError):
    """The record was judged by somebody else between being looked at and being judged; the message names who
    and how."""


def find(state: ReviewedState, record: str) -> Judged:
    """The item of that id.

    Errors: ActError naming the ids that begin alike, where several do; Unknown where none does.
    """
    if record in state.items:
        return state.items[record]
    alike = [i for i in state.items if i.startswith(record)]
    if len(alike) == 1:
        return state.items[alike[0]]
    missing = f"there is no record {record!r} in this workspace."
    if alike:
        raise ActError(f"{missing} Did you mean {', '.join(sorted(alike)[:5])}?")
    raise Unknown(f"{missing} `regesta export --format records` lists all records with their ids.")


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
    record = _judged_record(judged)
    for check in _MUST_HAVE.get(outcome, ()):
        check(_Act(record, reason, part, edited, into))
    base = judged.candidate or record
    return Verdict(
        id=verdict_id(at, reviewer, outcome, record.id, part, part_id, _target_key(into, pieces)),
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


def _judged_record(judged: Judged) -> Record:
    """The record a verdict carries: the proposal while nobody has decided, else what was decided on."""
    if judged.candidate is not None and judged.status == "candidate":
        return judged.candidate
    return judged.bare or judged.record


def _target_key(into: str, pieces: tuple[Mapping[str, Any], ...]) -> str:
    """What a verdict's id says of its target: the record led to, and the pieces of a split."""
    return "|".join([into, *(str(p["record"]["id"]) for p in pieces)])


@dataclass(frozen=True, slots=True)
class _Act:
    """What a verdict is to say, before it is one."""

    record: Record
    reason: str
    part: Part
    edited: Record | None
    into: str


def _rejection_has_a_reason(act: _Act) -> None:
    if act.part in ("record", "claim") and not act.reason.strip():
        raise ActError(f'rejecting {act.record.id} needs a reason. Type --reason "why it is wrong".')


def _edit_keeps_the_identity(act: _Act) -> None:
    record, edited = act.record, act.edited
    if edited is None:
        raise ActError(f"editing {record.id} needs the edited record. Type --set field=value.")
    if (edited.kind, edited.id, edited.document) != (record.kind, record.id, record.document):
        raise ActError(
            f"an edit of {record.id} may not change its kind, id or document; reject it and add another "
            "record instead."
        )


def _merge_has_another_record(act: _Act) -> None:
    if not act.into or act.into == act.record.id:
        raise ActError(f"merging {act.record.id} needs another record to merge it into. Type --into ID.")


def _relink_has_a_target(act: _Act) -> None:
    if not act.into:
        raise ActError(f"relinking {act.record.id} needs what it should lead to. Type --into ID.")


def _comment_has_words(act: _Act) -> None:
    if not act.reason.strip():
        raise ActError(f'a comment on {act.record.id} needs its words. Type --reason "what you noticed".')


#: What a verdict of each outcome cannot do without; the other outcomes need nothing.
_MUST_HAVE: Mapping[str, tuple[Callable[[_Act], None], ...]] = {
    "reject": (_rejection_has_a_reason,),
    "edit": (_edit_keeps_the_identity,),
    "merge": (_merge_has_another_record,),
    "relink": (_relink_has_a_target,),
    "comment": (_comment_has_words,),
}


def withdraw(
    verdicts: Iterable[Verdict],
    targets: Iterable[str],
    *,
    at: str,
    reviewer: str,
    reason: str = "",
    key: str = "",
) -> Verdict:
    """One verdict that takes back others: named by verdict id, by batch, or by record id (its last verdict).
    `key` names the request, as in a `VerdictRequest`.

    Errors: ActError for a name that fits no verdict, and for a reason that no log can hold.
    """
    if wrong := unwritable(reason):
        raise ActError(f"the reason cannot be logged: {wrong}. Nothing was.")
    log = list(verdicts)
    ids = tuple(dict.fromkeys(v for target in targets for v in _named_by(target, log)))
    return Verdict(
        id=verdict_id(at, reviewer, "withdraw", "", extra="|".join(ids)),
        at=at,
        reviewer=reviewer,
        outcome="withdraw",
        reason=reason,
        withdraws=ids,
        extra=sent_by(key),
    )


def _named_by(target: str, log: Sequence[Verdict]) -> list[str]:
    """The ids of the verdicts a name means: one verdict, else a batch, else the last verdict on a record."""
    found = (
        [v for v in log if v.id == target]
        or [v for v in log if _is_in_batch(v, target)]
        or [v for v in log if _is_on(v, target)][-1:]
    )
    if not found:
        raise ActError(
            f"no verdict, batch or record {target!r} is in the log. `regesta verdict list` shows what can be "
            "withdrawn."
        )
    return [v.id for v in found]


def _is_in_batch(verdict: Verdict, name: str) -> bool:
    """Whether a verdict was given in the batch of that name, or by the policy of that name."""
    return bool(verdict.batch) and name in (verdict.batch, verdict.policy)


def _is_on(verdict: Verdict, record: str) -> bool:
    """Whether a verdict is on a record, or on a piece that it made."""
    return verdict.record == record or any(p["record"]["id"] == record for p in verdict.pieces)


def with_fields(record: Record, changes: Mapping[str, Any]) -> Record:
    """The record with some fields replaced, by their JSON names and values.

    Errors: ActError naming the fields there are.
    """
    data = record.to_dict() | dict(changes)
    try:
        return from_dict(data)
    except (TypeError, ValueError) as error:
        raise ActError(str(error)) from error
