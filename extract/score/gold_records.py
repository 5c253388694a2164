"""Annotations that are records of the project, as the gold files of a scorer have them.

A line is a record's JSON with, beside its fields, an object `gold`: of a sentence its `actors` and the
numbers of its `notes`. Sentences are all annotated: what stands in none of their records is not there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from regesta.extract.record import quote_of

Row = Mapping[str, Any]
#: Relations that gold files have under another name.
_KINDS = {"undercuts": "attacks"}
#: Characters of a sentence's opening by which gold files point to it.
_OPENING = 60


def as_annotations(rows: Iterable[Row], text: str) -> Row:
    """The rows of one document as one gold file: its sentences with their actors, claims, events and
    decisions. `text` is the document's raw text, which gives the words at every span."""
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_kind[str(row.get("kind"))].append(row)
    told = _Told(by_kind, text)
    sentences = by_kind["sentence"]
    return {
        "window": str(sentences[0].get("document", "")) if sentences else "",
        "sentences": [told.sentence(s) for s in sentences],
        "footnotes": [],
    }


class _Told:
    """The records of a document by the sentence they stand in."""

    def __init__(self, by_kind: Mapping[str, Sequence[Row]], text: str) -> None:
        self.text = text
        self.claims = {c["id"]: c for c in by_kind["claim"]}
        self.texts = {s["id"]: _words(text, s["spans"]) for s in by_kind["sentence"]}
        self.within: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for kind in ("claim", "event", "decision"):
            for row in by_kind[kind]:
                self.within[kind, row.get("sentence", "")].append(row)

    def sentence(self, row: Row) -> Row:
        """One sentence and all that is annotated of it."""
        known, name = row.get("gold", {}), row["id"]
        claims = self.within["claim", name]
        return {
            "parts": [_words(self.text, [span]) for span in row["spans"]],
            "markers": known.get("notes", []),
            "actors": known.get("actors", []),
            "claims": [part for c in claims for part in _claim(c, self.claims, self.texts, self.text)],
            "events": [_event(e, self.text) for e in self.within["event", name]],
            "decisions": [_decision(d, self.text) for d in self.within["decision", name]],
            "spans": row["spans"],
        }


def note_number(note: str) -> int:
    """The number of a note by its id (`IV.33`); 0 for one that has none."""
    found = re.search(r"\d+$", note)
    return int(found.group()) if found else 0


def _words(text: str, spans: Iterable[Any]) -> str:
    return " ".join(quote_of(text, [(a, b) for a, b in spans]).split())


def _claim(claim: Row, claims: Mapping[str, Row], texts: Mapping[str, str], text: str) -> Iterator[Row]:
    """A claim; one that answers several others is followed by a row without a span for each further one."""
    answers = [
        _relation(r, claims[r["target"]], texts)
        for r in claim.get("relations", ())
        if r.get("target_kind", "claim") == "claim" and r["target"] in claims
    ]
    row = {
        "holder": claim.get("holder", []),
        "holder_kind": claim["voice"],
        "cue": _words(text, [claim["cue"]]) if claim.get("cue") else "",
        "content": _words(text, claim["spans"]),
        "hedged": claim.get("hedged", False),
        "negated": claim.get("negated", False),
        "relation": answers[0] if answers else None,
        "evidence_markers": [note_number(n) for n in claim.get("footnotes", ())],
        "span": claim["content"],
    }
    yield row
    for further in answers[1:]:
        yield {**{k: v for k, v in row.items() if k != "span"}, "relation": further}


def _relation(relation: Row, target: Row, texts: Mapping[str, str]) -> Row:
    return {
        "type": _KINDS.get(relation["type"], relation["type"]),
        "target": texts.get(target.get("sentence", ""), "")[:_OPENING],
        "target_span": target["content"],
    }


def _event(event: Row, text: str) -> Row:
    return {
        "trigger": _words(text, [event["trigger"]]),
        "type": event["type"],
        "agents": event.get("agents", []),
        "recipients": event.get("recipients", []),
        "place": event.get("place") or None,
        "date": (event.get("date") or {}).get("edtf") or None,
        "factuality": event.get("factuality", "asserted"),
        "span": event["trigger"],
    }


def _decision(decision: Row, text: str) -> Row:
    return {
        "decider": decision.get("deciders", []),
        "trigger": _words(text, [decision["trigger"]]),
        "kind": decision["decision"],
        "content": _words(text, [decision["content"]]) if decision.get("content") else "",
        "addressee": decision.get("addressees", []),
        "date": (decision.get("date") or {}).get("edtf") or None,
        "span": decision["trigger"],
    }
