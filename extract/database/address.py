"""Which database: an address without secrets, and the schema in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

#: What `[database]` of regesta.toml may say.
SETTINGS = ("url", "schema")
SCHEMA = "regesta"
_URL = re.compile(r"postgres(?:ql)?://")
#: A name and a password before the host, as libpq finds them: whatever stands before the first `@` or `/`.
_PASSWORD = re.compile(r"postgres(?:ql)?://[^/@]*:[^/@]*@")
#: A schema's name that needs no quoting anywhere (PostgreSQL keeps 63 bytes of a name).
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class DatabaseError(Exception):
    """A database that cannot be used as asked; the message says what happened, why, and what to type next."""


@dataclass(frozen=True, slots=True)
class Address:
    """`url` as libpq reads it, without a password; `schema` the name of the schema with the tables."""

    url: str
    schema: str = SCHEMA

    def __post_init__(self) -> None:
        """Errors: DatabaseError for what is no such address, or holds a password (which is not shown)."""
        if not _URL.match(self.url):
            raise DatabaseError(
                "the address of a database begins with postgresql://, such as "
                "postgresql://regesta_team@db.example.org/regesta."
            )
        parameters = (unquote(pair.partition("=")[0]).lower() for pair in self._query.split("&"))
        if _PASSWORD.match(self.url) or any("password" in name for name in parameters):
            raise DatabaseError(
                "the address of the database holds a password; take it out of there. Put it into ~/.pgpass "
                "(a line host:port:database:user:password, chmod 600) or into $PGPASSWORD."
            )
        if not _SCHEMA.fullmatch(self.schema):
            raise DatabaseError(
                f"schema = {self.schema!r} is no name of a schema here: lower-case letters, digits and _, "
                'for instance schema = "korea".'
            )

    @property
    def _query(self) -> str:
        return self.url.partition("?")[2]

    @property
    def bare(self) -> str:
        """The address without its parameters."""
        return self.url.partition("?")[0]

    @property
    def shown(self) -> str:
        """The address in words that may be shown, with its schema where that is not the usual one."""
        return self.bare if self.schema == SCHEMA else f"{self.bare} (schema {self.schema})"


def address_of(told: Mapping[str, Any]) -> Address | None:
    """The address that `[database]` of regesta.toml gives, None where it is empty.

    Errors: DatabaseError for other keys, other values, or an address that is none.
    """
    if not told:
        return None
    unknown = sorted(set(told) - set(SETTINGS))
    if unknown or not all(isinstance(value, str) for value in told.values()) or "url" not in told:
        what = f"unknown {', '.join(unknown)}" if unknown else "no text for url"
        raise DatabaseError(
            f'[database] has {what}; write database = "postgresql://USER@HOST/NAME", or a table [database] '
            f"with {' and '.join(SETTINGS)}."
        )
    return Address(told["url"], told.get("schema", SCHEMA))
