"""What of a workspace can be linked: actors, places of events, archives of sources; and the links that stand
in its SSSOM files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from regesta.extract.iri import segment
from regesta.extract.link.proposing import Subject
from regesta.extract.record import Actor, Claim, Decision, Event, LinkedKind, Mention, Record, Source


def subjects_of(records: Iterable[Record]) -> list[Subject]:
    """The subjects in order of mention, most mentioned first; groups and schools, which no authority lists,
    and the author are left out.

    A subject belongs to the document (first in order of name) in which it stands.
    """
    gathered = _Gathered()
    for record in records:
        gathered.take(record)
    out = [gathered.subject(kind, name) for kind, name in gathered.documents]
    return sorted(out, key=lambda s: (-s.mentions, s.name, s.kind))


class _Gathered:
    """What records say of each name, while they are gone through."""

    def __init__(self) -> None:
        self.documents: dict[tuple[str, str], str] = {}
        self.actors: dict[str, Actor] = {}
        self.aliases: dict[str, list[str]] = defaultdict(list)
        self.count: Counter[str] = Counter()
        self.years: dict[str, set[int]] = defaultdict(set)
        self.acting: set[str] = set()
        self.holding: set[str] = set()

    def take(self, record: Record) -> None:
        """Note what one record says; records of other kinds say nothing."""
        match record:
            case Actor():
                self._actor(record)
            case Mention():
                self.count[record.actor] += 1
            case Event():
                self._acts(record, (*record.agents, *record.recipients))
                if record.place:
                    self._stands("place", record.place, record.document)
                    self.count[record.place] += 1
            case Decision():
                self._acts(record, (*record.deciders, *record.addressees))
            case Claim() if record.voice == "scholar":
                self.holding.update(record.holder)
            case Source():
                self._source(record)
            case _:
                pass

    def _stands(self, kind: str, name: str, document: str) -> None:
        self.documents[kind, name] = min(document, self.documents.get((kind, name), document))

    def _actor(self, actor: Actor) -> None:
        if actor.actor_kind not in ("group", "school"):
            self.actors.setdefault(actor.name, actor)
            self.aliases[actor.name] += actor.aliases
            self._stands("actor", actor.name, actor.document)

    def _acts(self, act: Event | Decision, named: tuple[str, ...]) -> None:
        """Who acts, and in which year the first of them does."""
        self.acting.update(named)
        told = not isinstance(act, Event) or act.factuality != "counterfactual"
        if told and act.date is not None and act.date.edtf[:4].isdigit():
            for name in named[:1]:
                self.years[name].add(int(act.date.edtf[:4]))

    def _source(self, source: Source) -> None:
        for holding in source.held_in:
            if holding.archive:
                self._stands("archive", holding.archive, source.document)
                self.count[holding.archive] += len(source.cited_by)

    def subject(self, kind: str, name: str) -> Subject:
        """What is known of a name of a kind ("actor", "place" or "archive")."""
        document, mentions = self.documents[kind, name], self.count[name]
        actor = self.actors.get(name) if kind == "actor" else None
        if actor is None:
            own: LinkedKind = "place" if kind == "place" else "archive"
            return Subject(name=name, kind=own, document=document, mentions=mentions)
        return Subject(
            name=name,
            kind=actor.actor_kind,
            document=document,
            aliases=tuple(dict.fromkeys(a for a in self.aliases[name] if a != name)),
            years=tuple(sorted(self.years[name])),
            scholar=name in self.holding and name not in self.acting,
            mentions=mentions,
        )


def iri_of(base: str, kind: str, name: str) -> str:
    """The IRI the graph gives a subject: `<base>actor/…`, `<base>place/…` or `<base>archive/…`."""
    room = kind if kind in ("place", "archive") else "actor"
    return f"{base}{room}/{segment(name)}"


def by_iri(base: str, subjects: Iterable[Subject]) -> Iterator[tuple[str, Subject]]:
    """Each subject under its IRI."""
    return ((iri_of(base, s.kind, s.name), s) for s in subjects)


__all__ = ["by_iri", "iri_of", "subjects_of"]
