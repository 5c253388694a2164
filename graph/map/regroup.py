"""Sources as the verdicts on resolutions and identifications leave them: parted, joined, citations left
without one. Pure: a state in, a state out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from regesta.extract.record import Citation, CitationType, Identity, Resolution, Source, Span, content_id
from regesta.graph.map.joining import Part, Tie, components
from regesta.review.state import Judged, ReviewedState
from regesta.review.verdict import Verdict

if TYPE_CHECKING:
    from regesta.extract.notes.bibliography import Entry

PROPOSER = "regrouping.v1"
_REFUSED = "refused by a reviewer"


def regrouped(state: ReviewedState) -> ReviewedState:
    """The state after its verdicts on resolutions and identifications; the same object when none of them
    changes what was proposed.

    A rejected identification parts its two sides, an accepted one joins them, whether the proposal had joined
    them or not. A rejected resolution leaves its citation without source; an edited one moves it. A part that
    becomes a source of its own is accepted where the whole was, by the verdict that parted it. What a
    reviewer edited by hand in a citation or source stays as edited.
    """
    touched = {j.record.document for j in state.items.values() if _departs(j)}
    if not touched:
        return state
    items, merged = dict(state.items), dict(state.merged)
    for document in sorted(touched):
        changed, gone = _Regrouping(state, document).result()
        items.update(changed)
        merged.update(gone)
    return replace(
        state, items=items, edges=replace(state.edges, merged={k: _end(merged, k) for k in merged})
    )


def _departs(judged: Judged) -> bool:
    record = judged.record
    if not isinstance(record, Resolution | Identity) or (
        isinstance(record, Identity) and not record.of_sources
    ):
        return False
    if judged.accepted_by is not None and judged.accepted_by.outcome == "edit":
        return True
    return judged.status == ("rejected" if record.applied else "accepted")


def _end(edges: Mapping[str, str], key: str) -> str:
    seen = {key}
    while key in edges and edges[key] not in seen:
        key = edges[key]
        seen.add(key)
    return key


def _by_hand(judged: Judged) -> bool:
    """Whether a reviewer made the record what it is: edited it, relinked it, or split it off (itself or what
    it cites)."""
    by = judged.accepted_by
    return judged.bare is not None or (
        by is not None and (by.outcome in ("edit", "relink") or "split_of" in by.extra)
    )


def _verdict(judged: Judged) -> Verdict | None:
    return next((v for v in reversed(judged.verdicts) if v.part == "record"), None)


@dataclass(frozen=True, slots=True)
class _Pointing:
    """The standing resolution of one citation; None when all were refused."""

    judged: Judged | None
    refused: Judged | None

    @property
    def resolution(self) -> Resolution | None:
        """The resolution itself."""
        record = self.judged.record if self.judged is not None else None
        return record if isinstance(record, Resolution) else None


def _standing(judged: Sequence[Judged]) -> _Pointing:
    """Of one citation's resolutions the one that stands: an accepted one before others, then the surest."""
    stands = sorted(
        (j for j in judged if j.holds),
        key=lambda j: (j.status != "accepted", -j.record.confidence, j.record.id),
    )
    refused = next((j for j in judged if j.status == "rejected"), None)
    return _Pointing(stands[0] if stands else None, refused)


def _differs(old: Source, own: Sequence[Citation], changed: Mapping[str, Judged]) -> bool:
    """Whether a source has other citations than before, or one of them changed."""
    return set(old.cited_by) != {c.id for c in own} or any(c.id in changed for c in own)


def _of_sources(judged: Iterable[Judged]) -> Iterator[tuple[Judged, Identity]]:
    """The identifications of things cited, with their records."""
    for j in judged:
        if isinstance(j.record, Identity) and j.record.of_sources:
            yield j, j.record


def _places(identities: Iterable[Identity]) -> dict[str, Span]:
    """Where both sides of each identification stand."""
    return {name: r.spans[k] for r in identities for k, name in enumerate((r.one, r.other))}


class _Regrouping:
    """One document's citations and sources put together anew."""

    def __init__(self, state: ReviewedState, document: str) -> None:
        own = [j for j in state.items.values() if j.record.document == document]
        identities = list(_of_sources(own))
        self.document = document
        self.known = state.carried
        self.citations = {j.record.id: j for j in own if isinstance(j.record, Citation)}
        self.sources = {j.record.id: j for j in own if isinstance(j.record, Source)}
        self.taken = state.items
        self.identities = identities
        self.entries = {r.other: r for _, r in identities if r.other.startswith("entry:")}
        self.places = _places(r for _, r in identities)
        self.pointing = self._pointings(own)

    def _pointings(self, own: Iterable[Judged]) -> dict[str, _Pointing]:
        rows: dict[str, list[Judged]] = defaultdict(list)
        for j in own:
            if isinstance(j.record, Resolution) and j.record.means == "source":
                rows[self._name(j.record.citation)].append(j)
        return {citation: _standing(judged) for citation, judged in rows.items()}

    def _name(self, key: str) -> str:
        return self.known.get(key, key)

    def result(self) -> tuple[dict[str, Judged], dict[str, str]]:
        """The items that changed or are new, and the sources that went into others."""
        home, gone = self._homes()
        changed = self._citations(home)
        return changed | self._sources(home, gone, changed), gone

    def _homes(self) -> tuple[dict[str, str], dict[str, str]]:
        """The source of each citation ("" for none), and old source -> the one it was joined to."""
        home: dict[str, str] = {}
        gone: dict[str, str] = {}
        for part in self._parts():
            name = part.anchors[0] if part.anchors else self._fresh(part.members)
            gone.update(dict.fromkeys(part.anchors[1:], name))
            home.update(dict.fromkeys(part.members, name))
        for n, j in self.citations.items():
            if _by_hand(j):
                home[n] = self._old(n)
        for n in self.pointing:
            if n not in home:
                home[n] = self._pointed(n, home, frozenset())
        return home, gone

    def _parts(self) -> list[Part]:
        """The citations that point to no other, and the entries of the bibliography, as identifications join
        them."""
        heads = [n for n, j in self.citations.items() if n not in self.pointing or _by_hand(j)]
        source_at = {n: source for n in heads if (source := self._old(n))}
        ties = [t for j, r in self.identities if (t := self._tie(j, r))]
        keys = [*heads, *(k for k in self.places if k.startswith("entry:"))]
        return components(keys, ties, self._apart(), {**self._uncited(), **source_at}, self._place)

    def _uncited(self) -> dict[str, str]:
        """The entries of the bibliography that are sources by themselves, where identifications speak of
        them."""
        rows = [
            (f"entry:{s.in_bibliography[0]}", n, s.cited_by)
            for n, j in self.sources.items()
            if isinstance(s := j.record, Source) and s.in_bibliography
        ]
        often = Counter(key for key, *_ in rows)
        return {key: n for key, n, cited in rows if not cited and often[key] == 1 and key in self.places}

    def _tie(self, judged: Judged, r: Identity) -> Tie | None:
        if not judged.holds:
            return None
        return Tie(self._name(r.one), self._name(r.other), r.confidence, fixed=judged.by_person)

    def _apart(self) -> list[tuple[str, str]]:
        return [
            (self._name(r.one), self._name(r.other)) for j, r in self.identities if j.status == "rejected"
        ]

    def _place(self, key: str) -> int:
        judged = self.citations.get(key)
        return (
            judged.record.span[0]
            if judged is not None and isinstance(judged.record, Citation)
            else self.places[key][0]
        )

    def _fresh(self, members: Sequence[str]) -> str:
        first = members[0]
        judged = self.citations.get(first)
        span = (
            judged.record.span
            if judged is not None and isinstance(judged.record, Citation)
            else self.places[first]
        )
        used = content_id("source", self.document, list(span), "")
        return used if used not in self.taken else content_id("source", self.document, list(span), "parted")

    def _pointed(self, name: str, home: Mapping[str, str], seen: frozenset[str]) -> str:
        """Where a pointing citation's source is, following pointers to their end; "" when one of them was
        refused or they go round."""
        if name in home:
            return home[name]
        pointing = self.pointing.get(name)
        r = pointing.resolution if pointing is not None and name not in seen else None
        if r is None:
            return ""
        if r.entry is not None and not r.target:
            return home.get(f"entry:{r.entry[0]}", "") or self._listed_at(r.entry)
        return self._pointed(self._name(r.target), home, seen | {name})

    def _listed_at(self, entry: Span) -> str:
        """The source whose entry in the bibliography stands there, "" when there is none."""
        for n, j in self.sources.items():
            if isinstance(j.record, Source) and j.record.in_bibliography == entry:
                return n
        return ""

    def _refused(self, means: str) -> set[str]:
        """The citations of which a reviewer refused a resolution of that meaning."""
        return {
            self._name(r.citation)
            for j in self.taken.values()
            if isinstance(r := j.record, Resolution) and r.means == means and j.status == "rejected"
        }

    def _citations(self, home: Mapping[str, str]) -> dict[str, Judged]:
        """The citations that cite another source now, or resolve otherwise."""
        out: dict[str, Judged] = {}
        authors, places = self._refused("author"), self._refused("place")
        for n, judged in self.citations.items():
            record = judged.record
            if _by_hand(judged) or not isinstance(record, Citation):
                continue
            new = self._resolved(n, replace(record, source=home.get(n, record.source)))
            if n in places:
                new = replace(new, resolved_from="", resolved_by=_REFUSED)
            if n in authors:
                fields = replace(new.fields, authors=(), author_names=())
                new = replace(new, fields=fields, resolved_by=_REFUSED)
            if new != record:
                out[n] = replace(judged, record=new)
        return out

    def _resolved(self, name: str, record: Citation) -> Citation:
        """A citation with where its standing resolution leads, if it has resolutions."""
        pointing = self.pointing.get(name)
        if pointing is None:
            return record
        target = pointing.resolution.target if pointing.resolution else ""
        return replace(
            record, resolved_from=target, resolved_by=record.resolved_by if pointing.judged else _REFUSED
        )

    def _sources(
        self, home: Mapping[str, str], gone: Mapping[str, str], changed: Mapping[str, Judged]
    ) -> dict[str, Judged]:
        cited = self._cited(changed)
        listed: dict[str, list[str]] = defaultdict(list)
        for n, name in home.items():
            if n.startswith("entry:"):
                listed[name].append(n)
        out: dict[str, Judged] = {}
        for name in {*self.sources, *filter(None, home.values())} - set(gone):
            own, before = cited[name], self.sources.get(name)
            if before is None:
                out[name] = self._parted(name, own, listed[name])
            elif isinstance(old := before.record, Source) and _differs(old, own, changed):
                out[name] = replace(before, record=self._remade(before, old, own, listed[name]))
        return out

    def _cited(self, changed: Mapping[str, Judged]) -> dict[str, list[Citation]]:
        """Source -> its citations, in order of place, as they are now."""
        cited: dict[str, list[Citation]] = defaultdict(list)
        for n, judged in self.citations.items():
            record = changed.get(n, judged).record
            if isinstance(record, Citation) and record.source:
                cited[record.source].append(record)
        for rows in cited.values():
            rows.sort(key=lambda c: c.span)
        return cited

    def _remade(self, before: Judged, old: Source, own: Sequence[Citation], keys: Sequence[str]) -> Source:
        ids = tuple(c.id for c in own)
        # an entry that is no identity's second side is described nowhere but in the source itself
        silent = old.in_bibliography is not None and f"entry:{old.in_bibliography[0]}" not in self.entries
        if _by_hand(before) or not own or silent:
            return replace(old, cited_by=ids)
        new = self._source(old.id, own, keys, old.proposer)
        return replace(new, confidence=old.confidence, grade=new.grade or old.grade)

    def _parted(self, name: str, own: Sequence[Citation], keys: Sequence[str]) -> Judged:
        """A source of its own out of what stood in another."""
        record = self._source(name, own, keys, PROPOSER)
        by = self._parting({c.id for c in own} | set(keys))
        whole = [self.sources[s] for c in own if (s := self._old(c.id)) in self.sources]
        accepted = by is not None and any(j.status == "accepted" for j in whole)
        return Judged(
            record=record,
            status="accepted" if accepted else "candidate",
            verdicts=(by,) if by else (),
            accepted_by=by if accepted else None,
            parts={},
        )

    def _parting(self, part: set[str]) -> Verdict | None:
        """The verdict that rejected an identification of one of these."""
        for j, r in self.identities:
            sides = {self._name(r.one), self._name(r.other)}
            if j.status == "rejected" and sides & part and (verdict := _verdict(j)):
                return verdict
        return None

    def _old(self, citation: str) -> str:
        record = self.citations[citation].record
        return record.source if isinstance(record, Citation) else ""

    def _source(self, name: str, own: Sequence[Citation], keys: Iterable[str], proposer: str) -> Source:
        """The source that these citations and entries of the bibliography describe."""
        from regesta.extract.notes.sources import source_of  # reads notes, which few builds need

        entries = [self._entry(k) for k in keys if k in self.entries]
        return source_of(self.document, name, own, entries, None, proposer)

    def _entry(self, key: str) -> Entry:
        from regesta.extract.notes.bibliography import Entry
        from regesta.extract.notes.filling import Reading

        r = self.entries[key]
        return Entry(r.spans[1], (), Reading(cast(CitationType, r.type), r.fields, r.confidence))
