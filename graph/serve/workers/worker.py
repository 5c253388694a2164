"""A worker process: opens snapshots read-only and answers one question at a time, until its server closes the
line or kills it."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import sys
import time
from typing import Any

from regesta.graph.serve import operating_system
from regesta.graph.serve.sparql.screening import screen
from regesta.graph.serve.workers.answering import PREFIXES, AnswerError, Question, answer
from regesta.graph.serve.workers.ipc import pack, receive
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.interface import QueryEngine
from regesta.graph.store.leases import Leased


class Worker:
    """Answers questions; keeps one store open, the last one asked for. Where there is a store `elsewhere`, it
    answers, and the one opened here only finds the words of searches."""

    def __init__(self, memory: int, elsewhere: QueryEngine | None = None) -> None:
        self.memory, self.elsewhere = memory, elsewhere
        self._leased = Leased()

    def open(self, path: str) -> EmbeddedStore:
        """The store at `path`; opening another one drops the last."""
        if not self._leased.holds(path):
            operating_system.lift_memory_limit()
            store = self._leased.open(path)
            operating_system.limit_memory(self.memory)
            return store
        return self._leased.open(path)

    def handle(self, head: dict[str, Any]) -> bytes:
        """The reply to one frame: a question, or a text to `screen`."""
        if "screen" in head:
            return _reply({"ok": True, **dataclasses.asdict(screen(head["screen"]))})
        try:
            store = self.open(head.pop("store"))
            if not head:
                return _reply({"ok": True})
            asked: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in head.items()}
            question = Question(**asked)
            found = answer(self.elsewhere or store, question, self._leased.path, searched=store)
            told = {"form": found.form, "syntax": found.syntax, "file": found.file, "size": found.size}
            return _reply({"ok": True, **told}, found.body)
        except AnswerError as error:
            # Where a long text stops being SPARQL is looked for here, under the deadline, so that the server
            # goes on answering meanwhile.
            fault = _fault(question.query, str(error)) if error.kind == "syntax" else None
            return _reply({"ok": False, "kind": error.kind, "message": str(error), "fault": fault})
        except MemoryError:
            return _reply(
                {"ok": False, "kind": "memory", "message": "the query needed more memory than it may have"}
            )
        except OSError as error:
            return _reply({"ok": False, "kind": "store", "message": str(error)})


def _reply(head: dict[str, Any], body: bytes = b"") -> bytes:
    """A frame that also says how much processor time this process has used."""
    return pack({**head, "used": time.process_time()}, body)


def _fault(query: str, message: str) -> dict[str, Any]:
    """Where a query stops being SPARQL, as the fields of a `Fault`."""
    from regesta.graph.serve.sparql.errors import explain  # the grammar: only for what does not parse

    return dataclasses.asdict(explain(query, message, known=tuple(PREFIXES)))


def _elsewhere(settings: str, patience: str) -> QueryEngine | None:
    """The store that answers instead of the one here."""
    named = json.loads(settings)
    if not named:
        return None
    from regesta.graph.store.remote import configured  # an HTTP client takes long to import

    return configured(named, patience=float(patience))


def main() -> None:
    """`python -m regesta.graph.serve.workers.worker LINE MEMORY NETWORK [STORE PATIENCE]`, started by the
    pool; STORE is the `[store]` table of regesta.toml as JSON."""
    line, memory, network = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "network"
    elsewhere = _elsewhere(*sys.argv[4:]) if len(sys.argv) > 4 else None
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setrecursionlimit(
        100_000
        # the recogniser of `syntax.explain` descends once for each triple of a block; its frames lie on the
        # heap
    )
    operating_system.die_with_parent()
    # RocksDB starts its threads when a store is opened, and a filter covers only threads started later: so it
    # comes first.
    how = "open" if network else operating_system.no_network()
    link = operating_system.line_end(line)
    link.sendall(_reply({"ok": True, "pid": os.getpid(), "isolated": how}))
    worker = Worker(memory, elsewhere)
    while (frame := receive(link)) is not None:
        link.sendall(worker.handle(frame[0]))


if __name__ == "__main__":
    main()
