"""Sentences of a note that talk, told from references; what such sentences cite."""

from __future__ import annotations

import pytest

from regesta.extract.notes.prose import is_prose, title_is_prose, without_prose
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour master did not answer, and the toll was raised again in the spring.",
        "Dale devotes seven pages to the quay, which she describes with care",
        "It was agreed that no ship should leave before noon.",
        "However, Dale renders the word as toll throughout",
        "Unless otherwise noted, all figures are those of the harbour board",
    ],
)
def test_a_sentence_that_talks(sentence: str) -> None:
    assert is_prose(sentence, WORDS)


@pytest.mark.parametrize(
    "reference",
    [
        "Ann Brook, Who Was Master of the Port? (Leeds: Moor Press, 1990), p. 4",
        "Brook 1990: 45-6 is the fullest account of the tolls",
        '"What the Harbour Was," Port Letters 3 (1990): 4-9',
        "Ruth Dale, The Port That Would Not Pay",
        "Hull Record Office, Harbour Board minutes, 4 May 1847",
        "Memorials of the Port, its Masters and Tolls (London, 1847)",
    ],
)
def test_a_reference_is_no_talk(reference: str) -> None:
    assert not is_prose(reference, WORDS)


@pytest.mark.parametrize(
    ("note", "left"),
    [
        (
            "Ann Brook, Tolls of Hull (Leeds, 1990), 45. The board had raised them twice before that year.",
            ["Ann Brook, Tolls of Hull (Leeds, 1990), 45."],
        ),
        (
            "The tolls were raised twice. Ann Brook, Tolls of Hull, p. 4",
            ["Ann Brook, Tolls of Hull, p. 4"],
        ),
        (
            "The raising of the tolls is described at length in Ann Brook, Tolls of Hull (Leeds, 1990), 45",
            ["Ann Brook, Tolls of Hull (Leeds, 1990), 45"],
        ),
        (
            "One study looks at what the board did and not at why it did so: Ruth Dale, Boards of Hull, 1840-60",
            ["Ruth Dale, Boards of Hull, 1840-60"],
        ),
        (
            "A pilot who had lost his boat was heard by the board on 4 May (Hull Packet, 6 May 1847).",
            ["Hull Packet, 6 May 1847"],
        ),
        (
            "He tells of it in his pamphlet The Case of the Pilots (London, 1847), which was soon forgotten.",
            ["The Case of the Pilots (London, 1847)"],
        ),
        (
            "The figures were taken by us from the board's own page, which is https://example.org/tolls.",
            ["https://example.org/tolls"],
        ),
        ("Brook, Tolls, 45, where the old quay is drawn", ["Brook, Tolls, 45"]),
        ("old letters in Ruth Dale, Boards, p. 9", ["Ruth Dale, Boards, p. 9"]),
        (
            "Proc. Hull Soc. Letters, ii, 4. Dr. Pell, Weirs. A History (Leeds, 1911), p. 4",
            ["Proc. Hull Soc. Letters, ii, 4. Dr. Pell, Weirs. A History (Leeds, 1911), p. 4"],
        ),
        ("This is a remark and it cites nothing.", []),
        (
            "Ann Brook and Ruth M. Dale. What a board could and did not do. Port Letters, 3:4-9, 1990.",
            ["Ann Brook and Ruth M. Dale. What a board could and did not do. Port Letters, 3:4-9, 1990."],
        ),
    ],
)
def test_what_is_left_of_a_note_without_its_talk(note: str, left: list[str]) -> None:
    assert [note[a:b].strip() for a, b in without_prose(note, 0, len(note), WORDS)] == left


def test_a_title_that_is_a_clause() -> None:
    assert title_is_prose("the board was told that no ship would leave", WORDS)
    assert not title_is_prose("The Board and the Ships that Left", WORDS)
