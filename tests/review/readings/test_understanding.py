"""Readings become records, and what is wrong with them is said, line by line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from regesta.api.readings import Asked
from regesta.extract.record import Claim, Decision, Event


def test_a_candidate_stands_with_what_its_entry_changes_and_nothing_else(asked: Callable[..., Asked]) -> None:
    reading = asked().reading
    assert not reading.faults
    assert not reading.open
    first, second, added = (e for e in reading.entries if isinstance(e.record, Claim))
    assert (first.record.holder, first.record.footnotes, first.words) == (
        ("Agnes Holt",),
        ("1",),
        "Milling stopped because of the weir.",
    )
    assert second.candidate is not None
    assert second.record.id == second.candidate.id
    assert isinstance(second.record, Claim)
    assert second.record.negated
    assert [(r.type, r.target) for r in second.record.relations] == [("attacks", first.record.id)]
    assert added.candidate is None
    assert added.record.holder == ("thesis author",)
    assert reading.same_claims == [(second.record.id, first.record.id)]
    event, later = (e.record for e in reading.entries if isinstance(e.record, Event))
    assert event.date is not None
    assert event.date.edtf == "1871-05-03"
    decision = next(e.record for e in reading.entries if isinstance(e.record, Decision))
    assert decision.event == event.id
    assert reading.same_events == [(event.id, later.id)]
    assert [p.label for p in reading.positions] == ["the ruin"]


def test_a_candidate_of_a_sentence_that_was_read_is_rejected_where_no_entry_names_it(
    asked: Callable[..., Asked],
) -> None:
    reading = asked([{"s": 1, "why": "a title"}, {"s": 2, "why": {"c2": "narrative"}}]).reading
    assert sorted(reading.rejected.values()) == ["a title", "narrative"]
    assert "no line for 2 sentences: 3, 4" in str(reading.faults[0])


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"id": "1a", "from": "c9"}, "claim 1a: c9 is no claim proposed in this sentence; it has c1"),
        ({"id": "1a", "from": "c1", "content": "the mill ruined"}, "is not in the sentence"),
        ({"id": "1a", "from": "c1", "voice": "author"}, 'voice "author" and holder ["author"] go together'),
        ({"id": "1a", "from": "c1", "within": "2:ruined anybody"}, "sentence 2 has no claim in which"),
        ({"id": "1a", "from": "c1", "relations": [{"type": "attacks", "target": "c2"}]}, "points to the candidate c2"),
        ({"id": "1a", "holder": ["X"], "voice": "scholar"}, 'claim 1a lacks "content"'),
        ({"id": "1a", "from": "c1", "wordz": "x"}, 'has "wordz", which is none of its keys'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(
    asked: Callable[..., Asked], entry: dict[str, Any], told: str
) -> None:
    rows = [{"s": 1, "claims": [entry]}, *({"s": n} for n in (2, 3, 4))]
    faults = asked(rows).reading.faults
    assert faults
    assert faults[0].line == 1
    assert told in str(faults[0])


def test_what_leads_to_a_sentence_of_other_files_is_an_open_end_and_no_fault(
    asked: Callable[..., Asked],
) -> None:
    row = {"s": 2, "claims": [{"id": "2a", "from": "c2", "same_as": "1a"}]}
    reading = asked([row]).reading
    assert [o.sentence for o in reading.open] == [2]
    assert reading.same_claims == []
