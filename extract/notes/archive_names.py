"""The names of archives made one: an archive that a document calls by its full name in one place and by the
abbreviation it defines for it in another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from regesta.extract.notes.bibliography import Entry
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Span
from regesta.extract.text.initials import full_and_short, is_abbreviation, short_for, words_of
from regesta.extract.text.lexicon import CitationWords
from regesta.extract.text.shelfmarks import archive_of


@dataclass(frozen=True, slots=True)
class Definition:
    """What a document says that an abbreviation stands for, and where."""

    short: str
    full: str
    span: Span


@dataclass(frozen=True, slots=True)
class ArchiveNames:
    """The abbreviations that a document gives its archives: `meant` by full name, as it is compared; `torn`
    are those that it defines in two ways, which are taken for no archive."""

    meant: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    torn: Mapping[str, tuple[Definition, ...]] = field(default_factory=dict)

    def of(self, written: str) -> str:
        """What an archive is called: its label where it is known, else the abbreviation that stands for it in
        the document or behind a full name whose letters it takes, else its name as written, "" for none."""
        known = archive_of(written) if written else None
        if known is not None:
            return known.label
        full, short = _both(written) or (written, "")
        if short in self.torn:
            return written
        return self.meant.get(_compared(full), "") or short_for(written) or written


def archive_label(written: str) -> str:
    """What an archive is called that stands in no document."""
    return ArchiveNames().of(written)


def archive_names(
    document: Document, citations: Sequence[Citation], entries: Sequence[Entry], words: CitationWords
) -> ArchiveNames:
    """The names of the archives of a document, by its list of abbreviations, its citations and its
    bibliography. An abbreviation whose letters its words do not have counts where it is listed, announced
    ("hereafter"), or names the archive elsewhere."""
    by_short: dict[str, list[Definition]] = defaultdict(list)
    for one in definitions(document, citations, entries, words):
        by_short[one.short].append(one)
    torn: dict[str, tuple[Definition, ...]] = {}
    meant: dict[tuple[str, ...], str] = {}
    for short, found in by_short.items():
        differing = tuple(_differing(found))
        if differing:
            torn[short] = differing
        else:
            forms = {form for one in found for form in (one.full, one.full.split(",")[0])}
            meant |= {_compared(form): short for form in forms if len(form.split()) > 1}
    return ArchiveNames(meant, torn)


def definitions(
    document: Document, citations: Sequence[Citation], entries: Sequence[Entry], words: CitationWords
) -> Iterator[Definition]:
    """What a document says that the abbreviations of archives stand for."""
    alone = {c.fields.archive for c in citations if is_abbreviation(c.fields.archive)}
    places = [(c.fields.archive, c.span) for c in citations]
    places += [(e.reading.fields.archive, e.span) for e in entries]
    known = alone | {a.short for a in document.abbreviations}
    found = [*_bracketed(places, known), *(one for c in citations for one in _announced(c, words))]
    yield from found
    named = alone | {one.short for one in found}
    for a in document.abbreviations:
        if a.short in named and len(a.long.split()) > 1:
            yield Definition(a.short, a.long, a.span)


def _bracketed(places: Sequence[tuple[str, Span]], known: Collection[str]) -> Iterator[Definition]:
    """The abbreviations in brackets behind archives: those that are `known`, or whose letters the words
    have."""
    for written, span in places:
        full, short = _both(written) or ("", "")
        if short and (short in known or words_of(short, full)):
            yield Definition(short, full, span)


def _both(written: str) -> tuple[str, str] | None:
    """The full name and the abbreviation of "Harbour Museum (HM)" and "HM (Harbour Museum)"."""
    pair = full_and_short(written)
    if pair is None:
        return None
    for full, short in (pair, pair[::-1]):
        if is_abbreviation(short) and len(full.split()) > 1:
            return full, short
    return None


def _announced(c: Citation, words: CitationWords) -> Iterator[Definition]:
    """The abbreviation for an archive's full name that a citation announces, "(hereafter HMA)" right behind
    it."""
    full = c.fields.archive
    if not full or is_abbreviation(full):
        return
    name = r"\s+".join(map(re.escape, full.split()))
    found = re.search(
        rf"(?i:{name})\s*[(\[]\s*(?i:{words.alternatives('hereafter')}),?:?\s+[\"'“‘]?(\w+)", c.quote
    )
    if found and is_abbreviation(found[1]):
        yield Definition(found[1], full, c.span)


def _compared(full: str) -> tuple[str, ...]:
    """A full name as it is compared: its words with capitals, or all of them where it has none."""
    words = re.findall(r"\w[\w'’-]*", full)
    return tuple(w.lower() for w in words if w[0].isupper() and w != "The") or tuple(words)


def _differing(found: Sequence[Definition]) -> Iterator[Definition]:
    """The definitions of one abbreviation that are not the first in other words: none where each goes on
    where another ends ("..., Moscow")."""
    longest = max((_compared(one.full) for one in found), key=len)
    if any(longest[: len(key)] != key for key in (_compared(one.full) for one in found)):
        first: dict[tuple[str, ...], Definition] = {}
        for one in found:
            first.setdefault(_compared(one.full), one)
        yield from first.values()
