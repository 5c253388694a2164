"""Terms of RDF as people read them: what a link says, what a cell of a table shows."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from regesta.graph.serve.shared import Row, Site
from regesta.graph.serve.workers.answering import PREFIXES
from regesta.ontology.terms import SCHEMES

#: What has a hash for its name, or is named by two such: its kind is all it tells people.
_HASHED = re.compile(r"^([a-z]+(?:-[a-z]+)*)/(?:.*[-/])?[0-9a-f]{12,16}$")
#: What those kinds are called, where that is not their name.
_CALLED = {"argument": "answer", "evidence": "piece of evidence", "identity": "identification"}


def table_of(site: Site, variables: Sequence[str], rows: Sequence[Row]) -> list[list[dict[str, str]]]:
    """Rows as cells: what to print, where it links to, its language or datatype."""
    return [[cell(site, row.get(v)) for v in variables] for row in rows]


def cell(site: Site, term: Mapping[str, Any] | None) -> dict[str, str]:
    """One term for a page."""
    if not term:
        return {"text": "", "kind": "none"}
    value = str(term.get("value", ""))
    if term.get("type") == "uri":
        return {
            "text": kind_of(site, value) or _word(value) or unquote(short(site, value)),
            "href": site.local(value),
            "kind": "iri",
            "title": value,
        }
    if term.get("type") == "triple":
        return {"text": json.dumps(term["value"]), "kind": "literal"}
    datatype = str(term.get("datatype", ""))
    if datatype.endswith(("#date", "/EDTF")):
        return {"text": value, "kind": "date", "title": ""}
    kind = "number" if datatype.rsplit("#", 1)[-1] in ("integer", "decimal", "double", "float") else "literal"
    return {
        "text": value,
        "kind": kind,
        "lang": str(term.get("xml:lang", "")),
        "title": short(site, datatype) if datatype else "",
    }


def kind_of(site: Site, iri: str) -> str:
    """What kind of thing an IRI names whose name is a hash or a place, which tells people nothing; "" for
    other names."""
    path = iri.removeprefix(site.config.base) if iri.startswith(site.config.base) else ""
    if path.startswith("passage/"):
        return "passage"
    found = _HASHED.match(path)
    return _CALLED.get(found[1], found[1].replace("-", " ")) if found else ""


def _word(iri: str) -> str:
    """A concept of our closed lists as its word; "" for other IRIs."""
    return iri.rpartition("/")[2].replace("_", " ") if iri.startswith(SCHEMES) else ""


def short(site: Site, iri: str) -> str:
    """An IRI as people read it: a prefixed name, or the path under our base."""
    if iri.startswith(site.config.base):
        return iri[len(site.config.base) :]
    for name, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{name}:{iri[len(namespace) :]}"
    return iri


__all__ = ["cell", "kind_of", "short", "table_of"]
