"""What a request may be before anything is done with it: one host, whole addresses, a head of bounded size.

The limits hold whatever server stands before the application; a head that does not end is given up before
(`connections`).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from functools import lru_cache
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


def names_of(hosts: Sequence[str], public_url: str) -> tuple[str, ...]:
    """The names a server goes by that listens on this machine only: the page of another site whose name was
    made to lead here (DNS rebinding) must not read what is not published."""
    public = urlsplit(public_url).hostname
    return ("localhost", *(name.lower() for name in hosts), *((public,) if public else ()))


def refuse_unknown_name(scope: Scope, names: Sequence[str]) -> None:
    """Refuse a request for a name the server does not go by; addresses in numbers are nobody's name.

    Errors: Problem 421.
    """
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    if name and name not in names and not _is_address(name):
        raise Problem(
            421,
            "This server goes by another name",
            f"the request is for {name}, and this server listens on its own machine only, for "
            f"{', '.join(names)}. Behind a proxy set `public_url` or `hosts` in [serve] of regesta.toml.",
        )


@lru_cache(maxsize=256)  # a client names the same in all its requests
def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


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
