"""A Layout becomes a Document: divisions, sentences over interruptions, footnotes with their ids."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from regesta.extract.read.document import Document
from regesta.extract.read.layout import HeadingMark, Layout, NoteMark
from regesta.extract.read.sentences import boundaries
from regesta.extract.record import Division, Footnote, Sentence, Span, content_id

PROPOSER = "read.v1"
_ROLES = {"chapter": "body", "section": "body", "part": "body"}


def assemble(layout: Layout, document_id: str) -> Document:
    """The Document of a layout: every span it holds lies in `layout.text`."""
    divisions = _divisions(layout, document_id)
    markers = sorted(n.marker for n in layout.notes if n.marker) + sorted(
        r.span for r in layout.remarks if r.code == "marker.orphan" and r.span
    )
    sentences = _sentences(layout, document_id, divisions, sorted(markers))
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
        metadata=dict(layout.metadata),
    )


def _divisions(layout: Layout, document_id: str) -> list[Division]:
    """One division per heading; it ends where a heading of its level or above begins."""
    out: list[Division] = []
    stack: list[Division] = []
    for k, h in enumerate(layout.headings):
        while stack and stack[-1].level >= h.level:
            stack.pop()
        following = [x for x in layout.headings[k + 1 :] if x.level <= h.level]
        end = following[0].span[0] if following else len(layout.text)
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
    """The text at the spans with the markers left out and every line break one space."""
    pieces: list[str] = []
    offsets: list[int] = []
    starts = [m[0] for m in markers]
    for k, (a, b) in enumerate(spans):
        if k and pieces and not pieces[-1][-1:].isspace() and text[a] not in ".,;:?!)]\u201d\u2019":
            pieces.append(" ")
            offsets.append(a)
        at = a
        j = max(0, bisect_right(starts, a) - 1)
        while at < b:
            while j < len(markers) and markers[j][1] <= at:
                j += 1
            if j < len(markers) and markers[j][0] <= at:
                at = markers[j][1]
                if parts_words(pieces[-1][-1:] if pieces else "", text[at:b][:1]):
                    pieces.append(" ")
                    offsets.append(at - 1)
                continue
            end = min(b, markers[j][0]) if j < len(markers) else b
            pieces.append(_BLANK.sub(" ", text[at:end]))
            offsets.extend(range(at, end))
            at = end
    return Flow("".join(pieces), tuple(offsets))


def parts_words(before: str, after: str) -> bool:
    """True when leaving out the marker between these characters would glue two words together
    ("place.26At")."""
    return (
        bool(before)
        and not before.isspace()
        and (after.isalnum() or (after != "" and after in "\u201c\u2018\u00ab("))
    )


_BLANK = re.compile(r"\s")


def _sentences(
    layout: Layout, document_id: str, divisions: list[Division], markers: list[Span]
) -> list[Sentence]:
    text = layout.text
    starts = [d.span[0] for d in divisions]
    page_starts = [s[0] for _, s in layout.pages]
    marker_starts = [m[0] for m in markers]
    out: list[Sentence] = []
    for paragraph in layout.paragraphs:
        flow = flow_of(text, paragraph.spans, markers)
        pieces = [(flow.offsets[a], flow.offsets[b - 1] + 1) for a, b in boundaries(flow.text)]
        limit = paragraph.spans[-1][1]
        for k, (a, b) in enumerate(pieces):
            until = pieces[k + 1][0] if k + 1 < len(pieces) else limit
            j = bisect_right(marker_starts, until - 1) - 1
            if j >= 0 and markers[j][0] >= b - 1 and markers[j][1] <= until:
                b = max(b, markers[j][1])
                rest = re.match(r"[.,;:?!\"'\u201d\u2019)\]]+(?=\s|$)", text[b:until])
                b += rest.end() if rest else 0
            spans = _cut(text, (a, b), paragraph.spans)
            d = bisect_right(starts, a) - 1
            p = bisect_right(page_starts, a) - 1
            out.append(
                Sentence(
                    id=content_id("sentence", document_id, spans),
                    document=document_id,
                    proposer=PROPOSER,
                    spans=spans,
                    division=divisions[d].id if d >= 0 else "",
                    page=layout.pages[p][0] if p >= 0 else "",
                )
            )
    out.sort(key=lambda s: s.spans[0][0])
    return out


def _cut(text: str, whole: Span, parts: tuple[Span, ...]) -> tuple[Span, ...]:
    """`whole` cut at `parts`, neighbours with only blanks between them joined again."""
    out: list[Span] = []
    for x, y in parts:
        a, b = max(whole[0], x), min(whole[1], y)
        if a >= b:
            continue
        piece = text[a:b]
        a, b = a + len(piece) - len(piece.lstrip()), b - (len(piece) - len(piece.rstrip()))
        if a >= b:
            continue
        if out and not text[out[-1][1] : a].strip():
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return tuple(out)


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
            )
        )
    return out


def _holding(marker: Span | None, by_start: list[tuple[int, int, str]], starts: list[int]) -> str:
    if marker is None:
        return ""
    k = bisect_right(starts, marker[0]) - 1
    return by_start[k][2] if k >= 0 and marker[0] <= by_start[k][1] + 12 else ""


def _note_id(n: NoteMark, home: str, taken: dict[str, int]) -> str:
    """`IV.33`; a second note of the same number is `IV-2.33`, notes called by signs are `IV-s.1`."""
    home = (
        f"{home}-s"
        if n.label and not n.label.isdigit() and home
        else "s"
        if n.label and not n.label.isdigit()
        else home
    )
    plain = f"{home}.{n.number}" if home else str(n.number)
    taken[plain] = taken.get(plain, 0) + 1
    if taken[plain] == 1:
        return plain
    return f"{home or 'again'}-{taken[plain]}.{n.number}"


def division_labels(headings: tuple[HeadingMark, ...]) -> list[str]:
    """What each heading is called in note ids: its number, else its title ("Introduction"); a part's is put
    before where two would be the same."""
    raw: list[str] = []
    part = ""
    parts: list[str] = []
    for h in headings:
        title = (
            h.title.capitalize()
            if h.title.isupper() and h.kind == "chapter" and len(h.title.split()) == 1
            else h.title
        )
        label = h.number or "-".join(re.findall(r"[^\W_]+", title)[:6]) or "untitled"
        if h.kind == "part":
            part = label
        parts.append(part)
        raw.append(label)
    chapters = [raw[i] for i, h in enumerate(headings) if h.kind == "chapter"]
    return [
        f"{parts[i]}-{raw[i]}" if parts[i] and h.kind == "chapter" and chapters.count(raw[i]) > 1 else raw[i]
        for i, h in enumerate(headings)
    ]
