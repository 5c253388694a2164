"""What validation found: which thing, which rule, what is wrong and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["violation", "warning", "info"]


class ShapesFileError(ValueError):
    """A file of shapes that cannot be used; the message names it, says why, and what to do."""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Finding:
    """`node` is the IRI of the thing, `record` the id of the record behind it ("" when it has none), `rule`
    the shape and path that it breaks."""

    severity: Severity
    rule: str
    node: str
    record: str = ""
    label: str = ""
    message: str = ""
    value: str = ""

    @property
    def text(self) -> str:
        """One line for a person: the record, what it is called, what is wrong, what was found there."""
        who = self.record or self.node
        called = f" ({self.label})" if self.label and self.label != who else ""
        found = f" Found: {self.value}." if self.value else ""
        return f"{who}{called}: {self.message}{found} [{self.rule}]"
