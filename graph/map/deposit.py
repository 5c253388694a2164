"""One document as the graph takes it in: its metadata, text, structure and judged records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regesta.extract.authority.reading import Authority
from regesta.extract.record import Record
from regesta.graph.map.gathering import Gathering
from regesta.review.state import Judged

STRUCTURE = ("division", "sentence", "footnote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """One document as the graph takes it in: metadata, raw text, its structure (divisions, sentences,
    footnotes) and its judged records; `gathered` is which mentions of the workspace are of one event, None
    where that is to be found out."""

    document: str
    meta: Mapping[str, Any]
    text: str
    structure: Sequence[Record]
    items: Sequence[Judged]
    authority: Authority = field(default_factory=Authority)
    gathered: Mapping[str, Gathering] | None = None
