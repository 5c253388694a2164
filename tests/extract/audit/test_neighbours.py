"""Two spellings are one name or two by the names beside them."""

from __future__ import annotations

import re

import pytest

from regesta.extract.audit.neighbours import company, neighbours


@pytest.mark.parametrize(
    ("text", "odd", "usual", "said"),
    [
        ("Lister Hill wrote. Lester Granger spoke.", "Lister", "Lester", "two"),
        ("John Work Garret came. John Work Garrett left.", "Garret", "Garrett", "one"),
        ("at Standford University; at Stanford\n   University", "Standford", "Stanford", "one"),
        ("his son Parmley; to Agnes Parmely", "Parmley", "Parmely", "unknown"),
        ("from R. B. Lindsey; by R. B. Lindsay", "Lindsey", "Lindsay", "one"),
        ("from I. W. Garrott; by W. Garrett", "Garrott", "Garrett", "two"),
        ("from I. Kovalev; with Kovalyov", "Kovalev", "Kovalyov", "unknown"),
        ("T. Betley spoke; Thomas Bentley left", "Betley", "Bentley", "unknown"),
        ("in New Orleans; at Orléans", "Orleans", "Orléans", "unknown"),
    ],
)
def test_company(text: str, odd: str, usual: str, said: str) -> None:
    ordinary = {"university", "his", "son", "to", "from", "with", "in", "at"}
    one, other = (
        neighbours(text, [m.span() for m in re.finditer(rf"\b{word}\b", text)], ordinary)
        for word in (odd, usual)
    )
    assert company(one, other) == said


def test_who_stands_in_another_line_than_the_next_is_no_neighbour() -> None:
    text = "Keith\n\nKyle"
    assert neighbours(text, [(7, 11)], set()).left == frozenset()
