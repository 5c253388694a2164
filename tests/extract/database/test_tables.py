"""The tables: made once, whole or not at all; the log in them is only added to, by whoever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from regesta.extract.database import Address, DatabaseError
from regesta.extract.database.connection import Database
from regesta.extract.database.tables import Rights, prepare, rights

if TYPE_CHECKING:
    from tests.postgres import Server

LINE = """'{"id": "verdict-1"}'"""


def test_they_are_made_once(postgres: Server) -> None:
    team = postgres.team()
    owner = Address(postgres.url("regesta_owner"), team.schema)
    assert not prepare(owner, grant="regesta_team")
    assert Database(team).rows("SELECT version FROM {}.about") == [(1,)]


def test_a_schema_of_somebody_elses_is_left_alone(postgres: Server) -> None:
    schema = postgres.schema()
    postgres.sql(f"CREATE SCHEMA {schema} AUTHORIZATION regesta_owner", f"CREATE TABLE {schema}.theirs ()")
    with pytest.raises(DatabaseError, match=r"holds other tables \(theirs"):
        prepare(Address(postgres.url("regesta_owner"), schema))


def test_who_may_make_none_is_told(postgres: Server) -> None:
    with pytest.raises(DatabaseError, match="permission denied for database"):
        prepare(Address(postgres.url(), postgres.schema()))
    owner = Address(postgres.url("regesta_owner"), postgres.schema())
    with pytest.raises(DatabaseError, match='role "nobody" does not exist'):
        prepare(owner, grant="nobody")
    assert prepare(owner)  # nothing was left of the first time


@pytest.mark.parametrize("role", ["regesta_team", "regesta_owner", "postgres"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE verdict SET line = line",
        "DELETE FROM verdict",
        "TRUNCATE verdict",
        f"INSERT INTO verdict (line) VALUES ({LINE}) ON CONFLICT (id) DO UPDATE SET line = 'x'",
        "SET session_replication_role = replica; DELETE FROM verdict",
    ],
)
def test_nothing_is_rewritten(postgres: Server, role: str, statement: str) -> None:
    team = postgres.team()
    postgres.sql(f"INSERT INTO {team.schema}.verdict (line) VALUES ({LINE})", role="regesta_team")
    with pytest.raises(Exception, match=r"permission denied|only added to: .* is refused"):
        postgres.sql(f"SET search_path TO {team.schema}", statement, role=role)
    assert postgres.sql(f"SELECT number, id, added_by FROM {team.schema}.verdict") == [
        (1, "verdict-1", "regesta_team")
    ]


def test_nobody_chooses_a_number(postgres: Server) -> None:
    team = postgres.team()
    with pytest.raises(Exception, match="permission denied"):
        postgres.sql(
            f"INSERT INTO {team.schema}.verdict (number, line) VALUES (7, {LINE})", role="regesta_team"
        )
    postgres.sql(
        f"INSERT INTO {team.schema}.verdict (number, id, line, added, added_by) "
        f"VALUES (7, 'x', {LINE}, '1999-01-01', 'somebody')",
        role="regesta_owner",
    )
    assert postgres.sql(f"SELECT number, id, added_by, added > '2020-01-01' FROM {team.schema}.verdict") == [
        (1, "verdict-1", "regesta_owner", True)
    ]


def test_a_number_that_was_not_kept_is_given_again(postgres: Server) -> None:
    """A sequence would leave a gap, and show a later number before an earlier one."""
    team = postgres.team()
    postgres.sql(
        "BEGIN", f"INSERT INTO {team.schema}.verdict (line) VALUES ({LINE})", "ROLLBACK", role="regesta_team"
    )
    postgres.sql(f"INSERT INTO {team.schema}.verdict (line) VALUES ({LINE})", role="regesta_team")
    assert postgres.sql(f"SELECT number FROM {team.schema}.verdict") == [(1,)]


def test_a_request_is_in_the_log_once(postgres: Server) -> None:
    team = postgres.team()
    said = f"INSERT INTO {team.schema}.verdict (line, request) VALUES ('{{\"id\": \"%s\"}}', 'r')"
    postgres.sql(said % "a", role="regesta_team")
    with pytest.raises(Exception, match="verdict_request_key"):
        postgres.sql(said % "b", role="regesta_team")


def test_who_could_rewrite_the_log_is_told(postgres: Server) -> None:
    team = postgres.team()
    owner = Address(postgres.url("regesta_owner"), team.schema)
    assert rights(Database(team)) == Rights("regesta_team", rewrites=False, durable=False)
    assert rights(Database(owner)).rewrites
