"""Citations resolved to sources: pointers followed, citations of one thing joined, holdings gathered, the
bibliography's entry found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from regesta.extract.notes.archive_names import archive_names
from regesta.extract.notes.bibliography import Entry, read_bibliography
from regesta.extract.notes.decided import doubtful, entry_key, identities, resolutions
from regesta.extract.notes.following import Followed, follow
from regesta.extract.notes.identity import POSSIBLE, THRESHOLD, Edge, edges
from regesta.extract.notes.likeness import likeness_words
from regesta.extract.notes.merging import joined
from regesta.extract.notes.pairs import Cited
from regesta.extract.notes.sources import as_cited, source_of
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Identity, Resolution, Source, Span, content_id
from regesta.extract.text.languages import ENGLISH, LanguagePack
from regesta.extract.text.lexicon import citation_words

PROPOSER = "sources.v1"
#: A short form that nothing explains is no surer than this; an Ibid. to another document of one place than
#: that (by hand: both are oftener right than wrong to keep apart, and worth a reviewer's look).
UNRESOLVED, ANOTHER_DOCUMENT = 0.4, 0.75


@dataclass(frozen=True, slots=True)
class Linked:
    """The citations with `source`, `resolved_from`, `resolved_by` and confidence filled in, the sources they
    cite in order of first citation, and each decision taken on the way: what pointers mean, which things
    cited are one; and the bibliography as read, None where it could not be."""

    citations: list[Citation]
    sources: list[Source]
    resolutions: list[Resolution]
    identities: list[Identity]
    entries: Sequence[Entry] | None = None


def resolve(
    document: Document, citations: Sequence[Citation], pack: LanguagePack = ENGLISH
) -> tuple[list[Citation], list[Source]]:
    """The citations and sources of `link`, without the decisions."""
    linked = link(document, citations, pack)
    return linked.citations, linked.sources


def link(document: Document, citations: Sequence[Citation], pack: LanguagePack = ENGLISH) -> Linked:
    """Follow the pointers, join what is one, and gather the sources. Entries of the bibliography that nothing
    cites become sources without citations."""
    entries = read_bibliography(document, pack)
    followed = follow(document, citations, entries, citation_words(pack))
    items = _items(followed, entries)
    possible = edges(items, likeness_words(pack), POSSIBLE)
    merges = [e for e in possible if e.score >= THRESHOLD]
    groups, forest = joined(items, merges)
    own, sources = _gathered(document, followed, entries, groups, merges, pack)
    return Linked(
        citations=own,
        sources=sources,
        resolutions=resolutions(
            document, followed.citations, entries, followed.pointers, followed.ends, followed.authors
        ),
        identities=identities(
            document,
            items,
            forest,
            doubtful(items, possible, groups),
            _keys(followed.citations, entries),
        ),
        entries=entries,
    )


def _items(followed: Followed, entries: Sequence[Entry]) -> list[Cited]:
    """What is compared: citations in full, short forms that point nowhere, an Ibid. of a document of its own
    (it may be cited elsewhere too), and the bibliography's entries."""
    out = [_item(c, followed) for c in followed.citations if _is_compared(c, followed)]
    return out + [
        Cited(f"entry-{n}", e.reading.type, e.reading.fields, e.span[0]) for n, e in enumerate(entries)
    ]


def _is_compared(c: Citation, followed: Followed) -> bool:
    if followed.ends[c.id] != c.id:
        return False
    if c.type not in ("ibid", "short_title") or c.id not in followed.pointers:
        return True
    return followed.is_another(c) and bool(c.fields.doc_date) and followed.series_of([c]) is not None


def _item(c: Citation, followed: Followed) -> Cited:
    """A citation as it is compared with others: an Ibid. with what it leaves out."""
    series = followed.series_of([c]) if c.id in followed.pointers else None
    if series is None:
        return Cited(c.id, c.type, c.fields, c.span[0])
    kind, fields = as_cited(c.fields, series)
    return Cited(c.id, kind, fields, c.span[0])


def _keys(citations: Sequence[Citation], entries: Sequence[Entry]) -> dict[str, tuple[str, Span]]:
    """Item key -> its name in records and its place; the second and further readings of one entry are
    numbered."""
    out: dict[str, tuple[str, Span]] = {c.id: (c.id, c.span) for c in citations}
    count: dict[str, int] = {}
    for n, e in enumerate(entries):
        key = entry_key(e.span)
        count[key] = count.get(key, 0) + 1
        out[f"entry-{n}"] = (key if count[key] == 1 else f"{key}.{count[key]}", e.span)
    return out


@dataclass
class _Group:
    """The citations and entries of one source, while they are gathered."""

    cited: list[Citation] = field(default_factory=list)
    listed: list[Entry] = field(default_factory=list)


def _groups(followed: Followed, entries: Sequence[Entry], names: Mapping[str, str]) -> dict[str, _Group]:
    """The citations and entries of each source by the name of its group, in order of first citation."""
    out: dict[str, _Group] = {}
    for c in followed.citations:
        pointer, end = followed.pointers.get(c.id), followed.ends[c.id]
        if pointer is not None and not pointer.target and pointer.entry >= 0:
            end = f"entry-{pointer.entry}"
        out.setdefault(names.get(end, end), _Group()).cited.append(c)
    for n, entry in enumerate(entries):
        out.setdefault(names[f"entry-{n}"], _Group()).listed.append(entry)
    return out


def _gathered(
    document: Document,
    followed: Followed,
    entries: Sequence[Entry],
    names: Mapping[str, str],
    merges: Sequence[Edge],
    pack: LanguagePack,
) -> tuple[list[Citation], list[Source]]:
    """The citations with their sources, and the sources in order of first citation, then of the
    bibliography."""
    strongest: dict[str, Edge] = {}
    for edge in merges:
        strongest.setdefault(edge.one, edge)
        strongest.setdefault(edge.other, edge)
    out: dict[str, Citation] = {}
    sources: list[Source] = []
    called = archive_names(document, followed.citations, entries, citation_words(pack)).of
    for name, group in _groups(followed, entries, names).items():
        used = _source_id(document, name, group)
        inherited = followed.series_of(group.cited)
        cited, listed = group.cited, group.listed
        sources.append(source_of(document.id, used, cited, listed, inherited, PROPOSER, pack, called))
        for c in group.cited:
            out[c.id] = _resolved(c, used, followed, strongest.get(c.id))
    sources.sort(key=lambda s: _order(s, followed))
    return [out[c.id] for c in followed.citations], sources


def _source_id(document: Document, name: str, group: _Group) -> str:
    """A source is named by its first place; entries that share one span and are cited nowhere also by their
    number."""
    first = min([*(c.span for c in group.cited), *(e.span for e in group.listed)])
    return content_id("source", document.id, list(first), name if not group.cited else "")


def _order(source: Source, followed: Followed) -> tuple[int, int]:
    if source.cited_by:
        return 0, min(followed.by_id[c].span[0] for c in source.cited_by)
    return 1, source.in_bibliography[0] if source.in_bibliography else 0


def _resolved(c: Citation, source: str, followed: Followed, edge: Edge | None) -> Citation:
    """A citation with its source, and why it is of that: by its pointer, else by its strongest merge."""
    pointer = followed.pointers.get(c.id)
    if pointer is None:
        return _unpointed(c, source, edge)
    reason, confidence = pointer.reason, min(c.confidence, pointer.confidence)
    if followed.is_another(c):
        reason += "; another document of the same place, by its own date or description"
        confidence = min(confidence, ANOTHER_DOCUMENT)
    return replace(
        c,
        source=source,
        resolved_from=pointer.target,
        resolved_by=re.sub(r"\s+", " ", reason),
        confidence=round(confidence, 2),
    )


def _unpointed(c: Citation, source: str, edge: Edge | None) -> Citation:
    """A citation that points to no other, with its source."""
    reason = c.resolved_by or (f"{edge.reason} ({edge.score:.2f})" if edge else "")
    if c.type == "short_title" and not edge:
        reason = reason or "short title: no fuller citation found"
    short = c.type in ("ibid", "short_title")
    sure = min(c.confidence, UNRESOLVED) if short else c.confidence
    return replace(c, source=source, resolved_by=reason, confidence=sure)
