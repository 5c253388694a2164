"""The learnt model of relations between claims: how likely a sentence answers an earlier one, and how.

A multinomial logistic regression over the features of `pair_features`, learnt on the annotated corpus by
`make models`; its weights are JSON in the language pack (`claims_pairs.json`) with a card that says on what
and how it was taught.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from regesta.extract.propose.claims.pair_features import ClaimSentence, Features, Pair
from regesta.extract.text.languages import LanguagePack
from regesta.extract.text.learnt import require_layout

#: The name of the model's file in a language pack, and the layout of it that this code reads.
MODEL = "claims_pairs"
LAYOUT = 2
#: The class of pairs between which there is no relation; a mark behind a class says that the earlier of the
#: two sentences answers the later one.
NONE, REVERSED = "none", "<"
#: The settings in the file beside the weights.
THRESHOLDS = ("threshold", "second", "opposite", "opposite_of_attack", "against_rule", "back")
Scores = tuple[float, ...]


@dataclass(frozen=True)
class PairModel:
    """Weights by feature, one a class; `threshold` is how likely a relation must be to be proposed, `second`
    one of a sentence that has one already, `opposite` the most that attack may be likely beside support, as a
    share of both, `opposite_of_attack` the most that support may be beside attack, `against_rule` how many
    times as likely the opposite of a rule's link must be that the link is dropped."""

    classes: tuple[str, ...]
    intercepts: Scores
    weights: Mapping[str, Scores]
    threshold: float
    second: float
    opposite: float
    opposite_of_attack: float
    against_rule: float
    back: int

    def chances(self, pair: Pair, sums: Sums) -> dict[str, float]:
        """How likely each class is of a pair; together they are 1."""
        adjoining = pair.i - pair.j == 1
        parts = (
            sums.of(pair.later, "later"),
            sums.of(pair.earlier, "earlier"),
            sums.of(pair.later, "next") if adjoining else None,
            self.sum(pair.beside, "pair"),
        )
        totals = [
            bias + sum(part[k] for part in parts if part is not None)
            for k, bias in enumerate(self.intercepts)
        ]
        most = max(totals)
        powers = [math.exp(total - most) for total in totals]
        return {name: power / sum(powers) for name, power in zip(self.classes, powers, strict=True)}

    @cached_property
    def by_role(self) -> Mapping[str, Mapping[str, Scores]]:
        """The weights by whose a feature is, and by its name without that."""
        out: dict[str, dict[str, Scores]] = {}
        for name, row in self.weights.items():
            role, _, own = name.partition(".")
            out.setdefault(role, {})[own] = row
        return out

    def sum(self, features: Features, role: str) -> Scores:
        """The weighted sum of the features of a role, a number for each class."""
        out = [0.0] * len(self.classes)
        weights = self.by_role.get(role, {})
        for name, value in features.items():
            row = weights.get(name)
            if row is not None:
                for k, weight in enumerate(row):
                    out[k] += weight * value
        return tuple(out)


class Sums:
    """What the features of a sentence alone add up to, in the roles it may have; each is counted once."""

    def __init__(self, model: PairModel) -> None:
        self._model = model
        self._known: dict[tuple[int, str], Scores] = {}

    def of(self, sentence: ClaimSentence, role: str) -> Scores:
        """The sum of a sentence in a role: `later`, `earlier` or `next`."""
        key = sentence.at, role
        if key not in self._known:
            self._known[key] = self._model.sum(sentence.own, role)
        return self._known[key]


@lru_cache(maxsize=32)
def pair_model(pack: LanguagePack) -> PairModel | None:
    """The model of a language pack, None where it has none. Errors: LanguageError for one of a layout that
    this code does not read."""
    data = pack.model(MODEL)
    return None if data is None else read_model(data, pack.code)


def read_model(data: Mapping[str, Any], code: str) -> PairModel:
    """A model from what its file holds. Errors: LanguageError for another layout."""
    require_layout(data, MODEL, LAYOUT, code)
    return PairModel(
        classes=tuple(data["classes"]),
        intercepts=tuple(data["intercepts"]),
        weights={name: tuple(row) for name, row in data["weights"].items()},
        **{name: data[name] for name in THRESHOLDS},
    )
