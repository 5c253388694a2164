"""The fields of documents: in an archive, in a government's series, under a symbol, printed in a book."""

from __future__ import annotations

import re
from dataclasses import replace

from regesta.extract.notes.descriptions import Description, describe, kind_of
from regesta.extract.notes.group import Group, first_run
from regesta.extract.notes.kinds.features import CitationFeatures
from regesta.extract.notes.kinds.naming import Series
from regesta.extract.notes.marks import dates_in
from regesta.extract.notes.parts import Parts, Words
from regesta.extract.text.folding import fold, tidy

#: Kinds that a person named before them did not send.
_NOT_SENT = frozenset({"meeting_record", "interview", "diary", "resolution"})
#: A title that ends with a span of years is a series', which nobody sent.
_SERIES = re.compile(r"\b1[5-9]\d\d\s?-\s?(?:1[5-9])?\d\d$")


def published_document_fields(f: CitationFeatures) -> Group:
    """The document as title, what prints it as container."""
    if f.series is not None:
        return _in_series(f, f.series)
    if f.contained_at is not None:
        return _contained(f, f.contained_at)
    if f.document_behind_volume and f.volume_of_work:
        before, after = f.around_volume
        return replace(_document(f, f.line(after)), container=f.line(before))
    if f.edition_known and f.head_kind and not f.symbol:
        return replace(
            _document(f, f.line(f.document_head)),
            container=f.line(f.rest[len(f.document_head) :]),
            description=f.head_description,
        )
    title, day = f.dated(f.text) if f.symbol else f.opening_title
    return replace(
        f.base, type="published_document", title=title, doc_date=day, description=f.described(title)
    )


def _document(f: CitationFeatures, words: str) -> Group:
    title, day = f.dated(words)
    return replace(
        f.base, type="published_document", title=title, doc_date=day, description=f.described(words)
    )


def _contained(f: CitationFeatures, at: int) -> Group:
    """A document "in" a book, which may have editors; the document's own year behind the book's title is part
    of it: "2 September 1861, in Message, 1861"."""
    document, container = _document(f, f.line(f.rest[:at])), f.container_of_chapter
    if f.parts.year and not f.press and document.doc_date.startswith(f.parts.year):
        container = f"{container}, {f.parts.year}"
    return replace(document, container=container, editors=f.editors_of_container)


def _in_series(f: CitationFeatures, series: Series) -> Group:
    """A document in a government's printed series; the series is the container."""
    periodical = bool(f.patterns.bulletin.search(series.name))
    before, institution = _issuers(f, series)
    parts = _numbered_in_volume(f.parts, series.year, periodical=periodical)
    quoted = () if before else tuple(w for w in series.after if w.quoted)
    named = before or quoted or series.after
    title = f.line(named)
    container = series.name
    further = [w for w in series.after if w not in named]
    if further:
        container = f"{series.name}, {f.line(further)}"
    title, day = f.dated(title)
    if periodical and not title:
        title, container = container, ""
    return replace(
        f.base,
        type="published_document",
        institution=institution,
        title=title,
        container=tidy(container),
        description=f.described(title),
        doc_date=day,
        periodical=periodical,
        parts=parts,
    )


def _issuers(f: CitationFeatures, series: Series) -> tuple[tuple[Words, ...], str]:
    """The words before a series without the bodies among them, and the body that wrote: the first stretch,
    where no author stands before it. The last stretch may be the body that issues the series."""
    before, institution = series.before, series.institution

    def is_body(w: Words) -> bool:
        return f.words.names.is_institution(w.text) and not kind_of(w.text, f.words)

    if before and not (institution or f.names) and is_body(before[0]):
        before, institution = before[1:], tidy(before[0].text)
    if len(before) > 1 and is_body(before[-1]):
        before = before[:-1]
    return before, institution


def _numbered_in_volume(parts: Parts, year: str, *, periodical: bool) -> Parts:
    """The parts with the year behind a series' name; a number is the document's, unless a periodical has
    it."""
    if year:
        parts = replace(parts, year=parts.year or year)
    if parts.issue and not periodical and not parts.document:
        parts = replace(parts, document=parts.issue, issue="")
    return parts


def archival_document_fields(f: CitationFeatures) -> Group:
    """A document in an archive: by its shelfmark, its archive's name, or its description alone."""
    if f.kept:
        return _kept(f, f.rest)
    if f.holder is not None and not f.no_words:
        holder = f.holder
        kept = _kept(f, tuple(w for w in f.rest if w.first < holder.first))
        return replace(kept, archive=tidy(holder.text))
    title, day = f.opening_title
    archive = ""
    if f.body_holds:
        archive = tidy(f.patterns.leading_article.sub("", f.institution))
    return replace(
        f.base,
        type="archival_document",
        title=title,
        institution="" if archive else f.institution,
        archive=archive,
        description=f.described(title),
        doc_date=day,
    )


def _kept(f: CitationFeatures, rest: tuple[Words, ...]) -> Group:
    """An archival document whose archive, shelfmark or collection is named."""
    archive, institution, parts = _archive_named(f)
    items = [w for w in rest if w not in f.collections and w.text != archive]
    shown = _described(f, items)
    title, day = f.dated(f.line(shown))
    described = Description() if _SERIES.search(fold(title)) else describe(title, f.words)
    description = _with_writer(f, described, quoted=bool(shown) and shown[0].quoted)
    if len(shown) > 1 and shown[0].quoted:
        # a paper's own title in quotation marks; what it is stands behind
        title = f.line(shown[:1])
    return replace(
        f.base,
        type="archival_document",
        title=title,
        institution=institution,
        container=f.line([w for w in rest if w in f.collections]),
        archive=archive,
        description=description,
        doc_date=day,
        parts=parts,
    )


def _with_writer(f: CitationFeatures, description: Description, *, quoted: bool) -> Description:
    """A description with the writer who is named alone before it; a title in quotation marks that names no
    kind describes nothing."""
    if quoted and not description.kind:
        return Description()
    unsigned = description.kind and not description.sender and description.kind not in _NOT_SENT
    return replace(description, sender=f.names[0]) if unsigned and len(f.names) == 1 else description


def _archive_named(f: CitationFeatures) -> tuple[str, str, Parts]:
    """The archive that stands where a publisher or a body would, the body left, and the parts without what
    was taken."""
    parts = f.parts
    if not parts.archives and parts.imprint.publisher:
        bare = replace(parts, imprint=replace(parts.imprint, publisher=""))
        return tidy(parts.imprint.publisher), f.institution, bare
    if not parts.archives and f.shelfmark and f.acronym_before_collection:
        return f.acronym_before_collection, f.institution, parts
    if not parts.archives and f.body_holds:
        return tidy(f.institution), "", parts
    return "", f.institution, parts


def _described(f: CitationFeatures, items: list[Words]) -> list[Words]:
    """The stretch that describes the document, among others that name series and bureaus: the first with a
    sender, a recipient or a kind."""
    runs: list[list[Words]] = []
    rest = items
    while rest:
        runs.append(first_run(rest))
        rest = rest[len(runs[-1]) :]
    for run in runs:
        if len(run) > 1 and _ends_with_day(f, run[0]):
            first = f.described(f.line(run[:1]))
            if first.sender and first.recipient:
                # its date ends a description, comma or not
                return run[:1]
        found = f.described(f.line(run))
        if found.sender or found.recipient or found.kind:
            return run
    return runs[0] if runs else []


def _ends_with_day(f: CitationFeatures, w: Words) -> bool:
    """Whether a stretch ends with a full day."""
    dates = dates_in(w.text, f.words)
    return bool(dates) and dates[-1].end >= len(w.text.rstrip(" .")) and dates[-1].edtf.count("-") == 2
