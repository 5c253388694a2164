"""What an entry takes from the heading of the bibliography it stands under: an archive, a series, an
author."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from regesta.extract.notes.authors import is_collection
from regesta.extract.notes.bibliography_words import bibliography_words
from regesta.extract.notes.filling import Reading
from regesta.extract.notes.kinds.press import is_newspaper
from regesta.extract.record import Fields
from regesta.extract.text.folding import tidy
from regesta.extract.text.lexicon import CitationWords
from regesta.extract.text.shelfmarks import archive_of


@dataclass(frozen=True, slots=True)
class Rubric:
    """An innermost heading ("Archive of the Party (AP)"): its words without brackets, the abbreviation in
    them, and how many headings deep it stands."""

    words: str
    short: str
    depth: int


#: Types that a year makes sure are printed, whatever heading they stand under.
PRINTED = frozenset({"book", "article", "chapter", "published_document", "working_paper", "newspaper"})
#: What parts the words of a listed archive, outside its brackets.
_PARTING = re.compile(r"[,:;](?![^()]*\))|\.(?=\s|$)")

#: A rule: the entry with what the heading gives, or None when the heading gives nothing of that kind.
Rule = Callable[[Reading, Rubric, CitationWords], Reading | None]


def under(reading: Reading, rubrics: tuple[str, ...], written: str, words: CitationWords) -> Reading:
    """An entry, `written` so, with what its headings (outermost first) say of it, unless it says so
    itself."""
    if not rubrics:
        return reading
    if bibliography_words(words.language).heading_of_archives.search(rubrics[-1]):
        return listed_holding(reading, written, words)
    if reading.fields.authors or reading.fields.archive:
        return reading
    short = re.search(r"\(([A-Z]{2,8})\)", rubrics[-1])
    head = re.sub(r"\s*\(.*\)\s*$", "", rubrics[-1]).strip(" :")
    rubric = Rubric(head, short.group(1) if short else "", len(rubrics))
    for rule in RULES:
        found = rule(reading, rubric, words)
        if found is not None:
            return found
    return reading


def listed_holding(reading: Reading, written: str, words: CitationWords) -> Reading:
    """What stands under a heading such as "Archives" is an archive with the files seen there, or papers, and
    no work: "The National Archives (TNA), Kew, London: CAB 128; FO 371"."""
    f = reading.fields
    if f.year and reading.type in PRINTED:
        return reading
    parts = [tidy(p) for p in _PARTING.split(written) if tidy(p)]
    head = parts[0] if parts else ""
    bare = re.sub(r"\s*\(.*\)$", "", head)
    papers = next((p for p in parts if is_collection(p, words)), "")
    kept = Fields(container=papers, units=f.units, shelfmark=f.shelfmark, record_group=f.record_group)
    if _is_archive(bare, words) or words.names.is_institution(bare):
        fields = replace(kept, archive=head, container="" if papers == head else papers)
    else:
        title = "" if papers else tidy(written).rstrip(".")
        fields = replace(kept, archive=f.archive, title=title, doc_date=f.doc_date)
    return replace(reading, type="archival_document", fields=fields)


def of_archive(reading: Reading, rubric: Rubric, words: CitationWords) -> Reading | None:
    """Under an archive's name stand its documents; a name and a day there are no newspaper."""
    if not _is_archive(rubric.words, words):
        return None
    document = _name_and_day(reading, words)
    return replace(document or reading, fields=replace((document or reading).fields, archive=rubric.words))


def _name_and_day(reading: Reading, words: CitationWords) -> Reading | None:
    """The document that a mere name and a day are, taken for a newspaper or for nothing known; None for
    anything else."""
    f = reading.fields
    if reading.type == "newspaper" and f.doc_date and f.container and not f.title:
        if is_newspaper(f.container, words):
            return None
        return replace(
            reading, type="archival_document", fields=replace(f, title=f.container, container="", year="")
        )
    if reading.type == "other" and f.title and f.doc_date and not f.doc_kind:
        return replace(reading, type="archival_document", fields=replace(f, year=""))
    return None


def _is_archive(name: str, words: CitationWords) -> bool:
    """Whether a heading names an archive: a known one, or an institution that holds papers."""
    holder = words.pattern("holder_words", case=True)
    return archive_of(name) is not None or (
        words.names.is_institution(name) and holder.search(name) is not None
    )


def of_series(reading: Reading, rubric: Rubric, words: CitationWords) -> Reading | None:
    """Under a series of documents ("Foreign Relations (FRUS)") stand documents printed in it."""
    if not words.pattern("document_series", case=True).fullmatch(rubric.short):
        return None
    fields = replace(reading.fields, container=reading.fields.container or rubric.short)
    return replace(reading, type="published_document", fields=fields)


def of_author(reading: Reading, rubric: Rubric, words: CitationWords) -> Reading | None:
    """Under an institution's name, itself under another heading, stand its works."""
    kinds = bibliography_words(words.language).heading_of_kind
    if rubric.depth < 2 or not words.names.is_institution(rubric.words) or kinds.search(rubric.words):
        return None
    return replace(reading, fields=replace(reading.fields, authors=(rubric.short or rubric.words,)))


#: In order: the first that gives something decides.
RULES: tuple[Rule, ...] = (of_archive, of_series, of_author)
