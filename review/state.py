"""The reviewed state is a replay: candidates and the log in, every record's standing out. Nothing here reads
or writes a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from regesta.extract.record import (
    Actor,
    CarriedNote,
    Citation,
    Claim,
    Decision,
    Identity,
    Mention,
    Record,
    Resolution,
    from_dict,
)
from regesta.ontology import values
from regesta.review.edges import NAMES, Edges, edges_of, listed, pieces_of, records_judged
from regesta.review.identified_across import with_identities_across
from regesta.review.log import union
from regesta.review.propositions import with_identities
from regesta.review.reanchoring import FieldChange, as_known, changes, successors
from regesta.review.verdict import LINKS_LEFT, SECOND, Outcome, Verdict

#: Where a record stands: the scheme `status` of the vocabulary.
Status = values.Status
#: What each outcome on a whole record makes of it; the other outcomes leave its status alone. What was merged
#: or split is accepted as what stands for it.
STATUS_OF: Mapping[str, Status] = {
    "accept": "accepted",
    "edit": "accepted",
    "merge": "accepted",
    "split": "accepted",
    "relink": "accepted",
    "reject": "rejected",
    "defer": "deferred",
}
#: The parts that are the whole record.
WHOLE = ("record", "claim")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One record and where it stands.

    `record` is what was accepted or rejected (as edited, when edited), else what is proposed now. `candidate`
    is what is proposed now at its place, None when no extractor proposes it any more. `changes`: the judged
    fields in which the proposal now differs from the one that was judged; empty when the verdict carries over
    as it is. `parts` maps (part, part id) to the standing outcome there, for instance ("evidence", citation
    id) to "reject"; `relinks` says where a relinked part leads now. `record` shows the relinks and the splits
    of what it names; `bare` is the record without them.
    """

    record: Record
    status: Status
    verdicts: tuple[Verdict, ...] = ()
    accepted_by: Verdict | None = None
    candidate: Record | None = None
    changes: tuple[FieldChange, ...] = ()
    disputed: bool = False
    parts: Mapping[tuple[str, str], Outcome]
    relinks: Mapping[tuple[str, str], str] = field(default_factory=dict)
    bare: Record | None = None

    @property
    def added_evidence(self) -> tuple[str, ...]:
        """The citations that reviewers made evidence of this statement: those they led evidence to, and those
        they accepted as such, which its own notes need no verdict for and those of its passage do."""
        led = (into for (part, _), into in self.relinks.items() if part == "evidence")
        said = (i for (part, i), outcome in self.parts.items() if (part, outcome) == ("evidence", "accept"))
        return tuple(dict.fromkeys((*led, *said)))

    @property
    def carried(self) -> tuple[CarriedNote, ...]:
        """The notes of its passage that may serve a claim, as they are proposed now."""
        proposed = self.candidate or self.record
        return proposed.carried if isinstance(proposed, Claim) else ()

    @property
    def links_left(self) -> tuple[str, ...]:
        """The ids that a claim answers whose links its acceptance left, and nobody has judged since."""
        by = self.accepted_by
        left = by.extra.get(LINKS_LEFT, ()) if by is not None else ()
        return tuple(i for i in left if ("link", i) not in self.parts)

    def dropped(self, part: str, part_id: str) -> bool:
        """Whether a reviewer refused this part, led this piece of evidence elsewhere, or left this link to be
        judged."""
        if part == "link" and part_id in self.links_left:
            return True
        outcome = self.parts.get((part, part_id))
        return outcome == "reject" or (outcome == "relink" and part == "evidence")

    def evidence(self, citations: Iterable[Citation]) -> Iterator[Citation]:
        """Those of its document's citations that are evidence of this statement: its notes', less what
        reviewers refused, and what they added."""
        notes, added = getattr(self.record, "footnotes", ()), self.added_evidence
        return (
            c
            for c in citations
            if c.id in added or (c.footnote in notes and not self.dropped("evidence", c.id))
        )

    @property
    def holds(self) -> bool:
        """Whether a resolution or identification is gone by: accepted, or applied by the extractor and nobody
        rejected it."""
        applied = isinstance(self.record, Resolution | Identity) and self.record.applied
        return self.status == "accepted" or (
            applied and self.status != "rejected" and self.candidate is not None
        )

    @property
    def by_person(self) -> bool:
        """Whether a person accepted it, not a policy."""
        return self.accepted_by is not None and not self.accepted_by.policy

    @property
    def changed(self) -> bool:
        """Whether the record must be looked at again: what is proposed now is not what was judged."""
        return bool(self.changes)


@dataclass(frozen=True, slots=True)
class ReviewedState:
    """Every record by id, candidates in document order first, then what only the log remembers.

    `edges` holds the merges and splits; `carried` maps the id of a new candidate to the judged record it
    stands for.
    """

    items: Mapping[str, Judged]
    edges: Edges
    withdrawn: frozenset[str]
    carried: Mapping[str, str]

    @property
    def merged(self) -> Mapping[str, str]:
        """Id -> the id of the record it was merged into."""
        return self.edges.merged

    def replaced(self, record: str) -> bool:
        """Whether something else stands for this record: it was merged or split."""
        return record in self.edges.merged or record in self.edges.splits

    def accepted(self) -> Iterator[Judged]:
        """The accepted records that were neither merged into another nor split."""
        return (j for j in self.items.values() if j.status == "accepted" and not self.replaced(j.record.id))

    def stands_for(self, record: str) -> str:
        """The id a record is known by after re-extraction, merges and splits (of a split record, its first
        piece); its own when none touched it."""
        return self.edges.stands_for(self.carried.get(record, record))


def in_order(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Each verdict once, by time and then id: the total order of a log, however its lines lie after a git
    merge."""
    return union(verdicts)


def standing(verdicts: Iterable[Verdict]) -> tuple[list[Verdict], frozenset[str]]:
    """The verdicts that were not taken back, in the order given, and the ids of those that were.

    A withdrawal may itself be withdrawn; one that does not stand takes nothing back. The order of the log
    does not matter.
    """
    log = list(verdicts)
    takers = _withdrawals(log)
    known: dict[str, bool] = {}
    for verdict in log:
        if verdict.id in takers:
            _stands(verdict.id, takers, known)
    gone = {v.id for v in log if not known.get(v.id, True)}
    return [v for v in log if v.id not in gone and v.outcome != "withdraw"], frozenset(gone)


def _withdrawals(log: Iterable[Verdict]) -> Mapping[str, list[str]]:
    """Id of a verdict -> the ids of the withdrawals that name it."""
    takers: dict[str, list[str]] = defaultdict(list)
    for verdict in log:
        for target in verdict.withdraws if verdict.outcome == "withdraw" else ():
            takers[target].append(verdict.id)
    return takers


def _stands(verdict: str, takers: Mapping[str, list[str]], known: dict[str, bool]) -> bool:
    """Whether no standing withdrawal names this verdict. A circle of withdrawals, which no honest log holds,
    takes back nothing."""
    path = [verdict]
    while path:
        here = path[-1]
        waiting = [t for t in takers.get(here, ()) if t not in known and t not in path]
        if waiting:
            path.append(waiting[0])
            continue
        known[here] = not any(known.get(t, False) for t in takers.get(here, ()))
        path.pop()
    return known[verdict]


def replay(
    candidates: Iterable[Record], verdicts: Iterable[Verdict], before: ReviewedState | None = None
) -> ReviewedState:
    """Apply a log to candidates.

    On one record the last standing verdict of a person decides; a policy's verdict decides only where no
    person has spoken. An accepted record is the one the verdict carries, so it stays when the extractor
    proposes it no more or otherwise. `before`: what an earlier replay of the same candidates gave; what no
    verdict has touched since is taken from it, and the result is the same.
    """
    log = in_order(verdicts)
    live, gone = standing(log)
    edges = edges_of(live)
    settled = before.items if before is not None and before.edges.splits == edges.splits else {}
    by_record = verdicts_by_record(live)
    proposed = list(candidates)
    present = {c.id for c in proposed}
    for piece in unmade(log, live) - present:
        by_record.pop(piece, None)
    carried = _successors(proposed, present, by_record)
    items: dict[str, Judged] = {}
    for candidate in proposed:
        known = carried.get(candidate.id, candidate.id)
        named = as_known(candidate, carried) if carried else candidate
        items[known] = _settled(named, by_record.pop(known, []), edges, settled.get(known))
    for record, rows in by_record.items():
        items[record] = _settled(None, rows, edges, settled.get(record))
    joined = with_identities(edges, items, lambda claim: edges.stands_for(carried.get(claim, claim)))
    return ReviewedState(items, with_identities_across(joined, items), gone, carried)


def _settled(
    candidate: Record | None, verdicts: list[Verdict], edges: Edges, before: Judged | None
) -> Judged:
    """Where one record stands; as before where nothing was said of it since."""
    if before is not None and before.candidate is candidate and before.verdicts == tuple(verdicts):
        return before
    return settle(judge(candidate, verdicts), edges)


def verdicts_by_record(live: Iterable[Verdict]) -> defaultdict[str, list[Verdict]]:
    """Id of a record -> the verdicts on it, in the order given."""
    by_record: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in live:
        for record, own in records_judged(verdict):
            by_record[record].append(own)
    return by_record


def _successors(
    proposed: Iterable[Record], present: Container[str], by_record: Mapping[str, list[Verdict]]
) -> Mapping[str, str]:
    """Id of a new candidate -> id of the judged record that is proposed no more and that it stands for."""
    missing = [carried_record(rows) for name, rows in by_record.items() if name not in present]
    gone = [record for record in missing if record is not None]
    return successors(gone, (c for c in proposed if c.id not in by_record)) if gone else {}


def unmade(log: Iterable[Verdict], live: Iterable[Verdict]) -> set[str]:
    """The pieces of splits that were taken back: whatever was judged of them, they are there no more."""
    return pieces_of(log) - pieces_of(live)


def settle(judged: Judged, edges: Edges) -> Judged:
    """The item with its record led to what relinks and splits say it means."""
    record = (
        edges.led(relinked(judged.record, judged.relinks)) if judged.relinks else edges.led(judged.record)
    )
    return judged if record is judged.record else replace(judged, record=record, bare=judged.record)


def relinked(record: Record, relinks: Mapping[tuple[str, str], str]) -> Record:
    """The record with each relinked part leading where the verdict says; a part that is no longer as it was
    then is left alone.

    Evidence stands in footnotes, not in the record: see `Judged.added_evidence`.
    """
    for (part, old), new in relinks.items():
        if part == "link":
            record = _link(record, old, new)
        elif part == "actor":
            record = _renamed(record, old, new)
    return record


def _renamed(record: Record, old: str, new: str) -> Record:
    """The record with one actor's name put for another's, wherever it names actors."""
    led: dict[str, Any] = {}
    for field_name in NAMES.get(record.kind, ()):
        value = getattr(record, field_name)
        if isinstance(value, str) and value == old:
            led[field_name] = new
        elif old in listed(value):
            led[field_name] = tuple(dict.fromkeys(new if v == old else v for v in value))
    return replace(record, **led) if led else record


def _link(record: Record, old: str, new: str) -> Record:
    match record:
        case Citation() if record.source == old:
            return replace(record, source=new)
        case Decision() if record.event == old:
            return replace(record, event=new)
        case Claim():
            return replace(
                record,
                relations=tuple(replace(r, target=new) if r.target == old else r for r in record.relations),
            )
        case Actor():
            scheme, _, value = new.partition(":")
            kept = {(s, v) for s, v in record.identifiers if f"{s}:{v}" != old}
            return replace(record, identifiers=tuple(sorted(kept | {(scheme, value)})))
        case Mention():
            return record
    return record


def carried_record(verdicts: Iterable[Verdict]) -> Record | None:
    """The record as the last of these verdicts saw it proposed; None when none carries one."""
    return next((from_dict(v.judged) for v in reversed(list(verdicts)) if v.judged), None)


def judge(candidate: Record | None, verdicts: list[Verdict]) -> Judged:
    """Where one record stands after its standing verdicts, which are in log order. A second reading decides
    nothing: what it says otherwise is a dispute, until somebody judges after it.

    With no candidate the record is what the deciding verdict carries; such a verdict must carry one
    (LookupError else).
    """
    whole = [v for v in verdicts if v.part in WHOLE and v.outcome in STATUS_OF]
    people = [v for v in whole if not v.policy]
    deciding = _deciding(whole)
    status = STATUS_OF[deciding.outcome] if deciding is not None else "candidate"
    parts, relinks = _parts(verdicts)
    record = _judged_record(candidate, deciding, verdicts)
    return Judged(
        record=record,
        status=status,
        verdicts=tuple(verdicts),
        accepted_by=deciding if status == "accepted" else None,
        candidate=candidate,
        changes=_changes(deciding, candidate, record) if deciding is not None else (),
        disputed=differ(_unsettled(people)),
        parts=parts,
        relinks=relinks,
    )


def _deciding(whole: Iterable[Verdict]) -> Verdict | None:
    """The verdict on a whole record that counts: the last of a person, else of a policy, second readings
    apart."""
    first = [v for v in whole if not v.extra.get(SECOND)]
    return next(reversed([v for v in first if not v.policy] or first), None)


def _unsettled(people: Iterable[Verdict]) -> Iterator[Verdict]:
    """The verdicts that may differ: a second reading's only until somebody has judged after it."""
    rows = list(people)
    last = max((v.at for v in rows if not v.extra.get(SECOND)), default="")
    return (v for v in rows if not v.extra.get(SECOND) or v.at > last)


def _parts(
    verdicts: Iterable[Verdict],
) -> tuple[dict[tuple[str, str], Outcome], dict[tuple[str, str], str]]:
    """The standing outcome on each part, and where relinked parts lead; a person's verdict counts before a
    policy's, a second reading's for nothing."""
    parts: dict[tuple[str, str], Outcome] = {}
    relinks: dict[tuple[str, str], str] = {}
    first = (v for v in verdicts if not v.extra.get(SECOND))
    on_parts = (v for v in first if v.part not in WHOLE and v.outcome != "comment")
    for v in sorted(on_parts, key=lambda v: not v.policy):
        key = (v.part, v.part_id)
        parts[key] = v.outcome
        relinks.pop(key, None)
        if v.outcome == "relink":
            relinks[key] = v.into_name
    return parts, relinks


def _judged_record(candidate: Record | None, deciding: Verdict | None, verdicts: Sequence[Verdict]) -> Record:
    """The record as the deciding verdict has it; what is proposed where no verdict decides.

    Errors: LookupError when neither a verdict nor a proposer gives a record.
    """
    if deciding is None:
        record = candidate or carried_record(verdicts)
        if record is None:
            raise LookupError(f"no verdict on {verdicts[0].record} carries the record it judged")
        return record
    carried = deciding.edited or deciding.judged
    record = from_dict(carried) if carried else candidate
    if record is None:
        raise LookupError(
            f"verdict {deciding.id} on {deciding.record} carries no record, and none is proposed"
        )
    return record


def differ(people: Iterable[Verdict]) -> bool:
    """Whether of these verdicts one person's last accepts and another's rejects."""
    latest = {v.reviewer: STATUS_OF[v.outcome] for v in people if v.outcome in STATUS_OF}
    return {"accepted", "rejected"} <= set(latest.values())


def _changes(deciding: Verdict, candidate: Record | None, record: Record) -> tuple[FieldChange, ...]:
    """What changed in the proposal since it was judged, `record` being what the verdict made of it. A
    reviewer's edit is not a change: it is compared with the proposal it was made on."""
    base = deciding.extra.get("proposed") or deciding.judged
    if candidate is None or not deciding.digest or not base:
        return ()
    proposed = record if base is deciding.judged and not deciding.edited else from_dict(base)
    if proposed == candidate or candidate.digest() == deciding.digest:  # a digest costs more to make
        return ()
    return changes(proposed, candidate)
