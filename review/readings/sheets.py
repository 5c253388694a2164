"""A reading sheet kept: which sentence stands under which number, which candidate under which short name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from regesta.extract.read import Document
from regesta.extract.record import Division, Footnote, Record, Sentence, Span
from regesta.review.exchange.plan import ImportFault
from regesta.review.readings.names import Names
from regesta.review.readings.proposed import Proposed
from regesta.review.readings.reading import Ground
from regesta.review.readings.sheet import Numbered, numbered, printed

#: Sentences of a piece, about: what a reader does at one sitting. How far a cut may move to stand between two
#: divisions, and what one inside a division costs, in sentences moved.
PIECE, MOVE, INSIDE = 118, 20, 18
#: Sentences printed before and after a piece, for understanding it.
BEFORE, AFTER = 30, 6


class SheetError(ImportFault):
    """A sheet that cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The numbers and names a reader saw: they stay when the document is read or extracted anew."""

    document: str
    sha256: str
    sentences: Mapping[int, tuple[Span, ...]]
    candidates: Mapping[str, str]
    pieces: Mapping[str, tuple[int, int]]

    def to_json(self) -> str:
        """As a file."""
        row = {
            "document": self.document,
            "sha256": self.sha256,
            "sentences": {str(n): [list(s) for s in spans] for n, spans in self.sentences.items()},
            "candidates": dict(self.candidates),
            "pieces": {name: list(ends) for name, ends in self.pieces.items()},
        }
        return json.dumps(row, ensure_ascii=False, indent=0) + "\n"

    def expected(self, file: str) -> range:
        """The sentences a file of readings must have: those of the piece it is named after, else none."""
        piece = next((p for p in self.pieces if re.match(rf"{re.escape(p)}(?![0-9])", file)), None)
        return range(self.pieces[piece][0], self.pieces[piece][1] + 1) if piece else range(0)


def read_sheet(data: str) -> Sheet:
    """The sheet in a file. Errors: SheetError."""
    try:
        row: Any = json.loads(data)
        return Sheet(
            document=str(row["document"]),
            sha256=str(row["sha256"]),
            sentences={int(n): tuple((a, b) for a, b in spans) for n, spans in row["sentences"].items()},
            candidates={str(k): str(v) for k, v in row["candidates"].items()},
            pieces={str(k): (int(a), int(b)) for k, (a, b) in row.get("pieces", {}).items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SheetError(f"this is no reading sheet ({error}); `regesta sheet` makes one.") from error


def document_of(name: str, text: str, records: Iterable[Record]) -> Document:
    """A document as its records have it: divisions, sentences, notes."""
    kept = [r for r in records if r.document == name]
    sentences = sorted((r for r in kept if isinstance(r, Sentence)), key=lambda s: s.spans[0][0])
    return Document(
        id=name,
        text=text,
        divisions=tuple(r for r in kept if isinstance(r, Division)),
        sentences=tuple(sentences),
        footnotes=tuple(r for r in kept if isinstance(r, Footnote)),
    )


def ground_of(
    document: Document,
    records: Iterable[Record],
    thresholds: Mapping[str, float],
    sheet: Sheet | None = None,
    proposer: str = "reader",
) -> Ground:
    """What readings of a document are understood against: by the numbers and names of a sheet, else by new
    ones.

    Errors: SheetError for a sheet of another document or another text.
    """
    own = [r for r in records if r.document == document.id]
    lines = numbered(document, None)
    names: dict[str, str] | None = None
    if sheet is not None:
        _refuse_other(sheet, document)
        lines = list(_as_on(sheet, lines))
        names = {record: name for name, record in sheet.candidates.items()}
    by_number = {line.number: line for line in lines}
    return Ground(
        document, by_number, Proposed(document.text, lines, own, thresholds, names), Names(own), proposer
    )


def _refuse_other(sheet: Sheet, document: Document) -> None:
    if sheet.document != document.id:
        raise SheetError(f"this sheet is of the document {sheet.document!r}, not of {document.id!r}.")
    if sheet.sha256 != document.sha256:
        raise SheetError(
            f"this sheet is of another text of {document.id!r} (sha256 {sheet.sha256[:12]}…, here "
            f"{document.sha256[:12]}…): its offsets mean nothing here. Add the file that was read."
        )


def _as_on(sheet: Sheet, lines: Sequence[Numbered]) -> Iterator[Numbered]:
    """The sentences of a sheet under its numbers, with the notes called in them."""
    now = {line.spans: line for line in lines}
    notes = sorted(((n.marker, n) for line in lines for n in line.notes if n.marker), key=lambda row: row[0])
    order = sorted(sheet.sentences.items(), key=lambda row: row[1][0][0])
    ends = [*(spans[0][0] for _, spans in order[1:]), float("inf")]
    for (number, spans), end in zip(order, ends, strict=True):
        known = now.get(spans)
        if known is not None:
            yield replace(known, number=number)
        else:
            own = tuple(n for (a, _), n in notes if spans[0][0] <= a < end)
            yield Numbered(number, spans, own)


def sheet_of(ground: Ground) -> Sheet:
    """A new sheet, cut into pieces of whole passages."""
    document = ground.document
    return Sheet(
        document=document.id,
        sha256=document.sha256,
        sentences={n: line.spans for n, line in ground.lines.items()},
        candidates={name: r.id for name, r in ground.proposed.by_name.items()},
        pieces={
            f"p{k:02d}": (piece[0].number, piece[-1].number)
            for k, piece in enumerate(_pieces(document, list(ground.lines.values())), 1)
        },
    )


def _pieces(document: Document, lines: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """The sentences of each chapter in parts of about the same length, cut between divisions where that is
    near."""
    for chapter in _chapters(document, lines):
        count, start = max(1, round(len(chapter) / PIECE)), 0
        for k in range(1, count):
            want = round(len(chapter) * k / count)
            near = range(max(start + 1, want - MOVE), min(len(chapter) - 1, want + MOVE) + 1)
            cut = min(near, key=lambda j: (_cost(chapter, j) + abs(j - want), j))
            yield chapter[start:cut]
            start = cut
        yield chapter[start:]


def _cost(chapter: Sequence[Numbered], place: int) -> int:
    """What it costs to begin a piece with this sentence."""
    return 0 if chapter[place].division != chapter[place - 1].division else INSIDE


def _chapters(document: Document, lines: Sequence[Numbered]) -> Iterator[list[Numbered]]:
    """The sentences by the outermost division they stand in."""
    parent = {d.id: d.parent for d in document.divisions}

    def top(division: str) -> str:
        while parent.get(division):
            division = parent[division]
        return division

    out: list[Numbered] = []
    for line in lines:
        if out and top(out[-1].division) != top(line.division):
            yield out
            out = []
        out.append(line)
    if out:
        yield out


def printed_piece(ground: Ground, sheet: Sheet, piece: str) -> Iterator[str]:
    """A piece as a reader sees it, line by line: each sentence with its notes and what was proposed in it."""
    first, last = sheet.pieces[piece]
    yield f"PIECE {piece}: sentences {first} to {last}, one line for each of them."
    yield from _context(ground, "BEFORE", range(first - BEFORE, first))
    yield from ("", "TO READ")
    heading = None
    notes = {n.id: n for n in ground.document.footnotes}
    for number in range(first, last + 1):
        line = ground.lines[number]
        if line.heading != heading:
            heading = line.heading
            yield from ("", heading)
        yield from ("", f"{number}  {printed(ground.document, line)}")
        for note in line.notes:
            yield f"    note {note.number}: {' '.join(ground.document.text[slice(*note.span)].split())}"
        for row in ground.proposed.shown(line, notes):
            yield f"    {row}"
    yield from _context(ground, "AFTER", range(last + 1, last + AFTER))


def _context(ground: Ground, title: str, numbers: Iterable[int]) -> Iterator[str]:
    """Sentences around a piece, which get no lines of their own."""
    there = [ground.lines[n] for n in numbers if n in ground.lines]
    if there:
        yield from ("", f"{title} (context: no lines for these)")
    for line in there:
        yield f"  ({line.number})  {printed(ground.document, line)}"
