"""The parts of IRIs: path segments, and identifiers of other people's authorities."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.extract.iri import SCHEMES, WEB_IRI, authority_iri, identifier_of, segment


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Kim Il Sung", "Kim_Il_Sung"),
        ("a_b", "a%5Fb"),
        ("Suez/Canal", "Suez%2FCanal"),
        ("Seoul (city)", "Seoul_%28city%29"),
        ("..", "%2E%2E"),
        ("", "%00"),
    ],
)
def test_a_name_is_one_path_segment(name: str, path: str) -> None:
    assert segment(name) == path


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_two_names_give_one_segment_and_none_leaves_its_folder(one: str, other: str) -> None:
    assert (segment(one) == segment(other)) is (one == other)
    assert "/" not in segment(one)
    assert segment(one) not in ("", ".", "..")


@pytest.mark.parametrize(
    ("scheme", "value", "iri"),
    [
        ("wikidata", "Q8479", "http://www.wikidata.org/entity/Q8479"),
        ("VIAF", "12345", "http://viaf.org/viaf/12345"),
        ("doi", "10.1000/182", "https://doi.org/10.1000/182"),
        ("", "https://example.org/a b", "https://example.org/a%20b"),
        ("local", "12", None),
    ],
)
def test_an_identifier_of_an_authority_as_an_iri(scheme: str, value: str, iri: str | None) -> None:
    assert authority_iri(scheme, value) == iri


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_every_scheme_gives_whole_web_addresses(scheme: str) -> None:
    found = authority_iri(scheme, "12 <3>")
    assert found is not None
    assert WEB_IRI.fullmatch(found)


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("https://www.wikidata.org/wiki/Q855", ("wikidata", "Q855")),
        ("wd:Q855", ("wikidata", "Q855")),
        ("http://www.geonames.org/2643743/london.html", ("geonames", "2643743")),
        ("VIAF:1234", ("viaf", "1234")),
        ("https://example.org/p1", ("iri", "https://example.org/p1")),
        ("#p1", None),
        ("goole", None),
        ("isbn:1234", None),
        ("viaf:", None),
    ],
)
def test_identifiers_are_known_by_their_addresses(text: str, identifier: tuple[str, str] | None) -> None:
    assert identifier_of(text) == identifier


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_we_write_we_read(scheme: str) -> None:
    value = {"wikidata": "Q1", "doi": "10.1/a", "isni": "0000000121032683"}.get(scheme, "123")
    iri = authority_iri(scheme, value)
    assert iri is not None
    assert identifier_of(iri) == (scheme, value)
