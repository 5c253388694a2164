"""A query of a reconciliation client as its JSON says it, in version 0.2 of the protocol and in the draft of
the next."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from regesta.graph.serve.problems import Problem

#: So many candidates are given without a wish, and so many at most.
LIMIT, MOST = 5, 50
#: So many queries one request may hold; OpenRefine sends ten.
BATCH = 200
#: A name has so many characters at most; more is not read.
LONGEST = 300

Quantifier = Literal["any", "all", "none"]


@dataclass(frozen=True, slots=True)
class Condition:
    """What a property of the candidate should be: any, all or none of some values; `required` leaves out
    candidates where it is not."""

    property: str
    values: tuple[str, ...]
    quantifier: Quantifier = "any"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One query: a name, or the identifier of a thing, or neither; types; properties. `strict` says of
    several types which count: any, all, or "should": none is left out for its type."""

    name: str = ""
    id: str = ""
    types: tuple[str, ...] = ()
    strict: Literal["any", "all", "should"] = "any"
    conditions: tuple[Condition, ...] = ()
    limit: int = LIMIT


def batch(text: str) -> dict[str, Asked]:
    """The queries of version 0.2 by their keys: `{"q0": {"query": …, "type": …, "properties": …}}`.

    Errors: Problem 400 that says which query is wrong and how, 413 for too many.
    """
    data = parsed(text)
    if not isinstance(data, dict):
        raise _wrong('`queries` is an object of queries by their keys, as {"q0": {"query": "a name"}}')
    _not_too_many(data)
    return {key: _asked(key, _object(key, query)) for key, query in data.items()}


def draft_batch(body: str) -> list[Asked]:
    """The queries of the draft: `{"queries": [{"conditions": [{"matchType": "name", …}]}]}`. Errors as in
    `batch`."""
    data = parsed(body)
    queries = data.get("queries") if isinstance(data, dict) else None
    if not isinstance(queries, list):
        raise _wrong("the body is an object with a list `queries`")
    _not_too_many(queries)
    return [_draft(f"query {i}", _object(f"query {i}", query)) for i, query in enumerate(queries)]


def parsed(text: str) -> Any:
    """JSON. Errors: Problem 400 with the place where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _wrong(f"it is no JSON: {error}") from error


def _wrong(why: str) -> Problem:
    return Problem(400, "The reconciliation query does not read", why)


def _not_too_many(queries: Sequence[Any] | Mapping[str, Any]) -> None:
    if len(queries) > BATCH:
        raise Problem(413, "Too many queries at once", f"a request may hold {BATCH} queries; send several")


def _object(key: str, query: Any) -> Mapping[str, Any]:
    if not isinstance(query, dict):
        raise _wrong(f"{key} is no object")
    return query


def _asked(key: str, query: Mapping[str, Any]) -> Asked:
    name, properties = query.get("query", ""), query.get("properties") or []
    if not isinstance(name, str) or not isinstance(properties, list):
        raise _wrong(f"{key}: `query` is a text and `properties` a list")
    if "query" not in query and not properties:
        raise _wrong(f"{key} has neither a `query` nor `properties`")
    # a blank name is nobody's: OpenRefine sends cells that hold a space, with nine others in the same request
    given = query.get("type") or []
    return Asked(
        name=name.strip()[:LONGEST],
        types=_types(key, given if isinstance(given, list) else [given]),
        strict=_strict(key, query.get("type_strict") or "any"),
        conditions=tuple(
            Condition(str(p.get("pid", "")), _values(p.get("v")))
            for p in (_object(f"{key}: a property", p) for p in properties)
        ),
        limit=_limit(key, query.get("limit")),
    )


def _strict(key: str, given: Any) -> Literal["any", "all", "should"]:
    if given not in ("any", "all", "should"):
        raise _wrong(f"{key}: `type_strict` is any, all or should, not {given!r}")
    found: Literal["any", "all", "should"] = given
    return found


def _types(key: str, given: Sequence[Any]) -> tuple[str, ...]:
    # OpenRefine has sent types as {"id": …, "name": …} too
    named = [t.get("id") if isinstance(t, dict) else t for t in given]
    if not all(isinstance(t, str) for t in named):
        raise _wrong(f"{key}: a `type` is an identifier")
    return tuple(str(t) for t in named if t)


def _limit(key: str, given: Any) -> int:
    if given is None:
        return LIMIT
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise _wrong(f"{key}: `limit` is a number")
    return LIMIT if given < 1 else min(int(given), MOST)


def _values(given: Any) -> tuple[str, ...]:
    listed = given if isinstance(given, list) else [given]
    return tuple(said for value in listed if (said := _value(value)))


def _value(value: Any) -> str:
    if isinstance(value, dict):  # a thing that was reconciled before
        value = value.get("id") or value.get("name")
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value).strip()[:LONGEST]


def _draft(key: str, query: Mapping[str, Any]) -> Asked:
    conditions = query.get("conditions")
    if not isinstance(conditions, list) or not conditions:
        raise _wrong(f"{key} needs a list `conditions` that is not empty")
    listed = [_object(f"{key}: a condition", c) for c in conditions]
    by_kind = {kind: [c for c in listed if c.get("matchType") == kind] for kind in ("name", "id", "property")}
    if sum(map(len, by_kind.values())) < len(listed):
        raise _wrong(f"{key}: a `matchType` is name, id or property")
    return Asked(
        name=_first(by_kind["name"]),
        id=_first(by_kind["id"]),
        types=_types(key, [query["type"]] if query.get("type") else []),
        conditions=tuple(
            Condition(
                str(c.get("propertyId", "")),
                _values(c.get("propertyValue")),
                _quantifier(key, c.get("matchQuantifier") or "any"),
                c.get("required") is True,
            )
            for c in by_kind["property"]
        ),
        limit=_limit(key, query.get("limit")),
    )


def _first(conditions: Sequence[Mapping[str, Any]]) -> str:
    return next((v for c in conditions for v in _values(c.get("propertyValue"))), "")


def _quantifier(key: str, given: Any) -> Quantifier:
    if given not in ("any", "all", "none"):
        raise _wrong(f"{key}: a `matchQuantifier` is any, all or none, not {given!r}")
    found: Quantifier = given
    return found
