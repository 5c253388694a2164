"""Slips of a document's own apparatus: places that do not agree, each found by a named rule.

Importing this package registers every rule; `rules()` lists them, `audit` applies them.
"""

from __future__ import annotations

from regesta.extract.audit import (
    apparatus,
    bibliography,
    dating,
    names,
    parties,
    shelfmarks,
    signings,
    spelling,
    works,
)
from regesta.extract.audit.auditing import audit
from regesta.extract.audit.registry import Finding, Rule, rules

__all__ = [
    "Finding",
    "Rule",
    "apparatus",
    "audit",
    "bibliography",
    "dating",
    "names",
    "parties",
    "rules",
    "shelfmarks",
    "signings",
    "spelling",
    "works",
]
