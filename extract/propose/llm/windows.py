"""Windows: neighbouring sentences of one division that a model reads at once, with some before them to
understand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from regesta.extract.annotate import AnnotatedSentence
from regesta.extract.record import Span


@dataclass(frozen=True, slots=True)
class Window:
    """`sentences` are to be annotated and numbered from 1; `before` come before them in the text."""

    sentences: tuple[AnnotatedSentence, ...]
    before: tuple[AnnotatedSentence, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """One raw span from its first sentence to its last."""
        return ((self.sentences[0].record.spans[0][0], self.sentences[-1].record.spans[-1][1]),)


def windows(sentences: Sequence[AnnotatedSentence], size: int, before: int) -> Iterator[Window]:
    """The sentences in windows of at most `size`, none across the end of a division, in document order."""
    for _, group in groupby(sentences, key=lambda s: s.record.division):
        own = list(group)
        for start in range(0, len(own), size):
            yield Window(tuple(own[start : start + size]), tuple(own[max(0, start - before) : start]))
