"""What is found in a sentence keeps its tokens."""

from __future__ import annotations

import spacy

from regesta.extract.propose.mentions.matches import MentionMatch, PlaceMatch, SentenceReading
from regesta.extract.propose.mentions.sentence_words import sentence_words
from regesta.extract.propose.mentions.words import mention_words
from regesta.extract.text.languages import ENGLISH


def test_what_was_found_first_stays() -> None:
    doc = spacy.blank("en")("Moor met Velten in Cairo")
    reading = SentenceReading(0, sentence_words(doc, mention_words(ENGLISH)), None)
    first = MentionMatch(0, 2, "Moor")
    reading.add(first)
    reading.add(MentionMatch(1, 3, "Velten"))
    reading.add(None)
    reading.add(PlaceMatch(4, 5, "Cairo"))
    assert reading.mentions == [first]
    assert [p.place for p in reading.places] == ["Cairo"]
    assert not reading.free(1, 4)
    assert reading.free(2, 4)
