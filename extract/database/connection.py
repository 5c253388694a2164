"""Connections to a database: kept for the next caller, opened anew where one was lost, and every error in
words."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from regesta.extract.database.address import Address, DatabaseError

if TYPE_CHECKING:
    import psycopg
    from psycopg import sql

    Connection = psycopg.Connection[tuple[Any, ...]]
    Cursor = psycopg.Cursor[tuple[Any, ...]]

T = TypeVar("T")
#: The version of the tables this program knows: there is a file `schema-N.sql` for each.
VERSION = 1
#: Connections kept open for the next caller.
_KEPT = 4
#: The first version of libpq that knows `require_auth`; the one of `psycopg[binary]` is newer.
_REQUIRING = 160000
#: What libpq is told where the address says nothing else: who asks; that no server is told the password
#: itself (a workspace may come from anybody, and with it the address); and the seconds (the last:
#: milliseconds) until a silent server counts as gone.
_UNSAID = {
    "application_name": "regesta",
    "require_auth": "!password",
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}


class Database:
    """One database with the tables of a team. Its methods may be called from several threads; each uses a
    connection of its own.

    Errors of every method: DatabaseError.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self._idle: list[Connection] = []
        self._process = os.getpid()

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of one statement that reads; `{}` in it is the schema."""
        return self._twice(lambda connection: connection.execute(self.said(statement), values).fetchall())

    def run(self, work: Callable[[Cursor], T]) -> T:
        """What `work` returns, in one transaction that is on disk when this returns. Where the connection was
        lost, even while it was being ended, `work` is called once more in a new one: it must see by itself
        what the first left."""

        def within(connection: Connection) -> T:
            with connection.transaction(), connection.cursor() as cursor:
                return work(cursor)

        return self._twice(within)

    def said(self, statement: str) -> sql.Composed:
        """A statement with the schema put in for `{}`."""
        from psycopg import sql

        names = [sql.Identifier(self.address.schema)] * statement.count("{}")
        return sql.SQL(statement).format(*names)

    def _twice(self, work: Callable[[Connection], T]) -> T:
        """What `work` returns; done once more on a new connection where the first was lost."""
        for last in (False, True):
            connection = self._taken()
            import psycopg  # which is there, now that there is a connection

            try:
                made = work(connection)
            except psycopg.Error as error:
                lost = connection.broken or connection.closed
                connection.close()
                if lost and not last:
                    self.close()  # the others went the same way
                    continue
                raise told(error, self.address) from error
            except Exception:  # of the caller's own: the transaction was rolled back
                self._put_back(connection)
                raise
            except BaseException:
                connection.close()
                raise
            self._put_back(connection)
            return made
        raise AssertionError("the second time ends it")

    def _taken(self) -> Connection:
        """A connection for one caller."""
        if self._process != os.getpid():  # those of the process we were forked from are not ours to use
            self._idle, self._process = [], os.getpid()
        try:
            return self._idle.pop()
        except IndexError:
            return self._opened()

    def _put_back(self, connection: Connection) -> None:
        if len(self._idle) < _KEPT and connection.info.transaction_status == 0:  # idle
            self._idle.append(connection)
        else:
            connection.close()

    def _opened(self) -> Connection:
        """A new connection to tables of our version."""
        connection = connect(self.address)
        import psycopg  # which is there, now that there is a connection

        try:
            found = connection.execute(self.said("SELECT version FROM {}.about")).fetchone()
        except psycopg.Error as error:
            connection.close()
            raise told(error, self.address) from error
        if found is None or found[0] != VERSION:
            connection.close()
            raise _other_version(self.address, found[0] if found else 0)
        return connection

    def close(self) -> None:
        """Let go of the connections that nobody uses."""
        while self._idle:
            self._idle.pop().close()


def _other_version(address: Address, found: int) -> DatabaseError:
    advice = (
        "Install a newer regesta (`pip install -U 'regesta[postgres]'`)"
        if found > VERSION
        else "Write its log to a file with the regesta that made it (`regesta export -f verdicts -o "
        "review.jsonl`), and fill a new schema from that: `regesta sync`, docs/operations.md"
    )
    return DatabaseError(
        f"the tables in {address.shown} are of version {found}; this regesta knows version {VERSION}. "
        f"{advice}."
    )


def connect(address: Address) -> Connection:
    """A connection that commits each statement by itself unless a transaction is begun. The password comes
    from ~/.pgpass or the environment, as libpq has it.

    Errors: DatabaseError where `psycopg` is missing or nobody answers.
    """
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict, make_conninfo
    except ImportError as error:
        raise DatabaseError(
            f"{address.shown} is a PostgreSQL database, and what speaks to one is not installed ({error}). "
            "Type: pip install 'regesta[postgres]'"
        ) from error
    try:
        said = conninfo_to_dict(address.url)
        known = psycopg.pq.version() >= _REQUIRING
        further = {k: v for k, v in _UNSAID.items() if k not in said and (known or k != "require_auth")}
        connection = psycopg.connect(
            make_conninfo(address.url, **further),
            autocommit=True,
            prepare_threshold=None,  # a pooler between us gives each transaction another server
        )
    except (psycopg.Error, UnicodeError) as error:
        raise _not_reached(error, address) from error
    connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
    return connection


def _not_reached(error: Exception, address: Address) -> DatabaseError:
    why = " ".join(str(error).split()).rstrip(".")
    if "cleartext" in why:
        advice = (
            "It is told to nobody unless the address says so: add ?require_auth=password, and "
            "sslmode=verify-full, where this server is yours and knows no other way"
        )
    elif "password" in why:
        advice = (
            "The password is taken from ~/.pgpass (a line host:port:database:user:password, chmod 600) or "
            "from $PGPASSWORD; see that it is there and right"
        )
    else:
        advice = (
            f"See that the server runs and lets you in (`psql '{address.bare}'`), and that the address "
            "in regesta.toml is right"
        )
    return DatabaseError(f"{address.shown} cannot be reached: {why}. {advice}.")


#: What an error of PostgreSQL (by the beginning of its SQLSTATE, the longest that fits) says to somebody who
#: does not know it.
_WORDS = {
    "3F000": "has no schema of that name{missing}",
    "42P01": "lacks the tables of Regesta{missing}",
    "42501": "does not allow that: {why}. Its owner lets a role in with `regesta sync {url} --grant ROLE`",
    "25006": "is read-only (a standby?): {why}. Name the server that is written to",
    "53100": "has no room left on its disk: {why}. Nothing was logged. Make room, then do it again",
    "53300": "has too many connections: {why}. Try again, or raise max_connections",
    "55P03": "is being written to by somebody else who does not finish: {why}. Nothing was logged. Try again",
    "25P03": "ended a transaction that stood still: {why}. Nothing was logged. Try again",
    "": "did not do as asked: {why}",
}
_MISSING = ". Its owner makes them: regesta sync {url}"


def told(error: psycopg.Error, address: Address) -> DatabaseError:
    """An error of PostgreSQL in words."""
    state = error.sqlstate or ""
    key = max((k for k in _WORDS if state.startswith(k)), key=len)
    said = error.diag.message_primary or str(error) or type(error).__name__
    why, url = " ".join(said.split()).rstrip("."), address.bare
    words = _WORDS[key].format(missing=_MISSING.format(url=url), why=why, url=url)
    return DatabaseError(f"{address.shown} {words}.")


@lru_cache(maxsize=8)
def database_at(address: Address) -> Database:
    """The database of that address; one for the whole process, so that connections are shared."""
    return Database(address)
