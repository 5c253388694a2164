"""Sources as RIS, which EndNote, Mendeley, RefWorks and Zotero read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from regesta.extract.notes.reference_formats import csl_json
from regesta.extract.record import Source
from regesta.extract.text.languages import ENGLISH, LanguagePack

#: CSL type -> RIS type of reference.
TYPES: Mapping[str, str] = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "document": "GEN",
    "interview": "PCOMM",
    "manuscript": "UNPB",
    "personal_communication": "PCOMM",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
#: Names of CSL -> tags: who a letter went to stands where reference managers keep a second author.
_PEOPLE = (
    ("author", "AU"),
    ("interviewer", "AU"),
    ("recipient", "A2"),
    ("editor", "ED"),
    ("translator", "A4"),
)
#: Variables of CSL -> tags; DB and AV are where Zotero keeps an archive and the place in it.
_WORDS = (
    ("title", "TI"),
    ("container-title", "T2"),
    ("collection-title", "T2"),
    ("publisher", "PB"),
    ("publisher-place", "CY"),
    ("volume", "VL"),
    ("issue", "IS"),
    ("number", "IS"),
    ("edition", "ET"),
    ("URL", "UR"),
    ("language", "LA"),
    ("genre", "M3"),
    ("archive", "DB"),
    ("archive_location", "AV"),
    ("note", "N1"),
)


def ris(sources: Iterable[Source], pack: LanguagePack = ENGLISH) -> str:
    """The sources as a RIS file in UTF-8, one reference each in the order given; `ID` is the source's id. A
    document that an archive holds is unpublished work."""
    return "".join(_reference(item) for item in csl_json(sources, pack))


def _reference(item: Mapping[str, Any]) -> str:
    kind = TYPES[item["type"]]
    if kind == "GEN" and "archive" in item:
        kind = "UNPB"
    rows = [("TY", kind), ("ID", item["id"]), *_tags(item), ("ER", "")]
    return "".join(f"{tag}  - {' '.join(value.split())}".rstrip(" ") + _end(tag) for tag, value in rows)


def _end(tag: str) -> str:
    """The end of a line: the last of a reference keeps its blank, and an empty line follows it."""
    return " \r\n\r\n" if tag == "ER" else "\r\n"


def _tags(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, tag in _PEOPLE:
        for person in item.get(name, ()):
            yield tag, person.get("literal") or f"{person['family']}, {person['given']}"
    for name, tag in _WORDS:
        if item.get(name, "").strip():
            yield tag, item[name]
    yield from _days(item)
    yield from _pages(item.get("page", ""))


def _days(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The year (PY), and the day or month (DA) where one is given; of a span its beginning, what is no date
    as it stands."""
    issued = item.get("original-date") or item.get("issued") or {}
    if parts := next(iter(issued.get("date-parts", ())), None):
        yield "PY", f"{_year(item) or parts[0]:04}"
        if len(parts) > 1:
            month, day = f"{parts[1]:02}", f"{parts[2]:02}" if len(parts) > 2 else ""
            yield "DA", f"{parts[0]:04}/{month}/{day}/"
    elif issued.get("raw"):
        yield "PY", issued["raw"]


def _year(item: Mapping[str, Any]) -> int:
    """The year in which it was issued, 0 where none is given."""
    parts = next(iter(item.get("issued", {}).get("date-parts", ())), ())
    return parts[0] if parts else 0


def _pages(pages: str) -> Iterator[tuple[str, str]]:
    """First and last page of one stretch; anything else as it stands."""
    one = re.fullmatch(r"\s*(\w+)\s*[-–]+\s*(\w+)\s*", pages)
    if one:
        yield from (("SP", one[1]), ("EP", one[2]))
    elif pages.strip():
        yield "SP", pages


__all__ = ["TYPES", "ris"]
