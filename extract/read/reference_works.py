"""The works that a reference manager wrote into a word processor's field: Zotero's and Mendeley's CSL items,
EndNote's records, Citavi's references, each as the attributes of a `bibl` (see `Identified`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from lxml import etree

from regesta.extract.read.errors import ReadingError
from regesta.extract.read.reference_citavi import citavi_works
from regesta.extract.read.reference_values import (
    Work,
    as_text,
    from_base64,
    inverted_name,
    people_of,
    read_json,
    type_table,
    words_in,
)
from regesta.extract.read.xml import parse_xml

#: A field's code that holds CSL items, by how it begins: Zotero, Mendeley Desktop.
_CSL = re.compile(r"\s*(?:ADDIN\s+)?(?:ZOTERO_ITEM\s+)?CSL_CITATION\s*")
_MENDELEY = "MENDELEY_CITATION_v3_"
_CITAVI = re.compile(r"\s*(?:ADDIN\s+)?CitaviPlaceholder\s*\{")
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


def works_of(code: str) -> tuple[Work, ...]:
    """The works that a field's code cites, in order; none for any other field, and for one that is broken.

    Each has the attributes of a `bibl`, besides `type` (a citation's), `item` (what the manager calls the
    work) and `prefix` (words before it in the note).
    """
    if code.startswith(_MENDELEY):
        return tuple(_csl(from_base64(code.removeprefix(_MENDELEY))))
    zotero = _CSL.match(code)
    if zotero:
        return tuple(_csl(code[zotero.end() :]))
    citavi = _CITAVI.match(code)
    if citavi:
        return tuple(citavi_works(from_base64(code[citavi.end() :].strip(" }"))))
    endnote = _ENDNOTE.match(code)
    return tuple(_endnote(code[endnote.end() :])) if endnote else ()


def endnote_data(data: str) -> str:
    """EndNote's code out of a field's binary data, where it keeps what is too long for a code."""
    text = from_base64(re.sub(r"\s", "", data)).replace("\0", "")
    at = text.find("<EndNote>")
    return f"EN.CITE {text[at:]}" if at >= 0 else ""


def _csl(code: str) -> Iterator[Work]:
    """The works of a cluster in CSL-JSON; what stands behind the JSON is passed over."""
    cluster = read_json(code)
    items = cluster.get("citationItems", ()) if isinstance(cluster, Mapping) else ()
    for item in items if isinstance(items, list) else ():
        data = item.get("itemData") if isinstance(item, Mapping) else None
        if isinstance(data, Mapping):
            yield _csl_work(item, data)


def _csl_work(item: Mapping[str, Any], data: Mapping[str, Any]) -> Work:
    """One item of a cluster: what the work is, and where in it (`pages`) this citation points."""
    found = {ours: as_text(data.get(theirs)) for theirs, ours in _CSL_FIELDS.items()}
    for theirs, ours in _PEOPLE.items():
        found |= people_of([_csl_name(n) for n in data.get(theirs) or () if isinstance(n, Mapping)], ours)
    found |= {
        "type": type_table()["csl"].get(as_text(data.get("type")), ""),
        "item": _csl_uri(item) or as_text(data.get("id")),
        "year": _csl_date(data.get("issued"))[:4],
        "date": _csl_date(data.get("issued")),
        "pages": as_text(item.get("locator")) if item.get("label", "page") == "page" else "",
        "prefix": as_text(item.get("prefix")),
        "manager": "CSL",
    }
    return {k: v for k, v in found.items() if v}


def _csl_uri(item: Mapping[str, Any]) -> str:
    """The address of a work in its library; "" for none."""
    uris = item.get("uris") or item.get("uri")
    return as_text(uris[0]) if isinstance(uris, list) and uris else ""


def _csl_name(name: Mapping[str, Any]) -> tuple[str, str]:
    """(family, name in full) of a CSL name."""
    particle, family = as_text(name.get("non-dropping-particle")), as_text(name.get("family"))
    family = f"{particle} {family}".strip()
    whole = f"{as_text(name.get('given'))} {family}".strip()
    return (family, whole) if family else (as_text(name.get("literal")), as_text(name.get("literal")))


def _csl_date(issued: Any) -> str:
    """A CSL date as EDTF ("1956-11-05"); "" for none, and for what is no date."""
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    digits = [as_text(p) for p in first]
    if not digits or not all(d.isdigit() for d in digits):
        raw = as_text(issued.get("raw") or issued.get("literal")) if isinstance(issued, Mapping) else ""
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
    found = {ours: words_in(record.find(path)) for path, ours in _ENDNOTE_FIELDS.items()}
    for group, ours in (("authors", "author"), ("secondary-authors", "editor")):
        names = [words_in(n) for n in record.findall(f"contributors/{group}/author")]
        found |= people_of([inverted_name(n) for n in names if n], ours)
    kind = record.find("ref-type")
    found |= {
        "type": type_table()["endnote"].get(str(kind.get("name", "")) if kind is not None else "", ""),
        "item": words_in(cite.find("RecNum")) or words_in(record.find("rec-number")),
        "pages": words_in(cite.find("Pages")),
        "prefix": words_in(cite.find("Prefix")),
        "manager": "EndNote",
    }
    return {k: v for k, v in found.items() if v}
