"""Pieces of a sentence found again in the raw text, as an annotator copied them."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from regesta.extract.record import Span, quote_of

#: Signs that are the same to who copies them by hand.
_ALIKE = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u2032": "'", "`": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2033": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
})  # fmt: skip
#: What is not looked at: emphasis of Markdown, soft hyphens, zero-width spaces.
_UNSEEN = frozenset("*_\u00ad\u200b\ufeff")
_CALLS = re.compile(r"\[\^[^\]\s]*\]")


def folded(text: str) -> str:
    """The text with its white space folded: what digests of the corpus are made of."""
    return " ".join(text.split())


def digest(text: str) -> str:
    """SHA-256 (hex) of a text with its white space folded."""
    return hashlib.sha256(folded(text).encode()).hexdigest()


class PieceError(ValueError):
    """A piece that does not stand in a sentence, or stands there more than once."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of one or more sentences as it is compared: without markers and emphasis, white space folded,
    and where every character stands in the raw text."""

    key: str
    offsets: tuple[int, ...]
    parts: tuple[Span, ...]

    def find(self, piece: str, at: int = 0) -> tuple[Span, ...]:
        """The raw spans of a piece, cut where something interrupts the sentence; `at` tells which occurrence,
        from 1.

        Errors: PieceError for a piece that is not there, or that is there more than once when `at` is 0.
        """
        wanted = key_of(piece)
        if not wanted:
            raise PieceError("is empty")
        places = self._places(wanted)
        if not places:
            raise PieceError(f"is not in the sentence{self._nearest(wanted)}")
        if at > len(places):
            raise PieceError(f"is there {len(places)} times, not {at}")
        if len(places) > 1 and not at:
            raise PieceError(f"is there {len(places)} times: say which one by its number")
        start = places[max(0, at - 1)]
        return self.raw(start, start + len(wanted))

    def every(self, piece: str) -> Iterator[tuple[Span, ...]]:
        """The raw spans of every occurrence of a piece."""
        wanted = key_of(piece)
        for start in self._places(wanted) if wanted else ():
            yield self.raw(start, start + len(wanted))

    def _places(self, wanted: str) -> list[int]:
        """Where a piece begins, as whole words; anywhere when it is nowhere whole words."""
        every = _occurrences(self.key, wanted)
        edges = [k for k in every if self._whole_words(k, k + len(wanted))]
        return edges or every

    def _whole_words(self, a: int, b: int) -> bool:
        before, after = self.key[a - 1 : a], self.key[b : b + 1]
        return not (before.isalnum() and self.key[a].isalnum()) and not (
            after.isalnum() and self.key[b - 1].isalnum()
        )

    def raw(self, start: int, end: int) -> tuple[Span, ...]:
        """The raw spans of some of the characters."""
        a, b = self.offsets[start], self.offsets[end - 1] + 1
        return tuple((max(a, x), min(b, y)) for x, y in self.parts if x < b and a < y)

    def _nearest(self, wanted: str) -> str:
        """The stretch that is most like what was looked for, as a hint."""
        words, size = self.key.split(), len(wanted.split())
        heads = [" ".join(words[k : k + size]) for k in range(max(1, len(words) - size + 1))]
        near = difflib.get_close_matches(wanted, heads, 1, 0.7)
        return f"; did you mean {near[0]!r}?" if near else ""


def _occurrences(text: str, wanted: str) -> list[int]:
    out, at = [], text.find(wanted)
    while at >= 0:
        out.append(at)
        at = text.find(wanted, at + 1)
    return out


def key_of(piece: str) -> str:
    """A piece as it is compared."""
    plain = _CALLS.sub("", piece).translate(_ALIKE)
    return " ".join("".join(c for c in plain if c not in _UNSEEN).split())


def passage(text: str, spans: Iterable[Span], markers: Sequence[Span]) -> Passage:
    """The passage of some raw spans; markers inside are left out."""
    parts = joined(text, spans)
    called = [range(a, b) for a, b in markers]
    key: list[str] = []
    offsets: list[int] = []
    for c, k in _seen(text, parts, called):
        if c != " " or (key and key[-1] != " "):
            key.append(c)
            offsets.append(k)
    whole = "".join(key).rstrip()
    return Passage(whole, tuple(offsets[: len(whole)]), tuple(parts))


def _seen(text: str, parts: Sequence[Span], called: Sequence[range]) -> Iterator[tuple[str, int]]:
    """The characters of some parts as they are compared, with their raw offsets: white space as one blank
    each, a blank between parts, markers and emphasis left out."""
    for a, b in parts:
        yield " ", a
        inside = [r for r in called if r.start < b and a < r.stop]
        for k in range(a, b):
            c = text[k].translate(_ALIKE)
            if c not in _UNSEEN and not any(k in r for r in inside):
                yield " " if c.isspace() else c, k


def joined(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans with neighbours that only blanks part made one."""
    out: list[Span] = []
    for a, b in spans:
        if out and not text[out[-1][1] : a].strip():
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return tuple(out)


def text_of(text: str, spans: Iterable[Span]) -> str:
    """The words at some spans, white space folded."""
    return folded(quote_of(text, spans))
