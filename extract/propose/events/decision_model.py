"""The learnt yes-or-no on decisions: how likely an act settles a course.

A logistic regression over the features of `trigger_features`, learnt on the annotated corpus by `make
models`; the weights are JSON in the language pack (`events_decisions.json`) with a card that says on what and
how they were taught.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from regesta.extract.propose.events.trigger_features import Features
from regesta.extract.text.languages import LanguagePack
from regesta.extract.text.learnt import logistic, require_layout

#: The name of the model's file in a language pack, and the layout of it that this code reads.
MODEL = "events_decisions"
LAYOUT = 1


@dataclass(frozen=True)
class DecisionModel:
    """Weights by feature; `least` is how likely a decision of the rules must be to be one, `sure` how likely
    an act must be that the rules take for none."""

    intercept: float
    weights: Mapping[str, float]
    least: float
    sure: float

    def chance(self, features: Features) -> float:
        """How likely (0..1) an act with these features is a decision."""
        return logistic(self.intercept, self.weights, features)


@lru_cache(maxsize=64)
def decision_model(pack: LanguagePack) -> DecisionModel | None:
    """The model of a language pack; None where it has none, and the rules work alone."""
    data = pack.model(MODEL)
    return None if data is None else read_model(data, pack.code)


def read_model(data: Mapping[str, Any], code: str) -> DecisionModel:
    """A model from what its file holds. Errors: LanguageError for another layout."""
    require_layout(data, MODEL, LAYOUT, code)
    return DecisionModel(data["intercept"], data["weights"], data["least"], data["sure"])
