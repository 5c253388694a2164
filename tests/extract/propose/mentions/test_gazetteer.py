"""Many names found at once: the longest, blind to accents, dots and hyphens, strict about capitals."""

from __future__ import annotations

import pytest
import spacy

from regesta.extract.propose.mentions.gazetteer import TO_LEFT, TO_RIGHT, Gazetteer, words_of
from regesta.extract.propose.mentions.words import mention_words
from regesta.extract.text.languages import ENGLISH

TOKENS = spacy.blank("en")
POSSESSIVE = mention_words(ENGLISH).possessive


@pytest.fixture(scope="module")
def names() -> Gazetteer:
    gazetteer = Gazetteer(POSSESSIVE.letter)
    for name in ("UN", "UN General Assembly", "US", "Chiang Kai-shek", "Elysee", "Moors"):
        gazetteer.add(name, name)
    return gazetteer


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The UN General Assembly met.", ["UN General Assembly"]),
        ("They told us.", []),
        ("The U.N. and the U.S. agreed.", ["UN", "US"]),
        ("Chiang Kai Shek and the Élysée", ["Chiang Kai-shek", "Elysee"]),
        ("the moors", []),
        ("the Moor's house", ["Moors"]),
    ],
)
def test_the_longest_name_is_found_with_its_capitals(names: Gazetteer, text: str, found: list[str]) -> None:
    assert [h.name for h in names.find(words_of(TOKENS(text), POSSESSIVE))] == found


def test_words_know_their_possessives_and_hyphens() -> None:
    words = words_of(TOKENS("Moor's Anglo-French plan, and the USs policy"), POSSESSIVE)
    assert [w.text for w in words] == ["Moor", "Anglo", "French", "plan", "and", "the", "US", "policy"]
    assert [w.text for w in words if w.genitive] == ["Moor", "US"]
    assert [(w.text, w.bound) for w in words if w.bound] == [("Anglo", TO_RIGHT), ("French", TO_LEFT)]
