"""A verdict log loses nothing, wherever it is kept: appends are whole, the same verdict is kept once, every
reader sees one order, and what is no verdict is told with its place."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.review.kept_logs import Kept, make, one_by_one

from regesta.extract.database import DatabaseError
from regesta.review.log import LogError, VerdictLog, union
from regesta.review.log_follower import LogFollower, LogShrank
from regesta.review.log_interface import START, Held
from regesta.review.verdict import Verdict, dumps


@pytest.fixture(params=["file", "postgres"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """An empty log."""
    if request.param == "file":
        return Kept(tmp_path / "review.jsonl")
    return Kept(request.getfixturevalue("postgres").team())


@contextmanager
def writing(kept: Kept, reviewer: str, first: int, last: int) -> Iterator[subprocess.Popen[str]]:
    """A process that appends verdicts one by one, and says the id of each when it is answered."""
    code = (
        "from pathlib import *; from regesta.extract.database import Address\n"
        "from tests.review.kept_logs import Kept, one_by_one\n"
        f"for said in one_by_one({kept!r}, {reviewer!r}, range({first}, {last})): print(said, flush=True)".replace(
            "PosixPath", "Path"
        )
    )
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        yield process


class TestEveryLog:
    """What holds of every log."""

    def test_what_is_appended_is_read_back(self, kept: Kept) -> None:
        log = kept.open()
        assert log.read() == []
        assert log.append([make(1), make(2)]) == 2
        assert kept.open().read() == log.read() == [make(1), make(2)]
        assert log.lines().decode() == dumps(make(1)) + "\n" + dumps(make(2)) + "\n"

    def test_the_same_verdict_is_kept_once(self, kept: Kept) -> None:
        log = kept.open()
        assert log.append([make(1), make(1)]) == 1
        assert log.append([make(1), make(3)]) == 1
        assert [v.record for v in log.read()] == ["claim-1", "claim-3"]

    def test_lines_stand_as_they_came_and_verdicts_by_time(self, kept: Kept) -> None:
        log = kept.open()
        log.append([make(5), make(2)])
        log.append([make(1)])
        assert [json.loads(line)["record"][-1] for line in log.lines().splitlines()] == ["5", "2", "1"]
        assert [v.record[-1] for v in log.read()] == ["1", "2", "5"]

    def test_a_file_has_its_lines(self, kept: Kept, tmp_path: Path) -> None:
        log, copy = kept.open(), tmp_path / "index" / "log.jsonl"
        for n in range(3):
            log.append([make(n)])
            file = log.file(copy)
            assert file.read_bytes() == log.lines()
            if file == copy:  # a builder that was killed while it wrote
                copy.write_bytes(copy.read_bytes() + b'{"id":"verd')
        if log.file(copy) == copy:
            copy.write_bytes(b'{"id":"another"}\n' * 3)
            assert log.file(copy).read_bytes() == log.lines()

    def test_what_fails_while_deciding_logs_nothing(self, kept: Kept) -> None:
        log = kept.open()

        def act(held: Held) -> list[Verdict]:
            raise ValueError("no")

        with pytest.raises(ValueError, match="no"):
            log.decide(act)
        with pytest.raises(UnicodeEncodeError):
            log.append([make(1), replace(make(2), reason="\ud800")])
        assert log.read() == []
        assert log.append([make(1)]) == 1

    def test_any_text_comes_back_as_it_was(self, kept: Kept) -> None:
        odd = replace(make(1), reason="a\tb\r\u2028\U0001f4dc \\ \" %s {} 'x'; DROP TABLE verdict; --")
        assert kept.open().append([odd]) == 1
        assert kept.open().read() == [odd]

    def test_unknown_fields_of_a_newer_program_survive(self, kept: Kept) -> None:
        kept.write_by_hand(
            '{"id":"verdict-1","at":"2026-01-01T00:00:00Z","reviewer":"ada","outcome":"comment","mood":"sure"}'
        )
        assert kept.open().read()[0].extra == {"mood": "sure"}

    def test_what_others_append_comes_before_ones_own(self, kept: Kept) -> None:
        other, seen = kept.open(), list[str]()
        live = LogFollower(kept.open(), lambda v: seen.append(v.record[-1]))
        live.append([make(1)])
        other.append([make(2)])
        assert live.append([make(3), make(2)]) == [make(3)]
        assert seen == [v.record[-1] for v in live.verdicts] == ["1", "2", "3"]
        other.append([make(4)])
        assert live.catch_up() == 1
        assert live.catch_up() == 0
        assert live.verdicts == other.read() == [make(n) for n in (1, 2, 3, 4)]

    def test_who_decides_knows_everything(self, kept: Kept) -> None:
        """What another server logged since the last look is heard of before one decides."""
        live = LogFollower(kept.open())
        kept.open().append([make(7)])
        known: list[int] = []

        def act() -> list[Verdict]:
            known.append(len(live.verdicts))
            return [make(8)]

        assert live.decide(act) == [make(8)]
        assert known == [1]

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
            ({"outcome": "shrug"}, "outcome 'shrug'"),
        ],
    )
    def test_a_line_edited_by_hand_is_told_with_its_number_and_reason(
        self, kept: Kept, change: dict[str, object], says: str
    ) -> None:
        log = kept.open()
        log.append([make(1)])
        live = LogFollower(kept.open())
        try:
            kept.write_by_hand(json.dumps(make(2).to_dict() | change))
        except DatabaseError:  # PostgreSQL lets no line in that is no JSON
            assert says in ("no number of JSON", "half a character")
            return
        for read in (log.read, live.catch_up):
            with pytest.raises(LogError, match=f"{kept.unit} 2 (is not a verdict|has)") as told:
                read()
            assert says in str(told.value)
        assert log.lines().count(b"\n") == 2  # it can be written out and mended

    @pytest.mark.parametrize("line", ["[" * 50_000, "null", "3", '"x"', "{}", '{"id": NaN}', "not json"])
    def test_a_line_of_garbage_is_told_or_not_let_in(self, kept: Kept, line: str) -> None:
        try:
            kept.write_by_hand(line)
        except DatabaseError:
            assert kept.open().read() == []
            return
        with pytest.raises(LogError, match=f"{kept.unit} 1 is not a verdict"):
            kept.open().read()

    def test_four_writers_lose_nothing_and_every_reader_sees_one_order(self, kept: Kept) -> None:
        """1,000 verdicts by four writers, each with a log of its own; a reader that looks on meanwhile never
        sees one appear before one it has seen."""
        log, place, seen = kept.open(), START, b""
        with ThreadPoolExecutor(4) as pool:
            writers = [
                pool.submit(lambda w=name: list(one_by_one(kept, w, range(250))))
                for name in ("ada", "ben", "cy", "di")
            ]
            while not all(writer.done() for writer in writers):
                new = log.since(place)
                assert not new.again
                seen += new.data
                place = place.after(new.data)
                time.sleep(0.02)
            answered = [name for writer in writers for name in writer.result()]
        seen += log.since(place).data
        assert log.lines() == seen
        assert len(answered) == len(set(answered)) == 1000
        assert sorted(json.loads(line)["id"] for line in seen.splitlines()) == sorted(answered)

    def test_kill_9_loses_nothing_that_was_answered(self, kept: Kept) -> None:
        kept.open().append([make(0)])
        with writing(kept, "ada", 1, 100_000) as process:
            assert process.stdout is not None
            first = process.stdout.readline().strip()
            time.sleep(0.15)
            process.send_signal(signal.SIGKILL)
            answered = [first] + [line.strip() for line in process.stdout if line.endswith("\n")]
        log = kept.open()
        there = {v.id for v in log.read()}
        assert set(answered) <= there
        assert len(there) <= len(answered) + 2  # the one before, and one that was logged and not answered
        assert log.append([make(5, "ben")]) == 1  # nobody's lock is left
        assert log.lines().endswith(dumps(make(5, "ben")).encode() + b"\n")


class TestFile:
    """What holds of a file alone."""

    @pytest.fixture
    def log(self, tmp_path: Path) -> VerdictLog:
        return VerdictLog(tmp_path / "review.jsonl")

    def test_a_torn_last_line_is_set_aside(self, log: VerdictLog) -> None:
        log.append([make(1)])
        with log.path.open("ab") as out:
            out.write(b'{"id":"verdict-torn","at":"20')
        assert log.read() == [make(1)]
        log.append([make(2)])
        assert log.read() == [make(1), make(2)]
        aside = log.path.with_name("review.jsonl.torn")
        assert aside.read_bytes() == b'{"id":"verdict-torn","at":"20\n'
        assert log.repair() is None

    def test_a_torn_line_of_another_writer_is_set_aside(self, log: VerdictLog) -> None:
        live = LogFollower(log)
        live.append([make(1)])
        with log.path.open("ab") as out:
            out.write(b'{"id":')
        assert live.catch_up() == 0
        live.append([make(2)])
        assert log.read() == [make(1), make(2)]
        assert log.path.with_name("review.jsonl.torn").read_bytes() == b'{"id":\n'
        assert live.repaired is not None

    def test_a_log_replaced_under_us_is_noticed(self, log: VerdictLog) -> None:
        live = LogFollower(log)
        live.append([make(1), make(2)])
        log.path.write_bytes(b"")
        with pytest.raises(LogShrank, match="less than were read"):
            live.catch_up()

    def test_bytes_that_are_no_text_are_told(self, log: VerdictLog) -> None:
        log.path.write_bytes(b"\xff\xfe\n")
        with pytest.raises(LogError, match="line 1 is not a verdict"):
            log.read()


def test_union_is_the_same_whichever_log_comes_first() -> None:
    a, b = [make(1), make(3)], [make(2), make(3)]
    assert union(a, b) == union(b, a) == [make(1), make(2), make(3)]
