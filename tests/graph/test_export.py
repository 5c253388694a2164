"""Exports hold what was built, in every syntax the same."""

from __future__ import annotations

import io
import json

import pytest
import rdflib
from pyoxigraph import DefaultGraph, RdfFormat, parse
from rdflib.compare import isomorphic

from regesta.extract.record import Record, from_dict
from regesta.extract.workspace import Workspace, open_workspace
from regesta.graph.build import build
from regesta.graph.export import FORMATS, ExportError, export
from regesta.graph.store import StoreError
from regesta.review.acts import act
from regesta.review.judging import Piece
from regesta.review.log import VerdictLog
from regesta.review.queue import Queue
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession
from regesta.review.state import replay


def written(space: Workspace, form: str, **how: object) -> bytes:
    out = io.BytesIO()
    export(space, form, out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def accepted_graph(data: bytes) -> rdflib.Graph:
    return rdflib.Graph().parse(data=data, format="nt")


@pytest.fixture
def built(space: Workspace) -> Workspace:
    build(space)
    return space


@pytest.mark.parametrize(("form", "syntax"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_other_syntaxes_say_the_same(built: Workspace, form: str, syntax: str):
    assert isomorphic(
        rdflib.Graph().parse(data=written(built, form), format=syntax),
        accepted_graph(written(built, "ntriples")),
    )


def test_trig_and_nquads_hold_the_same_dataset(built: Workspace):
    trig = {str(q) for q in parse(written(built, "trig"), format=RdfFormat.TRIG) if "_:" not in str(q)}
    lines = {str(q) for q in parse(written(built, "nquads"), format=RdfFormat.N_QUADS) if "_:" not in str(q)}
    assert trig == lines


def test_an_export_is_the_same_every_time(built: Workspace):
    for form in FORMATS:
        assert written(built, form) == written(built, form), form


def test_ntriples_hold_accepted_knowledge_only(built: Workspace):
    default = {
        str(q.triple)
        for q in parse(written(built, "nquads"), format=RdfFormat.N_QUADS)
        if isinstance(q.graph_name, DefaultGraph)
    }
    assert {str(q.triple) for q in parse(written(built, "ntriples"), format=RdfFormat.N_TRIPLES)} == default


def test_json_ld_is_compact(built: Workspace):
    document = json.loads(written(built, "jsonld"))
    claim = next(
        n
        for n in document["@graph"]
        if n["id"].endswith("/claim/" + n["id"].rsplit("/", 1)[-1]) and "holder" in n
    )
    assert isinstance(claim["start"], str)  # coerced by the context, so that large integers survive
    assert claim["voice"].startswith("https://w3id.org/regesta/scheme/voice/")
    assert "Claim" in claim["type"]


def test_records_come_back_as_they_are(space: Workspace):
    lines = written(space, "records").decode().splitlines()
    assert {json.dumps(from_dict(json.loads(x)).to_dict()) for x in lines} == {
        json.dumps(r.to_dict()) for r in space.records("page")
    }


def test_records_below_their_threshold_are_left_to_all(space: Workspace):
    config = space.root / "regesta.toml"
    config.write_text(config.read_text("utf-8").replace("mention = 0.3", "mention = 0.95"), "utf-8")
    strict = open_workspace(space.root)
    assert b'"kind":"mention"' not in written(strict, "records")
    assert b'"kind":"mention"' in written(strict, "records", everything=True)
    assert b'"kind":"claim"' in written(strict, "records")


def test_rejected_records_are_left_to_all_and_edits_are_shown(space: Workspace):
    state = replay(space.records("page"), VerdictLog(space.log).read())
    first, second = (j for j in state.items.values() if j.record.kind == "event")
    edited = from_dict(first.record.to_dict() | {"type": "Announcement"})
    VerdictLog(space.log).append([
        act(first, "edit", at="2025-05-01T10:00:00Z", reviewer="b", edited=edited),
        act(second, "reject", at="2025-05-01T10:00:00Z", reviewer="b", reason="no"),
    ])  # fmt: skip
    rows = [json.loads(x) for x in written(space, "records").splitlines()]
    assert [r["type"] for r in rows if r["kind"] == "event"] == ["Announcement"]
    assert (
        len([1 for x in written(space, "records", everything=True).splitlines() if b'"kind":"event"' in x])
        == 2
    )


def test_an_unknown_format_lists_the_formats(space: Workspace):
    with pytest.raises(ExportError, match="nquads"):
        written(space, "rdfxml")


def test_an_unknown_document_lists_the_documents(space: Workspace):
    with pytest.raises(ExportError, match="there are page"):
        written(space, "records", document="essay")


def test_a_graph_that_was_not_built_says_so(space: Workspace):
    with pytest.raises(StoreError, match="regesta build"):
        written(space, "nquads")


SPAR = rdflib.Namespace("http://purl.org/spar/")
KG = rdflib.Namespace("https://w3id.org/regesta/kg/")


def spar_graph(space: Workspace) -> rdflib.Graph:
    return rdflib.Graph().parse(data=written(space, "spar"), format="turtle")


def node_of(record: Record) -> rdflib.URIRef:
    return KG[f"{record.kind}/{record.id.partition('-')[2]}"]


def test_spar_parts_the_citations_of_a_split_source(space: Workspace):
    rows = {r.id: r for r in space.records("page")}
    dispatch = [r for r in rows.values() if r.kind == "source"][1]
    second, third = [r for r in rows.values() if r.kind == "citation"][1:3]
    session = ReviewSession(space, queue=Queue(None))
    session.judge(
        VerdictRequest(
            record=dispatch.id,
            outcome="split",
            reviewer="ada",
            pieces=[Piece(changes={}), Piece(changes={"label": "another dispatch"}, takes=(third.id,))],
        )
    )
    graph = spar_graph(space)
    one, other = (
        graph.value(graph.value(node_of(c), SPAR["c4o/denotes"]), SPAR["biro/references"])
        for c in (second, third)
    )
    assert one != other
    assert str(graph.value(other, rdflib.DCTERMS.title)) == "another dispatch"
    assert node_of(dispatch) not in set(graph.subjects())
    counts = sorted(int(n) for n in graph.objects(None, SPAR["c4o/hasInTextCitationFrequency"]))
    assert counts == [1, 1, 1, 1]


def test_spar_follows_relinked_evidence_and_leaves_out_refused_links(space: Workspace):
    rows = space.records("page")
    claim, citations, sources = rows_of(rows, "claim")[0], rows_of(rows, "citation"), rows_of(rows, "source")
    session = ReviewSession(space, queue=Queue(None))
    whole = KG["doc/page"]
    assert (whole, SPAR["cito/citesAsEvidence"], node_of(sources[2])) not in spar_graph(space)
    session.judge(
        VerdictRequest(
            record=claim.id,
            outcome="relink",
            reviewer="ada",
            part="evidence",
            part_id=citations[0].id,
            into=citations[3].id,
        )
    )
    assert (whole, SPAR["cito/citesAsEvidence"], node_of(sources[2])) in spar_graph(space)
    session.judge(
        VerdictRequest(
            record=citations[3].id,
            outcome="reject",
            reviewer="ada",
            part="link",
            part_id=sources[2].id,
            reason="another letter",
        )
    )
    graph = spar_graph(space)
    assert (whole, SPAR["cito/citesAsEvidence"], node_of(sources[2])) not in graph
    assert node_of(citations[3]) not in set(graph.subjects())


def rows_of(rows: list[Record], kind: str) -> list[Record]:
    return [r for r in rows if r.kind == kind]
