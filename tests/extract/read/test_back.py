"""Lists of abbreviations and bibliographies."""

from __future__ import annotations

import pytest

from regesta.extract.read.back import abbreviation_in, bibliography_in, is_rubric
from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import split_lines
from regesta.extract.read.vocabulary import reading_words
from regesta.extract.text.languages import ENGLISH

WORDS = reading_words(ENGLISH)


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("TNA    The National Archives", ("TNA", "The National Archives")),
        ("HO: Home Office", ("HO", "Home Office")),
        ("and more", None),
    ],
)
def test_an_abbreviation(line: str, want: tuple[str, str] | None) -> None:
    assert abbreviation_in(line) == want


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("Primary Sources", True),
        ("Books and Articles:", True),
        ("Brook, A., Quays (Leeds, 1990).", False),
        ("pp. 3", False),
    ],
)
def test_a_rubric(line: str, want: bool) -> None:
    assert is_rubric(line, WORDS.lists) == want


def test_entries_under_their_rubrics() -> None:
    text = (
        "Bibliography\n\nUnpublished Sources\n\nHull Archives, Minutes.\n\nBooks\n\n"
        "Brook, A., Quays (Leeds:\n  Moor Press, 1990).\nMarsh, J., Letters (York, 1980).\n"
    )
    heading = Heading(first=0, last=0, kind="bibliography", title="Bibliography")
    found = bibliography_in(split_lines(text), [heading], {}, 80, WORDS)
    assert [(text[slice(*e.span)].split(",")[0], e.rubrics) for e in found] == [
        ("Hull Archives", ("Unpublished Sources",)),
        ("Brook", ("Unpublished Sources", "Books")),
        ("Marsh", ("Unpublished Sources", "Books")),
    ]
