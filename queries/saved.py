"""The catalogue of saved queries: those shipped with the package and those a workspace adds, by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path

from rapidfuzz import fuzz, process

from regesta.queries.binding import Actors, BadParameter, bind
from regesta.queries.header import Parameter, QueryFileError, SavedQuery, read_file

DEFAULT_BASE = "https://w3id.org/regesta/kg/"


class UnknownQuery(LookupError):
    """No saved query has that name; the message suggests the nearest."""


class Catalogue:
    """Saved queries in the order of their names."""

    def __init__(self, queries: Iterable[SavedQuery], *, base: str = DEFAULT_BASE) -> None:
        self._by_name = {q.name: q for q in sorted(queries, key=lambda q: q.name)}
        self.base = base

    @classmethod
    def load(cls, folders: Iterable[Path] = (), *, base: str = DEFAULT_BASE, shipped: bool = True) -> Catalogue:
        """The shipped queries and every `.rq` file of the folders; a file of the same name takes a shipped one's place.

        Errors: QueryFileError naming the file that is wrong.
        """
        places = ([shipped_folder()] if shipped else []) + [f for f in folders if f.is_dir()]
        by_name: dict[str, SavedQuery] = {}
        for folder in places:
            for path in sorted(folder.glob("*.rq")):
                query = read_file(path)
                by_name[query.name] = query
        return cls(by_name.values(), base=base)

    def __iter__(self) -> Iterator[SavedQuery]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def get(self, name: str) -> SavedQuery:
        """The query of that name.

        Errors: UnknownQuery, with the nearest names.
        """
        found = self._by_name.get(name)
        if found is None:
            near = [n for n, score, _ in process.extract(name, list(self._by_name), scorer=fuzz.WRatio, limit=3) if score >= 60]
            hint = f"Did you mean {' or '.join(near)}?" if near else "`regesta queries` lists them."
            raise UnknownQuery(f"there is no saved query {name!r}. {hint}")
        return found

    def bind(self, name: str, values: Mapping[str, str], *, actors: Actors | None = None) -> str:
        """The SPARQL of a saved query with its parameters bound as typed terms.

        `actors` gives the IRIs a name means. Errors: UnknownQuery, BadParameter.
        """
        return bind(self.get(name), values, base=self.base, actors=actors)


def shipped_folder() -> Path:
    """Where the package's own queries lie."""
    return Path(str(resources.files("regesta.queries")))


__all__ = ["BadParameter", "Catalogue", "Parameter", "QueryFileError", "SavedQuery", "UnknownQuery", "shipped_folder"]
