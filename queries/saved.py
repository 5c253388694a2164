"""The catalogue of saved queries: those shipped with the package and those a workspace adds, by name."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path

from regesta.queries.binding import Actors, BadParameter, bind
from regesta.queries.header import Parameter, QueryFileError, SavedQuery, read_file

DEFAULT_BASE = "https://w3id.org/regesta/kg/"
#: How long (seconds) a look at the folders holds.
_FRESH = 1.0


class UnknownQuery(LookupError):
    """No saved query has that name; the message suggests the nearest."""


class Catalogue:
    """Saved queries in the order of their names. Files that come, change or go in the folders it was loaded
    from are seen within a second.

    A file that is wrong is left out and stands in `faults`; no other query of its name takes its place.
    """

    def __init__(
        self, queries: Iterable[SavedQuery | Path], *, base: str = DEFAULT_BASE, folders: Sequence[Path] = ()
    ) -> None:
        # files that come with the package are read when one is asked for: a command asks for one of seventy
        self._given = {q.stem if isinstance(q, Path) else q.name: q for q in queries}
        self.base = base
        self._folders = folders
        self._seen: object = None
        self._looked = float("-inf")
        self._faults: dict[str, str] = {}
        self._by_name: dict[str, SavedQuery | Path] = self._given
        self._look()

    @classmethod
    def load(
        cls, folders: Iterable[Path] = (), *, base: str = DEFAULT_BASE, shipped: bool = True
    ) -> Catalogue:
        """The shipped queries and every `.rq` file of the folders; a file of the same name takes a shipped
        one's place."""
        own = sorted(shipped_folder().glob("*.rq")) if shipped else []
        return cls(own, base=base, folders=tuple(folders))

    def _look(self) -> None:
        """Read the folders again when something in them has changed."""
        if time.monotonic() - self._looked < _FRESH:
            return
        paths = [path for folder in self._folders for path in sorted(folder.glob("*.rq"))]
        seen = [(path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths if path.exists()]
        self._looked = time.monotonic()
        if seen == self._seen:
            return
        by_name, faults = dict(self._given), {}
        for path, *_ in seen:
            try:
                query = read_file(path)
            except (QueryFileError, OSError) as error:
                by_name.pop(path.stem, None)
                faults[path.stem] = str(error).replace(str(path), path.name)
            else:
                by_name[query.name] = query
                faults.pop(query.name, None)
        self._by_name = dict(sorted(by_name.items()))
        self._seen, self._faults = seen, faults

    @property
    def faults(self) -> Mapping[str, str]:
        """The files that are wrong: their names, and what is wrong with each."""
        self._look()
        return self._faults

    def __iter__(self) -> Iterator[SavedQuery]:
        self._look()
        return iter([self._read(name) for name in list(self._by_name)])

    def __len__(self) -> int:
        self._look()
        return len(self._by_name)

    def get(self, name: str) -> SavedQuery:
        """The query of that name.

        Errors: UnknownQuery, with the nearest names, or with what is wrong with its file.
        """
        self._look()
        found = name in self._by_name
        if not found and name in self._faults:
            raise UnknownQuery(
                f"the saved query {name!r} is not offered, its file is wrong: {self._faults[name]}"
            )
        if not found:
            from rapidfuzz import fuzz, process  # only for a name there is not

            near = [
                n
                for n, score, _ in process.extract(name, list(self._by_name), scorer=fuzz.WRatio, limit=3)
                if score >= 60
            ]
            hint = f"Did you mean {' or '.join(near)}?" if near else "`regesta queries` lists them."
            raise UnknownQuery(f"there is no saved query {name!r}. {hint}")
        return self._read(name)

    def _read(self, name: str) -> SavedQuery:
        """The query of a name there is, read the first time."""
        found = self._by_name[name]
        if isinstance(found, Path):
            found = read_file(found)
            self._by_name[name] = found
            self._given[name] = found  # only a given one is a path
        return found

    def bind(self, name: str, values: Mapping[str, str], *, actors: Actors | None = None) -> str:
        """The SPARQL of a saved query with its parameters bound as typed terms.

        `actors` gives the IRIs a name means. Errors: UnknownQuery, BadParameter.
        """
        return bind(self.get(name), values, base=self.base, actors=actors)


def shipped_folder() -> Path:
    """Where the package's own queries lie."""
    return Path(str(resources.files("regesta.queries")))


__all__ = [
    "BadParameter",
    "Catalogue",
    "Parameter",
    "QueryFileError",
    "SavedQuery",
    "UnknownQuery",
    "shipped_folder",
]
