"""What the atoms of a citation say each for itself."""

from __future__ import annotations

import pytest

from regesta.extract.notes.gathering import gather
from regesta.extract.notes.parts import Parts
from regesta.extract.text.languages import ENGLISH
from regesta.extract.text.lexicon import citation_words

WORDS = citation_words(ENGLISH)


def parts(text: str) -> Parts:
    return gather(text, 0, len(text), WORDS)


@pytest.mark.parametrize(
    ("text", "words", "fields"),
    [
        ("Dale, Canal Age, pp. 3, 9", ["Dale", "Canal Age"], {"pages": "3, 9"}),
        ("Dale, Canal Age, 90", ["Dale", "Canal Age"], {"pages": "90"}),
        (
            "Dale, Tolls, River Studies, 45 (1967), 3-9",
            ["Dale", "Tolls", "River Studies"],
            {"volume": "45", "pages": "3-9"},
        ),
        (
            "Dale, Tolls, River Studies 54, 1 (1978)",
            ["Dale", "Tolls", "River Studies"],
            {"volume": "54", "issue": "1"},
        ),
        ("Dale, Canal Age, 1830-1854 (London: Cape, 1934)", ["Dale", "Canal Age, 1830-1854"], {"year": ""}),
        (
            "Dale, Canals, 2 vols. (London, 1856), II, 412",
            ["Dale", "Canals"],
            {"volume": "II", "pages": "412"},
        ),
        ("FRUS, 1926, vol. II, p. 9", ["FRUS"], {"year": "1926", "volume": "II", "pages": "9"}),
        ("Dale, Canal Age, passim", ["Dale", "Canal Age"], {"pages": ""}),
        ("Dale, Canal Age, forthcoming", ["Dale", "Canal Age"], {}),
        ("Canal News, 3 May 1911, A4", ["Canal News"], {"pages": "A4"}),
        ("Resolution 2", ["Resolution 2"], {"volume": ""}),
    ],
)
def test_words_and_numbers(text: str, words: list[str], fields: dict[str, str]) -> None:
    found = parts(text)
    assert [w.text for w in found.words] == words
    assert {k: getattr(found, k) for k in fields} == fields


def test_a_role_behind_a_name_is_its_bearers() -> None:
    assert [(w.text, w.role) for w in parts("Mary Ashdown (ed.), Papers of the Weir").words] == [
        ("Mary Ashdown", "editor"),
        ("Papers of the Weir", ""),
    ]
    first = parts("Mary Ashdown, ed., Papers").words[0]
    assert (first.text, first.role) == ("Mary Ashdown", "editor")


def test_helpers_named_between_commas() -> None:
    found = parts("Ivo Brand, The Weir, trans. Max Pell, London: Cape, 1934")
    assert found.imprint.translators == ("Max Pell",)
    assert (found.imprint.place, found.imprint.year) == ("London", "1934")


def test_archives_marks_and_addresses() -> None:
    found = parts("TNA, FO 371/102796, Wendt to Harlow, 3 May 1950")
    assert [a.text for a in found.archives] == ["TNA"]
    assert [m.tradition for m in found.marks] != []
    assert [d for d, *_ in found.dates] == ["1950-05-03"]
    assert parts("https://example.org/a, The Canal").url_first


def test_an_acronym_before_a_shelfmark_is_an_archive() -> None:
    assert [a.text for a in parts("QXAR, f. 5, op. 2, d. 7").archives] == ["QXAR"]


def test_ibid_within_a_citation() -> None:
    assert parts("Wendt to Harlow, 3 May 1950, ibid.").in_same_place
    assert not parts("Wendt to Harlow, 3 May 1950").in_same_place


def test_a_thesis_is_told_by_its_words() -> None:
    assert parts("Ann Dale, Tolls, unpublished PhD thesis, University of Leeds, 1998").thesis
    assert parts("Ann Dale, Tolls (PhD thesis, University of Leeds, 1998)").thesis
