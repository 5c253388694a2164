"""Where a span stands, in words a reader can follow in the printed document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

from regesta.extract.read.document import Document
from regesta.extract.record import Span

#: More places than this are counted, not listed.
MOST = 4


class Places:
    """The notes, lines and bibliography of one document, to name spans by."""

    def __init__(self, document: Document) -> None:
        self._lines = [0, *accumulate(len(line) for line in document.text.splitlines(keepends=True))]
        self._notes = sorted((span, n.id) for n in document.footnotes for span in (n.spans or (n.span,)))
        self._listed = sorted(e.span for e in document.bibliography)

    def name(self, span: Span) -> str:
        """ "note II.14, line 312", "bibliography, line 5021" or "line 120"; lines count from 1."""
        line = f"line {bisect_right(self._lines, span[0])}"
        k = bisect_right(self._notes, (span, "\uffff")) - 1
        for place, note in self._notes[max(0, k - 1) : k + 2]:
            if place[0] <= span[0] < place[1]:
                return f"note {note}, {line}"
        k = bisect_right(self._listed, (span[0], len(self._lines) * 10**6)) - 1
        if k >= 0 and self._listed[k][0] <= span[0] < self._listed[k][1]:
            return f"bibliography, {line}"
        return line

    def names(self, spans: Iterable[Span]) -> str:
        """The places of a finding, no two the same, the first few of them."""
        found = list(dict.fromkeys(map(self.name, spans)))
        more = len(found) - MOST
        return "; ".join(found[:MOST]) + (f"; and {more} more" if more > 0 else "")
