"""Chapters with a number and no title in plain text, and sections whose notes begin anew."""

from __future__ import annotations

import pytest

from regesta.extract.read import Document, read_text
from regesta.extract.read.lines import split_lines
from regesta.extract.read.numerals import lone_numerals

TEXT = [
    "The ferry at Goole was founded in 1802 by the council of the town, which",
    "had hoped for it.{a} Nobody thought that it would ever pay, and the books",
    "were kept in a tin box.{b}",
    "{a} Ellen Pike, Ferries (York: Dale Press, 1951), p. {a}.",
    "{b} Ibid., p. 9.",
    "The quarrel over the tolls went on until the mayor died in the spring of",
    "the next year, when his brother, who had never been to Goole, was asked",
    "to settle it.{c} He came by the first coach.",
    "{c} John Dunn, Bridges (Hull: Moor Press, 1980), p. 12.",
]


def chapters(*heads: str, text: list[str] = TEXT) -> str:
    """Text under each heading, notes between body lines, numbered from 1 under each."""
    body = "\n".join(text).format(a=1, b=2, c=3)
    return "FERRIES AND TOLLS\n\n\n" + "".join(f"\n{head}\n\n{body}\n" for head in heads)


def filed(document: Document) -> list[tuple[str, str, int]]:
    """(number, title, notes) of each division."""
    homes = [f.division for f in document.footnotes]
    return [(d.number, d.title, homes.count(d.id)) for d in document.divisions]


def test_numerals_alone_and_titles_in_capitals_are_chapters() -> None:
    document = read_text(chapters("I", "II", "THE BRIDGE", "III"), "d")
    assert filed(document) == [("I", "", 3), ("II", "", 3), ("", "THE BRIDGE", 3), ("III", "", 3)]
    assert all(f.sentence for f in document.footnotes)
    assert len({f.id for f in document.footnotes}) == 12
    assert document.title == "FERRIES AND TOLLS"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("I\n\na\n\nII\n\nb\n\nIII\n\nc\n", id="items of a list"),
        pytest.param(chapters("I"), id="one alone"),
        pytest.param(chapters("II", "III"), id="not from one"),
        pytest.param(chapters("i", "ii"), id="small, as pages are"),
        pytest.param(
            "\f".join(["I\n\nIt rose.\n" + "It fell.\n" * 9, "II\n\nIt sank.\n" * 3] * 2), id="pages"
        ),
    ],
)
def test_what_is_no_chapter(text: str) -> None:
    assert not lone_numerals(split_lines(text))


def test_numerals_may_begin_anew() -> None:
    found = lone_numerals(split_lines(chapters("I", "II", "I", "II")))
    assert list(found.values()) == ["I", "II", "I", "II"]
