"""doccano's sequence labelling, both ways: JSON lines with entities and relations.

Of an entity doccano keeps offsets and label only; a record is known again by its place, its kind and the list
of those it was sent with, which doccano keeps as metadata of the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from regesta.review.exchange.plan import Fault, Ground
from regesta.review.exchange.tasks import Mark, Task, as_lines, json_lines, said
from regesta.review.request import VerdictRequest


def write(tasks: Iterable[Task]) -> bytes:
    """The tasks for an import as JSONL(relation)."""
    rows = []
    number = 0
    for task in tasks:
        ids = {m.key: number + n for n, m in enumerate(task.marks, 1)}
        number += len(ids)
        entities = [
            {"id": ids[m.key], "label": m.label, "start_offset": m.start, "end_offset": m.end}
            for m in task.marks
        ]
        relations = [
            {"id": n, "from_id": ids[a], "to_id": ids[b], "type": kind}
            for n, (kind, a, b) in enumerate(task.relations, 1)
        ]
        rows.append({
            "text": task.text, "entities": entities, "relations": relations,
            "document": task.document, "start": task.start, "records": dict(task.sent),
        })  # fmt: skip
    return as_lines(rows)


def read(data: bytes, ground: Ground, *, proposer: str) -> tuple[list[VerdictRequest], list[Fault]]:
    """What the annotator did (see `tasks.said`). Errors: ImportFault."""
    return said([_task(row) for row in json_lines(data, "doccano's export")], ground, proposer=proposer)


def _task(row: Mapping[str, Any]) -> Task:
    marks = [
        Mark(int(e["start_offset"]), int(e["end_offset"]), str(e["label"]), key=str(e.get("id", n)))
        for n, e in enumerate(row.get("entities") or ())
    ]
    marks += [Mark(int(a), int(b), str(label)) for a, b, label in row.get("label") or row.get("labels") or ()]
    return Task(
        text=str(row.get("text", "")),
        document=str(row.get("document", "")),
        start=int(row.get("start") or 0),
        marks=tuple(marks),
        relations=tuple(
            (str(r["type"]), str(r["from_id"]), str(r["to_id"])) for r in row.get("relations") or ()
        ),
        sent=row.get("records") or {},
    )


__all__ = ["read", "write"]
