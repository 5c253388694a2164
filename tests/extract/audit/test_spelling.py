"""Rules of audit/spelling.py: a document in which each finds the slip, and a like one in which it finds nothing."""

from __future__ import annotations

import pytest
from tests.extract.audit.cases import KYLE, Cases, Make, check, rules_of

CASES: Cases = {
    "spelled-two-ways": (
        {"notes": [("Vyshinksy spoke; Vyshinsky, said Vyshinsky, was Vyshinsky.", KYLE)]},
        {"notes": [("Vyshinsky spoke; Vyshinsky, said Vyshinsky, was Vyshinsky.", KYLE)]},
        "'Vyshinksy' (1)",
    ),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_rule_finds_the_slip_and_leaves_the_right_alone(name: str, make_document: Make) -> None:
    check(name, CASES, make_document)


def test_every_rule_of_the_module_has_its_case() -> None:
    assert rules_of("spelling") == set(CASES)
