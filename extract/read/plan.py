"""What is known of a plain text while it is read: its lines, what is no text among them, its headings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from regesta.extract.read.keyed import KeyedNote
from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import Line, is_paged
from regesta.extract.read.page_marks import without_marks
from regesta.extract.read.vocabulary import ReadingWords
from regesta.extract.record import Span

#: Kinds of headings with running text under them.
TEXT_KINDS = ("chapter", "section", "part", "appendix")


@dataclass(slots=True)
class Plan:
    """The lines of one text and what has been found out about them so far."""

    text: str
    lines: list[Line]
    skip: dict[int, str]
    headings: list[Heading]
    words: ReadingWords
    zone: list[int] = field(default_factory=list)
    """Line -> index of the top heading it stands under, -1 before the first."""
    heading_lines: set[int] = field(default_factory=set)
    width: int = 80
    spaced: bool = False
    contents_last: int = -1
    feet: set[int] = field(default_factory=set)
    """Lines of notes at the foot of a page on which back matter begins."""
    in_text_type: frozenset[int] = frozenset()
    """Lines in the type of running text where notes are set smaller: none of them is a note's."""
    line_starts: list[int] = field(default_factory=list)
    keyed: list[KeyedNote] = field(default_factory=list)
    """Notes that bear the label which calls them; their lines are in `skip`."""
    marks: list[tuple[str, int, Span]] = field(default_factory=list)
    """What stands inside lines and is no text: (page, line, raw span); "" for a heading in the margin."""

    def span_of(self, first: int, last: int) -> Span:
        """The raw span from the first word of one line to the last of another."""
        return (self.lines[first].span[0], self.lines[last].span[1])

    def parts_of(self, i: int) -> tuple[Span, ...]:
        """The raw spans of a line's words, without what stands inside it and is no text."""
        k = bisect_left(self.marks, i, key=lambda m: m[1])
        marks = []
        while k < len(self.marks) and self.marks[k][1] == i:
            marks.append(self.marks[k][2])
            k += 1
        return without_marks(self.lines[i].span, marks) if marks else (self.lines[i].span,)

    def line_at(self, offset: int) -> int:
        """The line a raw offset stands on."""
        if not self.line_starts:
            self.line_starts = [line.start for line in self.lines]
        return bisect_right(self.line_starts, offset) - 1

    @property
    def paged(self) -> bool:
        """True when form feeds show where pages begin."""
        return is_paged(self.lines)

    def heading_between(self, first: int, end: int) -> bool:
        """True when a heading stands on a line from `first` up to `end` (exclusive)."""
        return any(j in self.heading_lines for j in range(first, end))

    def page_between(self, first: int, end: int) -> bool:
        """True when a page begins on a line from `first` up to `end` (exclusive)."""
        return any(self.lines[j].page_start for j in range(first, end))
