"""Consent that was not given: "did not accept the invitation" is a refusal, and one that happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from regesta.extract.annotate import grammar
from regesta.extract.propose.events.clauses import AUXILIARIES, children, has_child
from regesta.extract.propose.events.frames import Candidate
from regesta.extract.record import EventType, Factuality

#: What somebody asked for consent does who does not give it.
_WITHHELD: Mapping[EventType, EventType] = {"Approval": "Rejection"}


def refused(
    found: Iterable[Candidate], told: Mapping[int, Factuality]
) -> tuple[list[Candidate], dict[int, Factuality]]:
    """The candidates, an approval that its actor did not give as the rejection that happened, and how each is
    told, by token index."""
    out, now = [], dict(told)
    for c in found:
        if _is_withheld(c, told):
            c = replace(c, frame=replace(c.frame, type=_WITHHELD[c.frame.type], decision=""))
            now[c.word.i] = "asserted"
        out.append(c)
    return out, now


def _is_withheld(c: Candidate, told: Mapping[int, Factuality]) -> bool:
    """Whether a named actor is said not to have consented, in the past: "had not", "did not"."""
    if c.frame.type not in _WITHHELD or told.get(c.word.i) != "denied" or not c.agents:
        return False
    past = any(a.tag_ == grammar.PAST for a in children(c.word, *AUXILIARIES))
    return past and has_child(c.word, grammar.NEGATION)
