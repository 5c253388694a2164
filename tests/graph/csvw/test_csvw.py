"""The tables hold together, say what the graph says, and are what their description promises; an independent
CSVW library agrees."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from regesta.extract.record import Claim, from_dict
from regesta.extract.workspace import Workspace, open_workspace
from regesta.graph.build import build
from regesta.graph.csvw.rows import FORMULA, guarded, unguarded
from regesta.graph.csvw.tables import iri_of, tables
from regesta.graph.export import export
from regesta.graph.store import lease
from regesta.ontology.terms import CONCEPTS, RG
from regesta.review.acts import act
from regesta.review.judging import Piece
from regesta.review.log import VerdictLog
from regesta.review.queue import Queue
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession
from regesta.review.state import replay

Rows = list[dict[str, str]]


def packed(space: Workspace) -> dict[str, bytes]:
    out = io.BytesIO()
    export(space, "csvw", out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read(files: Mapping[str, bytes]) -> tuple[dict[str, Any], dict[str, Rows]]:
    described = json.loads(files["csv-metadata.json"])
    rows = {}
    for table in described["tables"]:
        text = files[table["url"]].decode("utf-8-sig")
        rows[table["url"]] = [
            {k: unguarded(v) for k, v in row.items()} for row in csv.DictReader(io.StringIO(text, newline=""))
        ]
    return described, rows


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def check(described: Mapping[str, Any], rows: Mapping[str, Rows]) -> None:
    """Headers, keys, references and datatypes of every table as the description says."""
    for table in described["tables"]:
        schema, own = table["tableSchema"], rows[table["url"]]
        columns = [c for c in schema["columns"] if not c.get("virtual")]
        assert all([*row] == [c["name"] for c in columns] for row in own), table["url"]
        key = listed(schema["primaryKey"])
        keys = [tuple(row[k] for k in key) for row in own]
        assert len(keys) == len(set(keys)), table["url"]
        for c in columns:
            cells = [row[c["name"]] for row in own]
            assert not c.get("required") or all(cells), (table["url"], c["name"])
            pattern = {
                "integer": r"-?\d+",
                "date": r"\d{4}-\d\d-\d\d",
                "dateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z",
            }.get(str(c.get("datatype")))
            assert not pattern or all(re.fullmatch(pattern, v) for v in cells if v), (table["url"], c["name"])
        for reference in schema.get("foreignKeys", ()):
            there = {row["id"] for row in rows[reference["reference"]["resource"]]}
            assert {row[reference["columnReference"]] for row in own} <= there, (table["url"], reference)
    for spec in tables().values():
        for c in spec.columns:
            if c.to:  # optional references too, which the description cannot declare as keys
                assert {row[c.name] for row in rows[spec.file]} - {""} <= {
                    row["id"] for row in rows[tables()[c.to].file]
                }


def expanded(template: str, row: Mapping[str, str]) -> str:
    return re.sub(r"\{\+?(\w+)\}", lambda m: row[m[1]], template)


def triples(described: Mapping[str, Any], rows: Mapping[str, Rows]) -> set[tuple[str, str, str]]:
    """What a CSVW processor makes of the tables, datatypes aside."""
    out = set()
    for table in described["tables"]:
        schema = table["tableSchema"]
        for row in rows[table["url"]]:
            about = expanded(schema["aboutUrl"], row)
            for c in schema["columns"]:
                value = row.get(c["name"], "")
                if c.get("suppressOutput") or not (value or c.get("virtual")):
                    continue
                values = value.split(c["separator"]) if "separator" in c else [value]
                out |= {
                    (
                        about,
                        expanded(c["propertyUrl"], row),
                        expanded(c["valueUrl"], row) if "valueUrl" in c else v,
                    )
                    for v in values
                }
    return out


@pytest.fixture
def built(space: Workspace) -> Workspace:
    build(space)
    return space


def known(space: Workspace) -> set[tuple[str, str, str]]:
    with lease(space.snapshots) as snapshot:
        store = snapshot.open()
        graphs = (DefaultGraph(), NamedNode(space.settings.base + "graph/review"))
        quads = [q for g in graphs for q in store.quads(None, None, None, g)]
    return {(q.subject.value, q.predicate.value, q.object.value) for q in quads}  # type: ignore[union-attr]


def test_tables_are_as_described_and_every_triple_of_theirs_is_in_the_graph(example_space: Workspace) -> None:
    described, rows = read(packed(example_space))
    check(described, rows)
    made, graph = triples(described, rows), known(example_space)
    assert made <= graph
    for name in (
        "holder",
        "decidedBy",
        "argumentFrom",
        "evidenceCitation",
        "citedSource",
        "heldIn",
        "date",
        "acceptedBy",
        "expressedIn",
        "sha256",
        "onRecord",
    ):
        whole = {t for t in graph if t[1] == iri_of(name)}
        rows_said = {t for t in made if t[1] == iri_of(name)}
        kinds = {"sha256": "passage", "acceptedBy": "", "expressedIn": "", "date": ""}
        if name not in kinds:
            assert rows_said == whole, name
        assert rows_said, name
    assert {t[0] for t in made if t[2] == RG.Claim.value} == {
        t[0] for t in graph if t[1].endswith("#type") and t[2] == RG.Claim.value
    }


def test_tables_of_a_thesis_hold_together(thesis_space: Workspace) -> None:
    described, rows = read(packed(thesis_space))
    check(described, rows)
    assert len(rows["claims.csv"]) > 25
    assert triples(described, rows) <= known(thesis_space)


def test_an_independent_validator_accepts_the_example(example_space: Workspace, tmp_path: Path) -> None:
    library = pytest.importorskip("csvw", reason="the csvw library is not installed")
    files = packed(example_space)
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = library.CSVW(str(tmp_path / "csv-metadata.json"), validate=True, strict=True)
        assert found.is_valid, [str(w.message) for w in found.warnings]
    described, rows = read(files)
    names = {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
        "http://www.w3.org/2000/01/rdf-schema#": "rdfs:",
        "http://www.w3.org/2004/02/skos/core#": "skos:",
    }
    theirs: set[tuple[str, str, str]] = set()
    for node in found.to_json(minimal=True):
        for p, values in node.items():
            for long, short in names.items():
                p = p.replace(short, long) if p.startswith(short) else p
            theirs |= {
                (node["@id"], p, str(v))
                for v in (values if isinstance(values, list) else [values])
                if p != "@id"
            }
    ours = triples(described, rows)
    times = {iri_of("at")}  # its minimal JSON rewrites moments
    assert {t for t in theirs if t[1] not in times} == {
        (s, p, guarded(o)) if guarded(o) != o else (s, p, o) for s, p, o in ours if p not in times
    }


@pytest.mark.parametrize(
    "value", ["=1+1", "+7 (495)", "-", "@me", "'quoted'", "''", "\tx", "\rx", "plain", "", "a=b"]
)
def test_a_cell_never_opens_a_formula_and_gives_its_value_back(value: str) -> None:
    assert unguarded(guarded(value)) == value
    assert not guarded(value).startswith(tuple(s for s in FORMULA if s != "'"))


def test_a_claim_that_begins_like_a_formula_is_harmless_in_the_file(space: Workspace) -> None:
    state = replay(space.records("page"), VerdictLog(space.log).read())
    judged = next(
        j
        for j in state.items.values()
        if j.record.kind == "actor" and j.record.to_dict()["name"] == "Ahmad Qavam"
    )
    edited = from_dict(judged.record.to_dict() | {"name": "=HYPERLINK(0)"})
    VerdictLog(space.log).append(
        [act(judged, "edit", at="2025-05-01T10:00:00Z", reviewer="b", edited=edited)]
    )
    build(space)
    files = packed(space)
    assert b",'=HYPERLINK(0)," in files["actors.csv"]
    assert b",=HYPERLINK" not in b"".join(files.values())
    described, rows = read(files)
    assert any(t[2] == "=HYPERLINK(0)" for t in triples(described, rows))


def test_every_row_has_words_beside_its_ids(built: Workspace) -> None:
    _, rows = read(packed(built))
    (holder,) = [r for r in rows["claim_holders.csv"] if r["holder_label"] == "Louise Fawcett"]
    assert holder["claim_label"] == "the autonomists of Tabriz had local roots"
    (link,) = rows["argument_links.csv"]
    assert (link["from_holders"], link["type"], link["to_holders"]) == (
        "A. Writer",
        "attacks",
        "George Lenczowski",
    )
    (evidence,) = [r for r in rows["evidence.csv"] if r["claim_label"].startswith("the autonomists")]
    assert evidence["source"] == "Louise Fawcett, Iran and the Cold War (1992)"
    assert evidence["accepted_by_label"] == "0000-0002-1825-0097"


def test_the_log_is_there_with_what_was_refused(space: Workspace) -> None:
    claim = next(r for r in space.records("page") if isinstance(r, Claim))
    state = replay(space.records("page"), VerdictLog(space.log).read())
    VerdictLog(space.log).append(
        [
            act(
                state.items[claim.id],
                "reject",
                at="2026-05-01T10:00:00Z",
                reviewer="ben",
                reason="a narrative",
            )
        ]
    )
    build(space)
    described, rows = read(packed(space))
    check(described, rows)
    (no,) = [r for r in rows["verdicts.csv"] if r["outcome"] == "reject"]
    assert (no["reviewer"], no["reason"], no["record"]) == (
        "ben",
        "a narrative",
        "claim/" + claim.id.removeprefix("claim-"),
    )
    assert no["record"] not in {r["id"] for r in rows["claims.csv"]}


def test_the_licence_is_named_only_when_it_is_set(built: Workspace) -> None:
    assert "dc:license" not in read(packed(built))[0]
    config = built.root / "regesta.toml"
    config.write_text(
        config.read_text("utf-8").replace(
            'licence = ""', 'licence = "https://creativecommons.org/licenses/by/4.0/"'
        ),
        "utf-8",
    )
    assert read(packed(open_workspace(built.root)))[0]["dc:license"] == {
        "@id": "https://creativecommons.org/licenses/by/4.0/"
    }


def test_the_spec_names_only_what_the_vocabulary_has() -> None:
    properties = {v.value for k, v in vars(RG).items() if isinstance(v, NamedNode)}
    for table in tables().values():
        paths = [p for c in table.columns for p in (c.property, *c.read.split("/")) if p] + list(
            table.pairs.properties if table.pairs else ()
        )
        assert {p for p in paths if ":" not in p and iri_of(p) not in properties} == set(), table.name
        assert all(c.scheme in CONCEPTS for c in table.columns if c.scheme)
        assert all(c.to in tables() for c in table.columns if c.to)


def test_tables_hold_together_after_merges_splits_and_relinks(space: Workspace) -> None:
    of = {
        kind: [r for r in space.records("page") if r.kind == kind]
        for kind in ("claim", "citation", "source", "actor", "event", "decision")
    }
    session = ReviewSession(space, queue=Queue(None))
    session.judge(
        VerdictRequest(record=of["claim"][0].id, outcome="merge", reviewer="ada", into=of["claim"][1].id)
    )
    session.judge(
        VerdictRequest(
            record=of["claim"][2].id,
            outcome="relink",
            reviewer="ada",
            part="evidence",
            part_id=of["citation"][2].id,
            into=of["citation"][3].id,
        )
    )
    session.judge(
        VerdictRequest(
            record=of["source"][1].id,
            outcome="split",
            reviewer="ada",
            pieces=[Piece(changes={}), Piece(changes={"label": "another"}, takes=(of["citation"][2].id,))],
        )
    )
    session.judge(
        VerdictRequest(record=of["actor"][1].id, outcome="merge", reviewer="ada", into=of["actor"][3].id)
    )
    session.judge(
        VerdictRequest(
            record=of["citation"][0].id,
            outcome="reject",
            reviewer="ada",
            part="link",
            part_id=of["source"][0].id,
            reason="not this edition",
        )
    )
    session.judge(VerdictRequest(record=of["event"][0].id, outcome="reject", reviewer="ada", reason="no"))
    build(space)
    described, rows = read(packed(space))
    check(described, rows)
    assert triples(described, rows) <= known(space)
    (holder,) = {r["holder_label"] for r in rows["claim_holders.csv"]} & {
        "George Lenczowski",
        "Louise Fawcett",
    }
    assert holder == "George Lenczowski"
    assert {r["source_label"] for r in rows["citations.csv"] if r["source"]} >= {"another"}
    assert {r["id"] for r in rows["decisions.csv"]} <= {r["id"] for r in rows["events.csv"]}
    assert {r["event"] for r in rows["event_mentions.csv"]} == {r["id"] for r in rows["events.csv"]}
    assert {r["mention"] for r in rows["mention_evidence.csv"]} <= {
        r["id"] for r in rows["event_mentions.csv"]
    }
    assert {r["claim"] for r in rows["evidence.csv"]} <= {r["id"] for r in rows["claims.csv"]}
