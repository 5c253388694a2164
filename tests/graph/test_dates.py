"""EDTF to days."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from regesta.graph.dates import DateError, bounds


@pytest.mark.parametrize(
    ("edtf", "low", "high"),
    [
        ("1950-01-30", "1950-01-30", "1950-01-30"),
        ("1950-02", "1950-02-01", "1950-02-28"),
        ("1948-02~", "1948-02-01", "1948-02-29"),
        ("1950", "1950-01-01", "1950-12-31"),
        ("1945-08-15~", "1945-08-10", "1945-08-20"),
        ("1946-03-05~", "1946-03-01", "1946-03-10"),
        ("1950-08-25~", "1950-08-20", "1950-08-31"),
        ("1950-02-28~", "1950-02-23", "1950-02-28"),
        ("1917-11-02~", "1917-10-28", "1917-11-07"),
        ("1917-11-02%", "1917-10-28", "1917-11-07"),
        ("1917-11-02?", "1917-11-02", "1917-11-02"),
        ("1946-03-05~/1946-03-15~", "1946-03-01", "1946-03-20"),
        ("1950?", "1950-01-01", "1950-12-31"),
        ("1946/1948", "1946-01-01", "1948-12-31"),
        ("1950-01/1950-04~", "1950-01-01", "1950-04-30"),
        ("195X", "1950-01-01", "1959-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("1950-21", "1950-03-01", "1950-05-31"),
        ("1948-23", "1948-09-01", "1948-11-30"),
        ("1950-22~", "1950-06-01", "1950-08-31"),
        ("{1950-07,1950-09-02}", "1950-07-01", "1950-09-02"),
        ("[1950,1951]", "1950-01-01", "1951-12-31"),
    ],
)
def test_a_date_has_a_first_and_a_last_day(edtf: str, low: str, high: str):
    assert bounds(edtf) == (date.fromisoformat(low), date.fromisoformat(high))


def test_an_open_interval_is_open_on_its_side():
    assert bounds("1950/..") == (date(1950, 1, 1), None)
    assert bounds("../1950-06") == (None, date(1950, 6, 30))
    assert bounds("1950/") == (date(1950, 1, 1), None)


@pytest.mark.parametrize(
    "wrong", ["", "last spring", "1950-13", "1950-02-30", "30.1.1950", "1951/1950", "1950-1-3"]
)
def test_what_is_no_date_is_refused(wrong: str):
    with pytest.raises(DateError):
        bounds(wrong)


@pytest.mark.parametrize(
    "edtf", ["1950-21", "1950-22", "1950-23", "[1950-01,1951-02]", "{1950-07-05,1950-07-11}", "194X"]
)
def test_shapes_read_here_are_read_as_the_library_reads_them(edtf: str):
    parsed = parse_edtf(edtf)
    assert bounds(edtf) == (date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3]))


@given(st.dates(), st.sampled_from("~%"))
def test_an_approximate_day_is_never_one_day(day: date, mark: str):
    low, high = bounds(f"{day.isoformat()}{mark}")
    assert low is not None
    assert high is not None
    assert low <= day <= high
    assert low < high


def _days(year: int, month: int, day: int, precision: int, mark: str) -> str:
    if precision == 3 and mark in "~%":
        mark = ""  # an approximate day reaches further here than in the library
    return "-".join((f"{year:04d}", f"{month:02d}", f"{day:02d}")[:precision]) + mark


plain = st.builds(
    _days,
    st.integers(1000, 2100),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(1, 3),
    st.sampled_from(["", "~", "?", "%"]),
)


@settings(max_examples=40, deadline=None)
@given(plain, plain)
def test_the_edtf_library_says_the_same(a: str, b: str):
    for edtf in (a, f"{a}/{b}"):
        parsed = parse_edtf(edtf)
        low, high = parsed.lower_strict(), parsed.upper_strict()
        if low[:3] <= high[:3]:
            assert bounds(edtf) == (date(*low[:3]), date(*high[:3]))
