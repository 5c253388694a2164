"""Works cited by author and year."""

from __future__ import annotations

import pytest

from regesta.extract.notes.author_date import (
    author_date_patterns,
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
