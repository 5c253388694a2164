"""What a TEI encoder identified in the text: persons, places and organisations by `ref`, works by `bibl`."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from regesta.extract.read.xml import local

_ID = "{http://www.w3.org/XML/1998/namespace}id"
#: Elements that describe an actor or place, in the header or in a list.
_DESCRIBED = frozenset(("person", "org", "place", "nym"))
#: Elements that name an actor or place, and what they name.
_NAMES = {"persName": "person", "orgName": "organisation", "placeName": "place", "geogName": "place"}
#: `name type="..."` by what its type says.
_TYPES = {"person": "person", "org": "organisation", "place": "place"}


def listed(root: etree._Element) -> dict[str, str]:
    """The identifiers that a file gives the persons, places and organisations it describes ("#id" ->
    identifiers, parted by blanks): those of `idno`, as "viaf:123" where its type says whose, and `sameAs`."""
    out: dict[str, str] = {}
    for node in root.iter():
        key = node.get(_ID, "") if local(node) in _DESCRIBED else ""
        if key:
            numbers = (x for x in node.iter() if local(x) == "idno")
            found = [*(_number(x) for x in numbers), node.get("sameAs", "")]
            out[f"#{key}"] = " ".join(f for f in found if f)
    return out


def _number(idno: etree._Element) -> str:
    said, kind = _said(idno).replace(" ", ""), idno.get("type", "")
    return said if said.startswith("http") or not kind else f"{kind}:{said}"


def mark_of(node: etree._Element, listed: Mapping[str, str]) -> tuple[str, dict[str, str]] | None:
    """(kind, attributes) of an element that identifies something: `person`, `organisation` or `place` with
    its `ref` and the `identifiers` that the file lists for it, or `bibl` with its fields; None for any
    other."""
    tag = local(node)
    kind = _NAMES.get(tag) or (_TYPES.get(node.get("type", "")) if tag == "name" else None)
    ref = node.get("ref") or node.get("key") or ""
    if kind and ref:
        identifiers = " ".join(listed.get(r, "") for r in ref.split()).strip()
        return kind, {"ref": ref, "identifiers": identifiers} if identifiers else {"ref": ref}
    return ("bibl", fields_of(node)) if tag in ("bibl", "biblStruct") and len(node) else None


def fields_of(bibl: etree._Element) -> dict[str, str]:
    """The fields of a `bibl` under the names of a citation's (see `Identified`), several authors parted by
    "; "; `type` where the levels of its titles tell it, `item` what the encoder calls the work."""
    out: dict[str, str] = {}
    levels = {x.get("level", "") for x in bibl.iter() if local(x) == "title"}
    for node in bibl.iter():
        name = _field(node, levels)
        said = _name_of(node) if name in _PEOPLE else _said(node)
        if name and said:
            out[name] = f"{out[name]}; {said}" if name in _PEOPLE and name in out else out.get(name, said)
    out |= {"type": _kind_of(levels), "item": _item_of(bibl)}
    return {name: said for name, said in out.items() if said}


def _said(node: etree._Element) -> str:
    return " ".join("".join(str(t) for t in node.itertext()).split())


def _name_of(node: etree._Element) -> str:
    """A person's name with the given name first, where its parts are marked."""
    parts = {local(x): _said(x) for x in node.iter() if local(x) in ("forename", "surname")}
    return " ".join(parts[k] for k in ("forename", "surname")) if len(parts) == 2 else _said(node)


def _kind_of(levels: set[str]) -> str:
    """The type of a work by the levels of its titles: `a` within a journal (`j`) or a book (`m`)."""
    if "a" in levels:
        return "article" if "j" in levels else "chapter" if "m" in levels else ""
    return "archival_document" if levels == {"u"} else ""


def _item_of(bibl: etree._Element) -> str:
    """What the encoder points at as the work that a `bibl` cites; "" for nothing."""
    pointed = (bibl.get(name, "") for name in ("corresp", "sameAs", "source", "ref"))
    return next((p for p in pointed if p), "")


_SIMPLE = {
    "author": "author",
    "editor": "editor",
    "edition": "edition",
    "pubPlace": "place",
    "publisher": "publisher",
    "date": "year",
}
#: Fields that hold people.
_PEOPLE = ("author", "editor")
_SCOPES = {"page": "pages", "pp": "pages", "volume": "volume", "vol": "volume", "issue": "issue"}


def _field(node: etree._Element, levels: set[str]) -> str:
    """The field that an element of a `bibl` holds; "" for none. A book is a container where a part of it is
    cited (`levels` are those of all titles)."""
    tag = local(node)
    if tag == "title":
        level = node.get("level", "")
        within = level == "j" or (level == "m" and "a" in levels)
        return "series" if level == "s" else "container" if within else "title"
    if tag in ("biblScope", "citedRange"):
        return _SCOPES.get(node.get("unit") or node.get("type") or "", "")
    return _SIMPLE.get(tag, "")
