"""Queries without a server: the same workers, limits and answers, for the command line and for programs."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regesta.graph.serve.operating_system import start_on_a_line
from regesta.graph.serve.protocol.negotiation import GRAPHS, TABLES, Syntax, named
from regesta.graph.serve.sparql.tokens import Unclear, services
from regesta.graph.serve.workers.answering import PREFIXES, AnswerError, Question, answer, used_prefixes
from regesta.graph.serve.workers.ipc import pack, receive
from regesta.graph.store import StoreError, current
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.interface import QueryEngine
from regesta.graph.store.syntax import parse, read_results, results_as, serialise

#: What the IRI of a graph of aligned statements has in it.
_ALIGNED = "aligned"


class QueryError(Exception):
    """A query without an answer; the message says why. `line` and `column` (from 1) are set where it does not
    parse, else 0."""

    def __init__(self, kind: str, message: str, *, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.kind, self.line, self.column = kind, line, column


@dataclass(frozen=True, slots=True)
class QueryResult:
    """A whole result. `form` is select, ask or graph; `rows` hold a dict per row for select, terms as SPARQL
    JSON results write them.

    `body` is the result as JSON, a graph as N-Triples.
    """

    form: str
    variables: tuple[str, ...]
    rows: Sequence[Mapping[str, Mapping[str, Any]]]
    boolean: bool | None
    body: bytes

    def values(self) -> list[tuple[str, ...]]:
        """The rows as plain strings in the order of `variables`, "" where unbound."""
        return [tuple(str(row[v]["value"]) if v in row else "" for v in self.variables) for row in self.rows]

    def serialise(self, format: str) -> bytes:
        """The result in a syntax: json, xml, csv, tsv for tables, turtle, ntriples, jsonld, rdfxml, trig,
        nquads for graphs.

        Errors: QueryError (kind form) when the syntax does not fit the result, naming those that do.
        """
        syntax = named(format)
        offered = GRAPHS if self.form == "graph" else TABLES
        if syntax not in offered or syntax is None:
            raise QueryError(
                "form",
                f"a {self.form} result cannot be written as {format}; choose one of "
                f"{', '.join(s.name for s in offered)}",
            )
        if self.form == "graph":
            return self._graph_as(syntax)
        if syntax.name == "json":
            return self.body
        if self.form == "ask" and syntax.name in ("csv", "tsv"):
            return b"true" if self.boolean else b"false"
        return results_as(read_results(self.body), syntax.name)

    def _graph_as(self, syntax: Syntax) -> bytes:
        triples = [q.triple for q in parse(self.body, "ntriples")]
        prefixes = used_prefixes(triples) if syntax.name in ("turtle", "trig", "rdfxml") else None
        return serialise(triples, syntax.name, prefixes=prefixes)


def execute(
    store: Path,
    query: str,
    *,
    deadline: float = 0.0,
    rows: int = 1_000_000,
    memory: int = 2 << 30,
    graphs: tuple[str, ...] | None = None,
    aligned: tuple[str, ...] = (),
    base: str = "",
) -> QueryResult:
    """Run a query on the store folder of a snapshot (or on a snapshots folder: then on its current
    generation).

    `graphs` are merged into its default graph ("" is accepted knowledge); without them it sees accepted
    knowledge only. `aligned` are graphs of aligned statements to be read besides, by IRI; with the
    workspace's `base` they are made where the generation has none yet. `deadline` in seconds runs it in a
    process that is killed past it; 0 runs it in this process without one.
    Errors: QueryError (syntax with line and column, deadline, rows, memory, refused); StoreError when nothing
    was built.
    """
    folder = _folder(store)
    if base and (aligned or _ALIGNED in query):
        from regesta.graph.aligned.generation import aligned_store, needs_aligned  # few queries read them

        if needs_aligned(query, aligned):
            folder = Path(aligned_store(str(folder), base))
    try:
        targets = services(query)
    except Unclear as error:
        raise QueryError("refused", f"the query can be read in two ways: {error}") from error
    for target in targets:
        raise QueryError(
            "refused",
            f"the query calls another endpoint ({target}); SERVICE is only answered by a "
            "server that allows it. Query that endpoint itself.",
        )
    with tempfile.TemporaryDirectory(prefix="regesta-query-") as spool:
        form, body = _answer(
            folder,
            Question(
                query=query,
                table="json",
                graph="ntriples",
                default=graphs,
                aligned=aligned,
                rows=rows,
                spool=spool,
            ),
            deadline,
            memory,
        )
    return _read(form, body)


def execute_at(
    engine: QueryEngine,
    query: str,
    *,
    rows: int = 1_000_000,
    graphs: tuple[str, ...] | None = None,
    aligned: tuple[str, ...] = (),
    searched: Path | None = None,
) -> QueryResult:
    """Run a query on any engine, in this process: a store elsewhere keeps its own limits. `searched` is the
    snapshots folder in whose text index the words of a search are found.

    Errors: QueryError (syntax, rows, failed).
    """
    here = current(searched) if searched else None
    with tempfile.TemporaryDirectory(prefix="regesta-query-") as spool:
        question = Question(
            query=query,
            table="json",
            graph="ntriples",
            default=graphs,
            aligned=aligned,
            rows=rows,
            spool=spool,
        )
        if here is None:
            return _read(*_here(engine, question))
        return _read(*_here(engine, question, str(here.path), searched=here.open()))


def _read(form: str, body: bytes) -> QueryResult:
    if form == "graph":
        return QueryResult("graph", (), (), None, body)
    data = json.loads(body)
    if form == "ask":
        return QueryResult("ask", (), (), bool(data["boolean"]), body)
    return QueryResult("select", tuple(data["head"]["vars"]), data["results"]["bindings"], None, body)


def _folder(store: Path) -> Path:
    snapshot = current(store)
    if snapshot is not None:
        return snapshot.path
    if not (store / "CURRENT").is_file() or not any(store.glob("MANIFEST-*")):
        raise StoreError(f"{store} holds no graph yet. Type `regesta build`.")
    return store


def _answer(store: Path, question: Question, deadline: float, memory: int) -> tuple[str, bytes]:
    if not deadline:
        return _here(EmbeddedStore.read_only(store), question, str(store))
    with _explained(question):
        return _in_worker(store, question, deadline, memory)


def _here(
    engine: QueryEngine, question: Question, path: str = "", *, searched: QueryEngine | None = None
) -> tuple[str, bytes]:
    with _explained(question):
        got = answer(engine, question, path, searched=searched)
        return got.form, Path(got.file).read_bytes() if got.file else got.body


@contextmanager
def _explained(question: Question) -> Iterator[None]:
    """What has no answer, as a QueryError that says where a query does not parse."""
    try:
        yield
    except AnswerError as error:
        if error.kind == "syntax":
            from regesta.graph.serve.sparql.errors import explain  # the grammar: only for what does not parse

            fault = explain(question.query, str(error), known=tuple(PREFIXES))
            raise QueryError(
                "syntax",
                f"the query does not parse: {fault.message}\n  {fault.text}\n  {fault.pointer}",
                line=fault.line,
                column=fault.column,
            ) from error
        raise QueryError(error.kind, str(error)) from error


def _in_worker(store: Path, question: Question, deadline: float, memory: int) -> tuple[str, bytes]:
    process, ours = start_on_a_line("regesta.graph.serve.workers.worker", [str(memory), "alone"])
    with ours:
        try:
            ours.settimeout(30.0)
            receive(ours)  # the worker's greeting
            ours.settimeout(deadline)
            head = {k: v for k in question.__slots__ if (v := getattr(question, k)) is not None}
            ours.sendall(pack(head | {"store": str(store)}))
            frame = receive(ours)
        except TimeoutError:
            raise QueryError(
                "deadline",
                f"the query ran longer than {deadline:g} seconds and was stopped; make it more "
                "selective or give it more time",
            ) from None
        finally:
            process.kill()
            process.wait()
    if frame is None:
        raise QueryError(
            "memory",
            f"the query needed more than {memory / (1 << 20):,.0f} MB of memory, or nests too deeply",
        )
    reply, body = frame
    if not reply["ok"]:
        raise AnswerError(reply["kind"], reply["message"])
    return str(reply["form"]), Path(reply["file"]).read_bytes() if reply["file"] else body
