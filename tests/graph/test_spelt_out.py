"""What the abbreviation of an archive stands for."""

from __future__ import annotations

import pytest

from regesta.extract.authority.reading import load_authority, shipped_files
from regesta.graph.map.spelt_out import place_of, spelt_out

NOBODY = load_authority(())


@pytest.mark.parametrize(
    ("text", "name", "full"),
    [
        ("papers of the Harbour Museum and Archive (HMA), which", "HMA", "Harbour Museum and Archive"),
        ("kept by the old Central Office of\nWells (COW).", "COW", "Central Office of Wells"),
        ("Abbreviations\nZWK   Archive of the Wells Commission\n", "ZWK", "Archive of the Wells Commission"),
        ("ZWK: Archive of the Wells Commission\n", "ZWK", "Archive of the Wells Commission"),
        ("ZWK, Fond 3, Delo 7", "ZWK", ""),
        ("something else altogether (ZWK)", "ZWK", ""),
        ("the Harbour Museum (HMA)", "Harbour Museum", ""),  # no abbreviation
    ],
)
def test_as_the_document_spells_it(text: str, name: str, full: str) -> None:
    assert " ".join(spelt_out(text, NOBODY, name)) == full


def test_an_authority_file_comes_first() -> None:
    shipped = load_authority(shipped_files())
    assert "Russian State Archive of Socio-Political History" in spelt_out("", shipped, "RGASPI")


def test_a_tradition_of_shelfmarks_comes_last() -> None:
    assert spelt_out("", NOBODY, "IFANS") == ("Institute of Foreign Affairs and National Security",)
    told = "International Forum of Anglers and Netting Specialists (IFANS)"
    assert spelt_out(told, NOBODY, "IFANS") == (told[:-8],)


def test_a_citation_spells_it_out_whatever_its_letters() -> None:
    cited = "State Archive of the Shipping Companies (GAKO)"
    assert spelt_out("", NOBODY, "GAKO", cited) == (cited[:-7],)
    assert spelt_out("", NOBODY, "GAKU", cited) == ()


def test_two_ways_to_spell_it_out_are_none() -> None:
    one, other = "the Harbour Museum and Archive (HMA)", "the Highland Monastic Archive (HMA)"
    assert spelt_out(one, NOBODY, "HMA") == ("Harbour Museum and Archive",)
    assert spelt_out(f"{one} and {other}", NOBODY, "HMA") == ()


def test_where_the_document_has_the_words() -> None:
    assert place_of("in the Harbour\nMuseum and Archive", "Harbour Museum and Archive") == (7, 33)
    assert place_of("in the Harbour", "Harbour Museum and Archive") is None
