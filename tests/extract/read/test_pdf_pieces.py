"""Pieces of a printed line that stand elsewhere in a PDF's order are read where their ink is."""

from __future__ import annotations

from regesta.extract.read.pdf_glyphs import Glyph
from regesta.extract.read.pdf_pieces import put_in_place


def line(words: str, left: float = 100.0, base: float = 500.0, size: float = 11.0) -> list[Glyph]:
    """Glyphs half as wide as their size, from `left` on; a blank has no ink."""
    step = size / 2
    return [Glyph(c, left + k * step, left + (k + 1) * step - 0.5, base, size) for k, c in enumerate(words)]


def said(lines: list[list[Glyph]]) -> list[str]:
    return ["".join(g.char for g in glyphs) for glyphs in lines]


def test_a_raised_number_goes_into_its_gap_and_to_a_line_s_end() -> None:
    text = line("It sank in 1125.   There was a wreck.")
    amid = line("38", left=100 + 16 * 5.5, base=504.0, size=7.0)
    end = line("39", left=text[-1].right + 0.5, base=504.0, size=7.0)
    assert said(put_in_place([amid, text, end])) == ["It sank in 1125.38   There was a wreck.39"]


def test_letters_set_again_go_back_into_their_word() -> None:
    whole = line("resulting in high prices")
    word = whole[14:17]
    rest = whole[:14] + whole[17:]
    assert said(put_in_place([rest, word])) == ["resulting in high prices"]


def test_a_number_of_another_line_or_over_other_letters_stays_apart() -> None:
    text = line("It sank in the year of the flood")
    far = line("12", left=150, base=540.0, size=7.0)
    over = line("13", left=120.0, base=504.0, size=7.0)
    assert len(put_in_place([text, far, over])) == 3
