"""The works that a reference manager wrote into a word processor's field: Zotero's and Mendeley's CSL items,
EndNote's records, each as the attributes of a `bibl` (see `Identified`)."""

from __future__ import annotations

import base64
import binascii
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import unescape
from importlib import resources
from typing import Any

from lxml import etree

from regesta.extract.read.errors import ReadingError
from regesta.extract.read.xml import parse_xml

#: A field's code that holds CSL items, by how it begins: Zotero, Mendeley Desktop.
_CSL = re.compile(r"\s*(?:ADDIN\s+)?(?:ZOTERO_ITEM\s+)?CSL_CITATION\s*")
_MENDELEY = "MENDELEY_CITATION_v3_"
_ENDNOTE = re.compile(r"\s*(?:ADDIN\s+)?EN\.CITE(?:\.DATA)?\s*")
#: The attributes of a `bibl` by the names of CSL's variables.
_CSL_FIELDS = {
    "title": "title",
    "container-title": "container",
    "collection-title": "series",
    "publisher": "publisher",
    "publisher-place": "place",
    "volume": "volume",
    "issue": "issue",
    "edition": "edition",
    "archive": "archive",
    "archive_location": "shelfmark",
    "URL": "url",
}
#: The same by the paths of EndNote's records.
_ENDNOTE_FIELDS = {
    "titles/title": "title",
    "titles/secondary-title": "container",
    "publisher": "publisher",
    "pub-location": "place",
    "volume": "volume",
    "number": "issue",
    "edition": "edition",
    "dates/year": "year",
    "urls/related-urls/url": "url",
}
_PEOPLE = {"author": "author", "editor": "editor", "translator": "translator"}

Work = Mapping[str, str]


@cache
def _types() -> Mapping[str, Mapping[str, str]]:
    """reference_types.toml, read once."""
    file = resources.files("regesta.extract.read").joinpath("reference_types.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


#: JSON of a reference manager nests less than this.
DEEPEST = 100


def works_of(code: str) -> tuple[Work, ...]:
    """The works that a field's code cites, in order; none for any other field, and for one that is broken.

    Each has the attributes of a `bibl`, besides `type` (a citation's), `item` (what the manager calls the
    work) and `prefix` (words before it in the note).
    """
    if code.startswith(_MENDELEY):
        return tuple(_csl(_decoded(code.removeprefix(_MENDELEY))))
    zotero = _CSL.match(code)
    if zotero:
        return tuple(_csl(code[zotero.end() :]))
    endnote = _ENDNOTE.match(code)
    return tuple(_endnote(code[endnote.end() :])) if endnote else ()


def endnote_data(data: str) -> str:
    """EndNote's code out of a field's binary data, where it keeps what is too long for a code."""
    text = _decoded(re.sub(r"\s", "", data)).replace("\0", "")
    at = text.find("<EndNote>")
    return f"EN.CITE {text[at:]}" if at >= 0 else ""


def _decoded(data: str) -> str:
    try:
        return base64.b64decode(data + "=" * (-len(data) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _csl(code: str) -> Iterator[Work]:
    """The works of a cluster in CSL-JSON; what stands behind the JSON is passed over."""
    if _depth(code) > DEEPEST:
        return  # the parser goes as deep as the text says
    try:
        cluster, _ = json.JSONDecoder().raw_decode(code.strip())
    except (ValueError, RecursionError):
        return
    items = cluster.get("citationItems", ()) if isinstance(cluster, Mapping) else ()
    for item in items if isinstance(items, list) else ():
        data = item.get("itemData") if isinstance(item, Mapping) else None
        if isinstance(data, Mapping):
            yield _csl_work(item, data)


def _depth(code: str) -> int:
    """How deep brackets nest; those within strings are counted too."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", code):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _csl_work(item: Mapping[str, Any], data: Mapping[str, Any]) -> Work:
    """One item of a cluster: what the work is, and where in it (`pages`) this citation points."""
    found = {ours: _text(data.get(theirs)) for theirs, ours in _CSL_FIELDS.items()}
    for theirs, ours in _PEOPLE.items():
        found |= _people([_csl_name(n) for n in data.get(theirs) or () if isinstance(n, Mapping)], ours)
    found |= {
        "type": _types()["csl"].get(_text(data.get("type")), ""),
        "item": _csl_uri(item) or _text(data.get("id")),
        "year": _csl_date(data.get("issued"))[:4],
        "date": _csl_date(data.get("issued")),
        "pages": _text(item.get("locator")) if item.get("label", "page") == "page" else "",
        "prefix": _text(item.get("prefix")),
        "manager": "CSL",
    }
    return {k: v for k, v in found.items() if v}


def _csl_uri(item: Mapping[str, Any]) -> str:
    """The address of a work in its library; "" for none."""
    uris = item.get("uris") or item.get("uri")
    return _text(uris[0]) if isinstance(uris, list) and uris else ""


def _csl_name(name: Mapping[str, Any]) -> tuple[str, str]:
    """(family, name in full) of a CSL name."""
    particle, family = _text(name.get("non-dropping-particle")), _text(name.get("family"))
    family = f"{particle} {family}".strip()
    whole = f"{_text(name.get('given'))} {family}".strip()
    return (family, whole) if family else (_text(name.get("literal")), _text(name.get("literal")))


def _csl_date(issued: Any) -> str:
    """A CSL date as EDTF ("1956-11-05"); "" for none, and for what is no date."""
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    digits = [_text(p) for p in first]
    if not digits or not all(d.isdigit() for d in digits):
        raw = _text(issued.get("raw") or issued.get("literal")) if isinstance(issued, Mapping) else ""
        return next(iter(re.findall(r"\b\d{4}\b", raw)), "")
    return "-".join([digits[0].zfill(4), *(d.zfill(2) for d in digits[1:3])])


def _endnote(code: str) -> Iterator[Work]:
    """The works of EndNote's XML, which Word's field holds as it is or escaped."""
    text = code if "<EndNote" in code else unescape(code)
    m = re.search(r"<EndNote\b.*</EndNote>", text, re.S)
    if m is None:
        return
    try:
        root = parse_xml(m.group().encode(), "EN.CITE")
    except ReadingError:
        return
    for cite in root.iter("Cite"):
        record = cite.find("record")
        if record is not None:
            yield _endnote_work(cite, record)


def _endnote_work(cite: etree._Element, record: etree._Element) -> Work:
    """One record of EndNote's."""
    found = {ours: _said(record.find(path)) for path, ours in _ENDNOTE_FIELDS.items()}
    for group, ours in (("authors", "author"), ("secondary-authors", "editor")):
        names = [_said(n) for n in record.findall(f"contributors/{group}/author")]
        found |= _people([_inverted(n) for n in names if n], ours)
    kind = record.find("ref-type")
    found |= {
        "type": _types()["endnote"].get(str(kind.get("name", "")) if kind is not None else "", ""),
        "item": _said(cite.find("RecNum")) or _said(record.find("rec-number")),
        "pages": _said(cite.find("Pages")),
        "prefix": _said(cite.find("Prefix")),
        "manager": "EndNote",
    }
    return {k: v for k, v in found.items() if v}


def _inverted(name: str) -> tuple[str, str]:
    """(family, name in full) of "Family, Given"; a body ends in a comma ("British Council,")."""
    family, _, given = (part.strip() for part in name.partition(","))
    return family, f"{given} {family}".strip()


def _people(names: Sequence[tuple[str, str]], role: str) -> dict[str, str]:
    """The attributes of the people of a role: names in full, and families, each parted by "; "."""
    families, whole = [f for f, _ in names if f], [w for _, w in names if w]
    return {role: "; ".join(whole), f"{role}_families": "; ".join(families)}


def _said(node: etree._Element | None) -> str:
    return " ".join("".join(str(t) for t in node.itertext()).split()) if node is not None else ""


def _text(value: Any) -> str:
    """A JSON value as words, without markup; "" for what is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(re.sub(r"</?(?:i|b|sup|sub|span)\b[^<>]*>", "", str(value)).split())
