"""What a source is to the historian: primary or secondary, memoir, interview, official history; its language;
its grade as evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from regesta.extract.notes.ancient import is_ancient
from regesta.extract.notes.bibliography import Entry
from regesta.extract.record import CitationType, Fields
from regesta.extract.text.folding import fold
from regesta.extract.text.languages import LanguagePack
from regesta.extract.text.lexicon import CitationWords, citation_words

_PRIMARY: frozenset[str] = frozenset(
    {"archival_document", "published_document", "interview", "diary", "report", "newspaper"}
)
_SECONDARY: frozenset[str] = frozenset({"book", "article", "chapter", "working_paper", "thesis"})

#: In a title of so many words one small word of a language tells it.
SHORT_TITLE = 6


def classify(
    kind: CitationType, f: Fields, listed: Sequence[Entry], pack: LanguagePack
) -> tuple[tuple[str, ...], str]:
    """Roles (primary or secondary first) and language (ISO 639-1, "" when only the document's own would be
    guessed)."""
    words = citation_words(pack)
    rubrics = " ".join(r for e in listed for r in e.rubrics)
    diary = kind == "diary" or bool(words.pattern("diary").search(f.title))
    memoir = kind in ("book", "other") and not diary and bool(words.pattern("memoir").search(f.title))
    grounds = {
        _grade(
            kind, rubrics, pack, personal=memoir or (diary and kind == "book") or is_ancient(f, words)
        ): True,
        "memoir": memoir,
        "interview": kind == "interview",
        "official_history": _is_official(kind, f, words),
    }
    return tuple(role for role, holds in grounds.items() if role and holds), language_of(f, pack, rubrics)


def _grade(kind: CitationType, rubrics: str, pack: LanguagePack, *, personal: bool) -> str:
    """ "primary" or "secondary": as the bibliography's headings say, else by type; "" when neither tells.
    `personal`: a memoir, a printed diary or an ancient work."""
    headings = pack.table("classification")["grades"]
    said = re.search(
        rf"\b(?P<primary>{'|'.join(headings['primary'])})\b|\b(?P<secondary>{'|'.join(headings['secondary'])})\b",
        rubrics,
        re.IGNORECASE,
    )
    if said:
        return str(said.lastgroup)
    if kind in _PRIMARY or personal:
        return "primary"
    return "secondary" if kind in _SECONDARY else ""


def _is_official(kind: CitationType, f: Fields, words: CitationWords) -> bool:
    """Whether a work is a history that a government had written: by its title, or by who brought it out."""
    if words.pattern("official_history").search(f"{f.title} {f.container}"):
        return True
    makers = " ".join((*f.authors, f.publisher))
    return (
        kind == "book"
        and bool(words.pattern("official_bodies").search(makers))
        and bool(words.pattern("official_titles").search(f.title))
    )


def language_of(f: Fields, pack: LanguagePack, rubrics: str = "") -> str:
    """The language of a source by its script, its small words, or the heading of the bibliography it stands
    under ("BOOKS in Russian")."""
    table = pack.table("classification")
    text = f"{f.title} {f.container}"
    return (
        _by_heading(rubrics, table)
        or next((str(code) for code, script in table["scripts"].items() if re.search(script, text)), "")
        or _by_small_words(text, table["words"], pack.code)
    )


def _by_heading(rubrics: str, table: Mapping[str, Any]) -> str:
    """The language that a heading names."""
    for name, code in table["headings"].items():
        if any(re.search(p.format(name=name), rubrics, re.IGNORECASE) for p in table["heading_patterns"]):
            return str(code)
    return ""


def _by_small_words(text: str, lists: Mapping[str, Sequence[str]], own: str) -> str:
    """The language with most small words in a title: two of them, or one of a short title; one of the
    document's own (`own`) is enough, for that is the likeliest."""
    tokens = re.findall(r"[^\W\d_]+", fold(text).casefold())
    counts = {code: sum(t in small for t in tokens) for code, small in lists.items()}
    best = max(counts, key=lambda code: counts[code])
    enough = 1 if best == own or len(tokens) <= SHORT_TITLE else 2
    return best if counts[best] >= enough else ""


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
