"""How near the sources of a claim stand to what they testify: archival, printed, secondary, or none."""

from __future__ import annotations

from collections.abc import Iterable

#: From the nearest: grades of the scheme `evidence-grade` under the word readers are shown.
#: perspectives/claims.rq says the same.
GRADES: tuple[tuple[str, frozenset[str]], ...] = (
    ("archival", frozenset({"primary-archival"})),
    ("printed", frozenset({"primary-published", "press", "memoir", "interview"})),
    ("secondary", frozenset({"secondary", "official-history", "unknown", ""})),
)


def strength(grades: Iterable[str]) -> str:
    """The word for the best of the grades of a claim's sources; "none" where it has no source."""
    found = set(grades)
    return next((word for word, some in GRADES if found & some), "none")
