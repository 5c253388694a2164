"""Rules between the notes and the bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from regesta.extract.audit.case import Case
from regesta.extract.audit.differing import differences, series_alike
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.audit.works import same_works
from regesta.extract.notes.bibliography import Entry
from regesta.extract.notes.likeness import short_name, surname_likeness, title_likeness
from regesta.extract.record import Citation, Source, Span

#: Below this many entries a document has no bibliography to compare with.
LEAST = 10
_WORKS = frozenset({"book", "article", "chapter", "working_paper", "thesis"})


@rule("cited-not-listed", "A work is cited and is not in the bibliography.")
def cited_not_listed(case: Case) -> Iterator[Finding]:
    """Works always; documents only where the bibliography lists documents one by one. Other entries of the
    author stand as second places."""
    if len(case.entries) < LEAST:
        return
    cited = [s for s in case.sources.values() if s.cited_by]
    alike = {span for a, b, _ in same_works(case) for span in (a, b)}
    listing = {kind for kind in {s.type for s in cited} if _lists(case, kind, cited)}
    for source in cited:
        if source.id in case.listed or source.in_bibliography or source.type not in _WORKS | listing:
            continue
        first = next(
            (c for c in case.by_source[source.id] if c.type not in ("ibid", "short_title", "other")), None
        )
        if first is None or (
            source.type not in _WORKS and not (source.fields.title and source.fields.doc_date)
        ):
            continue
        if _covered(case, source) or first.span in alike:
            continue
        near = _of_author(case, source)
        more = (
            f"; the bibliography lists by the author: {'; '.join(e.reading.fields.title for e in near)}"
            if near
            else ""
        )
        yield Finding(
            (first.span, *(e.span for e in near)),
            f"not in the bibliography: {source.label}{more}",
            0.8 if source.type in _WORKS else 0.6,
        )


def _lists(case: Case, kind: str, cited: list[Source]) -> bool:
    """Whether the bibliography lists sources of a kind one by one: at least a third of those cited."""
    of_kind = [s for s in cited if s.type == kind and s.fields.doc_date]
    return len(of_kind) >= 5 and sum(s.id in case.listed for s in of_kind) * 3 >= len(of_kind)


def _covered(case: Case, source: Source) -> bool:
    """Whether an entry names the series, file or collected volume that the source is part of."""
    f = source.fields
    for e in case.entries:
        g, entry = e.reading.fields, case.quoted((e.span,))
        if (
            source.type == "published_document"
            and f.container
            and series_alike(f.container, g.container or g.title, case.said)
            and (not f.volume or not g.volume or f.volume == g.volume)
        ):
            return True
        if (
            source.type in ("published_document", "diary", "newspaper")
            and f.container
            and title_likeness(f.container, g.title or g.container, case.alike) >= 0.9
            and not g.doc_date
        ):
            return True
        same_day = not (f.doc_date and g.doc_date and f.doc_date != g.doc_date)
        if (
            f.title
            and g.title
            and same_day
            and (not f.authors or not g.authors)
            and title_likeness(f.title, g.title, case.alike) >= 0.93
        ):
            return True
        if (
            f.title
            and not f.authors
            and len(f.title.split()) <= 2
            and len(f.title) > 5
            and re.search(rf"\b{re.escape(f.title)}\b", entry)
        ):
            return True
        named = re.sub(r"(?:,\s*(?:idem|eadem))?[\s.,]*$", "", f.title)
        if len(named.split()) >= 3 and named != f.title and named.casefold() in entry.casefold():
            # "The Last Testament, idem": part of an entry of two volumes
            return True
        if len(f.title) > 30 and f.title.casefold()[:40] in entry.casefold():
            return True
    return False


def _of_author(case: Case, source: Source) -> list[Entry]:
    """At most three other entries by an author of the source."""
    out = [
        e
        for e in case.entries
        if any(
            surname_likeness(a, b, case.alike) >= 0.95
            for a in source.fields.authors
            for b in e.reading.fields.authors
        )
    ]
    same = [
        e
        for e in out
        if any(
            short_name(n, case.alike) & short_name(m, case.alike)
            for n in source.fields.author_names
            for m in e.reading.fields.author_names
        )
    ]
    return (same or [])[:3]


@rule("listed-not-cited", "An entry of the bibliography is cited nowhere.", "note")
def listed_not_cited(case: Case) -> Iterator[Finding]:
    """No citation was found to be of this entry."""
    if len(case.entries) < LEAST or len(case.citations) < LEAST:
        return
    seen = {e.span for listed in case.listed.values() for e in listed} | {
        span for a, b, _ in same_works(case) for span in (a, b)
    }
    for e in case.unmatched:
        if (
            e.span not in seen
            and e.reading.type != "other"
            and (e.reading.fields.title or e.reading.fields.container)
            and not _mentioned(case, e)
        ):
            seen.add(e.span)
            yield Finding(
                (e.span,), f"cited nowhere: {e.reading.fields.title or e.reading.fields.container}", 0.65
            )


def _mentioned(case: Case, e: Entry) -> bool:
    """Whether some citation may be of the entry after all: like title, or a series that is cited document by
    document."""
    f = e.reading.fields
    text = " ".join(case.text[e.span[0] : e.span[1]].split())
    if (
        not f.doc_date
        and (
            f.units
            or f.archive
            or re.search(
                r"\b(?:Archives?|Papers|Library|Collection|Nachlass|Fonds?|Record Office)\b", text[:90]
            )
        )
        and not f.year
    ):
        # a fond, a collection: cited document by document
        return True
    series = e.reading.type == "published_document" and (f.container or f.title)
    if series and any(
        c.fields.container
        and series_alike(c.fields.container, series, case.said)
        and (not f.volume or not c.fields.volume or f.volume == c.fields.volume)
        for c in case.citations
    ):
        return True
    return any(
        (f.title and c.fields.title and title_likeness(f.title, c.fields.title, case.alike) >= 0.8)
        or (
            f.title and c.fields.container and title_likeness(f.title, c.fields.container, case.alike) >= 0.85
        )
        or (f.container and not f.title and c.fields.container == f.container)
        for c in case.citations
    )


@rule(
    "differs-from-bibliography",
    "Author, title, year, place, publisher or holding differ between a citation and its entry.",
)
def differs_from_bibliography(case: Case) -> Iterator[Finding]:
    """One finding per way of differing, with every citation that differs so; the first citation of the work
    stands with them when it agrees with the entry."""
    for used, entries in case.listed.items():
        ways: dict[tuple[str, ...], list[Span]] = {}
        for c in case.by_source[used]:
            if c.type == "ibid":
                continue
            against = [
                differences(c.fields, e.reading.fields, case, short=c.type == "short_title") for e in entries
            ]
            if not against or not all(against):
                continue
            best = min(against, key=len)
            e = entries[against.index(best)]
            if not _fair(c, e):
                continue
            if tuple(best) in ways:
                ways[tuple(best)].append(c.span)
                continue
            apart = [
                x.span
                for x, said in zip(entries, against, strict=True)
                if x is not e and any(d.startswith("author") for d in best) and said
            ]
            ways[tuple(best)] = [c.span, e.span, *apart, *_first(case.by_source[used], c, best, case)]
        for way, spans in ways.items():
            yield Finding(tuple(spans), "differs from the bibliography: " + "; ".join(way), 0.8)


def _first(cited: Sequence[Citation], c: Citation, best: Sequence[str], case: Case) -> list[Span]:
    """The first full citation of the work, when the citation differs from it as from the entry."""
    full = [x for x in cited[:1] if x.id != c.id and x.type not in ("ibid", "short_title", "other")]
    return [
        x.span
        for x in full
        if set(best) & set(differences(c.fields, x.fields, case, short=c.type == "short_title"))
    ]


def _fair(c: Citation, e: Entry) -> bool:
    return bool(c.fields.title or c.fields.archive) and bool(
        e.reading.fields.title or e.reading.fields.archive
    )
