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
    container = {
        "article": "journal",
        "incollection": "booktitle",
        "book": "series",
        "techreport": "type",
    }.get(kind, "howpublished")
    publisher = {"techreport": "institution", "phdthesis": "school"}.get(kind, "publisher")
    rows = {
        "author": _bib_names(
            [n for n, _ in _own_authors(f)], [family for _, family in _own_authors(f)], words
        )
        or _bib_names(_parties_of(f.sender, words), (), words),
        "editor": _bib_names(f.editors, (), words),
        "translator": _bib_names(f.translators, (), words),
        "title": f"{{{_escaped(f.title or source.label)}}}",
        container: _escaped(f.container),
        publisher: _escaped(f.publisher or (f.container if kind == "phdthesis" else "")),
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
        "location": _escaped(
            _holding(source.held_in[0].archive, source.held_in[0].path) if source.held_in else ""
        ),
        "note": _escaped(
            "; ".join(p for p in (_parties(f), *(_holding(h.archive, h.path) for h in source.held_in)) if p)
        ),
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in rows.items() if value and value != "{}")
    return f"@{kind}{{{key},\n{body}\n}}\n"


def _key(source: Source) -> str:
    f = source.fields
    who = (
        f.authors
        or f.editors
        or ((f.sender,) if f.sender else ())
        or (f.container or f.title or source.type,)
    )[0]
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
    document printed in a series is
    a chapter of it, all else as `TYPES` says."""
    f = source.fields
    if source.type == "archival_document" and f.doc_kind in ("letter", "telegram") and f.sender:
        return "personal_communication"
    if source.type == "published_document" and f.container:
        return "chapter"
    return TYPES[source.type][1]


def _item(source: Source, words: NameWords) -> dict[str, Any]:
    f = source.fields
    kind = csl_type(source)
    held = source.held_in[0] if source.held_in else None
    own = [_csl_name(n, words, family) for n, family in _own_authors(f)]
    makers = "interviewer" if kind == "interview" else "author"
    inside = "collection-title" if kind in ("book", "report") else "container-title"
    item: dict[str, Any] = {
        "id": source.id,
        "type": kind,
        "title": f.title or source.label,
        makers: own or [_csl_name(n, words) for n in _parties_of(f.sender, words)],
        "recipient": [_csl_name(n, words) for n in _parties_of(f.recipient, words)],
        "editor": [_csl_name(n, words) for n in f.editors],
        "translator": [_csl_name(n, words) for n in f.translators],
        inside: f.container,
        "publisher": f.publisher,
        "publisher-place": f.place,
        "issued": _csl_date(f.doc_date)
        if f.doc_date and source.type not in ("book", "chapter", "published_document")
        else _csl_date(f.year) or _csl_date(f.doc_date),
        "original-date": _csl_date(f.doc_date)
        if f.year and f.doc_date and source.type == "published_document"
        else {},
        "volume": f.volume,
        "issue": f.issue if kind.startswith("article") else "",
        "number": f.doc_number
        or ("" if kind.startswith("article") else f.issue)
        or ("" if held else f.shelfmark),
        "edition": f.edition,
        "page": f.pages,
        "URL": f.url,
        "language": f.language,
        "genre": f.doc_kind.replace("_", " "),
        "archive": held.archive if held else "",
        "archive_location": ", ".join(f"{level} {value}" for level, value in held.path) or f.shelfmark
        if held
        else "",
        "note": "; ".join(f"also held: {_holding(h.archive, h.path)}" for h in source.held_in[1:]),
    }
    return {k: v for k, v in item.items() if v}


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
    return [p for p in re.split(r",\s*|\s+(?:and|&)\s+", party) if p]


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
    parts = []
    for end in re.sub(r"[~?%]", "", edtf).split("/")[:2]:
        m = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", end)
        if (
            not m
            or (m.group(2) and not 1 <= int(m.group(2)) <= 12)
            or (m.group(3) and not 1 <= int(m.group(3)) <= 31)
        ):
            return {"raw": edtf}
        parts.append([int(g) for g in m.groups() if g])
    return {"date-parts": parts} | ({"circa": True} if "~" in edtf else {})
