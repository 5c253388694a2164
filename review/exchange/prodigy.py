"""Prodigy's tasks, both ways: JSON lines with tokens, spans and relations, as `rel.manual` and `spans.manual`
read and write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from regesta.review.exchange.plan import Fault, Ground
from regesta.review.exchange.tasks import Mark, Task, as_lines, json_lines, said
from regesta.review.request import VerdictRequest

_TOKEN = re.compile(r"\w+|[^\w\s]")


def write(tasks: Iterable[Task]) -> bytes:
    """The tasks with tokens, which never run over the border of a span."""
    return as_lines(_row(task) for task in tasks)


def _row(task: Task) -> dict[str, Any]:
    tokens = list(tokens_of(task.text, {p for m in task.marks for p in (m.start, m.end)}))
    spans = _spans(task, tokens)
    lost = {m.record for m in task.marks if m.key not in spans}
    return {
        "text": task.text,
        "tokens": tokens,
        "spans": list(spans.values()),
        "relations": [
            _relation(kind, spans[a], spans[b]) for kind, a, b in task.relations if {a, b} <= spans.keys()
        ],
        "records": {r: d for r, d in task.sent.items() if r not in lost},
        "meta": {"document": task.document, "start": task.start},
    }


def _spans(task: Task, tokens: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The spans by their keys; one that begins or ends with a blank is at no token, and left out."""
    rows = list(tokens)
    first, last = {t["start"]: t["id"] for t in rows}, {t["end"]: t["id"] for t in rows}
    return {
        m.key: {
            "start": m.start,
            "end": m.end,
            "token_start": first[m.start],
            "token_end": last[m.end],
            "label": m.label,
            "record": m.key,
        }
        for m in task.marks
        if m.start in first and m.end in last
    }


def _relation(kind: str, head: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    ends = {"head": head["token_end"], "child": child["token_end"]}
    return {**ends, "head_span": dict(head), "child_span": dict(child), "label": kind}


def tokens_of(text: str, borders: Iterable[int] = ()) -> Iterator[dict[str, Any]]:
    """The tokens of a text: words and signs, parted where a border lies inside one."""
    number = 0
    parting = set(borders)
    for found in _TOKEN.finditer(text):
        cuts = [found.start(), *sorted(p for p in parting if found.start() < p < found.end()), found.end()]
        for a, b in pairwise(cuts):
            yield {"text": text[a:b], "start": a, "end": b, "id": number, "ws": text[b : b + 1].isspace()}
            number += 1


def read(data: bytes, ground: Ground, *, proposer: str) -> tuple[list[VerdictRequest], list[Fault]]:
    """What the annotator did (see `tasks.said`): a task answered *accept* accepts what stands in it, one
    answered *ignore* says nothing, one answered *reject* is left out, since it does not say what of it is
    wrong. Errors: ImportFault."""
    tasks: list[Task] = []
    faults: list[Fault] = []
    for number, row in enumerate(json_lines(data, "Prodigy's export"), 1):
        answer = row.get("answer")
        if answer == "reject":
            why = (
                "answered reject, which does not say what in it is wrong; delete the wrong spans, and accept"
            )
            faults.append(Fault(f"line {number}", why))
        elif answer != "ignore":
            tasks.append(_task(row))
    requests, more = said(tasks, ground, proposer=proposer)
    return requests, faults + more


def _task(row: Mapping[str, Any]) -> Task:
    about = row.get("meta") or {}
    sent = row.get("records") or {}
    return Task(
        text=str(row.get("text", "")),
        document=str(about.get("document", "")),
        start=int(about.get("start") or 0),
        marks=tuple(_mark(s, sent) for s in row.get("spans") or ()),
        relations=tuple(
            (str(r["label"]), _key(r["head_span"]), _key(r["child_span"]))
            for r in row.get("relations") or ()
            if r.get("head_span") and r.get("child_span")
        ),
        sent=sent,
        answer="accept" if row.get("answer") == "accept" else None,
    )


def _mark(span: Mapping[str, Any], sent: Mapping[str, str]) -> Mark:
    record = str(span.get("record") or "").partition("#")[0]
    known = record if record in sent else ""
    return Mark(int(span["start"]), int(span["end"]), str(span.get("label", "")), known, _key(span))


def _key(span: Mapping[str, Any]) -> str:
    """A span by its place and label, by which relations repeat it."""
    return f"{span['start']}-{span['end']}-{span.get('label', '')}"


__all__ = ["read", "tokens_of", "write"]
