"""What the map draws: every place whose coordinates are known, by how much happened there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from regesta.graph.serve.shared import Site
from regesta.graph.serve.site.perspectives.listing import Row


async def places(site: Site, rows: Sequence[Row]) -> dict[str, Any]:
    """`places` with coordinates in degrees, those with the most events first; `elsewhere` names the
    others."""
    placed = [
        {
            "at": site.local(row["item"]),
            "label": row.get("label", ""),
            "latitude": float(row["latitude"]),
            "longitude": float(row["longitude"]),
            "events": int(row.get("events", "0")),
            "kinds": row.get("kind", ""),
            "years": row.get("year", ""),
        }
        for row in rows
        if row.get("latitude") and row.get("longitude")
    ]
    placed.sort(key=lambda place: (-int(str(place["events"])), str(place["label"])))
    return {
        "places": placed,
        "elsewhere": sorted(row.get("label", "") for row in rows if not row.get("latitude")),
    }
