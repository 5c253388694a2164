"""Records as labelled stretches of text, as annotation tools for language models know them, and what comes
back as what its annotator says of the records.

A task is a piece of a document's raw text with the stretches in it. A label is the kind of a record and its
type: `event.Order`, `claim.scholar`, `mention.name`. Each format of a tool writes and reads tasks; what they
mean is said here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regesta.extract.record import Claim, Record, Span, target_kind_of
from regesta.review.exchange.annotation_relations import Drawn, with_relations
from regesta.review.exchange.columns import changes_of, row_of
from regesta.review.exchange.plan import Fault, Ground, ImportFault, new_record
from regesta.review.exchange.webannotation import spans_of
from regesta.review.request import VerdictRequest
from regesta.review.state import Judged
from regesta.review.verdict import Outcome

#: The kinds that stand in the text, and so can be labels.
KINDS = ("mention", "event", "decision", "claim", "citation")
#: About so many characters a task holds: what fits on the screen of an annotation tool.
LENGTH = 1500


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled stretch: offsets into the text of its task, the record it stands for ("" for a new one), and
    the key by which relations of its task know it. `row` is what else its format says, by columns; `answer`
    the verdict on it where that is not the task's."""

    start: int
    end: int
    label: str
    record: str = ""
    key: str = ""
    row: Mapping[str, str] = field(default_factory=dict)
    answer: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of text to be annotated. `document` and `start` say where it stands, `sent` which records it
    was sent with (id -> digest), `relations` are (type, key, key), `answer` is the verdict on the whole."""

    text: str
    document: str = ""
    start: int = 0
    marks: tuple[Mark, ...] = ()
    relations: tuple[tuple[str, str, str], ...] = ()
    sent: Mapping[str, str] = field(default_factory=dict)
    answer: Outcome | None = None


def label_of(record: Record) -> str:
    """The label of a record: its kind and its type."""
    kind = row_of(record)["type"]
    return f"{record.kind}.{kind}" if kind else record.kind


def tasks_of(document: str, text: str, items: Iterable[Judged], units: Sequence[Span]) -> Iterator[Task]:
    """The text in pieces of some 1,500 characters, no unit (sentence, note) and no record cut in two, each
    with the records that stand in it."""
    shown = [j.record for j in items if j.record.kind in KINDS and spans_of(j.record)]
    whole = [(min(a for a, _ in spans_of(r)), max(b for _, b in spans_of(r))) for r in shown]
    start = 0
    for end in [*_cuts([*units, *whole], len(text)), len(text)]:
        if text[start:end].strip():
            inside = [r for r, (a, b) in zip(shown, whole, strict=True) if start <= a and b <= end]
            yield task_of(document, text, (start, end), inside)
        start = end


def _cuts(spans: Iterable[Span], length: int) -> Iterator[int]:
    """Where a text may be cut, one piece about as long as the other: where no span goes on."""
    last, reached = 0, 0
    for a, b in sorted(spans):
        if a >= reached and a - last >= LENGTH:
            yield a
            last = a
        reached = max(reached, b)


def task_of(document: str, text: str, place: Span, records: Sequence[Record]) -> Task:
    """The piece of a text at a place, with records that stand in it and the relations between them."""
    start, end = place
    marks = tuple(
        Mark(a - start, b - start, label_of(r), r.id, f"{r.id}#{n}" if n else r.id)
        for r in records
        for n, (a, b) in enumerate(spans_of(r))
        if start <= a < b <= end
    )
    return Task(
        text=text[start:end],
        document=document,
        start=start,
        marks=tuple(sorted(marks, key=lambda m: (m.start, -m.end, m.label, m.key))),
        relations=tuple(relations_of(records)),
        sent={r.id: r.digest() for r in records},
    )


def relations_of(records: Sequence[Record]) -> Iterator[tuple[str, str, str]]:
    """The relations between claims of one task."""
    here = {r.id for r in records}
    for claim in records:
        if isinstance(claim, Claim):
            yield from ((r.type, claim.id, r.target) for r in claim.relations if r.target in here)


def said(
    tasks: Sequence[Task], ground: Ground, *, proposer: str, across: bool = False
) -> tuple[list[VerdictRequest], list[Fault]]:
    """What the annotator of some tasks says: other labels and stretches are edits, stretches that are gone
    rejections, new ones candidates (accepted where the task is answered so), relations drawn or taken away
    edits of their claim. What cannot be understood is left out with the reason. `across`: relations of the
    format lead from one task to another, so that those that are not there were taken away.
    """
    return _Reading(ground, proposer, across).of(tasks)


@dataclass(slots=True)
class _Reading:
    """Tasks as they are read: the places of each record in them, and what relations lead to."""

    ground: Ground
    proposer: str
    across: bool
    faults: list[Fault] = field(default_factory=list)
    places: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Mapping[str, str]] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)
    task_of: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Outcome | None] = field(default_factory=dict)
    record_of: dict[str, str] = field(default_factory=dict)
    added: list[VerdictRequest] = field(default_factory=list)
    drawn: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    fresh: list[Drawn] = field(default_factory=list)

    def of(self, tasks: Sequence[Task]) -> tuple[list[VerdictRequest], list[Fault]]:
        """Every request of the tasks."""
        known = {
            (j.record.document, j.record.kind, span): j.record.id
            for j in self.ground.state.items.values()
            for span in spans_of(j.record)
        }
        for number, task in enumerate(tasks, 1):
            try:
                self._task(f"task {number}", task, known)
            except ValueError as error:
                self.faults.append(Fault(f"task {number}", str(error)))
        for number, task in enumerate(tasks, 1):
            for kind, source, target in task.relations:
                self._relation(f"task {number}", kind, source, target)
        requests = [r for record in {**self.sent, **self.places} if (r := self._request(record)) is not None]
        requests, more = with_relations([*requests, *self.added], self.fresh, self.record_of, self.ground)
        return requests, [*self.faults, *more]

    def _task(self, where: str, task: Task, known: Mapping[tuple[str, str, Span], str]) -> None:
        document, start = _place(task, self.ground)
        self.sent |= task.sent
        self.task_of |= dict.fromkeys(task.sent, "" if self.across else where)
        self.record_of |= {r: r for r in task.sent}
        self.answers |= dict.fromkeys(task.sent, task.answer)
        for n, mark in enumerate(task.marks):
            span = (start + mark.start, start + mark.end)
            kind = mark.label.partition(".")[0].strip().lower()
            record = mark.record or known.get((document, kind, span), "")
            key = f"{where}/{mark.key or n}"
            if record and (record in task.sent or record in self.ground.state.items):
                self.places[record].append(span)
                self.labels.setdefault(record, mark.label)
                self.rows.setdefault(record, mark.row)
                self.answers[record] = mark.answer or self.answers.get(record, task.answer)
                self.record_of[key] = record
            else:
                self._new(f"{where}, {mark.label!r} at {mark.start}", key, document, span, mark, task.answer)

    def _new(
        self, where: str, key: str, document: str, span: Span, mark: Mark, answer: Outcome | None
    ) -> None:
        """A candidate of the annotator, accepted where the task is."""
        kind, row = mark.label.partition(".")[0], _row(mark.row, mark.label)
        try:
            made = new_record(kind.strip().lower(), document, [span], row, self.ground, self.proposer)
        except ValueError as error:
            self.faults.append(Fault(where, str(error)))
            return
        self.record_of[key] = made.id
        outcome: Outcome = "accept" if (mark.answer or answer) == "accept" else "comment"
        self.added.append(
            VerdictRequest(where=where, outcome=outcome, addition=made, reason="annotated by hand")
        )

    def _relation(self, where: str, kind: str, source: str, target: str) -> None:
        """A relation: of a claim that was sent, or one drawn from a new claim."""
        ends = [
            key if self.across and key in self.record_of else f"{where}/{key}" for key in (source, target)
        ]
        start, end = (self.record_of.get(key, "") for key in ends)
        if start in self.sent and end and kind.lower() in _RELATIONS:
            self.drawn[start].add((kind.lower(), end))
        else:
            self.fresh.append(Drawn(f"{where}, relation {kind!r}", tuple(ends), (kind.lower(),)))

    def _request(self, record: str) -> VerdictRequest | None:
        """What the tasks say of one record of ours; None when nothing."""
        where = f"record {record}"
        judged = self.ground.state.items.get(self.ground.state.carried.get(record, record))
        if judged is None:
            self.faults.append(Fault(where, f"there is no record {record!r} in this workspace"))
            return None
        if record not in self.places:
            return _refused(where, record, "deleted in the annotation tool", judged)
        if self.answers.get(record) == "reject":
            return _refused(where, record, "rejected in the annotation tool", judged)
        try:
            changes = self._changes(judged.record, record)
        except ValueError as error:
            self.faults.append(Fault(where, str(error)))
            return None
        accepts = self.answers.get(record) == "accept" and judged.status != "accepted"
        if not changes and not accepts:
            return None
        digest = self.sent.get(record, "")
        return VerdictRequest(where=where, outcome="accept", record=record, changes=changes, digest=digest)

    def _changes(self, judged: Record, record: str) -> dict[str, Any]:
        changes = changes_of(judged, _row(self.rows[record], self.labels[record]))
        changes |= moved(judged, sorted(set(self.places[record])))
        return changes | (self._relations(judged, record) if record in self.sent else {})

    def _relations(self, judged: Record, record: str) -> dict[str, Any]:
        """The relations of a claim as they are drawn, when others than before; those that lead out of the
        tasks stay."""
        if not isinstance(judged, Claim):
            return {}
        now = self.drawn.get(record, set())
        beside = {r for r, task in self.task_of.items() if task == self.task_of.get(record)}
        if now == {(r.type, r.target) for r in judged.relations if r.target in beside}:
            return {}
        rows = judged.to_dict().get("relations", ())
        kept = [r for r in rows if r["target"] not in beside or (r["type"], r["target"]) in now]
        there = {(r["type"], r["target"]) for r in kept}
        more = [
            {"type": kind, "target": target, "target_kind": target_kind_of(target)}
            for kind, target in sorted(now - there)
        ]
        return {"relations": kept + more}


def _row(told: Mapping[str, str], label: str) -> dict[str, str]:
    """What a mark says by columns, with the type that its label names."""
    of_type = label.partition(".")[2].strip()
    return {**told, "type": of_type} if of_type else dict(told)


def _refused(where: str, record: str, reason: str, judged: Judged) -> VerdictRequest | None:
    """The rejection of a record, unless it is rejected already."""
    if judged.status == "rejected":
        return None
    return VerdictRequest(where=where, outcome="reject", record=record, reason=reason)


_RELATIONS = ("supports", "attacks", "undercuts", "concedes")


def _place(task: Task, ground: Ground) -> tuple[str, int]:
    """The document of a task and where it begins there: as it says, else where its words stand once.

    Errors: ValueError.
    """
    text = ground.texts.get(task.document)
    if text is not None and text[task.start : task.start + len(task.text)] == task.text:
        return task.document, task.start
    found = [
        (name, whole.find(task.text))
        for name, whole in ground.texts.items()
        if task.text.strip() and whole.count(task.text) == 1
    ]
    if len(found) != 1:
        raise ValueError(
            f"the text {task.text[:50]!r} stands at no one place of {', '.join(ground.texts) or 'any text'}; "
            "export it again and annotate that"
        )
    return found[0]


def moved(record: Record, spans: Sequence[Span]) -> dict[str, Any]:
    """The fields of a record's place, when it is marked elsewhere."""
    if list(spans) == sorted(spans_of(record)):
        return {}
    if record.kind == "claim":
        return {"spans": [[*s] for s in spans], "content": [*max(spans, key=lambda s: s[1] - s[0])]}
    return {"trigger" if record.kind in ("event", "decision") else "span": [*spans[0]]}


def json_lines(data: bytes, what: str) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines. Errors: ImportFault."""
    rows = []
    for number, line in enumerate(data.decode("utf-8-sig", errors="replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ImportFault(f"line {number} is no JSON ({error}); {what} has one object a line.") from error
        if not isinstance(row, dict):
            raise ImportFault(f"line {number} is no JSON object; {what} has one object a line.")
        rows.append(row)
    if not rows:
        raise ImportFault(f"the file is empty; {what} has one object a line.")
    return rows


def as_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Objects as JSON lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


__all__ = [
    "KINDS",
    "Mark",
    "Task",
    "as_lines",
    "json_lines",
    "label_of",
    "moved",
    "relations_of",
    "said",
    "task_of",
    "tasks_of",
]
