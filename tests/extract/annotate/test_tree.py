"""Walks up a parse end at its root."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from regesta.extract.annotate.tree import climb, is_root

DOC = Doc(spacy.blank("en").vocab, ["a", "b", "c", "d"], deps=["dep"] * 4, heads=[1, 2, 2, 3])


def test_a_climb_stops_where_nothing_lets_it_by_and_at_the_root() -> None:
    assert climb(DOC[0], lambda t: t.text == "a").text == "b"
    assert climb(DOC[0], lambda t: False).text == "a"
    assert climb(DOC[0], lambda t: True).text == "c"


def test_roots_are_their_own_heads() -> None:
    assert [is_root(t) for t in DOC] == [False, False, True, True]
