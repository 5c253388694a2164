"""Persons and bodies told by their names; which word of a name is the family's."""

from __future__ import annotations

import pytest

from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.names import name_words, spaced

NAMES = name_words(ENGLISH)


@pytest.mark.parametrize(
    "name",
    [
        "Ann Dale",
        "J. R. Harlow",
        "E.M.Zhukov",
        "Ludwig van Beethoven",
        "Kim Il Sung",
        "In Soo Kim",
        "Dale",
        "Sir Hugh Weir",
        "O'Brien",
        "Al-Sabah",
    ],
)
def test_a_persons_name(name: str) -> None:
    assert NAMES.is_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "The Canal Age",
        "Ministry of Weirs",
        "NATO",
        "in the weir",
        "1934",
        "",
        "Weirs and tolls",
        "Ann Dale of the Weir Valley Board of Trade",
    ],
)
def test_no_persons_name(name: str) -> None:
    assert not NAMES.is_person(name)


@pytest.mark.parametrize(
    ("name", "is_body"),
    [
        ("Ministry of Weirs", True),
        ("NATO", True),
        ("The university of the river trades", True),
        ("Ann Dale", False),
        ("The Canal Age", False),
        ("Institute 1234", False),
    ],
)
def test_a_bodys_name(name: str, is_body: bool) -> None:
    assert NAMES.is_institution(name) is is_body


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Dale", ["Ann Dale"]),
        ("Dale & Arthur L. Pell Jr", ["Dale", "Arthur L. Pell Jr"]),
        ("J & G Dale", ["J Dale", "G Dale"]),
        ("Peter and Mary Dale", ["Peter Dale", "Mary Dale"]),
        ("Ann Dale et al.", ["Ann Dale"]),
        ("Ann Dale (ed.)", ["Ann Dale"]),
        ("Karl Ohm und Fritz Ahr", ["Karl Ohm", "Fritz Ahr"]),
        ("Juan Prat y Solís and Ann Dale", ["Juan Prat y Solís", "Ann Dale"]),
        ("Juan Prat y Ana Solís", ["Juan Prat", "Ana Solís"]),
        ("Prat y Solís", ["Prat", "Solís"]),
        ("Ann Dale and the Board", []),
        ("the weir", []),
    ],
)
def test_lists_of_names(text: str, names: list[str]) -> None:
    assert NAMES.people(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ann Dale and Peter Pell", ("Ann Dale", "Peter Pell")),
        ("Institute of Weirs and Tolls", ("Institute of Weirs and Tolls",)),
        ("the board", ("the board",)),
    ],
)
def test_helpers_one_by_one_and_a_body_whole(text: str, names: tuple[str, ...]) -> None:
    assert NAMES.helpers(text) == names


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Ann Dale", "Dale"),
        ("Dale, Ann", "Dale"),
        ("Hugh Weir, Jr", "Weir"),
        ("Hugh Weir Jr.", "Weir"),
        ("Ludwig van Beethoven", "van Beethoven"),
        ("Kim Il Sung", "Kim"),
        ("Hak Jun Kim", "Kim"),
        ("Sir Hugh Weir", "Weir"),
        ("Dale", "Dale"),
        ("Ana García Solís", "García Solís"),
        ("García Solís", "García Solís"),
        ("Luis de la Pena Ruiz", "de la Pena Ruiz"),
        ("Juan Prat y Solís", "Prat y Solís"),
        ("Luis García", "García"),
        ("Jean La Croix de Saint-Aubin", "La Croix de Saint-Aubin"),
        ("Jean de La Croix", "de La Croix"),
    ],
)
def test_the_family_name(name: str, family: str) -> None:
    assert NAMES.family_of(name) == family


def test_a_known_family_name_decides() -> None:
    assert NAMES.family_of("Jung Song", frozenset({"jung"})) == "Jung"
    assert NAMES.family_of("Jung Song", frozenset({"song"})) == "Song"


def test_initials_are_spaced() -> None:
    assert spaced("E.M.Zhukov") == "E.M. Zhukov"


def test_one_object_a_pack() -> None:
    assert name_words(ENGLISH) is NAMES
