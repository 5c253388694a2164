"""The patterns by which the audit reads sentences and descriptions."""

from __future__ import annotations

import re

import pytest

from regesta.extract.audit.words import audit_words
from regesta.extract.text.languages import ENGLISH

WORDS = audit_words(ENGLISH)


@pytest.mark.parametrize(
    ("pattern", "text", "groups"),
    [
        (WORDS.diary_of, "in Harlow's diary of May", ("Harlow",)),
        (WORDS.full_day, "on 31 June 1950 he", ("31", "June", "1950")),
        (WORDS.passed, "was sent to Wendt by Ann Harlow", ("Wendt", "Ann Harlow")),
    ],
)
def test_what_a_pattern_finds(pattern: re.Pattern[str], text: str, groups: tuple[str, ...]) -> None:
    found = pattern.search(text)
    assert found is not None
    assert found.groups() == groups


def test_both_ends_of_a_message() -> None:
    found = WORDS.message.search("He read a telegram to Wendt from J. Harlow twice.")
    assert found is not None
    assert (found["prep"], found["who"], found["prep2"], found["who2"]) == (
        "to",
        "Wendt",
        "from",
        "J. Harlow",
    )


def test_months_by_their_long_and_short_names() -> None:
    assert WORDS.months["February"] == WORDS.months["Feb"] == 2
    assert WORDS.full_day.search("7 Mai 1950") is None


def test_one_object_a_language() -> None:
    assert audit_words(ENGLISH) is WORDS
