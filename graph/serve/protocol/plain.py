"""Plain requests: one whole GET or POST of one query to /sparql, whose headers ask for nothing that needs
thought.

Headers are a list of what may pass, not of what may not: a cookie, a range or a condition sends a request the
ordinary way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from regesta.graph.serve.bounds import is_host
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.negotiation import Syntax
from regesta.graph.serve.protocol.responding import encoding
from regesta.graph.serve.protocol.sparql import wanted
from regesta.graph.serve.sparql.lookup import Lookup, lookup_in, lookup_of

#: Requests longer than this take the ordinary way.
_LONGEST = 1 << 14

_REQUEST = re.compile(rb"GET /sparql\?query=([^ &#]+) HTTP/1\.1\r\n")
_POST = b"POST /sparql HTTP/1.1\r\n"
_FORM = re.compile(rb"query=([^&#]+)")
#: Headers that change nothing for a lookup but by what `read_head` takes from them.
_KNOWN = frozenset(
    b"host accept accept-encoding accept-language user-agent connection origin referer".split()
    + b"cache-control pragma dnt priority".split()
    # What a proxy adds says for whom it asks, and a lookup is answered alike for everybody.
    + b"x-forwarded-for x-forwarded-proto x-forwarded-host x-forwarded-port x-real-ip forwarded via".split()
)
#: What a POST has besides, and the ways a query may be its body: whether it is a form.
_POSTED = frozenset((b"content-type", b"content-length"))
_BODIES = {b"application/x-www-form-urlencoded": True, b"application/sparql-query": False}


@dataclass(frozen=True, slots=True)
class Head:
    """What the headers of a plain request say: the syntax its result is written in, the encoding it may be
    sent in, and for whom a proxy asks.

    Of a POST also the length of its body in bytes, and whether that is a form.
    """

    table: Syntax
    encoding: str
    forwarded: str = ""
    length: int = 0
    form: bool = False


@lru_cache(maxsize=1024)
def read_head(block: bytes, posted: bool = False) -> Head | None:
    """The header lines of a request, None when they ask for more than a plain answer."""
    given = _fields(block, _KNOWN | _POSTED if posted else _KNOWN)
    if given is None or not is_host(given.get(b"host", b"")):
        return None
    if given.get(b"connection", b"keep-alive").lower() != b"keep-alive":
        return None
    length, form = 0, False
    if posted:
        body = _posted_body(given)
        if body is None:
            return None
        length, form = body
    try:
        table, _, page = wanted("", given.get(b"accept", b"").decode("latin-1"))
    except Problem:
        return None
    if page or table is None:
        return None
    forwarded = given.get(b"x-forwarded-for", b"").decode("latin-1").rpartition(",")[2].strip()
    return Head(
        table, encoding(given.get(b"accept-encoding", b"").decode("latin-1")), forwarded, length, form
    )


def _fields(block: bytes, known: frozenset[bytes]) -> dict[bytes, bytes] | None:
    """The fields of a head by name, None when one is unknown, given twice, or no field."""
    given: dict[bytes, bytes] = {}
    for line in block.split(b"\r\n"):
        name, colon, value = line.partition(b":")
        name = name.lower()
        if not colon or name not in known or name in given:
            return None
        given[name] = value.strip()
    return given


def _posted_body(given: dict[bytes, bytes]) -> tuple[int, bool] | None:
    """How long the body of a POST is and whether it is a form, None when it is neither form nor query in
    UTF-8."""
    media, _, charset = given.get(b"content-type", b"").lower().partition(b";")
    size = given.get(b"content-length", b"")
    if media.strip() not in _BODIES or charset.strip() not in (b"", b"charset=utf-8"):
        return None
    if not size.isdigit() or len(size) > 6:
        return None
    return int(size), _BODIES[media.strip()]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that may be a lookup: what its headers say, its query as it was sent, and whether that is
    percent-encoded."""

    head: Head
    raw: bytes
    encoded: bool
    method: str

    def lookup(self) -> tuple[Lookup, str] | None:
        """The lookup it is and the text of its query, None when it is none."""
        if self.encoded:
            return lookup_in(self.raw)
        try:
            text = self.raw.decode("utf-8")
        except UnicodeDecodeError:
            return None
        found = lookup_of(text)
        return (found, text) if found else None


def asked(data: bytes) -> Asked | None:
    """What the bytes of one whole request ask, None when they are not just one or are not plain."""
    if len(data) > _LONGEST:
        return None
    if data.startswith(_POST):
        return _asked_by_post(data)
    if data[-4:] != b"\r\n\r\n" or data.find(b"\r\n\r\n") != len(data) - 4:
        return None
    line = _REQUEST.match(data)
    if line is None:
        return None
    plain = read_head(data[line.end() : -4])
    return Asked(plain, line[1], True, "GET") if plain is not None else None


def _asked_by_post(data: bytes) -> Asked | None:
    post = _post(data)
    if post is None or len(data) != post[1] + post[0].length:
        return None
    head, body = post[0], data[post[1] :]
    if not head.form:
        return Asked(head, body, False, "POST")
    found = _FORM.fullmatch(body)
    return Asked(head, found[1], True, "POST") if found else None


def lacks_its_body(data: bytes) -> bool:
    """Whether this is the whole head of a plain POST whose short body has not come yet: many clients send the
    two apart."""
    post = _post(data) if data.startswith(_POST) else None
    return post is not None and len(data) < post[1] + post[0].length <= _LONGEST


def _post(data: bytes) -> tuple[Head, int] | None:
    """The head of a plain POST and where its body begins, None while the head is not whole or asks for
    more."""
    end = data.find(b"\r\n\r\n")
    head = read_head(data[len(_POST) : end], True) if end > 0 else None
    return (head, end + 4) if head is not None else None
