"""Other people's RDF: kept apart, whole or not at all, nothing fetched."""

from __future__ import annotations

import os
import shutil

import pytest
from pyoxigraph import BlankNode, DefaultGraph, NamedNode

from regesta.extract.workspace import Workspace
from regesta.graph.build import build
from regesta.graph.imported_graphs import GraphImportError, import_graph, listed, remove_graph
from regesta.graph.store import StoreError, current, generations, writing
from regesta.graph.store.embedded import EmbeddedStore

BASE = "https://w3id.org/regesta/kg/"
THEIRS = NamedNode(BASE + "graph/import/theirs")
AT = "2026-02-01T10:00:00Z"
QAVAM = b'@prefix s: <http://semanticweb.cs.vu.nl/2009/11/sem/> .\n<http://ex/e> a s:Event ; s:hasActor <http://www.wikidata.org/entity/Q400888>, [ s:role "x" ] .\n'


def take(space: Workspace, data: bytes, suffix: str = ".ttl", name: str = "theirs"):
    return import_graph(space, data, suffix, name, source=f"file{suffix}", at=AT)


def served(space: Workspace) -> EmbeddedStore:
    found = current(space.snapshots)
    assert found is not None
    return found.open()


def triples(space: Workspace, graph: NamedNode | DefaultGraph = THEIRS) -> list[str]:
    return sorted(str(q.triple) for q in served(space).quads(None, None, None, graph))


@pytest.fixture
def built(space: Workspace) -> Workspace:
    build(space)
    return space


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".nt", b"<http://a> <http://b> <http://c> .\n"),
        (".ttl", b"<http://a> <http://b> <http://c> ."),
        (".nq", b"<http://a> <http://b> <http://c> .\n"),
        (".trig", b"{ <http://a> <http://b> <http://c> }"),
        (
            ".jsonld",
            b'{"@context": {"b": {"@id": "http://b", "@type": "@id"}}, "@id": "http://a", "b": "http://c"}',
        ),
        (
            ".rdf",
            b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://"><r:Description r:about="http://a"><x:b r:resource="http://c"/></r:Description></r:RDF>',
        ),
    ],
)
def test_every_syntax_gives_the_same_graph(built: Workspace, suffix: str, data: bytes):
    before = triples(built, DefaultGraph())
    made = take(built, data, suffix)
    assert triples(built) == ["<http://a> <http://b> <http://c>"]
    assert made.graphs == ((THEIRS.value, 1),)
    assert triples(built, DefaultGraph()) == before


def test_what_a_killed_import_read_is_deleted_a_day_later(built: Workspace):
    old, waiting = (built.snapshots / f".import.{name}.nq" for name in ("old", "waiting"))
    for file in (old, waiting):
        file.touch()
    os.utime(old, (1e9, 1e9))
    take(built, QAVAM)
    assert (old.exists(), waiting.exists()) == (False, True)


def test_it_outlives_builds_and_is_replaced_whole(built: Workspace):
    take(built, QAVAM)
    first = triples(built)
    assert len(first) == 4
    assert build(built).unchanged  # the import is no part of what our log says
    shutil.rmtree(built.store)
    built.log.write_bytes(b"")
    assert not build(built).unchanged
    assert triples(built) == first
    made = take(built, b"<http://a> <http://b> 1 .")
    assert (made.replaced, made.statements) == (4, 1)
    assert len(triples(built)) == 1


def test_blank_nodes_meet_nobody_elses(built: Workspace):
    for name in ("one", "two"):
        take(built, b"_:x <http://b> _:y .", ".nt", name)
    one, two = (
        {
            n
            for q in served(built).quads(None, None, None, NamedNode(f"{BASE}graph/import/{n}"))
            for n in (q.subject, q.object)
        }
        for n in ("one", "two")
    )
    assert all(isinstance(n, BlankNode) for n in one | two)
    assert len(one) == len(two) == 2
    assert not one & two


def test_named_graphs_of_a_file_stay_apart_under_the_import(built: Workspace):
    lines = (
        b'<http://a> <http://b> "1" <http://g/1> .',
        b'<http://a> <http://b> "2" <https://w3id.org/regesta/kg/graph/candidates> .',
        b'<http://a> <http://b> "3" .',
    )
    take(built, b"\n".join(lines), ".nq")
    own = {g.value for g in served(built).graphs() if "import/" in g.value}
    assert own == {
        THEIRS.value,
        THEIRS.value + "/http%3A%2F%2Fg%2F1",
        THEIRS.value + "/https%3A%2F%2Fw3id.org%2Fregesta%2Fkg%2Fgraph%2Fcandidates",
    }
    assert len(triples(built)) == 1
    assert remove_graph(built, "theirs").replaced == 3
    assert not [g for g in served(built).graphs() if "import/" in g.value]


def test_removing_one_leaves_the_one_whose_name_begins_alike(built: Workspace):
    take(built, b"<http://a> <http://b> 1 .", name="wiki")
    take(built, b"<http://a> <http://b> 2 .", name="wikidata")
    remove_graph(built, "wiki")
    assert [m.name for m in listed(built)] == ["wikidata"]
    with pytest.raises(GraphImportError, match="there are: wikidata"):
        remove_graph(built, "wiki")


def test_what_was_imported_is_described(built: Workspace):
    take(built, QAVAM)
    rows = {
        q.predicate.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]: getattr(q.object, "value", "")
        for q in served(built).quads(THEIRS, None, None, NamedNode(BASE + "graph/imports"))
    }
    assert rows["triples"] == "4"
    assert rows["source"] == "file.ttl"
    assert rows["generatedAtTime"] == AT
    for _ in range(2):  # all of it in a graph of the file's own, and again
        take(built, b"<http://a> <http://b> <http://c> <http://g> .", ".nq")
    about = NamedNode(BASE + "graph/imports")
    assert [
        q.object.value
        for q in served(built).quads(THEIRS, NamedNode("http://rdfs.org/ns/void#triples"), None, about)
    ] == ["1"]  # type: ignore[union-attr]
    remove_graph(built, "theirs")
    assert not list(served(built).quads(None, None, None, about))


@pytest.mark.parametrize(
    ("suffix", "data", "said"),
    [
        (
            ".ttl",
            b"<http://a> <http://b> 1 .\n<http://a> <http://b> <http://c>\n<http://d> x .",
            "line 3: A dot is expected",
        ),
        (".nt", b'<http://a> <http://b> "c" .\n<http://a> <http://b> "c .', "line 2"),
        (".ttl", b"<http://a> <http://b> \xff .", "line 1: Invalid UTF-8"),
        (
            ".rdf",
            b"<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n<r:Description>\n</r:RDF>",
            "line 3",
        ),
        (".jsonld", b'{"@context": {},\n"@id": "http://a', "line 2"),
        (
            ".jsonld",
            b'{"@context": "http://schema.org/", "@id": "http://a", "name": "x"}',
            "nothing is fetched",
        ),
        (
            ".jsonld",
            b'{"@context": "file:///etc/hostname", "@id": "http://a", "name": "x"}',
            "nothing is fetched",
        ),
        (".jsonld", b'{"@context": {"@import": "http://x/"}, "@id": "http://a"}', "nothing is fetched"),
        (
            ".rdf",
            b'<?xml version="1.0"?>\n<!DOCTYPE r SYSTEM "http://x/r.dtd"><r/>',
            "line 2: its document type .DTD. reaches outside",
        ),
        (".rdf", b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r/>', "reaches outside"),
        (".rdf", b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r/>', "entities made of entities"),
        (".ttl", b"# nothing\n", "holds no statements"),
        (".ttl", b"<http://a> <http://b> <<( <http://c> <http://d> <http://e> )>> .", "triple term"),
        (".doc", b"", "no RDF syntax"),
    ],
)
def test_bad_rdf_changes_nothing_and_says_where(built: Workspace, suffix: str, data: bytes, said: str):
    take(built, QAVAM)
    before, generation = triples(built), current(built.snapshots)
    with pytest.raises(GraphImportError, match=said):
        take(built, data, suffix)
    assert current(built.snapshots) == generation
    assert triples(built) == before
    assert not (built.snapshots / ".import").exists()


def test_entities_that_only_shorten_are_understood(built: Workspace):
    data = (
        b'<!DOCTYPE rdf:RDF [ <!ENTITY ex "http://ex/"> ]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
        b'<rdf:Description rdf:about="&ex;a"><e:p rdf:resource="&ex;b"/></rdf:Description></rdf:RDF>'
    )
    take(built, data, ".rdf")
    assert triples(built) == ["<http://ex/a> <http://e/p> <http://ex/b>"]


@pytest.mark.parametrize("name", ["", "a/b", "../x", "a b", "links>", "é"])
def test_a_name_is_one_plain_word(built: Workspace, name: str):
    with pytest.raises(GraphImportError, match="cannot name a graph"):
        take(built, QAVAM, name=name)


def test_before_the_first_build_it_says_what_to_type(space: Workspace):
    with pytest.raises(StoreError, match="regesta build"):
        take(space, QAVAM)


def test_it_waits_for_no_other_writer(built: Workspace):
    with writing(built.snapshots), pytest.raises(StoreError, match="being written"):
        take(built, QAVAM)
    assert len(generations(built.snapshots)) == 1


N3 = b'@prefix : <http://example.org/> . @keywords a . :a = :b ; :p [ :q "x" ] .'
TRIX = b"""<TriX xmlns="http://www.w3.org/2004/03/trix/trix-1/"><graph><uri>http://example.org/g</uri>
<triple><uri>http://example.org/a</uri><uri>http://example.org/p</uri><plainLiteral>x</plainLiteral></triple></graph></TriX>"""
HEXT = b'["http://example.org/a", "http://example.org/p", "x", "http://www.w3.org/2001/XMLSchema#string", "", ""]\n'


@pytest.mark.parametrize(
    ("suffix", "data", "inner", "count"),
    [(".n3", N3, "", 3), (".trix", TRIX, "/http%3A%2F%2Fexample.org%2Fg", 1), (".hext", HEXT, "", 1)],
)
def test_syntaxes_that_rdflib_reads(
    built: Workspace, suffix: str, data: bytes, inner: str, count: int
) -> None:
    made = import_graph(built, data, suffix, "theirs", source=f"theirs{suffix}", at="2025-03-03T10:00:00Z")
    assert made.graphs == ((f"{BASE}graph/import/theirs{inner}", count),)


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".n3", b"{ <urn:a> <urn:b> <urn:c> } => { <urn:a> <urn:b> <urn:d> } ."),
        (".n3", b"<urn:a> <urn:b>"),
        (".trix", b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><TriX/>'),
        (".hext", b"[1, 2"),
    ],
)
def test_what_is_no_graph_in_them_changes_nothing(built: Workspace, suffix: str, data: bytes) -> None:
    before = current(built.snapshots)
    with pytest.raises(GraphImportError, match="theirs"):
        import_graph(built, data, suffix, "theirs", source=f"theirs{suffix}", at="2025-03-03T10:00:00Z")
    assert current(built.snapshots) == before
