"""Which letter may answer which."""

from __future__ import annotations

import pytest

from regesta.graph.serve.site.perspectives.listing import Row
from regesta.graph.serve.site.pictures.letters import threads, with_threads


def letter(item: str, sender: str, recipient: str, first: str, last: str = "") -> Row:
    return {
        "item": item,
        "sender": sender,
        "recipient": recipient,
        "date": first,
        "first": first,
        "last": last or first,
    }


ASKED = letter("a", "Kim", "Stalin", "1950-01-01")


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ([letter("b", "Stalin", "Kim", "1950-01-30")], {"b": "a"}),
        ([letter("b", "Stalin", "Kim; Mao", "1950-01-30")], {"b": "a"}),  # to several
        ([letter("b", "Stalin", "Mao", "1950-01-30")], {}),  # to somebody else
        ([letter("b", "Kim", "Stalin", "1950-01-30")], {}),  # the same way again
        ([letter("b", "Stalin", "Kim", "1950-02-01")], {}),  # too late
        ([letter("b", "Stalin", "Kim", "1950-01-01")], {}),  # crossed
        ([letter("b", "Stalin", "Kim", "1950-01-01", "1950-01-31")], {}),  # no day is known
        # one answer each: the second letter back answers nothing
        (
            [letter("b", "Stalin", "Kim", "1950-01-05"), letter("c", "Stalin", "Kim", "1950-01-08")],
            {"b": "a"},
        ),
        # the latest that is not answered
        (
            [letter("b", "Kim", "Stalin", "1950-01-03"), letter("c", "Stalin", "Kim", "1950-01-08")],
            {"c": "b"},
        ),
        # a thread of three
        (
            [letter("b", "Stalin", "Kim", "1950-01-05"), letter("c", "Kim", "Stalin", "1950-01-08")],
            {"b": "a", "c": "b"},
        ),
    ],
)
def test_a_letter_may_answer_the_last_one_that_went_the_other_way(
    others: list[Row], found: dict[str, str]
) -> None:
    assert threads([ASKED, *others]) == found
    assert threads([*reversed(others), ASKED]) == found  # in whatever order they come


def test_the_table_says_what_it_may_answer() -> None:
    rows = with_threads([ASKED, letter("b", "Stalin", "Kim", "1950-01-30")])
    assert [row.get("follows", "") for row in rows] == ["", "the one of 1950-01-01"]
    assert rows[1]["earlier"] == "a"
