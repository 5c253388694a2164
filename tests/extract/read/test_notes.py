"""Lines that begin notes, and the chain of their numbers."""

from __future__ import annotations

import pytest

from regesta.extract.read.lines import split_lines
from regesta.extract.read.notes import counted_run, footnote_chain, prose_score, starts_in
from regesta.extract.read.vocabulary import reading_words
from regesta.extract.text.languages import ENGLISH

WORDS = reading_words(ENGLISH)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("3 Ann Brook, Quays", 3),
        ("[3] Ann Brook", 3),
        ("\u00b3 Ann Brook", 3),
        ("3. Ann Brook", 3),
        ("3Brook, p. 4", 3),
    ],
)
def test_a_start(line: str, number: int) -> None:
    assert [s.number for s in starts_in(split_lines(line), [0], WORDS.notes)] == [number]


@pytest.mark.parametrize("line", ["3rd of May", "3% of it", "3.5 metres", "3-6 ships", "Brook 3", "3"])
def test_no_start(line: str) -> None:
    assert starts_in(split_lines(line), [0], WORDS.notes) == []


def test_the_run_at_the_end_counts_by_one_in_one_dress() -> None:
    lines = split_lines("1920. A year\n[1] One\n1921. Another\n[2] Two\n[3] Three")
    assert [s.number for s in counted_run(starts_in(lines, range(5), WORDS.notes))] == [1, 2, 3]


def test_the_chain_leaves_numbers_of_the_text_out() -> None:
    lines = split_lines(
        "Text.1\n1 Brook, Quays, p. 4.\n400 men were there when it came\nMore.2\n2 Ibid., p. 9."
    )
    starts = starts_in(lines, range(5), WORDS.notes)
    chain = footnote_chain(starts, dict.fromkeys(range(5), 0), {1: [0], 2: [3]}, WORDS.notes)
    assert [s.number for s, _ in chain] == [1, 2]


def test_prose_and_citation() -> None:
    assert prose_score("and that they had been there when it was closed", WORDS.notes) > 0.5
    assert (
        prose_score("Ann Brook, Quays and Strikes (London: Moor Press, 1990), pp. 31-40", WORDS.notes) < -0.5
    )
