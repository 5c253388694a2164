"""Title pages."""

from __future__ import annotations

import pytest

from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import split_lines
from regesta.extract.read.titles import title_page
from regesta.extract.read.vocabulary import reading_words
from regesta.extract.text.languages import ENGLISH

WORDS = reading_words(ENGLISH)


@pytest.mark.parametrize(
    ("lines", "want"),
    [
        (
            ["River Taxes", "in the Age of Steam", "by", "Ann Brook", "University of Hull", "May 1990"],
            ("River Taxes in the Age of Steam", "Ann Brook", "1990"),
        ),
        (["River Taxes", "By Ann Brook"], ("River Taxes", "Ann Brook", "")),
        (
            ["UNIVERSITY OF HULL", "River Taxes:", "Steam and Toll", "JOHN MARSH"],
            ("River Taxes: Steam and Toll", "John Marsh", ""),
        ),
        (["Moor Review Vol. 4, No. 2, pp. 1-19", "River Taxes"], ("River Taxes", "", "")),
        (["Volume 4 of the River Taxes"], ("Volume 4 of the River Taxes", "", "")),
        ([], ("", "", "")),
    ],
)
def test_title_author_year(lines: list[str], want: tuple[str, str, str]) -> None:
    text = "\n".join([*lines, "Introduction", "Text."])
    headings = [Heading(first=len(lines), last=len(lines), kind="chapter", title="Introduction")]
    assert title_page(split_lines(text), headings, WORDS.title_page) == want
