"""Imprints in brackets and between commas, of several centuries and manners."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from regesta.extract.notes.atoms import cut
from regesta.extract.notes.imprint import Imprint, comma_imprint, is_place, read_paren
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


def said(imprint: Imprint) -> dict[str, object]:
    return {k: v for k, v in asdict(imprint).items() if v}


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("London: Longmans, 1891", {"place": "London", "publisher": "Longmans", "year": "1891"}),
        ("Oxford, 1974", {"place": "Oxford", "year": "1974"}),
        (
            "Cambridge, MA: Harvard University Press, 2004",
            {"place": "Cambridge, MA", "publisher": "Harvard University Press", "year": "2004"},
        ),
        ("London, HMSO, 1981", {"place": "London", "publisher": "HMSO", "year": "1981"}),
        (
            "2nd edn, Leipzig: Teubner, 1912",
            {"edition": "2nd edn", "place": "Leipzig", "publisher": "Teubner", "year": "1912"},
        ),
        ("3 vols.; London, 1783", {"place": "London", "year": "1783"}),
        ("1926", {"year": "1926"}),
        ("March 1926", {"date": "1926-03", "year": "1926"}),
        ("eds", {"role": "editor"}),
        ("ed. Mary Ashdown", {"role": "editor", "editors": ("Mary Ashdown",)}),
        ("trans. Ivor Pell", {"role": "translator", "translators": ("Ivor Pell",)}),
        ("accessed 3 May 2011", {"accessed": "3 May 2011"}),
        (
            "PhD thesis, University of Leeds, 1998",
            {"thesis": True, "publisher": "University of Leeds", "year": "1998"},
        ),
        ("hereafter Valleys", {}),
    ],
)
def test_what_a_bracket_says(inner: str, expected: dict[str, object]) -> None:
    assert said(read_paren(inner, WORDS)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ann Dale, The Canal Age, London: Cape, 1934, p. 3",
            {"place": "London", "publisher": "Cape", "year": "1934"},
        ),
        (
            "Ann Dale, The Canal Age, London, Cape, 1934",
            {"place": "London", "publisher": "Cape", "year": "1934"},
        ),
        (
            "Ann Dale, The Canal Age, Macmillan, London, 1934",
            {"place": "London", "publisher": "Macmillan", "year": "1934"},
        ),
        ("Karl Ohm, Die Zünfte, Berlin 1894, S. 4", {"place": "Berlin", "year": "1894"}),
        ("Ann Dale, The Canal Age, London, 1934", {"place": "London", "year": "1934"}),
        (
            "Ann Dale, The Canal Age, Reno, NV: Desert Press, 1999",
            {"place": "Reno, NV", "publisher": "Desert Press", "year": "1999"},
        ),
        (
            "Ann Dale, The Canal Age, Boston: Little, Brown, 1934",
            {"place": "Boston", "publisher": "Little, Brown", "year": "1934"},
        ),
    ],
)
def test_an_imprint_between_commas(text: str, expected: dict[str, object]) -> None:
    found = comma_imprint(cut(text, 0, len(text), WORDS), WORDS)
    assert found is not None
    assert said(found[0]) == expected


@pytest.mark.parametrize(
    "text",
    ["Ann Dale, The Canal Age, p. 3", "Interview with Ann Dale, London, 1934", "Dale, The Canal: A History"],
)
def test_no_imprint(text: str) -> None:
    assert comma_imprint(cut(text, 0, len(text), WORDS), WORDS) is None


def test_places() -> None:
    assert is_place("London", WORDS)
    assert is_place("London and New York", WORDS)
    assert is_place("Berlin/Leipzig", WORDS)
    assert not is_place("Longmans", WORDS)
    assert not is_place("London and Longmans", WORDS)


def test_what_an_imprint_had_stays() -> None:
    assert Imprint(place="Ghent").filled(place="Bruges", year="1911") == Imprint(place="Ghent", year="1911")
