"""What a file of somebody's annotations would do, said before it is done: verdicts in that person's name,
withdrawable as one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from regesta.extract.record import Record, Sentence, Span, content_id, from_dict
from regesta.review.acts import ActError, act, with_fields
from regesta.review.exchange.columns import changes_of
from regesta.review.reanchoring import anchor as place_of
from regesta.review.reanchoring import overlap
from regesta.review.request import VerdictRequest
from regesta.review.state import Judged, ReviewedState
from regesta.review.validation import settled
from regesta.review.verdict import Outcome, Verdict


class ImportFault(ValueError):
    """A file that is not what its name says; the message says what it is taken for, what is wrong, and what
    to do."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the file that is left out, where and why."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The verdicts a file asks for, what it says that the log holds already, and what is left out."""

    verdicts: tuple[Verdict, ...]
    known: int
    faults: tuple[Fault, ...]
    batch: str

    def summary(self) -> str:
        """In words: "12 accept, 3 edit, 1 comment; 4 already in the log; 2 left out"."""
        counts = Counter(v.outcome for v in self.verdicts)
        said = ", ".join(f"{n} {outcome}" for outcome, n in sorted(counts.items())) or "no verdict"
        return (
            said
            + (f"; {self.known} already in the log" if self.known else "")
            + (f"; {len(self.faults)} left out" if self.faults else "")
        )


@dataclass(frozen=True, slots=True)
class Ground:
    """What an import is read against: the reviewed state, the texts and sentences of the documents by id, the
    log's verdicts."""

    state: ReviewedState
    texts: Mapping[str, str]
    sentences: Mapping[str, Sequence[Sentence]]
    log: Sequence[Verdict]


def plan(
    requests: Iterable[VerdictRequest],
    faults: Iterable[Fault],
    ground: Ground,
    *,
    data: bytes,
    name: str,
    at: str,
    agent: str = "",
) -> Plan:
    """The verdicts of `name` at `at` (ISO 8601 UTC) for what a file says; `data` is the file, whose digest
    names the batch. `agent` is "software" where the maker is a program.

    A new record becomes a candidate of that person (a comment that carries it): it is accepted only where the
    file says so. What the log holds already from this person is not said twice, so that a file may be
    imported again.
    """
    batch = f"import/{name}/{hashlib.sha256(data).hexdigest()[:12]}"
    out: list[Verdict] = []
    left = list(faults)
    known = 0
    gone = ground.state.withdrawn
    held = {_mark(v) for v in ground.log if v.reviewer == name and v.id not in gone}
    for one in requests:
        try:
            verdict = replace(_verdict(one, ground, name=name, at=at, batch=batch), agent=agent)
        except (ActError, ValueError) as error:
            left.append(Fault(one.where, str(error)))
            continue
        if _mark(verdict) in held:
            known += 1
        else:
            held.add(_mark(verdict))
            out.append(verdict)
    return Plan(tuple(out), known, tuple(left), batch)


def _mark(v: Verdict) -> tuple[object, ...]:
    """What makes two verdicts say the same."""
    edited = dict(v.edited) if v.edited else {}
    return (
        v.record,
        v.outcome,
        v.part,
        v.part_id,
        v.reason if v.outcome == "comment" else "",
        repr(sorted(edited.items(), key=lambda x: x[0])),
    )


def _verdict(one: VerdictRequest, ground: Ground, *, name: str, at: str, batch: str) -> Verdict:
    if one.addition is not None:
        record = _settled(one.addition, ground)
        judged = Judged(record=record, status="candidate", parts={})
        reason = one.reason or "added by hand"
    else:
        judged = _known(one, ground)
        record = judged.record
        reason = one.reason
    edited = _settled(with_fields(record, one.changes), ground) if one.changes else None
    outcome: Outcome = "edit" if edited is not None and one.outcome == "accept" else one.outcome
    verdict = act(
        judged, outcome, at=at, reviewer=name, reason=reason, edited=edited if outcome == "edit" else None
    )
    return replace(verdict, batch=batch)


def _known(one: VerdictRequest, ground: Ground) -> Judged:
    found = ground.state.items.get(ground.state.carried.get(one.record, one.record))
    if found is None:
        raise ActError(f"there is no record {one.record!r} in this workspace; it may belong to another one")
    if one.digest and one.digest != found.record.digest():
        raise ActError(f"{one.record} was changed since this file was made; export again and look at it anew")
    return found


def _settled(record: Record, ground: Ground) -> Record:
    text = ground.texts.get(record.document)
    if text is None:
        raise ActError(
            f"there is no document {record.document!r} in this workspace; it has "
            f"{', '.join(ground.texts) or 'none'}"
        )
    span = place_of(record)
    near = [
        s
        for s in ground.sentences.get(record.document, ())
        if span is not None and s.spans[0][0] < span[1] and span[0] < s.spans[-1][1]
    ]
    return settled(record, text, near)


def nearest(ground: Ground, document: str, kind: str, span: Span, *, least: float = 0.5) -> Judged | None:
    """The record of a kind ("" for any) that stands at a span, the best overlap first; None when none
    overlaps by `least`."""
    best: tuple[float, str] | None = None
    for judged in ground.state.items.values():
        record = judged.record
        if record.document != document or kind not in ("", record.kind) or record.id in ground.state.merged:
            continue
        place = place_of(record)
        share = overlap(place, span) if place is not None else 0.0
        if share >= least:
            best = max(best or (0.0, ""), (share, record.id))
    return ground.state.items[best[1]] if best is not None else None


def new_record(
    kind: str, document: str, spans: Sequence[Span], row: Mapping[str, str], ground: Ground, proposer: str
) -> Record:
    """A record somebody made by hand: a mention, claim, event or decision at some spans, its fields from the
    columns of `row`.

    Errors: ImportFault for another kind or a column it has not.
    """
    fields_of = _ADDED.get(kind)
    if fields_of is None:
        raise ImportFault(
            f"a {kind or 'record without a kind'} cannot be added by hand; add {', '.join(_ADDED)}"
        )
    start = spans[0][0]
    sentence = next(
        (s for s in ground.sentences.get(document, ()) if s.spans[0][0] <= start < s.spans[-1][1]), None
    )
    place = list(_longest(spans) if kind == "claim" else spans[0])
    record = from_dict(
        {
            "kind": kind,
            "id": content_id(kind, document, place),
            "document": document,
            "proposer": proposer,
            "confidence": 1.0,
            "sentence": sentence.id if sentence else "",
            **fields_of(_Marked(ground.texts[document], spans, sentence, row)),
        }
    )
    return with_fields(record, changes_of(record, {k: v for k, v in row.items() if v}))


def _longest(spans: Sequence[Span]) -> Span:
    return max(spans, key=lambda s: s[1] - s[0])


@dataclass(frozen=True, slots=True)
class _Marked:
    """A place somebody marked for a new record: the document's text, the spans, the sentence they begin in,
    and the columns filled in for it."""

    text: str
    spans: Sequence[Span]
    sentence: Sentence | None
    row: Mapping[str, str]

    @property
    def first(self) -> Span:
        """The first span marked."""
        return self.spans[0]

    @property
    def around(self) -> list[Span]:
        """The spans of the sentence, or those marked where they stand in none."""
        return list(self.sentence.spans if self.sentence else self.spans)


def _claim_fields(marked: _Marked) -> dict[str, Any]:
    quote = " ".join(marked.text[a:b] for a, b in marked.spans)
    return {"spans": list(marked.spans), "content": list(marked.first), "quote": quote}


def _event_fields(marked: _Marked) -> dict[str, Any]:
    kind = marked.row.get("type") or "Other"
    return {"spans": marked.around, "trigger": list(marked.first), "type": kind}


def _decision_fields(marked: _Marked) -> dict[str, Any]:
    kind = marked.row.get("type") or "adopt"
    return {"spans": marked.around, "trigger": list(marked.first), "decision": kind}


def _mention_fields(marked: _Marked) -> dict[str, Any]:
    words = marked.text[slice(*marked.first)]
    return {"span": list(marked.first), "actor": marked.row.get("who") or words, "quote": words}


#: The kinds that can be added by hand, and what gives their fields.
_ADDED: Mapping[str, Callable[[_Marked], dict[str, Any]]] = {
    "claim": _claim_fields,
    "event": _event_fields,
    "decision": _decision_fields,
    "mention": _mention_fields,
}
