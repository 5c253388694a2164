"""Pieces an annotator copied, found in the sentences they were copied from; what is not found is a fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from regesta.extract.read import Document
from regesta.extract.record import Span
from regesta.review.readings.lines import Faults, Line, Row
from regesta.review.readings.passage import Passage, PieceError, passage
from regesta.review.readings.sheet import Numbered, marker_spans

#: How far behind its first sentence the last one of a record may be ("to"), and how far a hint looks.
_REACH, _AROUND = 4, (-1, 1, -2, 2)


class Finder:
    """Finds pieces in the sentences of a worksheet and notes faults."""

    def __init__(self, document: Document, lines: Mapping[int, Numbered], faults: Faults) -> None:
        self.document, self.lines, self.faults = document, lines, faults
        self._markers = marker_spans(document)

    def passage(self, numbers: Iterable[int]) -> Passage:
        """The text of some sentences."""
        spans = [s for n in numbers for s in self.lines[n].spans]
        return passage(self.document.text, spans, self._markers)

    def of_record(self, line: Line, row: Row) -> Passage:
        """The text in which the pieces of a record stand: its sentence, or through the one named by "to"."""
        first = int(line.row["s"])
        last = int(row.get("to", first))
        if last != first and not (first < last <= first + _REACH and last in self.lines):
            self.faults.at(line, f'"to" is {last}; it must be a sentence shortly after {first}')
            last = first
        return self.passage(range(first, last + 1))

    def found(
        self, line: Line, own: Passage, piece: str, what: str, at: int, group: Sequence[int] = ()
    ) -> tuple[Span, ...]:
        """The raw spans of a piece: in its own text, else in that of the sentences `group` that are one with
        it. None, and a fault, when it is not to be found."""
        try:
            return own.find(piece, at)
        except PieceError as error:
            told = error
        if len(group) > 1 and not at:
            try:
                return self.passage(group).find(piece)
            except PieceError:
                pass
        key = what.rsplit(" ", 1)[-1]
        hint = f'; type "{key}_at": 1 or 2 ...' if "by its number" in str(told) else ""
        self.faults.at(line, f"{what} {piece!r} {told}{hint}{self._elsewhere(line, piece)}")
        return ()

    def _elsewhere(self, line: Line, piece: str) -> str:
        """Where near its sentence a piece does stand, as a hint."""
        number = int(line.row["s"])
        near = (number + step for step in _AROUND if number + step in self.lines)
        there = next((n for n in near if any(self.passage([n]).every(piece))), None)
        return f"; it is in sentence {there}" if there is not None else ""

    def cue(self, line: Line, own: Passage, row: Row, what: str, near: Span) -> Span | None:
        """The span of a cue: the occurrence nearest to `near` unless the annotation says which."""
        piece = row.get("cue")
        if not piece:
            return None
        at = int(row.get("cue_at", 0))
        found = [] if at else [longest(spans) for spans in own.every(piece)]
        if found:
            return min(found, key=lambda s: (_distance(s, near), s))
        spans = self.found(line, own, piece, what, at)
        return longest(spans) if spans else None


def longest(spans: Sequence[Span]) -> Span:
    """The longest of some spans, the first of those as long."""
    return max(spans, key=lambda s: (s[1] - s[0], -s[0]))


def _distance(a: Span, b: Span) -> int:
    return max(0, a[0] - b[1], b[0] - a[1])
