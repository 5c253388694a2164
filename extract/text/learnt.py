"""What learnt models share: the layout of their files is checked, and a weighted sum becomes a chance."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from regesta.extract.text.languages import LanguageError


def require_layout(data: Mapping[str, Any], model: str, layout: int, code: str) -> None:
    """Refuse what a model's file holds when it is of another layout than the code reads; `code` is the
    language pack's.

    Errors: LanguageError.
    """
    if data.get("layout") != layout:
        raise LanguageError(
            f"{model}.json of the language pack {code!r} has layout {data.get('layout')!r}; this version "
            f"reads {layout}. Type `make models`."
        )


def logistic(intercept: float, weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The chance (0..1) that a logistic regression gives these features; what has no weight says nothing."""
    total = intercept + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return sigmoid(total)


def sigmoid(log_odds: float) -> float:
    """The chance (0..1) of some log-odds."""
    return 1 / (1 + math.exp(-log_odds))
