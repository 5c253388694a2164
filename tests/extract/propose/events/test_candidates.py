"""The words of a sentence that may name an event."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In 1688 William invaded England and James fled to France.", ["invaded", "fled"]),
        ("Sweden launched an attack on Denmark.", ["launched"]),  # the noun is the verb's own
        ("Sweden ordered an attack on Denmark.", ["ordered", "attack"]),
        ("Sweden began to withdraw its army.", ["withdraw"]),  # a beginning is no event beside what begins
        ("Sweden reached a sort of agreement with Denmark.", ["reached"]),
        ("The sea was calm.", []),
    ],
)
def test_verbs_and_nouns_in_text_order(tell: Tell, text: str, words: list[str]) -> None:
    assert [c.word.text for c in tell(text).candidates()] == words
