"""Letters told by who wrote to whom, beside what prints or keeps them."""

from __future__ import annotations

import pytest

from regesta.extract.notes.letters import letter_beside
from regesta.extract.notes.reading import read
from regesta.extract.text.folding import fold
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("note", "type_", "expected"),
    [
        (
            "Brook, Life of Hurst, II, p. 255. Lane to Hurst, Dec. 18, 1861",
            "short_title",
            {"authors": ("Brook",), "title": "Life of Hurst", "volume": "II", "pages": "255"},
        ),
        ("Lane to Hurst, Dec. 18, 1861. Brook, Life of Hurst, II, p. 255", "short_title", {"pages": "255"}),
        ('Lane to Hurst, Dec. 18, 1861 ("Quay Papers," ii, 336)', "short_title", {"title": "Quay Papers"}),
        (
            "Hurst Papers. Lane to Hurst. Private. Dec. 18, 1861",
            "archival_document",
            {"container": "Hurst Papers"},
        ),
        ("Ibid., p. 266. Lane to Hurst, Dec. 18, 1861", "ibid", {"title": "Lane to Hurst", "pages": "266"}),
        (
            "F.O., Spain, Vol. 1395. No. 967. Lane to Hurst, Dec. 18, 1861",
            "archival_document",
            {"title": "Lane to Hurst", "shelfmark": "F.O., Spain, Vol. 1395. No. 967"},
        ),
        (
            'Parliamentary Papers, 1862, Lords, Vol. XXV. "Tolls." No. 6. Lane to Hurst, Dec. 18, 1861',
            "published_document",
            {"title": "Tolls", "container": "Parliamentary Papers, Lords", "doc_number": "6"},
        ),
    ],
)
def test_a_letter_is_read_with_where_it_stands(note: str, type_: str, expected: dict[str, object]) -> None:
    text = fold(note)
    found = read(note, text, 0, len(note), WORDS)
    assert found is not None
    assert found.type == type_
    told = {"sender": "Lane", "recipient": "Hurst", "doc_date": "1861-12-18"}
    assert {k: getattr(found.fields, k) for k in expected | told} == expected | told


@pytest.mark.parametrize(
    "note",
    [
        "Brook, Life of Hurst, II, p. 255. The port went over to the board, Dec. 18, 1861",
        "Brook, Life of Hurst. Lane to Hurst, Dec. 18, 1861",
        "Brook, Life of Hurst, II, p. 255. Lane to Hurst",
        "Lane to Hurst, Dec. 18, 1861",
        "Brook, Life of Hurst, II, p. 255",
    ],
)
def test_other_words_are_no_letter_beside_a_work(note: str) -> None:
    assert letter_beside(note, 0, len(note), WORDS) is None
