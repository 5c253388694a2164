"""Sources as CSL-JSON, and what every format of references asks of a source: type, people, holdings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from regesta.extract.record import Fields, Source
from regesta.extract.text.languages import ENGLISH, LanguagePack
from regesta.extract.text.names import NameWords, name_words

#: Our type -> (BibTeX entry, CSL type).
TYPES: dict[str, tuple[str, str]] = {
    "archival_document": ("unpublished", "document"),
    "published_document": ("incollection", "document"),
    "book": ("book", "book"),
    "article": ("article", "article-journal"),
    "chapter": ("incollection", "chapter"),
    "working_paper": ("techreport", "report"),
    "newspaper": ("article", "article-newspaper"),
    "interview": ("misc", "interview"),
    "web": ("misc", "webpage"),
    "report": ("techreport", "report"),
    "diary": ("unpublished", "manuscript"),
    "thesis": ("phdthesis", "thesis"),
    "ibid": ("misc", "document"),
    "short_title": ("misc", "document"),
    "other": ("misc", "document"),
}


def csl_json(sources: Iterable[Source], pack: LanguagePack = ENGLISH) -> list[dict[str, Any]]:
    """The sources as CSL-JSON items (json.dumps the list), one each in the order given; `id` is the source's
    id."""
    return [_item(s, name_words(pack)) for s in sources]


def csl_type(source: Source) -> str:
    """The CSL item type: a letter or telegram in an archive is personal communication (Zotero: letter), a
    document printed in a series is a chapter of it, all else as `TYPES` says."""
    f = source.fields
    if source.type == "archival_document" and f.doc_kind in ("letter", "telegram", "message") and f.sender:
        return "personal_communication"
    if source.type == "published_document" and f.container:
        return "chapter"
    return TYPES[source.type][1]


def _item(source: Source, words: NameWords) -> dict[str, Any]:
    f = source.fields
    kind = csl_type(source)
    own = [_csl_name(n, words, family) for n, family in own_authors(f)]
    makers = "interviewer" if kind == "interview" else "author"
    inside = "collection-title" if kind in ("book", "report") else "container-title"
    item: dict[str, Any] = {
        "id": source.id,
        "type": kind,
        "title": f.title or source.label,
        makers: own or _csl_names(parties_of(f.sender, words), words),
        "recipient": _csl_names(parties_of(f.recipient, words), words),
        "editor": _csl_names(f.editors, words),
        "translator": _csl_names(f.translators, words),
        inside: f.container,
        "publisher": f.publisher,
        "publisher-place": f.place,
        **_csl_days(source),
        "volume": f.volume,
        **_csl_numbers(source, article=kind.startswith("article")),
        "edition": f.edition,
        "page": f.pages,
        "URL": f.url,
        "language": f.language,
        "genre": f.doc_kind.replace("_", " "),
        **_csl_holdings(source),
    }
    return {k: v for k, v in item.items() if v}


def _csl_days(source: Source) -> dict[str, Any]:
    """When a source was issued; a printed document has its own day besides the year of the print."""
    f = source.fields
    own_day = source.type not in ("book", "chapter", "published_document")
    printed = bool(f.year) and source.type == "published_document"
    return {
        "issued": (own_day and _csl_date(f.doc_date)) or _csl_date(f.year) or _csl_date(f.doc_date),
        "original-date": _csl_date(f.doc_date) if printed else {},
    }


def _csl_numbers(source: Source, *, article: bool) -> dict[str, str]:
    """An article's issue; the number of anything else, the shelfmark of what no archive holds."""
    f = source.fields
    issue = "" if article else f.issue
    return {
        "issue": f.issue if article else "",
        "number": f.doc_number or issue or ("" if source.held_in else f.shelfmark),
    }


def _csl_holdings(source: Source) -> dict[str, str]:
    """The archive and place in it of the first holding, the others as a note."""
    if not source.held_in:
        return {}
    first, *others = source.held_in
    return {
        "archive": first.archive,
        "archive_location": holding("", first.path) or source.fields.shelfmark,
        "note": "; ".join(f"also held: {holding(h.archive, h.path)}" for h in others),
    }


def _csl_names(names: Iterable[str], words: NameWords) -> list[dict[str, str]]:
    return [_csl_name(n, words) for n in names]


def own_authors(f: Fields) -> list[tuple[str, str]]:
    """(name, family name) of the authors who are not the editors."""
    names = f.author_names or f.authors
    edited = {n.casefold() for n in f.editors}
    rows = [(n, f.authors[k] if k < len(f.authors) else "") for k, n in enumerate(names)]
    return [(n, family) for n, family in rows if n.casefold() not in edited]


def parties_of(party: str, words: NameWords) -> list[str]:
    """Senders or recipients one by one; the words of a body stay together."""
    if not party or words.is_institution(party):
        return [party] if party else []
    return words.parties(party)


def _csl_name(name: str, words: NameWords, family: str = "") -> dict[str, str]:
    found, given = parted(name, words, family)
    return {"family": found, "given": given} if given else {"literal": name}


def _csl_date(edtf: str) -> dict[str, Any]:
    """An EDTF date or a year as CSL date-parts; ranges give two, seasons a season, what is no date is given
    as it stands."""
    if not edtf:
        return {}
    season = re.fullmatch(r"(\d{4})-2([1-4])[~?]?", edtf)
    if season:
        return {"date-parts": [[int(season.group(1))]], "season": int(season.group(2))}
    parts = [_date_parts(end) for end in re.sub(r"[~?%]", "", edtf).split("/")[:2]]
    if not all(parts):
        return {"raw": edtf}
    return {"date-parts": parts} | ({"circa": True} if "~" in edtf else {})


def _date_parts(day: str) -> list[int]:
    """Year, month and day of "1950-01-30", as many as there are; [] for what is no such day."""
    m = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2]))?(?:-(0[1-9]|[12]\d|3[01]))?", day)
    return [int(g) for g in m.groups() if g] if m else []


def parted(name: str, words: NameWords, family: str = "") -> tuple[str, str]:
    """(family, given) of a person's name as written; (name, "") for a body or a single word."""
    if family == name or len(name.split()) > 6:
        return name, ""
    found = family or words.family_of(name)
    if not found or found == name or found not in name:
        return name, ""
    return found, " ".join(name.replace(found, "", 1).split()).strip(" ,")


def holding(archive: str, path: tuple[tuple[str, str], ...]) -> str:
    """The archive and the path of units in it as words."""
    return ", ".join(p for p in (archive, *(f"{level} {value}" for level, value in path)) if p)
