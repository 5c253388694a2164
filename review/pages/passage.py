"""The text around a record, cut into pieces that each know which records cover them, and the notes called
from it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup, escape

from regesta.extract.record import (
    Citation,
    Claim,
    Date,
    Decision,
    Discrepancy,
    Division,
    Event,
    Footnote,
    Identity,
    Mention,
    Position,
    Record,
    Resolution,
    Sentence,
    Span,
)
from regesta.review.passages import as_seen_by
from regesta.review.reanchoring import anchor
from regesta.review.session import ReviewSession
from regesta.review.state import Judged

#: Sentences shown before and after those a record stands in.
AROUND = 5
#: Places shown of a record that stands in no one place, such as an actor.
MOST_PLACES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of raw text from offset `start` (-1: a blank that is not in it); `marks` names the records over
    it, widest first, `classes` what it looks like.

    `note` is the footnote a marker calls; `called` that note, on the piece after which it is to be shown.
    """

    start: int
    text: Markup
    classes: str
    marks: tuple[str, ...]
    note: str = ""
    called: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One sentence; `here` when the record stands in it, `heading` when a division begins, `page` when a page
    does."""

    pieces: tuple[Piece, ...]
    here: bool
    heading: str = ""
    page: str = ""
    gap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One footnote; `here` when the record stands in it."""

    id: str
    label: str
    pieces: tuple[Piece, ...]
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What the left half of the page shows; `items` are the records that stand in it, in text order.

    `notes` are those of the lines, each beside its marker too (`Piece.called`), and after them `apart`: what
    is called in none of the lines.
    """

    document: str
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    apart: tuple[Note, ...]
    items: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    record: str
    classes: str
    note: str = ""


def passage_of(session: ReviewSession, item: Judged) -> Passage:
    """The passage a record is judged in."""
    record = item.record
    view = _view_of(session, record)
    if not view.chosen and not isinstance(record, Citation | Identity | Resolution):
        return Passage(document=record.document, lines=(), notes=(), apart=(), items=())
    notes = _notes(session, record, view.shown)
    items = _items(session, record.document, view.ranges(notes))
    marks = _all_marks(session, record, items, notes)
    text = session.texts[record.document]
    shown = _shown_notes(view, record, notes, text, marks) + _entries(session, record, text, marks)
    waiting = {n.id: n for n in shown}
    lines = tuple(_lines(session, text, view, marks, waiting))
    return Passage(
        document=record.document,
        lines=lines,
        notes=tuple(shown),
        apart=tuple(waiting.values()),
        items=tuple(i for i in items if i.record.id != record.id),
    )


def lines_of(
    session: ReviewSession, document: str, sentences: Sequence[Sentence], second: str = ""
) -> list[tuple[Line, tuple[Note, ...]]]:
    """Some sentences with all that was found in them marked, as a `second` reader sees it where one is named,
    and the notes called in each."""
    text, notes = session.texts[document], session.notes_of(document)
    likely = session.workspace.settings.thresholds
    out = []
    for sentence in sentences:
        called = [n for n in notes if n.sentence == sentence.id]
        items = as_seen_by(second, _items(session, document, sentence.spans))
        marks = [m for item in items for m in _marks(item, likely)]
        marks += [_Mark(n.marker, "", "marker", n.id) for n in called if n.marker]
        line = Line(pieces=tuple(_parts(text, sentence.spans, marks)), here=False, page=sentence.page)
        out.append((line, tuple(_plain_note(n, text) for n in called)))
    return out


def _plain_note(note: Footnote, text: str) -> Note:
    """A note with nothing marked in it."""
    words = tuple(_parts(text, _words_of(note, text), []))
    return Note(id=note.id, label=note.label or str(note.number), pieces=words, here=False)


@dataclass(frozen=True, slots=True)
class _View:
    """What of a document is shown of a record: the places it stands in, and the numbers of the sentences
    around them."""

    sentences: Sequence[Sentence]
    places: Sequence[Span]
    chosen: Sequence[int]

    @property
    def shown(self) -> list[Sentence]:
        """The sentences around the record, in text order."""
        return [self.sentences[n] for n in self.chosen]

    def ranges(self, notes: Iterable[Footnote]) -> list[Span]:
        """The text that is shown: the sentences, and the bodies of their notes."""
        spans = [span for sentence in self.shown for span in sentence.spans]
        return spans + [span for note in notes for span in _body(note)]

    def stands_in(self, spans: Iterable[Span]) -> bool:
        """Whether the record stands in any of the spans."""
        return any(x < b and a < y for x, y in spans for a, b in self.places)

    def follows_gap(self, place: int) -> bool:
        """Whether sentences are left out before the one at a place of `chosen`."""
        return place > 0 and self.chosen[place - 1] != self.chosen[place] - 1


def _view_of(session: ReviewSession, record: Record) -> _View:
    sentences = session.sentences.get(record.document, [])
    places = _places(session, record)
    chosen = sorted({n for a, b in places for n in _near(sentences, a, b)})
    return _View(sentences, places, chosen)


def _body(note: Footnote) -> Sequence[Span]:
    """The spans of a note's body."""
    return note.spans or (note.span,)


#: The stop that stands behind a note's number, which belongs to the number and not to the words.
_STOP = re.compile(r"\s*\.\s+(?=\S)")


def _words_of(note: Footnote, text: str) -> Sequence[Span]:
    """The spans of a note's body that are shown: without the stop behind its number."""
    (start, end), *rest = _body(note)
    stop = _STOP.match(text, start, end)
    return ((stop.end() if stop else start, end), *rest)


def _all_marks(
    session: ReviewSession, record: Record, items: Iterable[Judged], notes: Iterable[Footnote]
) -> list[_Mark]:
    """The marks of the records in the passage, of the record being judged, and of the markers of notes."""
    likely = session.workspace.settings.thresholds
    marks = [mark for item in items for mark in _marks(item, likely)]
    marks += _own_marks(session, record)
    marks += [_Mark(n.marker, "", "marker", n.id) for n in notes if n.marker]
    return marks


def _own_marks(session: ReviewSession, record: Record) -> list[_Mark]:
    """The marks of the record being judged. What stands in no one place of its own is shown by what names
    it."""
    marks = list(_own(record))
    if isinstance(record, Resolution):
        marks += [_Mark(span, "", "own") for span in ends_of(session, record)]
    named = (session.items[i].record for i in session.places_of(record) if i in session.items)
    marks += [_Mark(r.span, "", "own") for r in named if isinstance(r, Mention | Citation)]
    return marks


def _shown_notes(
    view: _View, record: Record, notes: Iterable[Footnote], text: str, marks: Sequence[_Mark]
) -> list[Note]:
    """The footnotes of the passage."""
    cited = set(getattr(record, "footnotes", ()))
    return [
        Note(
            id=n.id,
            label=n.label or str(n.number),
            pieces=tuple(_parts(text, _words_of(n, text), marks)),
            here=n.id in cited or view.stands_in(_body(n)),
        )
        for n in notes
    ]


def _entries(session: ReviewSession, record: Record, text: str, marks: Sequence[_Mark]) -> list[Note]:
    """What the apparatus points at outside the notes, such as an entry of the bibliography, as notes."""
    if not isinstance(record, Identity | Resolution):
        return []
    return [
        Note(id=f"entry-{a}", label="bib.", pieces=tuple(pieces(text, (a, b), marks)), here=True)
        for a, b in ends_of(session, record)
        if not _around(session, record.document, [(a, b)])
    ]


def _lines(
    session: ReviewSession, text: str, view: _View, marks: Sequence[_Mark], waiting: dict[str, Note]
) -> Iterable[Line]:
    """The sentences as lines, each note called after its marker and taken out of `waiting`."""
    division = page = ""
    for place, sentence in enumerate(view.shown):
        yield Line(
            pieces=tuple(_called(list(_parts(text, sentence.spans, marks)), waiting)),
            here=view.stands_in(sentence.spans),
            heading=_heading(session, sentence.division) if sentence.division != division else "",
            page=sentence.page if sentence.page != page else "",
            gap=view.follows_gap(place),
        )
        division, page = sentence.division, sentence.page


def _called(some: Sequence[Piece], waiting: dict[str, Note]) -> Iterable[Piece]:
    """The pieces, with each waiting note on the last one of its marker."""
    for n, piece in enumerate(some):
        last = piece.note and not any(p.note == piece.note for p in some[n + 1 :])
        yield replace(piece, called=waiting.pop(piece.note, None)) if last else piece


def _places(session: ReviewSession, record: Record) -> list[Span]:
    """Where a record stands: its own place and the markers of its notes; of one without a place, where it is
    named."""
    match record:
        case Discrepancy() | Identity() | Resolution():
            spans = ends_of(session, record)
            return [*spans, *(n.marker for n in _around(session, record.document, spans) if n.marker)]
        case Citation():
            note = session.footnotes.get((record.document, record.footnote))
            return [record.span, note.marker] if note and note.marker else [record.span]
        case Claim():
            return [record.content, *record.spans]
    place = anchor(record)
    return [place] if place is not None else _named_places(session, record)


def _named_places(session: ReviewSession, record: Record) -> list[Span]:
    """The first places where an actor, a source or a link's actor is named."""
    named = [session.items[i].record for i in session.places_of(record)[:MOST_PLACES] if i in session.items]
    return [place for other in named for place in _places(session, other)]


def ends_of(session: ReviewSession, record: Discrepancy | Identity | Resolution) -> list[Span]:
    """The places that a finding or link of the apparatus stands between."""
    if not isinstance(record, Resolution):
        return list(record.spans)
    target = session.items.get(record.target)
    back = [target.record.span] if target is not None and isinstance(target.record, Citation) else []
    return [record.span, *back, *([record.entry] if record.entry else [])]


def _around(session: ReviewSession, document: str, spans: Iterable[Span]) -> list[Footnote]:
    """The notes in whose bodies the spans stand, in the order of the notes."""
    wanted = list(spans)
    return [
        n
        for n in session.notes_of(document)
        if any(x <= a and b <= y for a, b in wanted for x, y in _body(n))
    ]


def note_at(session: ReviewSession, document: str, span: Span) -> str:
    """The id of the note in whose body a span stands, "" for none."""
    return next((n.id for n in _around(session, document, [span])), "")


def _near(sentences: Sequence[Sentence], start: int, end: int) -> range:
    """The sentences a span touches and some around them; the one before it when it touches none, as a note
    body does."""
    first = max(0, bisect_right(sentences, start, key=lambda s: s.spans[0][0]) - 1)
    # A record of more than forty sentences is shown by its first forty.
    nearby = range(max(0, first - 2), min(len(sentences), first + 40))
    touched = [n for n in nearby if any(a < end and start < b for a, b in sentences[n].spans)]
    if not touched:
        return range(0)
    return range(max(0, touched[0] - AROUND), min(len(sentences), touched[-1] + AROUND + 1))


def _notes(session: ReviewSession, record: Record, sentences: Iterable[Sentence]) -> list[Footnote]:
    """The notes shown with a record: those called in the sentences, those it cites (also where they are
    called further on: "... as he wrote. He added that ...7"), and those it stands in."""
    wanted = {s.id for s in sentences}
    cited = set(getattr(record, "footnotes", ()))
    called = [n for n in session.notes_of(record.document) if n.sentence in wanted or n.id in cited]
    return list({n.id: n for n in (*called, *_notes_stood_in(session, record))}.values())


def _notes_stood_in(session: ReviewSession, record: Record) -> Sequence[Footnote]:
    """The notes in whose bodies a record of the apparatus stands."""
    if isinstance(record, Discrepancy | Identity | Resolution):
        return _around(session, record.document, ends_of(session, record))
    if isinstance(record, Citation):
        own = session.footnotes.get((record.document, record.footnote))
        return [own] if own is not None else []
    return []


def _items(session: ReviewSession, document: str, ranges: Sequence[Span]) -> list[Judged]:
    found: dict[str, Judged] = {}
    for a, b in _merged(ranges):
        found.update({i.record.id: i for i in session.standing_in(document, a, b)})
    return list(found.values())


def _merged(ranges: Sequence[Span]) -> list[Span]:
    out: list[Span] = []
    for a, b in sorted(ranges):
        if out and a - out[-1][1] <= 3:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


def _marks(item: Judged, likely: Mapping[str, float]) -> list[_Mark]:
    record = item.record
    # What is below the threshold of its kind stays findable, but would drown the rest if it were marked too.
    look = (
        "faint"
        if item.status == "candidate" and record.confidence < likely.get(record.kind, 0.0)
        else f"{record.kind} {item.status}"
    )
    return [_Mark(span, record.id, look) for span in _marked_spans(record)]


def _marked_spans(record: Record) -> Sequence[Span]:
    """The spans of a record that are marked in the text."""
    match record:
        case Claim() | Discrepancy() | Position():
            return record.spans
        case Event() | Decision():
            return (record.trigger,)
        case Mention() | Citation():
            return (record.span,)
    return ()


def _own(record: Record) -> Iterable[_Mark]:
    """The spans of the record being judged, told apart by what they are."""
    for span, classes in _own_spans(record):
        yield _Mark(span, "", classes)
    date = getattr(record, "date", None)
    if isinstance(date, Date) and date.span:
        yield _Mark(date.span, "", "own-date")


def _own_spans(record: Record) -> Iterable[tuple[Span, str]]:
    """Span -> its classes."""
    match record:
        case Event() | Decision():
            yield record.trigger, "own own-trigger"
            if isinstance(record, Decision) and record.content:
                yield record.content, "own"
        case Claim() | Discrepancy() | Identity() | Position():
            yield from ((span, "own") for span in record.spans)
            if isinstance(record, Claim) and record.cue:
                yield record.cue, "own-cue"
        case Mention() | Citation():
            yield record.span, "own"


def _parts(text: str, spans: Sequence[Span], marks: Sequence[_Mark]) -> Iterable[Piece]:
    """The pieces of an interrupted run of text, with a blank where notes or a page break stood between its
    parts."""
    for n, span in enumerate(spans):
        if n:
            yield Piece(start=-1, text=Markup(" "), classes="cut", marks=())
        yield from pieces(text, span, marks)


def pieces(text: str, span: Span, marks: Sequence[_Mark]) -> list[Piece]:
    """A span cut wherever a mark begins or ends; joined again the pieces are the raw text, character for
    character."""
    start, end = span
    over = [m for m in marks if m.span[0] < end and start < m.span[1]]
    cuts = sorted({start, end, *(c for m in over for c in m.span if start < c < end)})
    return [_piece(text, a, b, over) for a, b in pairwise(cuts)]


def _piece(text: str, start: int, end: int, marks: Iterable[_Mark]) -> Piece:
    """A run of text that no mark begins or ends in, with the marks over it, widest first."""
    on = sorted(
        (m for m in marks if m.span[0] <= start and end <= m.span[1]),
        key=lambda m: (m.span[0] - m.span[1], m.record),
    )
    return Piece(
        start=start,
        text=raw(text[start:end]),
        classes=" ".join(dict.fromkeys(c for m in on for c in m.classes.split())),
        marks=tuple(dict.fromkeys(m.record for m in on if m.record)),
        note=next((m.note for m in on if m.note), ""),
    )


def raw(text: str) -> Markup:
    """Raw text for HTML; a carriage return is written as a reference, or the browser would drop it and
    offsets would slip."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))


def _heading(session: ReviewSession, division: str) -> str:
    item = session.items.get(division)
    if item is None or not isinstance(item.record, Division):
        return ""
    return f"{item.record.number}. {item.record.title}" if item.record.number else item.record.title
