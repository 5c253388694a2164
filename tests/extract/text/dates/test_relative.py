"""Relative dates: text and the date before it -> EDTF."""

from __future__ import annotations

import pytest

from regesta.extract.text.dates.grammar import dates_in
from regesta.extract.text.dates.relative import day_of_month, resolve_relative, shifted
from regesta.extract.text.dates.words import date_words
from regesta.extract.text.languages import ENGLISH

WORDS = date_words(ENGLISH)

RELATIVE = [
    ("On the following day he left.", "1950-05-05", ["1950-05-06"]),
    ("The day before, he had slept.", "1950-03-01", ["1950-02-28"]),
    ("Two days later he left.", "1945-12-31", ["1946-01-02"]),
    ("Two months later, it ended.", "1950-11-05", ["1951-01"]),
    ("in the same month", "1950-05-05", ["1950-05"]),
    ("About three weeks later it fell.", "1950-05-05", ["1950-05-26~"]),
    ("The following year saw no change.", "1950-05", ["1951"]),
    ("Three days after the landing he left.", "1950-05-05", []),
    ("That afternoon he left; that year was cold.", "1950-05-05", ["1950-05-05", "1950"]),
    ("On the 23rd the guns opened fire.", "1950-05-05", ["1950-05-23"]),
    ("On the 3rd the guns opened fire.", "1950-12-20", ["1951-01-03"]),
    ("On the 38th parallel", "1950-05-05", []),
    ("On the 2nd floor", "1950-05-05", []),
    ("On the 31st", "1950-06", []),
    ("A fortnight later it fell on the following afternoon.", "1950-05-05", ["1950-05-19~", "1950-05-06"]),
    ("the next day", "1950-05", []),
    ("the next day", None, []),
]


@pytest.mark.parametrize(("text", "anchor", "edtf"), RELATIVE)
def test_relative_dates(text: str, anchor: str | None, edtf: list[str]) -> None:
    assert [m.edtf for m in resolve_relative(text, WORDS, anchor)] == edtf


def test_the_last_date_of_the_same_text_comes_before_the_anchor() -> None:
    text = "Charles sailed on 2 May 1519; ten days later he landed, and in the same month he wrote."
    assert [m.edtf for m in resolve_relative(text, WORDS, "1500-01-01", dates_in(text, WORDS))] == [
        "1519-05-12",
        "1519-05",
    ]


def test_a_relative_date_is_inferred_and_less_sure_than_one_said_outright() -> None:
    (found,) = resolve_relative("and on the following day he fled", WORDS, "1848-03-13")
    assert (found.text, found.inferred) == ("on the following day", True)
    assert found.confidence < dates_in("on 14 March 1848", WORDS)[0].confidence


@pytest.mark.parametrize(
    ("base", "unit", "steps", "edtf"),
    [
        ("1945-12-31", "day", 1, "1946-01-01"),
        ("1904-02-27~", "day", 3, "1904-03-01~"),
        ("1950-05-05", "week", 0, "1950-05-05~"),
        ("1950-05-05", "week", 2, "1950-05-19"),
        ("1950-12", "month", 1, "1951-01"),
        ("1950-01-31", "month", -1, "1949-12"),
        ("1950-05", "year", -2, "1948"),
        ("1950-12", "day", 1, ""),
        ("1950", "month", 1, ""),
        ("9999-12-31", "day", 1, ""),
    ],
)
def test_shifting_keeps_the_precision_it_has(base: str, unit: str, steps: int, edtf: str) -> None:
    assert shifted(base, unit, steps) == edtf


@pytest.mark.parametrize(
    ("base", "day", "edtf"),
    [
        ("1946-11-20", 23, "1946-11-23"),
        ("1946-12-20", 3, "1947-01-03"),
        ("1946-11", 31, ""),
        ("1946", 3, ""),
    ],
)
def test_a_bare_day_is_the_next_of_its_number(base: str, day: int, edtf: str) -> None:
    assert day_of_month(base, day) == edtf
