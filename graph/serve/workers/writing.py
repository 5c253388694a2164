"""Changes by those who may write: what is wrong with them is said here, what is right is made by a process of
its own (`writer`)."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from typing import Any, cast

from regesta.graph.serve.problems import Problem
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

    Returns what the writer says: `existed` and `changed` for graph changes. Problems: 409 where a store
    elsewhere answers, 403 for LOAD and SERVICE, 400 for what does not parse, 503 when another writer (a
    build) holds the store, 504 past the deadline; then nothing was changed.
    """
    if site.config.elsewhere:
        raise Problem(
            409,
            "This graph is kept in a store elsewhere",
            "The settings name another store, which answers here and is sent what is built. Write into a "
            "graph of your own there: Regesta leaves those alone.",
        )
    order = {
        "snapshots": str(site.config.written or site.config.snapshots),
        "memory": site.config.memory,
        "patience": min(site.config.deadline / 2, site.config.queue_wait),
        "changes": [asdict(c) for c in changes],
    }
    reply = await _in_process(order, site.config.deadline)
    if reply.get("ok"):
        site.snapshots.current()  # who writes and then looks up sees what was written
        return reply
    raise _refused(
        str(reply["kind"]), str(reply["message"]), cast("dict[str, Any]", reply.get("fault") or {})
    )


def _refused(kind: str, message: str, fault: dict[str, Any]) -> Problem:
    if kind == "syntax":
        return Problem(400, "The update does not parse", fault.pop("message", message), **fault)
    if kind == "held":
        return Problem(503, "The store is being written", message, headers={"Retry-After": "5"})
    if kind == "reaching":
        return Problem(403, "LOAD and SERVICE are not allowed in updates", message)
    if kind == "full":
        return Problem(507, "The disk is full", message)
    return Problem(400, "The data or update was refused", message)


async def _in_process(order: dict[str, object], deadline: float) -> dict[str, object]:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(order, file)
        file.flush()
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "regesta.graph.serve.workers.writer",
            file.name,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
        )
        try:
            out, _ = await asyncio.wait_for(process.communicate(), deadline)
        except TimeoutError:
            process.kill()
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
