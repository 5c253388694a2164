"""The edit form says what the record holds, and sent back untouched it changes nothing."""

from __future__ import annotations

from dataclasses import fields

import pytest
from review_pages import TEXT, records

from regesta.extract.record import KINDS, Actor, Record, from_dict
from regesta.extract.workspace import Workspace
from regesta.review.acts import ActError, with_fields
from regesta.review.pages.fields import changes_of, form_table, inputs_of, read_field
from regesta.review.queue import REVIEWED

#: Fields that follow from others, or say where a record comes from: no form holds them.
BOOKKEEPING = {"id", "document", "confidence", "proposer", "quote", "sentence", "resolved_by", "cited_by"}
#: Of these the spans are the sentence's, or the content the longest of the spans; notes that its passage lends a
#: claim are judged one by one as evidence.
FOLLOWING = {
    "event": {"spans"},
    "decision": {"spans"},
    "claim": {"content", "carried"},
    "citation": {"footnote"},
    "resolution": {"span", "applied"},
    "identity": {"spans", "type", "fields", "applied", "other_document", "other_spans", "names"},
}


def test_the_form_holds_every_field_of_every_kind() -> None:
    assert set(form_table()) == set(REVIEWED)
    for kind, rows in form_table().items():
        assert {name for name, *_ in rows} == {
            f.name for f in fields(KINDS[kind])
        } - BOOKKEEPING - FOLLOWING.get(kind, set()), kind


def reviewable(some: list[Record]) -> list[Record]:
    return [r for r in some if r.kind in REVIEWED]


@pytest.mark.parametrize("record", reviewable(records()), ids=lambda r: r.id)
def test_a_form_sent_back_untouched_changes_nothing(record: Record) -> None:
    sent = {i.name: i.value.replace("\n", "\r\n") for i in inputs_of(record, TEXT)}
    assert changes_of(record, sent, TEXT) == {}


def test_on_the_example_every_form_reads_back_to_the_same_record(example_space: Workspace) -> None:
    (document,) = example_space.documents()
    text = example_space.text(document)
    seen = reviewable(example_space.records(document))
    assert len(seen) > 300
    for record in seen:
        inputs = inputs_of(record, text)
        assert changes_of(record, {i.name: i.value for i in inputs}, text) == {}
        now = {i.name: i.value for i in inputs}
        for name, widget, *_ in form_table()[record.kind]:
            # Every field is read as if it had been touched and put back.
            again = with_fields(record, {name: read_field(record, name, widget.partition(":")[0], now, text)})
            assert again.to_dict().get(name) == record.to_dict().get(name), (record.id, name)


def test_identifiers_and_archives_are_typed_line_by_line() -> None:
    actor = next(r for r in records() if isinstance(r, Actor))
    assert changes_of(actor, {"f.identifiers": "wikidata: Q145\nviaf: 12"}, TEXT) == {
        "identifiers": {"wikidata": "Q145", "viaf": "12"}
    }
    source = next(r for r in records() if r.id == "source-tna")
    changed = with_fields(
        source, changes_of(source, {"f.held_in": "NARA | record group: 59 | box: 12"}, TEXT)
    )
    assert changed == from_dict(
        {
            **source.to_dict(),
            "held_in": [{"archive": "NARA", "path": [["record group", "59"], ["box", "12"]]}],
        }
    )


def test_formal_statements_are_three_fields_each() -> None:
    claim = next(r for r in records() if r.id == "claim-1")
    row = {"subject": "event-1", "predicate": "date", "object": "1946-03"}
    sent = {f"f.formal.0.{part}": value for part, value in row.items()}
    changed = with_fields(claim, changes_of(claim, sent, TEXT))
    assert changed.to_dict()["formal"] == [row]
    assert changes_of(changed, sent, TEXT) == {}
    emptied = dict.fromkeys(sent, "")
    assert changes_of(changed, emptied, TEXT) == {"formal": []}


@pytest.mark.parametrize(
    ("record", "sent", "said"),
    [
        ("actor-1", {"f.identifiers": "Q145"}, "has no value"),
        ("source-tna", {"f.held_in": "TNA | shelf"}, "not a level"),
        ("claim-1", {"f.formal.0.subject": "event-1"}, "lacks its predicate and object"),
    ],
)
def test_what_cannot_be_read_is_refused(record: str, sent: dict[str, str], said: str) -> None:
    found = next(r for r in records() if r.id == record)
    with pytest.raises(ActError, match=said):
        changes_of(found, sent, TEXT)
