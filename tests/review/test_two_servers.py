"""Two servers over one log: each sees the other's verdicts, none is lost, none is logged twice, whether the
log is a file they share or a database."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.review.kept_logs import make

from regesta.extract.database import Address, DatabaseError
from regesta.extract.database.connection import Database
from regesta.extract.record import Claim, Record, content_id
from regesta.extract.whole_files import write_atomic
from regesta.extract.workspace import CONFIG, Workspace, open_workspace
from regesta.review.acts import Overtaken
from regesta.review.log_follower import LogFollower
from regesta.review.log_table import LogTable
from regesta.review.logs import log_of
from regesta.review.pages.authentication import Authenticator, read_access
from regesta.review.pages.site import ReviewSite
from regesta.review.queue import Queue
from regesta.review.request import VerdictRequest
from regesta.review.session import ReviewSession
from regesta.review.verdict import Verdict, dumps

if TYPE_CHECKING:
    from tests.postgres import Server

TEXT = "Some claims stand here. " * 20


def records() -> list[Record]:
    spans = [(n * 24, n * 24 + 11) for n in range(20)]
    return [
        Claim(id=content_id("claim", "d", s), document="d", spans=(s,), content=s, holder=("Ann",))
        for s in spans
    ]


CLAIMS = [record.id for record in records()]


def shared_by(space: Workspace, address: Address) -> Workspace:
    """The workspace with its log and records in that database."""
    config = (space.root / CONFIG).read_text("utf-8")
    table = f'\n[database]\nurl = "{address.url}"\nschema = "{address.schema}"\n'
    write_atomic(space.root / CONFIG, (config + table).encode())
    return open_workspace(space.root)


@pytest.fixture(params=["file", "postgres"])
def spaces(
    request: pytest.FixtureRequest, tmp_path: Path, workspace_of: Callable[..., Workspace]
) -> tuple[Workspace, Workspace]:
    """The workspaces of two servers of one team."""
    first = workspace_of(tmp_path / "a", TEXT, records())
    if request.param == "file":
        return first, open_workspace(first.root)
    address = request.getfixturevalue("postgres").team()
    second = workspace_of(tmp_path / "b", TEXT, [])
    first, second = shared_by(first, address), shared_by(second, address)
    first.write_records("d", records())
    return first, second


def session(space: Workspace, hour: int) -> ReviewSession:
    """A server whose clock shows that hour."""
    ticks = (f"2026-01-01T{hour:02d}:00:00.{n:06d}Z" for n in count())
    return ReviewSession(space, queue=Queue(None), clock=lambda: next(ticks))


def said(record: str, outcome: str = "accept", reviewer: str = "ada", **more: object) -> VerdictRequest:
    return VerdictRequest(record=record, outcome=outcome, reviewer=reviewer, **more)  # type: ignore[arg-type]


class TestTwoServers:
    """What holds of two servers, wherever their log is."""

    def test_each_sees_the_others_verdicts(self, spaces: tuple[Workspace, Workspace]) -> None:
        one, two = (session(space, 10) for space in spaces)
        one.judge(said(CLAIMS[0]))
        assert two.items[CLAIMS[0]].status == "candidate"
        assert two.catch_up() == 1
        assert two.items[CLAIMS[0]].status == "accepted"
        back = two.undo("ada")
        assert one.catch_up() == 1
        assert one.items[CLAIMS[0]].status == "candidate"
        assert log_of(spaces[0]).read() == log_of(spaces[1]).read() == [*one.log.verdicts[:1], back]

    def test_the_log_is_in_the_order_of_judging_whatever_the_clocks_say(
        self, spaces: tuple[Workspace, Workspace]
    ) -> None:
        fast, slow = session(spaces[0], 15), session(spaces[1], 9)
        fast.judge(said(CLAIMS[0], "reject", reason="no"))
        slow.judge(said(CLAIMS[0], "accept"))
        fast.judge(said(CLAIMS[1], "accept"))
        slow.judge(said(CLAIMS[1], "reject", reason="no"))
        fast.catch_up()
        times = [v.at for v in fast.log.verdicts]
        assert times == sorted(times)
        assert len(set(times)) == 4
        for server in (fast, slow):
            assert [server.items[c].status for c in CLAIMS[:2]] == ["accepted", "rejected"]

    def test_who_did_not_see_the_others_verdict_is_told(self, spaces: tuple[Workspace, Workspace]) -> None:
        one, two = (session(space, 10) for space in spaces)
        one.judge(said(CLAIMS[0], seen="none"))
        with pytest.raises(Overtaken, match="ada gave 'accept'"):
            two.judge(said(CLAIMS[0], "reject", "ben", reason="no", seen="none"))
        assert len(log_of(spaces[0]).read()) == 1

    def test_a_request_that_comes_to_both_is_logged_once(self, spaces: tuple[Workspace, Workspace]) -> None:
        one, two = (session(space, 10) for space in spaces)
        for n, claim in enumerate(CLAIMS):
            with ThreadPoolExecutor(2) as pool:
                both = [pool.submit(s.judge, said(claim, key=f"k{n}")) for s in (one, two)]
                first, second = (item.result().verdicts for item in both)
            assert first == second
        with ThreadPoolExecutor(2) as pool:
            taken = [pool.submit(s.undo, "ada", key="back") for s in (one, two)]
            assert taken[0].result() == taken[1].result()
        assert len(log_of(spaces[0]).read()) == len(CLAIMS) + 1

    def test_a_new_extraction_is_seen_by_both(self, spaces: tuple[Workspace, Workspace]) -> None:
        """The pages look at the stamps of the records with each request."""
        sites = [ReviewSite(space, Authenticator(read_access({}))) for space in spaces]
        assert [len(site._open().items) for site in sites] == [20, 20]
        spaces[0].write_records("d", records()[:7])
        assert [len(site._open().items) for site in sites] == [7, 7]


@contextmanager
def swallowing(real: Path, folder: Path, word: bytes) -> Iterator[Path]:
    """The folder of a socket that leads to a server and breaks off, once, when the server has answered to a
    word: what was asked was done, and who asked does not hear of it."""
    armed = threading.Event()
    armed.set()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / ".s.PGSQL.5432"))
        listening.listen()

        def pump(asking: socket.socket, server: socket.socket) -> None:
            while data := asking.recv(1 << 16):
                server.sendall(data)
                if word in data and armed.is_set():
                    armed.clear()
                    server.settimeout(5)
                    assert server.recv(1 << 16)
                    break
                answer(asking, server)
            asking.close()
            server.close()

        def answer(asking: socket.socket, server: socket.socket) -> None:
            """Pass on what the server says until it waits for the next question."""
            server.settimeout(0.03)
            try:
                while data := server.recv(1 << 16):
                    asking.sendall(data)
            except TimeoutError:
                server.settimeout(None)

        def serve() -> None:
            while True:
                try:
                    asking, _ = listening.accept()
                except OSError:
                    return
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(real / ".s.PGSQL.5432"))
                threading.Thread(target=pump, args=(asking, server), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield folder
        assert not armed.is_set(), "nothing was broken off"


def cut_off_writers(postgres: Server) -> None:
    """End the connections of the team that are in the middle of a transaction."""
    postgres.sql(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'regesta_team' "
        "AND state = 'idle in transaction'"
    )


class TestLostConnections:
    """A connection that is lost in the middle of a verdict: it is logged, once."""

    def test_before_it_was_written(self, postgres: Server) -> None:
        log = LogFollower(LogTable(Database(postgres.team())))
        log.append([make(0)])
        calls: list[int] = []

        def act() -> list[Verdict]:
            if not calls:
                cut_off_writers(postgres)
            calls.append(1)
            return [make(1)]

        assert log.decide(act) == [make(1)]
        assert len(calls) == 2
        assert log.verdicts == log.log.read() == [make(0), make(1)]

    def test_after_it_was_written(self, postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> None:
        """The server has committed and its answer is lost: the second try finds the verdict and adds none."""
        team = postgres.team()
        folder = Path(tmp_path_factory.mktemp("s"))
        with swallowing(postgres.socket, folder, b"COMMIT") as socket_folder:
            lossy = Address(team.url.replace(str(postgres.socket), str(socket_folder)), team.schema)
            log = LogFollower(LogTable(Database(lossy)))
            assert log.append([make(1)]) == [make(1)]
            assert log.verdicts == [make(1)]
        with swallowing(postgres.socket, Path(tmp_path_factory.mktemp("s")), b"COMMIT") as socket_folder:
            lossy = Address(team.url.replace(str(postgres.socket), str(socket_folder)), team.schema)
            assert LogTable(Database(lossy)).append([make(1), make(2)]) == 1
        lines = LogTable(Database(team)).lines().decode()
        assert lines == dumps(make(1)) + "\n" + dumps(make(2)) + "\n"

    def test_a_server_that_is_gone_is_told_and_nothing_is_heard_of(self, postgres: Server) -> None:
        team = postgres.team()
        log = LogFollower(LogTable(Database(team)))
        calls: list[int] = []

        def act() -> list[Verdict]:
            calls.append(1)
            cut_off_writers(postgres)
            return [make(1)]

        with pytest.raises(DatabaseError, match="terminating connection"):
            log.decide(act)
        assert len(calls) == 2
        assert log.verdicts == log.log.read() == []

    def test_a_writer_that_stands_still_holds_up_nobody_for_good(
        self, postgres: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import psycopg

        from regesta.review import log_table

        monkeypatch.setattr(log_table, "_TURN", log_table._TURN.replace("20s", "100ms"))
        team = postgres.team()
        with psycopg.connect(postgres.url()) as standing:
            standing.execute(f"SELECT {team.schema}.take_turn()".encode())
            with pytest.raises(DatabaseError, match="written to by somebody else who does not finish"):
                LogTable(Database(team)).append([make(1)])
            assert LogTable(Database(team)).read() == []  # who reads waits for nobody
        assert LogTable(Database(team)).append([make(1)]) == 1


def test_rows_somebody_took_out_are_told(postgres: Server) -> None:
    """Nobody but a superuser who switches the trigger off can; then it is noticed."""
    team = postgres.team()
    log = LogFollower(LogTable(Database(team)))
    log.append([make(n) for n in range(5)])
    cheat = f"ALTER TABLE {team.schema}.verdict DISABLE TRIGGER ALL"
    postgres.sql(cheat, f"DELETE FROM {team.schema}.verdict WHERE number = 3")
    with pytest.raises(Exception, match=r"row 3 is missing, the next is 4.*psql -At"):
        log.log.read()
    postgres.sql(
        f"UPDATE {team.schema}.verdict SET line = '{json.dumps(make(9).to_dict())}' WHERE number = 5"
    )
    with pytest.raises(Exception, match="row 3 is missing"):
        log.catch_up()
