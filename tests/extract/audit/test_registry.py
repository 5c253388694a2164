"""Rules by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.extract.audit import rules
from regesta.extract.audit.registry import rule


def test_two_rules_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="two audit rules are named 'url-date'"):
        rule("url-date", "Another.")(lambda case: iter(()))


def test_every_rule_is_in_the_manual(root: Path) -> None:
    page = (root / "docs" / "audit.md").read_text("utf-8")
    assert [r.name for r in rules() if f"| `{r.name}` | {r.severity} | {r.about} |" not in page] == []


def test_every_rule_says_what_it_finds_in_a_sentence() -> None:
    assert all(r.about.endswith(".") for r in rules())
