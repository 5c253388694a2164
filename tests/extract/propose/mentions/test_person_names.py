"""Personal names: their shape, their family name, whether two are one person's, where notes print them."""

from __future__ import annotations

import pytest

from regesta.extract.propose.mentions.person_names import fullness, has_only_initials, person_names
from regesta.extract.text.languages import ENGLISH

NAMES = person_names(ENGLISH)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("B. Cumings", "Bruce Cumings", True),
        ("J.V. Stalin", "Joseph Stalin", True),
        ("Pak Hon Yong", "Hon Yong Pak", True),
        ("John Smith", "Jane Smith", False),
        ("A. Lee", "Chong-Sik Lee", False),
        ("Smith", "Jane Smith", True),
        ("W. Scott Lucas", "Scott Lucas", True),
        ("Gregory P. Downs", "Greg Downs", True),
        ("William Scott Lucas", "Scott Lucas", False),
        ("Jo Downs", "Joan Downs", False),
    ],
)
def test_full_names_of_one_person(a: str, b: str, same: bool) -> None:
    assert NAMES.same_person(a, b) is same


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Kim Il Sung", "kim"),
        ("Donggil Kim", "kim"),
        ("Walter LaFeber", "lafeber"),
        ("Arthur L. Grey Jr", "grey"),
        ("J. V.", "jv"),
    ],
)
def test_family_names_stand_first_or_last(name: str, family: str) -> None:
    assert NAMES.family(name) == family


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("President Nasser's", "Nasser"),
        ("Prof. Ada Moor", "Ada Moor"),
        ("General", "General"),
        ("Moor,", "Moor"),
    ],
)
def test_titles_and_possessives_are_no_part_of_a_name(text: str, clean: str) -> None:
    assert NAMES.clean(text) == clean


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Ada Moor", True),
        ("Ludwig van Moor", True),
        ("Cold War", False),
        ("Ada moor", False),
        ("Ada Moor 2nd", False),
        ("A", False),
        ("A B C D E F", False),
        ("NATO", False),
    ],
)
def test_the_shape_of_a_name(text: str, is_name: bool) -> None:
    assert NAMES.is_name(text) is is_name


def test_authors_at_the_heads_of_citations_and_bibliography_entries() -> None:
    note = "See also Ada Moor, Harbours (London, 1990), p. 4; B. Velten and Carl Amsel, Ships, p. 9."
    assert list(NAMES.cited(note)) == ["Ada Moor", "B. Velten", "Carl Amsel"]
    assert NAMES.listed("Moor, Ada, Harbours, London: Quay, 1990.") == "Ada Moor"
    assert NAMES.listed("Moor, Ada B. 1990. Harbours. London: Quay.") == "Ada B. Moor"
    assert NAMES.listed("Harbours of the North, London, 1990.") is None


def test_fuller_forms_make_better_labels() -> None:
    assert max(["A. Moor", "Ada Moor", "Ada B. Moor"], key=fullness) == "Ada B. Moor"
    assert has_only_initials("A. B. Moor")
    assert not has_only_initials("Ada B. Moor")


@pytest.mark.parametrize("run", ["Theodoret, Ephrem", "James I Francis Bacon", "Lester's Vespucius"])
def test_two_names_run_into_one_are_none(run: str) -> None:
    assert not NAMES.is_name(run)


@pytest.mark.parametrize("name", ["Martin Luther King, Jr.", "Ann Lee", "James Ruthven"])
def test_names_that_are_one(name: str) -> None:
    assert NAMES.is_name(name)


def test_which_holder_of_a_title_is_part_of_the_title() -> None:
    assert NAMES.clean("First Marquis Cornwallis") == "Cornwallis"
    assert NAMES.clean("First Lessing") == "First Lessing"


def test_what_sends_a_reader_to_an_author_is_no_given_name() -> None:
    assert list(NAMES.cited("See Ephrem, Hymns")) == []
    assert list(NAMES.cited("See Bruce Cumings, Origins")) == ["Bruce Cumings"]
