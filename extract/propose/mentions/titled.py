"""Persons by their title and what it is of: "the Duke of York", "the Bishop of Lincoln"."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.extract.propose.mentions.organisations import Phrase
from regesta.extract.propose.mentions.sentence_words import SentenceWords


def titled_phrases(s: SentenceWords) -> Iterator[Phrase]:
    """Titles with the places they are of; none that describes a name before it ("Henry, Duke of York")."""
    titles = s.lexicon.titles
    for i in range(len(s) - 2):
        holds = s[i].text in titles.of_places and s[i + 1].text in titles.of_body
        if holds and s.adjacent(i + 1) and s.adjacent(i + 2) and s.is_capital(i + 2) and not _describes(s, i):
            last = _end(s, i + 2)
            yield Phrase(i, last, (s.text(i, last),), s.lexicon.confidence.titled, "person")


def _describes(s: SentenceWords, i: int) -> bool:
    """Whether a name stands right before a title, a comma between them or none."""
    if i == 0 or s.after_article(i):
        return False
    between = s.doc[s[i - 1].token + 1 : s[i].token]
    return s.is_capital(i - 1) and s.token(i - 1).pos_ == "PROPN" and len(between) < 2


def _end(s: SentenceWords, first: int) -> int:
    """The end of the run of capitalised words that begins at a word."""
    last = first + 1
    while last < len(s) and s.is_capital(last) and s.adjacent(last):
        last += 1
    return last
