"""The patterns by which the entries of a bibliography are read."""

from __future__ import annotations

import pytest

from regesta.extract.notes.bibliography_words import bibliography_words
from regesta.extract.text.languages import ENGLISH

WORDS = bibliography_words(ENGLISH)


@pytest.mark.parametrize(
    ("entry", "family", "given"),
    [
        ("Kyle, Keith, Suez", "Kyle", "Keith"),
        ("Kyle, Keith. Suez. London: Tauris", "Kyle", "Keith"),
        ("Lucas, W. Scott. Divided", "Lucas", "W. Scott"),
        ("Lucas, W. S. Divided We Stand", "Lucas", "W. S."),
        ("Herrmann, Richard K. Perceptions and", "Herrmann", "Richard K."),
        ("Louis, Wm. Roger. Ends", "Louis", "Wm. Roger"),
        ("Kyle, Keith The Politics of Suez", "Kyle", "Keith"),
    ],
)
def test_an_inverted_name_ends_with_the_given_names(entry: str, family: str, given: str) -> None:
    m = WORDS.inverted_name.match(entry)
    assert m is not None
    assert (m["family"], m["given"]) == (family, given)


@pytest.mark.parametrize(
    ("entry", "stands_for_the_author"),
    [("\u2014. Suez", True), ("\u2e3b Suez", True), ("---, Suez", True), ("Idem, Suez", True), ("- Suez", False),
     ("\u2013 Suez", False), ("Idemitsu, Suez", False)],
)  # fmt: skip
def test_a_dash_in_the_authors_place(entry: str, stands_for_the_author: bool) -> None:
    assert (WORDS.same_author.match(entry) is not None) is stands_for_the_author


@pytest.mark.parametrize(
    ("tail", "whole"),
    [("London, 1991.", True), ("pp. 3-9", True), ("Washington, D.C.", True), ("by A.", False)],
)
def test_how_a_whole_entry_ends(tail: str, whole: bool) -> None:
    assert (WORDS.entry_end.search(tail) is not None) is whole
