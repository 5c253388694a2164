"""Things somebody asks about that the graph does not have, in a saved query or by their address: which they
are, and what was likely meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.catalogue import Parameter, SavedQuery

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
#: A name less alike (0 to 100, by rapidfuzz) was not meant.
_ALIKE = 70.0


_RECORD = re.compile(r"^([a-z]+)-([0-9a-f]{12})$")


def iri_of(value: str, base: str) -> str:
    """The IRI that a value names: itself, a path under the base, or the id of a record."""
    if re.match(r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$", value):
        return value
    record = _RECORD.match(value)
    return f"{base}{record[1]}/{record[2]}" if record else base + value.lstrip("/")


def things_asked(query: SavedQuery, values: Mapping[str, str], base: str) -> Iterator[tuple[Parameter, str]]:
    """The things that values name by IRI or path, each with its parameter; concepts of schemes are none."""
    for parameter in query.parameters:
        value = values.get(parameter.name, "").strip()
        named = parameter.type == "iri" or (parameter.type == "actor" and value.startswith("http"))
        if value and named and not parameter.choices.startswith("scheme:"):
            yield parameter, iri_of(value, base)


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
