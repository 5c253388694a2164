"""The bars of the dev gold that citations, sources and the audit may not fall below; skipped where the gold
is not beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.scripts import module_at

from regesta.extract.audit import audit
from regesta.extract.notes import propose_citations, resolve
from regesta.extract.read import read_path
from regesta.extract.read.document import Document
from regesta.extract.record import Record, Span, dumps


@pytest.fixture(scope="module")
def read(shared: Path) -> tuple[Document, list[Record]]:
    document = read_path(shared / "thesis.txt", "thesis")
    citations, sources = resolve(document, propose_citations(document))
    return document, [*document.footnotes, *citations, *sources]


@pytest.fixture(scope="module")
def scores(shared: Path, read: tuple[Document, list[Record]]) -> dict[str, Any]:
    module = module_at(shared / "score" / "score.py")
    rows = [json.loads(dumps(r)) for r in read[1]]
    return dict(module.score(rows, module.Gold(str(shared / "gold")), None, read[0].text))


@pytest.mark.parametrize(
    ("row", "bar"),
    [
        ("citations", 0.985),
        ("citations.authors", 0.95),
        ("citations.fields", 0.92),
        ("citations.archive", 0.97),
        ("citations.fond", 0.97),
        ("citations.opis", 0.98),
        ("citations.delo", 0.98),
        ("citations.listy", 0.98),
        ("citations.doc_date", 0.95),
        ("citations.sender", 0.92),
        ("citations.recipient", 0.92),
        ("sources.bcubed", 0.97),
    ],
)
def test_the_bar_is_reached(scores: dict[str, Any], row: str, bar: float) -> None:
    assert scores[row]["f1"] >= bar, scores[row]


def test_types_and_quotes(scores: dict[str, Any]) -> None:
    assert scores["citations.type"]["acc"] >= 0.93
    assert scores["quotes"]["acc"] == 1.0


def test_quotes_are_the_raw_text_and_lie_in_their_notes(read: tuple[Document, list[Record]]) -> None:
    document, records = read
    notes = {n.id: n.span for n in document.footnotes}
    for r in records:
        if r.kind == "citation":
            data = r.to_dict()
            a, b = data["span"]
            assert data["quote"] == document.text[a:b]
            assert notes[data["footnote"]][0] <= a < b <= notes[data["footnote"]][1]


def test_the_audit_finds_what_it_must(shared: Path, read: tuple[Document, list[Record]]) -> None:
    gold = json.loads((shared / "gold" / "discrepancies.json").read_text("utf-8"))["discrepancies"]
    findings = audit(read[0], read[1])

    def overlap(a: Span, b: Span) -> bool:
        return a[0] < b[1] and b[0] < a[1]

    hits = sum(
        any(
            all(
                any(overlap(s, tuple(p)) for s in f.spans)
                for p in (g["span"], *([g["conflicts_with"]] if g["conflicts_with"] else []))
            )
            for f in findings
        )
        for g in gold
    )
    assert hits >= 55, f"{hits} of {len(gold)} found in {len(findings)} findings"
    assert len(findings) < 3 * len(gold)
