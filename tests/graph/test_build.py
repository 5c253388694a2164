"""Builds: the same bytes every time, whatever is killed when, and nothing wrong let through in silence."""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad

from regesta.extract.record import Citation, Claim, Decision
from regesta.extract.workspace import Workspace
from regesta.graph.build import assemble, build
from regesta.graph.export import export
from regesta.graph.map.view import A
from regesta.graph.store import StoreError, current, digest_of, generations, lease, prune, publish, writing
from regesta.graph.store.embedded import EmbeddedStore
from regesta.ontology.terms import ONTOLOGY, RG
from regesta.review.log import VerdictLog
from regesta.review.policy import accept_all

Fill = Callable[..., Workspace]
KG = "https://w3id.org/regesta/kg/"


def served(space: Workspace) -> EmbeddedStore:
    found = current(space.snapshots)
    assert found is not None
    return found.open()


def test_a_rebuild_from_scratch_gives_the_same_bytes(space: Workspace):
    first = build(space)
    out = io.BytesIO()
    export(space, "nquads", out)
    for derived in (space.store, space.snapshots):
        shutil.rmtree(derived)
    second = build(space)
    again = io.BytesIO()
    export(space, "nquads", again)
    assert first.digest == second.digest == hashlib.sha256(out.getvalue()).hexdigest()
    assert out.getvalue() == again.getvalue()


def test_another_process_gives_the_same_bytes(space: Workspace, root: Path):
    """Nothing hangs on the order of sets or on addresses: another hash seed, the same digest."""
    code = "import sys; from pathlib import Path; from regesta.graph.build import assemble; from regesta.extract.workspace import open_workspace; print(assemble(open_workspace(Path(sys.argv[1]))).digest)"
    for seed in ("1", "2"):
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root / "src")}
        run = subprocess.run(
            [sys.executable, "-c", code, str(space.root)], env=env, capture_output=True, text=True, check=True
        )
        assert run.stdout.strip() == assemble(space).digest


def test_a_build_that_changes_nothing_keeps_the_generation(space: Workspace):
    first, second = build(space), build(space)
    assert (first.unchanged, second.unchanged) == (False, True)
    assert first.generation == second.generation


def test_a_verdict_makes_a_new_generation(space: Workspace):
    first = build(space)
    slip = [r for r in space.records("page") if r.kind == "discrepancy"]
    VerdictLog(space.log).append(accept_all(slip, at="2025-05-01T10:00:00Z", reviewer="b", reason="seen"))
    second = build(space)
    assert int(second.generation) == int(first.generation) + 1
    assert second.accepted == first.accepted + 1
    assert digest_of(space.snapshots, second.generation) == second.digest


def test_every_graph_is_where_the_design_says(space: Workspace):
    build(space)
    graphs = {g.value for g in served(space).graphs()}
    named = {KG + "graph/candidates", KG + "graph/review", KG + "graph/inferred", ONTOLOGY}
    assert named <= graphs
    assert all(g.startswith(KG + "proposition/") for g in graphs - named)


def test_what_is_inferred_is_in_the_default_graph_too(space: Workspace):
    report = build(space)
    store = served(space)
    inferred = list(store.quads(None, None, None, NamedNode(KG + "graph/inferred")))
    assert len(inferred) == report.inferred > 0
    assert all(Quad(q.subject, q.predicate, q.object, DefaultGraph()) in store for q in inferred)


def test_an_empty_workspace_builds(page: Fill, tmp_path: Path):
    report = build(page(tmp_path / "w", rows=[], log=[]))
    assert report.accepted == 0
    assert report.findings == ()


def test_a_record_that_breaks_a_shape_is_held_back_and_named(page: Fill, tmp_path: Path, space: Workspace):
    rows = space.records("page")
    broken = [replace(r, deciders=()) if isinstance(r, Decision) else r for r in rows]
    other = page(
        tmp_path / "other",
        rows=broken,
        log=accept_all(broken, at="2025-05-01T10:00:00Z", reviewer="b", reason="hasty"),
    )
    report = build(other)
    decision = next(r for r in broken if r.kind == "decision")
    assert report.held == (decision.id,)
    (finding,) = [f for f in report.findings if f.record == decision.id]
    assert finding.text.startswith(decision.id)
    assert "does not say who decides. Add a decider, or reject it." in finding.text
    store = served(other)
    subject = NamedNode(KG + "decision-mention/" + decision.id.removeprefix("decision-"))
    assert not list(store.quads(subject, None, None, DefaultGraph()))
    assert list(store.quads(subject, None, None, NamedNode(KG + "graph/candidates")))


def test_a_quote_that_is_not_the_text_is_held_back(page: Fill, tmp_path: Path, space: Workspace):
    rows = [
        replace(r, quote="something else") if isinstance(r, Citation) and r.footnote == "I.4" else r
        for r in space.records("page")
    ]
    wrong = next(r for r in rows if isinstance(r, Citation) and r.footnote == "I.4")
    other = page(
        tmp_path / "other",
        rows=rows,
        log=accept_all(
            [r for r in rows if r.kind in ("citation", "source")],
            at="2025-05-01T10:00:00Z",
            reviewer="b",
            reason="r",
        ),
    )
    report = build(other)
    assert report.held == (wrong.id,)
    assert any("its quote is not what the text says" in f.text for f in report.findings)


def test_a_span_outside_the_text_is_held_back(page: Fill, tmp_path: Path, space: Workspace):
    rows = [
        replace(r, cue=(90_000, 90_010)) if isinstance(r, Claim) and r.cue else r
        for r in space.records("page")
    ]
    other = page(
        tmp_path / "other",
        rows=rows,
        log=accept_all(
            [r for r in rows if r.kind == "claim"], at="2025-05-01T10:00:00Z", reviewer="b", reason="r"
        ),
    )
    report = build(other)
    assert len(report.held) == 2
    assert any("its cue [90000, 90010] does not lie inside the text" in f.text for f in report.findings)


def test_a_verdict_without_a_reviewer_is_named(page: Fill, tmp_path: Path, space: Workspace):
    rows = space.records("page")
    nameless = accept_all([r for r in rows if r.kind == "event"], at="yesterday", reviewer="b", reason="r")
    report = build(page(tmp_path / "other", log=nameless))
    assert {f.rule for f in report.findings if f.severity == "violation"} == {"Verdict/at/datatype"}
    assert len(report.held) == 2


def test_two_writers_at_once_are_refused_with_the_process_id(space: Workspace):
    space.snapshots.mkdir()
    with writing(space.snapshots), pytest.raises(StoreError, match=f"process id {os.getpid()}"):
        build(space)
    assert build(space).generation == "000001"


def test_nothing_built_yet_says_what_to_type(space: Workspace):
    with pytest.raises(StoreError, match="regesta build"), lease(space.snapshots):
        pass


def test_old_generations_go_but_never_one_in_use(space: Workspace):
    build(space)
    with lease(space.snapshots) as held:
        store = held.open()
        with writing(space.snapshots):
            writer = EmbeddedStore.open(space.store)
            for _ in range(6):
                publish(space.snapshots, writer)
        assert held.generation in generations(space.snapshots)
        assert len(generations(space.snapshots)) == 4
        assert len(list(store.quads(None, A, RG.Claim, DefaultGraph()))) == 3
    prune(space.snapshots)
    assert held.generation not in generations(space.snapshots)
    found = current(space.snapshots)
    assert found is not None
    assert found.generation == generations(space.snapshots)[-1]
    assert not list(space.snapshots.glob(".*"))


def test_imported_graphs_outlive_a_rebuild_and_other_writing_does_not(space: Workspace):
    build(space)
    theirs, ours = NamedNode(KG + "graph/import/theirs"), NamedNode(KG + "graph/candidates")
    stray = NamedNode("http://example.org/x")
    with writing(space.snapshots):
        writer = EmbeddedStore.open(space.store)
        writer.add([Quad(stray, A, RG.Agent, theirs)])
        writer.add([Quad(stray, A, RG.Agent, ours)])
        publish(space.snapshots, writer)
        del writer
    report = build(space)
    assert not report.unchanged
    assert Quad(stray, A, RG.Agent, theirs) in served(space)
    assert Quad(stray, A, RG.Agent, ours) not in served(space)


def test_a_pointer_to_a_lost_generation_is_no_generation(space: Workspace):
    report = build(space)
    shutil.rmtree(space.snapshots / report.generation)
    assert current(space.snapshots) is None
    assert int(build(space).generation) > int(report.generation)


def test_a_build_killed_anywhere_leaves_the_old_generation_and_the_next_succeeds(
    space: Workspace, root: Path
):
    """kill -9 at random moments of a build that has something new to say; every time the served graph is
    whole."""
    first = build(space)
    slip = [r for r in space.records("page") if r.kind == "discrepancy"]
    code = (
        "import sys; from pathlib import Path; from regesta.graph.build import build; from regesta.extract.workspace import open_workspace;"
        "space = open_workspace(Path(sys.argv[1])); print('ready', flush=True); build(space)"
    )
    env = os.environ | {"PYTHONPATH": str(root / "src")}
    rng = random.Random(1950)
    killed = 0
    started = time.monotonic()
    assemble(space)
    longest = 4 * (time.monotonic() - started) + 0.2
    for attempt in range(5):
        VerdictLog(space.log).append(
            accept_all(slip, at=f"2025-05-01T10:00:{attempt:02d}Z", reviewer="b", reason="seen")
        )
        run = subprocess.Popen([sys.executable, "-c", code, str(space.root)], env=env, stdout=subprocess.PIPE)
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(rng.uniform(0, longest))
        run.send_signal(signal.SIGKILL)
        killed += run.wait() == -signal.SIGKILL
        run.stdout.close()
        store = served(space)
        assert len(list(store.quads(None, A, RG.Claim, DefaultGraph()))) == 3
        del store
    assert killed
    last = build(space)
    assert int(last.generation) >= int(first.generation)
    assert digest_of(space.snapshots, last.generation) == assemble(space).digest
    with (space.snapshots / "LOCK").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
