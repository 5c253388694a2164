"""What the Reconciliation Service API (W3C Entity Reconciliation Community Group) says of each JSON document, as
JSON Schemas of our own: version 0.2, and the draft of the next version where it differs."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "number"}


def object_of(needed: str, closed: bool = False, **members: Schema) -> Schema:
    """An object with these members, of which the named ones are needed."""
    return {"type": "object", "required": needed.split(), "properties": members} | (
        {"additionalProperties": False} if closed else {}
    )


def list_of(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def by_key(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


TERM = object_of("id name", id=TEXT, name=TEXT, description=TEXT)
TYPES = list_of({"oneOf": [object_of("id", id=TEXT, name=TEXT), TEXT]})
WITH_ID: Schema = {"type": "string", "pattern": r"\{\{id\}\}"}
_SERVICE = object_of("", service_url=TEXT, service_path=TEXT)
MANIFEST = object_of(
    "versions name identifierSpace schemaSpace",
    versions=list_of(TEXT, contains={"const": "0.2"}),
    name=TEXT,
    identifierSpace=TEXT,
    schemaSpace=TEXT,
    documentation=TEXT,
    serviceVersion=TEXT,
    view=object_of("url", url=WITH_ID),
    defaultTypes=list_of(TERM, uniqueItems=True),
    suggest=object_of("", entity=_SERVICE, property=_SERVICE, type=_SERVICE),
    preview=object_of("url width height", url=WITH_ID, width={"type": "integer"}, height={"type": "integer"}),
    extend=object_of(
        "",
        propose_properties=_SERVICE,
        property_settings=list_of(
            object_of("type label name", type={"const": "number"}, label=TEXT, name=TEXT, default=NUMBER)
        ),
    ),
)
DRAFT_MANIFEST = object_of(
    "versions name view",
    versions=list_of(TEXT, contains={"const": "1.0-draft"}),
    name=TEXT,
    view=object_of("url", url={"type": "string", "pattern": r"\{.*id.*\}"}),
    defaultTypes=list_of(TERM, uniqueItems=True),
    suggest=object_of("entity property type", entity=FLAG, property=FLAG, type=FLAG),
    preview=object_of("width height", width={"type": "integer"}, height={"type": "integer"}),
    extend=object_of(
        "",
        proposeProperties=FLAG,
        propertySettings=list_of(
            object_of("type id name", type={"const": "number"}, id=TEXT, name=TEXT, default=NUMBER)
        ),
    ),
    standardizedScore=FLAG,
)
CANDIDATE = object_of(
    "id name score",
    id=TEXT,
    name=TEXT,
    description=TEXT,
    score=NUMBER,
    match=FLAG,
    type=TYPES,
    features=list_of(object_of("id name value", id=TEXT, name=TEXT, value={"oneOf": [FLAG, NUMBER]})),
)
RESULTS = by_key(object_of("result", result=list_of(CANDIDATE)))
DRAFT_RESULTS = object_of("results", results=list_of(object_of("candidates", candidates=list_of(CANDIDATE))))
ENTITIES = object_of(
    "result", result=list_of(object_of("id name", id=TEXT, name=TEXT, description=TEXT, notable=TYPES))
)
TERMS = object_of("result", result=list_of(TERM))
PROPOSED = object_of("properties", properties=list_of(TERM), type=TEXT, limit=NUMBER)
_DAY: Schema = {"type": "string", "pattern": r"^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$"}
CELL: Schema = {
    "oneOf": [
        {"type": "object", "additionalProperties": False},
        object_of("id name", True, id=TEXT, name=TEXT, description=TEXT),
        object_of("str", True, str=TEXT),
        object_of("float", True, float=NUMBER),
        object_of("int", True, int={"type": "integer"}),
        object_of("date", True, date=_DAY),
    ]
}
_META = list_of(object_of("id name", id=TEXT, name=TEXT, type=object_of("id", id=TEXT, name=TEXT)))
EXTENDED = object_of("meta rows", meta=_META, rows=by_key(by_key(list_of(CELL))))
DRAFT_EXTENDED = object_of(
    "meta rows",
    meta=_META,
    rows=list_of(
        object_of(
            "id properties",
            id=TEXT,
            properties=list_of(object_of("id values", id=TEXT, values=list_of(CELL))),
        )
    ),
)


def valid(value: Any, schema: Schema) -> Any:
    """The value, which the schema allows; AssertionError with every fault else."""
    faults = [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(value)
    ]
    assert not faults, faults
    return value
