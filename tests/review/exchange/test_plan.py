"""What a file of annotations would do: new records, the nearest record, and nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.review.exchange.conftest import AT, TEXT, at, ground_of, planned

from regesta.extract.record import Claim, Decision, Event, Mention, Record
from regesta.review.exchange.plan import Ground, ImportFault, nearest, new_record, plan
from regesta.review.request import VerdictRequest
from regesta.review.verdict import SOFTWARE

if TYPE_CHECKING:
    from collections.abc import Mapping


def added(ground: Ground, kind: str, words: str, row: Mapping[str, str] | None = None) -> Record:
    return new_record(kind, "fiume", [at(words)], row or {}, ground, "anna")


def test_a_new_record_takes_its_words_and_its_sentence(ground: Ground) -> None:
    mention = added(ground, "mention", "Nitti")
    assert isinstance(mention, Mention)
    assert (mention.actor, mention.quote, mention.sentence) == ("Nitti", "Nitti", "s3")
    event = added(ground, "event", "drawn", {"who": "a cartographer"})
    assert isinstance(event, Event)
    assert (event.type, event.agents, event.sentence) == ("Other", ("a cartographer",), "s1")
    assert event.spans == ground.sentences["fiume"][0].spans
    decision = added(ground, "decision", "signed", {"type": "reject"})
    assert isinstance(decision, Decision)
    assert decision.decision == "reject"
    claim = added(ground, "claim", "Italy wanted Fiume")
    assert isinstance(claim, Claim)
    assert claim.quote == TEXT[slice(*claim.content)] == "Italy wanted Fiume"


def test_the_same_place_makes_the_same_record(ground: Ground) -> None:
    assert added(ground, "mention", "Nitti").id == added(ground, "mention", "Nitti").id
    assert added(ground, "mention", "Nitti").id != added(ground, "mention", "Sforza").id


def test_only_what_stands_in_the_text_is_added_by_hand(ground: Ground) -> None:
    with pytest.raises(ImportFault, match="a source cannot be added by hand; add claim, event"):
        added(ground, "source", "Nitti")


def test_the_nearest_record_overlaps_by_half_at_least(ground: Ground) -> None:
    found = nearest(ground, "fiume", "", at("Sforza"))
    assert found is not None
    assert found.record.id == "m1"
    assert nearest(ground, "fiume", "claim", at("Sforza")) is None
    assert nearest(ground, "fiume", "mention", at("Sforza denied that Italy")) is None
    assert nearest(ground, "another", "", at("Sforza")) is None


def test_what_the_log_holds_is_not_said_twice() -> None:
    request = VerdictRequest(where="line 2", outcome="accept", record="m1")
    first = planned([request, request], ground_of())
    assert ([v.at for v in first.verdicts], first.known) == ([AT], 1)
    second = planned([request], ground_of(first.verdicts))
    assert (second.verdicts, second.known) == ((), 1)
    assert second.summary() == "no verdict; 1 already in the log"


def test_a_plan_says_whether_its_maker_is_a_program() -> None:
    request = VerdictRequest(where="line 2", outcome="accept", record="m1")
    made = plan([request], [], ground_of(), data=b"", name="A model", at=AT, agent=SOFTWARE)
    assert [(v.reviewer, v.agent) for v in made.verdicts] == [("A model", "software")]


def test_a_record_of_another_workspace_is_left_out_with_its_place() -> None:
    made = planned([VerdictRequest(where="line 7", outcome="accept", record="claim-x")], ground_of())
    assert [f.where for f in made.faults] == ["line 7"]
    assert "there is no record 'claim-x'" in made.faults[0].message
