"""Date expressions one by one, before their years are settled."""

from __future__ import annotations

import pytest

from regesta.extract.text.dates.points import READERS, Point, days_of, points
from regesta.extract.text.dates.words import date_words
from regesta.extract.text.languages import ENGLISH

WORDS = date_words(ENGLISH)


def read(text: str) -> Point:
    (point,) = points(text, WORDS)
    return point


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("1588-07-29", 1588, 7, 29),
        ("29.7.1588", 1588, 7, 29),
        ("7/29/1588", 1588, 7, 29),
        ("the twenty-first of May 1701", 1701, 5, 21),
        ("May the 21st, 1701", 1701, 5, 21),
        ("Sept. 1701", 1701, 9, None),
        ("in May", None, 5, None),
        ("in 1701", 1701, None, None),
    ],
)
def test_years_months_and_days(text: str, year: int | None, month: int | None, day: int | None) -> None:
    point = read(text)
    assert (point.year, point.month, point.day) == (year, month, day)


def test_several_days_are_a_span_or_a_pair() -> None:
    span, pair = read("16 to 27 May 1702"), read("16 and 27 May 1702")
    assert (span.day, span.last_day, span.pair) == (16, 27, False)
    assert (pair.day, pair.last_day, pair.pair) == (16, 27, True)
    assert not read("between 16 and 27 May 1702").pair


def test_spans_of_years_halves_seasons_decades_and_centuries() -> None:
    assert (read("1756-63").year, read("1756-63").last_year) == (1756, 1763)
    assert read("1756/12") == Point(0, 4, 1756)
    assert read("the latter half of 1715").fixed == "1715-07/1715-12"
    assert read("the winter of 1709").season == 24
    assert read("the 1760s").fixed == "176X"
    assert read("the 18th century").fixed == read("the eighteenth century").fixed == "17XX"


def test_words_before_a_date_narrow_or_blur_it() -> None:
    late, about = read("at the very end of May 1702"), read("some time in 1702")
    assert late.part is not None
    assert late.part.month == "last"
    assert about.about
    assert "at the very end of May 1702"[late.start :] == "the very end of May 1702"


@pytest.mark.parametrize(
    "text", ["31.13.1701", "30 February 1701", "she may 3 times", "1701 horses", "No. 1701"]
)
def test_what_the_calendar_or_the_neighbours_rule_out_is_no_date(text: str) -> None:
    assert list(points(text, WORDS)) == []


def test_every_kind_of_the_table_has_a_reader() -> None:
    assert set(WORDS.kinds) == set(READERS)


def test_months_have_their_days() -> None:
    assert [days_of(1900, 2), days_of(1904, 2), days_of(1904, 12)] == [28, 29, 31]
