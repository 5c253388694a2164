"""What the type of a PDF's lines tells: bold lines are headings where few are bold; large titles stay whole."""

from __future__ import annotations

import pytest

from regesta.extract.read.lines import split_lines
from regesta.extract.read.pdf_glyphs import Row
from regesta.extract.read.pdf_text import text_of

BODY = "The ferry was sold in the spring of the year, and nobody in the town had been asked."


def page(*rows: tuple[str, float, bool]) -> list[Row]:
    """Rows from the top down, 13 points apart, larger ones further: (words, size, bold)."""
    out, y = [], 800.0
    for words, size, bold in rows:
        out.append(Row(words, 60, 60 + 5 * len(words), y, size, bold))
        y -= 13 * max(1.0, size / 10)
    return out


def heads(rows: list[Row]) -> list[str]:
    text, sizes = text_of([rows])
    lines = split_lines(text)
    return [lines[i].bare for i in sorted(sizes.heads)]


def test_a_bold_line_is_parted_and_a_heading() -> None:
    rows = page(*[(BODY, 10, False)] * 6, ("What became of the men", 10, True), *[(BODY, 10, False)] * 6)
    assert heads(rows) == ["What became of the men"]
    assert f"\n\nWhat became of the men\n\n{BODY}" in text_of([rows])[0]


@pytest.mark.parametrize("every", [1, 3])
def test_much_bold_type_is_emphasis(every: int) -> None:
    assert not heads(page(*[(BODY, 10, k % every == 0) for k in range(12)]))


def test_a_large_title_over_two_lines_stays_whole() -> None:
    rows = page(("The Ferries of", 18, True), ("the Humber", 18, True), *[(BODY, 10, False)] * 8)
    assert text_of([rows])[0].startswith("The Ferries of\nthe Humber\n\n")
