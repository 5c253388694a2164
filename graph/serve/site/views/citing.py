"""How a page of a source or a claim is cited: tags by which Zotero and its like save it, and its text,
BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from regesta.graph.serve.site.dates import in_words

#: What our source types are to citation managers: CSL type, BibTeX type, the tag of the whole a part stands
#: in, and what BibTeX calls that whole and the publisher.
_TYPES = {
    "book": ("book", "book", "", "series", "publisher"),
    "article": ("article-journal", "article", "citation_journal_title", "journal", "publisher"),
    "chapter": ("chapter", "incollection", "citation_inbook_title", "booktitle", "publisher"),
    "thesis": ("thesis", "phdthesis", "", "booktitle", "school"),
    "newspaper": ("article-newspaper", "article", "citation_journal_title", "journal", "publisher"),
    "report": ("report", "techreport", "", "series", "institution"),
    "working paper": ("report", "techreport", "", "series", "institution"),
    "web": ("webpage", "misc", "", "booktitle", "publisher"),
    "interview": ("interview", "misc", "", "booktitle", "publisher"),
}
_OTHER = ("document", "misc", "", "booktitle", "publisher")
_TAGS = {
    "Volume": "citation_volume",
    "Issue": "citation_issue",
    "Publisher": "citation_publisher",
}
#: Fields of a source by what BibTeX and CSL call them.
_BIBTEX = {"Volume": "volume", "Issue": "number", "Place": "address", "Edition": "edition"}
_CSL = {
    "Volume": "volume",
    "Issue": "issue",
    "Place": "publisher-place",
    "Publisher": "publisher",
    "Edition": "edition",
}
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?%]?")


@dataclass(frozen=True, slots=True)
class Cited:
    """`tags` are names and contents of `meta` elements; the others are what a person copies."""

    tags: Sequence[tuple[str, str]]
    words: str
    bibtex: str
    csl: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is cited: its title, authors, the day (EDTF) or year, the whole it stands in, and its types;
    `persons`: its authors are persons by their full names, and no bodies."""

    iri: str
    title: str
    names: Sequence[str]
    date: str
    whole: str
    types: tuple[str, str, str, str, str]
    note: str = ""
    persons: bool = False
    bibtex: Mapping[str, str] = field(default_factory=dict)
    csl: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return re.sub(r"\W+", "", self.iri.rsplit("/", 1)[-1]) or "page"

    @property
    def year(self) -> str:
        found = _YEAR.search(self.date)
        return found[0] if found else ""


def cited_source(
    fields: Mapping[str, Sequence[str]],
    kind: str,
    title: str,
    iri: str,
    *,
    dated: str = "",
    kept: Sequence[str] = (),
) -> Cited:
    """A source as its own fields have it, by the headings of its page; `dated` is its day as EDTF, `kept`
    where it lies, the archive first."""
    types = _TYPES.get(kind, _OTHER)
    first = {heading: values[0] for heading, values in fields.items() if values}
    entry = _Entry(
        iri,
        first.get("Title", title),
        list(fields.get("Author", ())),
        dated or first.get("Year", "") or first.get("Date", ""),
        first.get("In", ""),
        types,
        f"Kept in {', '.join(kept)}" if kept else "",
        bibtex=_called(first, _BIBTEX | {"Publisher": types[4]}),
        csl=_called(first, _CSL) | _lying(kept),
    )
    whole = [(types[2], entry.whole)] if types[2] else []
    tags = [
        ("citation_title", entry.title),
        *(("citation_author", n) for n in entry.names),
        *_called(first, _TAGS).items(),
        ("citation_publication_date", entry.date.replace("-", "/")),
        *whole,
    ]
    return _cited(entry, tags)


def _called(first: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """The fields of a source, by headings, under other names."""
    return {name: first[heading] for heading, name in names.items() if heading in first}


def _lying(kept: Sequence[str]) -> dict[str, str]:
    """Where a document lies, as CSL has it."""
    return {"archive": kept[0], "archive_location": ", ".join(kept[1:])} if kept else {}


def cited_claim(
    text: str, holders: Sequence[str], document: Mapping[str, str], iri: str, edition: str
) -> Cited:
    """A claim as its page says it: whose it is, in which document it stands, in which edition of the graph.

    `document` has `title`, and `name` and `year` where they are known; `edition` is the served generation.
    """
    title = f"{', '.join(holders) or 'Nobody named'}: {' '.join(text.split())}"
    names = [document["name"]] if "name" in document else []
    year, whole = document.get("year", ""), document.get("title", "")
    tags = [("citation_title", title), *(("citation_author", n) for n in names)]
    tags += [("citation_public_url", iri), ("citation_inbook_title", whole)]
    tags += [("citation_publication_date", year)]
    types = ("entry", "misc", "", "booktitle", "publisher")
    return _cited(_Entry(iri, title, names, year, whole, types, f"generation {edition}", persons=True), tags)


def _cited(entry: _Entry, tags: Sequence[tuple[str, str]]) -> Cited:
    parts = (
        " and ".join(entry.names),
        entry.title,
        f"in {entry.whole}" if entry.whole else "",
        in_words(entry.date),
    )
    words = ", ".join(part for part in parts if part)
    return Cited(
        [(k, v) for k, v in tags if v],
        f"{words}. {entry.iri}" + (f" ({entry.note})" if entry.note else ""),
        _bibtex(entry),
        _csl(entry),
    )


def _bibtex(entry: _Entry) -> str:
    fields = {
        "author": " and ".join(_author(name, entry.persons) for name in entry.names),
        "title": _braced(entry.title),
        entry.types[3]: _braced(entry.whole),
        "year": entry.year,
        **{name: _braced(value) for name, value in entry.bibtex.items()},
        "url": _braced(entry.iri),
        "note": _braced(entry.note),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{entry.types[1]}{{{entry.key},\n" + ",\n".join(lines) + "\n}"


def _author(name: str, person: bool) -> str:
    """A name as BibTeX takes it; that of a body in braces, so that no part of it is read as a family name."""
    return f"{{{_braced(name)}}}" if not person and _is_body(name) else _braced(name)


def _is_body(name: str) -> bool:
    """Whether a name is rather a body's: one of three words and more without an initial."""
    return len(name.split()) > 2 and "." not in name and "," not in name


def _csl(entry: _Entry) -> str:
    item: dict[str, object] = {
        "id": entry.key,
        "type": entry.types[0],
        "title": entry.title,
        "URL": entry.iri,
    }
    more = {
        "author": [{"family": n} if len(n.split()) == 1 else {"literal": n} for n in entry.names],
        "issued": _issued(entry.date),
        "container-title": entry.whole,
        **entry.csl,
        "note": entry.note,
    }
    item |= {name: value for name, value in more.items() if value}
    return json.dumps([item], ensure_ascii=False, indent=1)


def _issued(date: str) -> dict[str, object] | None:
    """A date as CSL has it: in parts where it is a day, month or year, else in words."""
    if not date:
        return None
    if found := _DAY.fullmatch(date):
        return {"date-parts": [[int(part) for part in found.groups() if part]]}
    return {"literal": date}


def _braced(value: str) -> str:
    """A value that cannot end its field: braces and backslashes are left out."""
    return re.sub(r"[{}\\]", "", value)
