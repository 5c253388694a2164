"""Citations resolved to sources: pointers followed, citations of one thing joined, holdings gathered, the
bibliography's entry found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from regesta.extract.notes.antecedents import Pointer, point
from regesta.extract.notes.bibliography import Entry, read_bibliography
from regesta.extract.notes.decided import doubtful, entry_key, identities, resolutions
from regesta.extract.notes.identity import POSSIBLE, THRESHOLD, Edge, edges
from regesta.extract.notes.likeness import likeness_words
from regesta.extract.notes.pairs import Cited
from regesta.extract.notes.pointers import pointer_patterns
from regesta.extract.notes.sources import as_cited, source_of
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, Fields, Identity, Resolution, Source, Span, content_id
from regesta.extract.text.folding import fold
from regesta.extract.text.languages import ENGLISH, LanguagePack
from regesta.extract.text.lexicon import CitationWords, citation_words

PROPOSER = "sources.v1"


@dataclass(frozen=True, slots=True)
class Linked:
    """The citations with `source`, `resolved_from`, `resolved_by` and confidence filled in, the sources they
    cite in order of first
    citation, and each decision taken on the way: what pointers mean, which things cited are one."""

    citations: list[Citation]
    sources: list[Source]
    resolutions: list[Resolution]
    identities: list[Identity]


def resolve(
    document: Document, citations: Sequence[Citation], pack: LanguagePack = ENGLISH
) -> tuple[list[Citation], list[Source]]:
    """The citations and sources of `link`, without the decisions."""
    linked = link(document, citations, pack)
    return linked.citations, linked.sources


def link(document: Document, citations: Sequence[Citation], pack: LanguagePack = ENGLISH) -> Linked:
    """Follow the pointers, join what is one, and gather the sources. Entries of the bibliography that nothing
    cites become sources without citations."""
    words = citation_words(pack)
    entries = read_bibliography(document, pack)
    with_idem, authors = _idem(list(citations), words)
    pointers = point(document, with_idem, entries, words)
    filled = [_filled(c, pointers.get(c.id), {x.id: x for x in with_idem}) for c in with_idem]
    followed = {c.id: _follow(c.id, pointers, {x.id: x for x in filled}) for c in filled}
    heads = [c for c in filled if followed[c.id] == c.id]
    by_id = {x.id: x for x in filled}
    items = [
        _item(c, pointers, by_id)
        for c in heads
        if c.type not in ("ibid", "short_title") or c.id not in pointers or _own(c, pointers, by_id)
    ]
    items += [Cited(f"entry-{n}", e.reading.type, e.reading.fields, e.span[0]) for n, e in enumerate(entries)]
    possible = edges(items, likeness_words(pack), POSSIBLE)
    merges = [e for e in possible if e.score >= THRESHOLD]
    groups, forest = _joined(items, merges)
    decided = resolutions(document, filled, entries, pointers, followed, authors)
    keys = _keys(filled, entries)
    for c in filled:
        p = pointers.get(c.id)
        if p is not None and not p.target and p.entry >= 0:
            followed[c.id] = f"entry-{p.entry}"
    own, sources = _built(document, filled, entries, pointers, followed, groups, merges, words)
    return Linked(
        own, sources, decided, identities(document, items, forest, doubtful(items, possible, groups), keys)
    )


def _own(c: Citation, pointers: Mapping[str, Pointer], by_id: Mapping[str, Citation]) -> bool:
    """Whether an Ibid. is of a document of its own, with a day: it may be cited elsewhere too."""
    return (
        c.type == "ibid"
        and bool(pointers[c.id].target)
        and bool(c.fields.doc_date)
        and _series_of([c], pointers, by_id) is not None
    )


def _item(c: Citation, pointers: Mapping[str, Pointer], by_id: Mapping[str, Citation]) -> Cited:
    """A citation as it is compared with others: an Ibid. with what it leaves out."""
    series = _series_of([c], pointers, by_id) if c.id in pointers else None
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


def _idem(citations: list[Citation], words: CitationWords) -> tuple[list[Citation], dict[str, str]]:
    """ "Idem" gives the author of the citation before it: the citations, and which had their author from
    which."""
    out: list[Citation] = []
    authors: dict[str, str] = {}
    for c in citations:
        before = out[-1] if out else None
        if (
            c.type != "ibid"
            and pointer_patterns(words).idem.match(fold(c.quote))
            and before is not None
            and not c.fields.authors
        ):
            author = replace(c.fields, authors=before.fields.authors, author_names=before.fields.author_names)
            out.append(
                replace(
                    c,
                    fields=author,
                    resolved_by=f"idem: the author of the citation before it ({', '.join(before.fields.authors)})",
                )
            )
            authors[c.id] = before.id
        else:
            out.append(c)
    return out, authors


def _filled(c: Citation, pointer: Pointer | None, by_id: Mapping[str, Citation]) -> Citation:
    """An Ibid. to another document of the same place ("Ibid., 7 Mar 1949") gets the archive it leaves out."""
    if c.type != "ibid" or pointer is None or pointer.target not in by_id:
        return c
    target = by_id[pointer.target]
    if not _another(c.fields, target.fields):
        return c
    return replace(c, fields=replace(c.fields, archive=c.fields.archive or target.fields.archive))


def _another(f: Fields, target: Fields) -> bool:
    """Whether an Ibid. gives a day, a description or a document number of its own: the same series, another
    document."""
    if f.doc_number and target.doc_number:
        return f.doc_number != target.doc_number
    if f.doc_date and f.doc_date != target.doc_date and (target.doc_date or f.title):
        return True
    return bool(f.sender and f.recipient and f.title)


def _follow(start: str, pointers: Mapping[str, Pointer], by_id: Mapping[str, Citation]) -> str:
    """The citation a pointer ends at; itself for a full citation, for another document of the same place, and
    for what cannot be followed."""
    here, seen = start, {start}
    while here in pointers and pointers[here].target in by_id:
        c, target = by_id[here], by_id[pointers[here].target]
        if c.type == "ibid" and _another(c.fields, target.fields):
            return here
        if target.id in seen:
            return start
        here = target.id
        seen.add(here)
    return here


def _joined(items: Sequence[Cited], merges: Sequence[Edge]) -> tuple[dict[str, str], list[Edge]]:
    """Each key's group, named by the group's first key in document order, and the merges that joined two
    groups.

    Merges are taken strongest first; one is left out when it would join two entries of the bibliography or
    two days of one series.
    """
    parent = {item.key: item.key for item in items}
    members = {item.key: [item] for item in items}
    forest: list[Edge] = []

    def find(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for edge in merges:
        a, b = find(edge.one), find(edge.other)
        if a == b or not _compatible(members[a], members[b]):
            continue
        first, second = (a, b) if members[a][0].place <= members[b][0].place else (b, a)
        parent[second] = first
        members[first] += members.pop(second)
        forest.append(edge)
    return {item.key: find(item.key) for item in items}, forest


def _compatible(one: Sequence[Cited], two: Sequence[Cited]) -> bool:
    days = {i.fields.doc_date for i in (*one, *two) if i.fields.doc_date.count("-") == 2}
    return len(days) <= 1


def _built(
    document: Document,
    citations: Sequence[Citation],
    entries: Sequence[Entry],
    pointers: Mapping[str, Pointer],
    followed: Mapping[str, str],
    groups: Mapping[str, str],
    merges: Sequence[Edge],
    words: CitationWords,
) -> tuple[list[Citation], list[Source]]:
    by_id = {c.id: c for c in citations}
    grouped: dict[str, list[Citation]] = {}
    listed: dict[str, list[Entry]] = {}
    for c in citations:
        grouped.setdefault(groups.get(followed[c.id], followed[c.id]), []).append(c)
    for n, e in enumerate(entries):
        group = groups[f"entry-{n}"]
        grouped.setdefault(group, [])
        listed.setdefault(group, []).append(e)
    reasons: dict[str, Edge] = {}
    for edge in merges:
        for key in (edge.one, edge.other):
            reasons.setdefault(key, edge)
    out: dict[str, Citation] = {}
    sources: list[Source] = []
    for group, cited in grouped.items():
        first = min([c.span for c in cited] + [e.span for e in listed.get(group, [])])
        used = content_id(
            "source", document.id, list(first), group if group.startswith("entry-") and not cited else ""
        )
        inherited = _series_of(cited, pointers, by_id)
        sources.append(
            source_of(document.id, used, cited, listed.get(group, []), inherited, PROPOSER, words.language)
        )
        for c in cited:
            out[c.id] = _resolved(c, used, pointers.get(c.id), followed, reasons.get(c.id), by_id)
    sources.sort(
        key=lambda s: (
            (0, min(by_id[c].span[0] for c in s.cited_by))
            if s.cited_by
            else (1, s.in_bibliography[0] if s.in_bibliography else 0)
        )
    )
    return [out[c.id] for c in citations], sources


def _series_of(
    cited: Sequence[Citation], pointers: Mapping[str, Pointer], by_id: Mapping[str, Citation]
) -> Fields | None:
    """What a source known only by an Ibid. with its own date takes from the citation it points to: archive,
    series, title."""
    if any(c.type != "ibid" for c in cited) or not cited:
        return None
    here = cited[0].id
    while here in pointers and pointers[here].target in by_id:
        here = pointers[here].target
        if by_id[here].type != "ibid":
            return by_id[here].fields
    return None


def _resolved(
    c: Citation,
    source: str,
    pointer: Pointer | None,
    followed: Mapping[str, str],
    edge: Edge | None,
    by_id: Mapping[str, Citation],
) -> Citation:
    if pointer is None:
        reason = c.resolved_by or (f"{edge.reason} ({edge.score:.2f})" if edge else "")
        sure = c.confidence if c.type not in ("ibid", "short_title") else min(c.confidence, 0.4)
        if c.type == "short_title" and not edge:
            reason = reason or "short title: no fuller citation found"
        return replace(c, source=source, resolved_by=reason, confidence=sure)
    reason, confidence = pointer.reason, min(c.confidence, pointer.confidence)
    if c.type == "ibid" and followed[c.id] == c.id and pointer.target:
        reason += "; another document of the same place, by its own date or description"
        confidence = min(confidence, 0.75)
    return replace(
        c,
        source=source,
        resolved_from=pointer.target,
        resolved_by=re.sub(r"\s+", " ", reason),
        confidence=round(confidence, 2),
    )
