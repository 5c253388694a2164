"""Rules by name: a rule is a function from a case to findings, and says of itself what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from regesta.extract.audit.case import Case
from regesta.extract.record import Severity, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """Places of the document that do not agree (one place when the slip needs no second), and what is wrong,
    in one line; `way` when the rule finds in ways of which one is surer (audit.toml says how sure);
    `evidence`: what else speaks for a slip, or for another explanation, by the names of audit.toml."""

    spans: tuple[Span, ...]
    message: str
    way: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule under its name, what it finds in one sentence, how grave a finding is, and the function that
    finds."""

    name: str
    about: str
    severity: Severity
    find: Callable[[Case], Iterator[Finding]]


_RULES: dict[str, Rule] = {}


def rule(
    name: str, about: str, severity: Severity = "warning"
) -> Callable[[Callable[[Case], Iterator[Finding]]], Callable[[Case], Iterator[Finding]]]:
    """Register a function as the rule `name`.

    Errors: ValueError when another rule has the name.
    """

    def register(find: Callable[[Case], Iterator[Finding]]) -> Callable[[Case], Iterator[Finding]]:
        if name in _RULES and _RULES[name].find.__module__ != find.__module__:
            raise ValueError(
                f"two audit rules are named {name!r}, in {_RULES[name].find.__module__} and "
                f"{find.__module__}; give one another name"
            )
        _RULES[name] = Rule(name, about, severity, find)
        return find

    return register


def rules() -> tuple[Rule, ...]:
    """Every registered rule, by name."""
    return tuple(_RULES[k] for k in sorted(_RULES))
