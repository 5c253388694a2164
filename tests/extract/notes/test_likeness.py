"""How alike names, titles, parties and pages are."""

from __future__ import annotations

from typing import Any

import pytest

from regesta.extract.notes.likeness import (
    author_likeness,
    is_body,
    likeness_words,
    page_numbers,
    pages_overlap,
    party_likeness,
    short_name,
    sound,
    surname_likeness,
    title_key,
    title_likeness,
)
from regesta.extract.record import Fields
from regesta.extract.text.languages import ENGLISH

WORDS = likeness_words(ENGLISH)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Vyshinsky", "Vyshinskii"), ("Khrushchev", "Hrushchev"), ("Malik", "Mallik"), ("Choo", "Chou"), ("Éden", "Eden")],
)  # fmt: skip
def test_transliterations_of_a_name_sound_alike(one: str, other: str) -> None:
    assert sound(one, WORDS) == sound(other, WORDS)


def test_other_names_sound_otherwise() -> None:
    assert sound("Stalin", WORDS) != sound("Shtykov", WORDS)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Kyle", "kyle", True),
        ("de Gaulle", "Gaulle", True),
        ("Vyshinsky", "Vyshinskii", True),
        ("Ministry of Defence", "Defense Ministry", True),
        ("Ministry of Defence", "Ministry of Health", False),
        ("Kim", "Kum", False),
        ("Kyle", "Lucas", False),
        ("Torkunov", "Torkunow", True),
    ],
)
def test_whether_two_family_names_or_bodies_are_one(one: str, other: str, alike: bool) -> None:
    assert (surname_likeness(one, other, WORDS) >= 0.84) is alike
    assert surname_likeness(one, other, WORDS) == pytest.approx(surname_likeness(other, one, WORDS))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ({"authors": ("Kim",), "author_names": ("Young Ho Kim",)}, {"authors": ("Kim",), "author_names": ("Hak Jun Kim",)}, False),
        ({"authors": ("Park",), "author_names": ("T. G. Park",)}, {"authors": ("Park",), "author_names": ("M. Park",)}, False),
        ({"authors": ("Shen",), "author_names": ("Shen Zhihua",)}, {"authors": ("Shen",), "author_names": ("Zhihua Shen",)}, True),
        ({"authors": ("Kim",)}, {"authors": ("Kim",), "author_names": ("Hak Jun Kim",)}, True),
        ({"editors": ("Louis",)}, {"authors": ("Owen", "Louis")}, True),
    ],
)  # fmt: skip
def test_whether_authors_are_one_by_family_and_given_names(
    one: dict[str, Any], other: dict[str, Any], alike: bool
) -> None:
    found = author_likeness(Fields(**one), Fields(**other), WORDS)
    assert found is not None
    assert (found >= 0.84) is alike


def test_nothing_is_said_of_authors_where_one_side_names_none() -> None:
    assert author_likeness(Fields(), Fields(authors=("Kyle",)), WORDS) is None


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Suez", "Suez", 1.0, 1.0),
        ("The Korean War", "Korean War", 1.0, 1.0),
        ("Divided We Stand", "Divided We Stand: Britain and Suez", 0.95, 0.99),
        ("Suez", "Suez: The Double War", 0.9, 0.9),
        ("Sterling and Empire", "Stirling and Empire after Suez", 0.95, 0.95),
        ("Sterling and Empire", "Paratroops over Gamil", 0.0, 0.6),
        ("", "Suez", 0.0, 0.0),
        ("The", "The", 0.0, 0.0),
    ],
)
def test_how_alike_two_titles_are(one: str, other: str, least: float, most: float) -> None:
    assert least <= title_likeness(one, other, WORDS) <= most
    assert title_likeness(one, other, WORDS) == pytest.approx(title_likeness(other, one, WORDS))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Mao", "Mao Zedong", True),
        ("Zedong", "Mao Zedong", True),
        ("Shtykov, Myasnikov", "Myasnikov, Shtykov", True),
        ("Shtykov", "Shtykov, Myasnikov", False),
        ("Eden", "Mollet", False),
        ("Military Council of the 25th Army", "The 25th Army Military Council", True),
        ("", "Eden", False),
    ],
)
def test_whether_two_parties_are_one(one: str, other: str, alike: bool) -> None:
    assert (party_likeness(one, other, WORDS) >= 0.8) is alike


def test_a_body_is_known_by_a_word_of_its_name() -> None:
    assert is_body("Ministry of War", WORDS)
    assert not is_body("Kyle", WORDS)


def test_titles_are_compared_without_small_words() -> None:
    assert title_key("The Politics of the Canal", WORDS) == "politics canal"


def test_a_persons_name_in_two_orders_is_one_set() -> None:
    assert short_name("Shen Zhihua", WORDS) == short_name("Zhihua Shen", WORDS)
    assert short_name("W. Scott Lucas", WORDS) == short_name("Scott Lucas", WORDS)


@pytest.mark.parametrize(
    ("pages", "numbers"), [("373-4", (373, 374)), ("pp. 3-12", (3, 12)), ("9", (9, 9)), ("passim", ())]
)
def test_first_and_last_page(pages: str, numbers: tuple[int, ...]) -> None:
    assert page_numbers(pages) == numbers


def test_pages_overlap_when_they_share_one() -> None:
    assert pages_overlap("3-9", "9-12")
    assert not pages_overlap("3-9", "10-12")
    assert not pages_overlap("3-9", "")
