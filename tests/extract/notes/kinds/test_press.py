"""Names of newspapers."""

from __future__ import annotations

import pytest

from regesta.extract.notes.kinds.press import is_newspaper
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    "name",
    [
        "Pravda",
        "The Times",
        "Le Monde",
        "The Bradford Courier",
        "Articles in Pravda",
        "Pravda (Moscow)",
        "Weir Valley Gazette",
    ],
)
def test_newspapers(name: str) -> None:
    assert is_newspaper(name, WORDS)


@pytest.mark.parametrize(
    "name",
    ["Times Past", "the times", "A Long History of Modern Hard Times", "Ann Dale", "The Canal Age", "times"],
)
def test_no_newspapers(name: str) -> None:
    assert not is_newspaper(name, WORDS)
