"""Authors of cited works as actors: each name under which notes print a writer leads to one person, whether a
sentence mentions him or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from regesta.extract.propose.mentions.person_names import (
    PersonNames,
    fullness,
    has_only_initials,
    person_names,
)
from regesta.extract.record import Actor, Source, content_id

if TYPE_CHECKING:
    from regesta.extract.propose.mentions.layer import MentionLayer

PROPOSER = "cited-authors.v1"


def with_cited_authors(
    layer: MentionLayer, sources: Sequence[Source], actors: Sequence[Actor]
) -> list[Actor]:
    """The actors, each also called what notes call him as an author, and after them the authors of cited
    works whom no sentence mentions, in order of name.

    Two names are one person's where initials agree with given names ("M. Park" may be Myong Lim Park, but no
    Il Woo Park); one that fits several persons is nobody's, unless the document's own full forms say whose.
    """
    names = person_names(layer.annotated.language)
    people = _People(names, _known(layer, actors))
    for printed in sorted(_printed(sources, names), key=lambda n: (fullness(n), n), reverse=True):
        people.add(printed)
    mentioned = [
        replace(a, aliases=tuple(dict.fromkeys((*a.aliases, *people.new[a.name]))))
        if a.name in people.new
        else a
        for a in actors
    ]
    there = {a.name for a in actors}
    authors = sorted(label for label in people.new if label not in there)
    return [*mentioned, *(_actor(layer, label, people.forms[label]) for label in authors)]


def _known(layer: MentionLayer, actors: Iterable[Actor]) -> Iterator[tuple[str, Iterable[str]]]:
    """The persons known before: those mentioned, and those of whom the document has a full name."""
    for actor in actors:
        if actor.actor_kind == "person":
            yield actor.name, (actor.name, *actor.aliases)
    for person in layer.inventory.persons.values():
        yield person.label, person.forms


def _printed(sources: Iterable[Source], names: PersonNames) -> set[str]:
    """The names of authors as they are printed, those that have more than a family name."""
    printed = {name.strip() for source in sources for name in source.fields.author_names}
    # "M. Park": what could be a title is an initial where nothing but a family name would be left
    found = {clean if " " in (clean := names.clean(name)) else name for name in printed}
    return {name for name in found if " " in name and names.is_name(name)}


class _People:
    """Persons by label with the forms of their names; `new` has the forms that sources add, `forms` all."""

    def __init__(self, names: PersonNames, known: Iterable[tuple[str, Iterable[str]]]) -> None:
        self.names = names
        self.forms: dict[str, dict[str, None]] = defaultdict(dict)
        self.new: dict[str, list[str]] = defaultdict(list)
        self._of_family: dict[str, dict[str, None]] = defaultdict(dict)
        for label, forms in known:
            for form in forms:
                self._keep(label, form)

    def _keep(self, label: str, form: str) -> None:
        self.forms[label][form] = None
        if " " in form:
            self._of_family[self.names.family(form)][label] = None

    def add(self, printed: str) -> None:
        """Keep a printed name as a form of the one person it fits, or as a person of its own where it fits
        nobody."""
        same_family = list(self._of_family.get(self.names.family(printed), ()))
        exact = [label for label in same_family if printed in self.forms[label]]
        fits = exact or [label for label in same_family if self._fits(label, printed)]
        if len(fits) > 1:
            return
        label = fits[0] if fits else printed
        self._keep(label, printed)
        self.new[label].append(printed)

    def _fits(self, label: str, printed: str) -> bool:
        """Whether a printed name may be that of a person by every full form of his."""
        full = [form for form in self.forms[label] if " " in form and self.names.is_name(form)]
        return bool(full) and all(self.names.same_person(printed, form) for form in full)


def _actor(layer: MentionLayer, label: str, forms: Mapping[str, None]) -> Actor:
    document = layer.annotated.document.id
    entry = layer.authority.entry(label)
    sure = layer.lexicon.confidence
    return Actor(
        id=content_id("actor", document, label),
        document=document,
        confidence=sure.cited_by_initials if has_only_initials(label) else sure.cited_in_full,
        proposer=PROPOSER,
        name=label,
        actor_kind="person",
        aliases=tuple(form for form in forms if form != label),
        identifiers=entry.identifiers if entry else (),
        dates=entry.dates if entry else "",
    )
