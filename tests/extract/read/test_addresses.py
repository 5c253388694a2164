"""Addresses of authors under an article's title are no notes."""

from __future__ import annotations

import pytest

from regesta.extract.read import read_text
from regesta.extract.read.addresses import addresses
from regesta.extract.read.lines import split_lines

ABSTRACT = (
    "This article looks at the coal trade of the two ports and at what its merchants said of each other in the years "
    "before the war, when nobody thought that it would come.\n"
)


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("Ann Smith1\n1\n\nSchool of History, University of Wells\na.smith@example.org\n", [1, 3, 4]),
        ("Ann Smith1\n\n1 School of History, University of Wells\na.smith@example.org\n", [2, 3]),
        ("Ann Smith*\n* School of History, Wells, a.smith@example.org\n", [1]),
        ("Ann Smith\nSchool of History, Wells\na.smith@example.org\n", []),  # nothing that looks like a note
        ("Ann Smith1\n\n1 See the Gazette of 3 May.\n", []),
    ],
)
def test_marked_addresses(head: str, found: list[int]) -> None:
    assert sorted(addresses(split_lines(head + "\n" + ABSTRACT))) == found


def test_an_address_takes_neither_the_number_nor_the_words_of_a_note() -> None:
    text = (
        "The Coal Trade\n\nAnn Smith1\n1\n\nSchool of History, University of Wells\na.smith@example.org\n\n"
        + ABSTRACT
        + "The trade was small at first.1 It grew when the harbour was dug.2\n\n"
        + "1\n\nThe Gazette, 3 May 1809.\n2\n\nThe Gazette, 4 May 1809.\n"
    )
    document = read_text(text, "d")
    assert [n.number for n in document.footnotes] == [1, 2]
    first = document.footnotes[0]
    assert text[slice(*first.span)].startswith("The Gazette, 3 May")
    assert any("coal trade of the two ports" in text[slice(*s.spans[0])] for s in document.sentences)
