"""What is done when a new generation appears: its text index is made in a process of its own, so that no
query waits for it, and its aligned graphs where every query reads them."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from regesta.graph.aligned.generation import is_made
from regesta.graph.serve.apart import run_apart
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.search.hits import SearchError
from regesta.graph.serve.search.index import place_of_index
from regesta.graph.serve.workers.snapshots import Snapshots
from regesta.graph.store.beside import NowhereToWrite

_EVERY = 1.0


async def keep_warm(snapshots: Snapshots, config: ServeConfig) -> None:
    """Watch for generations until cancelled; a process that is making an index then is ended."""
    seen = ""
    while True:
        snapshot = snapshots.current()
        if snapshot is not None and snapshot.generation != seen:
            seen = snapshot.generation
            path = str(snapshot.path)
            with suppress(SearchError, NowhereToWrite, OSError):  # who searches is told
                if not place_of_index(path).exists():
                    await run_apart("regesta.graph.serve.search.index", path)
                if config.aligned and not is_made(path):
                    await run_apart("regesta.graph.aligned.generation", path, config.base)
        await asyncio.sleep(_EVERY)
