"""Lists of words as regular expressions."""

from __future__ import annotations

import re

import pytest

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


def test_words_are_found_in_every_case_a_letter_has() -> None:
    letters = [chr(n) for n in range(0x10000)]
    for first in "abcdefghijklmnopqrstuvwxyz":
        same = {c for c in letters if re.fullmatch(first, c, re.IGNORECASE)} if first in "aiks" else ()
        assert all(whole_words([first]).fullmatch(c) for c in {*same, first, first.upper()})
    others = set("bcdefghjlmnopqrtuvwxyz")
    found = re.findall("[b-hjl-rt-z]", "".join(letters), re.IGNORECASE)
    assert {c.lower() for c in found} == others


@pytest.mark.parametrize("text", ["Canal age. canal", "the canal-age; CANAL  AGE", "ages", "a canal agent"])
def test_grouped_by_initials_the_longest_entry_wins_all_the_same(text: str) -> None:
    entries = ["canal", "age", "canal age", "a"]
    plainly = re.compile(rf"(?<!\w)(?:{alternation(entries)})(?!\w)", re.IGNORECASE)
    assert whole_words(entries).findall(text) == plainly.findall(text)


def test_a_space_that_may_be_missing_stays_one() -> None:
    assert stretched("op\\.? ?cit") == "op\\.? ?cit"
    assert stretched("a b") == r"a\s+b"
