"""Noun phrases as names, and the subject of the sentences before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from regesta.extract.propose.claims.holders import HolderFinder
from regesta.extract.propose.claims.lexicon import ClaimWords
from regesta.extract.propose.claims.noun_phrases import last_subject, main_subjects, phrase_name

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parsed = Callable[[str], "Doc"]
FinderOf = Callable[..., HolderFinder]
MEMOIRS = "Metternich, Klemens von, Memoirs, London: Bentley, 1880."

NAMES = [
    ("The young abbot of Cluny wept.", "abbot", "young abbot"),
    ("All the king's ministers wept.", "ministers", "king's ministers"),
    ("The merchants wept.", "merchants", "merchants"),
]


@pytest.mark.parametrize(("text", "head", "name"), NAMES)
def test_a_phrase_is_named_without_its_determiner_and_what_follows(
    parsed: Parsed, words: ClaimWords, text: str, head: str, name: str
) -> None:
    assert phrase_name(next(t for t in parsed(text) if t.text == head), words) == name


def test_the_last_subject_is_a_named_one_of_two_sentences_at_most(
    finder_of: FinderOf, words: ClaimWords
) -> None:
    finder = finder_of(
        "Metternich left Vienna.", "The roads were bad.", "It rained.", "It snowed.", books=(MEMOIRS,)
    )
    assert [t.text for t in main_subjects(finder.layer, 0)] == ["Metternich"]
    assert last_subject(1, finder.layer, words) == "Klemens von Metternich"
    assert last_subject(2, finder.layer, words) == "Klemens von Metternich"
    assert last_subject(3, finder.layer, words) is None
