"""Noun phrases as names: what the record calls a holder whom no mention names, and who was the subject
before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regesta.extract.annotate import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token

    from regesta.extract.propose.claims.lexicon import ClaimWords
    from regesta.extract.propose.mentions.layer import MentionLayer

_NOT_NAMED = (
    grammar.DETERMINER,
    grammar.PUNCTUATION,
    grammar.COORDINATOR,
    grammar.PRECONJUNCTION,
    grammar.PREDETERMINER,
)


def phrase_name(head: Token, words: ClaimWords) -> str:
    """A noun phrase as a name: without its determiner and what follows the head."""
    tokens = [t for t in head.doc[head.left_edge.i : head.i + 1] if t.dep_ not in _NOT_NAMED]
    text = "".join(t.text_with_ws for t in tokens).strip()
    return words.holders.genitive_ending.sub("", text) or head.text


def last_subject(sentence: int, layer: MentionLayer, words: ClaimWords) -> str | None:
    """The named subject of one of the sentences just before, the nearest first."""
    earliest = max(-1, sentence - 1 - words.weights.subject_memory)
    for k in range(sentence - 1, earliest, -1):
        for token in main_subjects(layer, k):
            names = layer.actors_of(token)
            if names:
                return names[0]
    return None


def person_spoken_of(layer: MentionLayer, sentence: int) -> str | None:
    """The person who is the subject of a sentence's main verb, or whose work or view is ("Pastor's book")."""
    for subject in main_subjects(layer, sentence):
        owners = (c for c in subject.children if c.dep_ == grammar.POSSESSOR)
        for token in (subject, *owners):
            named = (n for n in layer.actors_of(token) if layer.kinds.get(n, "person") == "person")
            if (name := next(named, None)) is not None:
                return name
    return None


def main_subjects(layer: MentionLayer, sentence: int) -> list[Token]:
    """The subjects of a sentence's main verb."""
    return [
        t
        for t in layer.annotated.sentences[sentence].doc
        if t.dep_ in (grammar.SUBJECT, grammar.PASSIVE_SUBJECT) and t.head.dep_ == grammar.ROOT
    ]
