"""How likely a candidate is an event, and of its type: what the rules and the learnt trigger say, weighed
together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from regesta.extract.propose.events.frames import Candidate
from regesta.extract.propose.events.trigger_features import trigger_features
from regesta.extract.propose.events.trigger_model import TriggerModel
from regesta.extract.propose.events.weighing import Evidence, confidence, is_event
from regesta.extract.record import EventType

#: The type of an event whose type nothing says surely enough.
UNTYPED: EventType = "Other"


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate that is an event, under the type it is given, and how sure that is (0..1)."""

    candidate: Candidate
    sure: float


def judged(e: Evidence, model: TriggerModel | None, acts: float = 0.0) -> Judged | None:
    """What a candidate is as an event, None where it is none: by the rules alone, or by rules and learnt
    model weighed together, `acts` being what `acts_near` gives of its sentence; an event of no sure type is
    one of none."""
    ruled = bool(e.candidate.frame.lemmas) and is_event(e)
    if model is None:
        return Judged(e.candidate, confidence(e)) if ruled else None
    # what the model learnt on has no date but what hangs on the word
    features = trigger_features(replace(e, present=e.present - {"dated"}))
    chance = model.chance(features)
    by_both = ruled and model.both(chance, confidence(e), acts) >= model.agreed.threshold
    if not by_both and chance < model.threshold:
        return None
    of_type = _of_type(e.candidate, model.types_of(features), ruled, model)
    # where the rules take it for no event, how right its type is counts as much, but what is proposed stays
    sure = max(chance, confidence(e)) if ruled else max(chance * of_type, model.threshold)
    return Judged(e.candidate if of_type >= model.typed else _untyped(e.candidate), round(sure, 3))


def acts_near(found: Sequence[Sequence[Candidate]], sentences: int) -> list[float]:
    """For each sentence, how many acts of named actors the frames find in a sentence, on the average of it
    and of so many `sentences` before and behind; `found` are the candidates of each.

    Where a text tells of acts all the time the rules are mostly right; of few acts in an argument they are
    not.
    """
    totals = [0, *accumulate(sum(map(_is_act, here)) for here in found)]
    spans = ((max(0, k - sentences), min(len(found), k + sentences + 1)) for k in range(len(found)))
    return [(totals[end] - totals[first]) / (end - first) for first, end in spans]


def _is_act(c: Candidate) -> bool:
    """Whether a frame has all it needs, a named actor among it."""
    return bool(c.frame.lemmas) and "named" in c.present and c.satisfied()


def _of_type(c: Candidate, types: Mapping[EventType, float], ruled: bool, model: TriggerModel) -> float:
    """How likely an event is of the type of its frame: what the model thinks of that type and, where a frame
    says it, how often frames are right."""
    learnt = types.get(c.frame.type, 0.0)
    if not c.frame.lemmas:
        return learnt
    return (learnt + (model.agreed.ruled if ruled else model.agreed.framed)) / 2


def _untyped(c: Candidate) -> Candidate:
    return replace(c, frame=replace(c.frame, type=UNTYPED))
