"""Gold to and from the form of window files: sentences as they are printed, with claims, events and decisions.

The form is that of the scorer outside the project, so that its figures and ours can be compared; what it has no
place for (positions, what answers them, cues of relations) is left out on the way there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.corpus.gold_file import KEY, GoldRecord

from regesta.extract.record import (
    Claim,
    Date,
    Decision,
    Event,
    Record,
    Relation,
    Sentence,
    Span,
    content_id,
)
from regesta.extract.score.compare import plain
from regesta.extract.score.gold_records import as_annotations
from regesta.review.readings.passage import digest, passage, text_of

Row = Mapping[str, Any]
PROPOSER = "annotation"


def to_form(records: Iterable[GoldRecord], text: str) -> Row:
    """The records of one document as one window file."""
    return as_annotations([{**g.record.to_dict(), KEY: g.extra} for g in records], text)


def dump_form(records: Iterable[GoldRecord], text: str) -> str:
    """The same as JSON."""
    return json.dumps(to_form(records, text), ensure_ascii=False, indent=1) + "\n"


def from_form(windows: Sequence[Row], document: str, text: str, notes: Mapping[int, str]) -> list[GoldRecord]:
    """Window files as records. `notes` gives the ids of notes by their numbers; a claim that is another's
    words at the same place, as two readers have it, is kept once."""
    rows = [s for w in windows for s in w.get("sentences", ()) if s.get("spans")]
    return _Forming(document, text, notes, rows).records()


class _Forming:
    """Window files on their way to records."""

    def __init__(self, document: str, text: str, notes: Mapping[int, str], rows: Sequence[Row]) -> None:
        self.document, self.text, self.notes, self.rows = document, text, notes, rows
        self.used: set[str] = set()
        self.claims: list[list[Claim]] = [[] for _ in rows]

    def records(self) -> list[GoldRecord]:
        sentences = [self._sentence(k, row) for k, row in enumerate(self.rows, 1)]
        for k, row in enumerate(self.rows):
            self.claims[k] = [self._claim(c, sentences[k].record) for c in row["claims"] if c.get("span")]
        out: list[GoldRecord] = []
        for k, row in enumerate(self.rows):
            home = sentences[k].record
            out.append(sentences[k])
            out += [GoldRecord(c, {}) for c in self._answering(k, row)]
            out += [GoldRecord(self._event(e, home), {}) for e in row["events"] if e.get("span")]
            out += [GoldRecord(self._decision(d, home), {}) for d in row["decisions"] if d.get("span")]
        return out

    def _id(self, kind: str, span: Sequence[int], *more: object) -> str:
        made = content_id(kind, self.document, list(span))
        while made in self.used:
            made = content_id(kind, self.document, list(span), made, *more)
        self.used.add(made)
        return made

    def _sentence(self, number: int, row: Row) -> GoldRecord:
        spans = tuple((a, b) for a, b in row["spans"])
        words = text_of(self.text, spans)
        record = Sentence(
            id=content_id("sentence", self.document, spans),
            document=self.document,
            proposer=PROPOSER,
            spans=spans,
        )
        return GoldRecord(record, {
            "numbers": [number], "sha256": digest(words), "length": len(words), "actors": row["actors"],
            "notes": row["markers"],
        })  # fmt: skip

    def _claim(self, row: Row, home: Record) -> Claim:
        assert isinstance(home, Sentence)
        span = (row["span"][0], row["span"][1])
        noted = (self.notes.get(n, f"note.{n}") for n in row.get("evidence_markers") or ())
        return Claim(
            id=self._id("claim", span, row["holder"]),
            document=self.document,
            proposer=PROPOSER,
            spans=(span,),
            content=span,
            cue=self._cue(row, home, span),
            holder=tuple(row["holder"]),
            voice=row["holder_kind"],
            hedged=bool(row["hedged"]),
            negated=bool(row["negated"]),
            footnotes=tuple(noted),
            sentence=home.id,
            quote=self.text[span[0] : span[1]],
        )

    def _cue(self, row: Row, home: Sentence, span: Span) -> Span | None:
        """Where the words of a cue stand nearest to the claim, in its sentence."""
        own = passage(self.text, home.spans, ())
        places = list(own.every(row["cue"])) if row.get("cue") else []
        return min((p[0] for p in places), key=lambda p: abs(p[0] - span[0]), default=None)

    def _answering(self, k: int, row: Row) -> list[Claim]:
        """The claims of a sentence with what they answer: the first claim of the sentence that is named."""
        placed = [c for c in row["claims"] if c.get("span")]
        out = []
        for claim, given in zip(self.claims[k], placed, strict=True):
            relation = given.get("relation") or {}
            there = self._home(relation.get("target"))
            answered = self.claims[there] if there not in (-1, k) else []
            links = (Relation(type=relation["type"], target=answered[0].id),) if answered else ()
            out.append(replace(claim, relations=links))
        return out

    def _home(self, opening: object) -> int:
        """Which sentence opens with these words, -1 for none."""
        wanted = plain(opening)
        texts = [plain(" ".join(row["parts"])) for row in self.rows]
        whole = (k for k, t in enumerate(texts) if wanted and t[:50] == wanted[:50])
        return next(whole, next((k for k, t in enumerate(texts) if wanted and t.startswith(wanted[:35])), -1))

    def _event(self, row: Row, home: Record) -> Event:
        assert isinstance(home, Sentence)
        trigger = (row["span"][0], row["span"][1])
        return Event(
            id=self._id("event", trigger, row["type"], row["agents"]),
            document=self.document,
            proposer=PROPOSER,
            spans=home.spans,
            trigger=trigger,
            type=row["type"],
            agents=tuple(row["agents"]),
            recipients=tuple(row["recipients"]),
            place=row.get("place") or "",
            date=Date(edtf=row["date"]) if row.get("date") else None,
            factuality=row["factuality"],
            sentence=home.id,
        )

    def _decision(self, row: Row, home: Record) -> Decision:
        assert isinstance(home, Sentence)
        trigger = (row["span"][0], row["span"][1])
        return Decision(
            id=self._id("decision", trigger, row["kind"], row["decider"]),
            document=self.document,
            proposer=PROPOSER,
            spans=home.spans,
            trigger=trigger,
            decision=row["kind"],
            deciders=tuple(row["decider"]),
            addressees=tuple(row.get("addressee") or ()),
            date=Date(edtf=row["date"]) if row.get("date") else None,
            sentence=home.id,
        )
