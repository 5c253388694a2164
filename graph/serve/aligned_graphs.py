"""The graphs of aligned statements in a server: which a request asks for, and the generation that has
them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from regesta.graph.aligned.generation import is_made
from regesta.graph.aligned.statements import graph_of
from regesta.graph.serve.apart import run_apart
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.problems import Problem
from regesta.graph.store.beside import NowhereToWrite, beside
from regesta.graph.store.snapshots import ALIGNED, Snapshot
from regesta.ontology.alignment import UnknownVocabulary, chosen


def asked_graphs(config: ServeConfig, given: Iterable[str]) -> tuple[str, ...]:
    """The aligned graphs that a request's `aligned` parameters name, by IRI: an empty one names none; without
    any, those of the settings. Problem 400 for a vocabulary there is none of."""
    wishes = list(given)
    try:
        wanted = chosen(",".join(wishes)) if wishes else config.aligned
    except UnknownVocabulary as error:
        raise Problem(400, "No such alignment", str(error)) from error
    return tuple(graph_of(name, config.base).value for name in wanted)


class AlignedGraphs:
    """Gives each generation its aligned graphs when they are first asked for, once for all who ask."""

    def __init__(self) -> None:
        self._making = asyncio.Lock()

    async def of(self, snapshot: Snapshot, base: str) -> Snapshot:
        """The generation with its aligned graphs. Problem 503 where they cannot be made."""
        path = str(snapshot.path)
        try:
            async with self._making:
                if not is_made(path):
                    await run_apart("regesta.graph.aligned.generation", path, base)
            if is_made(path):
                return replace(snapshot, path=Path(beside(path, ALIGNED)))
            why = "Try again; if it fails again, `regesta doctor` looks at disk and permissions."
        except (NowhereToWrite, OSError) as error:
            why = f"{error}"
        raise Problem(503, "The aligned graphs could not be made", why, headers={"Retry-After": "5"})


__all__ = ["AlignedGraphs", "asked_graphs"]
