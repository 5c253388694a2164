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
    top = _where_the_text_begins(layout, sentences)
    title = fold(layout.title) or None
    whys = sorted(layout.aside, key=lambda x: x.span)
    starts = [x.span[0] for x in whys]
    roles = [(d.span, d.role) for d in divisions]
    notes = {f.span[0] for f in footnotes}
    out: list[LeftOut] = []
    for a, b in _gaps(layout.text, _covered(layout, sentences, footnotes), [x.span for x in whys]):
        k = bisect_right(starts, a) - 1
        if k >= 0 and a < whys[k].span[1]:
            why = whys[k].why
        elif b - a <= _NUMBER and _before_note(layout.text, b, notes):
            why = "number"
        else:
            why = "title" if a < top or fold(layout.text[a:b]) == title else _role_at(roles, a)
        out.append(LeftOut(span=(a, b), why=why))
    return tuple(out)


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
