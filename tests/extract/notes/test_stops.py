"""References whose parts full stops part: authors, the title's end, what follows."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from regesta.extract.notes.reading import read
from regesta.extract.notes.stops import parted
from regesta.extract.text.folding import fold
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A. Mar and B.-C. Dol. Tolls of Hull. Port Journal, 3:4-9, 1990.", ("A. Mar", "B.-C. Dol")),
        ("Ann Mar, Odo van Dol, et al. Tolls: a study. Hull, 1990.", ("Ann Mar", "Odo van Dol")),
        ("Anita T Mar and Edda Dol Jr. Tolls. Hull, 1990.", ("Anita T Mar", "Edda Dol Jr")),
        ('K. Mar, L. Dol, and M. Sund, "Tolls," Port Journal 3 (1990)', ("K. Mar", "L. Dol", "M. Sund")),
        ("K. Mar (1990). Tolls of Hull. Port Journal.", ("K. Mar",)),
        ("AB Mar, C Dol: Tolls of Hull. Port J 24, 270-275 (2003)", ("AB Mar", "C Dol")),
    ],
)
def test_authors_before_a_stop(text: str, names: tuple[str, ...]) -> None:
    found = parted(fold(text), 0, len(text), WORDS)
    assert found is not None
    assert found.names == names
    assert len(found.text) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Alan Mar, Ernest Dol: Dock Secretary, 1945-1951 (3 vols.; London, 1983)",
        "Foreign Office. The tolls were raised.",
        "London: Mar, 1990. Reprinted.",
        "Ann Mar, Tolls of Hull (Leeds: Moor Press, 1990), p. 4",
        "K. Dono, Port Matters (1993), 43-59",
        "K. Dono, Port Matters. Hull 1993",
    ],
)
def test_other_manners_are_left_alone(text: str) -> None:
    assert parted(text, 0, len(text), WORDS) is None


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "A. Mar and B. Dol. Tolls, wages, and ships: a study. Port Journal, 29(12) 1184-1201, 1990.",
            {
                "title": "Tolls, wages, and ships: a study",
                "container": "Port Journal",
                "volume": "29",
                "issue": "12",
                "pages": "1184-1201",
                "year": "1990",
            },
        ),
        (
            "A. Mar. Why tolls? Ann. Port Hist., 12(9), 890-904, September 1986.",
            {"title": "Why tolls?", "container": "Ann. Port Hist.", "volume": "12", "pages": "890-904"},
        ),
        (
            "Ann Mar. Tolls. In Proceedings of the Third Port Conference, pages 3-9, Hull, May 1990.",
            {"title": "Tolls", "container": "Proceedings of the Third Port Conference", "pages": "3-9"},
        ),
        (
            '[26] A. Mar, "Tolls," Port Letters 39, 1693-1696 (2014)',
            {"authors": ("Mar",), "container": "Port Letters", "volume": "39", "pages": "1693-1696"},
        ),
        (
            "A. Mar, “Tolls,” Port Letters, 2014, 26, 14–19.",
            {"container": "Port Letters", "year": "2014", "volume": "26", "pages": "14-19"},
        ),
    ],
)
def test_fields_between_stops(text: str, fields: dict[str, object]) -> None:
    start = text.find("]") + 1
    found = read(text, fold(text), start, len(text), WORDS)
    assert found is not None
    assert {k: v for k, v in asdict(found.fields).items() if k in fields} == fields
