"""The names readers use, led to those the workspace knows: an actor's canonical name by its other names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from regesta.extract.record import Actor, Record

#: How a reader names the writer of the document, and how records do.
AUTHOR, AUTHOR_NAME = "author", "thesis author"
#: How holders begin who have no name in the document.
UNNAMED = "unnamed "


class Names:
    """Canonical names by every name an actor goes by; a name that several share means none of them."""

    def __init__(self, records: Iterable[Record]) -> None:
        actors = [r for r in records if isinstance(r, Actor)]
        self.canonical = {actor.name for actor in actors}
        by_alias: dict[str, set[str]] = defaultdict(set)
        for actor in actors:
            for name in (actor.name, *actor.aliases):
                by_alias[name.casefold()].add(actor.name)
        self._known = {alias: names.pop() for alias, names in by_alias.items() if len(names) == 1}
        #: Names that readers used and nobody goes by.
        self.new: dict[str, int] = defaultdict(int)

    def led(self, names: Iterable[str]) -> tuple[str, ...]:
        """The canonical names of some names, each once; a name nobody goes by stays and is counted as new."""
        return tuple(dict.fromkeys(self._one(name.strip()) for name in names))

    def _one(self, name: str) -> str:
        if name == AUTHOR:
            return AUTHOR_NAME
        if name in self.canonical or name == AUTHOR_NAME or name.startswith(UNNAMED):
            return name
        known = self._known.get(name.casefold())
        if known is None:
            self.new[name] += 1
        return known or name
