"""Dates in texts and in sentences told one after the other: text -> EDTF."""

from __future__ import annotations

import datetime

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from regesta.extract.text.dates import find_dates, read_dates

CASES = [
    ("in June, 1215, the barons", ["1215-06"]),
    ("on 15 June 1215 at", ["1215-06-15"]),
    ("became in 1495 a member", ["1495"]),
    ("reigned (1087-1100) over", ["1087/1100"]),
    ("about 700 A.D. the Arabs", ["0700~"]),
    ("in A.D. 98 and", ["0098"]),
    ("in the autumn of 1346", ["1346-23"]),
    ("in the first days of May 1950", ["1950-05-05~"]),
    ("the last week of May 1950", ["1950-05-25~"]),
    ("on 27 Aug 1950", ["1950-08-27"]),
    ("On August 27, 1950 he", ["1950-08-27"]),
    ("the 20th of September 1945", ["1945-09-20"]),
    ("on the twentieth of September 1945", ["1945-09-20"]),
    ("30.01.1950", ["1950-01-30"]),
    ("5/11/1956", ["1956-11-05"]),
    ("11/25/1956", ["1956-11-25"]),
    ("1950-01-30", ["1950-01-30"]),
    ("in Sept. 1945", ["1945-09"]),
    ("in May 1950 he may go", ["1950-05"]),
    ("in early 1950", ["1950-01/1950-04~"]),
    ("early September 1945", ["1945-09-05~"]),
    ("mid-August 1945", ["1945-08-15~"]),
    ("in mid- July 1947", ["1947-07-15~"]),
    ("late October 1956", ["1956-10-25~"]),
    ("at the end of November 1945", ["1945-11-30~"]),
    ("at the end of 1949", ["1949-12~"]),
    ("late 1947", ["1947-09/1947-12~"]),
    ("around 10 May 1950", ["1950-05-10~"]),
    ("in about 1948", ["1948~"]),
    ("between 1946 and 1948", ["1946/1948"]),
    ("from 16 to 27 December 1945", ["1945-12-16/1945-12-27"]),
    ("12-14 May 1950", ["1950-05-12/1950-05-14"]),
    ("29 October\u20137 November 1956", ["1956-10-29/1956-11-07"]),
    ("between 12 March 1946 and 3 April 1946", ["1946-03-12/1946-04-03"]),
    ("from 30 November to 2 January 1950", ["1949-11-30/1950-01-02"]),
    ("1945-46", ["1945/1946"]),
    ("in May and November 1947", ["{1947-05,1947-11}"]),
    ("on 21 May as well as 9 October 1946", ["{1946-05-21,1946-10-09}"]),
    ("on 20 and 21 May 1950", ["{1950-05-20,1950-05-21}"]),
    ("the summer of 1945", ["1945-22"]),
    ("the first half of 1950", ["1950-01/1950-06"]),
    ("the 1940s", ["194X"]),
    ("the nineteenth century", ["18XX"]),
    ("On 1 July they left and on 5 July 1950 they came", ["1950-07-01", "1950-07-05"]),
]
NONE = [
    "in 1200 parishes",
    "1215 men",
    "some 1400 knights",
    "44 B.C. and",
    "an ad 50 feet long",
    "in March 1200 pilgrims came",
    "after 1300 casualties",
    "the fall of the city",
    "He may go.",
    "31 February 1950",
    "2000 men",
    "some 1500 troops",
    "resolution 1950",
    "no. 1949",
    "A/RES/1001",
    "the March of Brandenburg",
    "page 12 of 1,950",
    "NSC 61",
    "$1950",
]


@pytest.mark.parametrize(("text", "edtf"), CASES)
def test_dates_are_found(text: str, edtf: list[str]) -> None:
    found = find_dates(text)
    assert [m.edtf for m in found] == edtf
    for m in found:
        assert text[m.start : m.end] == m.text
        parse_edtf(m.edtf)


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_date_is_left(text: str) -> None:
    assert find_dates(text) == []


@given(st.dates(min_value=datetime.date(1500, 1, 1), max_value=datetime.date(2040, 12, 31)))
def test_every_day_is_read_back(day: datetime.date) -> None:
    for text in (
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
    ):
        assert [m.edtf for m in find_dates(f"It was on {text} that")] == [day.isoformat()]


@given(st.text(max_size=80))
def test_any_text_gives_spans_of_itself(text: str) -> None:
    for m in find_dates(text, year_context="1950"):
        assert text[m.start : m.end] == m.text
        parse_edtf(m.edtf)


def test_a_year_context_is_where_the_story_begins() -> None:
    told = ["On 4 August the guns began.", "The next day they fell silent."]
    assert [[m.edtf for m in row] for row in read_dates(told, year_context="1789-07")] == [
        ["1789-08-04"],
        ["1789-08-05"],
    ]
