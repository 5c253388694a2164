"""A citation's parts in the fields of a record."""

from __future__ import annotations

import pytest

from regesta.extract.notes.filling import first_date, held, page_numbers
from regesta.extract.notes.gathering import gather
from regesta.extract.notes.parts import Parts
from regesta.extract.notes.reading import read
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("written", "pages"), [("172 - 73,  180", "172-73, 180"), ("4,", "4"), ("xii-xv", "xii-xv"), ("", "")]
)
def test_pages(written: str, pages: str) -> None:
    assert page_numbers(written) == pages


def test_a_shelfmark_with_its_units() -> None:
    text = "RGASPI, f. 558, op. 11, d. 62, ll. 71-72"
    found = held(text, gather(text, 0, len(text), WORDS), WORDS)
    assert (found.archive, found.fond, found.opis, found.delo, found.listy) == (
        "RGASPI",
        "558",
        "11",
        "62",
        "71-72",
    )
    assert found.units[0] == ("fond", "558")
    assert found.title == ""


def test_a_shelfmark_cited_as_a_whole() -> None:
    text = "TNA, FO 371/102796"
    assert held(text, gather(text, 0, len(text), WORDS), WORDS).shelfmark == "FO 371/102796"


def test_pages_behind_a_file_are_its_sheets_where_sheets_are_counted() -> None:
    text = "RGASPI, f. 558, op. 11, d. 62, Wendt to Harlow, 3 May 1950, p. 71"
    found = read(text, text, 0, len(text), WORDS)
    assert found is not None
    assert (found.fields.listy, found.fields.pages) == ("71", "")
    text = "TNA, FO 371/102796, Wendt to Harlow, 3 May 1950, p. 71"
    found = read(text, text, 0, len(text), WORDS)
    assert found is not None
    assert (found.fields.listy, found.fields.pages) == ("", "71")


def test_the_year_of_a_newspaper_is_its_days_and_a_documents_none() -> None:
    paper = read("Pravda, 3 May 1950", "Pravda, 3 May 1950", 0, 18, WORDS)
    letter = read(
        "TNA, FO 371/9, Wendt to Harlow, 3 May 1950",
        "TNA, FO 371/9, Wendt to Harlow, 3 May 1950",
        0,
        42,
        WORDS,
    )
    assert paper is not None
    assert letter is not None
    assert (paper.fields.year, letter.fields.year) == ("1950", "")


def test_the_first_date() -> None:
    assert first_date(Parts(dates=[("1950-05-03", 0, 1)]), "of 1 May 1949", WORDS) == "1950-05-03"
    assert first_date(Parts(), "Minutes of 1 May 1949", WORDS) == "1949-05-01"
    assert first_date(Parts(), "Minutes", WORDS) == ""
