"""Shelfmarks as grammar: one TOML file per archival tradition beside this module, read by one engine.

A new tradition is a new file; no code names one. `find_shelfmarks` finds them, `find_archives` the archives'
names and short forms.
"""

from __future__ import annotations

from regesta.extract.text.shelfmarks.finding import Shelfmark, find_archives, find_shelfmarks
from regesta.extract.text.shelfmarks.tradition import Archive, Tradition, archive_of, traditions

__all__ = [
    "Archive",
    "Shelfmark",
    "Tradition",
    "archive_of",
    "find_archives",
    "find_shelfmarks",
    "traditions",
]
