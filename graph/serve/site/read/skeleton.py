"""A section without its text: what is held and told in it, in the order of the text, with the notes called
and the sources they cite."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from regesta.graph.serve.site.read.section import LAYERS, Mark, Note, Sentence
from regesta.graph.serve.site.views.reading import Plain

#: The sources that the notes of a section cite.
CITED = """SELECT DISTINCT ?note ?source ?label ?start WHERE {{
  ?s rg:inDivision <{section}> ; a rg:Sentence ; rg:callsFootnote ?note .
  ?note rg:hasCitation ?citation . ?citation rg:citedSource ?source ; rg:start ?start .
  ?source rdfs:label ?label
}} ORDER BY ?start"""


@dataclass(frozen=True, slots=True)
class Cited:
    """A source that a note cites."""

    source: str
    label: str


@dataclass(slots=True)
class Place:
    """What stands in place of a sentence: the character it begins at, the page that begins with it, the
    statements made in it and its notes with what they cite."""

    start: int
    page: str
    statements: list[Mark] = field(default_factory=list)
    notes: list[tuple[Note, Sequence[Cited]]] = field(default_factory=list)


def places(sentences: Sequence[Sentence], cited: Sequence[Plain]) -> list[Place]:
    """The sentences of a section, in order, that something was read out of or that call a note."""
    sources: dict[str, list[Cited]] = defaultdict(list)
    for row in cited:
        if (one := Cited(row["source"], row["label"])) not in sources[row["note"]]:
            sources[row["note"]].append(one)
    out, page = [], ""
    for sentence in sentences:
        begins, page = sentence.page if sentence.page != page else "", sentence.page or page
        place = Place(sentence.spans[0][0], begins)
        found = {mark.iri: mark for mark in sorted(sentence.marks, key=_order)}
        place.statements = list(found.values())
        place.notes = [(note, sources[note.iri]) for note in sentence.notes]
        if place.statements or place.notes:
            out.append(place)
    return out


def _order(mark: Mark) -> tuple[int, int]:
    return mark.start, -LAYERS.index(mark.layer)
