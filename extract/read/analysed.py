"""Text made fit for analysis, with the way back: every character knows where it stands in the raw text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from regesta.extract.record import Span


@dataclass(frozen=True, slots=True)
class AnalysedText:
    """`text` as analysed; `offsets[i]` is the raw offset of character i, or -1 for a character that repair
    put in.

    Real offsets rise strictly. Markers, interrupting note bodies, line breaks and doubled spaces are left out
    or folded.
    """

    text: str
    offsets: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError(
                f"analysed text has {len(self.text)} characters and {len(self.offsets)} offsets; "
                "one offset per character"
            )

    def span(self, start: int, end: int) -> Span:
        """The raw span from the first to the last real character of text[start:end]."""
        real = [o for o in self.offsets[start:end] if o >= 0]
        if not real:
            raise ValueError(f"no character of [{start}:{end}] stands in the raw text")
        return (real[0], real[-1] + 1)

    def spans(self, start: int, end: int, parts: tuple[Span, ...]) -> tuple[Span, ...]:
        """The raw spans of text[start:end], cut at `parts` (the sentence's own spans), so that no
        interrupting note lies inside."""
        a, b = self.span(start, end)
        cut = tuple((max(a, x), min(b, y)) for x, y in parts if x < b and a < y)
        return cut or ((a, b),)

    def at(self, raw: int) -> int:
        """The analysed position of the first real character at or after raw offset `raw`; len(text) when
        there is none."""
        if -1 not in self.offsets:
            return bisect_left(self.offsets, raw)
        real = [(o, i) for i, o in enumerate(self.offsets) if o >= 0]
        k = bisect_left(real, (raw, -1))
        return real[k][1] if k < len(real) else len(self.text)
