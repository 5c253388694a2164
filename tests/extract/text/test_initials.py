"""Abbreviations and the words they take their letters from."""

from __future__ import annotations

import pytest

from regesta.extract.text.initials import full_and_short, is_abbreviation, short_for, words_of


@pytest.mark.parametrize(
    ("name", "yes"), [("TsAMO", True), ("NARA", True), ("Butler Library", False), ("Ab", False)]
)
def test_what_is_an_abbreviation(name: str, yes: bool) -> None:
    assert is_abbreviation(name) is yes


@pytest.mark.parametrize(
    ("written", "short"),
    [
        ("Harbour Museum and Archive (HMA)", "HMA"),
        ("The National Archives (TNA)", "TNA"),
        ("Harbour Museum and Archive (Wells)", ""),  # a place
        ("Harbour Museum and Archive (XYZ)", ""),  # other letters
        ("Harbour Museum (HMA), Wells", ""),
        ("HMA", ""),
    ],
)
def test_the_short_form_behind_a_full_one(written: str, short: str) -> None:
    assert short_for(written) == short


def test_the_words_end_where_the_brackets_begin() -> None:
    assert words_of("HMA", "papers of the Harbour Museum and Archive") == "Harbour Museum and Archive"
    assert words_of("HMA", "something else") == ""
    assert full_and_short("Harbour Museum (Wells)") == ("Harbour Museum", "Wells")
    assert full_and_short("Harbour Museum") is None
