"""Dates as people write them."""

from __future__ import annotations

import pytest

from regesta.graph.serve.site.dates import in_words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1946-03-04", "4 March 1946"),
        ("1946-03", "March 1946"),
        ("1946", "1946"),
        ("0476", "476"),
        ("-0043", "44 BC"),
        ("1946-03~", "about March 1946"),
        ("1946?", "perhaps 1946"),
        ("1946-12-24%", "perhaps about 24 December 1946"),
        ("1950-21", "spring 1950"),
        ("194X", "1940s"),
        ("19XX", "20th century"),
        ("10XX", "11th century"),
        ("1945-11/1946-05-09", "November 1945 to 9 May 1946"),
        ("1946/..", "from 1946 on"),
        ("../1946-05", "until May 1946"),
        ("[1945,1946-02]", "1945 or February 1946"),
        ("{1945,1946}", "1945 and 1946"),
        ("1946-47", "1946-47"),
        ("Y-17E7", "Y-17E7"),
    ],
)
def test_a_date_in_words(edtf: str, words: str) -> None:
    assert in_words(edtf) == words
