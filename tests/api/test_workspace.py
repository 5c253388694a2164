"""A workspace worked with from Python: files in, verdicts, a graph, answers."""

from __future__ import annotations

import threading
import time
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib.namespace import RDF
from rdflib.term import URIRef

import regesta
from regesta.api.answers import value_of
from regesta.extract.workspace import Workspace as Folder
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.server import Server
from regesta.queries.binding import BadParameter
from regesta.queries.saved import UnknownQuery
from regesta.review.acts import ActError
from regesta.review.policy import PolicyError

ESSAY = """The Strike at Garrow Yard

Introduction

On 3 March 1891 the shipwrights of Garrow laid down their tools.1 Ellen Marsh argues that hunger drove them.2

Notes

1. Minutes of the Garrow Shipwrights' Union, 3 March 1891.
2. Ellen Marsh, Bread and Rivets (London: Harrow Press, 1974), p. 41.
"""


@pytest.fixture(scope="module")
def built(example_space: Folder) -> regesta.Workspace:
    return regesta.Workspace.open(example_space.root)


def test_reading_needs_no_workspace(tmp_path: Path) -> None:
    path = tmp_path / "garrow.txt"
    path.write_text(ESSAY, "utf-8")
    document = regesta.read(path)
    assert (document.id, document.language, len(document.footnotes)) == ("garrow", "en", 2)
    assert all(document.text[a:b] for s in document.sentences for a, b in s.spans)
    records = regesta.candidates(document)
    assert {"claim", "citation", "source"} <= {r.kind for r in records}
    assert [r.id for r in records] == [r.id for r in regesta.candidates(document)]


def test_proposing_gives_back_the_steps_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "garrow.txt"
    path.write_text(ESSAY, "utf-8")
    document = regesta.read(path)
    assert {r.kind for r in regesta.propose(document, proposers={"claims": ["rules"]})} == {"claim"}
    assert regesta.propose(document, proposers={"claims": []}) == []
    assert {"citation", "actor", "claim"} <= {r.kind for r in regesta.propose(document)}


def test_the_graph_is_an_rdflib_dataset(built: regesta.Workspace) -> None:
    from rdflib import RDF, URIRef

    claims = set(built.graph().subjects(RDF.type, URIRef("https://w3id.org/regesta/ontology#Claim")))
    assert len(claims) == len(built.sparql("SELECT DISTINCT ?c WHERE { ?c a rg:Claim }"))


def test_a_file_that_is_not_there_is_a_reading_error(tmp_path: Path) -> None:
    with pytest.raises(regesta.ReadingError, match=r"nothing\.txt"):
        regesta.read(tmp_path / "nothing.txt")


def test_from_a_file_to_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "garrow.txt"
    path.write_text(ESSAY, "utf-8")
    ws = regesta.Workspace.create(tmp_path / "w")
    ws.add(path, title="The Strike at Garrow Yard")
    assert ws.documents == ["garrow"]
    records = ws.extract()["garrow"]
    claim = next(r for r in records if isinstance(r, regesta.Claim) and r.holder == ("Ellen Marsh",))
    given = ws.verdicts.accept(claim.id, reason="says so", reviewer="Ann Bell")
    assert [(v.record, v.outcome, v.reviewer) for v in ws.verdicts] == [(claim.id, "accept", "Ann Bell")]
    ws.build()
    answer = ws.sparql("SELECT ?text WHERE { ?c a rg:Claim ; rg:text ?text }")
    assert len(answer) == 1
    assert ws.trace(claim.id).holder == ("Ellen Marsh",)
    ws.verdicts.withdraw(given[0].id, reviewer="Ann Bell")
    ws.build()
    assert ws.sparql("ASK { ?c a rg:Claim }").boolean is False


def test_saved_queries_answer_rows(built: regesta.Workspace) -> None:
    answer = built.query("archives")
    assert answer.variables
    assert len(answer.rows) == len(answer) > 0
    assert set(answer.rows[0]) == set(answer.variables)


def test_answers_become_data_frames(built: regesta.Workspace) -> None:
    pytest.importorskip("pandas", reason="pandas comes with the extra `notebooks`")
    frame = built.query("archives").to_dataframe()
    assert list(frame.columns) == list(built.query("archives").variables)
    assert len(frame) == len(built.query("archives"))


def test_a_construct_becomes_an_rdflib_graph(built: regesta.Workspace) -> None:
    answer = built.sparql("CONSTRUCT { ?a a rg:Archive } WHERE { ?a a rg:Archive }")
    assert len(answer.to_graph()) > 0
    with pytest.raises(ValueError, match="ask with CONSTRUCT"):
        built.query("archives").to_graph()


def test_the_notebook_sees_a_table(built: regesta.Workspace) -> None:
    html = built.query("archives")._repr_html_()
    assert html.startswith("<table>")
    assert "<script" not in html


@pytest.mark.parametrize(
    ("call", "error", "says"),
    [
        (lambda ws: ws.query("archive"), UnknownQuery, "archives"),
        (lambda ws: ws.query("claims-by-holder"), BadParameter, "holder"),
        (lambda ws: ws.sparql("SELECT ?x WHERE { ?x ?y }"), regesta.QueryError, "line 1"),
        (lambda ws: ws.verdicts.accept("claim-doesnotexist"), ActError, "no record"),
        (lambda ws: ws.verdicts.accept_by_policy("everything"), PolicyError, "named-actors"),
        (lambda ws: ws.trace("actor-doesnotexist"), ActError, "no record"),
    ],
)
def test_wrong_calls_say_what_is_right(built: regesta.Workspace, call, error, says) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error, match=says):
        call(built)


def test_opening_no_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(regesta.WorkspaceError, match="regesta init"):
        regesta.Workspace.open(tmp_path)


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        ({"type": "literal", "value": "7", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}, 7),
        (
            {"type": "literal", "value": "0.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"},
            Decimal("0.5"),
        ),
        ({"type": "literal", "value": "1e3", "datatype": "http://www.w3.org/2001/XMLSchema#double"}, 1000.0),
        ({"type": "literal", "value": "true", "datatype": "http://www.w3.org/2001/XMLSchema#boolean"}, True),
        (
            {"type": "literal", "value": "1950-01~", "datatype": "http://id.loc.gov/datatypes/edtf/EDTF"},
            "1950-01~",
        ),
        ({"type": "uri", "value": "https://example.org/a"}, "https://example.org/a"),
    ],
)
def test_terms_become_python_values(term: dict[str, str] | None, value: object) -> None:
    assert value_of(term) == value


def test_the_graph_is_an_rdflib_dataset_to_read(built: regesta.Workspace) -> None:
    graph = built.graph()
    try:
        claims = {row["c"] for row in built.sparql("SELECT ?c { ?c a rg:Claim }").rows}
        rg = "https://w3id.org/regesta/ontology#"
        found = graph.default_graph.subjects(RDF.type, URIRef(rg + "Claim"))
        assert {str(claim) for claim in found} == claims
        assert claims
    finally:
        graph.close()


def test_a_store_elsewhere_is_asked_where_the_settings_name_one(
    built: regesta.Workspace, tmp_path: Path
) -> None:
    """Our own server stands for the other store: same protocol, same answers."""
    server = Server(ServeConfig(snapshots=built.folder.snapshots, workers=1))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < end
        time.sleep(0.02)
    try:
        away = regesta.Workspace.create(tmp_path / "away", store={"url": f"{server.url}sparql"})
        text = "SELECT ?c ?who { ?c a rg:Claim ; rg:holder/rdfs:label ?who } ORDER BY ?c ?who"
        assert away.sparql(text).rows == built.sparql(text).rows
        assert away.sparql("ASK { ?d a rg:Decision }").boolean is True
        construct = "CONSTRUCT { ?c a rg:Claim } WHERE { ?c a rg:Claim }"
        assert set(away.sparql(construct).to_graph()) == set(built.sparql(construct).to_graph())
        assert len(away.query("holders")) == len(built.query("holders"))
        with pytest.raises(regesta.QueryError, match="line 1"):
            away.sparql("SELECT ?x { ?x ?p")
        rows = away.graph().query(
            "SELECT (COUNT(*) AS ?n) { ?c a <https://w3id.org/regesta/ontology#Claim> }"
        )
        assert [int(row[0]) for row in rows] == [len(built.sparql("SELECT ?c { ?c a rg:Claim }"))]
    finally:
        server.stop()
        thread.join(20)
    with pytest.raises(regesta.QueryError, match="cannot be reached"):
        away.sparql("ASK {}")
