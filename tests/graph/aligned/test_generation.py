"""A generation with its aligned graphs: made once, gone on from by builds, deleted with it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from regesta import Workspace
from regesta.extract.workspace import Workspace as Folder
from regesta.extract.workspace import WorkspaceError, open_workspace
from regesta.graph.aligned.generation import aligned_store, is_made
from regesta.graph.aligned.statements import all_aligned
from regesta.graph.build import Builder
from regesta.graph.rdf import Quad
from regesta.graph.store import current, prune
from regesta.graph.store.embedded import EmbeddedStore

BASE = "https://w3id.org/regesta/kg/"
ASKED = "PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> SELECT ?e { ?e a sem:Event }"


@pytest.fixture
def space(example_space: Folder, tmp_path: Path) -> Workspace:
    # another test of this process may have asked the example in other words
    shutil.copytree(example_space.root, tmp_path / "w", ignore=shutil.ignore_patterns("*.aligned*"))
    return Workspace.open(tmp_path / "w")


def aligned_quads(path: str) -> set[Quad]:
    return {q for q in EmbeddedStore.read_only(path) if f"{BASE}graph/aligned/" in str(q.graph_name)}


def test_only_who_asks_for_other_words_gets_them(space: Workspace) -> None:
    served = current(space.folder.snapshots)
    assert served is not None
    assert not len(space.sparql(ASKED))
    assert not is_made(str(served.path))
    rows = space.sparql(ASKED, aligned="sem").result.values()
    assert sorted(rows) == sorted(space.sparql("SELECT ?e { ?e a rg:Occurrence }").result.values()) != []
    assert is_made(str(served.path))
    assert not len(space.sparql(ASKED))
    assert not len(space.sparql(ASKED, aligned="prov"))
    assert len(space.sparql(ASKED.replace("?e a sem:Event", f"GRAPH <{BASE}graph/aligned/sem> {{?e a ?c}}")))


def test_other_graphs_and_candidates_are_read_as_ever(space: Workspace) -> None:
    known = f"GRAPH <{BASE}graph/candidates> {{ ?c rg:status ?s }}"
    assert len(space.sparql(f"SELECT ?c {{ ?c a prov:Entity . {known} }} LIMIT 3", aligned="prov")) == 3
    found = 'SELECT ?c { ?c rgs:matches "oil" . ?c a ?what VALUES ?what { rg:Claim } }'
    other = found.replace("rg:Claim", "<http://purl.org/spar/amo/ArgumentationEntity>")
    assert sorted(r["c"] for r in space.sparql(other, aligned="all")) == sorted(
        r["c"] for r in space.sparql(found)
    )
    assert len(space.sparql(found))


def test_a_build_goes_on_from_the_aligned_graphs(space: Workspace) -> None:
    builder = Builder(space.folder)
    served = current(space.folder.snapshots)
    assert served is not None
    aligned_store(str(served.path), BASE)
    items = space.verdicts.state().items.values()
    accepted = [j.record.id for j in items if j.status == "accepted" and j.record.kind in ("event", "claim")]
    waiting = [j.record.id for j in items if j.status == "candidate" and j.record.kind == "event"]
    judge = space.verdicts
    for act in (
        lambda: judge.reject(*accepted[:3], reason="for the test"),
        lambda: judge.accept(*waiting[:3], reason="for the test"),
    ):
        act()
        report = builder.build()
        made = current(space.folder.snapshots)
        assert made is not None
        assert not report.whole
        assert is_made(str(made.path))
        whole = set(all_aligned(made.open(), BASE))
        assert aligned_quads(aligned_store(str(made.path), BASE)) == whole


def test_they_go_with_their_generation(space: Workspace) -> None:
    snapshots = space.folder.snapshots
    served = current(snapshots)
    assert served is not None
    made = Path(aligned_store(str(served.path), BASE))
    shutil.rmtree(served.path)
    prune(snapshots)
    assert not made.exists()


def test_a_setting_gives_them_to_every_query(space: Workspace) -> None:
    config = space.folder.root / "regesta.toml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("aligned = []", 'aligned = ["sem"]'), "utf-8")
    assert len(Workspace.open(config.parent).sparql(ASKED))
    assert not len(Workspace.open(config.parent).sparql(ASKED, aligned=""))
    config.write_text(text.replace("aligned = []", 'aligned = ["semm"]'), "utf-8")
    with pytest.raises(WorkspaceError, match="no alignment makes statements of 'semm'"):
        open_workspace(config.parent)
