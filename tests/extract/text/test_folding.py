"""Typography made plain, character for character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.extract.text.folding import fold, key, tidy


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\u2018Tolls\u2019", "'Tolls'"),
        ("\u201cTolls\u201d", '"Tolls"'),
        ("1830\u20131834", "1830-1834"),
        ("a\u00a0b\nc", "a b c"),
    ],
)
def test_quotes_dashes_and_spaces(text: str, plain: str) -> None:
    assert fold(text) == plain


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The Canal\n Age,", "The Canal Age"),
        ("Anglo-\nDanish", "Anglo-Danish"),
        ("pp. 3- 9", "pp. 3-9"),
        ("  ; weir : ", "weir"),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert tidy(text) == line


def test_a_key_has_no_accents_case_or_points() -> None:
    assert key("L'Humanit\u00e9, 3.") == "l humanite 3"
    assert key("HARLOW") == key("Harlow")
