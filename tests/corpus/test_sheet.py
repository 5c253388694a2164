"""The worksheet: numbered sentences, their notes, their headings; a window of them."""

from __future__ import annotations

import pytest

from regesta.extract.read import Document
from regesta.review.readings.sheet import Numbered, numbered, renumbered, worksheet


def test_it_shows_sentences_numbered_under_their_headings_with_their_notes(
    chapter: Document, lines: list[Numbered]
) -> None:
    shown = list(worksheet(chapter, lines))
    assert shown[:5] == [
        "",
        "## I Who built it",
        "1  In March 1871 the Conservators ordered the miller to lower his weir.[^1]",
        "    note 1: County Record Office, CB 1/2, minute of 3 March 1871.",
        "2  Agnes Holt argues that the order ruined “the whole valley”; that argument is not convincing.",
    ]
    assert shown[-5:-2] == ["", "## II Who paid", "5  The millers met at Sallow in June."]
    assert [line.number for line in lines] == [1, 2, 3, 4, 5, 6, 7]


def test_a_window_has_its_own_numbers(chapter: Document, lines: list[Numbered]) -> None:
    window = (lines[4].spans[0][0], lines[5].spans[-1][1])
    part = numbered(chapter, window)
    rest = numbered(chapter, None, [window])
    assert [line.spans for line in rest] == [line.spans for line in (*lines[:4], lines[6])]
    assert [(line.number, line.spans) for line in part] == [(1, lines[4].spans), (2, lines[5].spans)]


def test_a_printed_sheet_is_found_again_however_sentences_are_told_apart(
    chapter: Document, lines: list[Numbered]
) -> None:
    shown = list(worksheet(chapter, lines))
    whole = renumbered(chapter, "\n".join(shown), None)
    assert [(n.number, n.spans, n.notes) for n in whole] == [(n.number, n.spans, n.notes) for n in lines]
    # As if the reader had parted the second sentence when the sheet was printed.
    parted = "\n".join(shown).replace("valley”; that", "valley”;\n20  that")
    found = {
        n.number: chapter.text[n.spans[0][0] : n.spans[-1][1]] for n in renumbered(chapter, parted, None)
    }
    assert found[2].endswith("valley”;")
    assert found[20] == "that argument is not convincing."
    with pytest.raises(ValueError, match="sentence 1 of the worksheet is not in the text"):
        renumbered(chapter, "1  Somebody else wrote this.", None)
