"""Leading names told from the first words of a title."""

from __future__ import annotations

import pytest

from regesta.extract.notes.authors import is_collection, leading
from regesta.extract.notes.gathering import gather
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("text", "names", "institution", "rest"),
    [
        ("Ann Dale, The Canal Age, p. 3", ("Ann Dale",), "", ["The Canal Age"]),
        ("Ann Dale and Peter Pell, The Canal Age", ("Ann Dale", "Peter Pell"), "", ["The Canal Age"]),
        ("Ann Dale, Peter Pell, The Canal Age", ("Ann Dale", "Peter Pell"), "", ["The Canal Age"]),
        ("J. & G. Dale, The Canal Age", ("J. Dale", "G. Dale"), "", ["The Canal Age"]),
        ("Dale, Pell, and Brand, Canal Age", ("Dale", "Pell", "Brand"), "", ["Canal Age"]),
        ("Ministry of Transport, Report on Weirs", (), "Ministry of Transport", ["Report on Weirs"]),
        ("Wendt to Harlow, 3 May 1950", (), "", ["Wendt to Harlow"]),
        ("The Canal Age, Its Makers", (), "", ["The Canal Age", "Its Makers"]),
        ('"Tolls", River Studies', (), "", ["Tolls", "River Studies"]),
        ("Robert Schuman, homme d'Etat", ("Robert Schuman",), "", ["homme d'Etat"]),
        ("Harlow Papers, Wendt to Harlow", (), "", ["Harlow Papers", "Wendt to Harlow"]),
        ("Memorandum, Harlow", (), "", ["Memorandum", "Harlow"]),
        ("Canal Age", (), "", ["Canal Age"]),
    ],
)
def test_authors_and_what_is_left(
    text: str, names: tuple[str, ...], institution: str, rest: list[str]
) -> None:
    found = leading(gather(text, 0, len(text), WORDS).words, WORDS)
    assert (found.names, found.institution, [w.text for w in found.rest]) == (names, institution, rest)


def test_a_known_family_name_makes_one_more_author() -> None:
    words = gather("Ann Dale, Ottilie Quist, Tolls", 0, 30, WORDS).words
    assert leading(words, WORDS, frozenset({"quist"})).names == ("Ann Dale", "Ottilie Quist")


def test_editors_and_translators_are_told_apart() -> None:
    text = "Ann Dale (ed.), Papers of the Weir"
    found = leading(gather(text, 0, len(text), WORDS).words, WORDS)
    assert (found.names, found.editors) == (("Ann Dale",), ("Ann Dale",))
    text = "Ann Dale, the board (trans.), Papers of the Weir"
    assert leading(gather(text, 0, len(text), WORDS).words, WORDS).translators == ("the board",)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Harlow Papers", True),
        ("The Ann Dale Collection", True),
        ("Papers of the Weir", False),
        ("Harlow", False),
    ],
)
def test_collections(text: str, is_one: bool) -> None:
    assert is_collection(text, WORDS) is is_one
