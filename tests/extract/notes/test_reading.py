"""One citation read whole: type, fields and the reason of its type."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from regesta.extract.notes.filling import Reading
from regesta.extract.notes.reading import read
from regesta.extract.text.folding import fold
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


def reading(text: str) -> Reading | None:
    return read(text, fold(text), 0, len(text), WORDS)


@pytest.mark.parametrize(
    ("text", "kind", "fields"),
    [
        (
            "Conrad Lysgaard, The Sound Dues of Elsinore. Copenhagen: Gad, 1888",
            "book",
            {
                "authors": ("Lysgaard",),
                "title": "The Sound Dues of Elsinore",
                "place": "Copenhagen",
                "publisher": "Gad",
                "year": "1888",
            },
        ),
        (
            "Mastrup, V. (1996) The Sound Dues. New York: Oxford University Press",
            "book",
            {"authors": ("Mastrup",), "author_names": ("V. Mastrup",), "year": "1996", "place": "New York"},
        ),
        ("Ibid., p. 4", "ibid", {"pages": "4"}),
        (
            "idem, The Straits (Oslo: Dybwad, 1901), p. 9",
            "book",
            {"authors": (), "title": "The Straits", "pages": "9"},
        ),
        ("Lysgaard, op. cit., p. 4", "short_title", {"authors": ("Lysgaard",), "pages": "4"}),
        ("Lysgaard 1888: 4", "short_title", {"authors": ("Lysgaard",), "year": "1888"}),
    ],
)
def test_manners_of_citing(text: str, kind: str, fields: dict[str, object]) -> None:
    found = reading(text)
    assert found is not None
    assert found.type == kind
    assert found.reason
    assert {k: v for k, v in asdict(found.fields).items() if k in fields} == fields


@pytest.mark.parametrize(
    "text",
    [
        "this point is taken up below",
        "The author is grateful to the keeper of the weir",
        "he was not there, which nobody had thought of",
    ],
)
def test_talk_is_no_citation(text: str) -> None:
    assert reading(text) is None


def test_what_nothing_tells_is_other_and_less_sure_than_a_book() -> None:
    unknown, book = (
        reading("The Elsinore Register, 4 May 1790"),
        reading("Ann Lysgaard, Dues (Oslo: Gad, 1888)"),
    )
    assert unknown is not None
    assert book is not None
    assert unknown.type == "other"
    assert unknown.confidence < 0.6 < book.confidence
    assert unknown.reason.startswith("other: nothing tells its type")
