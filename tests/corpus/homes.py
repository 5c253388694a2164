"""The sentences of gold: those of the worksheet, split and joined as an annotation says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from regesta.extract.record import Footnote, Sentence, Span, content_id
from regesta.review.readings.finding import Finder
from regesta.review.readings.lines import Line
from regesta.review.readings.passage import digest, joined, text_of


@dataclass(slots=True, eq=False)
class Home:
    """A sentence of the gold: its spans, the numbers of the lines it is of, its actors and notes."""

    spans: tuple[Span, ...]
    numbers: list[int]
    division: str = ""
    actors: list[str] = field(default_factory=list)
    notes: list[Footnote] = field(default_factory=list)

    def holds(self, offset: int) -> bool:
        """Whether an offset is in the sentence."""
        return any(a <= offset < b for a, b in self.spans)

    def record(self, document: str, proposer: str) -> Sentence:
        """The sentence as a record."""
        made = content_id("sentence", document, self.spans)
        return Sentence(
            id=made, document=document, proposer=proposer, spans=self.spans, division=self.division
        )

    def extra(self, text: str) -> dict[str, object]:
        """What gold knows of the sentence besides."""
        words = text_of(text, self.spans)
        return {
            "numbers": self.numbers,
            "sha256": digest(words),
            "length": len(words),
            "actors": list(dict.fromkeys(self.actors)),
            "notes": [n.number for n in self.notes],
        }


class Homes:
    """The sentences of an annotation in text order, and which stands where."""

    def __init__(self, finder: Finder, annotated: Mapping[int, Line]) -> None:
        self._finder, self._annotated = finder, annotated
        self.all: list[Home] = []
        for number in finder.lines:
            self._add(number)
        for home in self.all:
            home.notes = list(self._notes(home))

    def at(self, span: Span) -> Home:
        """The sentence in which a span begins."""
        return next((h for h in self.all if h.holds(span[0])), self.all[0])

    def group(self, number: int) -> list[int]:
        """The numbers that are joined with a number into one sentence, itself among them."""
        return next((h.numbers for h in self.all if number in h.numbers), [number])

    def _add(self, number: int) -> None:
        """Put a line of the worksheet among the sentences."""
        given, line = self._annotated.get(number), self._finder.lines[number]
        if given is not None and given.row.get("joined") and self.all:
            last = self.all[-1]
            last.spans = joined(self._finder.document.text, (*last.spans, *line.spans))
            last.numbers.append(number)
            new = [last]
        else:
            new = [Home(spans, [number], line.division) for spans in self._split(number, given)]
            self.all += new
        if given is not None:
            self._set_actors(given, new)

    def _split(self, number: int, given: Line | None) -> list[tuple[Span, ...]]:
        """The spans of a line's sentence, or of the several it is split into."""
        whole = self._finder.lines[number].spans
        openings = given.row.get("split", ()) if given is not None else ()
        if given is None or not openings:
            return [whole]
        own = self._finder.passage([number])
        found = (self._finder.found(given, own, piece, "split", 0) for piece in openings)
        starts = sorted({0, len(own.key), *(own.offsets.index(spans[0][0]) for spans in found if spans)})
        return [own.raw(a, a + len(own.key[a:b].rstrip())) for a, b in pairwise(starts)]

    def _set_actors(self, line: Line, homes: Sequence[Home]) -> None:
        """Give the actors of a line to its sentence; of one split, a list of lists says which go where, else
        the parts in which a word of the name stands."""
        actors = line.row.get("actors", [])
        if actors and isinstance(actors[0], list):
            if len(actors) != len(homes):
                self._finder.faults.at(line, f'"actors" has {len(actors)} lists for {len(homes)} sentences')
            for home, own in zip(homes, actors, strict=False):
                home.actors += own
            return
        for actor in actors:
            named = [h for h in homes if _named(actor, text_of(self._finder.document.text, h.spans))]
            for home in named or homes[:1]:
                home.actors.append(actor)

    def _notes(self, home: Home) -> Iterator[Footnote]:
        """The notes of a sentence: of a line that is split, those whose marker follows its beginning."""
        parts = [h for h in self.all if set(h.numbers) & set(home.numbers)]
        for note in (n for number in home.numbers for n in self._finder.lines[number].notes):
            begun = [h for h in parts if note.marker is not None and h.spans[0][0] <= note.marker[0]]
            if (begun[-1] if begun else parts[0]) is home:
                yield note


def _named(actor: str, text: str) -> bool:
    """Whether a word of a name stands in the text."""
    return any(len(word) > 2 and word in text for word in actor.split())
