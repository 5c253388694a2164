"""Records: their JSON form and back, content ids, what is refused."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace

import pytest

from regesta.extract.record import (
    KINDS,
    Actor,
    Citation,
    Claim,
    Date,
    Event,
    Fields,
    Holding,
    Identity,
    Position,
    Record,
    Relation,
    Source,
    content_id,
    dumps,
    from_dict,
    quote_of,
)

RECORDS: list[Record] = [
    Citation(
        id="c1", document="t", span=(3, 9), footnote="1.1", type="book", confidence=0.9,
        fields=Fields(authors=("Kyle",), title="Suez", units=(("fond", "558"), ("delo", "62"))),
    ),
    Source(
        id="s1", document="t", type="book", fields=Fields(title="Suez"), cited_by=("c1",),
        held_in=(Holding(archive="TNA", path=(("piece", "PREM 11/1163"),)),), in_bibliography=(20, 40),
    ),
    Event(
        id="e1", document="t", spans=((0, 9), (12, 14)), trigger=(2, 5), type="Meeting", agents=("Eden",),
        date=Date(edtf="1956-09-06", text="6 September 1956", span=(6, 9)),
    ),
    Claim(
        id="k1", document="t", spans=((0, 9),), content=(0, 9), holder=("Kyle",),
        relations=(
            Relation(type="attacks", target="k2"),
            Relation(type="undercuts", target="c1", target_kind="citation", cue=(1, 3)),
        ),
    ),
    Position(
        id="p1", document="t", label="the collusion thesis", spans=((4, 9),), holders=("Kyle",), claims=("k1",),
    ),
    Actor(id="a1", document="t", name="Anthony Eden", actor_kind="person", identifiers=(("viaf", "1"), ("wikidata", "Q2"))),
    Identity(id="i1", document="t", spans=((0, 3), (5, 9)), one="c1", other="c2", type="book", reason="same day"),
]  # fmt: skip


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r.kind)
def test_a_record_comes_back_from_its_line(record: Record) -> None:
    line = dumps(record)
    assert "\n" not in line
    assert from_dict(json.loads(line)) == record
    assert dumps(from_dict(json.loads(line))) == line


def test_a_relation_between_claims_reads_and_writes_as_before_targets_had_kinds() -> None:
    line = {
        "id": "k1",
        "kind": "claim",
        "document": "t",
        "confidence": 1.0,
        "spans": [[0, 9]],
        "content": [0, 9],
        "voice": "author",
        "hedged": False,
        "negated": False,
        "relations": [{"type": "attacks", "target": "k2", "confidence": 1.0}],
    }
    claim = from_dict(line)
    assert isinstance(claim, Claim)
    assert claim.relations[0].target_kind == "claim"
    assert claim.to_dict() == line
    assert claim.relations[0].answers("k2")
    assert not Relation(type="attacks", target="k2", target_kind="position").answers("k2")


def test_every_kind_is_known_by_its_name() -> None:
    assert all(cls.kind == kind for kind, cls in KINDS.items())


def test_identifiers_may_be_given_as_an_object() -> None:
    record = from_dict(
        {
            "kind": "actor",
            "id": "a",
            "document": "t",
            "name": "E",
            "actor_kind": "person",
            "identifiers": {"viaf": "1"},
        }
    )
    assert isinstance(record, Actor)
    assert record.identifiers == (("viaf", "1"),)


def test_an_unknown_kind_or_field_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"kind='play'.*citation"):
        from_dict({"kind": "play"})
    with pytest.raises(ValueError, match=r"unknown fields colour.*span"):
        from_dict({"kind": "citation", "colour": "red"})


def test_records_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        RECORDS[0].id = "other"  # type: ignore[misc]


def test_ids_are_of_the_content() -> None:
    assert content_id("source", "t", [1, 2]) == content_id("source", "t", [1, 2])
    assert content_id("source", "t", [1, 2]) != content_id("source", "t", [1, 3])
    assert content_id("source", "t", [1, 2]).startswith("source-")


def test_the_digest_tells_another_content_under_one_id() -> None:
    one = RECORDS[0]
    assert one.digest() == replace(one).digest()
    assert isinstance(one, Citation)
    assert one.digest() != replace(one, fields=Fields(title="Canal")).digest()


def test_a_quote_is_the_raw_text_of_its_parts() -> None:
    assert quote_of("Stalin12 agreed", ((0, 6), (9, 15))) == "Stalin agreed"
