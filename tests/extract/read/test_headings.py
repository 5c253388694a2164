"""What a heading's words say."""

from __future__ import annotations

import pytest

from regesta.extract.read.headings import arabic, classify, is_closing
from regesta.extract.read.vocabulary import reading_words
from regesta.extract.text.languages import ENGLISH

WORDS = reading_words(ENGLISH)


@pytest.mark.parametrize(
    ("words", "kind", "number", "title"),
    [
        ("Chapter IV: The Road to Hull", "chapter", "IV", "The Road to Hull"),
        ("CHAPTER THREE", "chapter", "3", ""),
        ("Part II", "part", "II", ""),
        ("IV. The Road to Hull", "chapter", "IV", "The Road to Hull"),
        ("2.1 The Quay", "section", "2.1", "The Quay"),
        ("(b) The Quay", "section", "b", "The Quay"),
        ("Bibliography", "bibliography", "", "Bibliography"),
        ("Literaturverzeichnis", "bibliography", "", "Literaturverzeichnis"),
        ("Notes to Chapter 3", "notes", "", "Notes to Chapter 3"),
        ("Appendix A", "appendix", "", "Appendix A"),
        ("EDITOR'S PREFACE.", "front", "", "EDITOR'S PREFACE."),
        ("Preface to the Second Edition", "front", "", "Preface to the Second Edition"),
        ("3.1.1. Notes", "section", "3.1.1", "Notes"),
        ("3. Notes", "notes", "3", "Notes"),
        ("The Author's House", "section", "", "The Author's House"),
        ("The Quay", "section", "", "The Quay"),
    ],
)
def test_kind_number_and_title(words: str, kind: str, number: str, title: str) -> None:
    named = classify(words, WORDS.headings)
    assert (named.kind, named.number, named.title) == (kind, number, title)


def test_numbers() -> None:
    assert [arabic(n) for n in ("IV", "XL", "9", "2.1", "MC", "")] == [4, 40, 9, None, None, None]


def test_closing_words() -> None:
    assert is_closing("CONCLUSION", WORDS.headings)
    assert not is_closing("Introduction", WORDS.headings)
