"""What is added at the end of a log stands there once, whoever else writes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.graph.conftest import records

from regesta.review.log import VerdictLog
from regesta.review.log_end import LogEnd
from regesta.review.log_interface import Deciding, place_in
from regesta.review.policy import accept_all
from regesta.review.verdict import Verdict

GIVEN = accept_all(records(), at="2025-05-01T10:00:00Z", reviewer="b", reason="seen")


@pytest.fixture
def log(tmp_path: Path) -> VerdictLog:
    """A log with two verdicts."""
    found = VerdictLog(tmp_path / "review.jsonl")
    found.append(GIVEN[:2])
    return found


def test_two_who_append_in_turn_lose_nothing(log: VerdictLog) -> None:
    one, other = (LogEnd(log, place_in(log.path)) for _ in range(2))
    for k in range(2, 8, 2):
        one.append(GIVEN[k : k + 1])
        other.append(GIVEN[k + 1 : k + 2])
    one.append([])
    assert [v.id for v in log.parse(log.lines())] == [v.id for v in GIVEN[:8]]
    one.append(GIVEN[8:9])
    assert one.place == place_in(log.path)


def test_a_log_that_was_rewritten_is_read_again(log: VerdictLog) -> None:
    end = LogEnd(log, place_in(log.path))
    end.append(GIVEN[2:3])
    lines = log.path.read_bytes().splitlines(keepends=True)
    log.path.write_bytes(b"".join(reversed(lines)))
    end.append(GIVEN[3:4])
    assert {v.id for v in log.read()} == {v.id for v in GIVEN[:4]}
    assert end.place == place_in(log.path)


@dataclass(frozen=True, slots=True)
class AskedTwice(VerdictLog):
    """A log whose first answer was lost on the way, so that what to add is asked for again."""

    def decide(self, act: Deciding) -> list[Verdict]:
        VerdictLog.decide(self, act)
        return VerdictLog.decide(self, act)


def test_what_is_asked_for_twice_stands_there_once(log: VerdictLog) -> None:
    end = LogEnd(AskedTwice(log.path), place_in(log.path))
    end.append(GIVEN[2:4])
    end.append(GIVEN[4:5])
    assert [v.id for v in log.parse(log.lines())] == [v.id for v in GIVEN[:5]]
    assert end.place == place_in(log.path)
