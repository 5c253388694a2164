"""Recognising a lookup: a SELECT of one triple pattern with a constant subject or object and no variable
twice.

It is a list of what may pass: whatever would need a parser to be sure of is no lookup here, and takes the
ordinary way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from regesta.graph.rdf import NamedNode
from regesta.graph.serve.workers.answering import PREFIXES

#: Where a lookup is broken off: so many solutions.
ROWS = 500

_IRI = r"<[^<>\"{}|^`\\\x00-\x20]*>"
_NAME = r"[A-Za-z][\w-]*:(?:[A-Za-z0-9_][\w-]*)?"
_VARIABLE = r"[?$][A-Za-z_]\w*"
_PROLOGUE = re.compile(rf"\s*(?:PREFIX\s+(?:[A-Za-z][\w-]*)?:\s*{_IRI}\s*)*", re.IGNORECASE | re.ASCII)
_DECLARATION = re.compile(rf"PREFIX\s+([A-Za-z][\w-]*|):\s*({_IRI})", re.IGNORECASE | re.ASCII)
_LOOKUP = re.compile(
    rf"""SELECT\s+(?P<wanted>\*|{_VARIABLE}(?:\s+{_VARIABLE})*)\s*(?:WHERE\s*)?
    \{{\s*(?P<s>{_IRI}|{_NAME}|{_VARIABLE})\s+(?P<p>{_IRI}|{_NAME}|{_VARIABLE}|a(?=\s))\s+(?P<o>{_IRI}|{_NAME}|{_VARIABLE})\s*\.?\s*\}}
    \s*(?:LIMIT\s+(?P<limit>[0-9]{{1,9}})\s*)?\Z""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^\\]*>\Z")
_PLACES = ("subject", "predicate", "object")
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True, slots=True)
class Lookup:
    """One triple pattern: a constant or None in each place, the place of each variable, the variables wanted
    (none for *: the engine orders them), how many solutions at most."""

    constants: tuple[NamedNode | None, NamedNode | None, NamedNode | None]
    variables: Mapping[str, str]
    wanted: tuple[str, ...]
    limit: int


def lookup_of(query: str) -> Lookup | None:
    """The lookup a query is, None when it is none or when anything about it needs a parser to be sure of (a
    relative IRI, an unknown prefix)."""
    at = query.find("SELECT")
    prefixes = _declared(query[:at]) if at >= 0 else None
    return _pattern(query[at:], prefixes) if prefixes is not None else None


@lru_cache(maxsize=512)
def _declared(prologue: str) -> Mapping[str, str] | None:
    """The namespaces that the text before SELECT declares, ours where it declares none; None when it says
    anything else."""
    if not _PROLOGUE.fullmatch(prologue):
        return None
    declared = dict(PREFIXES)
    for name, iri in _DECLARATION.findall(prologue):
        if not _ABSOLUTE.match(iri):
            return None
        declared[name] = iri[1:-1]
    return declared


def _pattern(text: str, prefixes: Mapping[str, str]) -> Lookup | None:
    # Written out place by place: this runs for every request.
    found = _LOOKUP.match(text)
    if found is None:
        return None
    names, s, p, o, limit = found.groups()
    if s[0] in "?$" and o[0] in "?$":
        return None
    wanted = _wanted(names)
    terms = _term(s, prefixes), _predicate(p, prefixes), _term(o, prefixes)
    if wanted is None or None in terms:
        return None
    variables = {term: place for term, place in zip(terms, _PLACES, strict=True) if isinstance(term, str)}
    subject, predicate, object_ = (None if isinstance(term, str) else term for term in terms)
    if (subject, predicate, object_).count(None) != len(variables):
        return None  # a variable twice
    return Lookup((subject, predicate, object_), variables, wanted, int(limit) if limit else ROWS + 1)


def _wanted(names: str) -> tuple[str, ...] | None:
    """The variables of the result; none for `*`, None where one is named twice."""
    wanted = () if names == "*" else tuple(v[1:] for v in names.split())
    return None if len(wanted) > 1 and len(set(wanted)) != len(wanted) else wanted


def _term(term: str, prefixes: Mapping[str, str]) -> NamedNode | str | None:
    """The name of a variable, the IRI of a constant, None for what is not sure to be one."""
    return term[1:] if term[0] in "?$" else _constant(term, prefixes)


def _constant(term: str, prefixes: Mapping[str, str]) -> NamedNode | None:
    if term[0] == "<":
        return _node(term[1:-1])
    prefix, colon, local = term.partition(":")
    return _node(prefixes[prefix] + local) if colon and prefix in prefixes else None


def _predicate(term: str, prefixes: Mapping[str, str]) -> NamedNode | str | None:
    """The same of a predicate, which may be `a`; that of a text search is none of the graph's."""
    if term == "a":
        return _TYPE
    return None if "matches" in term else _term(term, prefixes)


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None
