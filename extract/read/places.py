"""Where something stands in a document, as a person finds it: page, line, first words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from regesta.extract.read.document import Document
from regesta.extract.record import Span

#: A quotation has at most so many characters.
QUOTED = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of the raw text: its span, its characters that are no blanks, its first words, its page (as
    printed or counted; "" where unknown) and its line of the raw text, from 1."""

    span: Span
    characters: int
    quote: str
    page: str
    line: int


class Places:
    """Finds pages and lines; the text is looked through once."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def _breaks(self) -> list[int]:
        return [m.start() for m in re.finditer("\n", self.document.text)]

    @cached_property
    def _page_starts(self) -> list[int]:
        return [span[0] for _, span in self.document.pages]

    def of(self, span: Span) -> Place:
        """The place of a span, blanks at its ends left out."""
        text = self.document.text
        piece = text[slice(*span)]
        a, b = span[0] + len(piece) - len(piece.lstrip()), span[0] + len(piece.rstrip())
        page = bisect_right(self._page_starts, a) - 1
        words = " ".join(text[a : min(b, a + 3 * QUOTED)].split())
        return Place(
            span=(a, b),
            characters=sum(map(len, piece.split())),
            quote=words if len(words) <= QUOTED else words[: QUOTED - 2].rsplit(" ", 1)[0] + " …",
            page=self.document.pages[page][0] if page >= 0 else "",
            line=bisect_right(self._breaks, a - 1) + 1,
        )
