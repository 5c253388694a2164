"""A store made from the one before it by what differs; the lines it was made from."""

from __future__ import annotations

import random
import shutil
from io import BytesIO
from pathlib import Path

import pytest

from regesta.api.verdicts import Verdicts
from regesta.extract.workspace import Workspace, open_workspace
from regesta.graph.build import assemble, build
from regesta.graph.map.view import A
from regesta.graph.rdf import NamedNode, Quad
from regesta.graph.store import current, difference, publish, writing
from regesta.graph.store.difference import keep_lines
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.syntax import parse
from regesta.ontology.terms import RG


def _served(space: Workspace) -> EmbeddedStore:
    found = current(space.snapshots)
    assert found is not None
    return found.open()


@pytest.fixture
def copied(example_space: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(example_space.root, tmp_path / "w")
    return open_workspace(tmp_path / "w")


def test_the_difference_of_lines_is_stored(copied: Workspace):
    """A store brought from one set of lines to another holds what one loaded whole holds."""
    lines = assemble(copied).lines
    served = current(copied.snapshots)
    dice = random.Random(1)
    wanted = sorted(dice.sample(lines, len(lines) * 9 // 10))
    keep_lines(copied.snapshots, served.generation if served else "", lines)
    made = difference.load_difference(copied.store, served, wanted)
    assert made is not None
    out = BytesIO()
    made.dump(out, "nquads")
    assert sorted(out.getvalue().splitlines(keepends=True)) == wanted
    known = {q.graph_name.value for q in parse(b"".join(wanted), "nquads") if str(q.graph_name) != "DEFAULT"}
    assert [g.value for g in made.graphs()] == sorted(known)


@pytest.mark.parametrize("seed", range(5))
def test_sorted_lines_are_changed_in_place(tmp_path: Path, seed: int):
    dice = random.Random(seed)
    words = ["".join(dice.choices("ab\u00e9", k=dice.randrange(6))).encode() + b"\n" for _ in range(60)]
    lines, rest = sorted(set(words[:50])), b"what stands behind\n"
    gone = dice.sample(lines, dice.randrange(len(lines)))
    come = set(words) - set(lines)
    path = tmp_path / "lines"
    path.write_bytes(b"".join(lines) + rest)
    with difference.sorted_lines(path, len(b"".join(lines))) as found:
        assert all(line in found for line in lines)
        assert not any(line in found for line in come)
        assert rest not in found
        assert b"".join(found.changed(gone, come)) == b"".join(sorted({*lines, *come} - {*gone}))
        assert b"".join(found.after()) == rest
        if come:
            with pytest.raises(LookupError):
                list(found.changed(come, ()))


def test_a_verdict_is_stored_by_difference(copied: Workspace, monkeypatch: pytest.MonkeyPatch):
    build(copied)
    verdicts = Verdicts(copied)
    claim = next(j for j in verdicts.state().accepted() if j.record.kind == "claim").record
    verdicts.reject(claim.id, reason="no", reviewer="a")
    monkeypatch.setattr("regesta.graph.build.load_fresh", lambda *_: pytest.fail("everything was loaded"))
    assert not build(copied).unchanged


def test_what_was_published_by_others_is_not_built_upon(copied: Workspace):
    """An update changes the served graph; the next build compares with no lines and takes the update away."""
    build(copied)
    stray = Quad(NamedNode("http://example.org/x"), A, RG.Agent, NamedNode("http://example.org/g"))
    with writing(copied.snapshots):
        writer = EmbeddedStore.open(copied.store)
        writer.add([stray])
        writer.flush()
        publish(copied.snapshots, writer)
        del writer
    assert stray in _served(copied)
    build(copied)
    assert stray not in _served(copied)


def test_much_that_differs_is_loaded_whole(copied: Workspace):
    build(copied)
    served = current(copied.snapshots)
    few = assemble(copied).lines[:10]
    assert difference.load_difference(copied.store, served, few) is None
    assert difference.load_difference(copied.store, None, few) is None
