"""The number of a chapter is found however the text writes it."""

from __future__ import annotations

import pytest

from regesta.extract.text.numerals import ways_to_write


@pytest.mark.parametrize(
    ("number", "ways"),
    [
        ("3", ["3", "III", "iii"]),
        ("iv", ["iv", "4", "IV"]),
        ("XLII", ["XLII", "42", "xlii"]),
        ("3.1", ["3.1"]),
        ("Introduction", ["Introduction"]),
        ("0", ["0"]),
        ("1989", ["1989"]),
    ],
)
def test_a_number_in_figures_and_in_roman_numerals(number: str, ways: list[str]) -> None:
    assert ways_to_write(number) == ways
