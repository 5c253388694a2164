"""What a search for words finds, and the error where it cannot be made."""

from __future__ import annotations

from dataclasses import dataclass

#: The graph of what was proposed ends so, whatever the base.
CANDIDATES = "graph/candidates"


class SearchError(Exception):
    """Words that cannot be searched for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found: its IRI, how well it fits (higher is better), and a piece of its text with the words
    between \\x02 and \\x03."""

    iri: str
    score: float
    snippet: str = ""
