"""What the server needs to know of saved queries; the catalogue itself lives above this room and is handed
in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

#: The `choices` of a parameter that is the number of a chapter, in figures or as a Roman numeral.
NUMERAL = "numeral"


class Parameter(Protocol):
    """One parameter of a saved query: its type is iri, actor, date, text or integer; `values` holds a
    pick-list query or nothing."""

    @property
    def name(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def default(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def example(self) -> str: ...
    @property
    def choices(self) -> str: ...
    @property
    def values(self) -> Sequence[str]: ...


class SavedQuery(Protocol):
    """A saved query: `name` as in its address, `summary` a title, `question` what it answers, `text` the
    SPARQL, `source` the whole file with its header."""

    @property
    def name(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def tags(self) -> Sequence[str]: ...
    @property
    def parameters(self) -> Sequence[Parameter]: ...
    @property
    def pagination(self) -> int: ...
    @property
    def columns(self) -> Sequence[str]: ...
    @property
    def example(self) -> Mapping[str, str]: ...


class Catalogue(Protocol):
    """Saved queries by name. `get` and `bind` raise LookupError (unknown name) and ValueError (parameter)
    with messages to show."""

    def __iter__(self) -> Iterator[Any]: ...

    def __len__(self) -> int: ...

    @property
    def faults(self) -> Mapping[str, str]:
        """The files of queries that are wrong and left out: their names, and what is wrong with each."""

    def get(self, name: str) -> Any:
        """The query of that name."""

    def bind(
        self, name: str, values: Mapping[str, str], *, actors: Callable[[str], Sequence[str]] | None = None
    ) -> str:
        """The query with its parameters bound as typed terms; `actors` finds the IRIs a name means."""


class NoQueries:
    """A catalogue with nothing in it."""

    faults: Mapping[str, str] = {}

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def get(self, name: str) -> Any:
        raise LookupError(f"there is no saved query {name!r}; this server has none")

    def bind(
        self, name: str, values: Mapping[str, str], *, actors: Callable[[str], Sequence[str]] | None = None
    ) -> str:
        raise LookupError(f"there is no saved query {name!r}; this server has none")
