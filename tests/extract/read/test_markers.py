"""Numbers that call notes."""

from __future__ import annotations

import pytest

from regesta.extract.read.markers import Call, align, calls_in
from regesta.extract.read.vocabulary import reading_words
from regesta.extract.text.languages import ENGLISH

WORDS = reading_words(ENGLISH)


def score(text: str, number: int) -> float:
    found = [c for c in calls_in(text, [(0, len(text))], WORDS.markers) if c.number == number]
    return max((c.score for c in found), default=0.0)


@pytest.mark.parametrize(
    "text",
    [
        "the war.12 The",
        "the war\u00b9\u00b2",
        "the war.[12]",
        "the war.^12",
        "in 1950.12 The",
        "(Hull)12 and",
    ],
)
def test_likely_calls(text: str) -> None:
    assert score(text, 12) >= 2.0


@pytest.mark.parametrize(
    "text", ["vol. 12 of", "12 divisions", "on 12 May", "12 percent", "p.12", "cost $12 a"]
)
def test_numbers_that_call_nothing(text: str) -> None:
    assert score(text, 12) < 0.5


def test_a_pair_set_as_a_range_calls_both() -> None:
    assert [c.number for c in calls_in("the war.3\u20134 Then", [(0, 17)], WORDS.markers)] == [3, 4]


def test_numbers_and_places_rise_together() -> None:
    calls = [Call((k, k + 1), n, 1.0) for k, n in enumerate([1, 7, 2, 9, 3])]
    chosen = align(calls, dict.fromkeys((1, 2, 3, 7, 9), (0, 100)))
    assert sorted(chosen) == [1, 2, 3]


def test_a_call_stands_in_its_window() -> None:
    assert align([Call((5, 6), 1, 1.0)], {1: (6, 9)}) == {}
