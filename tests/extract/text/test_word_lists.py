"""Lists of words as regular expressions."""

from __future__ import annotations

import re

from regesta.extract.text.word_lists import alternation, stretched, whole_words


def test_the_longest_entry_comes_first() -> None:
    assert alternation(["see", "see also"]) == r"see\s+also|see"
    assert re.match(alternation(["see", "see also"]), "see  also Dale").group() == "see  also"  # type: ignore[union-attr]


def test_whole_words() -> None:
    pattern = whole_words(["weir", "canal age"])
    assert pattern.search("the WEIR.")
    assert pattern.search("the canal\nage")
    assert not pattern.search("weirs")
    assert not whole_words(["weir"], case=True).search("Weir")


def test_a_space_that_may_be_missing_stays_one() -> None:
    assert stretched("op\\.? ?cit") == "op\\.? ?cit"
    assert stretched("a b") == r"a\s+b"
