"""A worker process: opens snapshots read-only and answers one question at a time, until its server closes the
line or kills it."""

from __future__ import annotations

import dataclasses
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
from regesta.graph.store.leases import Leased


class Worker:
    """Answers questions; keeps one store open, the last one asked for."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
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
            found = answer(store, question, self._leased.path)
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


def main() -> None:
    """`python -m regesta.graph.serve.workers.worker LINE MEMORY NETWORK`, started by the pool."""
    line, memory, network = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "network"
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
    worker = Worker(memory)
    while (frame := receive(link)) is not None:
        link.sendall(worker.handle(frame[0]))


if __name__ == "__main__":
    main()
