"""Things somebody asks about that the graph does not have, in a saved query or by their address: which they
are, and what was likely meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from regesta.extract.text.numerals import ways_to_write
from regesta.graph.rdf import Literal, NamedNode
from regesta.graph.serve.catalogue import NUMERAL, Parameter, SavedQuery

#: The class of what an IRI names, by the first part of its path under the base.
_CLASSES = {
    "actor": "rg:Agent",
    "archive": "rg:ArchivalUnit",
    "citation": "rg:Citation",
    "claim": "rg:Claim",
    "decision": "rg:Decision",
    "division": "rg:Division",
    "doc": "rg:Document",
    "event": "rg:Event",
    "place": "rg:Place",
    "source": "rg:Source",
}
#: So many things of a class are compared with one that there is not.
_COMPARED = 20_000
#: So many numbers of divisions are said where one is not there.
_NUMBERS = 20
#: A name less alike (0 to 100, by rapidfuzz) was not meant.
_ALIKE = 70.0


_RECORD = re.compile(r"^([a-z]+)-([0-9a-f]{12})$")


def iri_of(value: str, base: str) -> str:
    """The IRI that a value names: itself, a path under the base, or the id of a record."""
    if re.match(r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$", value):
        return value
    record = _RECORD.match(value)
    return f"{base}{record[1]}/{record[2]}" if record else base + value.lstrip("/")


@dataclass(frozen=True, slots=True)
class Asked:
    """A thing that a value names. `known` is SPARQL that has a row where the graph has it, `others` SPARQL
    for those that may be meant ("" where nothing says which); `unknown` says that it is not there, with the
    nearest of others, which are names and labels."""

    known: str
    others: str
    unknown: Callable[[Iterable[tuple[str, str]]], str]


def things_asked(query: SavedQuery, values: Mapping[str, str], base: str) -> Iterator[Asked]:
    """The things that values name, by IRI or path, or as chapters by their numbers; concepts of schemes are
    none."""
    for parameter in query.parameters:
        value = values.get(parameter.name, "").strip()
        named = parameter.type == "iri" or (parameter.type == "actor" and value.startswith("http"))
        if value and parameter.choices == NUMERAL:
            yield _chapter(parameter, value)
        elif value and named and not parameter.choices.startswith("scheme:"):
            iri = iri_of(value, base)
            others = query_for_others(parameter, iri, base)
            yield Asked(query_whether_known(iri), others, partial(unknown, parameter, iri, base))


def _chapter(parameter: Parameter, value: str) -> Asked:
    """A chapter by its number, however it is written."""
    ways = " ".join(str(Literal(way)) for way in ways_to_write(value))
    one = f"SELECT ?x WHERE {{ VALUES ?n {{ {ways} }} ?x rg:number ?n ; a rg:Division }} LIMIT 1"
    every = f"SELECT ?x (MIN(?l) AS ?label) WHERE {{ ?d a rg:Division ; rg:number ?x ; rdfs:label ?l }} GROUP BY ?x LIMIT {_COMPARED}"  # noqa: E501
    return Asked(one, every, partial(_no_chapter, parameter, value))


def _no_chapter(parameter: Parameter, value: str, others: Iterable[tuple[str, str]]) -> str:
    numbers = sorted({number for number, _ in others}, key=_in_order)
    there = f"numbers are {', '.join(numbers[:_NUMBERS])}" if numbers else "no division has a number."
    more = " …" if len(numbers) > _NUMBERS else "." if numbers else ""
    return f"no division of the graph has the number {parameter.name}={value}; {there}{more}"


def _in_order(number: str) -> tuple[int, str]:
    """Numbers first, by what they are, then whatever else numbers divisions."""
    figures = next((way for way in ways_to_write(number) if way.isdecimal()), "")
    return (int(figures) if figures else 1000, number)


def query_whether_known(iri: str) -> str:
    """SPARQL that has a row where any graph says something of it."""
    thing = NamedNode(iri)
    return f"SELECT ?p WHERE {{ {{ {thing} ?p ?o }} UNION {{ GRAPH ?g {{ {thing} ?p ?o }} }} }} LIMIT 1"


def query_for_others(parameter: Parameter, iri: str, base: str) -> str:
    """SPARQL for the things that may be meant, ?x with its ?label; "" where nothing says of which class they
    are."""
    kind = "rg:Agent" if parameter.type == "actor" else parameter.choices
    return query_for_class(kind or class_of(iri, base))


def class_of(iri: str, base: str) -> str:
    """The class of what an IRI would name, by its path under the base; "" for a path of nothing."""
    return _CLASSES.get(iri.removeprefix(base).partition("/")[0], "")


def query_for_class(kind: str) -> str:
    """SPARQL for the things of a class, ?x with its ?label; "" for no class."""
    if not kind:
        return ""
    return (
        f"SELECT ?x (MIN(?l) AS ?label) WHERE {{ ?x a {kind} ; rdfs:label ?l }} GROUP BY ?x LIMIT {_COMPARED}"
    )


def unknown(parameter: Parameter, iri: str, base: str, others: Iterable[tuple[str, str]]) -> str:
    """What is said of a thing that is not in the graph; `others` are IRIs with labels."""
    asked = iri.removeprefix(base)
    near = [f"{other} ({label})" for other, label in nearest(iri, base, others)]
    hint = f"did you mean {' or '.join(near)}?" if near else "nothing of a like name is there."
    return f"{parameter.name}={asked} is not in the graph; {hint}"


def nearest(iri: str, base: str, others: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of some IRIs with labels the three most like one, as paths under the base, the likeliest first."""
    from rapidfuzz import fuzz, process  # only for a thing there is not

    labels = {other.removeprefix(base): label for other, label in others}
    asked = iri.removeprefix(base)
    found = process.extract(asked, list(labels), scorer=fuzz.ratio, limit=3, score_cutoff=_ALIKE)
    return [(path, labels[path]) for path, _, _ in found]
