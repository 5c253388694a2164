"""`regesta import` as it is typed: one command that tells RDF from annotations and says what it did."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from regesta.cli import command_line
from regesta.extract.workspace import Workspace
from regesta.review.exchange.webannotation import is_annotations


@pytest.fixture
def space(example_space: Workspace, tmp_path: Path) -> Path:
    shutil.copytree(example_space.root, tmp_path / "w")
    return tmp_path / "w"


def run(space: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command_line(), [*arguments, "-w", str(space)])


def test_rdf_becomes_a_graph_and_can_be_listed_and_removed(space: Path, tmp_path: Path):
    file = tmp_path / "theirs.ttl"
    file.write_text('<http://ex/a> <http://ex/b> "c" .\n')
    done = run(space, "import", str(file), "--as", "theirs")
    assert done.exit_code == 0, done.output
    assert "is RDF: took in 1 statements" in done.output
    again = run(space, "import", str(file), "--as", "theirs")
    assert "replaced 1 statements by 1 statements" in again.output
    assert "theirs: 1 statements" in run(space, "import", "--list").output
    asked = run(
        space, "sparql", "SELECT ?o { GRAPH <https://w3id.org/regesta/kg/graph/import/theirs> { ?s ?p ?o } }"
    )
    assert "c" in asked.output
    assert "took away 1 statements" in run(space, "import", "--remove", "--as", "theirs").output
    assert "no RDF was imported" in run(space, "import", "--list").output


def test_json_decides_by_what_it_holds(space: Path, tmp_path: Path):
    graph = tmp_path / "people.jsonld"
    graph.write_text(json.dumps({"@context": {"name": "http://ex/name"}, "@id": "http://ex/a", "name": "x"}))
    assert "is RDF" in run(space, "import", str(graph), "--as", "people").output
    forced = run(space, "import", str(graph), "--as", "people", "--what", "annotations")
    assert forced.exit_code != 0
    notes = tmp_path / "notes.jsonld"
    exported = run(space, "export", "-f", "webannotation", "-o", str(notes))
    assert exported.exit_code == 0
    taken = run(space, "import", str(notes), "--as", "Anna Bell", "--dry-run")
    assert "is RDF" not in taken.output
    assert taken.exit_code == 0, taken.output


@pytest.mark.parametrize(
    ("root", "meant"),
    [
        ({"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationCollection", "total": 0}, True),
        ([{"type": "Annotation", "target": "x"}], True),
        ({"@graph": [{"@type": "oa:Annotation", "target": "x"}]}, True),
        (
            {"@graph": [{"@type": "oa:Annotation", "target": "x"}, {"@id": "http://x", "@type": "Person"}]},
            False,
        ),
        ([{"text": "a note", "target": "x"}], True),
        ({"@context": {}, "@id": "http://x", "target": "y"}, False),
        ("words", False),
    ],
)
def test_annotations_are_told_from_other_linked_data(root: object, meant: bool):
    assert is_annotations(root) is meant


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import",), "--as NAME"),
        (("import", "--as", "x"), "name a file"),
        (("import", "--remove", "--as", "nobody"), "there are: none"),
        (("import", "x.ttl", "--remove", "--as", "x"), "--remove takes no file"),
    ],
)
def test_a_call_that_lacks_something_says_what(space: Path, arguments: tuple[str, ...], said: str):
    done = run(space, *arguments)
    assert done.exit_code != 0
    assert said in " ".join((done.output + str(done.exception)).replace("│", " ").split())
