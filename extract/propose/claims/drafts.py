"""A claim before it becomes a record."""

from __future__ import annotations

from dataclasses import dataclass

from regesta.extract.propose.claims.attribution import Attribution
from regesta.extract.propose.claims.holders import Holder


@dataclass(frozen=True, slots=True)
class Draft:
    """Tokens of one sentence that somebody holds, and how sure that is (0..1). `opening` is the kind of
    connective before it, `within` the place, among
    the sentence's drafts, of the claim that reports it, `notes` the ids of the footnotes cited for it when
    they are not the sentence's own."""

    sentence: int
    content: tuple[int, int]
    cue: tuple[int, int] | None
    holder: Holder
    confidence: float
    opening: str = ""
    frame: Attribution | None = None
    within: int | None = None
    notes: tuple[str, ...] = ()
