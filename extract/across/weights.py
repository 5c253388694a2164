"""The numbers by which identities across documents are weighed: weights.toml, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class AcrossWeights:
    """weights.toml; what each number is stands there."""

    possible: float
    lifetimes: int
    company: int
    alone: float
    most: int
    persons: Mapping[str, float]
    things: Mapping[str, float]
    sources: Mapping[str, float]
    events: Mapping[str, float]


@cache
def across_weights() -> AcrossWeights:
    """The shipped weights."""
    file = resources.files("regesta.extract.across").joinpath("weights.toml")
    return AcrossWeights(**tomllib.loads(file.read_text(encoding="utf-8")))
