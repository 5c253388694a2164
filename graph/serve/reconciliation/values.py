"""The values of properties: what the service compares with what a table says, and what it fills columns
with."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regesta.graph.rdf import Literal, NamedNode
from regesta.graph.serve.reconciliation.entities import Entities, Entity
from regesta.graph.serve.reconciliation.vocabulary import Term
from regesta.graph.serve.shared import Row, Site
from regesta.ontology.terms import SCHEMES

_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = frozenset(_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "gYear"))
_BROKEN = frozenset(_XSD + name for name in ("decimal", "double", "float"))
#: So many things are asked about in one query of ours; longer lists are asked in parts.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property: its text (a label where it is a thing), the IRI where it is one, and the
    datatype where it has one."""

    text: str
    iri: str = ""
    datatype: str = ""


#: The values by thing and property, each by its identifier.
Held = Mapping[tuple[str, str], Sequence[Value]]


async def held(site: Site, entities: Iterable[Entity], terms: Collection[Term]) -> Held:
    """The values that some things have of some properties, as the graph orders them: by their text."""
    listed, found = list(entities), dict[tuple[str, str], list[Value]]()
    things, properties = {e.iri: e.id for e in listed}, {t.iri: t.id for t in terms}
    for at in range(0, len(listed) if terms else 0, _AT_ONCE):
        part = " ".join(str(NamedNode(e.iri)) for e in listed[at : at + _AT_ONCE])
        named = " ".join(str(NamedNode(iri)) for iri in properties)
        rows = await site.rows(
            f"SELECT ?s ?p ?v ?l WHERE {{ VALUES ?s {{ {part} }} VALUES ?p {{ {named} }} ?s ?p ?v . "
            "OPTIONAL { ?v rdfs:label ?l } } ORDER BY ?s ?p ?l ?v"
        )
        for row in rows:
            place = (things[row["s"]["value"]], properties[row["p"]["value"]])
            if (value := _value(row)) not in found.setdefault(place, []):
                found[place].append(value)
    return found


async def with_value(site: Site, term: Term, value: str, entities: Entities) -> list[Entity]:
    """The things with this value of a property, in letters of either case; of a thing, its identifier or
    label."""
    thing = entities.get(value)
    wanted = f"?v = {NamedNode(thing.iri)}" if thing else "false"
    said = Literal(value.casefold())
    rows = await site.rows(
        f"SELECT DISTINCT ?s WHERE {{ ?s {NamedNode(term.iri)} ?v . OPTIONAL {{ ?v rdfs:label ?l }} "
        f"FILTER({wanted} || LCASE(STR(COALESCE(?l, ?v))) = {said}) }} ORDER BY ?s LIMIT 200"
    )
    return [entity for row in rows if (entity := entities.get(row["s"]["value"]))]


def cell(value: Value, entities: Entities) -> dict[str, Any]:
    """A value as a cell of a table: a thing, a number, a day or a text."""
    if value.iri:
        thing = entities.get(value.iri)
        return {"id": thing.id, "name": thing.label} if thing else {"str": value.text}
    try:
        if value.datatype in _WHOLE:
            return {"int": int(value.text)}
        if value.datatype in _BROKEN:
            return {"float": float(value.text)}
    except ValueError:
        return {"str": value.text}
    if value.datatype == _XSD + "date":
        return {"date": f"{value.text[:10]}T00:00:00"}
    return {"str": value.text}


def _value(row: Row) -> Value:
    term = row["v"]
    if term["type"] == "uri":
        iri = str(term["value"])
        word = iri.rsplit("/", 1)[-1] if iri.startswith(SCHEMES) else iri
        return Value(str(row["l"]["value"]) if "l" in row else word, iri)
    return Value(str(term["value"]), "", str(term.get("datatype", "")))
