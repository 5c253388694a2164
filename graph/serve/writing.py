"""Changes by those who may write: applied to a copy of the current snapshot in a process of its own, then published whole."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Store

from regesta.graph.serve import isolation
from regesta.graph.serve.formats import RDF_FORMAT
from regesta.graph.serve.problems import Problem
from regesta.graph.serve.tokens import loads, services
from regesta.graph.serve.update_dataset import DatasetConflict, with_dataset

if TYPE_CHECKING:
    from regesta.graph.serve.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A SPARQL update, or a graph put, added to or deleted. `graph` "" is the default graph; `file` holds its new content in `syntax`."""

    update: str = ""
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    action: str = ""
    graph: str = ""
    file: str = ""
    syntax: str = ""
    base: str = ""


async def apply(site: Site, *changes: Change) -> dict[str, object]:
    """Make the next generation out of the current one. One writer at a time; the old generation is served until the new one is whole.

    Returns what the writer says: `existed` and `changed` for graph changes.
    """
    from regesta.graph.serve.publishing import publishing

    for change in changes:
        if services(change.update) or loads(change.update):
            raise Problem(403, "LOAD and SERVICE are not allowed in updates", "send the data itself: INSERT DATA, or PUT it with the Graph Store Protocol")
    async with publishing(site.config.snapshots) as place:
        current = site.snapshots.current()
        target = place.fresh()
        try:
            reply = await _write(site, current.path if current else None, target, changes)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise
        if reply.get("changed", True):
            place.publish(target)
        else:
            shutil.rmtree(target, ignore_errors=True)
        return reply


async def _write(site: Site, source: Path | None, target: Path, changes: tuple[Change, ...]) -> dict[str, object]:
    order = {"source": str(source) if source else "", "target": str(target), "memory": site.config.memory, "changes": [asdict(c) for c in changes]}
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(order, file)
        file.flush()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "regesta.graph.serve.writing",
            file.name,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )
        try:
            out, _ = await asyncio.wait_for(process.communicate(), site.config.deadline)
        except TimeoutError:
            process.send_signal(signal.SIGKILL)
            await process.wait()
            raise Problem(504, "The update took too long", f"it ran longer than {site.config.deadline:g} seconds; nothing was changed") from None
    if process.returncode != 0 or not out:
        raise Problem(503, "The update could not be made", "its process ended, most likely for lack of memory; nothing was changed")
    reply: dict[str, object] = json.loads(out)
    if reply.get("ok"):
        return reply
    kind, message = str(reply["kind"]), str(reply["message"])
    if kind == "syntax":
        from regesta.graph.serve.syntax import explain

        fault = explain(changes[0].update, message)
        raise Problem(400, "The update does not parse", fault.message, line=fault.line, column=fault.column, text=fault.text, pointer=fault.pointer)
    raise Problem(400, "The data or update was refused", message)


def make(order: dict[str, object]) -> dict[str, object]:
    """The new store, in the writer's own process; nothing but its folder is touched."""
    target = str(order["target"])
    if order["source"]:
        Store.read_only(str(order["source"])).backup(target)
    store = Store(target)
    isolation.limit_memory(int(str(order["memory"])))
    existed, changed = True, False
    try:
        changes = order["changes"]
        assert isinstance(changes, list)
        for change in changes:
            if change["update"]:
                store.update(with_dataset(change["update"], change["using"], change["using_named"]), base_iri=change["base"] or None)
                changed = True
            else:
                existed, altered = _graph(store, change)
                changed = changed or altered
    except DatasetConflict as error:
        return {"ok": False, "kind": "conflict", "message": str(error)}
    except SyntaxError as error:
        return {"ok": False, "kind": "data" if any(c["file"] for c in changes) else "syntax", "message": str(error)}
    except (RuntimeError, ValueError, OSError) as error:
        return {"ok": False, "kind": "failed", "message": str(error)}
    store.flush()
    return {"ok": True, "existed": existed, "changed": changed}


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
        store.load(path=change["file"], format=RDF_FORMAT[change["syntax"]], base_iri=change["base"] or None, to_graph=graph)
    return existed, change["action"] == "put" or len(store) != before or not existed


def main() -> None:
    """`python -m regesta.graph.serve.writing ORDER`: prints the reply as JSON."""
    isolation.die_with_parent()
    isolation.no_network()
    order = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    sys.stdout.write(json.dumps(make(order)))


if __name__ == "__main__":
    main()
