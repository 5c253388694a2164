"""The express lane: lookups answered where the request arrives, before any routing and without a worker.

A lookup (`lookup`) is a SELECT of one triple pattern, asked by a plain GET or POST (`plain`). It walks one
range of one index:
every solution costs the same small work, so it can be broken off after any of them. Here it is broken off
after `ROWS` solutions or `BYTES` bytes of result, and the request then takes the ordinary way, where a worker
process answers it under its deadline and memory limit. Everything else (another method, another path, headers
that need thought, any other query) takes the ordinary way at once. Both ways give the same answer, headers
included (rows of a query without ORDER BY may come in another order);
tests/graph/serve/protocol/test_express.py holds them together.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from regesta.graph.rdf import BlankNode, DefaultGraph, NamedNode
from regesta.graph.serve import logs
from regesta.graph.serve.bounds import ADDRESS, HEAD, too_long, too_much
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.negotiation import named
from regesta.graph.serve.protocol.plain import Head, asked, lacks_its_body
from regesta.graph.serve.protocol.responding import SMALLEST, compress, everywhere
from regesta.graph.serve.protocol.sparql import media_type, query_tag
from regesta.graph.serve.shared import Site
from regesta.graph.serve.sparql.lookup import ROWS, Lookup
from regesta.graph.serve.workers.answering import Answer, AnswerError, Question, answer
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.leases import Leased

#: Where a lookup is broken off besides its solutions: so many bytes of result.
BYTES = 1 << 16
#: After how many answers the metrics are told, and how long (seconds) a look at the pointer of the current
#: generation holds.
TALLY, _FRESH = 256, 0.005
#: A lookup that takes longer (seconds) may show that a step can be large here, as when one value has many
#: megabytes, or only that the machine is busy. So processor time is measured for REST seconds, and if another
#: takes so much of it the lane rests for so many seconds: workers answer, which can be killed.
SLOW, REST = 0.05, 60.0
#: A request of which nothing more comes for so many seconds is given up with its connection.
SILENCE = 30.0
#: Peers whose X-Forwarded-For is believed, as uvicorn does.
_PROXIES = ("127.0.0.1", "::1")

_quoted = json.JSONEncoder(ensure_ascii=False).encode
_DEFAULT = DefaultGraph()
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def as_json(wanted: Sequence[str], rows: Iterable[Sequence[tuple[str, Any]]]) -> bytes:
    """A SPARQL 1.1 result in JSON; a row is (variable, term) pairs in the order of `wanted`."""
    written = ",".join(
        "{" + ",".join(f"{_quoted(name)}:{_term(term)}" for name, term in row) + "}" for row in rows
    )
    names = ",".join(map(_quoted, wanted))
    return f'{{"head":{{"vars":[{names}]}},"results":{{"bindings":[{written}]}}}}'.encode()


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
        #: The end of every head.
        self.common = b"".join(b"%s: %s\r\n" % f for f in everywhere(site.config.open_to_pages)) + b"\r\n"
        site.metrics.before_reading.append(self.count)

    def close(self) -> None:
        """Let go of the snapshot."""
        self.count()
        self._leased.close()

    def count(self) -> None:
        """Hand what was answered since the last time to the metrics; they are also handed over every `TALLY`
        answers."""
        times, self._times = self._times, []
        self._requests.inc(len(times))
        self._answered.inc(len(times))
        for taken in times:
            self.site.metrics.seconds.observe(taken)

    def response(self, data: bytes, dated: list[tuple[bytes, bytes]], client: str = "") -> bytes | None:
        """The whole response to the bytes of one request of `client`, None when it must take the ordinary
        way; `dated` are the server's own headers."""
        start = time.perf_counter()
        request = asked(data)
        if request is None or start < self._rests_until:
            return None
        head, found = request.head, request.lookup()
        if start - self._looked > _FRESH:
            self._looked = start
            self.site.snapshots.current()
        snapshot = (
            self.site.snapshots.seen
        )  # also what any other request saw meanwhile: nobody reads backwards
        if found is None or snapshot is None:
            return None
        lookup, query = found
        got = self._measured(lookup, query, head, str(snapshot.path))
        if got is None:
            return None
        out = self._written(got, head, query if request.method == "GET" else "", snapshot.mark, dated)
        taken = time.perf_counter() - start
        self._times.append(taken)
        if len(self._times) >= TALLY:
            self.count()
        logs.request(
            head.forwarded if head.forwarded and client in _PROXIES else client,
            request.method,
            "/sparql",
            200,
            taken,
        )
        return out

    def _measured(self, lookup: Lookup, query: str, head: Head, path: str) -> Answer | None:
        if not self._leased.holds(path):
            try:
                self._leased.open(path)
            except OSError:
                return None
        start = time.perf_counter()
        if start < self._watches_until:
            used = time.thread_time()
            got = self._answer(lookup, query, head, path)
            if time.thread_time() - used > SLOW:
                self._rests_until = start + REST
                logs.log.warning(
                    "a lookup used %.0f ms of processor time; workers answer lookups for %.0f s",
                    (time.thread_time() - used) * 1e3,
                    REST,
                )
            return got
        got = self._answer(lookup, query, head, path)
        if time.perf_counter() - start > SLOW:
            self._watches_until = start + REST
        return got

    def _answer(self, lookup: Lookup, query: str, head: Head, path: str) -> Answer | None:
        """The result, None when there is too much of it or anything is wrong: the ordinary way then says so
        in full."""
        try:
            store = self._leased.open(path)
            if head.table.name == "json" and lookup.wanted and lookup.limit > ROWS:
                return self._walked(store, lookup)
            # Which solutions a limit lets through is for the engine to say.
            question = Question(
                query=query,
                table=head.table.name,
                graph="",
                base=self.site.config.base,
                rows=min(ROWS, self.site.config.rows),
                size=BYTES,
            )
            return answer(store, question, path)
        except (AnswerError, OSError):
            return None

    def _walked(self, store: EmbeddedStore, lookup: Lookup) -> Answer | None:
        """The result straight from the index, without the engine; None when there is too much of it."""
        rows: list[list[tuple[str, Any]]] = []
        places = [(name, lookup.variables[name]) for name in lookup.wanted if name in lookup.variables]
        most, size = min(ROWS, self.site.config.rows), 0
        for found in store.quads(*lookup.constants, _DEFAULT):
            if len(rows) == most or size > BYTES:
                return None
            row = [(name, getattr(found, place)) for name, place in places]
            size += 80 + sum(len(term.value) for _, term in row)
            rows.append(row)
        if size > BYTES:
            return None
        body = as_json(lookup.wanted, rows)
        return Answer("select", "json", body, "", len(body))

    def _written(
        self, got: Answer, head: Head, query: str, mark: str, dated: list[tuple[bytes, bytes]]
    ) -> bytes:
        body, how = got.body, ""
        if len(body) >= SMALLEST and head.encoding:
            body, how = compress(body, head.encoding), head.encoding
        parts = [STATUS_LINE[200]]
        for name, value in dated:
            parts += [name, b": ", value, b"\r\n"]
        parts.append(_fixed(head.table.name, got.form))
        if query:  # an answer to a POST has no tag
            parts.append(f"etag: {query_tag(mark, query, head.table.name, head.encoding)}\r\n".encode())
        if how:
            parts.append(b"content-encoding: " + how.encode() + b"\r\n")
        parts.append(b"content-length: %d\r\n" % len(body))
        parts.append(self.common)
        parts.append(body)
        return b"".join(parts)


@lru_cache(maxsize=64)
def _fixed(table: str, form: str) -> bytes:
    """The headers that are the same for every answer in a syntax."""
    syntax = named(table)
    assert syntax is not None
    headers = {
        "vary": "Accept, Accept-Encoding",
        "cache-control": "no-cache",
        "content-type": media_type(syntax, header_for=Answer(form, table, b"")),
    }
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode("latin-1")


class ExpressProtocol(HttpToolsProtocol):
    """Uvicorn's HTTP protocol with the express lane before it. Only between requests is a lane asked; a
    half-read request stays with the parser."""

    lane: ClassVar[Lane]

    def __init__(self, *args: Any, **named_arguments: Any) -> None:
        super().__init__(*args, **named_arguments)
        self._reading = False
        self._quiet_since = 0.0
        self._held = b""
        self._late: asyncio.TimerHandle | None = None
        #: Whether a head is being read, whether it began in the piece at hand, its bytes in later pieces, and
        #: whether the line was given up.
        self._in_head = self._begun = self._refused = False
        self._head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._late = self.loop.call_later(SILENCE, transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._awaits(False)
        super().connection_lost(exc)

    def _awaits(self, more: bool) -> None:
        """Whether the rest of a request is awaited: not longer than `SILENCE` from piece to piece."""
        if self._late is not None:
            self._late.cancel()
            self._late = None
        if more:
            self._late = self.loop.call_later(SILENCE, self.transport.close)

    def on_message_begin(self) -> None:
        self._reading = self._in_head = self._begun = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._reading = False
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        if self._held:
            data, self._held = self._held + data, b""
        if self._between_requests() and self._expressed(data):
            return
        if self._refused:
            return
        self._begun = False
        super().data_received(data)
        self._bound_head(len(data))
        self._awaits(self._reading and not self._refused)

    def _bound_head(self, size: int) -> None:
        """Give up a line whose head does not end. What is whole is looked at by `bounds`."""
        self._head_bytes = 0 if self._begun or not self._in_head else self._head_bytes + size
        if self._head_bytes > HEAD and not self._refused:
            self._refuse(too_long() if len(self.url) > ADDRESS else too_much())

    def _between_requests(self) -> bool:
        """Whether no request is being read or answered. A client that sends and does not read
        (`write_paused`) waits in uvicorn, so that its answers do not pile up here."""
        return (
            not self._reading
            and (self.cycle is None or self.cycle.response_complete)
            and not self.pipeline
            and not self.flow.write_paused
        )

    def _expressed(self, data: bytes) -> bool:
        """Whether the lane took the request: answered it, or waits for its body."""
        if lacks_its_body(data):
            self._held = data
            self._unset_keepalive_if_required()  # this line is not quiet
            self._awaits(True)
            return True
        client = self.client[0] if self.client else ""
        out = self.lane.response(data, self.server_state.default_headers, client)
        if out is None:
            return False
        if self._late is not None:
            self._awaits(False)
        self.server_state.total_requests += 1
        self.transport.write(out)
        self._rest()
        return True

    def send_400_response(self, msg: str) -> None:
        """What cannot be read as a request is answered as every other problem is."""
        long = len(getattr(self, "url", b"")) > ADDRESS
        self._refuse(too_long() if long else Problem(400, "The request cannot be read", msg))

    def _refuse(self, problem: Problem) -> None:
        """Say what is wrong and close the line."""
        self._refused = True
        body = problem.body()
        head = [
            STATUS_LINE[problem.status],
            b"content-type: application/problem+json\r\nconnection: close\r\n",
            b"content-length: %d\r\n" % len(body),
        ]
        for name, value in self.server_state.default_headers:
            head += [name, b": ", value, b"\r\n"]
        self.transport.write(b"".join([*head, self.lane.common, body]))
        self.transport.close()

    def _rest(self) -> None:
        """Start to wait for the next request. One timer runs on; it looks, when it rings, whether the line
        was quiet all the while."""
        self._quiet_since = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def timeout_keep_alive_handler(self) -> None:
        """Close a line that was quiet for as long as it may be; also the timer that uvicorn starts after an
        ordinary answer ends here."""
        left = self._quiet_since + self.timeout_keep_alive - self.loop.time()
        if left > 0.05:
            self.timeout_keep_alive_task = self.loop.call_later(left, self.timeout_keep_alive_handler)
        else:
            super().timeout_keep_alive_handler()


def protocol_with(lane: Lane) -> type[ExpressProtocol]:
    """The protocol class for one server."""
    return type("ServerProtocol", (ExpressProtocol,), {"lane": lane})
