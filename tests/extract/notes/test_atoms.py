"""Citations cut at their commas, brackets, quoted titles, shelfmarks and addresses."""

from __future__ import annotations

import pytest

from regesta.extract.notes.atoms import cut
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("text", "atoms"),
    [
        (
            "Ann Dale, The Canal Age (London: Cape, 1934), p. 3",
            ["text:Ann Dale", "text:The Canal Age", "paren:(London: Cape, 1934)", "text:p. 3"],
        ),
        (
            'Ann Dale, "Locks, Weirs and Tolls," River Studies 4 (1951): 3-9',
            [
                "text:Ann Dale",
                'quote:"Locks, Weirs and Tolls,"',
                "text:River Studies 4",
                "paren:(1951)",
                "text:: 3-9",
            ],
        ),
        (
            "TNA, FO 371/102796, Stevenson to Eden",
            ["archive:TNA", "shelf:FO 371/102796", "text:Stevenson to Eden"],
        ),
        (
            "The Canal, https://example.org/canal (accessed 3 May 2011)",
            ["text:The Canal", "url:https://example.org/canal", "paren:(accessed 3 May 2011)"],
        ),
        (
            "The Canal, https://www .example.org/canal- age/of-tolls.html, p. 3",
            ["text:The Canal", "url:https://www .example.org/canal- age/of-tolls.html", "text:p. 3"],
        ),
        ("https:// example.org/a/ and", ["url:https:// example.org/a/", "text:and"]),
        (
            "Ann Dale, Jr., The War (and After)",
            ["text:Ann Dale, Jr.", "text:The War (and After)"],
        ),
        ("Letter of Oct. 3, 1850, p. 2", ["text:Letter of Oct. 3, 1850", "text:p. 2"]),
        (
            "Ann Dale, 'The Weir and the \"Weirmen\", 1830-34', p. 2",
            ["text:Ann Dale", "quote:'The Weir and the \"Weirmen\", 1830-34'", "text:p. 2"],
        ),
        (
            'Ann Dale, "Tolls": A Study, p. 2',
            ["text:Ann Dale", 'text:"Tolls": A Study', "text:p. 2"],
        ),
    ],
)
def test_the_atoms_of_a_citation(text: str, atoms: list[str]) -> None:
    found = cut(text, 0, len(text), WORDS)
    assert [f"{a.kind}:{a.text}" for a in found] == atoms
    assert all(text[a.start : a.end] == a.text for a in found)


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "See Ann Dale, The Canal Age."
    assert [text[a.start : a.end] for a in cut(text, 4, 27, WORDS)] == ["Ann Dale", "The Canal Age"]
