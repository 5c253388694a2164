"""When two values count as the same."""

import pytest

from regesta.extract.authority import load_authority, shipped_files
from regesta.extract.score.compare import (
    Names,
    inside,
    matched,
    overlap,
    page_numbers,
    plain,
    same_title,
    same_words,
)

NAMES = Names(load_authority(shipped_files()))


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Soviet Union", "the Kremlin", False),
        ("Soviet Union", "USSR", True),
        ("Joseph Stalin", "Stalin", True),
        ("B. Kuniholm", "Bruce Kuniholm", True),
        ("Bruce R. Kuniholm", "Bruce Kuniholm", True),
        ("Kim Donggil", "Donggil Kim", True),
        ("Gabriel Kolko", "Joyce Kolko", False),
        ("North Korea", "South Korea", False),
        ("Soviet Union", "Union", False),
        ("Louise Fawcett", "fawcett", True),
    ],
)
def test_names(a: str, b: str, same: bool) -> None:
    assert NAMES.same(a, b) is same
    assert NAMES.same(b, a) is same


def test_each_found_name_answers_for_one() -> None:
    assert NAMES.common(["Gabriel Kolko", "Joyce Kolko"], ["Kolko"]) == 1
    assert NAMES.common(["Joseph Stalin"], ["Stalin", "J. Stalin"]) == 1


@pytest.mark.parametrize(
    ("sentence", "only"),
    [
        ("Soviet policy changed.", True),
        ("Soviet policy changed when Moscow fell.", False),
        ("Nothing is said of it.", False),
    ],
)
def test_adjectives(sentence: str, only: bool) -> None:
    assert NAMES.only_as_adjective("Soviet Union", sentence) is only


@pytest.mark.parametrize(
    ("pages", "numbers"),
    [("475-77", (475, 477)), ("pp. 12–14, 20", (12, 14, 20)), ("351–333", (351, 333)), ("", ())],
)
def test_pages(pages: str, numbers: tuple[int, ...]) -> None:
    assert page_numbers(pages) == numbers


def test_spans() -> None:
    assert overlap((0, 10), (5, 15)) == pytest.approx(1 / 3)
    assert inside((0, 10), (2, 4)) == 1
    assert overlap((0, 5), (5, 9)) == 0


def test_the_likeliest_pair_is_made_first() -> None:
    assert matched([1, 5], [4, 3], lambda a, b: 10 - abs(a - b) ** 2) == [(1, 0), (0, 1)]
    assert matched([1], [1, 1], lambda a, b: 1.0) == [(0, 1)]
    assert matched([1], [2], lambda a, b: 0) == []


def test_words_and_titles() -> None:
    assert plain("Détente: L’Estrange, Ja'far") == "detente lestrange ja far"
    assert same_words("Vol. 4", "4")
    assert same_words("FO 371/5", "FO371/5")
    assert same_title(
        "The Origins of the Cold War in the Near East", "Origins of the Cold War in the Near East"
    )
    assert not same_title("Iran and the Cold War", "A Failed Empire")
