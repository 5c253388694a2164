"""The command line as a person types it: answers, errors that say what to type next, exit codes; in processes of
its own where that is the point."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rdflib
import typer

from regesta.cli import command_line
from regesta.commands.bare_words import TAKEN_BY
from regesta.extract.workspace import Workspace
from regesta.graph.store import writing

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def process(tmp_path: Path, root: Path) -> Run:
    """Types a command, in a process of its own."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("REGESTA_")} | {
        "PYTHONPATH": str(root / "src"),
        "COLUMNS": "200",
        "REGESTA_REVIEWER": "Test Reviewer",
    }

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "regesta", *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            input="",
            timeout=300,
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def space(example_space: Workspace, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("cli") / "w"
    shutil.copytree(example_space.root, folder)
    return str(folder)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["run", "nothing.txt"], 3, "nothing.txt"),
        (["run", "empty.txt"], 3, "empty"),
        (["run", "binary.txt"], 3, "binary.txt"),
        (["run", "."], 3, "folder"),
        (["query", "rebuttals"], 4, "regesta init"),
        (["build", "--workspace", "older"], 4, "format 0"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_bad_input_leaves_nothing_behind(
    regesta: Run, tmp_path: Path, words: list[str], code: int, says: str
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "older").mkdir()
    (tmp_path / "older" / "regesta.toml").write_text("format = 0\n")
    before = sorted(str(p) for p in tmp_path.rglob("*"))
    ran = regesta(*words)
    assert ran.returncode == code, ran.stderr
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr
    assert sorted(str(p) for p in tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["query", "rebutals"], 2, "rebuttals"),
        (["query", "claims-by-holder", "-p", "nobody=x"], 2, "nobody"),
        (["query", "claims-by-holder", "-p", "holder"], 2, "KEY=VALUE"),
        (["sparql", "SELECT ?s WHERE { ?s ?p }"], 6, "does not parse"),
        (["sparql", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"], 6, "SERVICE"),
        (["extract", "--model", "xx_no_such"], 2, "xx_no_such"),
        (["extract", "--document", "other"], 4, "iran-1946"),
        (["accept", "--policy", "everything"], 2, "apparatus"),
        (["verdict", "reject", "claim-000000000000"], 2, "no record"),
        (["verdict", "withdraw", "claim-000000000000"], 2, "no verdict"),
        (["trace", "claim-000000000000"], 2, "no record"),
        (["trace", "Nobody"], 2, "regesta query holders"),
        (["export", "--format", "parquet"], 2, "nquads"),
    ],
)
def test_errors_say_what_to_type(regesta: Run, space: str, words: list[str], code: int, says: str) -> None:
    ran = regesta(*words, "--workspace", space)
    assert ran.returncode == code, ran.stderr
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["query", "claims-by-holder", "holder=Kim", "Il", "Sung"], "-p 'holder=Kim Il Sung'"),
        (["trace", "Bruce", "Kuniholm"], "regesta trace 'Bruce Kuniholm'"),
        (["sparql", "SELECT", "?s", "{}"], "regesta sparql 'SELECT ?s {}'"),
        (["verdict", "split", "actor-1", "name=A", "name=B"], "actor-1 --piece name=A --piece name=B"),
        (["verdict", "edit", "claim-1", "voice=scholar"], "regesta verdict edit claim-1 --set voice=scholar"),
        (["run", "thesis.docx", "korea"], "regesta run thesis.docx --workspace korea"),
    ],
)
def test_a_word_too_many_is_answered_with_the_line_that_was_meant(
    regesta: Run, words: list[str], meant: str
) -> None:
    ran = regesta(*words)
    assert ran.returncode == 2
    assert ran.stderr.rstrip().endswith(meant)
    assert ran.stderr.count("Did you mean") == 1


@pytest.mark.parametrize("path", TAKEN_BY)
def test_options_that_take_bare_words_are_there(path: str) -> None:
    command: Any = typer.main.get_command(command_line())
    for name in path.split():
        command = command.get_command(None, name)
    assert {TAKEN_BY[path]} - {""} <= {o for p in command.params for o in p.opts}


def test_a_port_in_use_and_a_locked_store(process: Run, space: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = process("serve", "--workspace", space, "--port", str(taken.getsockname()[1]))
    assert ran.returncode == 5
    assert "in use" in ran.stderr
    with writing(Path(space) / "snapshots"):
        ran = process("build", "--workspace", space)
    assert ran.returncode == 5
    assert str(os.getpid()) in ran.stderr


def test_a_syntax_error_points_at_its_place(regesta: Run, space: str) -> None:
    ran = regesta("sparql", "SELECT ?s\nWHERE { ?s ?p }", "--workspace", space)
    assert "line 2" in ran.stderr
    assert "WHERE { ?s ?p }" in ran.stderr
    assert "^" in ran.stderr


def test_questions_are_answered_in_the_form_asked_for(regesta: Run, space: str) -> None:
    told = regesta("query", "rebuttals", "--workspace", space, "--format", "json")
    rows = json.loads(told.stdout)["results"]["bindings"]
    assert rows
    assert regesta("query", "rebuttals", "--workspace", space).stdout.rstrip().endswith("rows")
    counted = regesta(
        "sparql", "SELECT (COUNT(?c) AS ?n) { ?c a rg:Claim }", "--workspace", space, "--format", "csv"
    ).stdout.split()
    assert int(counted[1]) > 0


def test_the_audit_speaks_to_people_programs_and_triple_stores(regesta: Run, space: str) -> None:
    table = regesta("audit", "-w", space).stdout
    assert "bibliography, line" in table
    assert "11 findings (1 error, 6 warning, 4 note)" in table
    grave = [
        json.loads(line)
        for line in regesta("audit", "-w", space, "-f", "json", "--severity", "error").stdout.splitlines()
    ]
    assert [f["rule"] for f in grave] == ["page-range-reversed"]
    graph = rdflib.Graph().parse(data=regesta("audit", "-w", space, "-f", "turtle").stdout, format="turtle")
    rg = rdflib.Namespace("https://w3id.org/regesta/ontology#")
    assert len(set(graph.subjects(rdflib.RDF.type, rg.Discrepancy))) == 11
    assert all(graph.value(p, rg.quote) for p in graph.objects(None, rg.expressedIn))
    assert (
        len(regesta("audit", "-w", space, "-f", "json", "--rule", "ibid-ambiguous").stdout.splitlines()) == 1
    )
    assert "page-range-reversed" in regesta("audit", "--rules").stdout
    wrong = regesta("audit", "-w", space, "--rule", "nix")
    assert wrong.returncode == 2
    assert "regesta audit --rules" in wrong.stderr


def test_a_verdict_goes_through_to_the_graph_and_back(regesta: Run, space: str) -> None:
    ask = ["sparql", "SELECT (COUNT(?c) AS ?n) { ?c a rg:Claim }", "--workspace", space, "--format", "csv"]
    before = int(regesta(*ask).stdout.split()[1])
    records = [
        json.loads(line)
        for line in regesta("export", "--format", "records", "--workspace", space).stdout.splitlines()
    ]
    claims = [r["id"] for r in records if r["kind"] == "claim"]
    accepted = regesta(
        "sparql",
        "SELECT ?id { ?c a rg:Claim ; dcterms:identifier ?id }",
        "--workspace",
        space,
        "--format",
        "csv",
    ).stdout.split()
    chosen = next(c for c in claims if c not in accepted)
    said = regesta(
        "verdict", "accept", chosen, "--reviewer", "Ada", "--reason", "read it", "--workspace", space
    )
    assert said.returncode == 0, said.stderr
    assert regesta("build", "--workspace", space).returncode == 0
    assert int(regesta(*ask).stdout.split()[1]) in (before, before + 1)
    assert "Ada" in regesta("verdict", "list", "--workspace", space).stdout
    assert "accepted by Ada" in regesta("trace", chosen, "--workspace", space).stdout
    assert regesta("verdict", "withdraw", chosen, "--workspace", space).returncode == 0
    assert regesta("build", "--workspace", space).returncode == 0
    assert int(regesta(*ask).stdout.split()[1]) == before


def test_a_table_goes_out_and_comes_back_as_somebody_s_verdicts(
    regesta: Run, space: str, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    assert regesta("export", "-w", space, "-f", "csv", "-o", str(table)).returncode == 0
    header, *rows = table.read_text("utf-8-sig").splitlines()
    at = header.split(",").index("verdict")
    row = next(r for r in rows if r.startswith("event-") and '"' not in r)
    cells = row.split(",")
    cells[at : at + 2] = ["reject", "no such thing"]
    table.write_text("\n".join([header, ",".join(cells)]), "utf-8")
    assert "1 reject" in regesta("import", str(table), "--as", "Anna Bell", "-w", space, "--dry-run").stdout
    assert cells[0] not in regesta("verdict", "list", "-w", space).stdout
    done = regesta("import", str(table), "--as", "Anna Bell", "-w", space)
    assert done.returncode == 0
    (batch,) = shlex.split(done.stdout.split("withdraw ")[-1])
    assert "already in the log" in regesta("import", str(table), "--as", "Anna Bell", "-w", space).stdout
    assert regesta("verdict", "withdraw", batch, "-w", space).returncode == 0
    wrong = regesta("import", str(table.with_suffix(".docx")), "--as", "Anna Bell", "-w", space)
    assert (wrong.returncode, "Check the path" in wrong.stderr) == (3, True)


def test_doctor_says_what_is_there(regesta: Run, space: str) -> None:
    ran = regesta("doctor", "--workspace", space)
    assert ran.returncode == 0, ran.stdout
    for word in (
        "spacy",
        "pyoxigraph",
        "model en_core_web",
        "Java",
        "Chromium",
        "free disk",
        "verdict log",
        "generation 00000",
    ):
        assert word in ran.stdout
