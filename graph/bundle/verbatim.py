"""Words of a document in what was written about it: taken out as offsets and digests, put back from the text.

A string that quotes the text becomes `{"withheld": [...]}`: pieces that are either words of our own (a
string) or a stretch of the raw text, `[start, end, digest]`, with `"line"` behind it where its line breaks
and doubled blanks were written as one blank. The digest is the SHA-256 of the raw stretch; offsets count code
points.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Any

from regesta.extract.record import Span

#: So many words in a row that also stand in the text are the text's words.
SHINGLE = 8
#: Quotations are looked for by so many words in a row, at so many places of the text at most.
_SEED, _PLACES = 4, 32
#: A quotation that notes interrupt has so many parts at most to be known by its spans.
_PARTS = 6
#: Members of records and verdicts that hold words of the text, however few.
QUOTING = frozenset(("quote", "raw", "context", "text"))
#: Members that name things: titles, authors, shelfmarks; names are not quotations.
NAMING = frozenset(("fields", "held_in", "identifiers", "source_name"))
MARK = "withheld"
#: Stands for words of a text by which they could not be put back.
GIVEN_UP = "[words not given]"
#: How what stands for words that are not given begins; some say where they begin in the text.
NOT_GIVEN = GIVEN_UP[:-1]
_WORD = re.compile(r"\w+")
_LINE = "line"


class DigestError(ValueError):
    """A stretch of the text that is not what it was; `place` is where."""

    def __init__(self, place: Span) -> None:
        super().__init__(f"the text differs at characters {place[0]} to {place[1]}")
        self.place = place


def digest(text: str) -> str:
    """SHA-256 (hex) of a text as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def given(words: str) -> bool:
    """Whether these are words, and nothing that stands for words that are not given."""
    return bool(words) and not words.startswith(NOT_GIVEN)


def shingles(text: str, size: int = SHINGLE) -> Iterator[tuple[str, ...]]:
    """Every run of so many words, in lower case, punctuation apart."""
    words = [m[0].casefold() for m in _WORD.finditer(text)]
    return (tuple(words[i : i + size]) for i in range(len(words) - size + 1))


class Verbatim:
    """The words of one raw text, found in strings."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _places(self) -> Sequence[Span]:
        return [m.span() for m in _WORD.finditer(self.text)]

    @cached_property
    def _shingles(self) -> frozenset[tuple[str, ...]]:
        return frozenset(shingles(self.text))

    @cached_property
    def _seeds(self) -> Mapping[tuple[str, ...], Sequence[int]]:
        """Four words in a row -> where they begin, by number of word."""
        out: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for n, seed in enumerate(shingles(self.text, _SEED)):
            out[seed].append(n)
        return out

    def quoted(self, words: str) -> bool:
        """Whether a string has eight words in a row of the text."""
        return any(s in self._shingles for s in shingles(words))

    def withheld(self, value: Any, member: str = "", near: Sequence[Span] = ()) -> Any:
        """A value of a record or verdict (JSON) with every quotation taken out; `near` are places where its
        words may stand."""
        if isinstance(value, str):
            return self._string(value, member, near)
        if isinstance(value, Mapping):
            own = (*near, *_spans_in(value))
            return {k: v if k in NAMING else self.withheld(v, k, own) for k, v in value.items()}
        if isinstance(value, list):
            return [self.withheld(v, member, near) for v in value]
        return value

    def _string(self, value: str, member: str, near: Sequence[Span]) -> Any:
        quoting = member in QUOTING
        if not value or not (quoting or self.quoted(value)):
            return value
        pieces = (self._whole(value, near) if quoting else None) or list(self._pieces(value))
        if quoting and not any(isinstance(p, list) for p in pieces) and value in self.text:
            at = self.text.index(value)
            pieces = [self._piece((at, at + len(value)), "raw")]
        return {MARK: pieces} if any(isinstance(p, list) for p in pieces) else value

    def _whole(self, value: str, near: Sequence[Span]) -> list[Any] | None:
        """A string that has the words of one of these places, or of some that follow each other, as that."""
        for first in range(len(near)):
            if how := self._how(value, near[first]):
                return [self._piece(near[first], how)]
            for last in range(first + 2, min(first + _PARTS, len(near)) + 1):
                parts = near[first:last]
                if " ".join(self.text[a:b] for a, b in parts) == value:
                    pieces = (p for span in parts for p in (" ", self._piece(span, "raw")))
                    return list(pieces)[1:]
        return None

    def _how(self, value: str, span: Span) -> str:
        """How a string has the words at a place: "raw", on one "line", or "" when it has not."""
        raw = self.text[span[0] : span[1]]
        return "raw" if raw == value else _LINE if " ".join(raw.split()) == value else ""

    def _piece(self, span: Span, how: str) -> list[Any]:
        made: list[Any] = [*span, digest(self.text[span[0] : span[1]])]
        return [*made, _LINE] if how == _LINE else made

    def _pieces(self, value: str) -> Iterator[Any]:
        """A string as stretches of the text and what stands between them."""
        places = [m.span() for m in _WORD.finditer(value)]
        seeds = list(shingles(value, _SEED))
        at = n = 0
        while n < len(seeds):
            found = self._longest(value, places[n][0], seeds[n])
            if found is None:
                n += 1
                continue
            end, span, how = found
            if places[n][0] > at:
                yield value[at : places[n][0]]
            yield self._piece(span, how)
            at = end
            n = bisect_left(places, (end, 0))
        if at < len(value):
            yield value[at:]

    def _longest(self, value: str, start: int, seed: tuple[str, ...]) -> tuple[int, Span, str] | None:
        """The longest stretch of the text that a string has from `start` on: where it ends in the string,
        where it stands in the text, and how its blanks are written."""
        best: tuple[int, Span, str] | None = None
        for n in self._seeds.get(seed, ())[:_PLACES]:
            begin = self._places[n][0]
            for how, (end, stop) in (
                ("raw", self._raw(value, start, begin)),
                (_LINE, self._line(value, start, begin)),
            ):
                if end > start and (best is None or end > best[0]):
                    best = (end, (begin, stop), how)
        return best

    def _raw(self, value: str, start: int, begin: int) -> tuple[int, int]:
        pairs = zip(value[start:], self.text[begin : begin + len(value) - start], strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        kept = len(value[start : start + same].rstrip())
        return start + kept, begin + kept

    def _line(self, value: str, start: int, begin: int) -> tuple[int, int]:
        """As far as the string has the words with every run of blanks as one blank."""
        text, p, q = self.text, start, begin
        kept = (start, begin)
        while p < len(value) and q < len(text):
            if value[p] == " " and text[q].isspace():
                p += 1
                while q < len(text) and text[q].isspace():
                    q += 1
            elif value[p] == text[q] and not text[q].isspace():
                p, q = p + 1, q + 1
                kept = (p, q)
            else:
                break
        return kept


def _spans_in(value: Any) -> list[Span]:
    """Every pair of offsets in a JSON value."""
    if isinstance(value, list):
        if len(value) == 2 and all(type(v) is int for v in value):
            return [(value[0], value[1])]
        return [s for v in value for s in _spans_in(v)]
    if isinstance(value, Mapping):
        return [s for v in value.values() for s in _spans_in(v)]
    return []


def restored(value: Any, text: str) -> Any:
    """A value with its quotations put back. Errors: DigestError where the text is another."""
    if isinstance(value, Mapping):
        if value.keys() == {MARK}:
            return "".join(p if isinstance(p, str) else _cut(p, text) for p in value[MARK])
        return {k: restored(v, text) for k, v in value.items()}
    return [restored(v, text) for v in value] if isinstance(value, list) else value


def _cut(piece: Sequence[Any], text: str) -> str:
    start, end, known = piece[:3]
    raw = text[start:end]
    if digest(raw) != known:
        raise DigestError((start, end))
    return " ".join(raw.split()) if _LINE in piece[3:] else raw


def pieces_of(value: Any) -> Iterator[tuple[int, int, str]]:
    """Every stretch that was taken out of a value: start, end, digest."""
    if isinstance(value, Mapping):
        if value.keys() == {MARK}:
            yield from ((p[0], p[1], p[2]) for p in value[MARK] if not isinstance(p, str))
            return
        for v in value.values():
            yield from pieces_of(v)
    elif isinstance(value, list):
        for v in value:
            yield from pieces_of(v)


def quotations(value: Any, member: str = "") -> Iterator[str]:
    """The strings of a record or verdict that are words of a text by the name of their member."""
    if isinstance(value, str):
        if value and member in QUOTING:
            yield value
    elif isinstance(value, Mapping):
        for k, v in value.items():
            yield from () if k in NAMING else quotations(v, member if k == MARK else k)
    elif isinstance(value, list):
        for v in value:
            yield from quotations(v, member)


def silenced(value: Any, texts: Sequence[Verbatim], *, all_quotations: bool = False, member: str = "") -> Any:
    """A value with what has eight words in a row of one of the texts given up for good; `all_quotations`:
    also what is a quotation by the name of its member."""
    if isinstance(value, str):
        gone = (all_quotations and value and member in QUOTING) or any(t.quoted(value) for t in texts)
        return GIVEN_UP if gone else value
    if isinstance(value, Mapping):
        again = (
            (k, v if k in NAMING else silenced(v, texts, all_quotations=all_quotations, member=k))
            for k, v in value.items()
        )
        return dict(again)
    if isinstance(value, list):
        return [silenced(v, texts, all_quotations=all_quotations, member=member) for v in value]
    return value


def leaks(value: Any, words: Verbatim, naming: Collection[str] = NAMING) -> Iterator[str]:
    """The strings of a value that still have eight words in a row of the text; names are left out."""
    if isinstance(value, str):
        if words.quoted(value):
            yield value
    elif isinstance(value, Mapping):
        for k, v in value.items():
            if k not in naming:
                yield from leaks(v, words, naming)
    elif isinstance(value, list):
        for v in value:
            yield from leaks(v, words, naming)


__all__ = [
    *(
        "DigestError",
        "Verbatim",
        "digest",
        "given",
        "leaks",
        "pieces_of",
        "quotations",
        "restored",
        "shingles",
    ),
    "silenced",
]
