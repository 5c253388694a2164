"""A graph put together document by document is that of a build in memory, byte for byte, whatever was said."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.graph import verdicts_by_chance as chance
from tests.graph.conftest import records
from tests.graph.test_increment import positions, whole

from regesta.extract.workspace import Workspace
from regesta.graph.build import Builder, build
from regesta.graph.kept import kept_of
from regesta.graph.store import current
from regesta.review.log_parts import document_of, parted

Fill = Callable[..., Workspace]


@pytest.fixture(params=[1, 2, 3, 4])
def judged(request: pytest.FixtureRequest, page: Fill, tmp_path: Path) -> Workspace:
    """Two documents with verdicts by chance, merges and splits across them among these."""
    space, dice = page(tmp_path / "w", rows=[*records(), *positions()]), random.Random(request.param)
    chance.second_document(space, "page", "page-two")
    for _ in range(40):
        chance.said_by_chance(space, dice)
    return space


def test_what_is_built_by_document_is_what_is_built_at_once(
    judged: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = build(judged)
    kept = kept_of(_served(judged))
    monkeypatch.setattr("regesta.graph.large.LARGE", 0)
    monkeypatch.setattr("regesta.graph.store.sorted_runs._RUN", 5000)
    monkeypatch.setattr("regesta.graph.store.sorted_runs._SIDE_BY_SIDE", 3)
    settings = judged.root / "regesta.toml"
    settings.write_text(settings.read_text() + "\n# a remark\n")
    report = build(judged)
    assert report.unchanged
    assert report.whole == "regesta.toml changed"
    assert whole(judged, report)
    assert (report.held, report.findings) == (at_once.held, at_once.findings)
    after = kept_of(_served(judged))
    assert kept is not None
    assert after is not None
    assert (after.references, after.repeated) == (kept.references, kept.repeated)


def test_a_verdict_goes_on_from_what_was_built_by_document(
    judged: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regesta.graph.large.LARGE", 0)
    build(judged)
    assert whole(judged, build(judged))
    chance.said_by_chance(judged, random.Random(9))
    report = Builder(judged).build()
    assert report.whole == ""
    assert whole(judged, report)


def test_a_part_of_a_log_has_what_is_said_of_its_document_alone(judged: Workspace, tmp_path: Path) -> None:
    size = judged.log.stat().st_size
    found = parted(judged.log, size, tmp_path, judged.documents())
    lines = [json.loads(line) for line in judged.log.read_text().splitlines()]
    own = [v for d in judged.documents() for v in found.of(d).read()]
    assert sorted(v.id for v in (*own, *found.general)) == sorted(row["id"] for row in lines)
    assert all(document_of(v) == d for d in judged.documents() for v in found.of(d).read())
    assert {v.outcome for v in own}.isdisjoint({"merge", "split", "withdraw"})


def _served(space: Workspace):
    served = current(space.snapshots)
    assert served is not None
    return served
