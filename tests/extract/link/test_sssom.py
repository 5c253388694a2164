"""SSSOM files read and written, and what of them is a candidate here."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from regesta.extract.link.candidates import links_of, refused
from regesta.extract.link.exchange import mapping_set
from regesta.extract.link.sssom import LinkFileError, read_sssom
from regesta.extract.record import Actor, Link, Record, from_dict
from regesta.extract.workspace import Workspace, create

BASE = "https://w3id.org/regesta/kg/"
HEAD = "#curie_map:\n#  wd: http://www.wikidata.org/entity/\n#  kg: https://w3id.org/regesta/kg/\n#mapping_set_id: http://ex/set\n#license: http://ex/l\n"
COLUMNS = (
    "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tcomment\tpredicate_modifier\n"
)


def actor(name: str) -> Actor:
    return Actor(id=f"actor-{name}", document="d", name=name, actor_kind="person")


RECORDS: list[Record] = [actor("Ann Reed"), actor("Ove Lund")]


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return create(tmp_path / "w")


def put(space: Workspace, rows: str, head: str = HEAD, columns: str = COLUMNS, name: str = "theirs") -> Path:
    path = space.root / "links" / f"{name}.sssom.tsv"
    path.write_text(head + columns + rows, "utf-8")
    return path


def test_a_row_is_a_candidate_in_whichever_direction(space: Workspace):
    put(
        space,
        "kg:actor/Ann_Reed\tskos:exactMatch\twd:Q1\tsemapv:ManualMappingCuration\t0.8\tseen\t\n"
        "wd:Q2\tskos:broadMatch\thttps://w3id.org/regesta/kg/actor/Ove_Lund\tsemapv:LexicalMatching\t\t\t\n",
    )
    links, passed = links_of(space, RECORDS)
    assert not passed
    assert [
        (x.subject, x.predicate, x.object, x.confidence, x.justification, x.reason, x.authority)
        for x in links
    ] == [
        (
            "Ann Reed",
            "exactMatch",
            "http://www.wikidata.org/entity/Q1",
            0.8,
            "semapv:ManualMappingCuration",
            "seen",
            "theirs",
        ),
        (
            "Ove Lund",
            "narrowMatch",
            "http://www.wikidata.org/entity/Q2",
            0.5,
            "semapv:LexicalMatching",
            "",
            "theirs",
        ),
    ]
    assert all(from_dict(x.to_dict()) == x for x in links)


def test_what_is_none_of_ours_is_passed_over_with_its_reason(space: Workspace):
    put(
        space,
        "kg:actor/Nobody\tskos:exactMatch\twd:Q1\tsemapv:LexicalMatching\t\t\t\n"
        "kg:actor/Ann_Reed\towl:sameAs\twd:Q1\tsemapv:LexicalMatching\t\t\t\n"
        "kg:actor/Ann_Reed\tskos:exactMatch\twd:Q3\tsemapv:LexicalMatching\t\t\tNot\n"
        "kg:actor/Ann_Reed\tskos:exactMatch\tbad:alert(1)\tsemapv:LexicalMatching\t\t\t\n"
        "kg:actor/Ann_Reed\tskos:exactMatch\tsssom:NoTermFound\tsemapv:LexicalMatching\t\t\t\n"
        "sssom:NoTermFound\tskos:exactMatch\tkg:actor/Ann_Reed\tsemapv:LexicalMatching\t\t\t\n",
        HEAD.replace("  wd:", "  bad: 'javascript:'\n#  wd:"),
    )
    links, passed = links_of(space, RECORDS)
    assert not links
    assert [p.where for p in passed] == [f"theirs.sssom.tsv, line {n}" for n in range(8, 14)]
    assert "neither side" in passed[0].reason
    assert "owl:sameAs" in passed[1].reason
    assert "no web address" in passed[3].reason
    assert "not found (sssom:NoTermFound)" in passed[4].reason == passed[5].reason
    assert (BASE + "actor/Ann_Reed", "http://www.wikidata.org/entity/Q3") in refused(space)


def test_the_surest_of_rows_that_say_the_same_is_taken(space: Workspace):
    for name, sure in (("a", "0.4"), ("b", "0.9")):
        put(
            space,
            f"kg:actor/Ann_Reed\tskos:exactMatch\twd:Q1\tsemapv:LexicalMatching\t{sure}\t\t\n",
            name=name,
        )
    (link,), _ = links_of(space, RECORDS)
    assert (link.confidence, link.authority) == (0.9, "b")


@pytest.mark.parametrize(
    ("rows", "head", "columns", "said"),
    [
        (
            "x:1\tskos:exactMatch\twd:Q1\tsemapv:LexicalMatching\t\t\t\n",
            HEAD,
            COLUMNS,
            "line 7: the prefix of 'x:1' is not declared",
        ),
        (
            "kg:a\tskos:exactMatch\twd:Q1\tsemapv:LexicalMatching\t2\t\t\n",
            HEAD,
            COLUMNS,
            "line 7: confidence is '2'",
        ),
        ("kg:a\t\twd:Q1\tsemapv:LexicalMatching\t\t\t\n", HEAD, COLUMNS, "line 7: predicate_id is empty"),
        (
            "",
            HEAD,
            "subject_id\tobject_id\n",
            "line 6: SSSOM needs the columns .* missing: predicate_id, mapping_justification",
        ),
        ("", "#curie_map: [\n", COLUMNS, "is no YAML"),
        ("", HEAD, "", "no header line"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(space: Workspace, rows: str, head: str, columns: str, said: str):
    put(space, rows, head, columns)
    with pytest.raises(LinkFileError, match=said):
        links_of(space, RECORDS)


LINKS = [
    Link(id="link-1", document="d", confidence=0.95, proposer="links.v1", subject="Ann Reed", subject_kind="person", object="http://x/1", object_label='Reed, "Ann"', authority="t", justification="semapv:LexicalMatching", reason="a\ttab"),
    Link(id="link-2", document="d", confidence=0.5, proposer="links.v1", subject="Tehran", subject_kind="place", predicate="closeMatch", object="https://sws.geonames.org/112931", authority="t", justification="semapv:LexicalMatching"),
]  # fmt: skip


def written(folder: Path) -> Path:
    path = folder / "t.sssom.tsv"
    path.write_bytes(
        mapping_set(
            LINKS, base=BASE, name="t", prefixes={"t": "http://x/"}, tool_version="1", date="2026-01-01"
        )
    )
    return path


def test_what_is_written_is_read_back(tmp_path: Path):
    found = read_sssom(written(tmp_path))
    assert found.metadata["mapping_set_id"] == BASE + "links/t"
    assert {k: v for k, v in found.metadata["curie_map"].items() if k != "kg"} == {
        "geonames": "https://sws.geonames.org/",
        "t": "http://x/",
    }
    rows = [
        (
            r.subject,
            r.predicate.rsplit("#")[-1],
            r.object,
            r.cells["confidence"],
            r.cells.get("comment", ""),
            r.cells.get("object_label", ""),
        )
        for r in found.rows
    ]
    assert rows == [
        (BASE + "actor/Ann_Reed", "exactMatch", "http://x/1", "0.95", "a tab", 'Reed, "Ann"'),
        (BASE + "place/Tehran", "closeMatch", "https://sws.geonames.org/112931", "0.5", "", ""),
    ]


@pytest.mark.skipif(
    importlib.util.find_spec("sssom") is None,
    reason="the sssom library, an oracle, is not installed: pip install sssom",
)
def test_the_reference_implementation_finds_it_valid(tmp_path: Path):
    run = subprocess.run(
        [sys.executable, "-m", "sssom.cli", "validate", str(written(tmp_path))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
