"""Consent that was not given is a refusal that happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from regesta.extract.propose.events.decisions import propose_decisions
from regesta.extract.propose.events.proposing import propose_events

Tell = Callable[..., Any]

CASES = [
    ("In 1956 Egypt did not accept the proposal.", "Rejection", "asserted", ["reject"]),
    ("In 1956 Egypt accepted the proposal.", "Approval", "asserted", ["approve"]),
    ("Egypt will not accept the proposal of 1956.", "Approval", "denied", []),
]


@pytest.mark.parametrize(("text", "kind", "told", "decided"), CASES)
def test_what_was_not_accepted_was_refused(
    tell: Tell, text: str, kind: str, told: str, decided: list[str]
) -> None:
    said = tell(text)
    events = propose_events(said.annotated, said.layer)
    assert [(e.type, e.factuality) for e in events] == [(kind, told)]
    assert [d.decision for d in propose_decisions(said.annotated, said.layer, events)] == decided
