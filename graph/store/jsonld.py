"""JSON-LD under the vocabulary's context, written without a JSON-LD processor: every term is used exactly as
the context defines it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import IO, Any

from regesta.graph.rdf import BlankNode, Literal, NamedNode, Quad, Triple
from regesta.ontology.load import context

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_STRING = "http://www.w3.org/2001/XMLSchema#string"


@cache
def _terms() -> tuple[dict[str, Any], Mapping[str, tuple[str, str]]]:
    """The context, and for every property IRI its term and the type the context coerces to ("" for none,
    "@id" for IRIs)."""
    body: dict[str, Any] = json.loads(context().read_text("utf-8"))["@context"]
    prefixes = {k: v for k, v in body.items() if _is_prefix(v)}

    def whole(name: str) -> str:
        prefix, colon, rest = name.partition(":")
        return prefixes[prefix] + rest if colon and prefix in prefixes else name

    out: dict[str, tuple[str, str]] = {}
    for term, value in body.items():
        if term.startswith("@") or term in prefixes:
            continue
        iri, kind = (value["@id"], value.get("@type", "")) if isinstance(value, dict) else (value, "")
        out[whole(iri)] = (term, whole(kind))
    return body, out


def write_jsonld(statements: Iterable[Quad | Triple], out: IO[bytes], *, brief: bool = False) -> None:
    """The triples of the statements as one JSON-LD document, sorted by subject; one line per subject.
    `brief`: with the terms of the context that it uses and no others."""
    body, terms = _terms()
    about: dict[str, dict[str, list[Any]]] = {}
    for q in statements:
        if isinstance(q.subject, Triple):
            raise ValueError("JSON-LD 1.1 has no triple terms; export RDF 1.2 as N-Quads")
        rows = about.setdefault(_id(q.subject), {})
        if q.predicate.value == _TYPE and isinstance(q.object, NamedNode):
            name = terms.get(q.object.value)
            rows.setdefault("type", []).append(name[0] if name else q.object.value)
            continue
        term, kind = terms.get(q.predicate.value, (q.predicate.value, ""))
        rows.setdefault(term, []).append(_value(q.object, kind))
    head = json.dumps({"@context": _used(body, about) if brief else body}, ensure_ascii=False)
    out.write(f'{head[:-1]}, "@graph": [\n'.encode())
    for number, subject in enumerate(sorted(about)):
        rows = about[subject]
        node: dict[str, Any] = {"id": subject}
        for term in sorted(rows):
            values = sorted(rows[term], key=lambda v: json.dumps(v, sort_keys=True))
            node[term] = values[0] if len(values) == 1 else values
        out.write((",\n" if number else "").encode() + json.dumps(node, ensure_ascii=False).encode())
    out.write(b"\n]}\n")


def _is_prefix(value: Any) -> bool:
    return isinstance(value, str) and value.endswith(("#", "/"))


def _used(body: Mapping[str, Any], about: Mapping[str, Mapping[str, Iterable[Any]]]) -> dict[str, Any]:
    """The context without the terms that no statement uses; keywords and prefixes stay."""
    used = {name for rows in about.values() for name in rows}
    used.update(name for rows in about.values() for name in rows.get("type", ()))
    return {
        name: value
        for name, value in body.items()
        if name in used or name in ("id", "type") or name.startswith("@") or _is_prefix(value)
    }


def _id(node: NamedNode | BlankNode) -> str:
    return node.value if isinstance(node, NamedNode) else f"_:{node.value}"


def _value(node: Any, kind: str) -> Any:
    if isinstance(node, NamedNode | BlankNode):
        return _id(node) if kind == "@id" else {"id": _id(node)}
    if not isinstance(node, Literal):
        raise ValueError("JSON-LD 1.1 has no triple terms; export RDF 1.2 as N-Quads")
    if node.language:
        return {"@value": node.value, "@language": node.language}
    datatype = node.datatype.value
    if (kind or _STRING) == datatype:
        return node.value
    return {"@value": node.value} if datatype == _STRING else {"@value": node.value, "@type": datatype}
