"""Events of imported graphs said in our words, and joined with ours by time, place and who took part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from regesta.extract.workspace import Workspace
from regesta.graph.build import build
from regesta.graph.imported_graphs import GraphImportError, import_graph, listed, remove_graph
from regesta.graph.lifting import lifted, vocabularies
from regesta.graph.rdf import DefaultGraph, Quad
from regesta.graph.store import current
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.syntax import parse
from regesta.queries.saved import Catalogue

BASE = "https://w3id.org/regesta/kg/"
RG = "https://w3id.org/regesta/ontology#"
PREFIXES = """@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> . @prefix crm: <http://www.cidoc-crm.org/cidoc-crm/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix s: <http://schema.org/> .
@prefix ekg: <http://eventkg.example/> . @prefix wd: <http://www.wikidata.org/entity/> .
"""
#: EventKG tells who took part in a relation, of entities of its own that are the same as Wikidata's.
EVENTKG = """
ekg:source { ekg:e1 a sem:Event ; rdfs:label "Iran crisis"@en ; sem:hasBeginTimeStamp "1946-11-20"^^xsd:date ; sem:hasEndTimeStamp "1946-12"^^xsd:gYearMonth . }
ekg:relations { ekg:r1 rdf:subject ekg:e1 ; rdf:object ekg:a1 . ekg:a1 a sem:Actor ; owl:sameAs wd:Q400888 . }
{ ekg:e2 a ekg:Battle ; sem:hasActor ekg:a2 ; sem:hasTimeStamp "+1944-00-00T00:00:00Z" . ekg:Battle rdfs:subClassOf sem:Event .
  ekg:e3 a sem:Event ; sem:hasActor ekg:a2 ; sem:hasTimeStamp "long ago" . }
"""
WARSAMPO = """<http://ldf.example/e1> a <http://ldf.example/PoliticalActivity> ; skos:prefLabel "Talks" ; crm:P4_has_time-span [
  crm:P82a_begin_of_the_begin "1946-11-23"^^xsd:date ; crm:P81a_end_of_the_begin "1946-11-24"^^xsd:date ; crm:P82b_end_of_the_end "1946-11-23"^^xsd:date ] .
<http://ldf.example/p1> crm:P11i_participated_in <http://ldf.example/e1> ; skos:exactMatch wd:Q400888 .
<http://ldf.example/e1> crm:P7_took_place_at <http://ldf.example/zanjan> . <http://ldf.example/e2> crm:P4_has_time-span [] .
"""
SCHEMA = """[] a <https://schema.org/BusinessEvent> ; <https://schema.org/name> "A cabinet" ; <https://schema.org/startDate> "1946-11-23T10:00:00" ; <https://schema.org/organizer> wd:Q400888 .
<http://ex/later> a s:Event ; s:startDate "1947"^^xsd:gYear ; s:performer wd:Q400888 .
<http://ex/book> a s:Book ; s:startDate "1946-11-23" ; s:contributor wd:Q400888 .
"""
FILES = {"sem": (EVENTKG, ".trig"), "cidoc": (WARSAMPO, ".ttl"), "schema-org": (SCHEMA, ".ttl")}


def view(vocabulary: str, text: str, syntax: str) -> set[tuple[str, str, str]]:
    """What is lifted from a text: each triple by the last parts of its names and its literal."""
    store = EmbeddedStore()
    store.add(Quad(*q.triple) for q in parse((PREFIXES + text).encode(), syntax))
    return {
        (str(s).rpartition("/")[2].strip("<>"), p.value.rpartition("#")[2], o.value.rpartition("/")[2])
        for s, p, o in lifted(store, [""], vocabulary)
    }


def test_eventkg_in_our_words():
    assert view("sem", EVENTKG, "trig") == {
        ("e1", "type", "ontology#Event"),
        ("e1", "label", "Iran crisis"),
        ("e1", "agent", "a1"),
        ("e1", "earliest", "1946-11-20"),
        ("e1", "latest", "1946-12-31"),
        ("a1", "exactMatch", "Q400888"),
        ("e2", "type", "ontology#Event"),
        ("e2", "agent", "a2"),
        ("e2", "earliest", "1944-01-01"),
        ("e2", "latest", "1944-12-31"),
        ("e3", "type", "ontology#Event"),
        ("e3", "agent", "a2"),
    }


def test_cidoc_in_our_words():
    found = view("cidoc", WARSAMPO, "turtle")
    assert found == {
        ("e1", "type", "ontology#Event"),
        ("e1", "label", "Talks"),
        ("e1", "agent", "p1"),
        ("e1", "atPlace", "zanjan"),
        ("e1", "earliest", "1946-11-23"),
        ("e1", "latest", "1946-11-23"),
        ("p1", "exactMatch", "Q400888"),
    }


def test_schema_org_in_our_words():
    found = view("schema-org", SCHEMA, "turtle")
    assert {(p, o) for s, p, o in found if s != "later"} == {
        ("type", "ontology#Event"),
        ("label", "A cabinet"),
        ("agent", "Q400888"),
        ("earliest", "1946-11-23"),
        ("latest", "1946-11-23"),
    }
    assert {("later", "earliest", "1947-01-01"), ("later", "latest", "1947-12-31")} <= found
    assert not any(s == "book" for s, _, _ in found)


def test_the_same_event_there_by_time_place_and_actors(page: Callable[..., Workspace], tmp_path: Path):
    space = page(tmp_path / "w")
    build(space)
    assert set(FILES) == set(vocabularies())
    for name, (text, suffix) in FILES.items():
        data = (PREFIXES + text).encode()
        made = import_graph(space, data, suffix, name, source="f", at="2026-01-01T00:00:00Z", lift=name)
        assert f"{BASE}graph/import/{name}/lifted" in dict(made.graphs)
    served = current(space.snapshots)
    assert served is not None
    store = served.open()
    accepted = {q.triple for q in store.quads(graph=DefaultGraph())}
    assert not any("eventkg.example" in str(t) for t in accepted)

    rows = list(store.select(Catalogue.load().bind("same-event-elsewhere", {})))
    found = {(r["graph"].value.split("/")[-2], r["their_label"].value) for r in rows}
    assert found == {("sem", "Iran crisis"), ("cidoc", "Talks"), ("schema-org", "A cabinet")}
    assert {r["shared"].value for r in rows} == {"Ahmad Qavam"}
    assert all(r["day"].value.startswith("1946-11") for r in rows)

    remove_graph(space, "sem")
    assert [m.name for m in listed(space)] == ["cidoc", "schema-org"]


def test_what_cannot_be_lifted_changes_nothing(page: Callable[..., Workspace], tmp_path: Path):
    space = page(tmp_path / "w")
    build(space)
    data = b"<http://a> <http://b> <http://c> ."
    for lift, said in (("sem", "nothing in the file is an event"), ("bibo", "choose one of cidoc")):
        with pytest.raises(GraphImportError, match=said):
            import_graph(space, data, ".ttl", "x", source="f", at="2026-01-01T00:00:00Z", lift=lift)
    assert listed(space) == []
