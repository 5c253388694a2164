"""What W3C's CSV on the Web says of the tables: keys, datatypes, and the triples a processor makes of each
row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regesta.graph.csvw.rows import Field, fields
from regesta.graph.csvw.tables import Column, Table, iri_of, tables
from regesta.graph.map.view import RDF
from regesta.ontology.terms import EDTF, NAMESPACE, SCHEMES

NAME = "csv-metadata.json"
_EDTF = {
    "@id": EDTF.value,
    "base": "string",
    "dc:title": "EDTF",
    "dc:description": (
        "Extended Date/Time Format, levels 0 to 2: 1950-01-30, 1950-01, 1945-08~ (about), "
        "1946/1948. Its first and last day stand beside it."
    ),
}
GUARD = (
    "A cell whose value begins with = + - @ ' or a control character opens with an apostrophe, "
    "so that no spreadsheet takes it for a formula. "
    "Take one apostrophe off the beginning of a cell to have its value."
)


def metadata(base: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """The group of tables; `said` holds what is known of the whole (title, licence, provenance)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "@id": base,
        **said,
        "rdfs:comment": GUARD,
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "doubleQuote": True},
        "tables": [_table(t, base) for t in tables().values()],
    }


def _table(table: Table, base: str) -> dict[str, Any]:
    columns = fields(table)
    keys = [f.name for f in columns if f.key]
    made: dict[str, Any] = {
        "columns": [_column(f, base, table) for f in columns] + _virtual(table),
        "primaryKey": keys[0] if len(keys) == 1 else keys,
        "aboutUrl": f"{base}{{+{keys[0]}}}",
    }
    references = [
        {
            "columnReference": f.name,
            "reference": {"resource": tables()[f.says.to].file, "columnReference": "id"},
        }
        for f in columns
        if f.says and f.says.to and not f.says.optional
    ]
    if references:
        made["foreignKeys"] = references
    return {
        "url": table.file,
        "dc:title": table.name.replace("_", " "),
        "dc:description": table.about,
        "tableSchema": made,
    }


def _virtual(table: Table) -> list[dict[str, Any]]:
    if table.pairs is not None:
        return []
    return [
        {"name": "rdf_type", "virtual": True, "propertyUrl": RDF + "type", "valueUrl": NAMESPACE + table.kind}
    ]


def _column(f: Field, base: str, table: Table) -> dict[str, Any]:
    out: dict[str, Any] = {"name": f.name, "titles": f.name}
    c = f.says
    leads = _leads_to(c)
    if f.about or leads:
        out["dc:description"] = f"{f.about} {leads}".strip()
    if f.key or (c is not None and leads and not c.optional):
        out["required"] = True
    if c is None or not c.property:
        reading = _for_reading(f)
        return out | ({"dc:description": reading} if reading else {}) | {"suppressOutput": True}
    out["propertyUrl"] = _property(c, table)
    out |= _value(c, base)
    if c.separator:
        out["separator"] = c.separator
    return out


def _property(c: Column, table: Table) -> str:
    """The property of the triple: the row's own role where the pairs of a table have several."""
    several = table.pairs is not None and len(table.pairs.properties) > 1
    return NAMESPACE + "{role}" if several else iri_of(c.property)


def _leads_to(c: Column | None) -> str:
    """What a column of ids leads to, in words; "" for other columns."""
    if c is None or not c.to:
        return ""
    return f"The id of a row of {tables()[c.to].file}{', where there is one' if c.optional else ''}."


def _for_reading(f: Field) -> str:
    """What a column is for that gives no triple."""
    if f.label_of:
        return f"What {f.label_of} is called, for reading."
    return "For reading." if f.says is not None and f.says.read else ""


def _value(c: Column, base: str) -> dict[str, Any]:
    """How a processor makes the value of the triple out of the cell."""
    if c.scheme:
        return {"valueUrl": f"{SCHEMES}{c.scheme}/{{{c.name}}}"}
    if c.classes:
        return {"valueUrl": f"{NAMESPACE}{{{c.name}}}"}
    if c.iri:
        return {"valueUrl": f"{base if c.iri == 'id' else ''}{{+{c.name}}}"}
    if c.to:
        return {"valueUrl": f"{base}{{+{c.name}}}"}
    if c.datatype:
        return {"datatype": _EDTF if c.datatype == "edtf" else c.datatype}
    return {}
