"""The date grammar: text -> EDTF."""

from __future__ import annotations

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from regesta.extract.text.dates.grammar import find_dates, read_dates
from regesta.extract.text.dates.relative import resolve_relative, shifted

CASES = [
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


def test_a_day_without_year_needs_a_context() -> None:
    assert find_dates("On 23 February he left.") == []
    (match,) = find_dates("On 23 February he left.", year_context="1950")
    assert match.edtf == "1950-02-23"
    assert match.inferred
    assert match.confidence < find_dates("On 23 February 1950 he left.")[0].confidence


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("since 2006", "since"),
        ("until the end of 1949", "until"),
        ("by June 1949", "by"),
        ("in June 1949", ""),
        ("before 5 May 1950", "before"),
    ],
)
def test_a_bounding_word_is_told(text: str, relation: str) -> None:
    assert find_dates(text)[0].relation == relation


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
    assert [m.edtf for m in resolve_relative(text, anchor)] == edtf


def test_sentences_lend_their_time_to_those_that_follow() -> None:
    texts = [
        "The treaty was signed on 26 January 1946.",
        "On the following day the press was told.",
        "Two years later it lapsed.",
        "On 3 March the army moved.",
    ]
    assert [[m.edtf for m in row] for row in read_dates(texts)] == [
        ["1946-01-26"],
        ["1946-01-27"],
        ["1948"],
        ["1946-03-03"],
    ]


@given(
    st.dates(
        min_value=__import__("datetime").date(1500, 1, 1), max_value=__import__("datetime").date(2040, 12, 31)
    )
)
def test_every_day_is_read_back(day: object) -> None:
    import datetime

    assert isinstance(day, datetime.date)
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


def test_shifting_keeps_the_precision_it_has() -> None:
    assert shifted("1950-12", "month", 1) == "1951-01"
    assert shifted("1950-12", "day", 1) == ""
    assert shifted("1950", "month", 1) == ""


def test_years_of_papers_and_books_leave_the_year_of_the_story_alone() -> None:
    told = [
        "The crisis began on 2 May 1932.",
        "The papers of the minister, opened in 2004, tell another story.",
        "On 3 June he resigned.",
    ]
    assert [m.edtf for m in list(read_dates(told))[2]] == ["1932-06-03"]


def test_a_sentence_that_begins_with_the_next_day_moves_on() -> None:
    told = [
        "On 5 July 1914 the envoy arrived.",
        "The next day the chancellor answered.",
        "Two days later the envoy left.",
    ]
    assert [[m.edtf for m in row] for row in read_dates(told)] == [
        ["1914-07-05"],
        ["1914-07-06"],
        ["1914-07-08"],
    ]


def test_the_very_same_evening_is_the_day_before_it() -> None:
    assert [
        m.edtf for m in list(read_dates(["He arrived on 4 March 1921.", "That very evening he left."]))[1]
    ] == ["1921-03-04"]
