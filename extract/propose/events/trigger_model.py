"""The learnt trigger: how likely a word names an event, and of which type where no frame says it.

Logistic regressions over the features of `trigger_features`, learnt on the annotated corpus by `make models`;
the weights are JSON in the language pack (`events_triggers.json`) with a card that says on what and how they
were taught.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from regesta.extract.propose.events.trigger_features import Features
from regesta.extract.record import EventType
from regesta.extract.text.languages import LanguagePack
from regesta.extract.text.learnt import logistic, require_layout, sigmoid

#: The name of the model's file in a language pack, and the layout of it that this code reads.
MODEL = "events_triggers"
LAYOUT = 2
#: Beginnings of the features by which a type is told: the word, what hangs on it, what the frames say.
TYPED_BY = (
    "word.",
    "ending.",
    "prep.",
    "object",
    "type.",
    "prt.",
    "subject.",
    "has.",
    "complement",
    "passive",
)


#: No chance counts for surer than this.
_SUREST = 0.995


@dataclass(frozen=True, slots=True)
class Agreed:
    """How a word is judged that the rules take for an event too: the weights of the model's chance and of the
    rules' confidence, both as log-odds, and of how many acts of named actors the rules find in a sentence,
    over so many `sentences` before and behind; and how likely it must be.

    `ruled` and `framed` say how often the type of a frame is right, of such words and of others.
    """

    chance: float
    rules: float
    acts: float
    intercept: float
    threshold: float
    sentences: int
    ruled: float
    framed: float


@dataclass(frozen=True)
class TriggerModel:
    """Weights by feature: one for being an event, and one a type.

    `threshold` is how likely a word must be to name an event, `typed` how likely an event must be of its type
    not to be of none ("Other"); `agreed` weighs both for what the rules take for an event too.
    """

    intercept: float
    weights: Mapping[str, float]
    threshold: float
    typed: float
    agreed: Agreed
    types: tuple[EventType, ...]
    type_intercepts: tuple[float, ...]
    type_weights: Mapping[str, tuple[float, ...]]

    def chance(self, features: Features) -> float:
        """How likely (0..1) a word with these features names an event."""
        return logistic(self.intercept, self.weights, features)

    def both(self, chance: float, rules: float, acts: float) -> float:
        """How likely (0..1) a word names an event that the model finds so likely and the rules so sure, where
        they find so many `acts` in a sentence."""
        a = self.agreed
        said = a.chance * _log_odds(chance) + a.rules * _log_odds(rules)
        return sigmoid(a.intercept + said + a.acts * acts)

    def types_of(self, features: Features) -> dict[EventType, float]:
        """How likely (0..1, together 1) an event named by a word with these features is of each type."""
        totals = list(self.type_intercepts)
        for name in features:
            for k, weight in enumerate(self.type_weights.get(name, ())):
                totals[k] += weight
        chances = [sigmoid(total) for total in totals]
        return {kind: chance / sum(chances) for kind, chance in zip(self.types, chances, strict=True)}

    def type(self, features: Features) -> EventType:
        """The likeliest type of an event named by a word with these features."""
        chances = self.types_of(features)
        return max(chances, key=lambda kind: chances[kind])


@lru_cache(maxsize=64)
def trigger_model(pack: LanguagePack) -> TriggerModel | None:
    """The model of a language pack; None where it has none, and the rules work alone."""
    data = pack.model(MODEL)
    return None if data is None else read_model(data, pack.code)


def read_model(data: Mapping[str, Any], code: str) -> TriggerModel:
    """A model from what its file holds. Errors: LanguageError for another layout."""
    require_layout(data, MODEL, LAYOUT, code)
    return TriggerModel(
        intercept=data["intercept"],
        weights={name: row[0] for name, row in data["weights"].items()},
        threshold=data["threshold"],
        typed=data["typed"],
        agreed=Agreed(**data["agreed"]),
        types=tuple(data["types"]),
        type_intercepts=tuple(data["type_intercepts"]),
        type_weights={name: tuple(row[1:]) for name, row in data["weights"].items() if row[1:]},
    )


def _log_odds(chance: float) -> float:
    held = min(max(chance, 1 - _SUREST), _SUREST)
    return math.log(held / (1 - held))
