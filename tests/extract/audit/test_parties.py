"""Rules of audit/parties.py: a document in which each finds the slip, and a like one in which it finds nothing."""

from __future__ import annotations

import pytest
from tests.extract.audit.cases import KYLE, Cases, Make, by, check, found, rules_of

CASES: Cases = {
    "parties-differ": (
        {
            "notes": [
                "GARF, f. 1, op. 89, d. 112, l. 24, Bagirov to Stalin, letter, 6 September 1945.",
                "GARF, f. 1, op. 89, d. 112, l. 24, Bagirov to Molotov, letter, 6 September 1945.",
            ]
        },
        {
            "notes": [
                "GARF, f. 1, op. 89, d. 112, l. 24, Bagirov to Stalin, letter, 6 September 1945.",
                "GARF, f. 1, op. 89, d. 119, l. 3, Bagirov to Molotov, letter, 6 September 1945.",
            ]
        },
        "to Stalin / to Molotov",
    ),
    "sentence-names-other-party": (
        {
            "notes": [
                (
                    "A telegram to Kim went out from Stalin himself that day, 2 February 1950.",
                    "RGASPI, The secret telegram from Stalin to Shtykov, 2 Feb 1950.",
                )
            ]
        },
        {
            "notes": [
                (
                    "A telegram to Shtykov went out from Stalin himself that day, 2 February 1950.",
                    "RGASPI, The secret telegram from Stalin to Shtykov, 2 Feb 1950.",
                )
            ]
        },
        "telegram to Kim",
    ),
    "source-named-not-cited": (
        {"notes": [("According to Mikoyan's memoirs the delegate was told to return.", KYLE)]},
        {
            "notes": [
                (
                    "According to Mikoyan's memoirs the delegate was told to return.",
                    "Anastas Mikoyan, So It Was, Moscow: Vagrius, 1999, p. 3.",
                )
            ]
        },
        "Mikoyan",
    ),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_rule_finds_the_slip_and_leaves_the_right_alone(name: str, make_document: Make) -> None:
    check(name, CASES, make_document)


def test_every_rule_of_the_module_has_its_case() -> None:
    assert rules_of("parties") == set(CASES)


def test_two_telegrams_of_one_day_are_no_slip(make_document: Make) -> None:
    notes = [f"RGASPI, Telegram from Shtykov to {who}, 19 July 1950." for who in ("Gromyko", "Stalin")]
    assert by("parties-differ", found(make_document(notes))) == []
