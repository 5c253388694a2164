"""The types and properties of the service: the classes and properties of the ontology that the graph has
things and values of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regesta.graph.serve.reconciliation.entities import KINDS, entities_of
from regesta.graph.serve.shared import Row, Site
from regesta.ontology.terms import NAMESPACE, ONTOLOGY

#: Properties by which the graph keeps its own records, of no use in a table of somebody else's.
_OWN = frozenset({"acceptance", "acceptedBy", "expressedIn", "start", "end", "depth", "listedIn", "type"})
_OTHERS = {
    "http://www.w3.org/2000/01/rdf-schema#label": "label",
    "http://www.w3.org/2004/02/skos/core#altLabel": "altLabel",
    "http://www.w3.org/2004/02/skos/core#exactMatch": "exactMatch",
    "http://www.w3.org/2004/02/skos/core#closeMatch": "closeMatch",
}
_USED = """SELECT ?kind ?property (COUNT(?thing) AS ?n) WHERE {{
  VALUES ?kind {{ {kinds} }} ?thing a ?kind ; ?property ?value
}} GROUP BY ?kind ?property"""
_WORDED = f"""SELECT ?term ?label ?comment ?range WHERE {{ GRAPH <{ONTOLOGY}> {{
  ?term rdfs:label ?label . FILTER(LANG(?label) = "en" || LANG(?label) = "")
  OPTIONAL {{ ?term rdfs:comment ?comment }}
  OPTIONAL {{ ?term rdfs:range ?range }}
}} }}"""


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property: its identifier in the service, its IRI, its name, what it means, for a property
    the kinds it is found on and the kind its values are of, and how often it is used."""

    id: str
    iri: str
    name: str
    about: str = ""
    kinds: tuple[str, ...] = ()
    values: str = ""
    uses: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The types and the properties of one generation by identifier, most used first."""

    types: Mapping[str, Term]
    properties: Mapping[str, Term]

    def type(self, given: str) -> Term | None:
        """The type of an identifier or IRI."""
        return self.types.get(_local(given))

    def property(self, given: str) -> Term | None:
        """The property of an identifier or IRI."""
        return self.properties.get(_OTHERS.get(given, _local(given)))

    def proposed(self, kind: str) -> list[Term]:
        """The properties found on things of a type, all where there is no such type."""
        known = self.type(kind)
        return [
            term for term in self.properties.values() if known is None or set(known.kinds) & set(term.kinds)
        ]


def beginning(terms: Iterable[Term], typed: str) -> list[Term]:
    """The terms with a word, in their name or identifier, that begins as typed."""
    wanted = typed.casefold().strip()
    return [t for t in terms if f" {wanted}" in f" {t.name} {t.id} {t.iri}".casefold()]


async def vocabulary_of(site: Site) -> Vocabulary:
    """The vocabulary of the current generation, read once."""
    return await site.derived("reconciled vocabulary", lambda: _read(site))


async def _read(site: Site) -> Vocabulary:
    words: dict[str, Row] = {}
    for row in await site.once("reconciled words", _WORDED):
        words.setdefault(str(row["term"]["value"]), row)
    counted: Counter[str] = Counter()
    kinds: dict[str, set[str]] = {}
    for entity in await entities_of(site):
        counted.update(entity.types)
        for name in entity.types:
            kinds.setdefault(name, set()).update(k for k in KINDS if k in entity.types)
    types = {name: _term(name, NAMESPACE + name, words, kinds[name], n) for name, n in counted.most_common()}
    return Vocabulary(types, await _properties(site, words))


async def _properties(site: Site, words: Mapping[str, Row]) -> dict[str, Term]:
    used: Counter[str] = Counter()
    kinds: dict[str, set[str]] = {}
    of = " ".join(f"rg:{kind}" for kind in KINDS)
    for row in await site.once("reconciled properties", _USED.format(kinds=of)):
        iri = str(row["property"]["value"])
        name = _OTHERS.get(iri) or (iri[len(NAMESPACE) :] if iri.startswith(NAMESPACE) else "")
        if name and name not in _OWN:
            used[iri] += int(row["n"]["value"])
            kinds.setdefault(iri, set()).add(str(row["kind"]["value"])[len(NAMESPACE) :])
    terms = (
        _term(_OTHERS.get(iri) or _local(iri), iri, words, kinds[iri], n) for iri, n in used.most_common()
    )
    return {term.id: term for term in terms}


def _term(name: str, iri: str, words: Mapping[str, Row], kinds: Iterable[str], uses: int) -> Term:
    said = {key: str(value["value"]) for key, value in words.get(iri, {}).items()}
    shown = said.get("label") or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    values = _local(said.get("range", ""))
    return Term(
        name,
        iri,
        shown,
        said.get("comment", ""),
        tuple(sorted(kinds)),
        values if values in KINDS else "",
        uses,
    )


def _local(given: str) -> str:
    return given.strip().removeprefix(NAMESPACE).removeprefix("rg:")
