"""audit.toml: every rule says how sure it is, and no row is of no rule."""

from __future__ import annotations

import pytest

from regesta.extract.audit import rules
from regesta.extract.audit.levels import confidence, doubts, levels


def test_every_rule_has_its_row_and_every_row_its_rule() -> None:
    rows = {name.partition(".")[0] for name in levels("confidence")}
    assert rows - {"other"} == {r.name for r in rules()}


def test_confidences_are_shares() -> None:
    assert all(0 < value < 1 for value in levels("confidence").values())


def test_a_way_of_finding_may_be_surer_and_a_rule_of_somebody_else_has_the_row_for_others() -> None:
    assert confidence("short-title-unknown", "misnamed") > confidence("short-title-unknown")
    assert confidence("their-own-rule") == levels("confidence")["other"]


def test_evidence_raises_and_lowers_within_bounds() -> None:
    plain = confidence("spelled-two-ways")
    assert confidence("spelled-two-ways", evidence=["far rarer"]) > plain
    assert confidence("spelled-two-ways", evidence=["accents alone"]) < plain
    least = confidence("spelled-two-ways", evidence=["accents alone", "garbled text", "used often"])
    assert least == levels("bounds")["lowest"]
    raised = ["the same names beside both", "a letter lost, doubled or moved", "far rarer"]
    highest, doubt = levels("bounds")["highest"], levels("evidence")["an older spelling"]
    assert confidence("spelled-two-ways", evidence=[*raised, "an older spelling"]) == pytest.approx(
        highest + doubt
    )
    assert doubts(["far rarer", "accents alone", "accents alone"]) == ["accents alone"]
    with pytest.raises(KeyError):
        confidence("spelled-two-ways", evidence=["no such evidence"])
