"""Which headings are chapters and which their sections."""

from __future__ import annotations

import pytest

from regesta.extract.read.levels import Heading, settle
from regesta.extract.read.vocabulary import reading_words
from regesta.extract.text.languages import ENGLISH

WORDS = reading_words(ENGLISH)


def headings(*rows: tuple[str, str, str]) -> list[Heading]:
    return [
        Heading(first=k, last=k, kind=kind, number=number, title=title)  # type: ignore[arg-type]
        for k, (kind, number, title) in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("rows", "want"),
    [
        (
            [("chapter", "", "Introduction"), ("chapter", "1", "The Quay"), ("chapter", "", "Conclusion")],
            [("chapter", 1), ("chapter", 1), ("chapter", 1)],
        ),
        (
            [
                ("part", "I", ""),
                ("chapter", "1", "The Quay"),
                ("section", "1.1", "Tolls"),
                ("chapter", "2", "Fish"),
            ],
            [("part", 1), ("chapter", 2), ("section", 3), ("chapter", 2)],
        ),
        (
            # a Conclusion in every chapter is the chapter's own
            [
                ("chapter", "1", "A"),
                ("chapter", "", "Conclusion"),
                ("chapter", "2", "B"),
                ("chapter", "", "Conclusion"),
            ],
            [("chapter", 1), ("section", 2), ("chapter", 1), ("section", 2)],
        ),
        ([("section", "", "The Quay"), ("section", "", "The Tolls")], [("chapter", 1), ("chapter", 1)]),
        (
            # without numbers a name that comes again is a section, one alone a chapter
            [
                ("section", "", "THE QUAY"),
                ("chapter", "", "Introduction"),
                ("section", "", "THE TOLLS"),
                ("chapter", "", "Introduction"),
                ("section", "", "Keepers"),
                ("chapter", "", "Conclusion"),
            ],
            [("chapter", 1), ("section", 2), ("chapter", 1), ("section", 2), ("section", 2), ("chapter", 1)],
        ),
        (
            # an Introduction right below a part stays in it
            [("part", "I", ""), ("chapter", "", "Introduction"), ("chapter", "1", "A"), ("part", "II", "")],
            [("part", 1), ("section", 3), ("chapter", 2), ("part", 1)],
        ),
    ],
)
def test_settled(rows: list[tuple[str, str, str]], want: list[tuple[str, int]]) -> None:
    assert [(h.kind, h.level) for h in settle(headings(*rows), WORDS.headings)] == want
