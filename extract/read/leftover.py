"""What no layer of a document covers, and why: the reading report counts it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from regesta.extract.read.document import LeftOut
from regesta.extract.read.headings import fold
from regesta.extract.read.layout import Layout
from regesta.extract.record import Division, Footnote, Sentence, Span


def left_out_of(
    layout: Layout,
    divisions: Sequence[Division],
    sentences: Sequence[Sentence],
    footnotes: Sequence[Footnote],
) -> tuple[LeftOut, ...]:
    """Every stretch of the text that is in no sentence, note, heading or list, in order, blanks at its ends
    left out; what is furniture or stands under front or back matter says so."""
    whys = sorted(layout.aside, key=lambda x: x.span)
    starts = [x.span[0] for x in whys]
    why_of = _Whys(layout, divisions, sentences, footnotes)
    out: list[LeftOut] = []
    for a, b in _gaps(layout.text, _covered(layout, sentences, footnotes), [x.span for x in whys]):
        k = bisect_right(starts, a) - 1
        known = whys[k].why if k >= 0 and a < whys[k].span[1] else ""
        out.append(LeftOut(span=(a, b), why=known or why_of.place(a, b)))
    return tuple(out)


class _Whys:
    """Why stretches that no reader told apart were left out."""

    def __init__(
        self,
        layout: Layout,
        divisions: Sequence[Division],
        sentences: Sequence[Sentence],
        footnotes: Sequence[Footnote],
    ) -> None:
        self.text = layout.text
        self.title = fold(layout.title) or None
        self.top = _where_the_text_begins(layout, sentences)
        self.roles = [(d.span, d.role) for d in divisions]
        self.notes = {f.span[0] for f in footnotes}

    def place(self, a: int, b: int) -> str:
        """`number` before a note, `title` above all text or where the title stands again, else the role."""
        if b - a <= _NUMBER and _before_note(self.text, b, self.notes):
            return "number"
        if a < self.top or fold(self.text[a:b]) == self.title:
            return "title"
        return _role_at(self.roles, a)


def _where_the_text_begins(layout: Layout, sentences: Sequence[Sentence]) -> int:
    """Where the first sentence or heading stands; what is above it is the title."""
    return min([len(layout.text), *(s.spans[0][0] for s in sentences), *(h.span[0] for h in layout.headings)])


#: Characters of a note's number as printed.
_NUMBER = 12


def _before_note(text: str, end: int, notes: set[int]) -> bool:
    """True when a note begins right behind a place."""
    return any(end + k in notes for k in range(4) if not text[end : end + k].strip())


def _covered(layout: Layout, sentences: Sequence[Sentence], footnotes: Sequence[Footnote]) -> Iterator[Span]:
    for s in sentences:
        yield from s.spans
    for f in footnotes:
        yield from f.spans or (f.span,)
        if f.marker:
            yield f.marker
    yield from (h.span for h in layout.headings)
    yield from (e.span for e in layout.bibliography)
    yield from (x.span for x in layout.abbreviations)
    yield from layout.contents


def _gaps(text: str, covered: Iterable[Span], cuts: Sequence[Span]) -> Iterator[Span]:
    """The stretches between the covered spans, cut at the ends of furniture, blanks at their ends left
    out."""
    spans = sorted(covered)
    edges = sorted({x for span in cuts for x in span})
    at = 0
    k = 0
    for a, b in [*spans, (len(text), len(text))]:
        while at < a:
            while k < len(edges) and edges[k] <= at:
                k += 1
            end = min(a, edges[k]) if k < len(edges) else a
            piece = text[at:end]
            if piece.strip():
                yield at + len(piece) - len(piece.lstrip()), at + len(piece.rstrip())
            at = end
        at = max(at, b)


def _role_at(roles: Sequence[tuple[Span, str]], place: int) -> str:
    """`front`, `back` or another part that is not run through, by the innermost division; else `text`."""
    k = bisect_right(roles, ((place, 1 << 60), "")) - 1
    while k >= 0 and roles[k][0][1] <= place:
        k -= 1
    role = roles[k][1] if k >= 0 else "body"
    return "text" if role == "body" else role
