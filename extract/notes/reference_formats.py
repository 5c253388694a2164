"""Sources as BibTeX and as CSL-JSON, for Zotero and every reference manager that reads them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
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
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)

#: BibTeX entry -> its field for what a source stands in, and for who published it.
_CONTAINER = {"article": "journal", "incollection": "booktitle", "book": "series", "techreport": "type"}
_PUBLISHER = {"techreport": "institution", "phdthesis": "school"}


def bibtex(sources: Iterable[Source], pack: LanguagePack = ENGLISH) -> str:
    """The sources as a BibTeX file in UTF-8, one entry each in the order given; keys are family name, year
    and a letter where two agree."""
    used: set[str] = set()
    words = name_words(pack)
    return "\n".join(_entry(s, words, _unique(_key(s), used)) for s in sources)


def _entry(source: Source, words: NameWords, key: str) -> str:
    f = source.fields
    kind = TYPES[source.type][0]
    if kind == "incollection" and not f.container:
        kind = "misc"
    holdings = [_holding(h.archive, h.path) for h in source.held_in]
    rows = {
        **_bib_people(f, words),
        "title": f"{{{_escaped(f.title or source.label)}}}",
        _CONTAINER.get(kind, "howpublished"): _escaped(f.container),
        _PUBLISHER.get(kind, "publisher"): _escaped(_publisher(f, kind)),
        "address": _escaped(f.place),
        "year": _escaped(f.year or f.doc_date[:4]),
        "date": _escaped(f.doc_date),
        "volume": _escaped(f.volume),
        "number": _escaped(f.issue or f.doc_number),
        "edition": _escaped(f.edition),
        "pages": _escaped(re.sub(r"\s*-+\s*", "--", f.pages)),
        "url": re.sub(r"[\s{}]", "", f.url),
        "urldate": _escaped(f.accessed),
        "language": _escaped(f.language),
        # Zotero keeps it as "Loc. in Archive"
        "location": _escaped("".join(holdings[:1])),
        "note": _escaped("; ".join(p for p in (_parties(f), *holdings) if p)),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in rows.items() if value and value != "{}")
    return f"@{kind}{{{key},\n{body}\n}}\n"


def _bib_people(f: Fields, words: NameWords) -> dict[str, str]:
    """Authors (of a letter its senders), editors and translators."""
    own = _own_authors(f)
    authors = _bib_names([name for name, _ in own], [family for _, family in own], words)
    return {
        "author": authors or _bib_names(_parties_of(f.sender, words), (), words),
        "editor": _bib_names(f.editors, (), words),
        "translator": _bib_names(f.translators, (), words),
    }


def _publisher(f: Fields, kind: str) -> str:
    """Who published it; a thesis without a publisher stands in its university."""
    return f.publisher or (f.container if kind == "phdthesis" else "")


def _key(source: Source) -> str:
    f = source.fields
    named = (*f.authors, *f.editors, f.sender, f.container, f.title, source.type)
    who = next(name for name in named if name)
    plain = unicodedata.normalize("NFKD", who)
    word = (
        re.sub(r"[^A-Za-z0-9]", "", "".join(c for c in plain if not unicodedata.combining(c)).title())[:24]
        or "Source"
    )
    return f"{word}{(f.year or f.doc_date)[:4]}"


def _unique(key: str, used: set[str]) -> str:
    """The key with the first letters behind it that make it new, without regard to case, as BibTeX reads
    keys."""
    count, made = 0, key
    while made.casefold() in used:
        count += 1
        rest, suffix = count, ""
        while rest:
            rest, letter = divmod(rest - 1, 26)
            suffix = chr(ord("a") + letter) + suffix
        made = key + suffix
    used.add(made.casefold())
    return made


def _bib_names(names: Sequence[str], families: Sequence[str], words: NameWords) -> str:
    out = []
    for k, name in enumerate(names):
        family, given = _parted(name, words, families[k] if k < len(families) else "")
        out.append(f"{_escaped(family)}, {_escaped(given)}" if given else f"{{{_escaped(family)}}}")
    return " and ".join(out)


def _parted(name: str, words: NameWords, family: str = "") -> tuple[str, str]:
    """(family, given) of a person's name as written; (name, "") for a body or a single word."""
    if family == name or len(name.split()) > 6:
        return name, ""
    found = family or words.family_of(name)
    if not found or found == name or found not in name:
        return name, ""
    return found, " ".join(name.replace(found, "", 1).split()).strip(" ,")


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPES)


def _parties(f: Fields) -> str:
    if f.sender and f.recipient:
        return f"{f.sender} to {f.recipient}"
    return f.sender


def _holding(archive: str, path: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(p for p in (archive, *(f"{level} {value}" for level, value in path)) if p)


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
    own = [_csl_name(n, words, family) for n, family in _own_authors(f)]
    makers = "interviewer" if kind == "interview" else "author"
    inside = "collection-title" if kind in ("book", "report") else "container-title"
    item: dict[str, Any] = {
        "id": source.id,
        "type": kind,
        "title": f.title or source.label,
        makers: own or _csl_names(_parties_of(f.sender, words), words),
        "recipient": _csl_names(_parties_of(f.recipient, words), words),
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
        "archive_location": _holding("", first.path) or source.fields.shelfmark,
        "note": "; ".join(f"also held: {_holding(h.archive, h.path)}" for h in others),
    }


def _csl_names(names: Iterable[str], words: NameWords) -> list[dict[str, str]]:
    return [_csl_name(n, words) for n in names]


def _own_authors(f: Fields) -> list[tuple[str, str]]:
    """(name, family name) of the authors who are not the editors."""
    names = f.author_names or f.authors
    edited = {n.casefold() for n in f.editors}
    rows = [(n, f.authors[k] if k < len(f.authors) else "") for k, n in enumerate(names)]
    return [(n, family) for n, family in rows if n.casefold() not in edited]


def _parties_of(party: str, words: NameWords) -> list[str]:
    """Senders or recipients one by one; the words of a body stay together."""
    if not party or words.is_institution(party):
        return [party] if party else []
    return words.parties(party)


def _csl_name(name: str, words: NameWords, family: str = "") -> dict[str, str]:
    found, given = _parted(name, words, family)
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
