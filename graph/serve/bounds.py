"""What a request may be before anything is done with it: one host, whole addresses, a head of bounded size.

The limits hold whatever server stands before the application; a head that does not end is given up before
(`connections`).
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from starlette.types import Scope

from regesta.graph.serve.problems import Problem

#: Bytes an address may have (path and query), bytes and fields the rest of a head may have.
ADDRESS: Final = 60_000
HEAD: Final = 1 << 16
FIELDS: Final = 100
_HOST = re.compile(rb"(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def is_host(value: bytes) -> bool:
    """Whether a Host field names a host, and its port if any."""
    return _HOST.fullmatch(value) is not None


def refuse_malformed(scope: Scope) -> None:
    """Refuse a request by its head. Errors: Problem 400, 414 or 431."""
    headers = scope["headers"]
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > ADDRESS:
        raise too_long()
    size, hosts = 4 * len(headers), []
    for name, value in headers:
        size += len(name) + len(value)
        if name == b"host":
            hosts.append(value)
        _refuse_field(name, value)
    if len(headers) > FIELDS or size > HEAD:
        raise too_much()
    _refuse_hosts(hosts, scope.get("http_version", "1.1"))
    if "\0" in scope["path"] or b"%00" in scope["query_string"]:
        raise _bad("the address holds the character NUL, which no text has")


def _refuse_field(name: bytes, value: bytes) -> None:
    if name == b"origin" and not _is_origin(value.decode("latin-1")):
        raise _bad("Origin is no address")
    if b"\0" in value or b"\n" in value:
        raise _bad(f"the field {name.decode('latin-1')} holds a character that no field has")


def _refuse_hosts(hosts: list[bytes], version: str) -> None:
    if version == "1.1" and len(hosts) != 1:
        raise _bad(f"a request has one Host, not {len(hosts) or 'none'}")
    if not all(map(is_host, hosts)):
        raise _bad("Host is no address")


def _is_origin(value: str) -> bool:
    try:
        address = urlsplit(value)
        _ = address.port  # read here, since it may be what does not parse
    except ValueError:
        return False
    return value == "null" or bool(address.scheme and address.hostname)


def _bad(why: str) -> Problem:
    return Problem(400, "The request cannot be read", why)


def too_long() -> Problem:
    """The answer to an address of more than `ADDRESS` bytes."""
    why = f"an address may have {ADDRESS:,} bytes; send longer queries by POST"
    return Problem(414, "The address is too long", why)


def too_much() -> Problem:
    """The answer to a head of more than `HEAD` bytes or `FIELDS` fields."""
    return Problem(431, "The head is too large", f"a head may have {FIELDS} fields and {HEAD:,} bytes")
