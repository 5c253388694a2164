"""What names can be reconciled with: the actors, places, archives and sources of a generation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from rapidfuzz import fuzz, process

from regesta.graph.serve.search.index import folded
from regesta.graph.serve.search.suggestions import names_of
from regesta.graph.serve.shared import Site
from regesta.ontology.terms import NAMESPACE

#: The kinds of things that are offered, by their class.
KINDS = ("Agent", "Place", "ArchivalUnit", "Source")
#: A name less alike than this (0 to 100, by rapidfuzz) is not looked at closer: half the letters differ.
_ALIKE = 60.0
#: So many names are looked at closer for one query.
_NAMES = 60

_NAMED = """SELECT ?thing ?name ?main WHERE {{
  {{ ?thing a rg:{kind} ; rdfs:label ?name . BIND(true AS ?main) }}
  UNION {{ ?thing a rg:{kind} ; skos:altLabel ?name . BIND(false AS ?main) }}
  UNION {{ ?thing a rg:{kind} ; rg:title ?name . BIND(false AS ?main) }}
}}"""
_TYPED = "SELECT ?thing ?type WHERE {{ ?thing a rg:{kind} ; a ?type }}"


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing of the graph: its IRI, its identifier in the service (the path under the base), what it is
    called first of all and otherwise, the local names of its classes, and what is known of it in a few
    words."""

    iri: str
    id: str
    label: str
    names: tuple[str, ...]
    types: tuple[str, ...]
    about: str = ""


class Entities:
    """The entities of one generation, by identifier and by name."""

    def __init__(self, listed: Iterable[Entity]) -> None:
        self._by_id = {entity.id: entity for entity in listed}
        self._by_iri = {entity.iri: entity for entity in self}
        # clients write the "%2C" of an identifier as they like
        self._unquoted = {unquote(entity.id): entity for entity in self}
        self._names = [(folded(name), entity) for entity in self for name in entity.names]
        self._folded = [name for name, _ in self._names]

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, given: str) -> Entity | None:
        """The entity of an identifier or IRI."""
        given = given.strip()
        found = self._by_id.get(given) or self._by_iri.get(given)
        return found or self._unquoted.get(unquote(given).lstrip("/"))

    def alike(self, name: str) -> list[Entity]:
        """Those with a name like this one, most alike first."""
        found = process.extract(
            folded(name), self._folded, scorer=fuzz.WRatio, limit=_NAMES, score_cutoff=_ALIKE
        )
        return list({self._names[at][1].id: self._names[at][1] for _, _, at in found}.values())


async def entities_of(site: Site) -> Entities:
    """The entities of the current generation, read once."""
    return await site.derived("reconciled", lambda: _read(site))


async def _read(site: Site) -> Entities:
    return Entities([entity for kind in KINDS for entity in await _of_kind(site, kind)])


async def _of_kind(site: Site, kind: str) -> Sequence[Entity]:
    about = (await names_of(site)).about
    names: dict[str, dict[str, None]] = {}
    labels: dict[str, str] = {}
    for row in await site.once(f"reconciled names {kind}", _NAMED.format(kind=kind)):
        iri, name = str(row["thing"]["value"]), str(row["name"]["value"])
        names.setdefault(iri, {})[name] = None
        if kind == "Source" and ": " in name:
            names[iri][name.partition(": ")[0]] = None  # a table has the title without what explains it
        if row["main"]["value"] in ("true", "1"):
            labels[iri] = min(name, labels.get(iri, name))
    types: dict[str, list[str]] = {}
    for row in await site.once(f"reconciled types {kind}", _TYPED.format(kind=kind)):
        if str(row["type"]["value"]).startswith(NAMESPACE):
            types.setdefault(str(row["thing"]["value"]), []).append(row["type"]["value"][len(NAMESPACE) :])
    return [_entity(site, iri, label, names[iri], types[iri], about) for iri, label in labels.items()]


def _entity(
    site: Site, iri: str, label: str, names: Iterable[str], types: Iterable[str], about: Mapping[str, str]
) -> Entity:
    said = {label: None} | dict.fromkeys(names)
    return Entity(
        iri, iri.removeprefix(site.config.base), label, tuple(said), tuple(sorted(types)), about.get(iri, "")
    )
