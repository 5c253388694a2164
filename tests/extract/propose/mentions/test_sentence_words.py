"""The words of a sentence beside its tokens."""

from __future__ import annotations

import spacy

from regesta.extract.propose.mentions.sentence_words import sentence_words
from regesta.extract.propose.mentions.words import mention_words
from regesta.extract.text.languages import ENGLISH


def test_words_lead_to_their_tokens_and_neighbours() -> None:
    words = sentence_words(
        spacy.blank("en")("the 40th Army's staff, and Workers's Party"), mention_words(ENGLISH)
    )
    assert words.texts(0, 4) == ["the", "40th", "Army", "staff"]
    assert words.tokens(1, 3) == (1, 3)
    assert words.is_capital(1)
    assert not words.is_capital(3)
    assert words.adjacent(3)  # a possessive between
    assert not words.adjacent(4)  # a comma between
    assert words.after_article(1)
    assert not words.after_article(0)
    assert words.text(5, 7) == "Workers' Party"
