"""Healthy ranges: the table says for each figure what it means and what to try; warnings follow it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from regesta.extract.read.health import Range, health, percent, warnings_of

MANUAL = (Path(__file__).resolve().parents[3] / "docs" / "reading.md").read_text("utf-8")
RANGES = health().ranges


@pytest.mark.parametrize("limit", RANGES, ids=lambda r: r.figure)
def test_the_manual_lists_every_figure_with_its_range(limit: Range) -> None:
    row = next(line for line in MANUAL.splitlines() if line.startswith(f"| {limit.about} |"))
    assert f"| {limit.healthy} |" in row
    refused = limit.shown(limit.broken_above) if not math.isinf(limit.broken_above) else ""
    assert (f"| above {refused}" in row) if refused else ("| never |" in row)


@pytest.mark.parametrize("limit", RANGES, ids=lambda r: r.figure)
def test_a_figure_outside_its_range_is_a_warning_that_says_what_to_try(limit: Range) -> None:
    bad = limit.most + 1 if math.isfinite(limit.most) else limit.least - 1
    only = replace(health(), ranges=(limit,))
    (warning,) = warnings_of({limit.figure: (bad, 1 << 30)}, "PDF", 10_000, only)
    assert warning.means.endswith((".", ")."))
    assert warning.advice == limit.advice.get("pdf", limit.advice["any"])
    good = limit.most if math.isfinite(limit.most) else limit.least
    assert list(warnings_of({limit.figure: (good, 1 << 30)}, "PDF", 10_000, only)) == []


def test_a_short_text_is_warned_of_and_never_refused() -> None:
    limit = next(r for r in RANGES if r.figure == "nothing")
    only = replace(health(), ranges=(limit,))
    assert [w.broken for w in warnings_of({"nothing": (0.9, 1 << 30)}, "text", 100, only)] == [False]
    assert [w.broken for w in warnings_of({"nothing": (0.9, 1 << 30)}, "text", 10_000, only)] == [True]


def test_a_few_cases_are_no_warning() -> None:
    limit = next(r for r in RANGES if r.figure == "loose_digits")
    assert limit.holds(1.0, limit.few - 1)
    assert not limit.holds(1.0, limit.few)
    assert not limit.breaks(1.0, limit.broken_from - 1)
    assert limit.breaks(1.0, limit.broken_from)


@pytest.mark.parametrize(("share", "told"), [(0, "0 %"), (0.004, "0.4 %"), (0.126, "13 %"), (1, "100 %")])
def test_shares_are_told_in_per_cent(share: float, told: str) -> None:
    assert percent(share) == told
