"""How sure the audit's findings are, and the levels at which its rules decide: audit.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    """The shipped audit.toml, read once."""
    file = resources.files("regesta.extract.audit").joinpath("audit.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def levels(module: str) -> Mapping[str, Any]:
    """The levels of the rules of a module of the audit, by the name there."""
    return _table()[module]


def confidence(rule: str, way: str = "", evidence: Iterable[str] = ()) -> float:
    """How sure a finding of a rule is, 0 to 1: what the rule's row says, raised and lowered by the evidence.
    What speaks against it lowers it from the bound at most, however much speaks for it: a doubt is not
    outweighed. `way` names a way of finding that has a row of its own. A rule without a row is as sure as
    `other` says.

    Errors: KeyError for evidence that audit.toml does not weigh.
    """
    rows, weights = levels("confidence"), levels("evidence")
    base = float(rows.get(f"{rule}.{way}" if way else rule, rows["other"]))
    lowest, highest = levels("bounds")["lowest"], levels("bounds")["highest"]
    told = [float(weights[e]) for e in evidence]
    raised = min(highest, base + sum(w for w in told if w > 0))
    return round(float(max(lowest, raised + sum(w for w in told if w < 0))), 2)


def doubts(evidence: Iterable[str]) -> list[str]:
    """The evidence that speaks against a slip, in the order given, none twice."""
    weights = levels("evidence")
    return [e for e in dict.fromkeys(evidence) if weights[e] < 0]
