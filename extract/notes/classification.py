"""What a source is to the historian: primary or secondary, memoir, interview, official history; its language;
its grade as evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from regesta.extract.notes.bibliography import Entry
from regesta.extract.record import CitationType, Fields
from regesta.extract.text.folding import fold
from regesta.extract.text.languages import LanguagePack
from regesta.extract.text.lexicon import citation_words

_PRIMARY: frozenset[str] = frozenset(
    {"archival_document", "published_document", "interview", "diary", "report", "newspaper"}
)
_SECONDARY: frozenset[str] = frozenset({"book", "article", "chapter", "working_paper", "thesis"})


def classify(
    kind: CitationType, f: Fields, listed: Sequence[Entry], pack: LanguagePack
) -> tuple[tuple[str, ...], str]:
    """Roles (primary or secondary first) and language (ISO 639-1, "" when only the document's own would be
    guessed)."""
    words = citation_words(pack)
    rubrics = " ".join(r for e in listed for r in e.rubrics)
    roles: list[str] = []
    text = f"{f.title} {f.container}"
    diary = kind == "diary" or bool(words.pattern("diary").search(f.title))
    memoir = kind in ("book", "other") and not diary and bool(words.pattern("memoir").search(f.title))
    official = bool(words.pattern("official_history").search(text)) or (
        kind == "book"
        and bool(words.pattern("official_bodies").search(" ".join((*f.authors, f.publisher))))
        and bool(words.pattern("official_titles").search(f.title))
    )
    said = re.search(
        r"\b(primary|archiv\w*|documents?|unpublished)\b|\b(secondary|literature)\b", rubrics, re.IGNORECASE
    )
    if said:
        roles.append("primary" if said.group(1) else "secondary")
    elif kind in _PRIMARY or memoir or (diary and kind == "book"):
        roles.append("primary")
    elif kind in _SECONDARY:
        roles.append("secondary")
    if memoir:
        roles.append("memoir")
    if kind == "interview":
        roles.append("interview")
    if official:
        roles.append("official_history")
    return tuple(dict.fromkeys(roles)), language_of(f, pack, rubrics)


def language_of(f: Fields, pack: LanguagePack, rubrics: str = "") -> str:
    """The language of a source by its script, its small words, or the heading of the bibliography it stands
    under ("BOOKS in Russian")."""
    table = pack.table("classification")
    for name, code in table["headings"].items():
        if re.search(
            rf"\bin {name}\b|\b{name}(?:-language)? (?:books|sources|works)\b", rubrics, re.IGNORECASE
        ):
            return str(code)
    text = f"{f.title} {f.container}"
    for code, pattern in table["scripts"].items():
        if re.search(pattern, text):
            return str(code)
    tokens = re.findall(r"[^\W\d_]+", fold(text).casefold())
    best, count = "", 0
    for code, small in table["words"].items():
        hits = sum(t in small for t in tokens)
        if hits > count:
            best, count = str(code), hits
    return (
        best
        if count >= 2 or (count == 1 and len(tokens) <= 6 and best != "en")
        else ("en" if best == "en" else "")
    )


def evidence_grade(kind: CitationType, roles: Sequence[str], f: Fields) -> str:
    """How near a source stands to what it testifies: a notation of the scheme `evidence-grade`."""
    if kind == "interview":
        return "interview"
    if "memoir" in roles:
        return "memoir"
    if "official_history" in roles:
        return "official-history"
    if kind == "archival_document" or (kind == "diary" and not f.publisher):
        return "primary-archival"
    if kind == "newspaper":
        return "press"
    if kind in ("published_document", "report", "diary") or (kind in _SECONDARY and "primary" in roles):
        return "primary-published"
    return "secondary" if kind in _SECONDARY else "unknown"
