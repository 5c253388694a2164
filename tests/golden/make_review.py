"""Write examples/review.jsonl: what a reviewer who agrees with the hand annotations says of the proposals in
chapters I and II.

    python tests/golden/make_review.py

A proposal that says what the annotation says is accepted; one that says it otherwise is edited; one that the
annotation has not is
rejected; an annotation nobody proposed is added by the reviewer. Run it again when the extractor or the
annotations change; verdicts
of an older log survive without it, which tests/golden/test_review.py shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from regesta.extract import pipeline
from regesta.extract.annotate import load_model
from regesta.extract.authority.reading import load_authority, shipped_files
from regesta.extract.read import read_path
from regesta.extract.record import (
    Claim,
    Date,
    Decision,
    Event,
    Footnote,
    Record,
    Relation,
    Sentence,
    Span,
    content_id,
    quote_of,
)
from regesta.review.acts import act
from regesta.review.reanchoring import anchor, overlap
from regesta.review.state import replay
from regesta.review.verdict import Verdict, dumps, verdict_id

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples"
REVIEWER = "Example reviewer"
R = TypeVar("R", Claim, Event, Decision)


def gold_sentences() -> list[dict[str, Any]]:
    """The annotated sentences of both windows, in text order."""
    rows = [
        s
        for path in sorted(HERE.glob("clean/W_*.json"))
        for s in json.loads(path.read_text("utf-8"))["sentences"]
    ]
    return sorted(rows, key=lambda s: s["spans"][0][0])


def nearest(span: Span, records: Sequence[R], taken: set[str], least: float = 0.3) -> R | None:
    """The record whose place overlaps the span most, among those not taken."""
    rows = [(overlap(span, place), r) for r in records if r.id not in taken and (place := anchor(r))]
    best = max(rows, key=lambda row: row[0], default=None)
    return best[1] if best and best[0] >= least else None


def cut(span: Span, parts: Sequence[Span]) -> tuple[Span, ...]:
    """A span cut where a note interrupts the sentence."""
    return tuple((max(span[0], a), min(span[1], b)) for a, b in parts if a < span[1] and span[0] < b) or (
        span,
    )


class Review:
    """The verdicts, one a second, in the order of the text."""

    def __init__(self, records: list[Record], text: str) -> None:
        self.records, self.text = records, text
        self.state = replay(records, [])
        self.verdicts: list[Verdict] = []
        self.sentences = [r for r in records if isinstance(r, Sentence)]
        self.notes = {(r.division, r.number): r.id for r in records if isinstance(r, Footnote)}
        self.document = self.sentences[0].document

    def now(self) -> str:
        n = len(self.verdicts)
        return f"2026-11-02T{9 + n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d}.000000Z"

    def say(self, wanted: Record, proposed: Record | None) -> None:
        """Accept, edit or add one record."""
        if proposed is None:
            at = self.now()
            self.verdicts.append(
                Verdict(
                    id=verdict_id(at, REVIEWER, "accept", wanted.id),
                    at=at,
                    reviewer=REVIEWER,
                    outcome="accept",
                    record=wanted.id,
                    digest=wanted.digest(),
                    reason="added by hand",
                    judged=wanted.to_dict(),
                )
            )
        elif wanted.digest() == proposed.digest():
            self.verdicts.append(
                act(self.state.items[proposed.id], "accept", at=self.now(), reviewer=REVIEWER)
            )
        else:
            self.verdicts.append(
                act(self.state.items[proposed.id], "edit", at=self.now(), reviewer=REVIEWER, edited=wanted)
            )

    def refuse(self, record: Record, reason: str) -> None:
        self.verdicts.append(
            act(self.state.items[record.id], "reject", at=self.now(), reviewer=REVIEWER, reason=reason)
        )

    def sentence_of(self, gold: dict[str, Any]) -> Sentence:
        start = gold["spans"][0][0]
        return min(self.sentences, key=lambda s: abs(s.spans[0][0] - start))

    def footnotes(self, sentence: Sentence, numbers: Sequence[int]) -> tuple[str, ...]:
        return tuple(
            note
            for n in numbers
            if (note := self.notes.get((sentence.division, n)) or self._anywhere(sentence, n))
        )

    def _anywhere(self, sentence: Sentence, number: int) -> str:
        near = [
            r
            for r in self.records
            if isinstance(r, Footnote)
            and r.number == number
            and r.marker
            and any(a - 2 <= r.marker[0] <= b + 8 for a, b in sentence.spans)
        ]
        return near[0].id if near else ""

    def inside(self, sentence: Sentence, kind: type[R]) -> list[R]:
        lo, hi = sentence.spans[0][0], sentence.spans[-1][1]
        return [
            r for r in self.records if isinstance(r, kind) and (place := anchor(r)) and lo <= place[0] < hi
        ]


def claims(review: Review, golds: list[dict[str, Any]]) -> Iterator[tuple[Claim, Claim | None]]:
    """The gold claims as records, each with the proposal at its place; relations point to the wanted
    claims."""
    rows: list[tuple[dict[str, Any], Claim, Claim | None]] = []
    heads: list[tuple[str, str]] = []
    taken: set[str] = set()
    for gold in golds:
        sentence = review.sentence_of(gold)
        for c in gold["claims"]:
            span = (c["span"][0], c["span"][1])
            proposed = nearest(span, review.inside(sentence, Claim), taken)
            if proposed is not None:
                taken.add(proposed.id)
            cue = review.text.find(c["cue"], sentence.spans[0][0], sentence.spans[-1][1]) if c["cue"] else -1
            parts = cut(span, sentence.spans)
            base = proposed or Claim(
                id=content_id("claim", review.document, span),
                document=review.document,
                proposer=REVIEWER,
                spans=parts,
                content=span,
                sentence=sentence.id,
            )
            wanted = replace(
                base,
                spans=parts,
                content=span,
                cue=(cue, cue + len(c["cue"])) if cue >= 0 else None,
                holder=tuple(c["holder"]),
                voice=c["holder_kind"],
                hedged=c["hedged"],
                negated=c["negated"],
                footnotes=review.footnotes(sentence, c["evidence_markers"]),
                quote=quote_of(review.text, parts),
                relations=(),
            )
            rows.append((c, wanted, proposed))
            heads.append((" ".join(" ".join(gold["parts"]).split()), wanted.id))
    for c, wanted, proposed in rows:
        relation = c["relation"]
        target = next(
            (i for head, i in heads if relation and head.startswith(relation["target"]) and i != wanted.id),
            "",
        )
        links = (Relation(type=relation["type"], target=target),) if target else ()
        # A cue or a note the annotation leaves open is no reason to edit what was proposed.
        if proposed is not None and proposed.content == wanted.content:
            wanted = replace(wanted, cue=proposed.cue, quote=proposed.quote, spans=proposed.spans)
        yield replace(wanted, relations=links), proposed


def acts(review: Review, golds: list[dict[str, Any]]) -> Iterator[tuple[Record, Record | None]]:
    """The gold events and decisions as records, each with the proposal at its place."""
    taken: set[str] = set()
    for gold in golds:
        sentence = review.sentence_of(gold)
        notes = review.footnotes(sentence, gold["markers"])
        for e in gold["events"]:
            span = (e["span"][0], e["span"][1])
            event = nearest(span, review.inside(sentence, Event), taken)
            taken |= {event.id} if event else set()
            base = event or Event(
                id=content_id("event", review.document, span),
                document=review.document,
                proposer=REVIEWER,
                spans=sentence.spans,
                trigger=span,
                type=e["type"],
                sentence=sentence.id,
                quote=quote_of(review.text, sentence.spans),
            )
            date = (
                Date(edtf=e["date"], text=event.date.text, span=event.date.span)
                if e["date"] and event and event.date
                else Date(edtf=e["date"])
                if e["date"]
                else None
            )
            yield (
                replace(
                    base,
                    trigger=span,
                    type=e["type"],
                    agents=tuple(e["agents"]),
                    recipients=tuple(e["recipients"]),
                    place=e["place"] or "",
                    date=date,
                    factuality=e["factuality"],
                    footnotes=base.footnotes or notes,
                ),
                event,
            )
        for d in gold["decisions"]:
            span = (d["span"][0], d["span"][1])
            decision = nearest(span, review.inside(sentence, Decision), taken)
            taken |= {decision.id} if decision else set()
            found = review.text.find(d["content"], sentence.spans[0][0], sentence.spans[-1][1])
            content = (
                (found, found + len(d["content"])) if found >= 0 else (decision.content if decision else None)
            )
            plain = decision or Decision(
                id=content_id("decision", review.document, span),
                document=review.document,
                proposer=REVIEWER,
                spans=sentence.spans,
                trigger=span,
                decision=d["kind"],
                sentence=sentence.id,
                quote=quote_of(review.text, sentence.spans),
            )
            date = (
                Date(edtf=d["date"], text=decision.date.text, span=decision.date.span)
                if d["date"] and decision and decision.date
                else Date(edtf=d["date"])
                if d["date"]
                else None
            )
            yield (
                replace(
                    plain,
                    trigger=span,
                    decision=d["kind"],
                    deciders=tuple(d["decider"]),
                    addressees=tuple(d["addressee"]),
                    content=content,
                    date=date,
                    footnotes=plain.footnotes or notes,
                ),
                decision,
            )


def make() -> list[Verdict]:
    """The verdicts, in order."""
    document = read_path(EXAMPLES / "iran-1946.txt")
    authority = load_authority([*shipped_files(), EXAMPLES / "authority.tsv"])
    records = pipeline.extract(document, load_model(), authority)
    review = Review(records, document.text)
    golds = gold_sentences()
    judged: set[str] = set()
    for wanted, proposed in [*claims(review, golds), *acts(review, golds)]:
        review.say(wanted, proposed)
        judged.add(wanted.id)
    for gold in golds:
        sentence = review.sentence_of(gold)
        extra: list[Record] = [
            *review.inside(sentence, Claim),
            *review.inside(sentence, Event),
            *review.inside(sentence, Decision),
        ]
        for record in extra:
            if record.id not in judged:
                judged.add(record.id)
                review.refuse(
                    record, "narrative, not a position" if record.kind == "claim" else "not an act of its own"
                )
    return review.verdicts


if __name__ == "__main__":
    verdicts = make()
    (EXAMPLES / "review.jsonl").write_bytes("".join(dumps(v) + "\n" for v in verdicts).encode())
    print(f"wrote {len(verdicts)} verdicts")
