"""CoNLL-U, both ways: sentences and notes as tokens, records in the column MISC.

    3  ordered  _ _ _ _ _ _ _  SpaceAfter=No|TokenRange=12:19|Regesta=B-event.Order-0f3a9c41d2be

`B` begins a stretch, `I` goes on; several are parted by commas. A comment `# regesta_relation = attacks A B`
is a relation between two claims. Lemma, tags and heads are left to the tools that make them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regesta.extract.record import Record, Span
from regesta.review.exchange.plan import Fault, Ground, ImportFault
from regesta.review.exchange.prodigy import tokens_of
from regesta.review.exchange.tasks import KINDS, Mark, Task, relations_of, said, task_of
from regesta.review.exchange.webannotation import spans_of
from regesta.review.request import VerdictRequest
from regesta.review.state import Judged

_MARK = re.compile(r"([BI])-([a-z]+(?:\.[\w ]+)?)(?:-([0-9a-f]{12}|\S+))?")
_COMMENT = re.compile(r"#\s*(\w+)\s*=\s*(.*)")


def write(document: str, text: str, items: Iterable[Judged], units: Sequence[Span]) -> bytes:
    """The units of a text (the parts of its sentences, its notes) with the records that lie in them whole;
    begins and ends of records that lie inside a word part it."""
    shown = [j.record for j in items if j.record.kind in KINDS and _fits(j.record, text, units)]
    related = list(relations_of(shown))
    out: list[str] = []
    for a, b in sorted(set(units)):
        inside = [r for r in shown if any(a <= x and y <= b for x, y in spans_of(r))]
        out += _unit(task_of(document, text, (a, b), inside), related)
    return "\n".join(out).encode() + b"\n"


def _fits(record: Record, text: str, units: Sequence[Span]) -> bool:
    """Whether all of a record lies in units and begins and ends with a word or sign."""
    spans = spans_of(record)
    return bool(spans) and all(_lies(text, span, units) for span in spans)


def _lies(text: str, span: Span, units: Sequence[Span]) -> bool:
    a, b = span
    return text[a:b].strip() == text[a:b] != "" and any(start <= a and b <= end for start, end in units)


def _unit(task: Task, related: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    tokens = list(tokens_of(task.text, {p for m in task.marks for p in (m.start, m.end)}))
    if tokens:
        yield f"# sent_id = {task.document}-{task.start}"
        yield f"# text = {' '.join(task.text.split())}"
        yield f"# regesta_document = {task.document}"
        yield from _comments(task, related)
        for token in tokens:
            columns = [str(token["id"] + 1), token["text"], *["_"] * 7]
            yield "\t".join([*columns, _misc_of(token, task, last=token is tokens[-1])])
        yield ""


def _comments(task: Task, related: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """The records that lie here, and the relations that lead from them."""
    if task.sent:
        yield f"# regesta_records = {' '.join(f'{r}={d}' for r, d in sorted(task.sent.items()))}"
    for kind, source, target in related:
        if source in task.sent:
            yield f"# regesta_relation = {kind} {source} {target}"


def _misc_of(token: Mapping[str, Any], task: Task, *, last: bool) -> str:
    """The column MISC of a token."""
    a, b = token["start"], token["end"]
    marks = [_said_of(m, (a, b)) for m in task.marks if m.start <= a and b <= m.end]
    return "|".join([
        *(() if token["ws"] or last else ("SpaceAfter=No",)),
        f"TokenRange={a + task.start}:{b + task.start}",
        *((f"Regesta={','.join(marks)}",) if marks else ()),
    ])  # fmt: skip


def _said_of(mark: Mark, token: Span) -> str:
    begins = "B" if mark.start == token[0] else "I"
    return f"{begins}-{mark.label}-{mark.record.rpartition('-')[2]}"


@dataclass(slots=True)
class _Sentence:
    """A sentence of a file: its comments, and its tokens with place and MISC."""

    comments: dict[str, str] = field(default_factory=dict)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    tokens: list[tuple[str, Span | None, str]] = field(default_factory=list)


def read(data: bytes, ground: Ground, *, proposer: str) -> tuple[list[VerdictRequest], list[Fault]]:
    """What the annotator did (see `tasks.said`). Errors: ImportFault."""
    sentences = list(_sentences(data.decode("utf-8-sig", errors="replace")))
    if not sentences:
        raise ImportFault("the file holds no sentences: CoNLL-U has ten columns, parted by tabulators.")
    return said([_task(s, ground) for s in sentences], ground, proposer=proposer, across=True)


def _sentences(text: str) -> Iterator[_Sentence]:
    made = _Sentence()
    for line in [*text.splitlines(), ""]:
        columns = line.split("\t")
        comment = _COMMENT.fullmatch(line)
        if comment and comment[1] == "regesta_relation" and len(comment[2].split()) == 3:
            kind, source, target = comment[2].split()
            made.relations.append((kind, source, target))
        elif comment:
            made.comments[comment[1]] = comment[2]
        elif len(columns) == 10 and columns[0].isdigit():
            made.tokens.append((columns[1], _range(columns[9]), _misc(columns[9]).get("Regesta", "")))
        elif not line.strip():
            if made.tokens:
                yield made
            made = _Sentence()


def _misc(column: str) -> Mapping[str, str]:
    return dict(part.split("=", 1) for part in column.split("|") if "=" in part)


def _range(column: str) -> Span | None:
    found = re.fullmatch(r"(\d+):(\d+)", _misc(column).get("TokenRange", ""))
    return (int(found[1]), int(found[2])) if found else None


def _task(sentence: _Sentence, ground: Ground) -> Task:
    """A sentence as a task: its text from the document where its tokens say where they stand, else as the
    file has it."""
    told = sentence.comments
    document, sent = told.get("regesta_document", ""), _sent(told.get("regesta_records", ""))
    places = [span for _, span, _ in sentence.tokens]
    text = ground.texts.get(document)
    if text is not None and all(places):
        start, end = places[0][0], places[-1][1]  # type: ignore[index]
        spans = [(a - start, b - start) for a, b in filter(None, places)]
        words = text[start:end]
    else:
        start, words = 0, told.get("text", " ".join(form for form, _, _ in sentence.tokens))
        spans = list(_aligned(words, [form for form, _, _ in sentence.tokens]))
    marks = _marks(spans, [said_of for _, _, said_of in sentence.tokens], sent)
    return Task(words, document, start, tuple(marks), tuple(sentence.relations), sent)


def _sent(words: str) -> dict[str, str]:
    return dict(w.split("=", 1) for w in words.split() if "=" in w)


def _aligned(text: str, forms: Sequence[str]) -> Iterator[Span]:
    """Where the tokens stand in the text of their sentence."""
    at = 0
    for form in forms:
        found = text.find(form, at)
        start = found if found >= 0 else at
        at = start + len(form)
        yield start, at


def _marks(spans: Sequence[Span], said_of: Sequence[str], sent: Mapping[str, str]) -> list[Mark]:
    """The stretches that the tokens begin and go on with."""
    ids = {r.rpartition("-")[2]: r for r in sent}
    done: list[Mark] = []
    opened: dict[tuple[str, str], Span] = {}
    for (a, b), words in zip(spans, said_of, strict=True):
        here = dict(_begun(words))
        ended = [k for k in opened if here.get(k, "B") == "B"]
        done += [_mark(key, opened.pop(key), ids) for key in ended]
        opened |= {key: (opened.get(key, (a, b))[0], b) for key in here}
    return [*done, *(_mark(key, span, ids) for key, span in opened.items())]


def _begun(words: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Label and id of each stretch that a token stands in, and whether it begins there (B)."""
    for word in words.split(","):
        if found := _MARK.fullmatch(word.strip()):
            yield (found[2], found[3] or ""), found[1]


def _mark(key: tuple[str, str], span: Span, ids: Mapping[str, str]) -> Mark:
    label, end = key
    record = ids.get(end, "")
    return Mark(*span, label, record, record or f"{label}-{span[0]}")


__all__ = ["read", "write"]
