"""Rules of audit/names.py: a document in which each finds the slip, and a like one in which it finds nothing."""

from __future__ import annotations

import pytest
from tests.extract.audit.cases import KYLE, Cases, Make, by, check, found, rules_of

CASES: Cases = {
    "full-name-two-ways": (
        {"notes": [("Hon Yong Pak agreed, and later Hon Yong Park did too.", KYLE)]},
        {"notes": [("Hon Yong Pak agreed, and later Il Sung Kim did too.", KYLE)]},
        "Hon Yong Park",
    ),
    "initials-clash": (
        {"notes": [("J. L. Hodge arrived, and J. R. Hodge left.", KYLE)]},
        {"notes": [("J. R. Hodge arrived, and John R. Hodge left.", KYLE)]},
        "J. L. and J. R.",
    ),
    "given-name-as-family": (
        {"notes": [("W. Haruki argued otherwise.", "Haruki Wada, The Korean War, Tokyo: Iwanami, 1995.")]},
        {"notes": [("H. Wada argued otherwise.", "Haruki Wada, The Korean War, Tokyo: Iwanami, 1995.")]},
        "family name is Wada",
    ),
    "author-initial-clash": (
        {"notes": [("M. Park argued otherwise.", "Tae Gyun Park, The Korean War, Seoul: Chaek, 2012.")]},
        {"notes": [("T. Park argued otherwise.", "Tae Gyun Park, The Korean War, Seoul: Chaek, 2012.")]},
        "M. Park",
    ),
}


def test_initials_far_apart_are_two_persons_unless_a_rank_joins_them(make_document: Make) -> None:
    pages = [("The clerks wrote to the towns. " * 260, KYLE)]
    for one, other, least in (("", "", 0.0), ("Major ", "Major ", 0.5)):
        notes = [(f"{one}J. L. Hodge arrived.", KYLE), *pages, (f"{other}J. R. Hodge left.", KYLE)]
        hits = by("initials-clash", found(make_document(notes)))
        assert [h.confidence >= 0.5 for h in hits] == [least > 0]


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_rule_finds_the_slip_and_leaves_the_right_alone(name: str, make_document: Make) -> None:
    check(name, CASES, make_document)


def test_every_rule_of_the_module_has_its_case() -> None:
    assert rules_of("names") == set(CASES)
