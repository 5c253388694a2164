"""Actors and places: canonical names become nodes, with what authority files and accepted records say of
them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from regesta.extract.authority.reading import Authority, Entry, fold
from regesta.extract.record import Actor
from regesta.graph.dates import DateError, bounds
from regesta.graph.map.gazetteer import Coordinates, coordinates
from regesta.graph.map.view import ALT_LABEL, EXACT_MATCH, LABEL, XSD_DATE, A, View, decimal
from regesta.graph.name import authority_iri
from regesta.graph.rdf import Literal, NamedNode, Quad
from regesta.ontology.terms import RG

#: The canonical name records use for whoever wrote the document.
AUTHOR = "thesis author"
CLASS_OF: Mapping[str, NamedNode] = {
    "person": RG.Person,
    "state": RG.State,
    "organisation": RG.Organisation,
    "group": RG.Group,
    "school": RG.School,
}


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names to canonical names: `renamed` holds the merges of actors, `actors` the actor records of a view by
    canonical name, `other_names` the names of what was merged into them, `reviewed` the canonical names of
    those whom a reviewer accepted."""

    actors: Mapping[str, Actor]
    renamed: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    authority: Authority
    author: str = ""
    other_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reviewed: frozenset[str] = frozenset()

    def canonical(self, name: str) -> str:
        """The name an actor is known by after merges."""
        return self.renamed.get(name, name)

    def meant_by(self, name: str) -> str:
        """The canonical name behind a name as printed in a citation, when exactly one actor bears it; the
        name itself otherwise."""
        if name in self.actors:
            return self.canonical(name)
        found = {self.canonical(n) for n in self.aliases.get(fold(name), ())}
        if not found:
            found = {e.label for e in self.authority.of_name(name) if e.kind in CLASS_OF}
        return found.pop() if len(found) == 1 else name

    def known(self, name: str) -> bool:
        """Whether an actor record or an authority file has this canonical name."""
        return name in self.actors or self.authority.entry(name) is not None


def name_index(
    actors: Iterable[Actor],
    renamed: Mapping[str, str],
    authority: Authority,
    author: str,
    other_names: Mapping[str, tuple[str, ...]] | None = None,
) -> NameIndex:
    """The index over the actor records of a view."""
    table = {a.name: a for a in actors}
    aliases: dict[str, list[str]] = {}
    for actor in table.values():
        for alias in (actor.name, *actor.aliases):
            aliases.setdefault(fold(alias), []).append(actor.name)
    return NameIndex(
        table, renamed, {k: tuple(v) for k, v in aliases.items()}, authority, author, other_names or {}
    )


def agent(view: View, index: NameIndex, name: str) -> NamedNode:
    """The node of a canonical name, described once per view. A name no record or authority describes is an
    agent of that label, no more."""
    if name == AUTHOR:
        return _author(view, index)
    canonical = index.canonical(name)
    node = view.names.actor(canonical)
    view.once(f"agent {canonical}", _agent, index, node, canonical)
    return node


def described_agent(view: View, index: NameIndex, canonical: str) -> Sequence[Quad]:
    """What a view says of the actor of a canonical name."""
    alone = replace(view, quads=[], shared={}, references={}, _referred=set())
    _agent(alone, index, view.names.actor(canonical), canonical)
    return alone.quads


def _agent(view: View, index: NameIndex, node: NamedNode, canonical: str) -> None:
    record, entry = index.actors.get(canonical), index.authority.entry(canonical)
    view.add(node, LABEL, Literal(canonical))
    view.add(node, A, RG.Agent)
    kind = record.actor_kind if record else entry.kind if entry else ""
    if kind in CLASS_OF:
        view.add(node, A, CLASS_OF[kind])
    view.add_literals(node, ALT_LABEL, _other_names(index, canonical))
    if kind == "person" and view.full:
        _lived(view, node, (record.dates if record else "") or (entry.dates if entry else ""))
    for scheme, value in sorted({*_of(record, "identifiers"), *_of(entry, "identifiers")}):
        if not (record and view.dropped(record.id, "link", f"{scheme}:{value}")):
            _identifier(view, node, scheme, value)


def _lived(view: View, node: NamedNode, dates: str) -> None:
    """The first and last day of a life, by its EDTF; nothing for what is none, or of an open end."""
    try:
        days = bounds(dates) if dates else (None, None)
    except DateError:
        return
    for predicate, found in zip((RG.livedFrom, RG.livedUntil), days, strict=True):
        if found:
            view.add(node, predicate, Literal(found.isoformat(), datatype=XSD_DATE))


def _of(described: Actor | Entry | None, field: str) -> tuple[Any, ...]:
    """A field of a record or an entry of an authority file; nothing where there is none."""
    return tuple(getattr(described, field)) if described is not None else ()


def _other_names(index: NameIndex, canonical: str) -> list[str]:
    """What else an actor is called, by its record, the authority files and the actors merged into it."""
    merged = (old for old, new in index.renamed.items() if new == canonical)
    aliases = {
        *_of(index.actors.get(canonical), "aliases"),
        *_of(index.authority.entry(canonical), "aliases"),
        *merged,
        *index.other_names.get(canonical, ()),
    }
    return sorted(aliases - {canonical})


def _identifier(view: View, node: NamedNode, scheme: str, value: str) -> None:
    view.add_literal(node, RG.identifier, f"{scheme}:{value}")
    if iri := authority_iri(scheme, value):
        view.add(node, EXACT_MATCH, NamedNode(iri))


def _author(view: View, index: NameIndex) -> NamedNode:
    node = view.names.author_of(view.document)
    view.once("author", _described_author, index, node)
    return node


def _described_author(view: View, index: NameIndex, node: NamedNode) -> None:
    view.add(node, A, RG.Agent, RG.Person)
    view.add(node, LABEL, Literal(index.author or AUTHOR))
    if index.author:
        view.add(node, ALT_LABEL, Literal(AUTHOR))


def place(view: View, index: NameIndex, name: str) -> NamedNode:
    """The node of a place, described once per view."""
    node = view.names.place(name)
    view.once(f"place {name}", _place, node, name, coordinates(index.authority, name))
    return node


def _place(view: View, node: NamedNode, name: str, where: Coordinates | None) -> None:
    view.add(node, A, RG.Place)
    view.add(node, LABEL, Literal(name))
    if where is not None:
        view.add(node, RG.latitude, decimal(where[0]))
        view.add(node, RG.longitude, decimal(where[1]))
