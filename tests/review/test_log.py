"""The log loses nothing: torn lines are set aside, appends are whole, the same verdict is kept once."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from regesta.review.log import LogError, VerdictLog, union
from regesta.review.verdict import Verdict, verdict_id


def make(n: int, reviewer: str = "ada") -> Verdict:
    at = f"2026-01-01T00:00:{n % 60:02d}Z"
    return Verdict(
        id=verdict_id(at, reviewer, "comment", f"claim-{n}"),
        at=at,
        reviewer=reviewer,
        outcome="comment",
        record=f"claim-{n}",
        reason="ré",
    )


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    log = VerdictLog(tmp_path / "review.jsonl")
    assert log.read() == []
    assert log.append([make(1), make(2)]) == 2
    assert log.read() == [make(1), make(2)]


def test_the_same_verdict_is_kept_once(tmp_path: Path) -> None:
    log = VerdictLog(tmp_path / "review.jsonl")
    assert log.append([make(1), make(1)]) == 1
    assert log.append([make(1), make(3)]) == 1
    assert [v.record for v in log.read()] == ["claim-1", "claim-3"]


def test_a_torn_last_line_is_set_aside(tmp_path: Path) -> None:
    log = VerdictLog(tmp_path / "review.jsonl")
    log.append([make(1)])
    with log.path.open("ab") as out:
        out.write(b'{"id":"verdict-torn","at":"20')
    assert log.read() == [make(1)]
    log.append([make(2)])
    assert log.read() == [make(1), make(2)]
    assert (tmp_path / "review.jsonl.torn").read_bytes() == b'{"id":"verdict-torn","at":"20\n'
    assert log.repair() is None


def test_a_line_that_is_no_verdict_is_named(tmp_path: Path) -> None:
    log = VerdictLog(tmp_path / "review.jsonl")
    log.append([make(1)])
    with log.path.open("ab") as out:
        out.write(b"not json\n")
    with pytest.raises(LogError, match="line 2"):
        log.read()


def test_unknown_fields_of_a_newer_program_survive(tmp_path: Path) -> None:
    log = VerdictLog(tmp_path / "review.jsonl")
    log.path.write_text(
        '{"id":"verdict-1","at":"2026-01-01T00:00:00Z","reviewer":"ada","outcome":"comment","mood":"sure"}\n',
        "utf-8",
    )
    assert log.read()[0].extra == {"mood": "sure"}


def test_union_is_the_same_whichever_log_comes_first() -> None:
    a, b = [make(1), make(3)], [make(2), make(3)]
    assert union(a, b) == union(b, a) == [make(1), make(2), make(3)]


def _append(path: Path, reviewer: str) -> None:
    for n in range(40):
        VerdictLog(path).append([make(n, reviewer)])


def test_writers_in_several_processes_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "review.jsonl"
    context = multiprocessing.get_context("spawn")
    jobs = [context.Process(target=_append, args=(path, name)) for name in ("ada", "ben", "cy")]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    assert [job.exitcode for job in jobs] == [0, 0, 0]
    assert len({v.id for v in VerdictLog(path).read()}) == 120


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"at": 5}, "at is 5"),
        ({"withdraws": "abc"}, "withdraws"),
        ({"reason": float("inf")}, "no number of JSON"),
        ({"extra": []}, "extra"),
        ({"pieces": [1]}, "pieces"),
        ({"pieces": [{}]}, "record"),
        ({"judged": {"kind": "nothing"}}, "judged is of kind 'nothing'"),
        ({"edited": {"kind": "claim", "id": "c", "document": "d", "spans": "x"}}, "content"),
        ({"edited": {"kind": "mention", "id": "m", "document": "d", "span": "x", "actor": "a"}}, "span"),
        ({"reason": "\ud800"}, "half a character"),
    ],
)
def test_a_line_edited_by_hand_is_told_with_its_number_and_reason(
    tmp_path: Path, change: dict[str, object], says: str
) -> None:
    log = VerdictLog(tmp_path / "review.jsonl")
    log.append([make(1)])
    row = json.loads(log.path.read_text("utf-8"))
    with log.path.open("a", encoding="utf-8") as out:
        out.write(json.dumps(row | change) + "\n")
    with pytest.raises(LogError, match="line 2 is not a verdict") as told:
        log.read()
    assert says in str(told.value)


@pytest.mark.parametrize("line", [b"[" * 50_000, b"\xff\xfe", b"null", b"3", b'"x"', b"{}", b'{"id": NaN}'])
def test_a_line_of_garbage_is_told_with_its_number(tmp_path: Path, line: bytes) -> None:
    log = VerdictLog(tmp_path / "review.jsonl")
    log.path.write_bytes(line + b"\n")
    with pytest.raises(LogError, match="line 1 is not a verdict"):
        log.read()
