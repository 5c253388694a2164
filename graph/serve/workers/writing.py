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

from regesta.graph.serve.problems import Problem
from regesta.graph.serve.shared import Site
from regesta.graph.serve.sparql.errors import explain
from regesta.graph.serve.sparql.tokens import Unclear, loads, services
from regesta.graph.serve.workers.answering import PREFIXES


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
        _refuse_reaching(change)
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
        raise _does_not_parse(changes[0].update, message)
    if kind == "held":
        raise Problem(503, "The store is being written", message, headers={"Retry-After": "5"})
    raise Problem(400, "The data or update was refused", message)


def _refuse_reaching(change: Change) -> None:
    """Refuse an update that reads from elsewhere."""
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


def _does_not_parse(update: str, message: str) -> Problem:
    fault = explain(update, message, known=tuple(PREFIXES), update=True)
    return Problem(
        400,
        "The update does not parse",
        fault.message,
        line=fault.line,
        column=fault.column,
        text=fault.text,
        pointer=fault.pointer,
    )


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
