"""A Layout becomes a Document: divisions, sentences over interruptions, footnotes with their ids."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from regesta.extract.read.document import Document
from regesta.extract.read.layout import HeadingMark, Layout, NoteMark
from regesta.extract.read.leftover import left_out_of
from regesta.extract.read.paragraph_numbers import without_paragraph_numbers
from regesta.extract.read.sentences import boundaries
from regesta.extract.read.vocabulary import ReadingWords
from regesta.extract.record import Division, Footnote, Sentence, Span, content_id

PROPOSER = "read.v1"
_ROLES = {"chapter": "body", "section": "body", "part": "body"}


def assemble(layout: Layout, document_id: str, words: ReadingWords) -> Document:
    """The Document of a layout: every span it holds lies in `layout.text`."""
    layout = without_paragraph_numbers(layout)
    divisions = _divisions(layout, document_id)
    markers = sorted(
        [n.marker for n in layout.notes if n.marker]
        + [r.span for r in layout.remarks if r.code == "marker.orphan" and r.span]
    )
    sentences = _Sentences(layout, document_id, divisions, markers, words).all()
    footnotes = _footnotes(layout, document_id, divisions, sentences)
    return Document(
        id=document_id,
        text=layout.text,
        title=layout.title,
        author=layout.author,
        year=layout.year,
        divisions=tuple(divisions),
        sentences=tuple(sentences),
        footnotes=tuple(footnotes),
        abbreviations=layout.abbreviations,
        bibliography=layout.bibliography,
        contents=layout.contents,
        pages=layout.pages,
        notes=layout.remarks,
        identified=layout.identified,
        left_out=left_out_of(layout, divisions, sentences, footnotes),
        metadata=dict(layout.metadata),
    )


def _divisions(layout: Layout, document_id: str) -> list[Division]:
    """One division per heading; it ends where a heading of its level or above begins."""
    out: list[Division] = []
    stack: list[Division] = []
    ends = _ends(layout)
    for h, end in zip(layout.headings, ends, strict=True):
        while stack and (stack[-1].level >= h.level or stack[-1].span[1] <= h.span[0]):
            stack.pop()
        division = Division(
            id=content_id("division", document_id, h.span[0], end),
            document=document_id,
            proposer=PROPOSER,
            span=(h.span[0], end),
            heading=h.span,
            level=h.level,
            number=h.number,
            title=h.title,
            parent=stack[-1].id if stack else "",
            role=_role(h, stack),
        )
        out.append(division)
        stack.append(division)
    return out


def _ends(layout: Layout) -> list[int]:
    """Where each heading's division ends."""
    ends = [len(layout.text)] * len(layout.headings)
    open_: list[int] = []
    for k, h in enumerate(layout.headings):
        while open_ and layout.headings[open_[-1]].level >= h.level:
            ends[open_.pop()] = h.span[0]
        open_.append(k)
    return [min(h.end, end) if h.end >= 0 else end for h, end in zip(layout.headings, ends, strict=True)]


def _role(h: HeadingMark, stack: list[Division]) -> str:
    if h.kind == "section" and stack and stack[-1].role != "body":
        return stack[-1].role
    return _ROLES.get(h.kind, h.kind)


@dataclass(frozen=True, slots=True)
class Flow:
    """Running text without its markers: `offsets[i]` is the raw place of character i (a folded line break
    keeps the break's place)."""

    text: str
    offsets: tuple[int, ...]


def flow_of(text: str, spans: tuple[Span, ...], markers: list[Span]) -> Flow:
    """The text at the spans with the markers (in order) left out and every line break one space."""
    pieces: list[str] = []
    offsets: list[int] = []
    for k, (a, b) in enumerate(spans):
        last = pieces[-1][-1:] if pieces else ""
        if k and pieces and not last.isspace() and text[a] not in ".,;:?!)]\u201d\u2019":
            pieces.append(" ")
            offsets.append(a)
        for start, end, marker in _around_markers(a, b, markers):
            if not marker:
                pieces.append(_BLANK.sub(" ", text[start:end]))
                offsets.extend(range(start, end))
            elif parts_words(pieces[-1][-1:] if pieces else "", text[end : end + 1] if end < b else ""):
                pieces.append(" ")
                offsets.append(end - 1)
    return Flow("".join(pieces), tuple(offsets))


def _around_markers(a: int, b: int, markers: list[Span]) -> Iterator[tuple[int, int, bool]]:
    """The span a..b cut at its markers: (start, end, whether it is a marker) in order."""
    at = a
    j = max(0, bisect_right(markers, (a, 1 << 60)) - 1)
    while at < b:
        while j < len(markers) and markers[j][1] <= at:
            j += 1
        if j < len(markers) and markers[j][0] <= at:
            yield at, markers[j][1], True
            at = markers[j][1]
            continue
        end = min(b, markers[j][0]) if j < len(markers) else b
        yield at, end, False
        at = end


def parts_words(before: str, after: str) -> bool:
    """True when leaving out the marker between these characters would glue two words together
    ("place.26At")."""
    return (
        bool(before)
        and not before.isspace()
        and (after.isalnum() or (after != "" and after in "\u201c\u2018\u00ab("))
    )


_BLANK = re.compile(r"\s")


_CLOSERS = re.compile(r"[.,;:?!\"'\u201d\u2019)\]]+(?=\s|$)")


class _Sentences:
    """The sentences of a layout's paragraphs, each with its division and page."""

    def __init__(
        self,
        layout: Layout,
        document_id: str,
        divisions: list[Division],
        markers: list[Span],
        words: ReadingWords,
    ) -> None:
        self.layout, self.document_id, self.words = layout, document_id, words
        self.divisions, self.markers = divisions, markers
        self.division_starts = [d.span[0] for d in divisions]
        self.page_starts = [s[0] for _, s in layout.pages]
        self.marker_starts = [m[0] for m in markers]

    def all(self) -> list[Sentence]:
        """Every sentence, in text order."""
        out = [self._sentence(spans) for p in self.layout.paragraphs for spans in self._of_paragraph(p.spans)]
        out.sort(key=lambda s: s.spans[0][0])
        return out

    def _of_paragraph(self, parts: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
        """The spans of each sentence of one paragraph, markers at its end included."""
        flow = flow_of(self.layout.text, parts, self.markers)
        pieces = [
            (flow.offsets[a], flow.offsets[b - 1] + 1) for a, b in boundaries(flow.text, self.words.sentences)
        ]
        cutter = _Cutter(self.layout.text, parts)
        for k, (a, b) in enumerate(pieces):
            until = pieces[k + 1][0] if k + 1 < len(pieces) else parts[-1][1]
            yield cutter.cut((a, self._with_marker(b, until)))

    def _division_at(self, place: int) -> int:
        """The innermost division around a place; -1 for none. One that its heading ended early holds nothing
        behind its end."""
        d = bisect_right(self.division_starts, place) - 1
        while d >= 0 and self.divisions[d].span[1] <= place:
            d -= 1
        return d

    def _with_marker(self, end: int, until: int) -> int:
        """The end of a sentence behind the markers that follow its full stop, and what closes after them."""
        j = bisect_right(self.marker_starts, until - 1) - 1
        if j < 0 or self.markers[j][0] < end - 1 or self.markers[j][1] > until:
            return end
        end = max(end, self.markers[j][1])
        rest = _CLOSERS.match(self.layout.text[end:until])
        return end + (rest.end() if rest else 0)

    def _sentence(self, spans: tuple[Span, ...]) -> Sentence:
        d = self._division_at(spans[0][0])
        p = bisect_right(self.page_starts, spans[0][0]) - 1
        return Sentence(
            id=content_id("sentence", self.document_id, spans),
            document=self.document_id,
            proposer=PROPOSER,
            spans=spans,
            division=self.divisions[d].id if d >= 0 else "",
            page=self.layout.pages[p][0] if p >= 0 else "",
        )


class _Cutter:
    """Cuts stretches of a paragraph at its parts; asked in order, it looks at each part about once."""

    def __init__(self, text: str, parts: tuple[Span, ...]) -> None:
        self.text, self.parts = text, parts
        self.starts = [a for a, _ in parts]

    def cut(self, whole: Span) -> tuple[Span, ...]:
        """`whole` cut at the parts, neighbours with only blanks between them joined again."""
        out: list[Span] = []
        for k in range(max(0, bisect_right(self.starts, whole[0]) - 1), len(self.parts)):
            x, y = self.parts[k]
            if x >= whole[1]:
                break
            piece = _trimmed(self.text, max(whole[0], x), min(whole[1], y))
            if piece is None:
                continue
            if out and not self.text[out[-1][1] : piece[0]].strip():
                out[-1] = (out[-1][0], piece[1])
            else:
                out.append(piece)
        return tuple(out)


def _trimmed(text: str, a: int, b: int) -> Span | None:
    """The span without blanks at its ends; None for nothing else."""
    piece = text[a:b] if a < b else ""
    if not piece.strip():
        return None
    return a + len(piece) - len(piece.lstrip()), a + len(piece.rstrip())


def _footnotes(
    layout: Layout, document_id: str, divisions: list[Division], sentences: list[Sentence]
) -> list[Footnote]:
    labels = division_labels(layout.headings)
    by_start = [(a, b, s.id) for s in sentences for a, b in s.spans]
    by_start.sort()
    starts = [a for a, _, _ in by_start]
    taken: dict[str, int] = {}
    out: list[Footnote] = []
    for n in layout.notes:
        home = labels[n.heading] if n.heading >= 0 else ""
        out.append(
            Footnote(
                id=_note_id(n, home, taken),
                document=document_id,
                proposer=PROPOSER,
                span=n.span,
                spans=(n.span, *n.rest) if n.rest else (),
                number=n.number,
                label=n.label or str(n.number),
                division=divisions[n.heading].id if n.heading >= 0 else "",
                marker=n.marker,
                sentence=_holding(n.marker, by_start, starts),
                page=n.page,
                series=n.series,
            )
        )
    return out


def _holding(marker: Span | None, by_start: list[tuple[int, int, str]], starts: list[int]) -> str:
    if marker is None:
        return ""
    k = bisect_right(starts, marker[0]) - 1
    return by_start[k][2] if k >= 0 and marker[0] <= by_start[k][1] + 12 else ""


def _note_id(n: NoteMark, home: str, taken: dict[str, int]) -> str:
    """`IV.33`; a second note of the same number is `IV-2.33`; notes called by signs, and endnotes beside
    footnotes, are `IV-s.1`."""
    if n.series or (n.label and not any(c.isdigit() for c in n.label)):
        home = f"{home}-s" if home else "s"
    plain = f"{home}.{n.number}" if home else str(n.number)
    taken[plain] = taken.get(plain, 0) + 1
    if taken[plain] == 1:
        return plain
    return f"{home or 'again'}-{taken[plain]}.{n.number}"


def division_labels(headings: tuple[HeadingMark, ...]) -> list[str]:
    """What each heading is called in note ids: its number, else its title ("Introduction"); a part's is put
    before where two would be the same."""
    raw = [_label(h) for h in headings]
    chapters = Counter(label for label, h in zip(raw, headings, strict=True) if h.kind == "chapter")
    out: list[str] = []
    part = ""
    for label, h in zip(raw, headings, strict=True):
        part = label if h.kind == "part" else part
        twice = part and h.kind == "chapter" and chapters[label] > 1
        out.append(f"{part}-{label}" if twice else label)
    return out


def _label(h: HeadingMark) -> str:
    """The number of a heading, else the first words of its title."""
    shouted = h.title.isupper() and h.kind == "chapter" and len(h.title.split()) == 1
    title = h.title.capitalize() if shouted else h.title
    return h.number or "-".join(re.findall(r"[^\W_]+", title)[:6]) or "untitled"
