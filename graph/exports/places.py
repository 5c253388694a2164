"""The places of accepted events, with what happened there and when: as GeoJSON (RFC 7946) for maps, and in
the Linked Places format for gazetteers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from regesta.extract.workspace import Workspace
from regesta.graph.exports.knowledge import Knowledge, knowledge

#: The context that Linked Places 1.2 names.
CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place, the events there in the order of their days, and the documents that tell of them."""

    iri: str
    events: Sequence[str]
    documents: Sequence[str]


def geojson(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every place of an accepted event as a GeoJSON feature: a point, or no geometry where nobody says where
    it lies; its events in its properties."""
    known = knowledge(workspace)
    _write(out, {"type": "FeatureCollection", "features": [_feature(known, p) for p in _places(known)]})


def linked_places(
    workspace: Workspace, out: BinaryIO, *, everything: bool = False, document: str | None = None
) -> None:
    """Every place of an accepted event as a Linked Places feature: names with the documents they stand in,
    links to other gazetteers, and the days between which something happened there.

    A place of which no event is dated has no `when`, and no place a feature class: nobody said so.
    """
    known = knowledge(workspace)
    features = [_linked(known, p) for p in _places(known)]
    _write(out, {"type": "FeatureCollection", "@context": CONTEXT, "features": features})


def _places(known: Knowledge) -> list[_Place]:
    """The places, by name."""
    events: dict[str, list[str]] = defaultdict(list)
    for event in known.of_kind("Event"):
        for place in known.values(event, "atPlace"):
            events[place].append(event)
    out = []
    for place in sorted({*known.of_kind("Place"), *events}, key=lambda p: (known.label(p), p)):
        there = sorted(events[place], key=lambda e: (known.one(e, "earliest") or "9999", e))
        documents = sorted({d for e in there for d in known.values(e, "inDocument")})
        out.append(_Place(place, there, documents))
    return out


def _feature(known: Knowledge, place: _Place) -> dict[str, Any]:
    first, last = _days(known, place.events)
    properties = {
        "name": known.label(place.iri),
        "aliases": known.aliases(place.iri),
        "matches": [iri for _, iri in known.matches(place.iri)],
        "count": len(place.events),
        "earliest": first or None,
        "latest": last or None,
        "events": [_event(known, e) for e in place.events],
    }
    geometry = _point(known, place.iri)
    return {"type": "Feature", "id": place.iri, "geometry": geometry, "properties": properties}


def _event(known: Knowledge, event: str) -> dict[str, str]:
    row = {
        "id": event,
        "label": known.label(event),
        "type": known.concept(event, "eventType"),
        "date": known.one(event, "date"),
        "factuality": known.concept(event, "factuality"),
    }
    return {name: value for name, value in row.items() if value}


def _point(known: Knowledge, place: str) -> dict[str, Any] | None:
    """A GeoJSON point (longitude first); None where nobody says where the place lies."""
    longitude, latitude = known.one(place, "longitude"), known.one(place, "latitude")
    if not longitude or not latitude:
        return None
    return {"type": "Point", "coordinates": [float(longitude), float(latitude)]}


def _days(known: Knowledge, events: Sequence[str]) -> tuple[str, str]:
    """The first and the last day of some events, "" where none is dated."""
    first = [day for e in events for day in known.values(e, "earliest")]
    last = [day for e in events for day in known.values(e, "latest")]
    return min(first, default=""), max(last, default="")


def _linked(known: Knowledge, place: _Place) -> dict[str, Any]:
    name = known.label(place.iri)
    cited = [{"label": known.label(d), "@id": d} for d in place.documents]
    names: list[dict[str, Any]] = [{"toponym": name, **({"citations": cited} if cited else {})}]
    names += [{"toponym": alias} for alias in known.aliases(place.iri)]
    point = _point(known, place.iri)
    wkt = f"POINT({point['coordinates'][0]} {point['coordinates'][1]})" if point else ""
    feature: dict[str, Any] = {
        "@id": place.iri,
        "type": "Feature",
        "properties": {"title": name, "ccodes": []},
        "when": _when(*_days(known, place.events)),
        "names": names,
        "geometry": {**point, "geowkt": wkt} if point else None,
        "links": [{"type": how, "identifier": iri} for how, iri in known.matches(place.iri)],
        "descriptions": [{"@id": e, "value": known.label(e)} for e in place.events],
    }
    return {k: v for k, v in feature.items() if v or k == "geometry"}


def _when(first: str, last: str) -> dict[str, Any]:
    """The days between which something happened, as a timespan."""
    span: dict[str, Any] = {"start": {"earliest": first}} if first else {}
    return {"timespans": [{**span, **({"end": {"latest": last}} if last else {})}]} if span else {}


def _write(out: BinaryIO, collection: Mapping[str, Any]) -> None:
    """The collection, one feature a line."""
    head = {k: v for k, v in collection.items() if k != "features"}
    lines = ",\n".join(json.dumps(f, ensure_ascii=False) for f in collection["features"])
    out.write(f'{json.dumps(head, ensure_ascii=False)[:-1]}, "features": [\n{lines}\n]}}\n'.encode())


__all__ = ["CONTEXT", "geojson", "linked_places"]
