"""Endnotes under their headings."""

from __future__ import annotations

import pytest

from regesta.extract.read.endnotes import chapter_called, endnotes_in
from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import split_lines
from regesta.extract.read.vocabulary import reading_words
from regesta.extract.text.languages import ENGLISH

WORDS = reading_words(ENGLISH)

HEADINGS = [
    Heading(first=0, last=0, kind="chapter", title="Introduction"),
    Heading(first=2, last=2, kind="chapter", number="III", title="The Closing of the Quay at Hull"),
]


@pytest.mark.parametrize(
    ("words", "index"),
    [
        ("Introduction", 0),
        ("Notes to Chapter 3", 1),
        ("III. The Closing of the Quay", 1),
        ("Chapter 4", -1),
        ("Fish", -1),
    ],
)
def test_the_chapter_a_line_names(words: str, index: int) -> None:
    assert chapter_called(words, HEADINGS, WORDS.headings) == index


def test_sequences_begin_anew_or_at_a_name() -> None:
    text = (
        "Introduction\nText.\nIII. The Closing\nText.\nNotes\n1. Brook.\n2. Marsh.\n"
        "Chapter 3\n1. Brook,\nagain.\n2. Dale.\n"
    )
    headings = [*HEADINGS, Heading(first=4, last=4, kind="notes", title="Notes")]
    found = endnotes_in(split_lines(text), headings, {}, WORDS)
    assert [(home, [(n.number, n.first, n.last) for n in notes]) for home, notes in found.sequences] == [
        (-1, [(1, 5, 5), (2, 6, 6)]),
        (1, [(1, 8, 9), (2, 10, 10)]),
    ]


def test_a_chapter_named_at_a_lines_beginning_within_a_note_cuts_nothing() -> None:
    text = (
        "Introduction\nText.\nIII. The Closing\nText.\nNotes\n1. Brook; see Part I,\nChapter 3.\n2. Marsh.\n"
    )
    headings = [*HEADINGS, Heading(first=4, last=4, kind="notes", title="Notes")]
    found = endnotes_in(split_lines(text), headings, {}, WORDS)
    assert [(home, [n.number for n in notes]) for home, notes in found.sequences] == [(-1, [1, 2])]
