"""Where one entry of a bibliography ends and the next begins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regesta.extract.notes.entries import entries_as_meant
from regesta.extract.read.document import BibliographyEntry, Document
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


def meant(*pieces: str, rubrics: tuple[tuple[str, ...], ...] = ()) -> list[str]:
    """The entries that are meant by pieces as a reader cut them, without line breaks."""
    text, entries = "", []
    for k, piece in enumerate(pieces):
        entries.append(
            BibliographyEntry(span=(len(text), len(text) + len(piece)), rubrics=rubrics[k] if rubrics else ())
        )
        text += piece + "\n"
    document = replace(Document(id="t", text=text), bibliography=tuple(entries))
    return [" ".join(text[slice(*e.span)].split()) for e in entries_as_meant(document, WORDS)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Louis, William Roger, Ends of British", "Imperialism, London: Tauris, 2006."),
        ("Telegram from Eden to Eisenhower on 6", "September 1956."),
        ("Herrmann, Richard K.", "Perceptions and Behavior, Pittsburgh, 1985."),
        ("Louis, William Roger, Ends of British Imperialism, London:", "Tauris, 2006."),
    ],
)
def test_what_a_line_break_cut_is_one_entry(one: str, other: str) -> None:
    assert meant(one, other) == [f"{one} {other}"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kyle, Keith, Suez, London: Tauris, 1991.", "Lucas, W. Scott, Divided We Stand, 1996."),
        ("Kyle, Keith, Suez, London: Tauris, 1991", "a paper of his"),
        ("Minutes of the Egypt Committee, Washington, D.C.", "another series of minutes"),
        ("Letters, Moscow 1950, vol. 4, pp. 11-19", "further letters of the year"),
        ("Herrmann, Richard K.", "Lucas, W. Scott, Divided We Stand, 1996."),
        ("FRUS,", "volume three of it"),
    ],
)
def test_what_ends_like_an_entry_is_followed_by_another(one: str, other: str) -> None:
    assert meant(one, other) == [one, other]


def test_nothing_goes_on_under_another_heading() -> None:
    pieces = ("Louis, William Roger, Ends of British", "Imperialism, London: Tauris, 2006.")
    assert meant(*pieces, rubrics=(("Books",), ("Articles",))) == list(pieces)


def test_an_indented_line_behind_a_full_stop_is_the_next_entry() -> None:
    assert meant("Kyle, Keith, Suez, 1991.\n          The Canal, 1999.") == [
        "Kyle, Keith, Suez, 1991.",
        "The Canal, 1999.",
    ]


def test_an_imprint_without_a_full_stop_ends_its_entry() -> None:
    assert meant("Kyle, Keith, Suez, London: Tauris, 1991\nLucas, Scott, Divided, London: Hodder, 1996.") == [
        "Kyle, Keith, Suez, London: Tauris, 1991",
        "Lucas, Scott, Divided, London: Hodder, 1996.",
    ]
