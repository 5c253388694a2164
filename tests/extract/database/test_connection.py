"""A database that cannot be used says what happened, why, and what to type next; no secret is ever shown."""

from __future__ import annotations

import builtins
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from regesta.extract.database import Address, DatabaseError
from regesta.extract.database.address import address_of
from regesta.extract.database.connection import Database
from regesta.extract.workspace import CONFIG, WorkspaceError, create, open_workspace

if TYPE_CHECKING:
    from tests.postgres import Server

WHERE = "postgresql://ada@db.example.org/regesta"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ada:s3cret@db.example.org/regesta",
        "postgres://ada:s3c@ret@h/r",
        "postgresql://ada:s#3cret?@h/r",
        "postgresql://ada@h/r?password=s3cret",
        "postgresql://ada@h/r?sslmode=require&pass%77ord=s3cret",
        "postgresql://ada@h/r?sslPassword=s3cret",
        "postgresql://ada@h/r#?password=s3cret",
    ],
)
def test_a_password_in_the_address_is_refused_and_not_shown(url: str, tmp_path: Path) -> None:
    space = create(tmp_path / "w")
    with (space.root / CONFIG).open("r+", encoding="utf-8") as config:
        rest = config.read()
        config.seek(0)
        config.write(f'database = "{url}"\n{rest}')
    with pytest.raises(WorkspaceError, match=r"holds a password.*\.pgpass") as told:
        open_workspace(space.root)
    assert "s3c" not in str(told.value)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"url": "https://example.org"}, "begins with postgresql://"),
        ({"url": "host=x password=s3cret"}, "begins with postgresql://"),
        ({"url": WHERE, "schema": 'a"; DROP'}, "no name of a schema"),
        ({"url": WHERE, "schema": "A"}, "no name of a schema"),
        ({"url": WHERE, "table": "x"}, "unknown table"),
        ({"url": 5}, "no text for url"),
        ({"schema": "x"}, "no text for url"),
    ],
)
def test_settings_that_are_none_are_told(said: dict[str, Any], says: str) -> None:
    with pytest.raises(DatabaseError, match=says):
        address_of(said)


def test_without_psycopg_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def lacking(name: str, *more: Any, **others: Any) -> Any:
        if name.partition(".")[0] == "psycopg":
            raise ModuleNotFoundError(f"No module named {name!r}")
        return real(name, *more, **others)

    monkeypatch.setattr(builtins, "__import__", lacking)
    with pytest.raises(DatabaseError, match=r"pip install 'regesta\[postgres\]'"):
        Database(Address(WHERE)).rows("SELECT 1")


def test_nothing_imports_psycopg_unasked() -> None:
    code = (
        "import sys, regesta.extract.database.tables, regesta.extract.database.records;"
        "import regesta.review.log_table, regesta.review.logs;"
        "sys.exit('psycopg' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_unreachable_server_is_told(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(DatabaseError, match=r"cannot be reached: .*No such file.*See that the server runs"):
        Database(Address(f"postgresql://ada@/regesta?host={tmp_path}")).rows("SELECT 1")


def test_a_wrong_password_is_told_and_not_shown(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    where = Address(postgres.url("guarded"))
    monkeypatch.setenv("PGPASSFILE", "/nonexistent")
    for given in ("wr0ng", ""):
        monkeypatch.setenv("PGPASSWORD", given)
        with pytest.raises(DatabaseError, match=r"cannot be reached: .*password.*\.pgpass") as told:
            Database(where).rows("SELECT 1")
        assert "wr0ng" not in str(told.value)
    monkeypatch.setenv("PGPASSWORD", "right")
    with pytest.raises(DatabaseError, match=r"lacks the tables.*regesta sync postgresql://guarded@/postgres"):
        Database(where).rows("SELECT 1")


def test_a_server_that_wants_the_password_itself_gets_none(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "right")
    url = postgres.url("curious")
    with pytest.raises(DatabaseError, match=r"cleartext password.*require_auth=password"):
        Database(Address(url)).rows("SELECT 1")
    with pytest.raises(DatabaseError, match="lacks the tables"):
        Database(Address(url + "&require_auth=password")).rows("SELECT 1")


def test_what_the_server_lacks_is_told(postgres: Server) -> None:
    nowhere = Address(postgres.url(database="nowhere"))
    with pytest.raises(DatabaseError, match=r'cannot be reached: .*"nowhere" does not exist.*psql'):
        Database(nowhere).rows("SELECT 1")
    team = postgres.team()
    postgres.sql("CREATE ROLE stranger LOGIN")
    strange = Address(postgres.url("stranger"), team.schema)
    with pytest.raises(DatabaseError, match=r"does not allow that: permission denied.*--grant ROLE"):
        Database(strange).rows("SELECT 1")


def test_tables_of_another_version_are_told(postgres: Server) -> None:
    team = postgres.team()
    for version, says in ((0, "export -f verdicts"), (9, "pip install -U")):
        postgres.sql(f"UPDATE {team.schema}.about SET version = {version}")
        with pytest.raises(
            DatabaseError, match=f"of version {version}; this regesta knows version 1.*{says}"
        ):
            Database(team).rows("SELECT 1")


def test_a_connection_that_was_lost_is_made_anew(postgres: Server) -> None:
    database = Database(postgres.team())
    for _ in range(2):
        ((ours,),) = database.rows("SELECT pg_backend_pid()")
        postgres.sql(f"SELECT pg_terminate_backend({ours}, 5000)")
    ((again,),) = database.rows("SELECT pg_backend_pid()")
    assert again != ours


def test_connections_are_kept_for_the_next(postgres: Server) -> None:
    database = Database(postgres.team())
    assert len({database.rows("SELECT pg_backend_pid()")[0] for _ in range(5)}) == 1
    with pytest.raises(DatabaseError, match="did not do as asked: division by zero"):
        database.rows("SELECT 1/0")
    assert database.rows("SELECT 1") == [(1,)]
