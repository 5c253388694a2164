"""The table of contents."""

from __future__ import annotations

import pytest

from regesta.extract.read.contents import Contents, find_contents
from regesta.extract.read.lines import split_lines
from regesta.extract.read.vocabulary import reading_words
from regesta.extract.text.languages import ENGLISH

WORDS = reading_words(ENGLISH)


def contents(text: str) -> Contents | None:
    return find_contents(split_lines(text), {}, WORDS.headings)


def test_entries_with_page_numbers() -> None:
    found = contents(
        "Contents\n\nIntroduction ........ 1\n1. The Quay ...... 9\n"
        "The Tolls of Hull and\nGrimsby  22\n\nIntroduction\n"
    )
    assert found is not None
    assert (found.first, found.last) == (0, 5)
    assert found.exactly("The Quay")
    assert found.lists("The Tolls of Hull and Grimsby")
    assert not found.lists("The Fish")


def test_a_table_without_numbers_ends_where_its_first_line_comes_again() -> None:
    found = contents("CONTENTS\n\nThe Closing of the Quay\nThe Strike\n\nThe Closing of the Quay\n\nText.\n")
    assert found is not None
    assert (found.first, found.last) == (0, 3)


def test_a_long_table_without_numbers_holds_no_paragraph() -> None:
    entries = "".join(f"The {k} Tolls of Hull\n\nThe {k} Boats\n" for k in range(1, 130))
    paragraph = "The clerks wrote to the towns and the towns wrote to the clerks again.\n" * 3
    assert contents(f"CONTENTS OF VOLUME I.\n\nOPENING\n{entries}\n\nOPENING\n\nText.\n") is not None
    assert contents(f"CONTENTS OF VOLUME I.\n\nOPENING\n{entries}{paragraph}\n\nOPENING\n\nText.\n") is None


@pytest.mark.parametrize("text", ["The Quay\n\nText.\n", "Contents\n\n" + "A long line of prose. " * 9])
def test_no_table(text: str) -> None:
    assert contents(text) is None


def test_entries_far_apart() -> None:
    """A gap between all lines, parts with titles of their own."""
    entries = "".join(
        f"     {n}. THE {w}              {p}\n\n" for n, w, p in (("I", "QUAY", 9), ("II", "TOLL", 31))
    )
    more = "    III. THE MAYOR             88\n\n"
    part = "PART {}.\n\n  OF THE {}.\n\n"
    text = f"CONTENTS.\n\n\n  CHAPTER   PAGE\n\n{part.format('I', 'TOWN')}{entries}{part.format('II', 'MEN')}{more}\n\nPREFACE\n"
    found = contents(text)
    assert found is not None
    assert all(found.exactly(t) for t in ("THE QUAY", "THE TOLL", "THE MAYOR"))


@pytest.mark.parametrize("entry", ["The Closing of the Quay", "I. The Closing of the Quay"])
def test_the_label_above_the_first_chapter_is_no_entry(entry: str) -> None:
    found = contents(
        f"CONTENTS\n\n{entry}\nII. The Strike\n\nCHAPTER I\n\nThe Closing of the Quay\n\nText.\n"
    )
    assert found is not None
    assert (found.first, found.last) == (0, 3)
