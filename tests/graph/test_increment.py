"""A build by difference gives what a whole build gives, byte for byte, whatever was said in between; and
where it cannot be certain to, everything is built and the report says why."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from tests.graph import verdicts_by_chance as chance
from tests.graph.conftest import records

from regesta.api.verdicts import Verdicts
from regesta.extract.record import Citation, Claim, Position, Record, Relation
from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import Workspace, open_workspace
from regesta.graph.build import Builder, BuildReport, assemble, build
from regesta.graph.rdf import DefaultGraph, NamedNode, Quad
from regesta.graph.reviewed import Files, read_files
from regesta.graph.store import current, publish, writing
from regesta.graph.store.difference import lines_of
from regesta.graph.store.embedded import EmbeddedStore

Fill = Callable[..., Workspace]


def positions() -> list[Record]:
    """Two claims of the page as one position, and a claim that answers it, and what it rests on."""
    claims = [r for r in records() if isinstance(r, Claim)]
    citation = next(r for r in records() if isinstance(r, Citation))
    position = Position(
        id="position-0123456789ab",
        document="page",
        spans=(claims[1].content,),
        label="the Moscow thesis",
        holders=("George Lenczowski",),
        claims=(claims[0].id, claims[1].id),
    )
    relations = (
        Relation(type="attacks", target=position.id, target_kind="position"),
        Relation(type="undercuts", target=citation.id, target_kind="citation"),
    )
    return [position, replace(claims[2], id="claim-0123456789ab", relations=relations)]


def whole(space: Workspace, report: BuildReport) -> bool:
    """Whether what is served, its lines and what the report says are those of a whole build."""
    graph, served, out = assemble(space), current(space.snapshots), BytesIO()
    assert served is not None
    served.open().dump(out, "nquads")
    assert lines_of(served).read_bytes() == graph.nquads
    assert b"".join(sorted(out.getvalue().splitlines(keepends=True))) == graph.nquads
    said = (report.digest, report.quads, report.accepted, report.inferred)
    return said == (graph.digest, graph.quads, graph.accepted, graph.inferred)


@pytest.mark.parametrize(("seed", "documents"), [(1, 1), (2, 1), (3, 2)])
def test_after_any_verdicts_the_difference_is_the_whole_build(
    page: Fill, tmp_path: Path, seed: int, documents: int
):
    """By a builder that goes on from what it remembers, and by new ones that read what was kept."""
    space, dice = page(tmp_path / "w", rows=[*records(), *positions()]), random.Random(seed)
    if documents == 2:
        chance.second_document(space, "page", "page-two")
    lasting = Builder(space)
    lasting.build()
    ways = []
    for step in range(10):
        said = [chance.said_by_chance(space, dice) for _ in range(dice.choice((1, 1, 3)))]
        if step == 5:
            chance.extracted_anew(space, "page", dice)
        report = (lasting if dice.random() < 0.5 else Builder(space)).build()
        assert whole(space, report), said
        ways.append(report.whole)
    assert [w for w in ways if w] == ["records/page.jsonl changed"]


def test_verdicts_on_a_whole_essay(example_space: Workspace, tmp_path: Path):
    shutil.copytree(example_space.root, tmp_path / "w")
    space, dice = open_workspace(tmp_path / "w"), random.Random(5)
    builder = Builder(space)
    for _ in range(3):
        said = [chance.said_by_chance(space, dice) for _ in range(3)]
        report = builder.build()
        assert report.whole == ""
        assert whole(space, report), said


def _claim(space: Workspace) -> str:
    return next(j.record.id for j in Verdicts(space).state().accepted() if j.record.kind == "claim")


def _judged(space: Workspace) -> BuildReport:
    Verdicts(space).reject(_claim(space), reason="no", reviewer="a")
    return build(space)


def test_a_verdict_taken_back_brings_the_generation_before(space: Workspace):
    """The same lines but for the log's own."""
    build(space)
    claim = _claim(space)
    Verdicts(space).reject(claim, reason="no", reviewer="a")
    build(space)
    before = assemble(space)
    Verdicts(space).withdraw(claim, reviewer="a")
    report = build(space)
    assert report.whole == ""
    assert whole(space, report)
    assert len(set(before.lines) - set(assemble(space).lines)) < 20


def test_other_settings_build_everything(space: Workspace):
    build(space)
    settings = space.root / "regesta.toml"
    write_atomic(settings, settings.read_bytes() + b"\n# a remark\n")
    report = _judged(space)
    assert report.whole == "regesta.toml changed"
    assert whole(space, report)


def test_another_program_builds_everything(space: Workspace, monkeypatch: pytest.MonkeyPatch):
    build(space)
    monkeypatch.setattr("regesta.graph.kept.code_digest", lambda: "another")
    report = _judged(space)
    assert report.whole == "the program is another version"
    assert whole(space, report)


def test_a_log_that_lost_a_verdict_builds_everything(space: Workspace):
    build(space)
    lines = space.log.read_bytes().splitlines(keepends=True)
    write_atomic(space.log, b"".join(lines[1:]))
    report = build(space)
    assert report.whole == "the verdict log was rewritten, not only added to"
    assert whole(space, report)


def test_a_judged_footnote_builds_everything(space: Workspace):
    build(space)
    note = next(r.id for r in space.records("page") if r.kind == "footnote")
    Verdicts(space).reject(note, reason="no note", reviewer="a")
    report = build(space)
    assert "notes of page were judged" in report.whole
    assert whole(space, report)


def test_what_breaks_a_shape_builds_everything_and_is_held_back(space: Workspace):
    build(space)
    Verdicts(space).edit(_claim(space), holder=[], reviewer="a")
    report = build(space)
    assert "validation found something" in report.whole
    assert report.held
    assert whole(space, report)
    again = _judged(space)
    assert again.whole == f"validation found something in generation {report.generation}"


def test_an_update_by_others_is_not_built_upon(space: Workspace):
    report = build(space)
    with writing(space.snapshots):
        store = EmbeddedStore.open(space.store)
        thing = NamedNode("http://example.org/x")
        store.add([Quad(thing, thing, thing, DefaultGraph())])
        store.flush()
        other = publish(space.snapshots, store)
        store.close()
    report = _judged(space)
    assert report.whole == f"nothing is kept of how generation {other.generation} was built"
    assert whole(space, report)


def test_damage_to_what_was_kept_builds_everything(space: Workspace):
    for ending in (".kept.json", ".nq"):
        build(space)
        served = current(space.snapshots)
        assert served is not None
        served.path.with_name(served.generation + ending).write_bytes(b"{")
        report = _judged(space)
        assert report.whole.startswith("nothing is kept of how")
        assert whole(space, report)
        Verdicts(space).withdraw(next(reversed([v.id for v in Verdicts(space)])), reviewer="a")


def test_a_build_that_changes_nothing_keeps_the_generation(space: Workspace):
    first = build(space)
    second = build(space)
    assert second.unchanged
    assert second.whole == ""
    assert second.generation == first.generation


def test_a_verdict_given_during_a_whole_build_is_in_the_next(space: Workspace):
    """A build is of the log as it was read at its beginning, and so is what it keeps."""
    told: list[str] = []

    def judge(text: str, _fraction: float) -> None:
        if text == "replaying the log" and not told:
            told.append(_claim(space))
            Verdicts(space).reject(told[0], reason="meanwhile", reviewer="a")

    build(space, progress=judge)
    report = build(space)
    assert report.whole == ""
    assert whole(space, report)


def test_files_that_change_while_they_are_read_build_everything(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
):
    build(space)
    Verdicts(space).reject(_claim(space), reason="no", reviewer="a")

    def extracted_meanwhile(workspace: Workspace) -> Files:
        chance.extracted_anew(space, "page", random.Random(1))
        return read_files(workspace)

    with monkeypatch.context() as patched:
        patched.setattr("regesta.graph.build.read_files", extracted_meanwhile)
        report = build(space)
    assert report.whole == "files changed while they were read"
    assert whole(space, build(space))
