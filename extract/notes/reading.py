"""One citation read: its parts put into fields, and its type told from which parts it has."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace
from functools import lru_cache

from regesta.extract.notes.author_date import author_date_patterns, family_initials, read_author_date
from regesta.extract.notes.authors import Leading, leading
from regesta.extract.notes.filling import Reading, held, page_numbers
from regesta.extract.notes.group import Group
from regesta.extract.notes.kinds.choosing import group
from regesta.extract.notes.parts import Parts, gather
from regesta.extract.notes.pointers import pointer_patterns, pointing_form, read_ibid, read_short_form
from regesta.extract.record import Fields
from regesta.extract.text.folding import tidy
from regesta.extract.text.lexicon import CitationWords
from regesta.extract.text.shelfmarks import archive_of, traditions

__all__ = ["Reading", "read"]


@lru_cache(maxsize=8)
def _stop_before_place(words: CitationWords) -> re.Pattern[str]:
    """A full stop before a place of print: "Conflict in the Congo. London: Routledge"."""
    places, states = words.alternatives("places"), words.alternatives("states")
    return re.compile(rf"(?<=[a-zа-я\d)?!\"'])\.(?=\s+(?:{places})(?:,\s(?:{states}))?\s?:\s)")


def read(
    raw: str, text: str, start: int, end: int, words: CitationWords, known: Set[str] = frozenset()
) -> Reading | None:
    """The citation at raw[start:end]; None when the words carry no sign of one. `text` is `raw` folded;
    `known` family names, casefolded."""
    patterns = pointer_patterns(words)
    ibid = patterns.ibid.match(text, start, end)
    if ibid:
        return read_ibid(raw, text, ibid.end(), end, words)
    idem = patterns.idem.match(text, start, end)
    begin = idem.end() if idem else start
    form = pointing_form(text, begin, end, words)
    if form:
        return read_short_form(text, begin, end, form, words, known)
    dated = read_author_date(text, begin, end, words, known)
    if dated:
        return dated
    harvard = author_date_patterns(words).harvard.match(text, begin, end)
    if harvard:
        return _harvard(raw, text, harvard, end, words, known)
    # a full stop before a place parts as a comma does
    plain = text[:begin] + _stop_before_place(words).sub(",", text[begin:end]) + text[end:]
    return _full(raw, gather(plain, begin, end, words), words, known, idem=bool(idem))


def _harvard(
    raw: str, text: str, m: re.Match[str], end: int, words: CitationWords, known: Set[str]
) -> Reading | None:
    """ "Mastny, V. (1996) The Cold War. New York: Oxford University Press": families and initials first, the
    year behind them."""
    begin = m.end()
    # full stops part title, place and publisher here; the offsets stay
    plain = text[:begin] + re.sub(r"(?<=[\w)\"'?!])\.(?=\s+[^\W\d_a-z])", ",", text[begin:end]) + text[end:]
    found = _full(raw, gather(plain, begin, end, words), words, known, idem=True)
    if found is None:
        return None
    pairs = family_initials(m["names"])
    fields = replace(
        found.fields,
        authors=tuple(family for family, _ in pairs),
        author_names=tuple(f"{given} {family}" for family, given in pairs),
        year=m["year"] or found.fields.year,
    )
    return replace(
        found,
        type="book" if m["year"] and found.type in ("short_title", "other") else found.type,
        fields=fields,
    )


def _full(raw: str, parts: Parts, words: CitationWords, known: Set[str], *, idem: bool) -> Reading | None:
    if not (parts.words or parts.marks or parts.archives or parts.url):
        return None
    # behind "idem" no author stands
    head = (
        Leading((), "", (), (), tuple(parts.words))
        if idem and not parts.imprint.role
        else leading(parts.words, words, known)
    )
    grouped = group(raw, parts, head, words, idem=idem)
    if grouped is None:
        return None
    names, institution = grouped.names, grouped.institution
    authors = tuple(words.names.family_of(n, known) for n in names) or ((institution,) if institution else ())
    if grouped.owner and not authors:
        authors = (words.names.family_of(grouped.owner, known),)
    series_year = parts.imprint.year or parts.year
    doc_date = grouped.doc_date
    year = series_year
    if not year and grouped.type not in ("archival_document", "diary"):
        dated = next((d for d, *_ in parts.dates), "") or (
            doc_date if grouped.type in ("newspaper", "interview", "report") else ""
        )
        year = dated[:4] if grouped.type not in ("published_document",) or grouped.periodical else ""
    if grouped.type in ("archival_document", "diary") and not parts.imprint.place:
        year = ""
    kept = held(raw, parts, words)
    if grouped.type in ("book", "article", "chapter") and parts.archives and not parts.marks and not authors:
        # a holder before an imprint is the body that published
        authors, kept = (kept.archive,), replace(kept, archive="")
    pages = page_numbers(parts.pages)
    tradition = next((t for t in traditions() for m in parts.marks if t.name == m.tradition), None)
    near = next(
        (
            t
            for t in traditions()
            for a in parts.archives
            if (found := archive_of(a.text)) and found.tradition == t.name
        ),
        None,
    )
    sheets = tradition or near
    if (
        sheets is not None
        and sheets.pages == "listy"
        and parts.marks
        and pages
        and not kept.listy
        and grouped.type == "archival_document"
    ):
        kept, pages = replace(kept, listy=pages), ""
    fields = replace(
        kept,
        authors=authors,
        author_names=tuple(names) or authors,
        editors=tuple(dict.fromkeys([*head.editors, *parts.imprint.editors, *grouped.editors])),
        translators=tuple(dict.fromkeys([*head.translators, *parts.imprint.translators])),
        title=grouped.title,
        year=re.sub(r"\s", "", year),
        pages=pages,
        volume=grouped.volume or parts.volume,
        issue=parts.issue,
        container=grouped.container,
        place=tidy(parts.imprint.place),
        publisher=tidy(parts.imprint.publisher),
        edition=parts.edition or parts.imprint.edition,
        doc_kind=grouped.description.kind,
        doc_number=parts.document,
        sender=grouped.description.sender,
        recipient=grouped.description.recipient,
        doc_date=doc_date,
        url=parts.url,
        accessed=parts.imprint.accessed,
    )
    if grouped.archive and not fields.archive:
        fields = replace(fields, archive=grouped.archive)
    several = (
        tuple(parts.dates)
        if len(parts.dates) > 1 and grouped.type in ("archival_document", "newspaper", "diary")
        else ()
    )
    return Reading(grouped.type, fields, _confidence(grouped, fields), several, parts.in_same_place)


def _confidence(grouped: Group, fields: Fields) -> float:
    """How sure the reading is: each part that a citation of its type has counts."""
    value = 0.6
    value += 0.1 * bool(fields.authors or fields.sender or fields.archive)
    value += 0.1 * bool(fields.title)
    value += 0.15 * bool(fields.year or fields.doc_date or fields.shelfmark or fields.fond)
    value += 0.05 * bool(fields.pages or fields.listy or fields.url)
    return round(min(value, 0.98) - 0.15 * (grouped.type == "other"), 2)
