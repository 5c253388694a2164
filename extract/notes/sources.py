"""A source made of the citations that cite it: its fields from the fullest, its holdings from all, its
label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields as fields_of
from dataclasses import replace

from regesta.extract.notes.bibliography import Entry
from regesta.extract.notes.classification import classify, evidence_grade
from regesta.extract.record import Citation, CitationType, Fields, Holding, Source
from regesta.extract.text.languages import ENGLISH, LanguagePack
from regesta.extract.text.shelfmarks import archive_of


def source_of(
    document: str,
    used: str,
    cited: Sequence[Citation],
    listed: Sequence[Entry],
    inherited: Fields | None,
    proposer: str,
    pack: LanguagePack = ENGLISH,
) -> Source:
    """The source `used` of a document (its id) out of its citations and bibliography entries; `inherited`
    fills what a lone Ibid. leaves out."""
    readings = [(c.type, c.fields) for c in cited if c.type != "ibid"] + [
        (e.reading.type, e.reading.fields) for e in listed
    ]
    kind, best = _fullest(readings) if readings else ("other", cited[0].fields if cited else Fields())
    if inherited is not None and cited:
        kind, best = as_cited(cited[0].fields, inherited)
    for _, other in readings:
        best = _over(best, other)
    pages = best.pages if kind in ("article", "chapter", "published_document") else ""
    # pages, sheets and the day of access belong to the place cited
    kept = replace(best, pages=pages, listy="", accessed="")
    if len({f.listy for _, f in readings if f.listy}) == 1:
        kept = replace(kept, listy=best.listy)
    roles, language = classify(kind, kept, listed, pack)
    if language and not kept.language:
        kept = replace(kept, language=language)
    confidence = max((c.confidence for c in cited), default=0.9)
    return Source(
        id=used,
        document=document,
        type=kind,
        fields=kept,
        cited_by=tuple(c.id for c in cited),
        held_in=holdings([f for _, f in readings] or [best]),
        in_bibliography=listed[0].span if listed else None,
        label=label(kind, kept),
        roles=roles,
        grade=evidence_grade(kind, roles, kept),
        confidence=confidence,
        proposer=proposer,
    )


def as_cited(own: Fields, series: Fields) -> tuple[CitationType, Fields]:
    """Type and fields of an Ibid. with a document of its own, what it leaves out taken from the citation it
    points to."""
    lent = replace(series, listy="", pages="")
    if own.title:
        lent = replace(lent, doc_date="", sender="", recipient="", doc_kind="")
    kind: CitationType = (
        "archival_document"
        if series.archive or series.fond
        else ("diary" if series.doc_kind == "diary" else "published_document")
    )
    return kind, _over(own, lent)


def _fullest(readings: Sequence[tuple[CitationType, Fields]]) -> tuple[CitationType, Fields]:
    """The reading with most fields, full types before short forms, the earliest of equals."""

    def weight(reading: tuple[CitationType, Fields]) -> tuple[bool, int]:
        kind, f = reading
        return kind not in ("short_title", "other"), sum(bool(getattr(f, x.name)) for x in fields_of(f))

    best = max(readings, key=weight)
    full = [r for r in readings if weight(r) == weight(best)]
    kind = full[0][0]
    return ("other" if kind == "short_title" else kind), full[0][1]


def _over(one: Fields, other: Fields) -> Fields:
    """The first with what it lacks from the second, except numbers that belong together."""
    missing = {
        x.name: getattr(other, x.name)
        for x in fields_of(one)
        if not getattr(one, x.name) and getattr(other, x.name)
    }
    if one.units or one.fond or one.shelfmark:
        missing = {
            k: v
            for k, v in missing.items()
            if k not in ("archive", "fond", "opis", "delo", "listy", "units", "shelfmark", "record_group")
        }
    if one.year or one.doc_date:
        missing.pop("year", None)
    if one.title:
        missing.pop("container", None) if other.title != one.title else None
    return replace(one, **missing)


def holdings(readings: Sequence[Fields]) -> tuple[Holding, ...]:
    """Where a source is kept: each archive with the fullest path of units that any citation gives, outermost
    unit first."""
    found: dict[str, list[tuple[tuple[str, str], ...]]] = {}
    for copy in dict.fromkeys(f.copy_in for f in readings if f.copy_in):
        known = archive_of(copy)
        found.setdefault(known.label if known else copy, []).append(())
    for f in readings:
        if not (f.archive or f.units):
            continue
        archive = archive_of(f.archive) if f.archive else None
        name = archive.label if archive else f.archive
        path = tuple(u for u in f.units if u[0] not in ("list", "folio")) if f.archive or f.units else ()
        if not name and (not path or path[0][0] in ("paper", "symbol")):
            continue
        found.setdefault(name, []).append(path)
    out: list[Holding] = []
    for name, paths in found.items():
        distinct = [
            p for p in dict.fromkeys(paths) if p and not any(q != p and set(p) < set(q) for q in paths)
        ]
        out += [Holding(archive=name, path=p) for p in distinct] or [Holding(archive=name)]
    # the holding that says where exactly comes first
    named = sorted((h for h in out if h.archive), key=lambda h: not h.path)
    return tuple(named + [h for h in out if not h.archive and h.path not in [n.path for n in named]])


def label(kind: CitationType, f: Fields) -> str:
    """A line that names a source to a reader: "Kyle, Suez (1991)"; "Stalin to Shtykov, telegram,
    1950-01-30"."""
    if f.sender and f.recipient:
        return ", ".join(
            p for p in (f"{f.sender} to {f.recipient}", f.doc_kind.replace("_", " "), f.doc_date) if p
        )
    who = " and ".join(f.authors[:2]) + (" et al." if len(f.authors) > 2 else "")
    what = (
        f.title
        or f.container
        or f.shelfmark
        or f.url
        or ", ".join(p for p in (f.archive, *(f"{level} {number}" for level, number in f.units)) if p)
    )
    day = (
        f.doc_date
        if kind in ("archival_document", "newspaper", "diary", "interview", "report", "published_document")
        and f.doc_date
        else f.year
    )
    if kind == "newspaper" and f.container and f.title:
        what = f"{f.title}, {f.container}"
    head = ", ".join(p for p in (who, what) if p)
    return f"{head} ({day})" if day and day not in head else head
