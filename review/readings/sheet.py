"""The worksheet of a document: its body sentences numbered, with their notes, as annotators see them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from regesta.extract.read import Document
from regesta.extract.record import Footnote, Sentence, Span
from regesta.review.readings.passage import key_of, passage

#: A line of a worksheet that is a sentence, and a note's.
SENTENCE_LINE = re.compile(r"(\d+)  (\S.*)")
_INDENT = "    "
#: A printed note is cut past so many characters; the end of a long note says little about its sentence.
_NOTE = 600


@dataclass(frozen=True, slots=True)
class Numbered:
    """A body sentence of the annotated window: its number from 1, its parts in the raw text, its notes, and
    the heading it stands under."""

    number: int
    spans: tuple[Span, ...]
    notes: tuple[Footnote, ...] = ()
    division: str = ""
    heading: str = ""


def numbered(document: Document, window: Span | None, skipped: Sequence[Span] = ()) -> list[Numbered]:
    """The sentences that begin in the window (all of the document for None) and in none of the stretches that
    are skipped, numbered from 1."""
    notes = _notes_of(document)
    headings = {
        d.id: " ".join(f"{'#' * (d.level + 1)} {d.number} {d.title}".split()) for d in document.divisions
    }
    a, b = window or (0, len(document.text))
    out = [range(x, y) for x, y in skipped]
    starts = ((s, s.spans[0][0]) for s in document.sentences)
    inside = [s for s, start in starts if a <= start < b and not any(start in r for r in out)]
    return [
        Numbered(k, s.spans, tuple(notes[s.id]), s.division, headings.get(s.division, ""))
        for k, s in enumerate(inside, 1)
    ]


def _notes_of(document: Document) -> dict[str, list[Footnote]]:
    """Sentence id -> its notes in the order of their markers; a marker behind the full stop is the
    sentence's."""
    starts = [s.spans[0][0] for s in document.sentences]
    out: dict[str, list[Footnote]] = defaultdict(list)
    for note in sorted((n for n in document.footnotes if n.marker), key=lambda n: n.marker or (0, 0)):
        k = bisect_right(starts, (note.marker or (0, 0))[0]) - 1
        if k >= 0:
            out[_by_id(document, note, k).id].append(note)
    return out


def _by_id(document: Document, note: Footnote, k: int) -> Sentence:
    """The sentence a note says it belongs to, else the one its marker follows."""
    return next(
        (s for s in document.sentences[max(0, k - 1) : k + 2] if s.id == note.sentence), document.sentences[k]
    )


def worksheet(document: Document, lines: Sequence[Numbered]) -> Iterator[str]:
    """The worksheet line by line."""
    heading = None
    for line in lines:
        if line.heading != heading:
            heading = line.heading
            if heading:
                yield ""
                yield heading
        yield f"{line.number}  {printed(document, line)}"
        for note in line.notes:
            yield f"{_INDENT}note {note.number}: {_cut(' '.join(document.text[slice(*note.span)].split()))}"


def _cut(text: str) -> str:
    return text if len(text) <= _NOTE else text[: _NOTE - 2].rsplit(" ", 1)[0] + " …"


def marker_spans(document: Document) -> list[Span]:
    """Where notes are called, brackets of Markdown included, in text order."""
    text = document.text
    out = []
    for note in document.footnotes:
        if note.marker is None:
            continue
        a, b = note.marker
        if text[max(0, a - 2) : a] == "[^" and text[b : b + 1] == "]":
            a, b = a - 2, b + 1
        out.append((a, b))
    return sorted(out)


def printed(document: Document, line: Numbered) -> str:
    """The sentence on one line, each marker as `[^3]`."""
    text, numbers = document.text, {n.marker: n.number for n in line.notes if n.marker}
    called = {span: _number(text, span, numbers) for span in marker_spans(document)}
    pieces: list[str] = []
    shown: set[int | str] = set()
    for a, b in line.spans:
        at = a
        for (start, end), number in called.items():
            if a <= start < b:
                pieces += [text[at:start], f"[^{number}]"]
                shown.add(number)
                at = max(at, min(end, b))
        pieces += [text[at:b], " "]
    pieces += [f"[^{n.number}]" for n in line.notes if n.number not in shown]
    return " ".join("".join(pieces).split())


def _number(text: str, span: Span, numbers: Mapping[Span, int]) -> int | str:
    """The number of the note that is called at a place; as it is printed where no note is known."""
    inside = (n for (a, b), n in numbers.items() if span[0] <= a and b <= span[1])
    return next(inside, text[slice(*span)].strip("[^]"))


def renumbered(
    document: Document, sheet: str, window: Span | None, skipped: Sequence[Span] = ()
) -> list[Numbered]:
    """The sentences of a printed worksheet where they stand in the document as it is read now, by the numbers
    they have there: an annotation made from the sheet fits however sentences are told apart meanwhile.

    Errors: ValueError naming the first sentence whose words are not there.
    """
    lines = numbered(document, window, skipped)
    markers = marker_spans(document)
    whole = passage(document.text, [s for line in lines for s in line.spans], markers)
    by_start = {line.spans[0][0]: line for line in lines}
    out: list[Numbered] = []
    at = 0
    for number, words in _sentences(sheet):
        key = key_of(words)
        start = whole.key.find(key, at)
        if start < 0:
            raise ValueError(f"sentence {number} of the worksheet is not in the text: {words[:60]!r}")
        at = start + len(key)
        own = whole.raw(start, at)
        known = by_start.get(own[0][0])
        same = known is not None and passage(document.text, known.spans, markers).key == key
        home = max((n for n in lines if n.spans[0][0] <= own[0][0]), key=lambda n: n.spans[0][0])
        out.append(replace(home, number=number, spans=home.spans if same else own, notes=()))
    return _with_notes(out, [n for line in lines for n in line.notes])


def _with_notes(lines: Sequence[Numbered], notes: Sequence[Footnote]) -> list[Numbered]:
    """The sentences with the notes that are called in them or between them and the next."""
    ends = [*(n.spans[0][0] for n in lines[1:]), float("inf")]
    return [
        replace(n, notes=tuple(x for x in notes if x.marker and n.spans[0][0] <= x.marker[0] < end))
        for n, end in zip(lines, ends, strict=True)
    ]


def _sentences(sheet: str) -> Iterator[tuple[int, str]]:
    """The numbered sentences of a printed worksheet."""
    for line in sheet.splitlines():
        if (m := SENTENCE_LINE.fullmatch(line)) is not None:
            yield int(m[1]), m[2]
