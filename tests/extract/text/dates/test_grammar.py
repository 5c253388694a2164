"""How date expressions join, and where a date without a year takes it from."""

from __future__ import annotations

import pytest

from regesta.extract.text.dates.grammar import DateMatch, dates_in
from regesta.extract.text.dates.words import date_words
from regesta.extract.text.languages import ENGLISH


def read(text: str, year: int | None = None) -> list[DateMatch]:
    return dates_in(text, date_words(ENGLISH), year)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("from 3 May to 9 June 1762", ["1762-05-03/1762-06-09"]),
        ("between April and June 1789", ["1789-04/1789-06"]),
        ("between 3 and 9 June 1762", ["1762-06-03/1762-06-09"]),
        ("3 and 9 June 1762", ["{1762-06-03,1762-06-09}"]),
        ("from 30 November to 2 January 1807", ["1806-11-30/1807-01-02"]),
        ("in April and June 1848", ["{1848-04,1848-06}"]),
        ("from the spring of 1620 to 1622", ["1620-21", "1622"]),  # a season is no end of an interval
        ("from 1815 to 1812", ["1815", "1812"]),  # nor does one run backwards
    ],
)
def test_what_a_word_joins_is_one_date(text: str, edtf: list[str]) -> None:
    assert [m.edtf for m in read(text)] == edtf


@pytest.mark.parametrize(
    ("text", "year", "edtf"),
    [
        ("On 1 July they left and on 5 July 1709 they came", 1600, ["1709-07-01", "1709-07-05"]),
        ("In 1709 they came and on 1 July they left", 1600, ["1709", "1709-07-01"]),
        ("On 1 July they left, as in 1709", 1600, ["1600-07-01", "1709"]),  # a bare year after it lends none
        ("On 23 February he left.", 1848, ["1848-02-23"]),
        ("On 23 February he left.", None, []),
        ("On 29 February he left.", 1847, []),
    ],
)
def test_a_year_is_lent_from_the_left_the_right_and_the_context(
    text: str, year: int | None, edtf: list[str]
) -> None:
    assert [m.edtf for m in read(text, year)] == edtf


def test_a_lent_year_makes_a_date_less_sure() -> None:
    (lent,), (said,) = read("On 23 February he left.", 1848), read("On 23 February 1848 he left.")
    assert lent.inferred
    assert not said.inferred
    assert lent.confidence < said.confidence


def test_the_least_precise_part_says_how_sure_a_date_is() -> None:
    sure = [read(t)[0].confidence for t in ("3 May 1762", "in May 1762", "in 1762", "the 1760s")]
    assert sure == sorted(sure, reverse=True)
    assert read("from 3 May 1762 to June 1762")[0].confidence == sure[1]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("since 2006", "since"),
        ("until the end of 1949", "until"),
        ("by June 1949", "by"),
        ("in June 1949", ""),
        ("before 5 May 1950", "before"),
        ("up-to 1714 he", "until"),  # a hyphen for a space
        ("from 1701 to 1714", ""),  # an interval is bounded by itself
    ],
)
def test_a_bounding_word_is_told(text: str, relation: str) -> None:
    assert read(text)[0].relation == relation
