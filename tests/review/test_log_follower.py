"""The live log sees what others append and adds its own without reading the file again."""

from __future__ import annotations

from pathlib import Path

import pytest

from regesta.review.log import VerdictLog
from regesta.review.log_follower import LogFollower, LogShrank
from regesta.review.verdict import Verdict


def make(n: int) -> Verdict:
    return Verdict(
        id=f"verdict-{n}",
        at=f"2026-01-01T00:00:{n:02d}Z",
        reviewer="ada",
        outcome="comment",
        record="claim-1",
    )


def test_what_others_append_comes_before_ones_own(tmp_path: Path) -> None:
    log = VerdictLog(tmp_path / "review.jsonl")
    seen: list[str] = []
    live = LogFollower(log, lambda v: seen.append(v.id))
    live.append([make(1)])
    log.append([make(2)])
    assert [v.id for v in live.append([make(3), make(2)])] == ["verdict-3"]
    assert (
        seen
        == [v.id for v in live.verdicts]
        == [v.id for v in log.read()]
        == ["verdict-1", "verdict-2", "verdict-3"]
    )
    log.append([make(4)])
    assert live.catch_up() == 1
    assert live.catch_up() == 0


def test_a_torn_line_of_another_writer_is_set_aside(tmp_path: Path) -> None:
    log = VerdictLog(tmp_path / "review.jsonl")
    live = LogFollower(log)
    live.append([make(1)])
    with log.path.open("ab") as out:
        out.write(b'{"id":')
    assert live.catch_up() == 0
    live.append([make(2)])
    assert [v.id for v in log.read()] == ["verdict-1", "verdict-2"]
    assert log.path.with_name("review.jsonl.torn").read_bytes() == b'{"id":\n'


def test_a_log_replaced_under_us_is_noticed(tmp_path: Path) -> None:
    log = VerdictLog(tmp_path / "review.jsonl")
    live = LogFollower(log)
    live.append([make(1), make(2)])
    log.path.write_bytes(b"")
    with pytest.raises(LogShrank, match="less than were read"):
        live.catch_up()
