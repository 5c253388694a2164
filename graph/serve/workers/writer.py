"""The process that makes changes: applied to a copy of the current snapshot, then published whole."""

from __future__ import annotations

import dataclasses
import errno
import json
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from regesta.graph.rdf import DefaultGraph, NamedNode, Quad, Triple
from regesta.graph.serve import operating_system
from regesta.graph.serve.sparql.tokens import Unclear, loads, services
from regesta.graph.serve.sparql.update_dataset import DatasetConflict, with_dataset
from regesta.graph.serve.workers.answering import PREFIXES
from regesta.graph.store import StoreError, current, publish, writing
from regesta.graph.store.embedded import EmbeddedStore
from regesta.graph.store.syntax import parse_file


def make(order: dict[str, Any]) -> dict[str, object]:
    """Take the writer's lock, change a hard-linked copy of the current generation, publish it. Runs in the
    writer's own process, which also reads the updates: whatever their letters, the server goes on
    answering."""
    for change in order["changes"]:
        if refusal := _reaching(change["update"]):
            return refusal
    snapshots = Path(order["snapshots"])
    end = time.monotonic() + order["patience"]
    while True:
        try:
            with writing(snapshots):
                return _changed(snapshots, order["changes"], order["memory"])
        except StoreError as error:
            if time.monotonic() > end:
                return {"ok": False, "kind": "held", "message": str(error)}
            time.sleep(0.05)


#: What the system says when nothing more can be written: the disk or the user's share of it is full.
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)


def _reaching(update: str) -> dict[str, object] | None:
    """The refusal of an update that reads from elsewhere, or could be read so; None for others."""
    try:
        if services(update) or loads(update):
            advice = "send the data itself: INSERT DATA, or PUT it with the Graph Store Protocol"
            return {"ok": False, "kind": "reaching", "message": advice}
    except Unclear as error:
        return {"ok": False, "kind": "unclear", "message": f"the update can be read in two ways: {error}"}
    return None


def _changed(snapshots: Path, changes: list[dict[str, Any]], memory: int) -> dict[str, object]:
    draft = snapshots / ".update"
    shutil.rmtree(draft, ignore_errors=True)
    served = current(snapshots)
    if served:
        served.open().backup(draft)
    store = EmbeddedStore.open(draft)
    operating_system.limit_memory(memory)
    try:
        made = [_made(store, change) for change in changes]
        altered = any(here for _, here in made)
        if altered:
            store.flush()
            publish(snapshots, store)
        return {"ok": True, "existed": made[0][0] if made else True, "changed": altered}
    except (DatasetConflict, SyntaxError, RuntimeError, ValueError, OSError) as error:
        return _refusal(error, changes)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _refusal(error: Exception, changes: list[dict[str, Any]]) -> dict[str, object]:
    """What the server is told of a change that could not be made."""
    told: dict[str, object] = {"ok": False, "kind": "failed", "message": str(error)}
    if isinstance(error, DatasetConflict):
        told["kind"] = "conflict"
    elif isinstance(error, SyntaxError) and any(c["file"] for c in changes):
        told["kind"] = "data"
    elif isinstance(error, SyntaxError):
        from regesta.graph.serve.sparql.errors import explain  # the grammar: only for what does not parse

        fault = explain(changes[0]["update"], str(error), known=tuple(PREFIXES), update=True)
        told |= {"kind": "syntax", "fault": dataclasses.asdict(fault)}
    elif isinstance(error, OSError) and error.errno in _NO_SPACE:
        told["kind"] = "full"
    return told


def _made(store: EmbeddedStore, change: dict[str, Any]) -> tuple[bool, bool]:
    """Make one change; returns whether its graph was there before, and whether anything changed."""
    if change["update"]:
        text = with_dataset(change["update"], change["using"], change["using_named"])
        store.update(text, base=change["base"], prefixes=PREFIXES)
        return True, True
    graph = NamedNode(change["graph"]) if change["graph"] else DefaultGraph()
    if change["action"] == "delete":
        existed = store.delete(graph)
        return existed, existed
    existed = store.has_graph(graph)
    if change["action"] == "put":
        store.put(graph, ())
    before = len(store)
    store.post(graph, ())
    if change["file"]:
        _load(store, graph, change)
    return existed, change["action"] == "put" or len(store) != before or not existed


def _load(store: EmbeddedStore, graph: NamedNode | DefaultGraph, change: dict[str, Any]) -> None:
    file, syntax, base = change["file"], change["syntax"], change["base"]
    if syntax in ("trig", "nquads"):
        store.post(graph, _all_in(graph, parse_file(file, syntax, base=base)))
    else:
        store.load(file, syntax, graph, base=base)


def _all_in(graph: NamedNode | DefaultGraph, quads: Iterable[Quad]) -> Iterator[Triple]:
    """The triples sent for a graph. Errors: ValueError where the data names another."""
    for quad in quads:
        if quad.graph_name not in (DefaultGraph(), graph):
            raise ValueError(
                f"the data names the graph {quad.graph_name}, and was sent for "
                f"{graph if isinstance(graph, NamedNode) else 'the default graph'}"
            )
        yield quad.triple


def main() -> None:
    """`python -m regesta.graph.serve.workers.writer ORDER`: prints the reply as JSON."""
    operating_system.die_with_parent()
    operating_system.no_network()
    sys.setrecursionlimit(100_000)  # as in `worker`: the recogniser descends once for each triple of a block
    order = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    sys.stdout.write(json.dumps(make(order)))


if __name__ == "__main__":
    main()
