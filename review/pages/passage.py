"""The text around a record, cut into pieces that each know which records cover them, and the notes called
from it."""

from __future__ import annotations

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
    Record,
    Resolution,
    Sentence,
    Span,
)
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
    sentences = session.sentences.get(record.document, [])
    here = _places(session, record)
    chosen = sorted({n for a, b in here for n in _near(sentences, a, b)})
    if not chosen and not isinstance(record, Citation | Identity | Resolution):
        return Passage(document=record.document, lines=(), notes=(), apart=(), items=())
    inside = {
        n
        for a, b in here
        for n, s in ((n, sentences[n]) for n in chosen)
        if any(x < b and a < y for x, y in s.spans)
    }
    notes = _notes(session, record, [sentences[n] for n in chosen])
    ranges = [s for n in chosen for s in sentences[n].spans] + [
        s for n in notes for s in n.spans or (n.span,)
    ]
    items = _items(session, record.document, ranges)
    likely = session.workspace.settings.thresholds
    marks = [m for i in items for m in _marks(i, likely)] + list(_own(record))
    marks.extend(
        _Mark(span, "", "own")
        for span in (ends_of(session, record) if isinstance(record, Resolution) else ())
    )
    # What stands in no one place of its own is shown by what names it.
    marks.extend(
        _Mark(r.span, "", "own")
        for i in session.places_of(record)
        if i in session.items
        for r in (session.items[i].record,)
        if isinstance(r, Mention | Citation)
    )
    marks.extend(_Mark(n.marker, "", "marker", n.id) for n in notes if n.marker)
    text = session.texts[record.document]
    cited = set(getattr(record, "footnotes", ()))
    shown = [
        Note(
            id=n.id,
            label=n.label or str(n.number),
            pieces=tuple(_parts(text, n.spans or (n.span,), marks)),
            here=n.id in cited or any(x < b and a < y for a, b in here for x, y in n.spans or (n.span,)),
        )
        for n in notes
    ]
    shown += [
        Note(id=f"entry-{a}", label="bib.", pieces=tuple(pieces(text, (a, b), marks)), here=True)
        for a, b in (ends_of(session, record) if isinstance(record, Identity | Resolution) else ())
        if not _around(session, record.document, [(a, b)])
    ]
    waiting = {n.id: n for n in shown}
    lines = list(
        _lines(
            session,
            text,
            [(sentences[n], n in inside, k > 0 and chosen[k - 1] != n - 1) for k, n in enumerate(chosen)],
            marks,
            waiting,
        )
    )
    return Passage(
        document=record.document,
        lines=tuple(lines),
        notes=tuple(shown),
        apart=tuple(waiting.values()),
        items=tuple(i for i in items if i.record.id != record.id),
    )


def _lines(
    session: ReviewSession,
    text: str,
    chosen: Iterable[tuple[Sentence, bool, bool]],
    marks: Sequence[_Mark],
    waiting: dict[str, Note],
) -> Iterable[Line]:
    """The sentences as lines, each note called after its marker and taken out of `waiting`."""
    division = page = ""
    for sentence, here, gap in chosen:
        yield Line(
            pieces=tuple(_called(list(_parts(text, sentence.spans, marks)), waiting)),
            here=here,
            heading=_heading(session, sentence.division) if sentence.division != division else "",
            page=sentence.page if sentence.page != page else "",
            gap=gap,
        )
        division, page = sentence.division, sentence.page


def _called(some: Sequence[Piece], waiting: dict[str, Note]) -> Iterable[Piece]:
    """The pieces, with each waiting note on the last one of its marker."""
    for n, piece in enumerate(some):
        last = piece.note and not any(p.note == piece.note for p in some[n + 1 :])
        yield replace(piece, called=waiting.pop(piece.note, None)) if last else piece


def _places(session: ReviewSession, record: Record) -> list[Span]:
    place = anchor(record)
    if isinstance(record, Discrepancy | Identity | Resolution):
        spans = ends_of(session, record)
        return [*spans, *(n.marker for n in _around(session, record.document, spans) if n.marker)]
    if isinstance(record, Citation):
        note = session.footnotes.get((record.document, record.footnote))
        at = note.marker if note else None
        return [record.span, *([at] if at else [])]
    if place is not None:
        return [place, *(record.spans if isinstance(record, Claim) else ())]
    names = session.places_of(record)
    return [
        p
        for i in names[:MOST_PLACES]
        if i in session.items
        for p in _places(session, session.items[i].record)
    ]


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
        if any(x <= a and b <= y for a, b in wanted for x, y in (n.spans or (n.span,)))
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
    wanted = {s.id for s in sentences}
    # What a record cites is shown with it, also where the note is called further on ("... as he wrote. He
    # added that ...7").
    cited = set(getattr(record, "footnotes", ()))
    found = [n for n in session.notes_of(record.document) if n.sentence in wanted or n.id in cited]
    if isinstance(record, Discrepancy | Identity | Resolution):
        known = {n.id for n in found}
        found.extend(
            n for n in _around(session, record.document, ends_of(session, record)) if n.id not in known
        )
    if (
        isinstance(record, Citation)
        and (own := session.footnotes.get((record.document, record.footnote)))
        and own not in found
    ):
        found.append(own)
    return found


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
    match record:
        case Claim():
            spans = list(record.spans)
        case Event() | Decision():
            spans = [record.trigger]
        case Mention() | Citation():
            spans = [record.span]
        case Discrepancy():
            spans = list(record.spans)
        case _:
            spans = []
    return [_Mark(s, record.id, look) for s in spans]


def _own(record: Record) -> Iterable[_Mark]:
    """The spans of the record being judged, told apart by what they are."""
    if isinstance(record, Event | Decision):
        yield _Mark(record.trigger, "", "own own-trigger")
    if isinstance(record, Decision) and record.content:
        yield _Mark(record.content, "", "own")
    if isinstance(record, Claim):
        for span in record.spans:
            yield _Mark(span, "", "own")
        if record.cue:
            yield _Mark(record.cue, "", "own-cue")
    if isinstance(record, Mention | Citation):
        yield _Mark(record.span, "", "own")
    if isinstance(record, Discrepancy | Identity):
        for span in record.spans:
            yield _Mark(span, "", "own")
    date = getattr(record, "date", None)
    if isinstance(date, Date) and date.span:
        yield _Mark(date.span, "", "own-date")


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
    over = [m for m in marks if m.span[0] < span[1] and span[0] < m.span[1]]
    cuts = sorted({span[0], span[1], *(c for m in over for c in m.span if span[0] < c < span[1])})
    out: list[Piece] = []
    for a, b in pairwise(cuts):
        on = sorted(
            (m for m in over if m.span[0] <= a and b <= m.span[1]),
            key=lambda m: (m.span[0] - m.span[1], m.record),
        )
        classes = " ".join(dict.fromkeys(c for m in on for c in m.classes.split()))
        note = next((m.note for m in on if m.note), "")
        out.append(
            Piece(
                start=a,
                text=raw(text[a:b]),
                classes=classes,
                marks=tuple(dict.fromkeys(m.record for m in on if m.record)),
                note=note,
            )
        )
    return out


def raw(text: str) -> Markup:
    """Raw text for HTML; a carriage return is written as a reference, or the browser would drop it and
    offsets would slip."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))


def _heading(session: ReviewSession, division: str) -> str:
    item = session.items.get(division)
    if item is None or not isinstance(item.record, Division):
        return ""
    return f"{item.record.number}. {item.record.title}" if item.record.number else item.record.title
