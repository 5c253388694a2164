"""Changes by those who may write: applied to a copy of the current snapshot in a process of its own, then
published whole."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, parse

from regesta.graph.serve.problems import Problem
from regesta.graph.serve.protocol.negotiation import RDF_FORMAT
from regesta.graph.serve.sparql.tokens import Unclear, loads, services
from regesta.graph.serve.sparql.update_dataset import DatasetConflict, with_dataset
from regesta.graph.serve.workers import sandbox as isolation
from regesta.graph.serve.workers.answering import PREFIXES
from regesta.graph.store import StoreError, current, publish, writing

if TYPE_CHECKING:
    from regesta.graph.serve.shared import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A SPARQL update, or a graph put, added to or deleted. `graph` "" is the default graph; `file` holds its
    new content in `syntax`."""

    update: str = ""
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    action: str = ""
    graph: str = ""
    file: str = ""
    syntax: str = ""
    base: str = ""


async def apply(site: Site, *changes: Change) -> dict[str, object]:
    """Make the next generation out of the current one; the old one is served until the new one is whole.

    Returns what the writer says: `existed` and `changed` for graph changes. Problems: 403 for LOAD and
    SERVICE, 400 for what does not
    parse, 503 when another writer (a build) holds the store, 504 past the deadline; then nothing was changed.
    """
    for change in changes:
        try:
            reaching = services(change.update) or loads(change.update)
        except Unclear as error:
            raise Problem(400, "The update can be read in two ways", str(error)) from error
        if reaching:
            raise Problem(
                403,
                "LOAD and SERVICE are not allowed in updates",
                "send the data itself: INSERT DATA, or PUT it with the Graph Store Protocol",
            )
    order = {
        "snapshots": str(site.config.snapshots),
        "memory": site.config.memory,
        "patience": min(site.config.deadline / 2, site.config.queue_wait),
        "changes": [asdict(c) for c in changes],
    }
    reply = await _in_process(order, site.config.deadline)
    if reply.get("ok"):
        site.snapshots.current()  # who writes and then looks up sees what was written
        return reply
    kind, message = str(reply["kind"]), str(reply["message"])
    if kind == "syntax":
        from regesta.graph.serve.sparql.errors import explain

        fault = explain(changes[0].update, message, known=tuple(PREFIXES), update=True)
        raise Problem(
            400,
            "The update does not parse",
            fault.message,
            line=fault.line,
            column=fault.column,
            text=fault.text,
            pointer=fault.pointer,
        )
    if kind == "held":
        raise Problem(503, "The store is being written", message, headers={"Retry-After": "5"})
    raise Problem(400, "The data or update was refused", message)


async def _in_process(order: dict[str, object], deadline: float) -> dict[str, object]:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(order, file)
        file.flush()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "regesta.graph.serve.workers.writing",
            file.name,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )
        try:
            out, _ = await asyncio.wait_for(process.communicate(), deadline)
        except TimeoutError:
            process.send_signal(signal.SIGKILL)
            await process.wait()
            raise Problem(
                504,
                "The update took too long",
                f"it ran longer than {deadline:g} seconds; nothing was changed",
            ) from None
    if process.returncode != 0 or not out:
        raise Problem(
            503,
            "The update could not be made",
            "its process ended, most likely for lack of memory; nothing was changed",
        )
    reply: dict[str, object] = json.loads(out)
    return reply


def make(order: dict[str, Any]) -> dict[str, object]:
    """Take the writer's lock, change a hard-linked copy of the current generation, publish it. Runs in the
    writer's own process."""
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


def _changed(snapshots: Path, changes: list[dict[str, Any]], memory: int) -> dict[str, object]:
    draft = snapshots / ".update"
    shutil.rmtree(draft, ignore_errors=True)
    served = current(snapshots)
    if served:
        served.open().backup(str(draft))
    store = Store(str(draft))
    isolation.limit_memory(memory)
    existed, altered = True, False
    try:
        for i, change in enumerate(changes):
            if change["update"]:
                store.update(
                    with_dataset(change["update"], change["using"], change["using_named"]),
                    base_iri=change["base"] or None,
                    prefixes=dict(PREFIXES),
                )
                altered = True
            else:
                there, here = _graph(store, change)
                existed = there if i == 0 else existed
                altered = altered or here
        if altered:
            store.flush()
            publish(snapshots, store)
        return {"ok": True, "existed": existed, "changed": altered}
    except DatasetConflict as error:
        return {"ok": False, "kind": "conflict", "message": str(error)}
    except SyntaxError as error:
        return {
            "ok": False,
            "kind": "data" if any(c["file"] for c in changes) else "syntax",
            "message": str(error),
        }
    except (RuntimeError, ValueError, OSError) as error:
        return {"ok": False, "kind": "failed", "message": str(error)}
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _graph(store: Store, change: dict[str, str]) -> tuple[bool, bool]:
    graph = NamedNode(change["graph"]) if change["graph"] else DefaultGraph()
    existed = isinstance(graph, DefaultGraph) or store.contains_named_graph(graph)
    if change["action"] == "delete":
        if existed:
            store.clear_graph(graph) if isinstance(graph, DefaultGraph) else store.remove_graph(graph)
        return existed, existed
    if change["action"] == "put":
        store.clear_graph(graph)
    before = len(store)
    if isinstance(graph, NamedNode):
        store.add_graph(graph)
    if change["file"]:
        if change["syntax"] in ("trig", "nquads"):
            store.extend(
                _all_in(
                    graph,
                    parse(
                        path=change["file"],
                        format=RDF_FORMAT[change["syntax"]],
                        base_iri=change["base"] or None,
                    ),
                )
            )
        else:
            store.load(
                path=change["file"],
                format=RDF_FORMAT[change["syntax"]],
                base_iri=change["base"] or None,
                to_graph=graph,
            )
    return existed, change["action"] == "put" or len(store) != before or not existed


def _all_in(graph: NamedNode | DefaultGraph, quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads in the graph they were sent for. Errors: ValueError where the data names another."""
    for quad in quads:
        if quad.graph_name not in (DefaultGraph(), graph):
            raise ValueError(
                f"the data names the graph {quad.graph_name}, and was sent for {graph if isinstance(graph, NamedNode) else 'the default graph'}"
            )
        yield Quad(quad.subject, quad.predicate, quad.object, graph)


def main() -> None:
    """`python -m regesta.graph.serve.workers.writing ORDER`: prints the reply as JSON."""
    isolation.die_with_parent()
    isolation.no_network()
    order = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    sys.stdout.write(json.dumps(make(order)))


if __name__ == "__main__":
    main()
