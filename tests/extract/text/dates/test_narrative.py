"""Sentences told one after the other lend their time to those that follow."""

from __future__ import annotations

from regesta.extract.text.dates.narrative import dates_of_sentences
from regesta.extract.text.dates.words import date_words
from regesta.extract.text.languages import ENGLISH


def told(*sentences: str, year: int | None = None) -> list[list[str]]:
    return [[m.edtf for m in row] for row in dates_of_sentences(sentences, date_words(ENGLISH), year)]


def test_sentences_lend_their_time_to_those_that_follow() -> None:
    assert told(
        "The treaty was signed on 26 January 1946.",
        "On the following day the press was told.",
        "Two years later it lapsed.",
        "On 3 March the army moved.",
    ) == [["1946-01-26"], ["1946-01-27"], ["1948"], ["1946-03-03"]]


def test_a_story_may_begin_in_a_known_year() -> None:
    assert told("On 10 August the palace fell.", "The next day it burned.", year=1792) == [
        ["1792-08-10"],
        ["1792-08-11"],
    ]


def test_years_of_papers_and_books_leave_the_year_of_the_story_alone() -> None:
    assert told(
        "The crisis began on 2 May 1932.",
        "The papers of the minister, opened in 2004, tell another story.",
        "On 3 June he resigned.",
    )[2] == ["1932-06-03"]


def test_a_study_long_after_the_story_is_an_aside_and_a_later_event_is_not() -> None:
    assert told("Peace came on 24 October 1648.", "A study of 1998 doubts it.", "On 8 November he wrote.")[
        2
    ] == ["1648-11-08"]
    assert told("Peace came on 24 October 1648.", "War came again in 1672.", "On 8 November he wrote.")[
        2
    ] == ["1672-11-08"]


def test_a_sentence_that_begins_with_the_next_day_moves_on() -> None:
    assert told(
        "On 5 July 1914 the envoy arrived.",
        "The next day the chancellor answered.",
        "Two days later the envoy left.",
    ) == [["1914-07-05"], ["1914-07-06"], ["1914-07-08"]]


def test_a_relative_date_further_on_looks_aside() -> None:
    assert told(
        "On 5 July 1914 the envoy arrived.",
        "He would die the next day.",
        "Two days later the chancellor left.",
    ) == [["1914-07-05"], ["1914-07-06"], ["1914-07-07"]]


def test_the_very_same_evening_is_the_day_before_it() -> None:
    assert told("He arrived on 4 March 1921.", "That very evening he left.")[1] == ["1921-03-04"]
