"""Dates as pictures draw them, and in words."""

from __future__ import annotations

import pytest

from regesta.graph.serve.site.pictures.dated import drawn_date, in_words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1945-09-05", "5 September 1945"),
        ("1945-09", "September 1945"),
        ("1945", "1945"),
        ("1950-21", "spring 1950"),
        ("1945-09-05~", "about 5 September 1945"),
        ("1945?", "1945, perhaps"),
        ("1945-09%", "about September 1945, perhaps"),
        ("../1949-12~", "until about December 1949"),
        ("1948/..", "from 1948 on"),
        ("1950-08-13/1950-08-14", "13 August 1950 to 14 August 1950"),
        ("194X", "the 1940s"),
        ("1945-13", "1945-13"),  # what has no words stays as it is written
        ("-0044-03-15", "-0044-03-15"),
    ],
)
def test_a_date_is_said_in_words(edtf: str, words: str) -> None:
    assert in_words(edtf) == words


def test_a_date_is_drawn_as_certain_as_it_is() -> None:
    about = drawn_date({"date": "1945-09~", "first": "1945-09-01", "last": "1945-09-30"})
    assert (about["from"], about["to"], about["about"]) == ("1945-09-01", "1945-09-30", True)
    assert "open" not in about
    until = drawn_date({"date": "../1949", "last": "1949-12-31"})
    assert (until["from"], until["to"], until["open"]) == ("1949-12-31", "1949-12-31", "start")
    assert drawn_date({"date": "1948/..", "first": "1948-01-01"})["open"] == "end"
    assert drawn_date({"date": "1948?", "first": "1948-01-01", "last": "1948-12-31"})["perhaps"] is True
    assert drawn_date({"label": "without a date"}) == {}
