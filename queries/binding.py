"""Values for parameters, as typed terms in the query's `VALUES` blocks: what a user types never becomes query
text."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping, Sequence

from regesta.extract.text.numerals import ways_to_write
from regesta.graph.rdf import Literal, NamedNode
from regesta.graph.serve.asked_things import iri_of
from regesta.graph.serve.catalogue import NUMERAL
from regesta.graph.serve.sparql.tokens import Token, tokens
from regesta.ontology.terms import SCHEMES
from regesta.queries import acceptance, status
from regesta.queries.header import Parameter, SavedQuery

Actors = Callable[[str], Sequence[str]]
_DATE = re.compile(r"^(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_WANTED = {
    "iri": "an IRI, or a path under the base such as claim/0f3a9c41d2be",
    "actor": "a name, or an actor's IRI",
    "date": "a date: YYYY-MM-DD, YYYY-MM or YYYY",
    "text": "words",
    "integer": "a whole number",
}


class BadParameter(ValueError):
    """A value a saved query cannot take; the message names the parameter, its type and an example."""


def bind(query: SavedQuery, values: Mapping[str, str], *, base: str, actors: Actors | None = None) -> str:
    """The query's text with its parameters bound; a parameter left out takes its default, or stays open when
    it is not required.

    Errors: BadParameter for an unknown, missing or unfit value.
    """
    unknown = sorted(set(values) - {p.name for p in query.parameters})
    if unknown:
        there = ", ".join(f"{p.name} ({p.type})" for p in query.parameters) or "none"
        raise BadParameter(f"{query.name} has no parameter {', '.join(unknown)}; its parameters are {there}.")
    terms = {
        p.name: _given(query, p, values.get(p.name, "").strip() or p.default, base, actors)
        for p in query.parameters
    }
    places = {p.variable: terms[p.name] for p in query.parameters if p.variable}
    text = acceptance.narrowed(query.text, query.accepted, values.get(acceptance.NAME, "").strip())
    text = status.narrowed(text, query.accepted, values.get(status.NAME, "").strip())
    return _substitute(_fill(text, terms), places) if places else _fill(text, terms)


def _given(
    query: SavedQuery, parameter: Parameter, value: str, base: str, actors: Actors | None
) -> list[str]:
    """The terms of a parameter's value; none where one is left out that may be."""
    if value:
        return _terms(query, parameter, value, base, actors)
    if parameter.required:
        raise BadParameter(
            f"{query.name} needs the parameter {parameter.name}: {_WANTED[parameter.type]}, "
            f"{_such_as(query, parameter)}."
        )
    return []


def _such_as(query: SavedQuery, parameter: Parameter) -> str:
    shown = (
        parameter.example
        or query.example.get(parameter.name, "")
        or {"date": "1950-01-30", "integer": "10"}.get(parameter.type, "")
    )
    return f"for instance {parameter.name}={shown}" if shown else f"as {parameter.name}=…"


def _terms(
    query: SavedQuery, parameter: Parameter, value: str, base: str, actors: Actors | None
) -> list[str]:
    if parameter.values and value not in parameter.values:
        raise BadParameter(f"{parameter.name}={value} is none of {', '.join(parameter.values)}.")
    try:
        if parameter.type == "actor":
            return _actors(value, actors)
        if parameter.of == NUMERAL:
            return [str(Literal(way)) for way in ways_to_write(value)]
        return [str(_term(parameter, value, base))]
    except LookupError as error:
        raise BadParameter(f"{parameter.name}={value}: {error.args[0]}") from error
    except ValueError as error:
        raise BadParameter(
            f"{parameter.name}={value} is not {_WANTED[parameter.type]} ({error}); "
            f"{_such_as(query, parameter)}."
        ) from error


def _term(parameter: Parameter, value: str, base: str) -> Literal | NamedNode:
    """The one term a value means. Errors: ValueError where it does not fit the type."""
    match parameter.type:
        case "text":
            return Literal(value, language=parameter.language or None)
        case "integer":
            return Literal(int(value))
        case "date":
            return Literal(_day(value, parameter.edge), datatype=NamedNode(_XSD + "date"))
        case "iri":
            return NamedNode(_iri(value, parameter, base))
    raise AssertionError(parameter.type)


def _actors(value: str, actors: Actors | None) -> list[str]:
    """The actors a name means, or the one an IRI is. Errors: LookupError, ValueError."""
    if re.match(r"^https?://\S+$", value):
        return [str(NamedNode(value))]
    if actors is None:
        raise ValueError("names can only be looked up where there is a graph; give the actor's IRI")
    return [str(NamedNode(iri)) for iri in actors(value)]


def _day(value: str, edge: str) -> str:
    found = _DATE.match(value)
    if not found:
        raise ValueError("it does not read as a date")
    year, month = int(found[1]), int(found[2] or (12 if edge == "end" else 1))
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    last = calendar.monthrange(max(year, 1), month)[1]
    day = int(found[3] or (last if edge == "end" else 1))
    if not 1 <= day <= last:
        raise ValueError(f"that month has {last} days")
    return f"{found[1]}-{month:02d}-{day:02d}"


def _iri(value: str, parameter: Parameter, base: str) -> str:
    scheme = parameter.of.removeprefix("scheme:") if parameter.of.startswith("scheme:") else ""
    named = iri_of(value, base)
    return f"{SCHEMES}{scheme}/{value}" if scheme and named != value else named


def value_blocks(text: str) -> list[tuple[str, int, int]]:
    """Each `VALUES ?name { … }` of one variable: the name, and the offsets of the whole block."""
    listed = list(tokens(text))
    found = []
    for i, token in enumerate(listed[:-2]):
        if token.is_word("VALUES") and listed[i + 1].kind == "var" and listed[i + 2].text == "{":
            end = _closing(listed, i + 2)
            if end is not None:
                found.append((listed[i + 1].text[1:], token.start, end.end))
    return found


def _closing(listed: Sequence[Token], opening: int) -> Token | None:
    return next((t for t in listed[opening:] if t.text == "}"), None)


def _fill(text: str, terms: Mapping[str, Sequence[str]]) -> str:
    out, at = [], 0
    for name, start, end in value_blocks(text):
        if name in terms:
            out.append(text[at:start])
            if terms[name]:
                out.append(f"VALUES ?{name} {{ {' '.join(terms[name])} }}")
            at = end
    out.append(text[at:])
    return "".join(out)


def _substitute(text: str, places: Mapping[str, Sequence[str]]) -> str:
    """The query with grlc's variables replaced by their terms; one without a value stays a variable."""
    out, at = [], 0
    for token in tokens(text):
        if token.kind == "var" and (given := places.get(token.text[1:])):
            out += [text[at : token.start], given[0]]
            at = token.end
    out.append(text[at:])
    return "".join(out)
