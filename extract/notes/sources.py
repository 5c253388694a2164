"""A source made of the citations that cite it: its fields from the fullest, its holdings from all, its
label."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields as fields_of
from dataclasses import replace

from regesta.extract.notes.archive_names import archive_label
from regesta.extract.notes.bibliography import Entry
from regesta.extract.notes.classification import classify, evidence_grade
from regesta.extract.record import Citation, CitationType, Fields, Holding, Source
from regesta.extract.text.languages import ENGLISH, LanguagePack
from regesta.extract.text.lexicon import CitationWords, citation_words

#: How sure an entry of the bibliography that nothing cites is to be a source.
LISTED_CONFIDENCE = 0.9
#: Types of which the pages belong to the source, not to the place cited.
_PAGED: frozenset[str] = frozenset({"article", "chapter", "published_document"})
#: Fields that are one shelfmark: taken together from one reading, or not at all.
_SHELFMARK = ("archive", "fond", "opis", "delo", "listy", "units", "shelfmark", "record_group")
#: Types dated by the day of the document rather than the year of its print.
_DATED: frozenset[str] = frozenset(
    {"archival_document", "newspaper", "diary", "interview", "report", "published_document"}
)
#: Levels that name nothing outside their archive.
_NAMELESS = frozenset({"paper", "symbol"})
Path = tuple[tuple[str, str], ...]


def source_of(
    document: str,
    used: str,
    cited: Sequence[Citation],
    listed: Sequence[Entry],
    inherited: Fields | None,
    proposer: str,
    pack: LanguagePack = ENGLISH,
    called: Callable[[str], str] = archive_label,
) -> Source:
    """The source `used` of a document (its id) out of its citations and bibliography entries; `inherited`
    fills what a lone Ibid. leaves out; `called`: what an archive is called, by its name as written."""
    readings: list[tuple[CitationType, Fields]] = [(c.type, c.fields) for c in cited if c.type != "ibid"]
    readings += [(e.reading.type, e.reading.fields) for e in listed]
    kind, merged = _merged(readings, cited, inherited)
    kept = _of_the_whole(kind, merged, readings)
    roles, language = classify(kind, kept, listed, pack)
    if language and not kept.language:
        kept = replace(kept, language=language)
    return Source(
        id=used,
        document=document,
        type=kind,
        fields=kept,
        cited_by=tuple(c.id for c in cited),
        held_in=holdings([f for _, f in readings] or [merged], called),
        in_bibliography=listed[0].span if listed else None,
        label=label(kind, kept, citation_words(pack)),
        roles=roles,
        grade=evidence_grade(kind, roles, kept),
        confidence=max((c.confidence for c in cited), default=LISTED_CONFIDENCE),
        proposer=proposer,
    )


def _merged(
    readings: Sequence[tuple[CitationType, Fields]], cited: Sequence[Citation], inherited: Fields | None
) -> tuple[CitationType, Fields]:
    """Type and fields of the fullest reading, with what it lacks from the others."""
    kind, best = _fullest(readings) if readings else ("other", cited[0].fields if cited else Fields())
    if inherited is not None and cited:
        kind, best = as_cited(cited[0].fields, inherited)
    for _, other in readings:
        best = _over(best, other)
    return kind, best


def _of_the_whole(
    kind: CitationType, merged: Fields, readings: Sequence[tuple[CitationType, Fields]]
) -> Fields:
    """The fields without those of a place cited: its pages, its sheets (unless all cite the same), the day of
    access. An article's pages are its own."""
    pages = merged.pages if kind in _PAGED else ""
    sheets = {f.listy for _, f in readings if f.listy}
    return replace(merged, pages=pages, listy=merged.listy if len(sheets) == 1 else "", accessed="")


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
    kept: set[str] = set()
    if one.units or one.fond or one.shelfmark:
        kept.update(_SHELFMARK)
    if one.year or one.doc_date:
        kept.add("year")
    if one.title and other.title != one.title:
        kept.add("container")
    names = (x.name for x in fields_of(one) if x.name not in kept and not getattr(one, x.name))
    return replace(one, **{name: getattr(other, name) for name in names})


def holdings(readings: Sequence[Fields], called: Callable[[str], str] = archive_label) -> tuple[Holding, ...]:
    """Where a source is kept: each archive with the fullest path of units that any citation gives, outermost
    unit first."""
    out = [h for name, paths in _paths(readings, called).items() for h in _distinct(name, paths)]
    # the holding that says where exactly comes first; one without an archive only where no other has its path
    named = sorted((h for h in out if h.archive), key=lambda h: not h.path)
    known = {h.path for h in named}
    return (*named, *(h for h in out if not h.archive and h.path not in known))


def _paths(readings: Sequence[Fields], called: Callable[[str], str]) -> dict[str, list[Path]]:
    """The paths of units that readings give, down to the file, by archive; () for an archive without one."""
    found: dict[str, list[Path]] = {}
    for copy in dict.fromkeys(f.copy_in for f in readings if f.copy_in):
        found.setdefault(called(copy), []).append(())
    for f in readings:
        path = tuple(u for u in f.units if u[0] not in ("list", "folio"))
        if f.archive or (path and path[0][0] not in _NAMELESS):
            found.setdefault(called(f.archive), []).append(path)
    return found


def _distinct(name: str, paths: Sequence[Path]) -> list[Holding]:
    """A holding for each path of an archive that is no part of another; one without a path when there is
    none."""
    distinct = [p for p in dict.fromkeys(paths) if p and not any(q != p and set(p) < set(q) for q in paths)]
    return [Holding(archive=name, path=p) for p in distinct] or [Holding(archive=name)]


def label(kind: CitationType, f: Fields, words: CitationWords) -> str:
    """A line that names a source to a reader: "Kyle, Suez (1991)"; "Stalin to Shtykov, telegram,
    1950-01-30"."""
    if f.sender and f.recipient:
        pair = f"{f.sender} {words.entries('label_recipient')[0]} {f.recipient}"
        return _listed(pair, f.doc_kind.replace("_", " "), f.doc_date)
    head = _listed(_who(f, words), _what(kind, f))
    day = f.doc_date if kind in _DATED and f.doc_date else f.year
    return f"{head} ({day})" if day and day not in head else head


def _who(f: Fields, words: CitationWords) -> str:
    """The first two authors, "et al." for the others; for want of authors the editors, said to be such."""
    names = f.authors or tuple(words.names.family_of(n) for n in f.editors)
    others = f" {words.entries('label_others')[0]}" if len(names) > 2 else ""
    who = f" {words.entries('conjunctions')[0]} ".join(names[:2]) + others
    if names and not f.authors:
        one, several = words.entries("label_editors")
        return f"{who} ({one if len(names) == 1 else several})"
    return who


def _what(kind: CitationType, f: Fields) -> str:
    """What a source is called: its title, else what it stands in, its shelfmark, its address, its units."""
    if kind == "newspaper" and f.container and f.title:
        return f"{f.title}, {f.container}"
    units = _listed(f.archive, *(f"{level} {number}" for level, number in f.units))
    return f.title or f.container or (f.shelfmark and _listed(f.archive, f.shelfmark)) or f.url or units


def _listed(*parts: str) -> str:
    return ", ".join(p for p in parts if p)
