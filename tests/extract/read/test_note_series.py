"""Holes in the numbers of notes."""

from __future__ import annotations

import pytest

from regesta.extract.read import Document
from regesta.extract.read.note_series import missing_numbers
from regesta.extract.record import Division, Footnote


def document(*series: tuple[str, list[int]]) -> Document:
    """A document with chapters (number, numbers of their notes)."""
    return Document(
        id="d",
        text="",
        divisions=tuple(
            Division(id=f"division-{k}", document="d", span=(0, 0), number=name)
            for k, (name, _) in enumerate(series)
        ),
        footnotes=tuple(
            Footnote(id=f"{k}.{n}.{i}", document="d", span=(0, 0), number=n, division=f"division-{k}")
            for k, (_, numbers) in enumerate(series)
            for i, n in enumerate(numbers)
        ),
    )


@pytest.mark.parametrize(
    ("series", "missing"),
    [
        ([("I", [1, 2, 3]), ("II", [1, 2])], ()),
        ([("I", [1, 2, 3]), ("II", [4, 5])], ()),
        ([("I", [1, 3, 4]), ("II", [1, 2])], ("I.2",)),
        ([("I", [1, 2, 3]), ("II", [3, 4])], ("II.1", "II.2")),
        ([("I", [1, 2]), ("II", [4])], ("II.3",)),
        ([("", [3, 4, 5])], ("1", "2")),
        ([("", [46, 47, 48])], ()),
        ([("I", [1, 2, 2, 3])], ()),
        ([("I", [1, 2, 1890, 1891])], ()),
        ([], ()),
    ],
)
def test_holes(series: list[tuple[str, list[int]]], missing: tuple[str, ...]) -> None:
    assert missing_numbers(document(*series)) == missing


def test_notes_by_signs_have_no_holes() -> None:
    notes = tuple(
        Footnote(id=s, document="d", span=(0, 0), number=n, label=s) for n, s in ((1, "*"), (5, "†"))
    )
    assert missing_numbers(Document(id="d", text="", footnotes=notes)) == ()


def test_one_label_without_its_chapter_makes_no_hole_among_those_that_print_it() -> None:
    labels = ("22-1", "22-2", "3", "22-4")
    notes = tuple(
        Footnote(id=label, document="d", span=(0, 0), number=n, label=label)
        for n, label in enumerate(labels, 1)
    )
    assert missing_numbers(Document(id="d", text="", footnotes=notes)) == ()
    assert missing_numbers(Document(id="d", text="", footnotes=notes[:2] + notes[3:])) == ("3",)
