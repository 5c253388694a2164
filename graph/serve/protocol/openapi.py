"""The OpenAPI 3.1 description of the server: the SPARQL endpoint and every saved query with its typed
parameters."""

from __future__ import annotations

from typing import Any

from regesta import __version__
from regesta.graph.serve.protocol.negotiation import GRAPHS, HTML, TABLES
from regesta.graph.serve.reconciliation.described import reconciliation_paths
from regesta.graph.serve.shared import Site
from regesta.ontology.terms import CONCEPTS

_TYPES: dict[str, dict[str, str]] = {
    "iri": {"type": "string", "format": "iri-reference"},
    "actor": {"type": "string"},
    "date": {"type": "string", "pattern": r"^-?\d{4}(-\d{2}(-\d{2})?)?$"},
    "text": {"type": "string"},
    "integer": {"type": "integer"},
}
_ALIGNED = "vocabularies in whose words is asked too, such as prov,sem; all for every one"
_TIMEOUT = "the longest the query may run: seconds, or milliseconds from 1000 on or with ms"
_HTML: dict[str, Any] = {HTML.media: {"schema": {"type": "string"}}}
_TABLE = {s.media: {"schema": {"type": "object" if s.name == "json" else "string"}} for s in TABLES} | _HTML
_ANY = _TABLE | {s.media: {"schema": {} if s.name == "jsonld" else {"type": "string"}} for s in GRAPHS}
_PROBLEM = {
    "description": "what is wrong: problem+json, or a page for a browser",
    "content": {"application/problem+json": {"schema": {"type": "object"}}} | _HTML,
}
_OPERATIONS = (
    ("/health", "Whether the server is up", "application/json"),
    ("/ready", "Whether it can answer", "application/json"),
    ("/metrics", "Prometheus metrics", "text/plain"),
)


def openapi(site: Site) -> dict[str, Any]:
    """The description, ready for JSON."""
    paths: dict[str, Any] = {
        "/sparql": {"get": _sparql(site), "post": _sparql_post()},
        "/update": {"post": _update()},
        "/graphs": _graphs(),
        **reconciliation_paths(),
    }
    for query in site.catalogue:
        paths[f"/queries/{query.name}"] = {"get": _saved(query)}
    for path, summary, media in _OPERATIONS:
        content = {"content": {media: {"schema": {"type": "object" if media.endswith("json") else "string"}}}}
        answers = {"200": {"description": "yes"} | content, "503": {"description": "not now"} | content}
        paths[path] = {"get": {"summary": summary, "tags": ["operations"], "responses": answers}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": site.config.title,
            "version": __version__,
            "description": (
                "Claims, decisions, sources and archives of historical writing, with their evidence."
            ),
        },
        "servers": [{"url": site.config.public_url or "/"}],
        "paths": paths,
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


def _responses(limits: str = "", content: dict[str, Any] = _TABLE) -> dict[str, Any]:
    return {
        "200": {"description": "the result", "content": content},
        "304": {"description": "nothing has changed since the ETag sent"},
        "400": _PROBLEM,
        "406": _PROBLEM,
        "413": _PROBLEM,
        "503": _PROBLEM,
        "504": _PROBLEM | {"description": limits or "the query took too long"},
    }


def _sparql(site: Site) -> dict[str, Any]:
    names = (
        ("query", "SPARQL 1.1"),
        ("default-graph-uri", "a graph of the default graph"),
        ("named-graph-uri", "a named graph"),
        ("format", "a result syntax, instead of Accept"),
        ("aligned", _ALIGNED),
        ("timeout", _TIMEOUT),
    )
    return {
        "summary": "SPARQL 1.1 Protocol: query",
        "tags": ["sparql"],
        "parameters": [
            {"name": n, "in": "query", "description": d, "schema": {"type": "string"}} for n, d in names
        ],
        "responses": _responses(f"the query ran longer than {site.config.deadline:g} seconds", _ANY)
        | {"403": _PROBLEM},
    }


def _sparql_post() -> dict[str, Any]:
    kinds = ("application/sparql-query", "application/x-www-form-urlencoded", "application/sparql-update")
    return {
        "summary": "SPARQL 1.1 Protocol: query, and update for those who may",
        "tags": ["sparql"],
        "requestBody": {"required": True, "content": {k: {"schema": {"type": "string"}} for k in kinds}},
        "responses": _responses(content=_ANY)
        | {"204": {"description": "updated"}, **dict.fromkeys(("401", "403", "415", "429"), _PROBLEM)},
    }


def _update() -> dict[str, Any]:
    kinds = ("application/sparql-update", "application/x-www-form-urlencoded")
    return {
        "summary": "SPARQL 1.1 Protocol: update",
        "tags": ["writing"],
        "security": [{"token": []}],
        "parameters": [
            {"name": n, "in": "query", "schema": {"type": "string"}}
            for n in ("using-graph-uri", "using-named-graph-uri")
        ],
        "requestBody": {"required": True, "content": {k: {"schema": {"type": "string"}} for k in kinds}},
        "responses": {"204": {"description": "updated"}}
        | dict.fromkeys(("400", "401", "403", "413", "415", "429", "503", "504"), _PROBLEM),
    }


def _graphs() -> dict[str, Any]:
    which = [
        {
            "name": "graph",
            "in": "query",
            "description": "the graph's IRI",
            "schema": {"type": "string", "format": "iri"},
        },
        {
            "name": "default",
            "in": "query",
            "description": "the default graph",
            "schema": {"type": "string"},
            "allowEmptyValue": True,
        },
    ]
    graph = {s.media: {"schema": {} if s.name == "jsonld" else {"type": "string"}} for s in GRAPHS}
    writing = {
        "tags": ["writing"],
        "security": [{"token": []}],
        "parameters": which,
        "responses": {
            "200": {"description": "changed"},
            "201": {"description": "made"},
            "204": {"description": "replaced"},
        }
        | dict.fromkeys(("400", "401", "403", "404", "413", "415", "429", "503", "504"), _PROBLEM),
    }
    sent = {"requestBody": {"required": True, "content": graph}}
    return {
        "get": {
            "summary": "Graph Store Protocol: read a graph",
            "tags": ["sparql"],
            "parameters": which,
            "responses": _responses(content=graph) | {"404": _PROBLEM},
        },
        "put": {"summary": "Graph Store Protocol: replace a graph"} | writing | sent,
        "post": {"summary": "Graph Store Protocol: add to a graph"} | writing | sent,
        "delete": {"summary": "Graph Store Protocol: delete a graph"} | writing,
    }


def _schema(p: Any) -> dict[str, Any]:
    """What a parameter of a saved query may be: of a closed list, its values."""
    scheme = p.choices.removeprefix("scheme:") if p.choices.startswith("scheme:") else ""
    values = tuple(p.values) or CONCEPTS.get(scheme, ())
    return (
        (dict(_TYPES["text"] if values else _TYPES[p.type]))
        | ({"default": p.default} if p.default else {})
        | ({"enum": list(values)} if values else {})
    )


def _saved(query: Any) -> dict[str, Any]:
    parameters = [
        {
            "name": p.name,
            "in": "query",
            "required": bool(p.required and not p.default),
            "description": p.label,
            "schema": _schema(p),
        }
        | (
            {"example": query.example.get(p.name) or p.example}
            if query.example.get(p.name) or p.example
            else {}
        )
        for p in query.parameters
    ]
    parameters += [
        {"name": n, "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100_000}}
        for n in ("page", "size")
    ]
    parameters += [
        {"name": n, "in": "query", "description": d, "schema": {"type": "string"} | more}
        for n, d, more in (
            ("format", "a result syntax, instead of Accept", {}),
            ("aligned", _ALIGNED, {}),
            ("timeout", _TIMEOUT, {"pattern": r"^[0-9]+(\.[0-9]+)?\s*(ms|s)?$"}),
        )
    ]
    return {
        "operationId": query.name,
        "summary": query.summary,
        "description": query.question,
        "tags": list(query.tags),
        "parameters": parameters,
        "responses": _responses() | {"404": _PROBLEM},
    }
