"""How likely a candidate is right, by what was measured of candidates of its kind and confidence."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from statistics import fmean

from regesta.extract.record import Record

Knots = Sequence[tuple[float, float]]


@cache
def measured() -> Mapping[str, Knots]:
    """Kind -> pairs of confidence and the share that was right, rising."""
    text = resources.files("regesta.review").joinpath("calibration.toml").read_text("utf-8")
    return {kind: tuple((float(a), float(b)) for a, b in rows) for kind, rows in tomllib.loads(text).items()}


def likely(kind: str, confidence: float) -> float | None:
    """The share of candidates of a kind and confidence that are right; None for a kind that was not
    measured."""
    knots = measured().get(kind)
    if knots is None:
        return None
    at = bisect_left([c for c, _ in knots], confidence)
    if at == 0:
        return knots[0][1]
    if at == len(knots):
        return knots[-1][1]
    (a, low), (b, high) = knots[at - 1], knots[at]
    return low + (high - low) * (confidence - a) / (b - a)


def expected(records: Iterable[Record]) -> float | None:
    """The share of some records that is expected to be right; None where none is of a kind that was
    measured."""
    shares = [s for r in records if (s := likely(r.kind, r.confidence)) is not None]
    return fmean(shares) if shares else None
