"""Sources in the graph: what they are to the study, how near they stand to what they testify, in which
language; what was decided between citations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from regesta.extract.record import Holding, Source
from regesta.extract.workspace import Workspace
from regesta.graph.build import assemble
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology.terms import RG, concept
from regesta.review.log import VerdictLog
from regesta.review.policy import accept_all

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
AT = "2026-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def store(example_space: Workspace) -> EmbeddedStore:
    graph = EmbeddedStore()
    graph.load_nquads(assemble(example_space).nquads)
    return graph


def count(store: EmbeddedStore, query: str) -> int:
    rows = store.query(
        f"PREFIX rg: <https://w3id.org/regesta/ontology#> SELECT (COUNT(*) AS ?n) {{ {query} }}"
    )
    return int(next(iter(rows))[0].value)


def test_every_accepted_source_has_a_grade_of_the_scheme(store: EmbeddedStore) -> None:
    sources = count(store, "?s a rg:Source")
    assert sources > 30
    assert count(
        store, "?s a rg:Source ; rg:evidenceGrade ?g . ?g <http://www.w3.org/2004/02/skos/core#inScheme> ?x"
    ) in (0, sources)
    assert count(store, "?s a rg:Source ; rg:evidenceGrade ?g") == sources
    assert (
        count(store, f"?s rg:evidenceGrade {concept('evidence-grade', 'primary-archival')} ; rg:heldIn ?u")
        > 5
    )
    assert count(store, f"?s rg:sourceRole {concept('source-role', 'secondary')} ; a rg:SecondarySource") > 5
    assert count(store, "?s a rg:Source ; rg:language ?l") > 10


def test_decisions_between_citations_are_statements_with_reason_and_verdict(store: EmbeddedStore) -> None:
    assert (
        count(
            store,
            "?r a rg:Resolution ; rg:resolves ?c ; rg:resolvesTo ?d ; rg:reason ?why ; rg:acceptedBy ?v . ?c rg:resolvedFrom ?d",
        )
        > 5
    )
    assert (
        count(
            store,
            "?i a rg:Identification ; rg:identifies ?c ; rg:identifiedAs ?s ; rg:acceptedBy ?v . ?c rg:citedSource ?s",
        )
        > 10
    )
    assert (
        count(
            store,
            "GRAPH <https://w3id.org/regesta/kg/graph/candidates> { ?r a rg:Resolution ; rg:status ?st ; rg:confidence ?c }",
        )
        > 10
    )


def test_an_official_history_is_said_to_be_one(tmp_path: Path, page: Callable[..., Workspace]) -> None:
    space = page(tmp_path)
    book = next(r for r in space.records("page") if isinstance(r, Source) and r.type == "book")
    official = replace(book, roles=("secondary", "official_history"), grade="official-history")
    space.write_records("page", [official if r.id == book.id else r for r in space.records("page")])
    VerdictLog(space.log).append(accept_all([official], at=AT, reviewer="r", reason="it is"))
    graph = EmbeddedStore()
    graph.load_nquads(assemble(space).nquads)
    node = NamedNode(f"https://w3id.org/regesta/kg/source/{book.id.removeprefix('source-')}")
    roles = {q.object for q in graph.quads(node, RG.sourceRole, None, DefaultGraph())}
    assert roles == {concept("source-role", "secondary"), concept("source-role", "official-history")}
    assert [q.object for q in graph.quads(node, RG.evidenceGrade, None, DefaultGraph())] == [
        concept("evidence-grade", "official-history")
    ]


def test_an_archive_has_one_name_and_the_place_where_it_is_spelt_out(store: EmbeddedStore) -> None:
    """The essay's bibliography names the archive in full, its notes by letters that are of another language."""
    archive, full = (
        "https://w3id.org/regesta/kg/archive/GAPPOD",
        "State Archive of Political Parties and Social Movements of the Republic of Azerbaijan",
    )
    assert count(store, f'?u a rg:Archive ; <{LABEL}> ?l FILTER(CONTAINS(?l, "{full}"))') == 0
    assert count(store, f"<{archive}> a rg:Archive ; rg:expressedIn/rg:quote ?quote") == 1
    assert (
        count(
            store,
            f'<{archive}> <http://www.w3.org/2004/02/skos/core#altLabel> ?l FILTER(STRSTARTS(?l, "{full}"))',
        )
        == 1
    )


def test_an_archive_as_an_older_version_wrote_it_is_the_same_archive(
    tmp_path: Path, page: Callable[..., Workspace]
) -> None:
    """A verdict carries the record as it was judged; its archive is not parted from those of later ones."""
    space = page(tmp_path)
    book = next(r for r in space.records("page") if isinstance(r, Source) and r.type == "book")
    full = "Archive of the Foreign Policy of the Russian Federation (AVPRF)"
    older = replace(book, held_in=(Holding(archive=full, path=(("fond", "06"),)),))
    VerdictLog(space.log).append(accept_all([older], at=AT, reviewer="r", reason="it is"))
    graph = EmbeddedStore()
    graph.load_nquads(assemble(space).nquads)
    node = NamedNode(f"https://w3id.org/regesta/kg/source/{book.id.removeprefix('source-')}")
    kept = {q.object.value for q in graph.quads(node, RG.heldIn, None, DefaultGraph())}
    assert kept == {"https://w3id.org/regesta/kg/archive/AVPRF/fond/06"}
