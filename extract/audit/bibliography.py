"""Rules between the notes and the bibliography."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set

from regesta.extract.audit.case import Case, is_day
from regesta.extract.audit.differing import Difference, differences, series_alike
from regesta.extract.audit.doubting import read_in, surest
from regesta.extract.audit.levels import levels
from regesta.extract.audit.listing import is_cited_by_date, of_uncited, of_unlisted
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.audit.sureness import has_sure_authors, is_mentioned, is_title
from regesta.extract.audit.works import same_works
from regesta.extract.notes.bibliography import Entry
from regesta.extract.notes.likeness import short_name, surname_likeness, title_likeness
from regesta.extract.record import Citation, Fields, Source, Span

#: The levels of audit.toml for these rules; what each is stands there.
LEVELS = levels("bibliography")
#: Entries of an author that are given beside a work not listed.
MOST = 3
_WORKS = frozenset({"book", "article", "chapter", "working_paper", "thesis"})


@rule("cited-not-listed", "A work is cited and is not in the bibliography.")
def cited_not_listed(case: Case) -> Iterator[Finding]:
    """Works always; documents only where the bibliography lists documents one by one. Other entries of the
    author stand as second places."""
    if len(case.entries) < LEVELS["least"]:
        return
    alike = _perhaps_one(case)
    listing = (_WORKS & {e.reading.type for e in case.entries}) | _kinds_listed(case)
    for source in case.sources.values():
        first = _first_full(case, source)
        if first is None or first.span in alike or not _should_be_listed(source, listing, case):
            continue
        if not _is_surely_unlisted(source, case):
            continue
        near = _of_author(case, source)
        titles = "; ".join(e.reading.fields.title for e in near)
        more = f"; the bibliography lists by the author: {titles}" if near else ""
        yield Finding(
            (first.span, *(e.span for e in near)),
            f"not in the bibliography: {source.label}{more}",
            "" if source.type in _WORKS else "document",
            tuple(of_unlisted(source, first, case)),
        )


def _is_surely_unlisted(source: Source, case: Case) -> bool:
    """Whether a work's reading is sure, and the bibliography has its title in no entry, read or not."""
    f = source.fields
    if source.type in _WORKS:
        if not is_title(f.title, case.said) or not has_sure_authors(f, case):
            return False
        if not (f.year or f.place or f.publisher) or is_day(f.doc_date):
            # of a day, as newspapers are
            return False
    return not is_mentioned(f.title, _stretches(case), case)


def _stretches(case: Case) -> list[Span]:
    """The places of the bibliography, what lies between near entries with them: an entry may be cut short."""
    out: list[Span] = []
    for a, b in sorted(e.span for e in case.document.bibliography):
        if out and a - out[-1][1] <= LEVELS["between"]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return [(a, b + LEVELS["between"]) for a, b in out]


def _perhaps_one(case: Case) -> set[Span]:
    """The places of works that may be one with another."""
    return {span for a, b, _ in same_works(case) for span in (a, b)}


def _first_full(case: Case, source: Source) -> Citation | None:
    full = (c for c in case.by_source[source.id] if c.type not in ("ibid", "short_title", "other"))
    return next(full, None)


def _should_be_listed(source: Source, kinds: Set[str], case: Case) -> bool:
    """Whether a source is of a kind the bibliography lists one by one, and neither it nor a whole that covers
    it is listed."""
    if source.id in case.listed or source.in_bibliography or source.type not in kinds:
        return False
    told = source.type in _WORKS or (source.fields.title and source.fields.doc_date)
    return bool(told) and not _covered(case, source)


def _kinds_listed(case: Case) -> set[str]:
    """The kinds of dated sources that the bibliography lists one by one: at least a third of those cited."""
    dated = [s for s in case.sources.values() if s.cited_by and s.fields.doc_date]
    cited = Counter(s.type for s in dated)
    listed = Counter(s.type for s in dated if s.id in case.listed)
    return {
        kind
        for kind, times in cited.items()
        if times >= LEVELS["series"] and listed[kind] * LEVELS["third"] >= times
    }


def _covered(case: Case, source: Source) -> bool:
    """Whether an entry names the series, file or collected volume that the source is part of."""
    return any(covers(source, e, case) for e in case.entries for covers in COVERS)


def same_series(source: Source, e: Entry, case: Case) -> bool:
    """A printed document, where the entry is of its series (and of its volume, when it names one)."""
    f, g = source.fields, e.reading.fields
    if source.type != "published_document" or not f.container:
        return False
    return series_alike(f.container, g.container or g.title, case.said) and _one_volume(f, g)


def undated_container(source: Source, e: Entry, case: Case) -> bool:
    """A document, an issue, an entry of a diary, where the undated entry is what it stands in."""
    f, g = source.fields, e.reading.fields
    if source.type not in ("published_document", "diary", "newspaper") or not f.container or g.doc_date:
        return False
    return bool(title_likeness(f.container, g.title or g.container, case.alike) >= LEVELS["same_container"])


def same_title(source: Source, e: Entry, case: Case) -> bool:
    """The same title, where one of the two names no author, and not two days."""
    f, g = source.fields, e.reading.fields
    if (f.authors and g.authors) or (f.doc_date and g.doc_date and f.doc_date != g.doc_date):
        return False
    return bool(f.title and g.title) and title_likeness(f.title, g.title, case.alike) >= LEVELS["same_title"]


def short_name_in_entry(source: Source, e: Entry, case: Case) -> bool:
    """A source known by a name of a word or two that stands in the entry."""
    title = source.fields.title
    if source.fields.authors or len(title) <= LEVELS["short_name"] or len(title.split()) > 2:
        return False
    return re.search(rf"\b{re.escape(title)}\b", case.quoted((e.span,))) is not None


def one_of_two_volumes(source: Source, e: Entry, case: Case) -> bool:
    """ "The Last Testament, idem": part of an entry of two volumes."""
    title = source.fields.title
    named = case.said.of_the_same.sub("", title)
    if len(named.split()) < 3 or named == title:
        return False
    return named.casefold() in case.quoted((e.span,)).casefold()


def long_title_in_entry(source: Source, e: Entry, case: Case) -> bool:
    """A long title whose beginning stands in the entry."""
    title = source.fields.title.casefold()
    return (
        len(title) > LEVELS["long_title"]
        and title[: LEVELS["beginning"]] in case.quoted((e.span,)).casefold()
    )


#: Ways in which an entry may cover a source that is not listed itself.
COVERS: tuple[Callable[[Source, Entry, Case], bool], ...] = (
    same_series,
    undated_container,
    same_title,
    short_name_in_entry,
    one_of_two_volumes,
    long_title_in_entry,
)


def _one_volume(f: Fields, g: Fields) -> bool:
    return not f.volume or not g.volume or f.volume == g.volume


def _of_author(case: Case, source: Source) -> list[Entry]:
    """At most three other entries by an author of the source."""
    return [e for e in case.entries if _shares_author(source.fields, e.reading.fields, case)][:MOST]


def _shares_author(f: Fields, g: Fields, case: Case) -> bool:
    """Whether two works share a family name and, of full names, a word."""
    if not any(
        surname_likeness(a, b, case.alike) >= LEVELS["same_author"] for a in f.authors for b in g.authors
    ):
        return False
    return any(
        short_name(n, case.alike) & short_name(m, case.alike) for n in f.author_names for m in g.author_names
    )


@rule("listed-not-cited", "An entry of the bibliography is cited nowhere.", "note")
def listed_not_cited(case: Case) -> Iterator[Finding]:
    """No citation was found to be of this entry."""
    if len(case.entries) < LEVELS["least"] or len(case.citations) < LEVELS["least"]:
        return
    uncited = list(_uncited(case))
    for e, named in uncited:
        evidence = tuple(of_uncited(e, len(uncited), case))
        yield Finding((e.span,), f"cited nowhere: {named}", evidence=evidence)


def _uncited(case: Case) -> Iterator[tuple[Entry, str]]:
    """The entries that nothing cites, each with its title or what it stands in."""
    seen = _perhaps_one(case).union(e.span for listed in case.listed.values() for e in listed)
    for e in case.unmatched:
        named = e.reading.fields.title or e.reading.fields.container
        if not named or e.span in seen or e.reading.type == "other":
            continue
        if _mentioned(case, e) or is_cited_by_date(e, case):
            continue
        seen.add(e.span)
        yield e, named


def _mentioned(case: Case, e: Entry) -> bool:
    """Whether some citation may be of the entry after all: like title, or a series or collection that is
    cited document by document."""
    notes = (s for n in case.document.footnotes for s in n.spans or (n.span,))
    f = e.reading.fields
    if not is_title(f.title, case.said) or is_mentioned(f.title, notes, case):
        return True
    if not (f.authors or f.year or f.doc_date):
        # perhaps a list of newspapers, or a heading
        return True
    return _is_collection(case, e) or any(
        _may_be_of_series(c, e, case) or _may_be_of(c, e, case) for c in case.citations
    )


def _is_collection(case: Case, e: Entry) -> bool:
    """Whether an entry is of a fond, a collection: it has no day and no year, but a shelfmark or the word."""
    f = e.reading.fields
    if f.doc_date or f.year:
        return False
    text = " ".join(case.text[e.span[0] : e.span[1]].split())
    return bool(f.units or f.archive or case.said.collections.search(text[: LEVELS["head"]]))


def _may_be_of_series(c: Citation, e: Entry, case: Case) -> bool:
    """Whether a citation is of the series of documents that an entry names."""
    f = e.reading.fields
    series = f.container or f.title
    if e.reading.type != "published_document" or not series or not c.fields.container:
        return False
    return series_alike(c.fields.container, series, case.said) and _one_volume(f, c.fields)


def _may_be_of(c: Citation, e: Entry, case: Case) -> bool:
    """Whether a citation has, nearly, an entry's title, or stands in it."""
    f = e.reading.fields
    if not f.title:
        return bool(f.container) and c.fields.container == f.container
    return bool(
        title_likeness(f.title, c.fields.title, case.alike) >= LEVELS["like_title"]
        or title_likeness(f.title, c.fields.container, case.alike) >= LEVELS["like_container"]
    )


@rule(
    "differs-from-bibliography",
    "Author, title, year, place, publisher or holding differ between a citation and its entry.",
)
def differs_from_bibliography(case: Case) -> Iterator[Finding]:
    """One finding per way of differing, with every citation that differs so; the first citation of the work
    stands with them when it agrees with the entry."""
    for used, entries in case.listed.items():
        ways: dict[_Way, list[Span]] = {}
        for c in case.by_source[used]:
            found = _differing(c, entries, case)
            if found is None:
                continue
            way, places = found
            if way in ways:
                ways[way].append(c.span)
            else:
                ways[way] = [c.span, *places, *_first(case.by_source[used], c, way[0], case)]
        for (sure, evidence), spans in ways.items():
            said = "; ".join(map(str, sure))
            yield Finding(tuple(spans), f"differs from the bibliography: {said}", evidence=evidence)


#: The differences of a citation from its entry, and what speaks against them.
_Way = tuple[tuple[Difference, ...], tuple[str, ...]]


def _differing(c: Citation, entries: Sequence[Entry], case: Case) -> tuple[_Way, list[Span]] | None:
    """How a citation differs from the entry nearest it, and that entry's place (with those of the others,
    where the author differs); None when it agrees with one."""
    against = [differences(c.fields, e.reading.fields, case, short=c.type == "short_title") for e in entries]
    if c.type == "ibid" or not against or not all(against):
        return None
    best = min(against, key=len)
    nearest = entries[against.index(best)]
    if not _fair(c, nearest):
        return None
    others = [e.span for e in entries if e is not nearest]
    way = surest(best, read_in(c, case), read_in(nearest, case), case)
    return way, [nearest.span, *(others if any(d.field == "author" for d in best) else ())]


def _first(cited: Sequence[Citation], c: Citation, best: Sequence[Difference], case: Case) -> list[Span]:
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
