"""Reports between commas or quotation marks, inside or behind what they report."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from regesta.extract.propose.claims.inquits import find_inquit, inquits
from regesta.extract.propose.claims.lexicon import ClaimWords

if TYPE_CHECKING:
    from spacy.tokens import Doc

Parsed = Callable[[str], "Doc"]

FOUND = [
    ("The fever, Vane writes, came by ship.", "Vane", ["The fever, Vane writes, came by ship."]),
    ("The fever came by ship, Vane argued.", "Vane", ["The fever came by ship"]),
    ("“The wells,” said the pilot, “were foul.”", "pilot", ["“The wells,” said the pilot, “were foul.”"]),
    (
        "The ships, she held, brought the fever; rats spread it along the quays.",
        "she",
        ["The ships, she held, brought the fever; rats spread it along the quays."],
    ),
    (
        "The towns, they say, closed the wells; a council does not close them by itself.",
        "they",
        ["The towns, they say, closed the wells", "a council does not close them by itself."],
    ),
    (
        "The fever was, Vane (1893: 606) argued, a gift of the ships.",
        "Vane",
        ["The fever was, Vane (1893: 606) argued, a gift of the ships."],
    ),
]


@pytest.mark.parametrize(("text", "speaker", "contents"), FOUND)
def test_an_inquit_gives_its_speaker_and_what_stands_round_it(
    parsed: Parsed, words: ClaimWords, text: str, speaker: str, contents: list[str]
) -> None:
    doc = parsed(text)
    frames = list(inquits(doc, words))
    assert {doc[f.holders[0]].text for f in frames} == {speaker}
    assert [doc[slice(*f.content)].text for f in frames] == contents


NONE = [
    "In a letter of May, he says: the wells were foul.",
    "The fever, which Vane describes, came by ship.",
    "When the wells were closed, Vane found a ship in the port.",
    "At Tarrow, Vane wrote that the wells were foul.",
]


@pytest.mark.parametrize("text", NONE)
def test_a_verb_with_words_of_its_own_is_no_inquit(parsed: Parsed, words: ClaimWords, text: str) -> None:
    assert not [t for t in parsed(text) if find_inquit(t, words) and list(inquits(t.doc, words))]
