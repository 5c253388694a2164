"""Rules of audit/spelling.py: a document in which each finds the slip, and a like one in which it finds nothing."""

from __future__ import annotations

import pytest
from tests.extract.audit.cases import KYLE, Cases, Make, check, rules_of

from regesta.extract.audit import audit

#: Two case forms of a Greek name, one of them rare.
GREEK = "Ἀφροδίτη reigns; Ἀφροδίτης, says Ἀφροδίτης, was Ἀφροδίτης."
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


def test_greek_endings_are_no_slips(make_document: Make) -> None:
    document = make_document([(GREEK, KYLE)])
    found = audit(document, [*document.sentences, *document.footnotes])
    assert [f.message for f in found if f.rule == "spelled-two-ways"] == []
