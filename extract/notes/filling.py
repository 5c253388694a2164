"""What a citation's parts say, put into the fields of a record."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field, replace
from functools import lru_cache

from regesta.extract.notes.authors import Leading
from regesta.extract.notes.group import Group
from regesta.extract.notes.kinds.scoring import Confidence, type_scorers
from regesta.extract.notes.marks import dates_in
from regesta.extract.notes.parts import Parts
from regesta.extract.record import CitationType, Fields
from regesta.extract.text.folding import fold, tidy
from regesta.extract.text.lexicon import CitationWords
from regesta.extract.text.shelfmarks import archive_of, traditions

#: Types that have no year of print; that take the year of their day; that may be cited day by day in a row;
#: and works, which a body publishes.
UNPRINTED = frozenset({"archival_document", "diary"})
DATED_TYPES = frozenset({"newspaper", "interview", "report"})
DATED_ROWS = frozenset({"archival_document", "newspaper", "diary"})
WORKS = frozenset({"book", "article", "chapter"})

#: A word of so many letters before a stop is not shortened.
SHORTEST_WHOLE = 5
_STOPPED_WORD = re.compile(rf"\w{{{SHORTEST_WHOLE},}}\.$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a piece of a note says. `dates` are the places of its dates when it cites one document after the
    other by them; `reason` says by what its type was told."""

    type: CitationType
    fields: Fields
    confidence: float
    dates: tuple[tuple[str, int, int], ...] = field(default=())
    in_same_place: bool = False
    reason: str = ""


def held(raw: str, parts: Parts, words: CitationWords) -> Fields:
    """Archive, shelfmark and its units; all other fields empty."""
    article = rf"^(?:{words.alternatives('owner_articles')}) (?={words.alternatives('articled_archives')})"
    out = Fields(archive=tidy(re.sub(article, "", parts.archives[0].text)) if parts.archives else "")
    for name, value in (pair for mark in parts.marks for pair in mark.fields):
        if not getattr(out, name):
            out = replace(out, **{name: tidy(value)})  # type: ignore[arg-type]
    return replace(out, units=_units(parts), shelfmark=_shelfmark(raw, parts, out.record_group))


def _units(parts: Parts) -> tuple[tuple[str, str], ...]:
    """The units of all shelfmarks, outermost first; a level once, unless its shelfmark is cited as a
    whole."""
    units: list[tuple[str, str]] = []
    for mark in parts.marks:
        units += [u for u in mark.units if u[0] not in {level for level, _ in units} or mark.shelfmark]
    return tuple(dict.fromkeys(units))


def _shelfmark(raw: str, parts: Parts, record_group: str) -> str:
    """The shelfmarks that are cited as a whole, as written; a record group has its own field."""
    shown = [
        tidy(raw[a:b]) for mark, (a, b) in zip(parts.marks, parts.mark_spans, strict=True) if mark.shelfmark
    ]
    if record_group:
        shown = [tidy(re.sub(rf",?\s*{re.escape(record_group)}(?!\d)", "", s).strip(" ,")) for s in shown]
    return ", ".join(dict.fromkeys(s for s in shown if s))


def page_numbers(pages: str) -> str:
    """Pages as a field keeps them: "172 - 73,  180" becomes "172-73, 180"."""
    return re.sub(r"\s*-\s*", "-", re.sub(r"\s+", " ", pages)).strip(" ,.")


def first_date(parts: Parts, title: str, words: CitationWords) -> str:
    """The day a citation gives by itself, else the last one in its title; "" for none."""
    if parts.dates:
        return parts.dates[0][0]
    found = dates_in(fold(title), words)
    return found[-1].edtf if found else ""


def filled(raw: str, grouped: Group, head: Leading, words: CitationWords, known: Set[str]) -> Reading:
    """The reading of a citation whose type is chosen: its group and its parts in the fields of a record."""
    parts = grouped.parts
    grouped = _without_editors(grouped, head)
    authors = _authors(grouped, words, known)
    where, pages = _sheets(held(raw, parts, words), grouped, page_numbers(parts.pages or parts.shown))
    if grouped.type in WORKS and parts.archives and not parts.marks and not authors:
        # a holder before an imprint is the body that published
        authors, where = (where.archive,), replace(where, archive="")
    fields = replace(
        where,
        archive=where.archive or grouped.archive,
        authors=authors,
        author_names=grouped.names or authors,
        editors=tuple(dict.fromkeys([*head.editors, *parts.imprint.editors, *grouped.editors])),
        translators=tuple(dict.fromkeys([*head.translators, *parts.imprint.translators])),
        title=_without_stop(grouped.title),
        year=re.sub(r"\s", "", _year(grouped)),
        pages=pages,
        volume=grouped.volume or parts.volume,
        issue=parts.issue,
        container=_before_container(words).sub("", grouped.container),
        place=tidy(parts.imprint.place),
        publisher=tidy(parts.imprint.publisher),
        edition=parts.edition or parts.imprint.edition,
        doc_kind=grouped.description.kind,
        doc_number=parts.document,
        sender=grouped.description.sender,
        recipient=grouped.description.recipient,
        doc_date=grouped.doc_date,
        url=parts.url,
        accessed=parts.imprint.accessed,
    )
    several = tuple(parts.dates) if len(parts.dates) > 1 and grouped.type in DATED_ROWS else ()
    return Reading(
        grouped.type,
        fields,
        confidence(grouped, fields, type_scorers(words.language).confidence),
        several,
        parts.in_same_place,
        grouped.reason,
    )


@lru_cache(maxsize=8)
def _before_container(words: CitationWords) -> re.Pattern[str]:
    """The article before what a work stands in: "in the Port Journal"."""
    return re.compile(rf"^(?:{words.alternatives('articles')}) (?=[*_]?[^\W\d_a-z])")


def _without_stop(title: str) -> str:
    """A title without the full stop behind its last word, when that is no abbreviation by its length."""
    return title[:-1] if _STOPPED_WORD.search(title) and ". " not in title else title


def _without_editors(grouped: Group, head: Leading) -> Group:
    """Who is called an editor is no author; but a short form may name him where its author would stand."""
    edited = bool(head.names) and set(head.editors) >= set(head.names) and grouped.type != "short_title"
    return replace(grouped, names=()) if edited else grouped


def _authors(grouped: Group, words: CitationWords, known: Set[str]) -> tuple[str, ...]:
    """Family names of the authors, else the body that wrote, else a diary's owner."""
    family_of = words.names.family_of
    if grouped.names:
        return words.names.families_of(grouped.names, known)
    if grouped.institution:
        return (grouped.institution,)
    return (family_of(grouped.owner, known),) if grouped.owner else ()


def _year(grouped: Group) -> str:
    """The year of print; of a periodical or a report that of its day; none of an unprinted document."""
    parts = grouped.parts
    if grouped.type in UNPRINTED:
        return parts.imprint.year or parts.year if parts.imprint.place else ""
    printed = parts.imprint.year or parts.year
    if printed or (grouped.type == "published_document" and not grouped.periodical):
        return printed
    dated = parts.dates[0][0] if parts.dates else ""
    return (dated or (grouped.doc_date if grouped.type in DATED_TYPES else ""))[:4]


def _sheets(where: Fields, grouped: Group, pages: str) -> tuple[Fields, str]:
    """Pages behind a shelfmark are the sheets of the file, where the archive's tradition counts sheets."""
    unlisted = grouped.type == "archival_document" and bool(grouped.parts.marks) and not where.listy
    if unlisted and pages and _counts_sheets(grouped.parts):
        return replace(where, listy=pages), ""
    return where, pages


def _counts_sheets(parts: Parts) -> bool:
    """Whether the tradition of the shelfmark, else that of the archive, counts the sheets of a file."""
    marked = {m.tradition for m in parts.marks}
    archived = {found.tradition for a in parts.archives if (found := archive_of(a.text))}
    for named in (marked, archived):
        tradition = next((t for t in traditions() if t.name in named), None)
        if tradition is not None:
            return tradition.pages == "listy"
    return False


def confidence(grouped: Group, fields: Fields, sure: Confidence) -> float:
    """How sure the reading is, 0..1: each part that a citation of its type has counts; least for what no type
    fits."""
    value = sure.type
    value += sure.author * bool(fields.authors or fields.sender or fields.archive)
    value += sure.title * bool(fields.title)
    value += sure.when * bool(fields.year or fields.doc_date or fields.shelfmark or fields.fond)
    value += sure.place * bool(fields.pages or fields.listy or fields.url)
    value = min(value, sure.most)
    if grouped.unknown:
        return round(value * sure.unknown, 2)
    return round(value - sure.other * (grouped.type == "other"), 2)
