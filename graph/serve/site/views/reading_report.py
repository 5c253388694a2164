"""How a document was read, as its page shows it: out of `reading.json` beside the document
(docs/reading.md)."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from regesta.extract.workspace import DOCUMENT_ID
from regesta.graph.serve.shared import Site


async def reading(site: Site, document: str) -> dict[str, Any]:
    """The words and warnings of a document's reading report; empty where none was kept."""
    folder = site.config.documents
    if folder is None or not DOCUMENT_ID.match(document):
        return {}
    return await asyncio.to_thread(_shown, folder / document / "reading.json")


def _shown(path: Path) -> dict[str, Any]:
    """What a page shows of a report. One that is gone or damaged is none: it is derived, the page does
    without."""
    try:
        report = json.loads(path.read_text("utf-8"))
        words = {k: str(report["in_words"][k]) for k in ("about", "shares", "notes")}
        warnings = [
            {k: str(w[k]) for k in ("about", "value", "healthy", "means")} for w in report["warnings"]
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {**words, "warnings": warnings}
