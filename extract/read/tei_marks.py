"""What a TEI encoder identified in the text: persons, places and organisations by `ref`, works by `bibl`."""

from __future__ import annotations

from lxml import etree

from regesta.extract.read.xml import local

#: Elements that name an actor or place, and what they name.
_NAMES = {"persName": "person", "orgName": "organisation", "placeName": "place", "geogName": "place"}
#: `name type="..."` by what its type says.
_TYPES = {"person": "person", "org": "organisation", "place": "place"}


def mark_of(node: etree._Element) -> tuple[str, dict[str, str]] | None:
    """(kind, attributes) of an element that identifies something: `person`, `organisation` or `place` with
    its `ref`, or `bibl` with its fields; None for any other."""
    tag = local(node)
    kind = _NAMES.get(tag) or (_TYPES.get(node.get("type", "")) if tag == "name" else None)
    ref = node.get("ref") or node.get("key") or ""
    if kind and ref:
        return kind, {"ref": ref}
    return ("bibl", fields_of(node)) if tag in ("bibl", "biblStruct") and len(node) else None


def fields_of(bibl: etree._Element) -> dict[str, str]:
    """The fields of a `bibl` under the names of a citation's: author (several parted by "; "), title,
    container, place, publisher, year, volume, issue, pages."""
    out: dict[str, str] = {}
    for node in bibl.iter():
        name = _field(node)
        said = " ".join("".join(str(t) for t in node.itertext()).split())
        if name and said:
            out[name] = f"{out[name]}; {said}" if name == "author" and name in out else out.get(name, said)
    return out


_SIMPLE = {
    "author": "author",
    "editor": "editor",
    "pubPlace": "place",
    "publisher": "publisher",
    "date": "year",
}
_SCOPES = {"page": "pages", "pp": "pages", "volume": "volume", "vol": "volume", "issue": "issue"}


def _field(node: etree._Element) -> str:
    """The field that an element of a `bibl` holds; "" for none."""
    tag = local(node)
    if tag == "title":
        return "container" if node.get("level") in ("j", "s") else "title"
    if tag == "biblScope":
        return _SCOPES.get(node.get("unit") or node.get("type") or "", "")
    return _SIMPLE.get(tag, "")
