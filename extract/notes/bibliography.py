"""The bibliography read entry by entry, surnames first, with the author carried down to entries that leave
him out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from regesta.extract.notes.bibliography_words import bibliography_words
from regesta.extract.notes.entries import entries_as_meant
from regesta.extract.notes.filling import Reading
from regesta.extract.notes.listed_authors import Heading, continues, heading_at
from regesta.extract.notes.reading import read
from regesta.extract.notes.rubrics import under
from regesta.extract.read.document import BibliographyEntry, Document
from regesta.extract.record import Fields, Span
from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.languages import ENGLISH, LanguagePack
from regesta.extract.text.lexicon import CitationWords, citation_words

#: How sure an entry is of which nothing but its words is known, and how long (characters) it must be to
#: count.
BARE_CONFIDENCE, SHORTEST_TITLE = 0.4, 9
#: "Kyle, Keith. Suez. London: ..." has full stops where notes have commas: those before a short piece that
#: ends with the colon of an imprint.
_STOP_FOR_COMMA = re.compile(r"\.(?=\s+[^\W\d_a-zа-я][\w. ,&-]{1,40}:\s)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the bibliography as read; `rubrics` are the headings it stands under, outermost first."""

    span: Span
    rubrics: tuple[str, ...]
    reading: Reading


def read_bibliography(document: Document, pack: LanguagePack = ENGLISH) -> list[Entry]:
    """Every entry that could be read, in order; entries that list several dates of one series give one entry
    each."""
    words = citation_words(pack)
    folded = fold(document.text)
    out: list[Entry] = []
    author = Heading(0)
    meant = entries_as_meant(document, words)
    for k, entry in enumerate(meant):
        if k and meant[k - 1].rubrics != entry.rubrics:
            author = Heading(0)
        heading = _heading(document.text, folded, meant, k, author, words)
        reading = _read(document.text, folded, entry.span[1], heading, words)
        if reading is None:
            continue
        if heading.names or reading.fields.authors:
            author = heading
        written = document.text[entry.span[0] : entry.span[1]]
        reading = under(reading, entry.rubrics, written, words)
        out += [Entry(entry.span, entry.rubrics, r) for r in _dates(reading)]
    return out


def _heading(
    raw: str, text: str, entries: Sequence[BibliographyEntry], k: int, author: Heading, words: CitationWords
) -> Heading:
    """Who an entry is by: its own authors, or those of the entry before when a dash or the order of the list
    says so. Dashes are told apart in the raw text; folded, all are hyphens."""
    start, end = entries[k].span
    own = heading_at(text, start, end, words)
    if not author.names:
        return own
    dash = bibliography_words(words.language).same_author.match(raw[start:end])
    if dash:
        return replace(own, names=author.names, families=author.families, begin=start + dash.end())
    if not own.names and continues(text, entries, k, words):
        return replace(own, names=author.names, families=author.families)
    return own


def _read(raw: str, text: str, end: int, heading: Heading, words: CitationWords) -> Reading | None:
    """An entry from behind its heading to its end, read as a citation is; None for a few letters."""
    begin = heading.begin
    body = text[begin:end]
    if heading.names:
        body = _STOP_FOR_COMMA.sub(",", body)
    stop = len(body.rstrip(" .,"))
    known = frozenset(f.casefold() for f in heading.families)
    reading = read(raw[begin:end], body, 0, stop, words, known)
    if reading is None:
        title = tidy(raw[begin : begin + stop])
        fields = Fields(authors=heading.families, author_names=heading.names, title=title)
        return Reading("other", fields, BARE_CONFIDENCE) if len(title) >= SHORTEST_TITLE else None
    fields = _by(reading.fields, heading, raw[begin : begin + stop]) if heading.names else reading.fields
    short = reading.type == "short_title" and (fields.year or fields.place)
    return Reading("book" if short else reading.type, fields, reading.confidence, reading.dates)


def _by(fields: Fields, heading: Heading, written: str) -> Fields:
    """An entry's fields with the authors of its heading.

    What was taken for authors behind them is the title's beginning, unless a bracket says that they edited.
    """
    title = fields.title
    if fields.author_names and not fields.editors and title and title in tidy(written):
        title = tidy(written.split(title)[0] + title)
    return replace(
        fields,
        title=title,
        authors=() if heading.role == "editor" else heading.families,
        author_names=() if heading.role == "editor" else heading.names,
        editors=heading.names if heading.role == "editor" else fields.editors,
    )


def _dates(reading: Reading) -> list[Reading]:
    """A listed series ("Telegram from A to B, 3 May 1950, 14 May 1950") as one reading per date."""
    if len(reading.dates) < 2:
        return [reading]
    return [
        replace(
            reading,
            fields=replace(reading.fields, doc_date=d, year=d[:4] if reading.fields.year else ""),
            dates=(),
        )
        for d, *_ in reading.dates
    ]
