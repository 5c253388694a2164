"""Rules of audit/bibliography.py: a document in which each finds the slip, and a like one in which it finds nothing."""

from __future__ import annotations

import pytest
from tests.extract.audit.cases import FOOT, KYLE, LUCAS, SHELF, Cases, Make, by, check, found, rules_of

CASES: Cases = {
    "cited-not-listed": (
        {
            "notes": [KYLE, "Anthony Nutting, No End of a Lesson (London: Constable, 1967)."],
            "bibliography": SHELF,
        },
        {"notes": [KYLE, LUCAS], "bibliography": SHELF},
        "Nutting",
    ),
    "listed-not-cited": (
        {"notes": [KYLE, *FOOT], "bibliography": SHELF},
        {"notes": [KYLE, LUCAS, *FOOT], "bibliography": SHELF},
        "Divided We Stand",
    ),
    "differs-from-bibliography": (
        {"notes": [KYLE.replace("1991", "1992")], "bibliography": SHELF},
        {"notes": [KYLE], "bibliography": SHELF},
        "year 1992 / 1991",
    ),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_rule_finds_the_slip_and_leaves_the_right_alone(name: str, make_document: Make) -> None:
    check(name, CASES, make_document)


def test_every_rule_of_the_module_has_its_case() -> None:
    assert rules_of("bibliography") == set(CASES)


def test_one_slip_against_bibliography_and_first_citation_is_one_finding(make_document: Make) -> None:
    findings = found(make_document([KYLE, KYLE.replace("1991", "1992"), KYLE.replace("1991", "1992")], SHELF))
    assert by("differs-from-first-citation", findings) == []
    (hit,) = by("differs-from-bibliography", findings)
    assert len(hit.spans) == 4
