"""Citations seen through another: the relation and its direction."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.extract.notes.cases import cited

FERRAND = "Guy Ferrand, Traité des canaux (Lyon: Pélagaud, 1847), p. 61"
LUKE = "Ann Luke, Emil Durk (London: Penguin, 1973), p. 14"


@pytest.mark.parametrize(
    ("note", "unseen", "seen"),
    [
        (f"{FERRAND}, as quoted in {LUKE}.", 0, 1),
        (f"{FERRAND}, [as quoted in:] {LUKE}.", 0, 1),
        (f"{FERRAND}; cited after {LUKE}.", 0, 1),
        (f"{FERRAND} (quoted in {LUKE}).", 0, 1),
        (f"{FERRAND}, zit. nach {LUKE}.", 0, 1),
        (f"{FERRAND}, cité dans {LUKE}.", 0, 1),
        (f"{FERRAND}, quoted in ibid., p. 15.", 0, 1),
        (f"{LUKE}, quoting {FERRAND}.", 1, 0),
        (f"{LUKE}, citing {FERRAND}.", 1, 0),
    ],
)
def test_the_unseen_work_leads_to_the_one_that_quotes_it(note: str, unseen: int, seen: int) -> None:
    found = cited(note)
    assert len(found) == 2
    assert found[unseen].cited_through == found[seen].id
    assert not found[seen].cited_through
    assert [c.fields.authors for c in found if c.type == "book"] == [
        ("Ferrand",) if FERRAND.startswith(c.quote[:9]) else ("Luke",) for c in found if c.type == "book"
    ]


@pytest.mark.parametrize(
    "note", [f"{FERRAND}; {LUKE}.", f"Quoted in {LUKE}.", f"{FERRAND}, reprinted in {LUKE}."]
)
def test_no_relation_without_its_words(note: str) -> None:
    assert not any(c.cited_through for c in cited(note))


def test_the_reason_of_the_type_is_on_the_record_and_no_part_of_its_digest() -> None:
    first = cited(FERRAND)[0]
    assert first.reason == "book: place or publisher"
    assert first.to_dict()["reason"] == first.reason
    assert replace(first, reason="").digest() == first.digest()
    assert replace(first, cited_through="citation-1").digest() != first.digest()
