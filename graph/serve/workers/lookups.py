"""Lookups answered in the server's own process, without a worker.

A lookup (`sparql.lookup`) is a SELECT of one triple pattern. It walks one range of one index: every solution
costs the same small work, so it can be broken off after any of them. Here it is broken off after `ROWS`
solutions or `BYTES` bytes of result; a worker process then answers it under its deadline and memory limit.
Both give the same answer (rows of a query without ORDER BY may come in another order).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from regesta.graph.rdf import BlankNode, DefaultGraph, NamedNode
from regesta.graph.serve import logs
from regesta.graph.serve.sparql.lookup import ROWS, Lookup, lookup_of
from regesta.graph.serve.workers.answering import Answer, AnswerError, Question, answer
from regesta.graph.serve.workers.snapshots import Snapshot
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.leases import Leased

#: Where a lookup is broken off besides its solutions: so many bytes of result.
BYTES: Final = 1 << 16
#: No lookup is longer than so many characters.
LONGEST: Final = 1 << 14
#: A lookup that takes longer (seconds) may show that a step can be large here, as when one value has many
#: megabytes, or only that the machine is busy. So processor time is measured for REST seconds, and if another
#: takes so much of it, workers, which can be killed, answer all lookups for so many seconds.
SLOW: Final = 0.05
REST: Final = 60.0

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


class Lookups:
    """Answers lookups on the snapshot that is open."""

    def __init__(self) -> None:
        self._leased = Leased()
        self._watches_until = self._rests_until = 0.0

    def close(self) -> None:
        """Let go of the snapshot."""
        self._leased.close()

    def answer(self, snapshot: Snapshot, question: Question) -> Answer | None:
        """The whole result, None for what is no lookup, is too large, or goes wrong: a worker answers it, and
        says what is wrong."""
        if time.perf_counter() < self._rests_until or not _plain(question):
            return None
        lookup = lookup_of(question.query)
        if lookup is None:
            return None
        try:
            store = self._leased.open(str(snapshot.path))
        except OSError:
            return None
        start = time.perf_counter()  # opening a new generation takes its time, but once
        if start < self._watches_until:
            return self._watched(store, question, lookup)
        found = _answer(store, question, lookup)
        if time.perf_counter() - start > SLOW:
            self._watches_until = start + REST
        return found

    def _watched(self, store: EmbeddedStore, question: Question, lookup: Lookup) -> Answer | None:
        before = time.thread_time()
        found = _answer(store, question, lookup)
        used = time.thread_time() - before
        if used > SLOW:
            self._rests_until = time.perf_counter() + REST
            logs.log.warning(
                "a lookup used %.0f ms of processor time; workers answer lookups for %.0f s", used * 1e3, REST
            )
        return found


def _answer(store: EmbeddedStore, question: Question, lookup: Lookup) -> Answer | None:
    rows, size = min(ROWS, question.rows), min(BYTES, question.size)
    if question.table == "json" and lookup.wanted and lookup.limit > ROWS:
        return _walked(store, lookup, rows, size)
    try:
        # Which solutions a limit lets through is for the engine to say.
        return answer(store, replace(question, rows=rows, size=size))
    except AnswerError:
        return None


def _plain(question: Question) -> bool:
    """Whether a question is of the store's own dataset and may be answered by a table."""
    return (
        bool(question.table)
        and question.default is None
        and question.named is None
        and not question.union
        and not question.aligned
        and len(question.query) <= LONGEST
    )


def _walked(store: EmbeddedStore, lookup: Lookup, most: int, largest: int) -> Answer | None:
    """The result straight from the index, without the engine; None when there is too much of it."""
    rows: list[list[tuple[str, Any]]] = []
    places = [(name, lookup.variables[name]) for name in lookup.wanted if name in lookup.variables]
    size = 0
    for found in store.quads(*lookup.constants, _DEFAULT):
        if len(rows) == most or size > largest:
            return None
        row = [(name, getattr(found, place)) for name, place in places]
        size += 80 + sum(len(term.value) for _, term in row)
        rows.append(row)
    if size > largest:
        return None
    body = as_json(lookup.wanted, rows)
    return Answer("select", "json", body, "", len(body))
