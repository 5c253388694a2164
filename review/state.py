"""The reviewed state is a replay: candidates and the log in, every record's standing out. Nothing here reads or writes a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from regesta.extract.record import Record, from_dict
from regesta.review.carry import FieldChange, changes, successors
from regesta.review.verdict import Outcome, Verdict

Status = Literal["candidate", "accepted", "rejected", "deferred"]

#: What each outcome on a whole record makes of it; the other outcomes leave its status alone.
STATUS_OF: Mapping[str, Status] = {
    "accept": "accepted",
    "edit": "accepted",
    "merge": "accepted",
    "relink": "accepted",
    "reject": "rejected",
    "defer": "deferred",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One record and where it stands.

    `record` is what was accepted or rejected (as edited, when edited), else what is proposed now. `candidate` is what is
    proposed now at its place, None when no extractor proposes it any more. `changes`: the judged fields in which the proposal
    now differs from the one that was judged; empty when the verdict carries over as it is.
    `parts` maps (part, part id) to the standing outcome there, for instance ("evidence", citation id) to "reject".
    """

    record: Record
    status: Status
    verdicts: tuple[Verdict, ...] = ()
    accepted_by: Verdict | None = None
    candidate: Record | None = None
    changes: tuple[FieldChange, ...] = ()
    disputed: bool = False
    parts: Mapping[tuple[str, str], Outcome]

    @property
    def changed(self) -> bool:
        """Whether the record must be looked at again: what is proposed now is not what was judged."""
        return bool(self.changes)


@dataclass(frozen=True, slots=True)
class ReviewedState:
    """Every record by id, candidates in document order first, then what only the log remembers.

    `merged` maps an id to the one it was merged into; `carried` maps the id of a new candidate to the judged record it stands for.
    """

    items: Mapping[str, Judged]
    merged: Mapping[str, str]
    withdrawn: frozenset[str]
    carried: Mapping[str, str]

    def accepted(self) -> Iterator[Judged]:
        """The accepted records that were not merged into another."""
        return (j for j in self.items.values() if j.status == "accepted" and j.record.id not in self.merged)

    def stands_for(self, record: str) -> str:
        """The id a record is known by after re-extraction and merges; its own when neither touched it."""
        known = self.carried.get(record, record)
        return self.merged.get(known, known)


def standing(verdicts: Iterable[Verdict]) -> tuple[list[Verdict], frozenset[str]]:
    """The verdicts that were not taken back, in log order, and the ids of those that were.

    A withdrawal may itself be withdrawn: the log is read from its end, so a withdrawal that does not stand takes nothing back.
    """
    log = list(verdicts)
    gone: set[str] = set()
    for verdict in reversed(log):
        if verdict.outcome == "withdraw" and verdict.id not in gone:
            gone.update(verdict.withdraws)
    return [v for v in log if v.id not in gone and v.outcome != "withdraw"], frozenset(gone)


def replay(candidates: Iterable[Record], verdicts: Iterable[Verdict]) -> ReviewedState:
    """Apply a log to candidates.

    On one record the last standing verdict of a person decides; a policy's verdict decides only where no person has spoken.
    An accepted record is the one the verdict carries, so it stays when the extractor proposes it no more or otherwise.
    """
    live, gone = standing(verdicts)
    by_record: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in live:
        if verdict.record:
            by_record[verdict.record].append(verdict)
    proposed = list(candidates)
    present = {c.id for c in proposed}
    missing = [r for name, rows in by_record.items() if name not in present and (r := carried_record(rows)) is not None]
    carried = successors(missing, (c for c in proposed if c.id not in by_record)) if missing else {}
    items: dict[str, Judged] = {}
    for candidate in proposed:
        known = carried.get(candidate.id, candidate.id)
        items[known] = judge(candidate, by_record.pop(known, []))
    for record, rows in by_record.items():
        items[record] = judge(None, rows)
    return ReviewedState(items, merges_of(live), gone, carried)


def carried_record(verdicts: Iterable[Verdict]) -> Record | None:
    """The record as the last of these verdicts saw it proposed; None when none carries one."""
    return next((from_dict(v.judged) for v in reversed(list(verdicts)) if v.judged), None)


def judge(candidate: Record | None, verdicts: list[Verdict]) -> Judged:
    """Where one record stands after its standing verdicts, which are in log order.

    With no candidate the record is what the deciding verdict carries; such a verdict must carry one (LookupError else).
    """
    whole = [v for v in verdicts if v.part == "record" and v.outcome in STATUS_OF]
    people = [v for v in whole if not v.policy]
    deciding = people[-1] if people else whole[-1] if whole else None
    parts: dict[tuple[str, str], Outcome] = {}
    for v in sorted((v for v in verdicts if v.part != "record"), key=lambda v: not v.policy):
        parts[(v.part, v.part_id)] = v.outcome
    if deciding is None:
        record = candidate or carried_record(verdicts)
        if record is None:
            raise LookupError(f"no verdict on {verdicts[0].record} carries the record it judged")
        return Judged(record=record, status="candidate", verdicts=tuple(verdicts), candidate=candidate, parts=parts)
    said = deciding.edited or deciding.judged
    record = from_dict(said) if said else candidate
    if record is None:
        raise LookupError(f"verdict {deciding.id} on {deciding.record} carries no record, and none is proposed")
    status = STATUS_OF[deciding.outcome]
    latest = {v.reviewer: STATUS_OF[v.outcome] for v in people}
    return Judged(
        record=record,
        status=status,
        verdicts=tuple(verdicts),
        accepted_by=deciding if status == "accepted" else None,
        candidate=candidate,
        changes=_changes(deciding, candidate),
        disputed=len(set(latest.values()) & {"accepted", "rejected"}) > 1,
        parts=parts,
    )


def _changes(deciding: Verdict, candidate: Record | None) -> tuple[FieldChange, ...]:
    """What changed in the proposal since it was judged. A reviewer's edit is not a change: it is compared with the proposal it was made on."""
    if candidate is None or not deciding.digest or candidate.digest() == deciding.digest:
        return ()
    base = deciding.extra.get("proposed") or deciding.judged
    return changes(from_dict(base), candidate) if base else ()


def merges_of(live: Iterable[Verdict]) -> dict[str, str]:
    """Merge edges followed to their end; the later edge of a record wins, and one that would close a circle is passed over."""
    edge: dict[str, str] = {}
    for v in live:
        if v.outcome != "merge" or not v.into:
            continue
        before = edge.pop(v.record, "")
        into = v.into if _end(edge, v.into) != v.record else before
        if into:
            edge[v.record] = into
    return {record: _end(edge, record) for record in edge}


def _end(edge: Mapping[str, str], record: str) -> str:
    while record in edge:
        record = edge[record]
    return record
