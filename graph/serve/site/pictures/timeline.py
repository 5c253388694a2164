"""What the timeline draws: every dated event that fits, with how certain its date is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.perspectives.listing import Row
from regesta.graph.serve.site.pictures.dated import drawn_date


async def timeline(site: Site, rows: Sequence[Row]) -> dict[str, Any]:
    """`events` with their dates, types, actors and addresses, in order; `undated` counts the others."""
    events = []
    for row in rows:
        when = drawn_date(row)
        if when:
            told = {name: row[name] for name in ("label", "kind", "who", "place", "told") if row.get(name)}
            events.append({"at": site.local(row["item"]), **told, **when})
    events.sort(key=lambda event: (str(event["from"]), str(event["to"])))
    return {"events": events, "undated": len(rows) - len(events)}
