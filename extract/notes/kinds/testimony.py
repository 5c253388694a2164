"""The fields of what people said, noted or reported: interviews, diaries, reports."""

from __future__ import annotations

from dataclasses import replace

from regesta.extract.notes.descriptions import Description
from regesta.extract.notes.group import Dated, Group, undated
from regesta.extract.notes.kinds.documents import archival_document_fields
from regesta.extract.notes.kinds.features import CitationFeatures
from regesta.extract.notes.kinds.naming import Paper
from regesta.extract.notes.kinds.press import is_newspaper
from regesta.extract.notes.kinds.works import volume_of_report_fields
from regesta.extract.notes.marks import dates_in
from regesta.extract.text.folding import fold, tidy


def interview_fields(f: CitationFeatures) -> Group:
    """The words as title; the newspaper, or what stands before the word for an interview, as container."""
    if f.interview_in_paper and f.paper is not None and f.paper_day:
        return _in_paper(f, f.paper)
    if f.shelfmark and (f.publisher or f.url_first or f.volume):
        return replace(archival_document_fields(f), type="interview")
    return _interviewed(f)


def _interviewed(f: CitationFeatures) -> Group:
    """The words as title; as container the body where it is a newspaper, else what stands before the word."""
    title, day = f.dated(f.text)
    own = replace(f.base, type="interview", title=title, description=Description("interview"), doc_date=day)
    at = f.interview_at or 0
    if at > 0 and not f.names:
        return replace(own, container=f.line(f.rest[:at]), title=f.line(f.rest[at:]))
    if f.institution and is_newspaper(f.institution, f.words):
        return replace(own, container=f.institution, institution="")
    return own


def _in_paper(f: CitationFeatures, paper: Paper) -> Group:
    """An interview that a newspaper printed."""
    title = f.line(paper.items)
    return replace(
        f.base,
        type="interview",
        title=title,
        names=paper.names,
        institution=paper.institution,
        container=tidy(paper.name),
        doc_date=f.paper_day,
        description=f.described(title),
        parts=replace(f.parts, dates=list(f.paper_dates)),
    )


def diary_fields(f: CitationFeatures) -> Group:
    """A diary's entry, unpublished or cited by its day; its owner is its author."""
    items = f.rest[f.diary_at or 0 :]
    title, day = f.dated(f.line(items))
    bare = undated(title, f.words)
    owner = f.patterns.diary_owner.match(fold(bare))
    inner: list[Dated] = [
        (d.edtf, w.start + d.start, w.start + d.end)
        for w in items
        for d in dates_in(w.text, f.words)
        if d.edtf.count("-") == 2
    ]
    own = f.parts.dates
    dates = [d for d in inner if not own or d[1] < own[0][1]] + own
    return replace(
        f.base,
        type="diary",
        title=bare,
        owner=owner["o"] if owner else "",
        description=Description("diary"),
        doc_date=dates[0][0] if dates else day,
        parts=replace(f.parts, dates=dates),
    )


def report_fields(f: CitationFeatures) -> Group:
    """A numbered or dated paper of a body that issues them, or a report in volumes."""
    if f.volume_of_work and f.volume_of_report:
        return volume_of_report_fields(f)
    title, day = f.dated(f.text)
    description = f.described(title)
    return replace(
        f.base,
        type="report",
        title=title,
        description=replace(description, kind=description.kind or "report"),
        doc_date=day,
        periodical=True,
    )
