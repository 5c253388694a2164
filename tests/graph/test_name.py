"""IRIs: legible, stable, valid, and never shared by two things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.graph.name import Names, authority_iri, segment

NAMES = Names("https://w3id.org/regesta/kg/")
KG = "https://w3id.org/regesta/kg/"


@pytest.mark.parametrize(
    ("made", "iri"),
    [
        (NAMES.actor("Joseph Stalin"), "actor/Joseph_Stalin"),
        (NAMES.actor("Mao_Zedong"), "actor/Mao%5FZedong"),
        (NAMES.actor("Ho Chi Minh / Hồ"), "actor/Ho_Chi_Minh_%2F_H%E1%BB%93"),
        (NAMES.record("claim", "d", "claim-0f3a9c41d2be"), "claim/0f3a9c41d2be"),
        (NAMES.record("footnote", "essay", "IV.33"), "footnote/essay/IV.33"),
        (NAMES.passage("essay", (10, 20)), "passage/essay/10-20"),
        (NAMES.unit("RGASPI", (("fond", "558"), ("opis", "11"))), "archive/RGASPI/fond/558/opis/11"),
        (NAMES.unit("TNA", (("class", "FO 371"),)), "archive/TNA/class/FO_371"),
        (NAMES.document("essay"), "doc/essay"),
        (NAMES.policy("dated-events@1"), "policy/dated-events/1"),
        (NAMES.policy("plain"), "policy/plain"),
        (NAMES.graph("import/wikidata"), "graph/import/wikidata"),
    ],
)
def test_iris_read_like_what_they_name(made: object, iri: str):
    assert made.value == KG + iri  # type: ignore[attr-defined]


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_names_never_share_a_segment(a: str, b: str):
    assert (segment(a) == segment(b)) == (a == b)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_a_segment_is_one_safe_path_segment(name: str):
    made = segment(name)
    assert made
    assert made not in (".", "..")
    assert all(c.isascii() and (c.isalnum() or c in "-._~%") for c in made)


def test_a_reviewer_with_an_orcid_is_known_by_it():
    assert NAMES.reviewer("0000-0002-1825-0097").value == "https://orcid.org/0000-0002-1825-0097"
    assert (
        NAMES.reviewer("https://orcid.org/0000-0002-1825-0097").value
        == "https://orcid.org/0000-0002-1825-0097"
    )
    assert NAMES.reviewer("Anna Berg").value == KG + "reviewer/Anna_Berg"


def test_identifiers_lead_to_their_authority():
    assert authority_iri("wikidata", "Q855") == "http://www.wikidata.org/entity/Q855"
    assert authority_iri("shelf", "12") is None
    assert authority_iri("any", "http://example.org/a b") == "http://example.org/a%20b"


@pytest.mark.parametrize(
    "base", ["", "kg/", "https://example.org/kg", "https://example.org/a b/", "ftp://example.org/"]
)
def test_a_base_that_cannot_be_one_is_refused(base: str):
    with pytest.raises(ValueError, match=r"set `base` in regesta\.toml"):
        Names(base)
