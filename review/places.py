"""Where the judged things stand: the records that overlap a stretch of text, and whether a place overlaps one
of several, found without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping

from regesta.extract.record import Record, Span
from regesta.review.reanchoring import anchor

#: A span longer than this is kept in a short list of its own, so that one whole chapter does not make every
#: look-up long.
LONG = 2_000


class Places:
    """Spans of records by document. `move` keeps it in step with edits; look-ups cost the neighbourhood, not
    the document."""

    def __init__(self, records: Iterable[Record]) -> None:
        """`records` that stand in no one place are passed over."""
        self._at: dict[str, tuple[str, Span]] = {}
        short: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._long: dict[str, set[str]] = defaultdict(set)
        self._moved: dict[str, set[str]] = defaultdict(set)
        for record in records:
            if (span := anchor(record)) is None:
                continue
            self._at[record.id] = (record.document, span)
            if span[1] - span[0] > LONG:
                self._long[record.document].add(record.id)
            else:
                short[record.document].append((span[0], record.id))
        self._short: Mapping[str, list[tuple[int, str]]] = {
            name: sorted(rows) for name, rows in short.items()
        }

    def move(self, record: Record) -> None:
        """A record has a new place, or is new."""
        span = anchor(record)
        known = self._at.get(record.id)
        if span is None or known == (record.document, span):
            return
        self._at[record.id] = (record.document, span)
        self._moved[record.document].add(record.id)

    def over(self, document: str, start: int, end: int) -> list[str]:
        """The ids of records whose place overlaps raw text [start:end], in text order."""
        rows = self._short.get(document, [])
        first = bisect_left(rows, (start - LONG, ""))
        last = bisect_left(rows, (end, ""))
        names = (
            {name for _, name in rows[first:last]}
            | self._long.get(document, set())
            | self._moved.get(document, set())
        )
        found = [
            (self._at[n][1], n)
            for n in names
            if self._at[n][0] == document and self._at[n][1][0] < end and start < self._at[n][1][1]
        ]
        return [name for _, name in sorted(found)]


class Stretches:
    """Some spans of one document, sorted, so that a place is compared with those near it."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._widest = max((b - a for a, b in self._spans), default=0)

    def touch(self, place: Span) -> bool:
        """Whether one of them overlaps the place."""
        first = bisect_left(self._spans, (place[0] - self._widest, 0))
        last = bisect_left(self._spans, (place[1], 0))
        return any(place[0] < b for _, b in self._spans[first:last])
