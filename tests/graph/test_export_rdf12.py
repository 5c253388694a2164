"""RDF 1.2: the accepted triples as they are, and reifiers that say who accepted them; the manual's SPARQL 1.2
runs."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, RdfFormat, Triple, parse, serialize

from regesta.extract.workspace import Workspace, open_workspace
from regesta.graph.build import build
from regesta.graph.export import export
from regesta.graph.export_rdf12 import REIFIES, SAID
from regesta.graph.store import lease
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology.terms import RG
from regesta.review.queue import Queue
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession

KG = "https://w3id.org/regesta/kg/"
PREFIX = "PREFIX rg: <https://w3id.org/regesta/ontology#> PREFIX kg: <https://w3id.org/regesta/kg/> "


def written(space: Workspace) -> bytes:
    out = io.BytesIO()
    export(space, "rdf12", out)
    return out.getvalue()


def loaded(data: bytes) -> EmbeddedStore:
    store = EmbeddedStore()
    store.add(parse(data, format=RdfFormat.TRIG))
    return store


def rows(store: EmbeddedStore, query: str) -> set[tuple[str, ...]]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return {tuple("" if v is None else getattr(v, "value", str(v)) for v in row) for row in found}


@pytest.fixture
def built(space: Workspace) -> Workspace:
    build(space)
    return space


def accepted(space: Workspace) -> set[Triple]:
    with lease(space.snapshots) as snapshot:
        return {q.triple for q in snapshot.open().quads(None, None, None, DefaultGraph())}


def test_it_parses_and_comes_back_the_same_in_every_syntax_of_rdf_12(example_space: Workspace) -> None:
    quads = set(parse(written(example_space), format=RdfFormat.TRIG))
    for form in (RdfFormat.N_QUADS, RdfFormat.TRIG):
        assert set(parse(serialize(quads, format=form) or b"", format=form)) == quads
    assert all(isinstance(q.graph_name, DefaultGraph) for q in quads)
    store = EmbeddedStore()
    store.add(quads)
    assert set(store) == quads


def test_the_plain_triples_are_accepted_knowledge_and_only_reifiers_are_added(
    example_space: Workspace,
) -> None:
    known = accepted(example_space)
    said = {q.triple for q in parse(written(example_space), format=RdfFormat.TRIG)}
    assert known <= said
    reifiers = {t.subject for t in said if t.predicate == REIFIES}
    runs = {t.subject for t in said if t.object == RG.ExtractionRun}
    assert {t.subject for t in said - known} == reifiers | runs
    terms = {t.object for t in said if t.predicate == REIFIES and "/proposition/" not in t.subject.value}  # type: ignore[union-attr]
    assert terms <= known


def test_every_triple_that_says_something_of_the_world_has_a_reifier_with_its_verdict(
    example_space: Workspace,
) -> None:
    store = loaded(written(example_space))
    for kind, properties in SAID.items():
        for p in properties:
            all_of_them = rows(store, f"SELECT ?s ?o {{ ?s a <{kind.value}> ; <{p.value}> ?o }}")
            judged = rows(
                store,
                f"{PREFIX} SELECT ?s ?o {{ ?s a <{kind.value}> ; <{p.value}> ?o {{| rg:acceptedBy ?v |}} . ?v rg:reviewer ?who }}",
            )
            assert judged == all_of_them, (kind, p)
    for p in (RG.evidence, RG.citesSource, RG.attacks, RG.supports, RG.answers):
        all_of_them = rows(store, f"{PREFIX} SELECT ?s ?o {{ ?s a rg:Claim ; <{p.value}> ?o }}")
        assert (
            rows(
                store, f"{PREFIX} SELECT ?s ?o {{ ?s a rg:Claim ; <{p.value}> ?o {{| rg:acceptedBy ?v |}} }}"
            )
            == all_of_them
        )
        assert all_of_them


@pytest.mark.parametrize("number", range(4))
def test_the_manuals_queries_answer_what_sparql_11_answers(
    example_space: Workspace, root: Path, number: int
) -> None:
    page = (root / "docs" / "exports.md").read_text("utf-8")
    section = page.partition("\n## RDF 1.2 (`rdf12`)\n")[2].partition("\n## ")[0]
    queries = re.findall(r"```sparql\n(.*?)```", section, re.S)
    assert len(queries) == 4
    same = (
        """SELECT ?decision ?who ?reviewer ?at ?reason { ?decision rg:decidedBy ?who ; rg:acceptedBy ?verdict . ?verdict rg:reviewer ?reviewer ; rg:at ?at
           OPTIONAL { ?verdict rg:underPolicy?/rg:reason ?reason } }""",
        """SELECT ?attacker ?attacked ?confidence ?verdict { ?link rg:argumentType <https://w3id.org/regesta/scheme/argument-type/attacks> ; rg:argumentFrom ?one ;
           rg:argumentTo ?other ; rg:acceptedBy ?verdict . ?one rg:holder ?attacker . ?other rg:holder ?attacked . GRAPH kg:graph\\/candidates { ?link rg:confidence ?confidence } }""",
        "SELECT ?claim ?source ?role { ?link rg:evidenceFor ?claim ; rg:evidenceRole ?role ; rg:evidenceCitation/rg:citedSource ?source }",
        "SELECT ?holder ?event ?property ?value { ?claim rg:holder ?holder ; rg:states ?proposition . GRAPH ?proposition { ?event ?property ?value } }",
    )
    with lease(example_space.snapshots) as snapshot:
        expected = rows(snapshot.open(), PREFIX + same[number])
    assert rows(loaded(written(example_space)), queries[number]) == expected
    assert expected


def test_what_is_claimed_is_a_term_and_no_assertion(built: Workspace) -> None:
    store = loaded(written(built))
    claimed = rows(
        store,
        "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> SELECT ?s ?p ?o { ?r rdf:reifies <<( ?s ?p ?o )>> FILTER(CONTAINS(STR(?r), '/proposition/')) }",
    )
    event = next(s for s, p, o in claimed if o == KG + "actor/Soviet_Union")
    reported = "https://w3id.org/regesta/scheme/factuality/reported"
    assert rows(store, f"{PREFIX} SELECT ?f {{ <{event}> rg:factuality ?f }}") == {(reported,)}
    assert (event, RG.factuality.value, reported) in claimed


def test_relinked_evidence_is_reified_by_its_own_link(space: Workspace) -> None:
    claim = next(r for r in space.records("page") if r.kind == "claim")
    wrong, right = [r for r in space.records("page") if r.kind == "citation"][:2]
    ReviewSession(space, queue=Queue(None)).judge(
        VerdictRequest(
            record=claim.id,
            outcome="relink",
            reviewer="ada",
            part="evidence",
            part_id=wrong.id,
            into=right.id,
        )
    )
    build(space)
    node = KG + "claim/" + claim.id.partition("-")[2]
    found = rows(
        loaded(written(space)),
        f"{PREFIX} SELECT ?c ?r {{ <{node}> rg:evidence ?c ~ ?r . ?r a rg:EvidenceLink }}",
    )
    assert found == {(KG + "citation/" + right.id.partition("-")[2], f"{KG}evidence/{claim.id}/{right.id}")}


def test_evidence_of_a_merged_claim_is_reified_too(space: Workspace) -> None:
    first, second, _ = [r for r in space.records("page") if r.kind == "claim"]
    ReviewSession(space, queue=Queue(None)).judge(
        VerdictRequest(record=first.id, outcome="merge", reviewer="ada", into=second.id)
    )
    build(space)
    store = loaded(written(space))
    node = KG + "claim/" + second.id.partition("-")[2]
    evidence = rows(store, f"{PREFIX} SELECT ?c {{ <{node}> rg:evidence ?c }}")
    assert evidence
    assert (
        rows(store, f"{PREFIX} SELECT ?c {{ <{node}> rg:evidence ?c {{| rg:acceptedBy ?v |}} }}") == evidence
    )


def test_a_thesis_loads(thesis_space: Workspace) -> None:
    store = loaded(written(thesis_space))
    assert (
        len(rows(store, f"{PREFIX} SELECT ?d ?who {{ ?d rg:decidedBy ?who {{| rg:acceptedBy ?v |}} }}")) > 1
    )


def test_the_licence_is_named_when_it_is_set(built: Workspace) -> None:
    config = built.root / "regesta.toml"
    config.write_text(
        config.read_text("utf-8").replace(
            'licence = ""', 'licence = "https://creativecommons.org/licenses/by/4.0/"'
        ),
        "utf-8",
    )
    found = loaded(written(open_workspace(built.root)))
    assert list(found.quads(NamedNode(KG), NamedNode("http://purl.org/dc/terms/license"), None))
    assert not isinstance(next(found.quads(NamedNode(KG), None, None)).object, Literal)
