"""Sentences told one after the other lend their time to those that follow."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.extract.text.dates.narrative import dates_of_sentences
from regesta.extract.text.dates.words import date_words
from regesta.extract.text.languages import ENGLISH


def told(*sentences: str, year: int | None = None, notes: Sequence[str] = ()) -> list[list[str]]:
    return [[m.edtf for m in row] for row in dates_of_sentences(sentences, date_words(ENGLISH), year, notes)]


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


def test_a_year_or_month_that_names_something_leaves_the_year_of_the_story_alone() -> None:
    begun = "On 26 June 1850 the strike began."
    for aside in (
        "The statute of 1799 forbade it.",
        "The amnesty of January 1851 was an afterthought.",
        "Nobody was surprised (Tyler 1881, 1-38).",
        "His memoirs were published in 1852.",
        "As in 1381, nobody was surprised.",
    ):
        assert told(begun, aside, "On 31 October the mills closed.")[2] == ["1850-10-31"], aside
    assert told(begun, "It ended in 1851.", "On 31 October the mills closed.")[2] == ["1851-10-31"]


def test_a_month_of_the_year_before_or_after_is_counted_whole() -> None:
    begun = "On 26 June 1850 the strike began."
    assert told(begun, "In July of the following year it ended.")[1] == ["1851-07"]
    assert told(begun, "In May of the previous year wages fell.")[1] == ["1849-05"]
    assert told(begun, "In July of the same year it ended.")[1] == ["1850-07"]


def test_the_year_turns_within_a_sentence() -> None:
    assert told("On 14 November 1588 he wrote, and in January a book came out.") == [
        ["1588-11-14", "1589-01"]
    ]
    assert told("On 14 May 1588 he wrote, and in January a book came out.") == [["1588-05-14", "1588-01"]]


def test_a_note_says_the_year_of_a_day() -> None:
    sentences = ("In 1957 he resigned.", "On 31 July he had written.", "On 1 August he waited.")
    notes = ("", "Letter of 31 July 1956, fol. 3.", "")
    assert told(*sentences) == [["1957"], ["1957-07-31"], ["1957-08-01"]]
    assert told(*sentences, notes=notes) == [["1957"], ["1956-07-31"], ["1956-08-01"]]
    assert told(*sentences, notes=("", "Letter of 30 July 1956.", ""))[1] == ["1957-07-31"]


def test_a_day_counts_on_from_the_last_one_however_it_is_put() -> None:
    begun = "On 7 July 1913 they struck."
    assert told(begun, "Upon the 9th the council met.")[1] == ["1913-07-09"]
    assert told(begun, "There was firing on the night of the 14th.")[1] == ["1913-07-14"]
