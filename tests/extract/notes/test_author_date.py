"""Works cited by author and year."""

from __future__ import annotations

import pytest

from regesta.extract.notes.author_date import (
    author_date_patterns,
    families_by_year,
    family_initials,
    is_serial,
    read_author_date,
)
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("text", "authors", "year", "pages"),
    [
        ("Dale 1934: 72", ("Dale",), "1934", "72"),
        ("Dale (1934a), p. 72", ("Dale",), "1934", "72"),
        ("Dale (1934: 72-74)", ("Dale",), "1934", "72-74"),
        ("Dale and Pell (1934)", ("Dale", "Pell"), "1934", ""),
        ("Dale, Pell and Brand (1934): 3-9", ("Dale", "Pell", "Brand"), "1934", "3-9"),
        ("Dale et al. (1934), pp. 3 - 9", ("Dale",), "1934", "3-9"),
    ],
)
def test_author_and_year(text: str, authors: tuple[str, ...], year: str, pages: str) -> None:
    found = read_author_date(text, 0, len(text), WORDS, frozenset())
    assert found is not None
    assert (found.type, found.fields.authors, found.fields.year, found.fields.pages) == (
        "short_title",
        authors,
        year,
        pages,
    )


@pytest.mark.parametrize(
    "text", ["Pravda (1950)", "NATO (1950)", "Memorandum (1950)", "Dale, The Canal Age, 1934"]
)
def test_no_author_and_year(text: str) -> None:
    assert read_author_date(text, 0, len(text), WORDS, frozenset()) is None


def test_what_is_no_author() -> None:
    assert is_serial("FRUS", WORDS)
    assert is_serial("Pravda", WORDS)
    assert not is_serial("Dale", WORDS)


def test_families_first_with_their_initials() -> None:
    names = "Westby, O. A. and Haanpaa, J."
    assert family_initials(names) == [("Westby", "O. A."), ("Haanpaa", "J.")]
    m = author_date_patterns(WORDS).harvard.match(f"{names} (1996) The Weir")
    assert m is not None
    assert (m["names"].strip(), m["year"]) == (names, "1996")


def test_a_document_that_cites_by_author_and_year_needs_no_list() -> None:
    notes = [
        "Dale 1994, 71-72, fig. 3.",
        "Brook 1963, 200; Marsh and Pell 1990.",
        "Hull, Dock Museum, inv. 12; Weir 2004a, 46-47.",
        "Dale 1994, 5; Penn et al. 2001.",
        "Brook 1965b, 78; Pell 1990: 12.",
    ]
    text = "\n".join(notes)
    starts = [text.index(n) for n in notes]
    spans = [(a, a + len(n)) for a, n in zip(starts, notes, strict=True)]
    known = families_by_year(text, spans, WORDS)
    assert known == {"dale", "brook", "marsh", "weir", "penn", "pell"}
    assert not families_by_year(text, spans[:1], WORDS)
    for piece, year, pages in (
        ("Dale 1994, 71-72, fig. 3", "1994", "71-72"),
        ("Brook 1965b, 78", "1965", "78"),
    ):
        found = read_author_date(piece, 0, len(piece), WORDS, known)
        assert found is not None
        assert (found.fields.year, found.fields.pages) == (year, pages)
    assert read_author_date("Suez 1956, 44", 0, 13, WORDS, known) is None
