"""Words somebody types against names, spelt in the ways libraries and languages spell them."""

from __future__ import annotations

import pytest

from regesta.extract.text.called import may_name, name_words


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("John Lewis Gaddis", "John L. Gaddis"),
        ("J. L. Gaddis", "John Lewis Gaddis"),
        ("Gaddis, John", "John L. Gaddis"),
        ("gaddis", "John L. Gaddis"),
        ("Ellen Mary Vane", "Ellen Vane"),  # a middle name the record has not
        ("Donggil Kim", "Kim Dong-gil"),
        ("Kim Dong Gil", "Donggil Kim"),
        ("Jodat Hasanli", "Jödat Həsənli".replace("ə", "a")),
        ("Vasilevskii", "Vasil’evskiĭ"),
        ("Shtykov Terentii", "Terentiĭ Shtykov"),
        ("Soren Lodz", "Søren Łódź"),
        ("Mao Tsetung", "Mao Tse-tung"),
    ],
)
def test_one_name_in_two_spellings(typed: str, name: str) -> None:
    assert may_name(name_words(typed), name_words(name))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Mary Gaddis", "John L. Gaddis"),
        ("John Paul Gaddis", "John L. Gaddis"),
        ("J. L.", "John Lewis"),  # initials alone are nobody's name
        ("Ellen Vane Smith", "Ellen Vane"),
        ("Kim", "Kimball"),
        ("", "Ellen Vane"),
    ],
)
def test_two_names(typed: str, name: str) -> None:
    assert not may_name(name_words(typed), name_words(name))
