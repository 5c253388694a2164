"""A sheet keeps its numbers and names, and refuses another text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from weir import TEXT, records

from regesta.api.readings import Readings
from regesta.extract.workspace import Workspace
from regesta.review.readings.sheet import Numbered
from regesta.review.readings.sheets import PIECE, Sheet, SheetError, _pieces, document_of, read_sheet


def test_a_sheet_shows_sentences_notes_and_what_was_proposed(space: Workspace) -> None:
    sheet, pieces = Readings(space).sheet()
    shown = pieces["p01"]
    assert "1  Holt argues that the weir ruined the mill.[^1]" in shown
    assert "    note 1: County Record Office, CB 1/2." in shown
    assert '    c1  0.80  [scholar: Agnes Holt] "the weir ruined the mill"; notes 1' in shown
    assert '    e1  0.90  Order "ordered": town council' in shown
    assert '    d1  0.90  order "ordered": town council "to lower it"' in shown
    assert read_sheet(sheet.to_json()) == sheet
    assert list(sheet.expected("p01.jsonl")) == [1, 2, 3, 4]


def test_a_sheet_of_another_text_is_refused(space: Workspace, sheet: Sheet) -> None:
    with pytest.raises(SheetError, match="another text"):
        Readings(space).read([], replace(sheet, sha256="0" * 64), reviewer="A")
    with pytest.raises(SheetError, match="no reading sheet"):
        read_sheet('{"document": 1}')


def test_chapters_are_cut_into_pieces_of_a_sitting() -> None:
    document = document_of("d", TEXT, records())

    def lines(count: int, division: str) -> list[Numbered]:
        return [Numbered(n, ((n, n + 1),), (), division) for n in range(1, count + 1)]

    cut = _pieces(document, [*lines(3 * PIECE, "a"), *lines(PIECE // 2, "b")])
    assert [len(piece) for piece in cut] == [PIECE, PIECE, PIECE, PIECE // 2]
