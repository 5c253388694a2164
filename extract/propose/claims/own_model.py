"""The learnt model of the writer's own claims: how likely a part of a sentence that nobody is said to hold is
a claim and no narrative.

A logistic regression over the features of `surroundings`, learnt on the annotated corpus by `make models`;
its weights are JSON in the language pack (`claims_own.json`) with a card that says on what and how it was
taught.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from regesta.extract.text.languages import LanguagePack
from regesta.extract.text.learnt import logistic, require_layout

#: The name of the model's file in a language pack, and the layout of it that this code reads.
MODEL = "claims_own"
LAYOUT = 1


@dataclass(frozen=True)
class OwnModel:
    """Weights by feature; `floor` is how likely a claim must be to be proposed at all."""

    intercept: float
    weights: Mapping[str, float]
    floor: float

    def chance(self, features: Mapping[str, float]) -> float:
        """How likely something with these features is a claim, 0..1."""
        return logistic(self.intercept, self.weights, features)

    def reasons(self, features: Mapping[str, float], most: int) -> list[tuple[str, float]]:
        """The features that speak loudest for a claim (over 0) or against it (under 0), in log-odds."""
        said = ((name, self.weights.get(name, 0.0) * x) for name, x in features.items())
        return sorted(said, key=lambda one: (-abs(one[1]), one[0]))[:most]


@lru_cache(maxsize=32)
def own_model(pack: LanguagePack) -> OwnModel | None:
    """The model of a language pack, None where it has none. Errors: LanguageError for one of a layout that
    this code does not read."""
    data = pack.model(MODEL)
    return None if data is None else read_model(data, pack.code)


def read_model(data: Mapping[str, Any], code: str) -> OwnModel:
    """A model from what its file holds. Errors: LanguageError for another layout."""
    require_layout(data, MODEL, LAYOUT, code)
    return OwnModel(data["intercept"], data["weights"], data["floor"])
