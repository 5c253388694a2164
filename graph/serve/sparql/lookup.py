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
from urllib.parse import unquote_plus

from pyoxigraph import NamedNode

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


def lookup_in(raw: bytes) -> tuple[Lookup, str] | None:
    """The same of a percent-encoded query, and its text. What stands before SELECT is the same for every
    query of a client: decoded once."""
    at = raw.find(b"SELECT")
    if at < 0:
        return None
    try:
        prefixes, before = _declared_raw(raw[:at])
        text = unquote_plus(raw[at:].decode("ascii"), errors="strict") if prefixes is not None else ""
    except UnicodeDecodeError:
        return None
    found = _pattern(text, prefixes) if prefixes is not None else None
    return (found, before + text) if found else None


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


@lru_cache(maxsize=512)
def _declared_raw(prologue: bytes) -> tuple[Mapping[str, str] | None, str]:
    """The same of the percent-encoded text of a request, and that text decoded."""
    text = unquote_plus(prologue.decode("ascii"), errors="strict")
    return _declared(text), text


def _pattern(text: str, prefixes: Mapping[str, str]) -> Lookup | None:
    # Written out place by place: this runs for every request.
    found = _LOOKUP.match(text)
    if found is None:
        return None
    names, s, p, o, limit = found.groups()
    s_free, p_free, o_free = s[0] in "?$", p[0] in "?$", o[0] in "?$"
    if (
        (s_free and o_free)
        or "matches" in p
        or (p_free and p[1:] in (s[1:] if s_free else "", o[1:] if o_free else ""))
    ):
        return None
    subject, predicate, object_ = (
        None if s_free else _constant(s, prefixes),
        None if p_free else _predicate(p, prefixes),
        None if o_free else _constant(o, prefixes),
    )
    if not (s_free or subject) or not (p_free or predicate) or not (o_free or object_):
        return None
    wanted = () if names == "*" else tuple(v[1:] for v in names.split())
    if len(wanted) > 1 and len(set(wanted)) != len(wanted):
        return None
    variables = {
        name: place
        for name, place in (
            (s[1:] if s_free else "", "subject"),
            (p[1:] if p_free else "", "predicate"),
            (o[1:] if o_free else "", "object"),
        )
        if name
    }
    return Lookup((subject, predicate, object_), variables, wanted, int(limit) if limit else ROWS + 1)


def _constant(term: str, prefixes: Mapping[str, str]) -> NamedNode | None:
    if term[0] == "<":
        return _node(term[1:-1])
    prefix, _, local = term.partition(":")
    return _node(prefixes[prefix] + local) if prefix in prefixes else None


def _predicate(term: str, prefixes: Mapping[str, str]) -> NamedNode | None:
    if ":" not in term:
        return _TYPE if term == "a" else None
    return _constant(term, prefixes)


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None
