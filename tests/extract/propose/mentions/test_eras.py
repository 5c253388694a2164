"""Years a document speaks of, and who lived in them."""

from __future__ import annotations

import pytest

from regesta.extract.authority import Entry
from regesta.extract.propose.mentions.eras import covers, era_of, lives_in, only_year


def test_outliers_at_either_end_are_left_out() -> None:
    text = " ".join(["1466", *["1946"] * 10, *["1950"] * 8, "2004"])
    assert era_of(text, 10) == (1946, 1950)
    assert era_of("1466 and 2004", 10) == (1466, 2004)
    assert era_of("no year", 10) is None


def test_the_one_year_of_a_sentence() -> None:
    assert only_year("In 1938 and again in 1938") == 1938
    assert only_year("From 1938 to 1940") is None
    assert only_year("Never") is None


@pytest.mark.parametrize(
    ("dates", "first", "last", "lives"),
    [
        ("1862/1933", 1946, 1950, False),
        ("1862/1933", 1930, 1950, True),
        ("1917/..", 1946, 1950, True),
        ("1960/..", 1946, 1950, False),
        ("", 1, 2000, True),
        ("1948", 1946, 1950, True),
        ("1948", 1949, 1950, False),
    ],
)
def test_lives(dates: str, first: int, last: int, lives: bool) -> None:
    entry = Entry(label="x", kind="person", dates=dates)
    assert lives_in(entry, first, last) is lives


def test_what_nobody_listed_covers_all_years() -> None:
    assert covers(None, 1950)
