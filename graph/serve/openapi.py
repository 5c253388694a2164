"""The OpenAPI 3.1 description of the server: the SPARQL endpoint and every saved query with its typed parameters."""

from __future__ import annotations

from typing import Any

from regesta import __version__
from regesta.graph.serve.formats import TABLES
from regesta.graph.serve.site import Site

_TYPES: dict[str, dict[str, str]] = {
    "iri": {"type": "string", "format": "iri-reference"},
    "actor": {"type": "string"},
    "date": {"type": "string", "pattern": r"^-?\d{4}(-\d{2}(-\d{2})?)?$"},
    "text": {"type": "string"},
    "integer": {"type": "integer"},
}
_TABLE = {s.media: {"schema": {"type": "object" if s.name == "json" else "string"}} for s in TABLES}
_PROBLEM = {"description": "what is wrong, as problem+json", "content": {"application/problem+json": {"schema": {"type": "object"}}}}


def openapi(site: Site) -> dict[str, Any]:
    """The description, ready for JSON."""
    paths: dict[str, Any] = {"/sparql": {"get": _sparql(site), "post": _sparql_post()}}
    for query in site.catalogue:
        paths[f"/queries/{query.name}"] = {"get": _saved(query)}
    for path, summary in (("/health", "Whether the server is up"), ("/ready", "Whether it can answer"), ("/metrics", "Prometheus metrics")):
        paths[path] = {"get": {"summary": summary, "tags": ["operations"], "responses": {"200": {"description": "yes"}, "503": {"description": "not now"}}}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": site.config.title,
            "version": __version__,
            "description": "Claims, decisions, sources and archives of historical writing, with their evidence.",
        },
        "servers": [{"url": site.config.public_url or "/"}],
        "paths": paths,
    }


def _responses(limits: str = "") -> dict[str, Any]:
    return {
        "200": {"description": "the result", "content": _TABLE},
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
    )
    return {
        "summary": "SPARQL 1.1 Protocol: query",
        "tags": ["sparql"],
        "parameters": [{"name": n, "in": "query", "description": d, "schema": {"type": "string"}} for n, d in names],
        "responses": _responses(f"the query ran longer than {site.config.deadline:g} seconds") | {"403": _PROBLEM},
    }


def _sparql_post() -> dict[str, Any]:
    kinds = ("application/sparql-query", "application/x-www-form-urlencoded", "application/sparql-update")
    return {
        "summary": "SPARQL 1.1 Protocol: query, and update for those who may",
        "tags": ["sparql"],
        "requestBody": {"required": True, "content": {k: {"schema": {"type": "string"}} for k in kinds}},
        "responses": _responses() | {"204": {"description": "updated"}, "401": _PROBLEM, "403": _PROBLEM, "415": _PROBLEM},
    }


def _saved(query: Any) -> dict[str, Any]:
    parameters = [
        {
            "name": p.name,
            "in": "query",
            "required": bool(p.required and not p.default),
            "description": p.label,
            "schema": _TYPES[p.type] | ({"default": p.default} if p.default else {}),
        }
        | ({"example": query.example.get(p.name) or p.example} if query.example.get(p.name) or p.example else {})
        for p in query.parameters
    ]
    parameters += [{"name": n, "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 100_000}} for n in ("page", "size")]
    return {
        "operationId": query.name,
        "summary": query.summary,
        "description": query.question,
        "tags": list(query.tags),
        "parameters": parameters,
        "responses": _responses() | {"404": _PROBLEM},
    }
