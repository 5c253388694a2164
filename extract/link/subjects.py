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
    rows = list(records)
    actors: dict[str, Actor] = {}
    documents: dict[tuple[str, str], str] = {}
    aliases: dict[str, list[str]] = defaultdict(list)
    count: Counter[str] = Counter()
    years: dict[str, set[int]] = defaultdict(set)
    acting: set[str] = set()
    holding: set[str] = set()

    def stands(kind: str, name: str, document: str) -> None:
        documents[kind, name] = min(document, documents.get((kind, name), document))

    for record in rows:
        match record:
            case Actor() if record.actor_kind not in ("group", "school"):
                actors.setdefault(record.name, record)
                aliases[record.name] += record.aliases
                stands("actor", record.name, record.document)
            case Mention():
                count[record.actor] += 1
            case Event() | Decision():
                named = (
                    (*record.agents, *record.recipients)
                    if isinstance(record, Event)
                    else (*record.deciders, *record.addressees)
                )
                acting.update(named)
                if (
                    record.date is not None
                    and record.date.edtf[:4].isdigit()
                    and getattr(record, "factuality", "asserted") != "counterfactual"
                ):
                    for name in named[:1]:
                        years[name].add(int(record.date.edtf[:4]))
                if isinstance(record, Event) and record.place:
                    stands("place", record.place, record.document)
                    count[record.place] += 1
            case Claim() if record.voice == "scholar":
                holding.update(record.holder)
            case Source():
                for holding_archive in record.held_in:
                    if holding_archive.archive:
                        stands("archive", holding_archive.archive, record.document)
                        count[holding_archive.archive] += len(record.cited_by)
            case _:
                pass
    out = []
    for (kind, name), document in documents.items():
        actor = actors.get(name) if kind == "actor" else None
        own: LinkedKind = actor.actor_kind if actor else "place" if kind == "place" else "archive"
        out.append(
            Subject(
                name=name,
                kind=own,
                document=document,
                aliases=tuple(dict.fromkeys(a for a in aliases.get(name, ()) if a != name)) if actor else (),
                years=tuple(sorted(years.get(name, ()))) if actor else (),
                scholar=bool(actor) and name in holding and name not in acting,
                mentions=count[name],
            )
        )
    return sorted(out, key=lambda s: (-s.mentions, s.name, s.kind))


def iri_of(base: str, kind: str, name: str) -> str:
    """The IRI the graph gives a subject: `<base>actor/…`, `<base>place/…` or `<base>archive/…`."""
    room = kind if kind in ("place", "archive") else "actor"
    return f"{base}{room}/{segment(name)}"


def by_iri(base: str, subjects: Iterable[Subject]) -> Iterator[tuple[str, Subject]]:
    """Each subject under its IRI."""
    return ((iri_of(base, s.kind, s.name), s) for s in subjects)


__all__ = ["by_iri", "iri_of", "subjects_of"]
