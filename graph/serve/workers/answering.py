"""A query put to an open store and its answer written out whole, or refused whole: what workers and the
command line share."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from regesta.graph.rdf import NamedNode, Triple
from regesta.graph.serve.search.hits import CANDIDATES, Hit, SearchError
from regesta.graph.serve.search.matching import SEARCH, MatchingError, with_matches
from regesta.graph.store import StoreError
from regesta.graph.store.interface import Boolean, Dataset, QueryEngine, Solutions
from regesta.graph.store.syntax import write, write_results

#: Results up to this many bytes travel in memory, larger ones through a file.
IN_MEMORY = 1 << 20

PREFIXES: Mapping[str, str] = {
    "rg": "https://w3id.org/regesta/ontology#",
    "rgs": SEARCH,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "void": "http://rdfs.org/ns/void#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
}


class AnswerError(Exception):
    """A query that has no answer: `kind` is syntax, form (no syntax asked for fits its form), rows, bytes or
    failed."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete result: its form, the syntax it is written in, and its bytes, in memory or in a file (then
    `body` is empty)."""

    form: str
    syntax: str
    body: bytes
    file: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a store: the query, the syntaxes wanted for a table and for a graph (empty: not
    wanted), the dataset, the limits. `aligned`: the graphs of aligned statements to read besides."""

    query: str
    table: str = "json"
    graph: str = "turtle"
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    union: bool = False
    aligned: tuple[str, ...] = ()
    base: str = ""
    rows: int = 1_000_000
    size: int = 256 << 20
    spool: str = ""


def content(answer: Answer) -> bytes:
    """The whole of a result; when it is in a file, the file is deleted."""
    if not answer.file:
        return answer.body
    try:
        return Path(answer.file).read_bytes()
    finally:
        Path(answer.file).unlink(missing_ok=True)


# Where a row ends in each syntax. In JSON `},{"` cannot stand inside a string (its quote would be escaped)
# and in XML `<` cannot.
_ROW = {"json": b'},{"', "xml": b"<result>", "csv": b"\r\n", "tsv": b"\n"}


def row_count(answer: Answer) -> int:
    """How many rows a table has that is held in memory; for one in a file more than any page holds."""
    if answer.file:
        return 1 << 30
    if answer.syntax == "json":
        return 0 if b'"bindings":[]' in answer.body else answer.body.count(_ROW["json"]) + 1
    return answer.body.count(_ROW.get(answer.syntax, b"\n")) - (answer.syntax in ("csv", "tsv"))


class _Bounded(io.RawIOBase):
    """Takes what a serialiser writes, counts rows and bytes, and stops it when there are too many."""

    def __init__(self, question: Question, row: bytes) -> None:
        self.question, self.row, self.rest = question, row, b""
        # CSV and TSV have a header line, JSON has one mark less than rows.
        self.rows, self.size = {b"\r\n": -1, b"\n": -1, _ROW["json"]: 1}.get(row, 0), 0
        self.memory: list[bytes] = []
        self.file: IO[bytes] | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        chunk = bytes(data)
        self.size += len(chunk)
        if self.row:
            seen = self.rest + chunk
            self.rows += seen.count(self.row)
            self.rest = seen[-(len(self.row) - 1) :] if len(self.row) > 1 else b""
            if self.rows > self.question.rows:
                raise AnswerError("rows", f"the result has more than {self.question.rows:,} rows")
        if self.size > self.question.size:
            raise AnswerError("bytes", f"the result is larger than {self.question.size / (1 << 20):,.0f} MB")
        if self.file is None and self.size > IN_MEMORY and self.question.spool:
            import tempfile  # few results are that large

            self.file = tempfile.NamedTemporaryFile(  # noqa: SIM115 (closed with the answer)
                dir=self.question.spool, prefix=f"result-{os.getpid()}-", delete=False
            )
            self.file.writelines(self.memory)
            self.memory.clear()
        if self.file is not None:
            self.file.write(chunk)
        else:
            self.memory.append(chunk)
        return len(chunk)

    def answer(self, form: str, syntax: str) -> Answer:
        if self.file is not None:
            file, self.file = self.file, None
            file.close()
            return Answer(form, syntax, b"", file.name, self.size)
        return Answer(form, syntax, b"".join(self.memory), "", self.size)

    def drop(self) -> None:
        """Delete the file of a result that nobody will get."""
        if self.file is not None:
            file, self.file = self.file, None
            file.close()
            os.unlink(file.name)


def answer(
    store: QueryEngine, question: Question, path: str = "", *, searched: QueryEngine | None = None
) -> Answer:
    """The whole answer to a question; `path` is the store's folder, beside which the text index stands. The
    words of a search are found in `searched`, where that is another store than the one that answers.

    Errors: AnswerError, kind syntax (does not parse; the engine's words), form, rows, bytes, failed.
    """
    try:
        result = store.query(
            _searched(store if searched is None else searched, question, path),
            dataset=Dataset(question.default, question.named, question.union, question.aligned),
            base=question.base,
            prefixes=PREFIXES,
        )
        if isinstance(result, Solutions | Boolean):
            return _write_table(result, question)
        return _write_graph(result, question)
    except (MatchingError, SearchError) as error:
        raise AnswerError("failed", str(error)) from error
    except SyntaxError as error:
        raise AnswerError("syntax", str(error)) from error
    except (RuntimeError, ValueError, OSError, StoreError) as error:
        raise AnswerError("failed", str(error)) from error


def _searched(store: QueryEngine, question: Question, path: str) -> str:
    """The query with its search patterns answered from the text index, where there is a folder for one."""
    if not path:
        return question.query

    def find(words: str) -> Sequence[Hit]:
        from regesta.graph.serve.search.index import index_of, search  # SQLite: few queries search

        return search(index_of(store, path), words, candidates=_sees_candidates(question))

    return with_matches(question.query, find)


def _write_table(result: Solutions | Boolean, question: Question) -> Answer:
    form = "ask" if isinstance(result, Boolean) else "select"
    if not question.table:
        raise AnswerError("form", f"the query is a {form.upper()}; its result is a table, not a graph")
    if form == "ask" and question.table in ("csv", "tsv"):
        # The CSV/TSV format leaves ASK undefined; a bare true or false is what other engines send.
        return Answer(form, question.table, b"true" if result else b"false", "", 4 if result else 5)
    out = _Bounded(question, b"" if form == "ask" else _ROW[question.table])
    try:
        write_results(result, cast(IO[bytes], out), question.table)
        return out.answer(form, question.table)
    finally:
        out.drop()


def _sees_candidates(question: Question) -> bool:
    """Whether the query reads the graph of candidates: then a search finds those too."""
    return f"{CANDIDATES}>" in question.query or any(
        g.endswith(CANDIDATES) for g in (*(question.default or ()), *(question.named or ()))
    )


def _write_graph(triples: Iterable[Triple], question: Question) -> Answer:
    if not question.graph:
        raise AnswerError("form", "the query is a CONSTRUCT or DESCRIBE; its result is a graph, not a table")
    out = _Bounded(question, b"")
    # Prefixes are looked for only in triples that are there, so that a small graph does not open with twelve
    # unused lines.
    listed: Iterable[Triple] = _counted(triples, question.rows)
    try:
        if question.graph in ("turtle", "trig", "rdfxml"):
            listed = list(listed)
            write(listed, cast(IO[bytes], out), question.graph, prefixes=used_prefixes(listed))
        else:
            write(listed, cast(IO[bytes], out), question.graph)
        return out.answer("graph", question.graph)
    finally:
        out.drop()


def _counted(triples: Iterable[Triple], most: int) -> Iterator[Triple]:
    for count, triple in enumerate(triples):
        if count >= most:
            raise AnswerError("rows", f"the result has more than {most:,} triples")
        yield triple


_NAMESPACE = re.compile(r"^(.*[/#])[^/#]*$")


def used_prefixes(triples: Iterable[Triple]) -> dict[str, str]:
    """Our prefixes whose namespaces the triples use."""
    namespaces = set()
    for t in triples:
        for term in (t.subject, t.predicate, t.object, getattr(t.object, "datatype", None)):
            if isinstance(term, NamedNode) and (found := _NAMESPACE.match(term.value)):
                namespaces.add(found[1])
    return {name: iri for name, iri in PREFIXES.items() if iri in namespaces}
