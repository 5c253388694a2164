"""Which tables there are and what their columns say, out of `tables.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from regesta.graph.map.view import RDF, RDFS, SKOS
from regesta.ontology.terms import NAMESPACE

_PREFIXES: Mapping[str, str] = {"rdf": RDF, "rdfs": RDFS, "skos": SKOS}


def iri_of(name: str) -> str:
    """The IRI of a property or class: `holder` is the vocabulary's own, `rdfs:label` another's."""
    prefix, colon, rest = name.partition(":")
    return _PREFIXES[prefix] + rest if colon else NAMESPACE + name


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; what its fields mean is written at the head of `tables.toml`."""

    name: str
    property: str = ""
    scheme: str = ""
    classes: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    to: str = ""
    optional: bool = False
    separator: str = ""
    datatype: str = ""
    read: str = ""
    about: str = ""
    iri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """What a table of pairs joins: rows `of` one table, in `column`, by one of the `properties`, with rows of
    the table `to`, in the column `value`."""

    of: str
    column: str
    properties: tuple[str, ...]
    to: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One file: things of a class with their columns, or pairs of rows of two tables."""

    name: str
    about: str
    kind: str = ""
    under: tuple[str, ...] = ()
    needs: str = ""
    called: tuple[str, ...] = ("rdfs:label",)
    columns: tuple[Column, ...] = ()
    pairs: Pairs | None = None

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"


@cache
def tables() -> Mapping[str, Table]:
    """All tables by name, in the order a reader would open them."""
    data = tomllib.loads(resources.files("regesta.graph.csvw").joinpath("tables.toml").read_text("utf-8"))
    return {t.name: t for t in map(_table, data["table"])}


def _table(row: Mapping[str, Any]) -> Table:
    said = {k: _tuple(v) for k, v in row.items() if k not in ("columns", "pairs", "class", "under")}
    under = row.get("under", ())
    return Table(
        kind=row.get("class", ""),
        under=(under,) if isinstance(under, str) else tuple(under),
        columns=tuple(Column(**{k: _tuple(v) for k, v in c.items()}) for c in row.get("columns", ())),
        pairs=Pairs(**{k: _tuple(v) for k, v in row["pairs"].items()}) if "pairs" in row else None,
        **said,
    )


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
