"""Words before an imprint: a book's title, its series, a chapter and its book."""

from __future__ import annotations

import pytest

from regesta.extract.notes.gathering import gather
from regesta.extract.notes.kinds.titles import BookWords, split_book, title_volume, without_volume
from regesta.extract.notes.kinds.wordings import type_words
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Canal Age (London: Cape, 1934)", BookWords("The Canal Age")),
        (
            "The Canal Age, Its Makers, and Its End (London: Cape, 1934)",
            BookWords("The Canal Age, Its Makers, and Its End"),
        ),
        (
            "The Canal Age and Its Makers, Camden Series (London: Cape, 1934)",
            BookWords("The Canal Age and Its Makers", "Camden Series"),
        ),
        (
            "Tolls and Their Keepers, Essays in River History (London: Cape, 1934)",
            BookWords("Tolls and Their Keepers", "Essays in River History", chapter=True),
        ),
        (
            "The Canal Age and Its Makers, a history (London: Cape, 1934)",
            BookWords("The Canal Age and Its Makers, a history"),
        ),
    ],
)
def test_title_and_container(text: str, expected: BookWords) -> None:
    parts = gather(text, 0, len(text), WORDS)
    assert split_book(text, parts.words, parts, type_words(WORDS)) == expected


@pytest.mark.parametrize(
    ("title", "volume", "bare"),
    [
        ("The Canal Age 2", "2", "The Canal Age"),
        ("The Canal Age 1, 2", "1, 2", "The Canal Age"),
        ("The Canal Age 1830", "", "The Canal Age 1830"),
        ("The Canal Age", "", "The Canal Age"),
    ],
)
def test_a_volume_that_ends_a_title(title: str, volume: str, bare: str) -> None:
    assert title_volume(title) == volume
    assert without_volume(title, volume) == bare
