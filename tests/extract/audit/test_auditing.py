"""The audit as a whole: order and ids of findings, rules chosen, the example's planted slips."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.extract.audit.cases import KYLE, LUCAS, SHELF, Make, found

from regesta.extract.audit import audit, rules
from regesta.extract.notes import propose_citations, resolve
from regesta.extract.read import read_path
from regesta.extract.record import Discrepancy


def test_findings_are_in_order_named_once_and_within_the_text(make_document: Make) -> None:
    findings = found(
        make_document(
            [
                f"{KYLE[:-1]}; {LUCAS}",
                "Ibid., p. 4.",
                "Keith Kyle, Suez, London: Tauris, 1991, pp.187-",
                KYLE,
            ],
            SHELF,
        )
    )
    assert findings == sorted(findings, key=lambda f: (f.spans, f.rule))
    assert len({f.id for f in findings}) == len(findings)
    assert all(0 <= a < b for f in findings for a, b in f.spans)


def test_chosen_rules_only(make_document: Make) -> None:
    document = make_document([f"{KYLE[:-1]}; {LUCAS}", "Ibid., p. 4."])
    citations, sources = resolve(document, propose_citations(document))
    chosen = [r for r in rules() if r.name == "url-date"]
    assert audit(document, [*citations, *sources], chosen) == []


@pytest.mark.parametrize("form", ["clean", "damaged"])
def test_the_example_has_its_planted_slips_and_no_other(root: Path, form: str) -> None:
    """Without events: what is planted is in the apparatus and the sentences."""
    document = read_path(
        root / "examples" / ("iran-1946.txt" if form == "clean" else "iran-1946-damaged.txt")
    )
    planted = json.loads((root / "tests" / "golden" / form / "discrepancies.json").read_text("utf-8"))[
        "discrepancies"
    ]
    findings = found(document)

    def meets(slip: dict[str, Any], finding: Discrepancy) -> bool:
        places = [slip["span"], *([slip["conflicts_with"]] if slip["conflicts_with"] else [])]
        return all(any(a < y and x < b for a, b in finding.spans) for x, y in places)

    assert [s["what"] for s in planted if not any(meets(s, f) for f in findings)] == []
    assert [f.message for f in findings if not any(meets(s, f) for s in planted)] == []
    assert len(findings) == len(planted) == 11
