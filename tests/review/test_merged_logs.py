"""Two workspaces' logs merged by git itself: nothing lost, nothing doubled, the same reviewed state however
the lines lie."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from itertools import count
from pathlib import Path

import pytest

from regesta.extract.record import Claim, Record, content_id
from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import Workspace, create, open_workspace
from regesta.review.agreement import agreement
from regesta.review.log import VerdictLog
from regesta.review.queue import Queue
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession
from regesta.review.state import replay

TEXT = "word " * 200


def records() -> list[Record]:
    spans = [(n * 10, n * 10 + 4) for n in range(60)]
    return [
        Claim(id=content_id("claim", "d", s), document="d", spans=(s,), content=s, holder=("Ann",))
        for s in spans
    ]


def git(folder: Path, *words: str) -> None:
    who = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(
        ["git", "-C", str(folder), *words],
        check=True,
        capture_output=True,
        env={**os.environ, **who, **alone},
    )


def judging(space: Workspace, reviewer: str, seed: int, start: int) -> ReviewSession:
    """Some verdicts of one person, some of them taken back."""
    chance = random.Random(seed)
    ticks = (f"2026-01-01T00:00:{start:02d}.{n:06d}Z" for n in count())
    session = ReviewSession(space, queue=Queue(None), clock=lambda: next(ticks))
    for record in chance.sample(records(), 40):
        session.judge(
            VerdictRequest(
                record=record.id,
                outcome=chance.choice(["accept", "reject", "defer"]),
                reviewer=reviewer,
                reason="r",
            )
        )  # type: ignore[arg-type]
        if chance.random() < 0.2:
            session.undo(reviewer)
    return session


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_merges_two_logs_without_loss(tmp_path: Path) -> None:
    one = create(tmp_path / "one")
    write_atomic(one.document("d") / "text.txt", TEXT.encode())
    write_atomic(one.document("d") / "metadata.json", b'{"id": "d"}')
    one.write_records("d", records())
    judging(one, "cy", 1, 1)
    git(one.root, "init", "-b", "main")
    git(one.root, "add", "-A")
    git(one.root, "commit", "-m", "first")
    shutil.copytree(one.root, tmp_path / "two")
    two = open_workspace(tmp_path / "two")
    open_desk = judging(one, "ada", 2, 2)
    judging(two, "ben", 3, 2)
    apart = {v.id for s in (one, two) for v in VerdictLog(s.log).read()}
    for space in (one, two):
        git(space.root, "commit", "-am", "verdicts")
    git(one.root, "fetch", str(two.root), "main")
    git(one.root, "merge", "FETCH_HEAD", "-m", "merged")
    merged = VerdictLog(one.log).read()
    assert {v.id for v in merged} == apart
    assert len(merged) == len(apart)
    state = replay(records(), merged)
    assert any(item.disputed for item in state.items.values())
    assert {r.reviewers for r in agreement(state)} >= {("ada", "ben")}
    lines = one.log.read_text("utf-8").splitlines(keepends=True)
    for seed in range(5):
        random.Random(seed).shuffle(lines)
        one.log.write_text("".join(lines + lines[:7]), "utf-8")
        assert VerdictLog(one.log).read() == merged
        assert replay(records(), VerdictLog(one.log).read()).items == state.items
    # a review session that was open all the while takes in what git put before the lines it had read.
    open_desk.catch_up()
    assert open_desk.items == dict(state.items)
    git(two.root, "fetch", str(one.root), "main")
    git(two.root, "merge", "FETCH_HEAD", "-m", "merged")
    assert VerdictLog(two.log).read() == merged


def test_a_torn_last_line_is_mended_with_a_message(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    space = create(tmp_path / "w")
    write_atomic(space.document("d") / "text.txt", TEXT.encode())
    write_atomic(space.document("d") / "metadata.json", b'{"id": "d"}')
    space.write_records("d", records())
    ReviewSession(space, queue=Queue(None)).judge(
        VerdictRequest(record=records()[0].id, outcome="accept", reviewer="ada")
    )
    whole = space.log.read_bytes()
    space.log.write_bytes(whole + whole[: len(whole) // 2])
    session = ReviewSession(space, queue=Queue(None))
    assert "set aside" in caplog.text
    assert session.log.repaired is not None
    assert space.log.read_bytes() == whole
    assert session.find(records()[0].id).status == "accepted"
