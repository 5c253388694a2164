"""Word's own bibliography: the sources that a DOCX file lists, and the fields (`CITATION`) that cite them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from lxml import etree

from regesta.extract.read.errors import ReadingError
from regesta.extract.read.reference_values import Work, people_of, type_table, words_in
from regesta.extract.read.xml import Archive, local

_T = TypeVar("_T")
#: The attributes of a `bibl` by the elements of a source; the first that is there counts.
_PLAIN = {
    "title": ("Title", "ShortTitle"),
    "container": ("BookTitle", "JournalName", "PeriodicalTitle", "ConferenceName", "InternetSiteTitle"),
    "publisher": ("Publisher", "Institution"),
    "place": ("City",),
    "year": ("Year",),
    "volume": ("Volume",),
    "issue": ("Issue",),
    "edition": ("Edition",),
    "url": ("URL",),
}
_PEOPLE = {"author": ("Author", "Interviewee"), "editor": ("Editor",), "translator": ("Translator",)}
_CITATION = re.compile(r"\s*CITATION\s+(?P<tag>\S+)(?P<rest>.*)", re.S)
#: A switch of the field and what it says: `\\p 12`, `\\f "See "`, `\\m Smi80` (a further source).
_SWITCH = re.compile(r"\\(?P<switch>\w)(?:\s+(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s\\]+)))?")


def sources_in(archive: Archive) -> dict[str, Work]:
    """The sources that a DOCX file lists, by the tags under which its fields cite them."""
    out: dict[str, Work] = {}
    for part in archive.names():
        if re.fullmatch(r"customXml/item\d+\.xml", part):
            try:
                root = archive.xml(part)
            except ReadingError:
                continue  # what other programs keep there is no concern of the reader's
            if root is not None and local(root) == "Sources":
                out |= {tag: work for tag, work in map(_source, root) if tag}
    return out


def _source(node: etree._Element) -> tuple[str, Work]:
    """A source's tag and what it says."""
    said = {local(x): words_in(x) for x in node if local(x) != "Author"}
    roles = {local(x): list(_people(x)) for x in node.iterfind("{*}Author/{*}*")}
    found = {ours: _first(said, names, "") for ours, names in _PLAIN.items()}
    for ours, names in _PEOPLE.items():
        found |= people_of(_first(roles, names, []), ours)
    found |= {
        "type": type_table()["word"].get(said.get("SourceType", ""), ""),
        "item": said.get("Tag", ""),
        "manager": "Word",
    }
    return said.get("Tag", ""), {k: v for k, v in found.items() if v}


def _first(said: Mapping[str, _T], names: tuple[str, ...], default: _T) -> _T:
    """What the first of the elements says that says anything."""
    return next((said[n] for n in names if said.get(n)), default)


def _people(role: etree._Element) -> Iterator[tuple[str, str]]:
    """(family, name in full) of each person of a role, or the body's name twice."""
    for person in role.iterfind("{*}NameList/{*}Person"):
        parts = {local(x): words_in(x) for x in person}
        family = parts.get("Last", "")
        yield family, " ".join(p for p in (parts.get("First"), parts.get("Middle"), family) if p)
    for body in role.iterfind("{*}Corporate"):
        yield words_in(body), words_in(body)


def cited_sources(code: str, sources: Mapping[str, Work]) -> tuple[Work, ...]:
    """The sources that a field's code cites, in order, each with its pages, volume and prefix here; none for
    any other field."""
    m = _CITATION.fullmatch(code)
    if m is None:
        return ()
    cited: list[tuple[str, dict[str, str]]] = [(m["tag"], {})]
    for switch in _SWITCH.finditer(m["rest"]):
        value = switch["quoted"] or switch["bare"] or ""
        if switch["switch"] == "m" and value:
            cited.append((value, {}))
        elif switch["switch"] in _SAID and value:
            cited[-1][1][_SAID[switch["switch"]]] = value
    return tuple({**sources[tag], **said} for tag, said in cited if tag in sources)


#: What a switch says of the source before it.
_SAID = {"p": "pages", "v": "volume", "f": "prefix"}
