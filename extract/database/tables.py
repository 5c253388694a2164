"""The tables of a team: made once, by their owner, from `schema-N.sql`; and who may use them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from regesta.extract.database.address import Address, DatabaseError
from regesta.extract.database.connection import VERSION, connect, told

if TYPE_CHECKING:
    from regesta.extract.database.connection import Connection, Database

#: What a role of the team may do: read and add verdicts, and replace what is derived.
_GRANTS = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "GRANT SELECT ON {schema}.about, {schema}.verdict TO {role}",
    "GRANT INSERT (line, request) ON {schema}.verdict TO {role}",
    "GRANT EXECUTE ON FUNCTION {schema}.take_turn() TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON {schema}.extraction, {schema}.record TO {role}",
)


@dataclass(frozen=True, slots=True)
class Rights:
    """Who we are in the database and what that means. `rewrites`: this role could rewrite the log, as its
    owner or as superuser; `durable`: what the server says is written is written (`fsync`)."""

    role: str
    rewrites: bool
    durable: bool


def schema() -> str:
    """The SQL that makes the tables."""
    return resources.files("regesta.extract.database").joinpath(f"schema-{VERSION}.sql").read_text("utf-8")


def prepare(address: Address, grant: str = "") -> bool:
    """Make the schema and its tables where they are missing, and let the role `grant` use them; returns
    whether they were made. All of it or nothing.

    Errors: DatabaseError, also for a schema with other things in it.
    """
    with closing(connect(address)) as connection:
        import psycopg  # which is there, now that there is a connection

        try:
            with connection.transaction():
                made = _made(connection, address)
                if grant:
                    _let_in(connection, address.schema, grant)
                return made
        except psycopg.Error as error:
            raise told(error, address) from error


def _made(connection: Connection, address: Address) -> bool:
    from psycopg import sql

    name = sql.Identifier(address.schema)
    # two who prepare at once: the second waits, then finds the tables
    connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"regesta {address.schema}"])
    there = connection.execute(
        "SELECT c.relname FROM pg_catalog.pg_class c "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %s "
        "AND c.relkind IN ('r', 'v', 'm', 'p', 'f')",
        [address.schema],
    ).fetchall()
    if ("about",) in there and ("verdict",) in there:
        return False
    if there:
        raise DatabaseError(
            f"{address.shown}: the schema {address.schema} holds other tables ({there[0][0]} ...). Name "
            "another one with --schema."
        )
    known = connection.execute("SELECT FROM pg_catalog.pg_namespace WHERE nspname = %s", [address.schema])
    if known.fetchone() is None:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(name))
    connection.execute(sql.SQL("SET LOCAL search_path TO {}, pg_temp").format(name))
    connection.execute(schema().encode())
    connection.execute(sql.SQL("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {} FROM PUBLIC").format(name))
    return True


def _let_in(connection: Connection, schema: str, role: str) -> None:
    from psycopg import sql

    names = {"schema": sql.Identifier(schema), "role": sql.Identifier(role)}
    for grant in _GRANTS:
        connection.execute(sql.SQL(grant).format(**names))


def rights(database: Database) -> Rights:
    """What our role may do there."""
    ((role, rewrites, fsync),) = database.rows(
        "SELECT current_user, has_table_privilege('{}.verdict', 'UPDATE, DELETE, TRUNCATE') "
        "OR pg_catalog.pg_has_role((SELECT relowner FROM pg_catalog.pg_class "
        "WHERE oid = '{}.verdict'::regclass), 'USAGE'), current_setting('fsync')"
    )
    return Rights(role, rewrites, fsync == "on")
