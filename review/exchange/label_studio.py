"""Label Studio's tasks, both ways: records as predictions, the annotation that somebody submitted as what
they say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from regesta.review.exchange.plan import Fault, Ground, ImportFault
from regesta.review.exchange.tasks import Mark, Task, said
from regesta.review.request import VerdictRequest

#: The names of the controls in the labelling configuration (docs/annotations.md).
_LABELS, _TEXT = "label", "text"
#: What a task has beside its data.
_SAID = {"annotations", "predictions"}


def write(tasks: Iterable[Task]) -> bytes:
    """The tasks for an import as JSON, the records in them as predictions to be corrected."""
    rows = [_row(task) for task in tasks]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _row(task: Task) -> dict[str, Any]:
    result: list[dict[str, Any]] = [
        {
            "id": m.key,
            "from_name": _LABELS,
            "to_name": _TEXT,
            "type": "labels",
            "value": {
                "start": m.start,
                "end": m.end,
                "text": task.text[m.start : m.end],
                "labels": [m.label],
            },
        }
        for m in task.marks
    ]
    result += [
        {"type": "relation", "from_id": a, "to_id": b, "direction": "right", "labels": [kind]}
        for kind, a, b in task.relations
    ]
    where = {"document": task.document, "start": task.start, "records": dict(task.sent)}
    return {
        "data": {"text": task.text, **where},
        "predictions": [{"model_version": "regesta", "result": result}],
    }


def is_label_studio(root: Any) -> bool:
    """Whether JSON is a list of Label Studio's tasks."""
    return (
        isinstance(root, list)
        and bool(root)
        and all(
            isinstance(t, dict) and "data" in t and ("annotations" in t or "predictions" in t) for t in root
        )
    )


def read(data: bytes, ground: Ground, *, proposer: str) -> tuple[list[VerdictRequest], list[Fault]]:
    """What the annotator did (see `tasks.said`), of tasks that were submitted: the last annotation of each
    counts, one marked as ground truth accepts all that stands in it.

    Errors: ImportFault.
    """
    try:
        root = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise ImportFault(f"the file is no JSON ({error}). Export the project as JSON.") from error
    if not is_label_studio(root):
        raise ImportFault("the file holds no tasks of Label Studio. Export the project as JSON.")
    tasks = [task for row in root if (task := _task(row)) is not None]
    return said(tasks, ground, proposer=proposer)


def _task(row: Mapping[str, Any]) -> Task | None:
    submitted = [a for a in row.get("annotations") or () if not a.get("was_cancelled")]
    if not submitted:
        return None
    told, about = submitted[-1], row["data"]
    text, sent = str(about.get(_TEXT, "")), about.get("records") or {}
    result = told.get("result") or ()
    return Task(
        text=text,
        document=str(about.get("document", "")),
        start=int(about.get("start") or 0),
        marks=tuple(m for r in result if r.get("type") == "labels" for m in _marks(r, text, sent)),
        relations=tuple(_relations(result)),
        sent=sent,
        answer="accept" if told.get("ground_truth") else None,
    )


def _marks(region: Mapping[str, Any], text: str, sent: Mapping[str, str]) -> list[Mark]:
    """A region as marks. Its words decide where its offsets do not lead to them: Label Studio counts
    characters beyond the first plane twice."""
    value = region["value"]
    start, end, words = int(value["start"]), int(value["end"]), value.get("text")
    if words and text[start:end] != words and text.count(words) == 1:
        start = text.index(words)
        end = start + len(words)
    key = str(region.get("id", ""))
    record = key.partition("#")[0]
    return [
        Mark(start, end, str(n), record if record in sent else "", key) for n in value.get("labels") or ()
    ]


def _relations(result: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, str, str]]:
    for r in result:
        if r.get("type") == "relation":
            ends = (str(r["from_id"]), str(r["to_id"]))
            ends = ends[::-1] if r.get("direction") == "left" else ends
            for label in r.get("labels") or ("",):
                yield (str(label), *ends)


__all__ = ["is_label_studio", "read", "write"]
