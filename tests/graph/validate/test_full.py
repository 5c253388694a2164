"""Full SHACL: the quick gate's findings on what both know, and users' own shapes beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from regesta.extract.workspace import Workspace, open_workspace
from regesta.graph.build import assemble
from regesta.graph.rdf import DefaultGraph, Literal, NamedNode, Quad
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.syntax import parse
from regesta.graph.validate.finding import ShapesFileError
from regesta.graph.validate.full import check_full, read_shapes, shipped_shapes
from regesta.graph.validate.gate import check
from regesta.ontology.terms import RG

LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
OWN = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rg: <https://w3id.org/regesta/ontology#> .
@prefix ex: <http://example.org/shapes#> .
ex:Decision a sh:NodeShape ; sh:targetClass rg:Decision ;
  sh:property [ sh:path rg:atPlace ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "A decision of ours has a place." ] .
ex:Holder a sh:NodeShape ; sh:targetObjectsOf rg:holder ;
  sh:or ( [ sh:class rg:Person ] [ sh:class rg:Group ] ) ; sh:severity sh:Warning ; sh:message "Who holds a claim is a person or group." .
"""


@pytest.fixture
def accepted(tmp_path: Path, page: Callable[..., Workspace]) -> EmbeddedStore:
    quads = parse(assemble(page(tmp_path / "w")).nquads, "nquads")
    return EmbeddedStore(q for q in quads if isinstance(q.graph_name, DefaultGraph))


def test_a_sound_graph_has_no_findings(accepted: EmbeddedStore) -> None:
    assert check_full(accepted, shipped_shapes()) == []


def test_both_say_the_same_of_what_is_wrong(accepted: EmbeddedStore) -> None:
    claim = next(accepted.quads(None, RG.holder, None, DefaultGraph()))
    event = next(accepted.quads(None, RG.earliest, None, DefaultGraph()))
    quote = next(accepted.quads(None, RG.voice, None, DefaultGraph()))
    accepted.remove([claim, quote])
    accepted.add([Quad(event.subject, RG.earliest, Literal("the spring"), DefaultGraph())])
    quick = {
        (f.severity, f.rule, f.node, f.record, f.label, f.message) for f in check(accepted, record_of=len_of)
    }
    full = {
        (f.severity, f.rule, f.node, f.record, f.label, f.message)
        for f in check_full(accepted, shipped_shapes(), record_of=len_of)
    }
    assert quick == full
    assert len(quick) >= 3


def len_of(node: str) -> str:
    return str(len(node))


def test_shapes_of_ones_own_are_checked_at_every_build(
    tmp_path: Path, page: Callable[..., Workspace]
) -> None:
    space = page(tmp_path / "w")
    (space.root / "ours.ttl").write_text(OWN, "utf-8")
    settings = space.root / "regesta.toml"
    settings.write_text(settings.read_text("utf-8") + '\n[validation]\nshapes = ["ours.ttl"]\n', "utf-8")
    graph = assemble(open_workspace(space.root))
    ours = [f for f in graph.findings if f.rule.startswith(("Decision/", "Holder/"))]
    assert {f.rule for f in ours} >= {"Decision/atPlace/minCount"}
    place = next(f for f in ours if f.rule == "Decision/atPlace/minCount")
    assert (place.severity, place.message) == ("warning", "A decision of ours has a place.")
    assert place.record.startswith("event-")  # the representative mention of the event
    assert place.label
    assert graph.digest == assemble(space).digest


def test_full_adds_nothing_to_a_sound_graph(tmp_path: Path, page: Callable[..., Workspace]) -> None:
    space = page(tmp_path / "w")
    quick, full = assemble(space), assemble(space, shacl="full")
    assert full.digest == quick.digest
    assert full.findings == quick.findings


@pytest.mark.parametrize(
    ("text", "said"),
    [("no rdf at all {", "cannot be read as RDF"), ("<urn:a> <urn:b> <urn:c> .", "holds no shape")],
)
def test_files_that_are_no_shapes(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "shapes.ttl"
    file.write_text(text, "utf-8")
    with pytest.raises(ShapesFileError, match=said):
        read_shapes([file])
    with pytest.raises(ShapesFileError, match=r"regesta\.toml"):
        read_shapes([tmp_path / "absent.ttl"])
