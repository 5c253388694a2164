"""Decisions: the events that resolve on something, of which kind, and what is decided."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from regesta.extract.propose.events import decisions
from regesta.extract.propose.events.decision_model import DecisionModel
from regesta.extract.propose.events.decisions import decision_rules, propose_decisions
from regesta.extract.propose.events.proposing import propose_events
from regesta.extract.record import EVENT_TYPES, Decision
from regesta.extract.text.languages import ENGLISH

Tell = Callable[..., Any]


def decided(tell: Tell, text: str) -> list[tuple[Decision, str, str]]:
    """The decisions of a sentence with the words of their trigger and their content, each checked against the
    events."""
    told = tell(text)
    events = propose_events(told.annotated, told.layer)
    found = propose_decisions(told.annotated, told.layer, events)
    assert {d.event for d in found} <= {e.id for e in events}
    return [
        (d, text[d.trigger[0] : d.trigger[1]], text[d.content[0] : d.content[1]] if d.content else "")
        for d in found
    ]


CASES = [
    ("France decided to withdraw its troops in 1921.", "decided", "adopt", {"France"}, "withdraw its troops"),
    ("Spain ordered Italy to attack Greece.", "ordered", "order", {"Spain"}, "attack Greece"),
    ("Egypt rejected the ultimatum on 31 October 1956.", "rejected", "reject", {"Egypt"}, "the ultimatum"),
    ("Britain approved the plan in July 1956.", "approved", "approve", {"United Kingdom"}, "the plan"),
    (
        "Britain postponed the operation in September 1956.",
        "postponed",
        "postpone",
        {"United Kingdom"},
        "the operation",
    ),
    ("Turkey agreed to send a brigade in 1950.", "agreed", "agree", {"Turkey"}, "send a brigade"),
    ("In 1939 Spain cancelled the agreement.", "cancelled", "withdraw", {"Spain"}, "the agreement"),
]


@pytest.mark.parametrize(("text", "trigger", "kind", "deciders", "content"), CASES)
def test_who_decided_what(
    tell: Tell, text: str, trigger: str, kind: str, deciders: set[str], content: str
) -> None:
    found = [x for x in decided(tell, text) if trigger in x[1]]
    assert len(found) == 1
    decision, _, said = found[0]
    assert decision.decision == kind
    assert set(decision.deciders) == deciders
    assert content in said


NOT_DECIDED = [
    "Italy did not order an attack on France.",
    "France asked Turkey to approve the plan.",
    "Spain attacked Poland in 1939.",
    "Egypt would have rejected the plan.",
    "In 1956 the plan was approved.",
    "Egypt told its people in 1956 that the plan was dead.",
    "Egypt denied the plan in 1956.",
    "It followed the orders of France of the year before.",
]


@pytest.mark.parametrize("text", NOT_DECIDED)
def test_what_is_denied_planned_or_no_resolve_is_no_decision(tell: Tell, text: str) -> None:
    assert [
        d for d in decided(tell, text) if d[0].deciders != ("France",) or d[0].decision == "approve"
    ] == []


def test_the_rules_name_event_types() -> None:
    rules = decision_rules(ENGLISH)
    assert {*rules.kinds, *rules.unsaid} <= set(EVENT_TYPES)


def by_model(least: float, chance: float) -> DecisionModel:
    """A model that gives every act the same chance."""
    return DecisionModel(math.log(chance / (1 - chance)), {}, least=least, sure=0.3)


def test_a_model_drops_what_it_finds_very_unlikely_and_adds_what_it_is_sure_of(
    tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved, entered = "Britain approved the plan in July 1956.", "In 1956 France attacked the port of Suez."
    monkeypatch.setattr(decisions, "decision_model", lambda pack: None)
    ((by_rules, _, _),) = decided(tell, approved)
    assert decided(tell, entered) == []
    monkeypatch.setattr(decisions, "decision_model", lambda pack: by_model(0.1, 0.05))
    assert decided(tell, approved) == []
    monkeypatch.setattr(decisions, "decision_model", lambda pack: by_model(0.1, 0.4))
    assert [d for d, _, _ in decided(tell, approved)] == [by_rules]
    ((learnt, trigger, content),) = decided(tell, entered)
    assert (trigger, learnt.decision, learnt.confidence) == ("attacked", "adopt", 0.4)
    assert content == "attacked the port of Suez"
