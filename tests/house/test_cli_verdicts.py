"""The verdicts that the command line gives besides accept and reject: split, relink, alike, agreement,
policies taken back as one."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from regesta.cli import command_line
from regesta.extract.record import Actor, Citation, Claim, Mention
from regesta.extract.workspace import Workspace, open_workspace
from regesta.review.log import VerdictLog
from regesta.review.state import ReviewedState, replay


@pytest.fixture
def space(example_space: Workspace, tmp_path: Path) -> Workspace:
    shutil.copytree(example_space.root, tmp_path / "w")
    return open_workspace(tmp_path / "w")


def say(space: Workspace, *words: str) -> str:
    done = CliRunner().invoke(
        command_line(), [*words, "--workspace", str(space.root)], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    return done.output


def state(space: Workspace) -> ReviewedState:
    return replay((r for d in space.documents() for r in space.records(d)), VerdictLog(space.log).read())


def test_split_relink_comment_defer_and_back(space: Workspace) -> None:
    records = [j.record for j in state(space).items.values()]
    mention = next(r for r in records if isinstance(r, Mention) and r.form == "name")
    actor = next(r for r in records if isinstance(r, Actor) and r.name == mention.actor)
    said = say(
        space,
        "verdict",
        "split",
        actor.id,
        "--piece",
        'name="Elder"',
        "--piece",
        'name="Younger"',
        "--takes",
        f"2:{mention.id}",
        "--reviewer",
        "ada",
    )
    assert "piece 2" in said
    led = state(space).items[mention.id].record
    assert isinstance(led, Mention)
    assert led.actor == "Younger"
    say(space, "verdict", "withdraw", actor.id)
    assert state(space).items[mention.id].record == mention
    cited = next(r for r in records if isinstance(r, Citation) and r.source)
    other = next(r.source for r in records if isinstance(r, Citation) and r.source not in ("", cited.source))
    say(space, "verdict", "relink", cited.id, "--into", other, "--reviewer", "ada")
    relinked = state(space).items[cited.id].record
    assert isinstance(relinked, Citation)
    assert relinked.source == other
    say(space, "verdict", "comment", cited.id, "--reason", "see the second edition", "--reviewer", "ada")
    say(space, "verdict", "defer", cited.id, "--reviewer", "ada")
    assert state(space).items[cited.id].status == "deferred"


def test_agreement_is_told_per_kind(space: Workspace) -> None:
    claims = [i for i, j in state(space).items.items() if isinstance(j.record, Claim)][:4]
    say(space, "verdict", "accept", *claims, "--reviewer", "ada")
    say(space, "verdict", "accept", *claims[:3], "--reviewer", "ben")
    say(space, "verdict", "reject", claims[3], "--reviewer", "ben", "--reason", "narrative")
    rows = {(r["kind"], *r["reviewers"]): r for r in json.loads(say(space, "verdict", "agreement", "--json"))}
    row = rows["claim", "ada", "ben"]
    assert (row["both"], row["agree"], row["kappa"], row["differ"]) == (4, 3, 0.0, [claims[3]])
    assert "ben rejected" in say(space, "verdict", "agreement")


def test_a_policy_is_named_with_its_version_and_taken_back_as_one(space: Workspace) -> None:
    before = len(VerdictLog(space.log).read())
    labels = {v.policy for v in VerdictLog(space.log).read() if v.policy}
    assert labels
    label = sorted(labels)[0]
    number = sum(v.policy == label for v in VerdictLog(space.log).read())
    assert f"took back {number:,} verdict" in say(space, "verdict", "withdraw", label, "--reviewer", "ada")
    log = VerdictLog(space.log).read()
    assert len(log) == before + 1
    assert not any(v.policy == label for j in state(space).items.values() for v in j.verdicts)
    again = say(space, "accept", "--policy", label.partition("@")[0], "--reviewer", "ada")
    assert label in again
    fresh = [v for v in VerdictLog(space.log).read() if v.policy == label][number:]
    assert len({v.batch for v in fresh}) == 1


def test_a_set_is_tried_before_it_is_applied(space: Workspace) -> None:
    before = VerdictLog(space.log).read()
    tried = say(space, "accept", "--set", "wide", "--dry-run")
    assert tried == say(space, "accept", "--set", "wide", "--dry-run")  # the same twenty are drawn
    assert re.search(r"^claims-wide@1 +claim +[1-9]\d* +\d\d%", tried, re.M)
    shown = re.findall(r"^  [01]\.\d\d .*\(([a-z]+-wide)\)$", tried, re.M)
    assert 0 < len(shown) <= 20
    assert VerdictLog(space.log).read() == before
    applied = say(space, "accept", "--set", "wide", "--reviewer", "ada")
    fresh = VerdictLog(space.log).read()[len(before) :]
    assert {v.policy for v in fresh if v.judged and v.judged["kind"] == "claim"} == {"claims-wide@1"}
    assert "claims-wide@1 accepted" in applied
    assert "strict" in say(space, "accept")


def test_the_curve_says_when_there_is_too_little(space: Workspace, tmp_path: Path) -> None:
    space.log.write_bytes(b"")
    assert "a curve needs" in say(space, "verdict", "curve", "--output", str(tmp_path / "c.png"))
    assert not (tmp_path / "c.png").exists()
