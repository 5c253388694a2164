"""Rules of audit/works.py: a document in which each finds the slip, and a like one in which it finds nothing."""

from __future__ import annotations

import pytest
from tests.extract.audit.cases import KYLE, SHELF, Cases, Make, by, check, found, rules_of

CASES: Cases = {
    "differs-from-first-citation": (
        {"notes": [KYLE, "Keith Kyle, Suez: The Dubble War (London: Weidenfeld and Nicolson, 1991), p. 9."]},
        {"notes": [KYLE, "Keith Kyle, Suez: The Double War, London: Weidenfeld & Nicolson, 1991, p. 9."]},
        "title",
    ),
    "held-in-two-places": (
        {
            "notes": [
                "RGASPI, Telegram from Mao to Stalin, 2 October 1950, f. 558, op. 11, d. 334.",
                "APRF, Telegram from Mao to Stalin, 2 October 1950, f. 45, op. 1, d. 334.",
            ]
        },
        {
            "notes": [
                "RGASPI, Telegram from Mao to Stalin, 2 October 1950, f. 558, op. 11, d. 334.",
                "RGASPI, Telegram from Mao to Stalin, 2 October 1950, f. 558, op. 11, d. 334.",
            ]
        },
        "RGASPI and to APRF",
    ),
    "one-title-two-authors": (
        {
            "notes": [
                "Mary Webb, The Lost Treaty of Sevres Reconsidered, London: Cape, 1980.",
                "Thomas Ogden, The Lost Treaty of Sevres Reconsidered, Boston: Little, 1980.",
            ],
            "bibliography": [
                *SHELF,
                "Ogden, Thomas, The Lost Treaty of Sevres Reconsidered, London: Cape, 1980.",
            ],
        },
        {
            "notes": [
                "Mary Webb, The Lost Treaty of Sevres Reconsidered, London: Cape, 1980.",
                "Thomas Ogden, The Lost Treaty of Lausanne Reconsidered, London: Cape, 1980.",
            ]
        },
        "stands under",
    ),
    "same-work-other-words": (
        {
            "notes": [
                "Dae Yeol Koo, Study on the International Relations of Korea 2, Seoul: History Press, 1995."
            ],
            "bibliography": [
                *SHELF,
                "Ku, Dae Yeol, Research into Foreign Ties of the Peninsula, Seoul: History Press, 1995.",
            ],
        },
        {
            "notes": [
                "Dae Yeol Koo, Study on the International Relations of Korea 2, Seoul: History Press, 1995."
            ],
            "bibliography": [
                *SHELF,
                "Ku, Sang Min, Research into Foreign Ties of the Peninsula, Seoul: History Press, 1995.",
            ],
        },
        "perhaps one work",
    ),
    "author-name-order": (
        {
            "notes": [
                "Shen Zhihua, Sino-Soviet Relations, Abingdon: Routledge, 2012.",
                "Zhi Hua Shen, A Second Book of Letters, Beijing: Peoples Press, 2005.",
            ]
        },
        {
            "notes": [
                "Shen Zhihua, Sino-Soviet Relations, Abingdon: Routledge, 2012.",
                "Shen Zhihua, A Second Book of Letters, Beijing: Peoples Press, 2005.",
            ]
        },
        "2 forms",
    ),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_rule_finds_the_slip_and_leaves_the_right_alone(name: str, make_document: Make) -> None:
    check(name, CASES, make_document)


def test_every_rule_of_the_module_has_its_case() -> None:
    assert rules_of("works") == set(CASES)


def test_a_title_with_shortened_words_is_no_other(make_document: Make) -> None:
    document = make_document(
        notes=[
            "Ann Dale, Henry Hurst and the English Quays, Hull: Moor Press, 1899, p. 3.",
            "Ann Dale, Hen. Hurst and the Eng. Quays, Hull: Moor Press, 1899, p. 9.",
        ]
    )
    assert by("differs-from-first-citation", found(document)) == []
