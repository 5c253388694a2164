"""How a page of a source or a claim is cited: tags by which Zotero and its like save it, and its text,
BibTeX and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: What our source types are to a citation manager: CSL type, and the tag of the whole a part stands in.
_TYPES = {
    "book": ("book", ""),
    "article": ("article-journal", "citation_journal_title"),
    "chapter": ("chapter", "citation_inbook_title"),
    "thesis": ("thesis", ""),
    "newspaper": ("article-newspaper", "citation_journal_title"),
    "report": ("report", ""),
    "web": ("webpage", ""),
    "interview": ("interview", ""),
    "archival document": ("document", ""),
}
_TAGS = {
    "Volume": "citation_volume",
    "Issue": "citation_issue",
    "Publisher": "citation_publisher",
    "Year": "citation_publication_date",
    "Date": "citation_publication_date",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """`tags` are names and contents of `meta` elements; the others are what a person copies."""

    tags: Sequence[tuple[str, str]]
    words: str
    bibtex: str
    csl: str


def cited_source(fields: Mapping[str, Sequence[str]], kind: str, title: str, iri: str) -> Cited:
    """A source as its own fields have it, by the headings of its page."""
    csl_type, whole = _TYPES.get(kind, ("document", ""))
    names = list(fields.get("Author", ()))
    name = (fields.get("Title") or [title])[0]
    tags = [("citation_title", name), *(("citation_author", n) for n in names)]
    for heading, tag in _TAGS.items():
        if heading in fields and tag not in dict(tags):
            tags.append((tag, fields[heading][0]))
    if whole and "In" in fields:
        tags.append((whole, fields["In"][0]))
    year = (fields.get("Year") or fields.get("Date") or [""])[0]
    return _cited(tags, names, name, year, csl_type, iri, (fields.get("In") or [""])[0])


def cited_claim(
    text: str, holders: Sequence[str], document: Mapping[str, str], iri: str, edition: str
) -> Cited:
    """A claim as its page says it: whose it is, in which document it stands, in which edition of the graph.

    `document` has `title`, and `name` and `year` where they are known; `edition` is the served generation.
    """
    title = f"{', '.join(holders) or 'Nobody named'}: {' '.join(text.split())}"
    names = [document["name"]] if "name" in document else []
    tags = [("citation_title", title), *(("citation_author", n) for n in names)]
    tags += [("citation_public_url", iri), ("citation_inbook_title", document.get("title", ""))]
    if "year" in document:
        tags.append(("citation_publication_date", document["year"]))
    whole = document.get("title", "")
    return _cited(tags, names, title, document.get("year", ""), "entry", iri, whole, f"generation {edition}")


def _cited(
    tags: Sequence[tuple[str, str]],
    names: Sequence[str],
    title: str,
    year: str,
    csl_type: str,
    iri: str,
    whole: str,
    note: str = "",
) -> Cited:
    key = re.sub(r"\W+", "", iri.rsplit("/", 1)[-1]) or "page"
    words = ", ".join(_filled(" and ".join(names), title, f"in {whole}" if whole else "", year))
    return Cited(
        [(k, v) for k, v in tags if v],
        f"{words}. {iri}" + (f" ({note})" if note else ""),
        _bibtex(
            key, author=" and ".join(names), title=title, booktitle=whole, year=year[:4], url=iri, note=note
        ),
        _csl(key, csl_type, title, iri, names, issued=year, whole=whole, note=note),
    )


def _filled(*parts: str) -> list[str]:
    return [part for part in parts if part]


def _bibtex(key: str, **fields: str) -> str:
    lines = [f"  {name} = {{{_braced(value)}}}" for name, value in fields.items() if value]
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}"


def _csl(
    key: str, kind: str, title: str, iri: str, names: Sequence[str], *, issued: str, whole: str, note: str
) -> str:
    item: dict[str, object] = {"id": key, "type": kind, "title": title, "URL": iri}
    more = {
        "author": [{"literal": name} for name in names],
        "issued": {"literal": issued} if issued else None,
        "container-title": whole,
        "note": note,
    }
    item |= {name: value for name, value in more.items() if value}
    return json.dumps([item], ensure_ascii=False, indent=1)


def _braced(value: str) -> str:
    """A value that cannot end its field: braces and backslashes are left out."""
    return re.sub(r"[{}\\]", "", value)
