"""The words of a citation as a group: title, container, type; and how titles, runs of words and dates are
taken from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from regesta.extract.notes.descriptions import Description
from regesta.extract.notes.marks import dates_in
from regesta.extract.notes.parts import Parts, Words
from regesta.extract.record import CitationType
from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.lexicon import CitationWords

#: A date as (EDTF, start, end), with the offsets of the text.
Dated = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """Title, container and type, and what came to light on the way; `parts` are the citation's, without what
    went into title or container, `reason` says by what the type was told, `unknown` that nothing told it."""

    type: CitationType
    title: str = ""
    container: str = ""
    names: tuple[str, ...] = ()
    institution: str = ""
    editors: tuple[str, ...] = ()
    owner: str = ""
    archive: str = ""
    description: Description = field(default_factory=Description)
    doc_date: str = ""
    volume: str = ""
    periodical: bool = False
    parts: Parts = field(default_factory=Parts)
    reason: str = ""
    unknown: bool = False


class TitlePatterns:
    """What a language puts between a title and its date; `title_patterns` gives the patterns."""

    def __init__(self, words: CitationWords) -> None:
        w = words.alternatives
        self.before_date = re.compile(rf"\s*(?:\b(?:{w('date_joints')})|,)?\s*$")
        self.lent_day = re.compile(rf"\s*(?:\b(?:{w('lent_day_joints')})|,)?\s*\d{{1,2}}\s+\w+\.?$")
        #: A word before a date that makes it part of the title.
        self.within = re.compile(rf"\b(?:{w('date_within_title')})\s+$")


@lru_cache(maxsize=8)
def title_patterns(words: CitationWords) -> TitlePatterns:
    """What a language puts between a title and its date."""
    return TitlePatterns(words)


def joined(raw: str, items: Sequence[Words]) -> str:
    """The raw words of the items as one line; commas between neighbours stay as they stand."""
    out: list[list[Words]] = []
    for w in items:
        if out and not w.quoted and not out[-1][-1].quoted and w.first - out[-1][-1].order == 1:
            out[-1].append(w)
        else:
            out.append([w])
    # emphasis that was blanked leaves a blank before a comma
    return ", ".join(tidy(raw[run[0].start : run[-1].end]).replace(" ,", ",") for run in out)


def first_run(items: Sequence[Words]) -> list[Words]:
    """The items up to the first that something else (a date, an archive) parts from its neighbour."""
    for k in range(1, len(items)):
        if items[k].first - items[k - 1].order != 1:
            return list(items[:k])
    return list(items)


def undated(text: str, words: CitationWords, lent: Sequence[tuple[str, int, int]] = ()) -> str:
    """A stretch without the date at its end ("Reports in Ettelaat on 11 Jan")."""
    found = dates_in(text, words)
    if found and found[-1].end >= len(text.rstrip(" .")) - 1 and "/" not in found[-1].edtf:
        return title_patterns(words).before_date.sub("", text[: found[-1].start])
    if lent:
        return title_patterns(words).lent_day.sub("", text)
    return text


def lent_days(w: Words, parts: Parts) -> list[tuple[str, int, int]]:
    """The days in a stretch that borrow their year from a later one."""
    return [d for d in parts.lent if w.start <= d[1] and d[2] <= w.end]


def days_in(w: Words, words: CitationWords) -> list[tuple[str, int, int]]:
    """The full days in a stretch, as (EDTF, start, end)."""
    return [
        (d.edtf, w.start + d.start, w.start + d.end)
        for d in dates_in(w.text, words)
        if d.edtf.count("-") == 2
    ]


def dated_title(title: str, parts: Parts, words: CitationWords) -> tuple[str, str]:
    """A title without the date that ends it bare, and the document's date: an atom's own, else the last one
    the title holds."""
    if parts.dates:
        return title, parts.dates[0][0]
    found = dates_in(fold(title), words)
    if not found:
        return title, ""
    tail = found[-1]
    if (
        tail.end >= len(title.rstrip(" ."))
        and not title_patterns(words).within.search(title[: tail.start])
        and tail.edtf.count("-") == 2
    ):
        return title[: tail.start].rstrip(" ,"), tail.edtf
    full = [d for d in found if not re.fullmatch(r"\d{4}(?:/\d{4})?", d.edtf)]
    return title, full[-1].edtf if full else ""
