"""The express lane: lookups answered where the request arrives, before any routing and without a worker.

A lookup is a SELECT of one triple pattern with a constant subject or object and no variable twice. It walks one range of one index:
every solution costs the same small work, so it can be broken off after any of them. Here it is broken off after `ROWS` solutions or
`BYTES` bytes of result, and the request then takes the ordinary way, where a worker process answers it under its deadline and memory limit.
Everything else (another method, another path, headers that need thought, any other query) takes the ordinary way at once. Both ways give
the same answer, headers included (rows of a query without ORDER BY may come in another order); tests/graph/serve/test_express.py holds them together.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import unquote_plus

from pyoxigraph import BlankNode, DefaultGraph, NamedNode
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from regesta.graph.serve import logs
from regesta.graph.serve.answering import PREFIXES, Answer, AnswerError, Question, answer
from regesta.graph.serve.formats import Syntax, named
from regesta.graph.serve.leases import Leased
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol import etag, media_type, wanted
from regesta.graph.serve.responding import SMALLEST, compress, encoding
from regesta.graph.serve.site import Site

#: Where a lookup is broken off: solutions, and bytes of result.
ROWS, BYTES = 500, 1 << 16
#: After how many answers the metrics are told, and how long (seconds) a look at the pointer of the current generation holds.
TALLY, _FRESH = 256, 0.005
#: Requests longer than this take the ordinary way.
_LONGEST = 1 << 14

_REQUEST = re.compile(rb"GET /sparql\?query=([^ &#]+) HTTP/1\.1\r\n")
#: Headers that change nothing for a lookup but by what `_read_head` takes from them.
_KNOWN = frozenset(
    b"host accept accept-encoding accept-language user-agent connection origin referer cache-control pragma dnt priority".split()
    # What a proxy adds says for whom it asks, and a lookup is answered alike for everybody.
    + b"x-forwarded-for x-forwarded-proto x-forwarded-host x-forwarded-port x-real-ip forwarded via".split()
)
#: A lookup that takes longer (seconds) may show that a step can be large here, as when one value has many megabytes, or only that the
#: machine is busy. So processor time is measured for REST seconds, and if another takes so much of it the lane rests for so many seconds:
#: workers answer, which can be killed.
SLOW, REST = 0.05, 60.0
#: Peers whose X-Forwarded-For is believed, as uvicorn does.
_PROXIES = ("127.0.0.1", "::1")

_IRI = r"<[^<>\"{}|^`\\\x00-\x20]*>"
_NAME = r"[A-Za-z][\w-]*:(?:[A-Za-z0-9_][\w-]*)?"
_VARIABLE = r"[?$][A-Za-z_]\w*"
_PROLOGUE = re.compile(rf"\s*(?:PREFIX\s+(?:[A-Za-z][\w-]*)?:\s*{_IRI}\s*)*", re.IGNORECASE | re.ASCII)
_DECLARATION = re.compile(rf"PREFIX\s+([A-Za-z][\w-]*|):\s*({_IRI})", re.IGNORECASE | re.ASCII)
_quoted = json.JSONEncoder(ensure_ascii=False).encode
_LOOKUP = re.compile(
    rf"""SELECT\s+(?P<wanted>\*|{_VARIABLE}(?:\s+{_VARIABLE})*)\s*(?:WHERE\s*)?
    \{{\s*(?P<s>{_IRI}|{_NAME}|{_VARIABLE})\s+(?P<p>{_IRI}|{_NAME}|{_VARIABLE}|a(?=\s))\s+(?P<o>{_IRI}|{_NAME}|{_VARIABLE})\s*\.?\s*\}}
    \s*(?:LIMIT\s+(?P<limit>[0-9]{{1,9}})\s*)?\Z""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^\\]*>\Z")
_DEFAULT = DefaultGraph()
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_STRING = "http://www.w3.org/2001/XMLSchema#string"


@dataclass(frozen=True, slots=True)
class Lookup:
    """One triple pattern: a constant or None in each place, the place of each variable, the variables wanted (none for *: the engine orders them), how many solutions at most."""

    constants: tuple[NamedNode | None, NamedNode | None, NamedNode | None]
    variables: Mapping[str, str]
    wanted: tuple[str, ...]
    limit: int


def lookup_of(query: str) -> Lookup | None:
    """The lookup a query is, None when it is none or when anything about it needs a parser to be sure of (a relative IRI, an unknown prefix)."""
    at = query.find("SELECT")
    prefixes = _declared(query[:at]) if at >= 0 else None
    return _pattern(query[at:], prefixes) if prefixes is not None else None


@lru_cache(maxsize=512)
def _declared(prologue: str) -> Mapping[str, str] | None:
    """The namespaces that the text before SELECT declares, ours where it declares none; None when it says anything else."""
    if not _PROLOGUE.fullmatch(prologue):
        return None
    declared = dict(PREFIXES)
    for name, iri in _DECLARATION.findall(prologue):
        if not _ABSOLUTE.match(iri):
            return None
        declared[name] = iri[1:-1]
    return declared


@lru_cache(maxsize=512)
def _declared_raw(prologue: bytes) -> Mapping[str, str] | None:
    """The same of the percent-encoded text of a request."""
    return _declared(unquote_plus(prologue.decode("ascii"), errors="strict"))


def _pattern(text: str, prefixes: Mapping[str, str]) -> Lookup | None:
    # Written out place by place: this runs for every request.
    found = _LOOKUP.match(text)
    if found is None:
        return None
    names, s, p, o, limit = found.groups()
    s_free, p_free, o_free = s[0] in "?$", p[0] in "?$", o[0] in "?$"
    if (s_free and o_free) or "matches" in p or (p_free and p[1:] in (s[1:] if s_free else "", o[1:] if o_free else "")):
        return None
    subject, predicate, object_ = (
        None if s_free else _constant(s, prefixes),
        None if p_free else _predicate(p, prefixes),
        None if o_free else _constant(o, prefixes),
    )
    if not (s_free or subject) or not (p_free or predicate) or not (o_free or object_):
        return None
    wanted = () if names == "*" else tuple(v[1:] for v in names.split())
    if len(wanted) > 1 and len(set(wanted)) != len(wanted):
        return None
    variables = {
        name: place
        for name, place in ((s[1:] if s_free else "", "subject"), (p[1:] if p_free else "", "predicate"), (o[1:] if o_free else "", "object"))
        if name
    }
    return Lookup((subject, predicate, object_), variables, wanted, int(limit) if limit else ROWS + 1)


def _constant(term: str, prefixes: Mapping[str, str]) -> NamedNode | None:
    if term[0] == "<":
        return _node(term[1:-1])
    prefix, _, local = term.partition(":")
    return _node(prefixes[prefix] + local) if prefix in prefixes else None


def _predicate(term: str, prefixes: Mapping[str, str]) -> NamedNode | None:
    if ":" not in term:
        return _TYPE if term == "a" else None
    return _constant(term, prefixes)


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def as_json(wanted: Sequence[str], rows: Iterable[Sequence[tuple[str, Any]]]) -> bytes:
    """A SPARQL 1.1 result in JSON; a row is (variable, term) pairs in the order of `wanted`."""
    written = ",".join("{" + ",".join(f"{_quoted(name)}:{_term(term)}" for name, term in row) + "}" for row in rows)
    return f'{{"head":{{"vars":[{",".join(map(_quoted, wanted))}]}},"results":{{"bindings":[{written}]}}}}'.encode()


def _term(term: Any) -> str:
    if isinstance(term, NamedNode):
        return f'{{"type":"uri","value":{_quoted(term.value)}}}'
    if isinstance(term, BlankNode):
        return f'{{"type":"bnode","value":{_quoted(term.value)}}}'
    if term.language:
        return f'{{"type":"literal","value":{_quoted(term.value)},"xml:lang":{_quoted(term.language)}}}'
    datatype = term.datatype.value
    if datatype == _STRING:
        return f'{{"type":"literal","value":{_quoted(term.value)}}}'
    return f'{{"type":"literal","value":{_quoted(term.value)},"datatype":{_quoted(datatype)}}}'


@dataclass(frozen=True, slots=True)
class Head:
    """What the headers of a plain request say: the syntax its result is written in, the encoding it may be sent in, and for whom a proxy asks."""

    table: Syntax
    encoding: str
    forwarded: str = ""


@lru_cache(maxsize=1024)
def read_head(block: bytes) -> Head | None:
    """The header lines of a request, None when they ask for more than a plain answer."""
    given: dict[bytes, bytes] = {}
    for line in block.split(b"\r\n"):
        name, colon, value = line.partition(b":")
        name = name.lower()
        if not colon or name not in _KNOWN or name in given:
            return None
        given[name] = value.strip()
    if b"host" not in given or given.get(b"connection", b"keep-alive").lower() != b"keep-alive":
        return None
    try:
        table, _, page = wanted("", given.get(b"accept", b"").decode("latin-1"))
    except Problem:
        return None
    if page or table is None:
        return None
    forwarded = given.get(b"x-forwarded-for", b"").decode("latin-1").rpartition(",")[2].strip()
    return Head(table, encoding(given.get(b"accept-encoding", b"").decode("latin-1")), forwarded)


class Lane:
    """Answers lookups on one open snapshot."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._leased = Leased()
        self._watches_until = self._rests_until = 0.0
        self._requests = site.metrics.requests.labels("/sparql", "200")
        self._answered = site.metrics.queries.labels("answered")
        self._times: list[float] = []
        self._looked = 0.0
        site.metrics.before_reading.append(self.count)

    def close(self) -> None:
        """Let go of the snapshot."""
        self.count()
        self._leased.close()

    def count(self) -> None:
        """Hand what was answered since the last time to the metrics; they are also handed over every `TALLY` answers."""
        times, self._times = self._times, []
        self._requests.inc(len(times))
        self._answered.inc(len(times))
        for taken in times:
            self.site.metrics.seconds.observe(taken)

    def response(self, data: bytes, dated: list[tuple[bytes, bytes]], client: str = "") -> bytes | None:
        """The whole response to the bytes of one request of `client`, None when it must take the ordinary way; `dated` are the server's own headers."""
        if len(data) > _LONGEST or data[-4:] != b"\r\n\r\n":
            return None
        line = _REQUEST.match(data)
        if line is None or data.find(b"\r\n\r\n") != len(data) - 4:
            return None
        start = time.perf_counter()
        head = read_head(data[line.end() : -4])
        if head is None:
            return None
        if start < self._rests_until:
            return None
        raw = line[1]
        at = raw.find(b"SELECT")  # what stands before is the same for every query of a client: decoded once
        try:
            prefixes = _declared_raw(raw[:at]) if at >= 0 else None
            lookup = _pattern(unquote_plus(raw[at:].decode("ascii"), errors="strict"), prefixes) if prefixes is not None else None
        except UnicodeDecodeError:
            return None
        if start - self._looked > _FRESH:
            self._looked = start
            self.site.snapshots.current()
        snapshot = self.site.snapshots.seen  # also what any other request saw meanwhile: nobody reads backwards
        if lookup is None or snapshot is None:
            return None
        got = self._measured(lookup, raw, head, str(snapshot.path))
        if got is None:
            return None
        out = self._written(got, head, snapshot.generation, dated)
        taken = time.perf_counter() - start
        self._times.append(taken)
        if len(self._times) >= TALLY:
            self.count()
        logs.request(head.forwarded if head.forwarded and client in _PROXIES else client, "GET", "/sparql", 200, taken)
        return out

    def _measured(self, lookup: Lookup, raw: bytes, head: Head, path: str) -> Answer | None:
        if not self._leased.holds(path):
            try:
                self._leased.open(path)
            except OSError:
                return None
        start = time.perf_counter()
        if start < self._watches_until:
            used = time.thread_time()
            got = self._answer(lookup, raw, head, path)
            if time.thread_time() - used > SLOW:
                self._rests_until = start + REST
                logs.log.warning("a lookup used %.0f ms of processor time; workers answer lookups for %.0f s", (time.thread_time() - used) * 1e3, REST)
            return got
        got = self._answer(lookup, raw, head, path)
        if time.perf_counter() - start > SLOW:
            self._watches_until = start + REST
        return got

    def _answer(self, lookup: Lookup, raw: bytes, head: Head, path: str) -> Answer | None:
        """The result, None when there is too much of it or anything is wrong: the ordinary way then says so in full."""
        try:
            store = self._leased.open(path)
            if head.table.name != "json" or not lookup.wanted:
                query = unquote_plus(raw.decode("ascii"))
                question = Question(query=query, table=head.table.name, graph="", base=self.site.config.base, rows=min(ROWS, self.site.config.rows), size=BYTES)
                return answer(store, question, path)
        except (AnswerError, OSError):
            return None
        rows: list[list[tuple[str, Any]]] = []
        places = [(name, lookup.variables[name]) for name in lookup.wanted if name in lookup.variables]
        most, size = min(lookup.limit, ROWS, self.site.config.rows), 0
        for found in store.quads_for_pattern(*lookup.constants, _DEFAULT):
            if len(rows) == most or size > BYTES:
                return None  # which of them a limit lets through is for the engine to say
            row = [(name, getattr(found, place)) for name, place in places]
            size += 80 + sum(len(term.value) for _, term in row)
            rows.append(row)
        if size > BYTES:
            return None
        body = as_json(lookup.wanted, rows)
        return Answer("select", "json", body, "", len(body))

    def _written(self, got: Answer, head: Head, generation: str, dated: list[tuple[bytes, bytes]]) -> bytes:
        body, how = got.body, ""
        if len(body) >= SMALLEST and head.encoding:
            body, how = compress(body, head.encoding), head.encoding
        parts = [STATUS_LINE[200]]
        for name, value in dated:
            parts += [name, b": ", value, b"\r\n"]
        parts.append(_fixed(generation, head.table.name, head.encoding, got.form))
        if how:
            parts.append(b"content-encoding: " + how.encode() + b"\r\n")
        parts.append(b"content-length: %d\r\n" % len(body))
        parts.append(_OPEN_TO_ALL)
        parts.append(body)
        return b"".join(parts)


_OPEN_TO_ALL = b"access-control-allow-origin: *\r\naccess-control-expose-headers: ETag, Content-Location, Link, Retry-After\r\n\r\n"


@lru_cache(maxsize=64)
def _fixed(generation: str, table: str, encoded: str, form: str) -> bytes:
    """The headers that are the same for every answer of a generation in a syntax."""
    syntax = named(table)
    assert syntax is not None
    headers = {
        "vary": "Accept, Accept-Encoding",
        "cache-control": "no-cache",
        "etag": etag(generation, table, encoded),
        "content-type": media_type(syntax, header_for=Answer(form, table, b"")),
    }
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode("latin-1")


class ExpressProtocol(HttpToolsProtocol):
    """Uvicorn's HTTP protocol with the express lane before it. Only between requests is a lane asked; a half-read request stays with the parser."""

    lane: ClassVar[Lane]

    def __init__(self, *args: Any, **named_arguments: Any) -> None:
        super().__init__(*args, **named_arguments)
        self._reading = False
        self._quiet_since = 0.0

    def on_message_begin(self) -> None:
        self._reading = True
        super().on_message_begin()

    def on_message_complete(self) -> None:
        self._reading = False
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        # A client that sends and does not read (`write_paused`) waits in uvicorn, so that its answers do not pile up here.
        if not self._reading and (self.cycle is None or self.cycle.response_complete) and not self.pipeline and not self.flow.write_paused:
            out = self.lane.response(data, self.server_state.default_headers, self.client[0] if self.client else "")
            if out is not None:
                self.server_state.total_requests += 1
                self.transport.write(out)
                self._rest()
                return
        super().data_received(data)

    def _rest(self) -> None:
        """Start to wait for the next request. One timer runs on; it looks, when it rings, whether the line was quiet all the while."""
        self._quiet_since = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self._rung)

    def _rung(self) -> None:
        left = self._quiet_since + self.timeout_keep_alive - self.loop.time()
        if left > 0.05:
            self.timeout_keep_alive_task = self.loop.call_later(left, self._rung)
        else:
            self.timeout_keep_alive_handler()


def protocol_with(lane: Lane) -> type[ExpressProtocol]:
    """The protocol class for one server."""
    return type("ServerProtocol", (ExpressProtocol,), {"lane": lane})
