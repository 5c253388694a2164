"""Citations proposed out of the notes: each note's body cut into works and documents, each of them read into fields."""

from __future__ import annotations

from regesta.extract.propose.citations.proposing import propose_citations

__all__ = ["propose_citations"]
