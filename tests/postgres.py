"""A PostgreSQL server of the tests' own, on a socket in a temporary folder; skipped where there is none."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from regesta.extract.database import Address
from regesta.extract.database.tables import prepare

#: Who owns the tables, whom the servers connect as, and a role that must give a password.
OWNER, TEAM, GUARDED = "regesta_owner", "regesta_team", "guarded"
_RULES = f"local all {GUARDED} scram-sha-256\nlocal all curious password\nlocal all all trust\n"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Server:
    """A running server: the folder of its socket."""

    socket: Path

    def url(self, role: str = TEAM, database: str = "postgres") -> str:
        return f"postgresql://{role}@/{database}?host={self.socket}"

    def sql(self, *statements: str, role: str = "postgres") -> list[tuple[object, ...]]:
        """The rows of the last statement."""
        with psycopg.connect(self.url(role), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def schema(self) -> str:
        """A new name."""
        return f"t{next(_numbers)}"

    def team(self, schema: str = "") -> Address:
        """The tables of a new schema, as the role that only reads and adds."""
        schema = schema or self.schema()
        assert prepare(Address(self.url(OWNER), schema), grant=TEAM)
        return Address(self.url(), schema)


def _binaries() -> Path:
    """The folder of Debian's newest server, or of any `initdb` that is called by its name."""
    there = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    found = there[-1] if there else shutil.which("initdb")
    if not found:
        pytest.skip("PostgreSQL's server is not installed (make tools)")
    return Path(found).parent


def _not_root(folder: Path) -> Sequence[str]:
    """What a command begins with so that root does not run it: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return ()
    if (setpriv := shutil.which("setpriv")) is None:
        pytest.skip("PostgreSQL refuses to run as root, and setpriv is not there to be somebody else")
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return (setpriv, f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups")


@contextmanager
def postgres_server() -> Iterator[Server]:
    """A server with an owner, a team and a guarded role; `fsync` is off, since its machine is not stopped."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="regesta-pg-"))  # a socket's path must be short
    before, data = _not_root(folder), folder / "data"
    try:
        making = [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8"]
        making += ["--locale=C", "--no-instructions"]
        subprocess.run([*before, *map(str, making)], check=True, capture_output=True, cwd=folder)
        (data / "pg_hba.conf").write_text(_RULES)
        settings = [
            "fsync=off",
            "listen_addresses=",
            f"unix_socket_directories={folder}",
            "max_connections=40",
        ]
        command = [str(binaries / "postgres"), "-D", str(data), *(f"-c{s}" for s in settings)]
        with (folder / "log").open("w") as log:
            process = subprocess.Popen([*before, *command], stdout=log, stderr=log, cwd=folder)
        server = Server(folder)
        try:
            _wait(server, process, folder / "log")
            server.sql(
                f"CREATE ROLE {OWNER} LOGIN",
                f"CREATE ROLE {TEAM} LOGIN",
                f"CREATE ROLE {GUARDED} LOGIN PASSWORD 'right'",
                "CREATE ROLE curious LOGIN PASSWORD 'right'",
                f"GRANT CREATE ON DATABASE postgres TO {OWNER}",
            )
            yield server
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: its data are thrown away
            process.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 30
    while True:
        try:
            server.sql("SELECT 1")
            return
        except psycopg.OperationalError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, "the server did not start within 30 s"
            time.sleep(0.05)
