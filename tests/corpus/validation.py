"""Whether gold is what it says: every span in its place, closed lists, dates, targets, no sentence left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, get_args

from tests.corpus.gold_file import GoldRecord

from regesta.extract.read import Document
from regesta.extract.record import (
    EVENT_TYPES,
    Claim,
    Decision,
    DecisionKind,
    Event,
    Factuality,
    Record,
    RelationType,
    Sentence,
    Span,
    TargetKind,
    Voice,
)
from regesta.review.readings.lines import is_edtf
from regesta.review.readings.passage import digest, text_of
from regesta.review.readings.sheet import numbered

#: (kind, field) -> the values it may have.
LISTS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("claim", "voice"): get_args(Voice),
    ("event", "type"): EVENT_TYPES,
    ("event", "factuality"): get_args(Factuality),
    ("decision", "decision"): get_args(DecisionKind),
}
KINDS = ("sentence", "claim", "event", "decision", "position")
AUTHOR = "thesis author"


def faults(gold: Sequence[GoldRecord], slug: str) -> Iterator[str]:
    """What is wrong with the records of a gold file by themselves, without the text."""
    records = [g.record for g in gold]
    for name, n in Counter(r.id for r in records).items():
        if n > 1:
            yield f"{name} is there {n} times"
    known = _Known(records)
    for g in gold:
        for message in _of_record(g, slug, known):
            yield f"{g.record.id}: {message}"


class _Known:
    """The ids there are, by kind."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.by_kind: dict[str, dict[str, Record]] = {}
        for r in records:
            self.by_kind.setdefault(r.kind, {})[r.id] = r

    def has(self, kind: str, name: str) -> bool:
        return name in self.by_kind.get(kind, {})


def _of_record(gold: GoldRecord, slug: str, known: _Known) -> Iterator[str]:
    record = gold.record
    if record.kind not in KINDS:
        yield f"is a {record.kind}; gold has {', '.join(KINDS)}"
    if record.document != slug:
        yield f"is of document {record.document!r}"
    for (kind, name), legal in LISTS.items():
        if kind == record.kind and getattr(record, name) not in legal:
            yield f"{name} is {getattr(record, name)!r}; it may be {', '.join(legal)}"
    date = getattr(record, "date", None)
    if date is not None and not is_edtf(date.edtf):
        yield f"{date.edtf!r} is no EDTF date"
    if isinstance(record, Claim | Event | Decision) and not known.has("sentence", record.sentence):
        yield f"its sentence {record.sentence!r} is not there"
    check = _CHECKS.get(record.kind)
    if check is not None:
        yield from check(record, gold.extra, known)


def _sentence(record: Any, extra: Mapping[str, Any], known: _Known) -> Iterator[str]:
    for name in ("sha256", "length", "actors", "notes"):
        if name not in extra:
            yield f"lacks {name} in `gold`"


def _claim(record: Any, extra: Mapping[str, Any], known: _Known) -> Iterator[str]:
    if not record.holder:
        yield "has no holder"
    if (record.voice == "author") != (record.holder == (AUTHOR,)):
        yield "voice and holder do not go together"
    if record.content not in record.spans:
        yield "its content is none of its spans"
    if record.within and not known.has("claim", record.within):
        yield f"stands within {record.within!r}, which is not there"
    for relation in record.relations:
        yield from _relation(relation, record, known)


def _relation(relation: Any, claim: Claim, known: _Known) -> Iterator[str]:
    if relation.type not in get_args(RelationType) or relation.target_kind not in get_args(TargetKind):
        yield f"a relation is {relation.type!r} to a {relation.target_kind!r}"
    if relation.target == claim.id:
        yield "answers itself"
    if relation.target_kind != "citation" and not known.has(relation.target_kind, relation.target):
        yield f"answers the {relation.target_kind} {relation.target!r}, which is not there"


def _decision(record: Any, extra: Mapping[str, Any], known: _Known) -> Iterator[str]:
    if record.event and not known.has("event", record.event):
        yield f"is the event {record.event!r}, which is not there"


def _position(record: Any, extra: Mapping[str, Any], known: _Known) -> Iterator[str]:
    if not record.label.strip():
        yield "has no label"
    for claim in record.claims:
        if not known.has("claim", claim):
            yield f"is expressed by the claim {claim!r}, which is not there"


_CHECKS: Mapping[str, Callable[[Any, Mapping[str, Any], _Known], Iterator[str]]] = {
    "sentence": _sentence,
    "claim": _claim,
    "decision": _decision,
    "position": _position,
}


def faults_in_text(
    gold: Sequence[GoldRecord], document: Document, window: Span | None, skipped: Sequence[Span] = ()
) -> Iterator[str]:
    """What is wrong with gold against the text it annotates: spans, digests, notes, sentences left out."""
    text = document.text
    for name in moved_sentences(gold, text):
        yield f"{name}: other words stand at its place than were annotated"
    homes = {g.record.id: g.record for g in gold if isinstance(g.record, Sentence)}
    for g in gold:
        yield from (f"{g.record.id}: {m}" for m in _placed(g, text, homes))
        yield from (f"{g.record.id}: {m}" for m in _noted(g.record, document))
    yield from _exhaustive([h.spans for h in homes.values()], document, window, skipped)


def moved_sentences(gold: Iterable[GoldRecord], text: str) -> list[str]:
    """The ids of the sentences at whose places other words stand than were annotated."""
    return [
        g.record.id
        for g in gold
        if isinstance(g.record, Sentence) and digest(text_of(text, g.record.spans)) != g.extra.get("sha256")
    ]


def spans_in(record: Record) -> Iterator[tuple[str, Span]]:
    """Every span of a record, with the name of its field."""
    for name in ("spans", "relations"):
        for value in getattr(record, name, ()):
            span = value.cue if name == "relations" else value
            if span is not None:
                yield name, span
    for name in ("content", "cue", "trigger"):
        if getattr(record, name, None) is not None:
            yield name, getattr(record, name)


def _placed(gold: GoldRecord, text: str, homes: Mapping[str, Sentence]) -> Iterator[str]:
    record = gold.record
    for name, (a, b) in spans_in(record):
        if not 0 <= a < b <= len(text):
            yield f"{name} [{a}, {b}] is no stretch of the text"
        elif name != "spans" and text[a:b] != text[a:b].strip():
            yield f"{name} [{a}, {b}] begins or ends with a blank"
    if isinstance(record, Claim):
        yield from _quoted(record, gold.extra, text)
    home = homes.get(getattr(record, "sentence", ""))
    place = getattr(record, "trigger", None) or getattr(record, "content", None)
    if home is not None and place is not None and not _meets(home.spans, place):
        yield "stands outside its sentence"


def _quoted(claim: Claim, extra: Mapping[str, Any], text: str) -> Iterator[str]:
    """Whether the words at a claim's place are those that were annotated."""
    words = text_of(text, claim.spans)
    if claim.quote and claim.quote != words:
        yield "its quotation is not what stands at its place"
    if "sha256" in extra and extra["sha256"] != digest(words):
        yield "other words stand at its place than were annotated"


def _meets(spans: Iterable[Span], place: Span) -> bool:
    return any(a < place[1] and place[0] < b for a, b in spans)


def _noted(record: Record, document: Document) -> Iterator[str]:
    """Notes that the document has not."""
    notes = {n.id for n in document.footnotes}
    for note in getattr(record, "footnotes", ()):
        if note not in notes:
            yield f"names the note {note!r}, which the document has not"
    for relation in getattr(record, "relations", ()):
        if relation.target_kind == "citation" and relation.target not in notes:
            yield f"answers the note {relation.target!r}, which the document has not"


def _exhaustive(
    homes: Sequence[tuple[Span, ...]], document: Document, window: Span | None, skipped: Sequence[Span]
) -> Iterator[str]:
    """Sentences of the window that are neither annotated nor skipped, and annotated ones that overlap."""
    covered = sorted(span for spans in homes for span in spans)
    for (_, end), (start, _) in pairwise(covered):
        if start < end:
            yield f"two annotated sentences overlap at {start}"
    for line in numbered(document, window, skipped):
        a, b = line.spans[0]
        if not _meets(covered, (a, b)):
            yield f"the sentence at {a} is not annotated: {document.text[a:b][:60]!r}"
