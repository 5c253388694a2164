"""The subjects of links: their addresses in the graph."""

from __future__ import annotations

import pytest

from regesta.extract.link.subjects import iri_of, subjects_of


@pytest.mark.parametrize(
    ("kind", "room"), [("person", "actor"), ("state", "actor"), ("place", "place"), ("archive", "archive")]
)
def test_a_subject_has_the_address_the_graph_gives_it(kind: str, room: str) -> None:
    assert iri_of("https://example.org/kg/", kind, "Eden").startswith(f"https://example.org/kg/{room}/")


def test_no_records_have_no_subjects() -> None:
    assert subjects_of([]) == []
