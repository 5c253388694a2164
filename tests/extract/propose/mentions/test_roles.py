"""Whether a name acts or is only where something happens, by hand-made parses."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from regesta.extract.annotate import grammar
from regesta.extract.propose.mentions.roles import (
    is_acting_capital,
    is_located,
    modified,
    names_a_thing,
    owns,
)
from regesta.extract.propose.mentions.words import mention_words
from regesta.extract.text.languages import ENGLISH

WORDS = mention_words(ENGLISH)
VOCAB = spacy.blank("en").vocab


def parse(text: str, pos: str, deps: list[str], heads: list[int], lemmas: str = "") -> Doc:
    words = text.split()
    return Doc(VOCAB, words, pos=pos.split(), deps=deps, heads=heads, lemmas=(lemmas or text).split())


def governed(verb: str, preposition: str) -> Doc:
    """ "They VERB PREPOSITION Cairo"."""
    deps = [grammar.SUBJECT, grammar.ROOT, grammar.PREPOSITION, grammar.PREPOSITION_OBJECT]
    return parse(f"They {verb} {preposition} Cairo", "PRON VERB ADP PROPN", deps, [1, 1, 1, 2])


@pytest.mark.parametrize(
    ("verb", "preposition", "located"),
    [
        ("meet", "in", True),
        ("fly", "to", True),
        ("write", "to", False),
        ("send", "from", True),
        ("send", "to", False),
        ("sail", "for", True),
        ("plead", "for", False),
    ],
)
def test_prepositions_make_places(verb: str, preposition: str, located: bool) -> None:
    assert is_located(governed(verb, preposition)[3], WORDS) is located


def test_what_is_sent_to_a_capital_is_sent_to_a_place() -> None:
    assert is_located(governed("send", "to")[3], WORDS, capital=True)
    assert not is_acting_capital(governed("send", "to")[3], WORDS)
    assert is_acting_capital(governed("write", "to")[3], WORDS)


@pytest.mark.parametrize(("verb", "acts"), [("attack", False), ("inform", True)])
def test_a_capital_that_is_taken_is_a_place(verb: str, acts: bool) -> None:
    doc = parse(
        f"They {verb} Cairo", "PRON VERB PROPN", [grammar.SUBJECT, grammar.ROOT, grammar.OBJECT], [1, 1, 1]
    )
    assert is_acting_capital(doc[2], WORDS) is acts


@pytest.mark.parametrize(("noun", "owning"), [("policy", True), ("ambassador", False), ("territory", False)])
def test_an_adjective_owns_acts_not_persons(noun: str, owning: bool) -> None:
    doc = parse(f"Egyptian {noun}", "ADJ NOUN", [grammar.ADJECTIVE, grammar.ROOT], [1, 1])
    assert modified(doc[0]) is not None
    assert owns(doc[0], WORDS) is owning
    assert not owns(doc[1], WORDS)


def test_a_doctrine_is_a_thing() -> None:
    doc = parse("Truman Doctrine", "PROPN PROPN", [grammar.COMPOUND, grammar.ROOT], [1, 1])
    assert names_a_thing(doc[0])
    assert not names_a_thing(doc[1])
