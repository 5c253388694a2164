"""Reading a snapshot while it must not be pruned: a store open read-only, and a shared lock beside it as long
as it is."""

from __future__ import annotations

from typing import IO

from regesta.extract.locking import shared_where_possible
from regesta.graph.store.embedded import EmbeddedStore


class Leased:
    """Keeps one store open, the last one asked for; opening another drops it and its lock (see
    graph.store.prune)."""

    def __init__(self) -> None:
        self.path = ""
        self._store: EmbeddedStore | None = None
        self._lease: IO[str] | None = None

    def holds(self, path: str) -> bool:
        """Whether this is the store that is open."""
        return self._store is not None and path == self.path

    def open(self, path: str) -> EmbeddedStore:
        """The store at `path`, read-only. Errors: OSError when it is not there."""
        if self._store is None or path != self.path:
            self.close()
            self._lease = shared_where_possible(f"{path}.lease")  # held as long as the store is open
            self._store, self.path = EmbeddedStore.read_only(path), path
        return self._store

    def close(self) -> None:
        """Drop the store and its lock."""
        self._store = None
        if self._lease is not None:
            self._lease.close()
            self._lease = None
