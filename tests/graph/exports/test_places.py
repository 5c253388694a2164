"""Places as GeoJSON and Linked Places, read back by the geojson library and as linked data."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import rdflib
from tests.graph.exports.conftest import written

from regesta.extract.workspace import Workspace
from regesta.graph.exports.places import CONTEXT

Rows = Callable[[str], list[dict[str, Any]]]
WHERE = (
    "SELECT ?place ?lat ?long { ?place a rg:Place OPTIONAL { ?place rg:latitude ?lat ; rg:longitude ?long } }"
)
#: What the keys we use mean in the context of Linked Places 1.2, so that no test needs the network.
TERMS: dict[str, Any] = {
    "id": "@id", "type": "@type", "geojson": "https://purl.org/geojson/vocab#", "FeatureCollection": "geojson:FeatureCollection", "Feature": "geojson:Feature",
    "features": {"@id": "http://ex/features", "@container": "@set"}, "Point": "geojson:Point", "title": "http://purl.org/dc/terms/title", "properties": "geojson:properties",
    "names": "http://ex/names", "toponym": "http://ex/toponym", "citations": "http://ex/citations", "label": str(rdflib.RDFS.label),
}  # fmt: skip


def test_geojson_is_read_by_the_geojson_library(example_space: Workspace, rows_of: Rows) -> None:
    geojson = pytest.importorskip("geojson", reason="geojson is not installed (pip install geojson)")
    read = geojson.loads(written(example_space, "geojson").decode())
    assert read.is_valid, read.errors()
    lying = {r["place"]: r for r in rows_of(WHERE)}
    assert {f["id"] for f in read["features"]} == set(lying)
    for feature in read["features"]:
        row = lying[feature["id"]]
        if row["lat"] is None:
            assert feature["geometry"] is None
        else:
            assert list(geojson.utils.coords(feature)) == [(float(row["long"]), float(row["lat"]))]
    assert sum(f["geometry"] is not None for f in read["features"]) > 4


def test_a_place_has_its_events_with_their_days(example_space: Workspace, rows_of: Rows) -> None:
    features = json.loads(written(example_space, "geojson"))["features"]
    told = {(f["id"], e["id"], e.get("date")) for f in features for e in f["properties"]["events"]}
    rows = rows_of("SELECT ?p ?e ?d { ?e a rg:Event ; rg:atPlace ?p OPTIONAL { ?e rg:date ?d } }")
    assert {t[:2] for t in told} == {(r["p"], r["e"]) for r in rows}
    assert told <= {(r["p"], r["e"], r["d"]) for r in rows}
    tehran = next(f["properties"] for f in features if f["properties"]["name"] == "Tehran")
    assert (tehran["earliest"], tehran["count"]) == (min(r["s"] for r in rows_of(
        'SELECT ?s { ?e rg:atPlace ?p ; rg:earliest ?s . ?p rdfs:label "Tehran" }'
    )), len(tehran["events"]))  # fmt: skip


def test_linked_places_has_what_the_format_asks_for(example_space: Workspace) -> None:
    told = json.loads(written(example_space, "linkedplaces"))
    assert (told["type"], told["@context"]) == ("FeatureCollection", CONTEXT)
    dated = 0
    for feature in told["features"]:
        assert feature["@id"].startswith("https://")
        assert feature["type"] == "Feature"
        assert feature["properties"]["title"] == feature["names"][0]["toponym"]
        assert all(c["label"] and c["@id"] for n in feature["names"] for c in n.get("citations", ()))
        for span in feature.get("when", {}).get("timespans", ()):
            dated += 1
            assert span["start"]["earliest"] <= span["end"]["latest"]
    assert dated > 4


def test_linked_places_is_linked_data(example_space: Workspace) -> None:
    told = json.loads(written(example_space, "linkedplaces"))
    told["@context"] = TERMS
    graph = rdflib.Graph().parse(data=json.dumps(told), format="json-ld")
    vocab = rdflib.Namespace("https://purl.org/geojson/vocab#")
    places = set(graph.subjects(rdflib.RDF.type, vocab.Feature))
    assert len(places) == len(told["features"])
    assert {str(p) for p in places} == {f["@id"] for f in told["features"]}
