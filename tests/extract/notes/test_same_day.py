"""Several newspapers of one day in one citation."""

from __future__ import annotations

import pytest

from regesta.extract.notes.same_day import papers_of_a_day
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


def read(text: str) -> list[tuple[str, str, str]]:
    found = papers_of_a_day(text, 0, len(text), WORDS)
    return [(text[a:b], r.fields.container, r.fields.doc_date) for (a, b), r in found]


def test_each_paper_has_the_day_and_its_own_place() -> None:
    assert read("Hull Evening Journal, Leeds Advertiser, and Derby Courier, all 7 December 1861") == [
        ("Hull Evening Journal", "Hull Evening Journal", "1861-12-07"),
        ("Leeds Advertiser", "Leeds Advertiser", "1861-12-07"),
        ("Derby Courier", "Derby Courier", "1861-12-07"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Hull Evening Journal, 7 December 1861",  # one paper
        "Hull Evening Journal, Leeds Advertiser, all 1861",  # no day
        "Ann Dale, Peter Pell, all 7 December 1861",  # no newspaper among them
    ],
)
def test_what_is_something_else(text: str) -> None:
    assert read(text) == []
