"""The reconciliation service in the OpenAPI description."""

from __future__ import annotations

from typing import Any

_PROBLEM = {
    "description": "what is wrong: problem+json, or a page for a browser",
    "content": {
        "application/problem+json": {"schema": {"type": "object"}},
        "text/html": {"schema": {"type": "string"}},
    },
}
_JSON = {"application/json": {"schema": {"type": "object"}}}
_PAGE = {"text/html": {"schema": {"type": "string"}}}
_SCRIPT = {"application/javascript": {"schema": {"type": "string"}}}
_FORM = "application/x-www-form-urlencoded"
_PARAMETERS = {
    "queries": "reconciliation queries by their keys, as JSON",
    "extend": "things and the properties whose values are asked for, as JSON",
    "callback": "the function an answer calls (JSONP), on a public server",
    "prefix": "what somebody typed",
    "type": "the identifier of a type",
    "id": "the identifier of a thing",
    "limit": "the most answers",
    "cursor": "how many answers to pass over",
}
_SUGGESTING = ("prefix", "limit", "cursor", "callback")
#: Each address that is read: what it gives, its parameters, the answer's content.
_READ: tuple[tuple[str, str, tuple[str, ...], dict[str, Any]], ...] = (
    ("", "The manifest, or answers to queries", ("queries", "extend", "callback"), _JSON | _SCRIPT),
    ("/suggest/entity", "Things as somebody types", (*_SUGGESTING, "type"), _JSON | _SCRIPT),
    ("/suggest/type", "Types as somebody types", _SUGGESTING, _JSON | _SCRIPT),
    ("/suggest/property", "Properties as somebody types", _SUGGESTING, _JSON | _SCRIPT),
    ("/extend/propose", "Properties to extend with", ("type", "limit", "callback"), _JSON | _SCRIPT),
    ("/preview", "A thing in a few lines", ("id",), _PAGE),
    ("/view", "The page of a thing", ("id",), {}),
    ("/draft", "The manifest of the draft", ("callback",), _JSON | _SCRIPT),
)
_SENT = (("/draft/match", "Answers to queries of the draft"), ("/draft/extend", "Values, as the draft asks"))


def reconciliation_paths() -> dict[str, Any]:
    """The addresses of the service, each with what may be asked of it."""
    paths: dict[str, Any] = {
        f"/reconcile{path}": {"get": _operation(summary, content) | {"parameters": _named(names)}}
        for path, summary, names, content in _READ
    }
    form = {"type": "object", "properties": {n: {"type": "string"} for n in ("queries", "extend")}}
    paths["/reconcile"]["post"] = _operation("Answers to queries, sent as a form", _JSON | _SCRIPT) | {
        "requestBody": {"content": {_FORM: {"schema": form}}}
    }
    for path, summary in _SENT:
        paths[f"/reconcile{path}"] = {
            "post": _operation(summary, _JSON)
            | {"requestBody": {"required": True, "content": {"application/json": {"schema": {}}}}}
        }
    return paths


def _operation(summary: str, content: dict[str, Any]) -> dict[str, Any]:
    found = {"200": {"description": "the answer", "content": content}} if content else {}
    elsewhere = {} if content else {"303": {"description": "where the page is"}}
    return {
        "summary": f"Reconciliation Service API: {summary[0].lower()}{summary[1:]}",
        "tags": ["reconciliation"],
        "responses": found | elsewhere | dict.fromkeys(("400", "403", "404", "413", "503", "504"), _PROBLEM),
    }


def _named(names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {"name": n, "in": "query", "description": _PARAMETERS[n], "schema": {"type": "string"}} for n in names
    ]
