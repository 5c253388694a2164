"""A SPARQL 1.1 store behind an address: queries and updates by the Protocol, whole graphs by the Graph Store
HTTP Protocol. The one place that speaks HTTP to a store."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, TypeVar
from urllib.parse import quote, urlsplit

import httpx

from regesta.graph.rdf import BlankNode, DefaultGraph, GraphName, NamedNode, Quad, Subject, Term, Triple
from regesta.graph.store.interface import NO_PREFIXES, STORED, Dataset, Result, Shortcuts
from regesta.graph.store.snapshots import StoreError
from regesta.graph.store.syntax import parse, read_results, serialise

T = TypeVar("T")
TRIPLES = "application/n-triples"
_TABLE = "application/sparql-results+json"
#: Seconds the other store may be silent: it answers a PUT only when the graph is stored.
PATIENCE = 600.0
#: The paths stores give their three addresses: what ends as the first has the others beside it. The last is
#: the parameter by which all graphs of such a store are read as one.
_SIBLINGS = {
    "sparql": ("sparql", "update", "graphs", "union"),  # regesta
    "query": ("query", "update", "store", "union-default-graph"),  # oxigraph
}


#: What follows each GRAPH of a query; the word in a string or comment does no harm.
_GRAPH = re.compile(r"\bGRAPH\s*(<[^<>\s]*>|[^\s<{]+)", re.IGNORECASE)
#: The first word of a query after its prologue.
_FORM = re.compile(r"(?:\s|#[^\n]*|BASE\s*<[^>]*>|PREFIX\s+[^\s:]*:\s*<[^>]*>)*+(\w+)", re.IGNORECASE)
#: What `[store]` of regesta.toml may say.
SETTINGS = ("url", "update", "graphs", "default_graph")


class RemoteError(StoreError):
    """A store behind an address that did not do as asked. `status` is its HTTP status, 0 when it was not
    reached; `said` what it answered, and `reason` the status in words."""

    def __init__(self, message: str, *, status: int = 0, reason: str = "", said: str = "") -> None:
        super().__init__(message)
        self.status, self.reason, self.said = status, reason, said


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a store takes queries, updates and whole graphs; "" where it takes none. `union` is the parameter
    by which its queries read all graphs as one, "" where none is known."""

    query: str
    update: str = ""
    graphs: str = ""
    union: str = ""

    @classmethod
    def beside(cls, url: str) -> Addresses:
        """The addresses of a store by that of its queries: Regesta's `/sparql` has `/update` and `/graphs`
        beside it, Oxigraph's `/query` has `/update` and `/store`; another only takes queries."""
        folder, _, last = url.rpartition("/")
        if last not in _SIBLINGS:
            return cls(url)
        query, update, graphs, union = _SIBLINGS[last]
        return cls(f"{folder}/{query}", f"{folder}/{update}", f"{folder}/{graphs}", union)


def checked_address(url: str) -> str:
    """The address as it is. Errors: RemoteError when it is no web address, or holds a password."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise RemoteError(f"{url!r} is no web address: {error}.") from error
    if parts.username is not None or parts.password is not None:
        raise RemoteError("the address holds a name or password; leave them out of it.")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise RemoteError(
            f"{url!r} is not the address of a store. Type one like "
            "http://localhost:7878/store, without ? and #."
        )
    return url


class Login(httpx.Auth):
    """A name and password, by basic authentication, or by digest where the store does not take that
    (Virtuoso, which says what it wants only to those who send nothing)."""

    def __init__(self, login: str) -> None:
        name, _, password = login.partition(":")
        self._basic, self._digest = httpx.BasicAuth(name, password), httpx.DigestAuth(name, password)
        self._by_digest = False

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """The request, and once more where the store wants a digest."""
        if not self._by_digest:
            flow = self._basic.auth_flow(request)
            answer = yield next(flow)
            if answer.status_code != 401:
                return
            self._by_digest = True
            del request.headers["Authorization"]
        yield from self._digest.auth_flow(request)


def authorization(*, token: str = "", login: str = "") -> dict[str, str]:
    """The header that proves who asks: a bearer token, else basic authentication with `name:password`; empty
    when neither is given."""
    if token:
        return {"Authorization": f"Bearer {token}"}
    if login:
        return {"Authorization": "Basic " + base64.b64encode(login.encode()).decode()}
    return {}


class Connection:
    """Requests to a store, over connections that are kept open. Redirects are not followed."""

    def __init__(
        self, headers: Mapping[str, str] = NO_PREFIXES, *, login: str = "", patience: float = PATIENCE
    ) -> None:
        auth = Login(login) if login else None
        self._client = httpx.Client(
            headers=dict(headers), auth=auth, timeout=patience, follow_redirects=False
        )

    def ask(self, method: str, url: str, *, twice: bool = True, **what: Any) -> httpx.Response:
        """The whole answer, whatever its status. `twice`: it may be sent again where the store hung up on a
        connection that was kept open. Errors: RemoteError when the store cannot be reached or breaks off."""
        return self._said(lambda: self._client.request(method, url, **what), url, twice=twice)

    def begins(self, url: str, headers: Mapping[str, str]) -> tuple[httpx.Response, bytes]:
        """The answer to a GET and the first bytes of its body; the rest is not fetched."""

        def first() -> tuple[httpx.Response, bytes]:
            with self._client.stream("GET", url, headers=dict(headers)) as answer:
                return answer, next(answer.iter_bytes(), b"")

        return self._said(first, url, twice=True)

    def _said(self, send: Callable[[], T], url: str, *, twice: bool) -> T:
        try:
            try:
                return send()
            except httpx.RemoteProtocolError:  # kept open until the other side no longer cared to
                if not twice:
                    raise
                return send()
        except (httpx.HTTPError, OSError) as error:
            where = url.partition("?")[0]
            raise RemoteError(
                f"{where} cannot be reached or broke off: {error or type(error).__name__}."
            ) from error

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()


class GraphStore:
    """Whole graphs of a store by the Graph Store HTTP Protocol."""

    def __init__(self, url: str, connection: Connection) -> None:
        self.url, self._connection = checked_address(url), connection

    def get(self, graph: NamedNode | DefaultGraph) -> Iterator[Triple]:
        """The triples of a graph; none where there is none."""
        answer = self._connection.ask("GET", self._of(graph), headers={"Accept": TRIPLES})
        if answer.status_code in (204, 404):
            return iter(())
        _expect(answer, self.url)
        return (q.triple for q in parse(answer.content, "ntriples"))

    def holds_something(self, graph: NamedNode | DefaultGraph) -> bool:
        """Whether a graph has a triple; only the first bytes of it are read."""
        answer, first = self._connection.begins(self._of(graph), {"Accept": TRIPLES})
        if answer.status_code in (204, 404):
            return False
        _expect(answer, self.url, first)
        return bool(first.strip())

    def send(self, method: str, graph: NamedNode | DefaultGraph, ntriples: bytes | IO[bytes]) -> None:
        """PUT or POST N-Triples; a file is sent as it is read."""
        headers = {"Content-Type": TRIPLES}
        body: bytes | _Pieces
        if isinstance(ntriples, bytes):
            body = ntriples
        else:
            headers["Content-Length"] = str(ntriples.seek(0, 2))
            body = _Pieces(ntriples)
        answer = self._connection.ask(
            method, self._of(graph), twice=method == "PUT", content=body, headers=headers
        )
        _expect(answer, self.url)

    def delete(self, graph: NamedNode | DefaultGraph) -> bool:
        """Take a graph away; returns whether it was there."""
        answer = self._connection.ask("DELETE", self._of(graph))
        if answer.status_code == 404:
            return False
        _expect(answer, self.url)
        return True

    def _of(self, graph: NamedNode | DefaultGraph) -> str:
        which = f"graph={quote(graph.value, safe='')}" if isinstance(graph, NamedNode) else "default"
        return f"{self.url}?{which}"


class _Pieces:
    """A file as a request's body that may be sent again."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(0)
        while piece := self.file.read(1 << 16):
            yield piece


class RemoteStore(Shortcuts):
    """A `Store` behind addresses. Its query address may serve several readers; updates and graphs are taken
    where it says so. Blank nodes have other labels in every answer.

    `default_graph` is the name of the graph that stands for the default graph at a store whose own is the
    union of all its graphs (Virtuoso): what names no graph reads that one, and the union is what the store
    reads when no graph is named.

    Errors of every call: RemoteError (a StoreError) when it cannot be reached or refuses.
    """

    def __init__(
        self,
        addresses: Addresses | str,
        *,
        default_graph: str = "",
        headers: Mapping[str, str] = NO_PREFIXES,
        login: str = "",
        patience: float = PATIENCE,
    ) -> None:
        self.addresses = Addresses.beside(addresses) if isinstance(addresses, str) else addresses
        self.default_graph = default_graph
        checked_address(self.addresses.query)
        self._connection = Connection(headers, login=login, patience=patience)

    def close(self) -> None:
        """Let go of the connections."""
        self._connection.close()

    def query(
        self,
        text: str,
        *,
        dataset: Dataset = STORED,
        base: str = "",
        prefixes: Mapping[str, str] = NO_PREFIXES,
    ) -> Result:
        """The whole result of a query. The protocol cannot name the store's own default graph in a dataset,
        nor ask for the union of all graphs of any store: where neither `default_graph` nor the store's kind
        says how, both are refused as ValueError."""
        form = [("query", _prologue(base, prefixes) + text), *self._dataset(dataset, text)]
        answer = self._connection.ask(
            "POST",
            self.addresses.query,
            data=_form(form),
            headers={"Accept": TRIPLES if _gives_graph(text) else f"{_TABLE}, {TRIPLES};q=0.9"},
        )
        if answer.status_code == 400:
            raise SyntaxError(_words(answer, answer.content) or "the query does not parse")
        _expect(answer, self.addresses.query)
        if answer.headers.get("content-type", "").startswith(TRIPLES):
            return (q.triple for q in parse(answer.content, "ntriples"))
        return read_results(_bare(answer.content))

    def _dataset(self, dataset: Dataset, text: str) -> list[tuple[str, str]]:
        """The parameters of the protocol that choose a dataset for a query."""
        if dataset.union:
            return self._union()
        default, named = _default_graphs(dataset), dataset.named
        if self.default_graph:
            default = tuple(g or self.default_graph for g in default or ("",))
            named = self._named_in(text) if named is None else named
        if "" in default:
            raise ValueError("a remote store cannot be asked for its own default graph beside others")
        chosen = [("default-graph-uri", g) for g in default]
        return chosen + [("named-graph-uri", g) for g in named or ()]

    def _union(self) -> list[tuple[str, str]]:
        """The parameters by which all graphs are read as one."""
        if self.default_graph:
            return []
        if self.addresses.union:
            return [(self.addresses.union, "true")]
        raise ValueError("it is not known how a remote store of this kind reads all its graphs as one")

    def _named_in(self, text: str) -> tuple[str, ...]:
        """The named graphs a query must be given beside `default_graph`: those it names. Virtuoso lets
        `GRAPH ?g` reach every graph, but a graph that is named only where the dataset has it; where a query
        does both, every graph is listed."""
        named = _GRAPH.findall(text)
        constant = [iri[1:-1] for iri in named if iri.startswith("<")]
        if not any(iri[:1] not in "?$" for iri in named):
            return ()
        if len(constant) == len(named) and all(":" in iri for iri in constant):
            return tuple(dict.fromkeys(constant))
        return tuple(g.value for g in self.graphs())

    def graphs(self) -> list[NamedNode]:
        """The names of the graphs that hold something, sorted."""
        rows = self.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        names = (row["g"] for row in rows)
        return sorted((g for g in names if isinstance(g, NamedNode)), key=lambda g: g.value)

    def quads(
        self,
        subject: Subject | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
        graph: GraphName | None = None,
    ) -> Iterator[Quad]:
        """The statements that match. A blank node has no name another request knows, so none can be asked
        for."""
        if isinstance(subject, BlankNode) or isinstance(value, BlankNode) or isinstance(graph, BlankNode):
            raise ValueError("a blank node of a remote store cannot be asked for by its label")
        s, p, o = (
            f"{t}" if t is not None else v for t, v in ((subject, "?s"), (predicate, "?p"), (value, "?o"))
        )
        pattern = f"{s} {p} {o}"
        fixed = {"s": subject, "p": predicate, "o": value}
        parts = []
        if graph is None or isinstance(graph, DefaultGraph):
            parts.append(f"{{ {pattern} }}")
        if graph is None:
            own = f" FILTER(?g != <{self.default_graph}>)" if self.default_graph else ""
            parts.append(f"{{ GRAPH ?g {{ {pattern} }}{own} }}")
        elif isinstance(graph, NamedNode):
            parts.append(f"{{ GRAPH {graph} {{ {pattern} }} }}")
        for row in self.select(f"SELECT * WHERE {{ {' UNION '.join(parts)} }}"):
            yield _quad(row, fixed, graph)

    def update(self, text: str, *, base: str = "", prefixes: Mapping[str, str] = NO_PREFIXES) -> None:
        """Run an update."""
        url = self._taking(self.addresses.update, "updates")
        form = {"update": _prologue(base, prefixes) + text}
        if self.default_graph:  # Virtuoso has this parameter for updates too
            form["default-graph-uri"] = self.default_graph
        answer = self._connection.ask("POST", url, twice=False, data=form)
        if answer.status_code == 400:
            raise SyntaxError(_words(answer, answer.content) or "the update does not parse")
        _expect(answer, url)

    def get(self, graph: NamedNode | DefaultGraph) -> Iterator[Triple]:
        """The triples of a graph; none where there is none."""
        return self._graph_store.get(self._there(graph))

    def holds_something(self, graph: NamedNode | DefaultGraph) -> bool:
        """Whether a graph has a triple; only the first bytes of it are read."""
        return self._graph_store.holds_something(self._there(graph))

    def put(self, graph: NamedNode | DefaultGraph, triples: Iterable[Triple]) -> None:
        """Make a graph hold these triples and no others."""
        self._graph_store.send("PUT", self._there(graph), serialise(triples, "ntriples"))

    def post(self, graph: NamedNode | DefaultGraph, triples: Iterable[Triple]) -> None:
        """Add triples to a graph."""
        self._graph_store.send("POST", self._there(graph), serialise(triples, "ntriples"))

    def delete(self, graph: NamedNode | DefaultGraph) -> bool:
        """Take a graph away; returns whether it was there."""
        return self._graph_store.delete(self._there(graph))

    def _there(self, graph: NamedNode | DefaultGraph) -> NamedNode | DefaultGraph:
        """The graph at the other store that stands for one here."""
        named = isinstance(graph, NamedNode) or not self.default_graph
        return graph if named else NamedNode(self.default_graph)

    @property
    def _graph_store(self) -> GraphStore:
        return GraphStore(self._taking(self.addresses.graphs, "whole graphs"), self._connection)

    def _taking(self, url: str, what: str) -> str:
        if not url:
            raise RemoteError(
                f"it is not known where the store behind {self.addresses.query} takes {what}. "
                "Write `update` and `graphs` beside `url` in [store] of regesta.toml."
            )
        return url


def configured(settings: Mapping[str, Any], *, patience: float = PATIENCE) -> RemoteStore | None:
    """The store that `[store]` of regesta.toml names, None where it names none. `$REGESTA_STORE_TOKEN` or
    `$REGESTA_STORE_LOGIN` (name:password) prove who asks. Errors: RemoteError for an address that is none, or
    a setting there is not."""
    url = str(settings.get("url", ""))
    if not url:
        return None
    if unknown := sorted(set(settings) - set(SETTINGS)):
        raise RemoteError(
            f"[store] of regesta.toml has no setting {', '.join(unknown)}; there are {', '.join(SETTINGS)}."
        )
    beside = Addresses.beside(url)
    update, graphs = (str(settings.get(name, getattr(beside, name))) for name in ("update", "graphs"))
    token = os.environ.get("REGESTA_STORE_TOKEN", "")
    return RemoteStore(
        Addresses(url, update, graphs, beside.union),
        default_graph=str(settings.get("default_graph", "")),
        headers=authorization(token=token),
        login="" if token else os.environ.get("REGESTA_STORE_LOGIN", ""),
        patience=patience or PATIENCE,
    )


def _gives_graph(text: str) -> bool:
    """Whether a query is a CONSTRUCT or DESCRIBE: Virtuoso writes those as tables where a table will do."""
    form = _FORM.match(text)
    return form is not None and form[1].upper() in ("CONSTRUCT", "DESCRIBE")


#: The variable of the table by which some Virtuosos answer an ASK: one row where it is true.
_ASKED = b'"__ASK_RETVAL"'


def _bare(results: bytes) -> bytes:
    """A result in JSON; the table that stands for a truth made that truth."""
    if _ASKED not in results[:200]:
        return results
    rows = json.loads(results)["results"]["bindings"]
    return b'{"head":{},"boolean":%s}' % (b"true" if rows else b"false")


def _quad(row: Any, fixed: Mapping[str, Any], graph: GraphName | None) -> Quad:
    """A statement out of a row, with what was asked for where the row has no variable."""
    s, p, o = ((term if term is not None else row[name]) for name, term in fixed.items())
    where = graph if graph is not None else (row["g"] or DefaultGraph())
    return Quad(s, p, o, where)


def _prologue(base: str, prefixes: Mapping[str, str]) -> str:
    named = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in prefixes.items())
    return (f"BASE <{base}>\n" if base else "") + named


def _default_graphs(dataset: Dataset) -> tuple[str, ...]:
    """The graphs that are read as the default one, () where that is the store's own alone."""
    default = dataset.default or ()
    if dataset.also:
        return (*(default or ("",)), *dataset.also)
    return () if default == ("",) else default


def _form(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for name, value in pairs:
        out.setdefault(name, []).append(value)
    return out


def _words(answer: httpx.Response, body: bytes) -> str:
    """What a store says is wrong: the detail of a problem+json, else its words."""
    text = body.decode("utf-8", "replace").strip()
    if answer.headers.get("content-type", "").startswith("application/problem+json"):
        with contextlib.suppress(ValueError):
            return str(json.loads(text).get("detail", ""))
    return text[:200]


def _expect(answer: httpx.Response, url: str, body: bytes | None = None) -> None:
    """Errors: RemoteError where the status is none of success; `body`: what was read of it, else all is."""
    if not answer.is_success:
        said = _words(answer, answer.content if body is None else body)
        raise RemoteError(
            f"{url} answers {answer.status_code} {answer.reason_phrase}" + (f": {said}" if said else ""),
            status=answer.status_code,
            reason=answer.reason_phrase,
            said=said,
        )


__all__ = [
    "Addresses",
    "Connection",
    "GraphStore",
    "RemoteError",
    "RemoteStore",
    "authorization",
    "checked_address",
    "configured",
]
