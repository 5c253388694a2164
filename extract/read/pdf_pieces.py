"""Pieces of a printed line that a PDF writes elsewhere in its order: a raised number at the page's end,
letters of a word set again. Each is put back where its ink stands."""

from __future__ import annotations

import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regesta.extract.read.pdf_glyphs import Glyph

#: Signs of the longest piece; lines of a page from which it is a table or a map.
_LONGEST, _CROWDED = 8, 400
#: In type sizes of the line: how far a raised number's baseline may stand above it (from, to), how far that
#: of letters may be off, how far behind the line's end a number may stand, and how far inks may overlap.
_RAISED, _LEVEL, _BEHIND, _OVERLAP = (0.12, 0.65), 0.08, 0.6, 0.12
#: A raised number is so much smaller than its line.
_SMALLER = 0.85


@dataclass(slots=True)
class _Line:
    """A line's glyphs, those with ink, its box, baseline and size of type."""

    glyphs: list[Glyph]
    ink: list[Glyph]
    left: float
    right: float
    base: float
    size: float


def put_in_place(lines: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """The lines of a page, each stray piece put into the line whose gap or edge it stands in."""
    if len(lines) > _CROWDED:
        return list(lines)
    known = [x for x in map(_line, lines) if x is not None]
    hosts = sorted(known, key=lambda x: x.base)
    bases = [x.base for x in hosts]
    gone: set[int] = set()
    for piece in _short(known):
        near = [h for h in _near(piece, hosts, bases) if id(h.glyphs) not in gone]
        place = _place(piece, near)
        if place is not None:
            _insert(piece, *place)
            gone.add(id(piece.glyphs))
    return [glyphs for glyphs in lines if id(glyphs) not in gone]


def _short(lines: Sequence[_Line]) -> list[_Line]:
    """The lines that may be pieces of others, the shortest first."""
    return sorted((x for x in lines if len(x.ink) <= _LONGEST), key=lambda x: len(x.ink))


def _place(piece: _Line, near: Sequence[_Line]) -> tuple[_Line, int] | None:
    """The line that has room for a piece, and how many of its glyphs stand left of it."""
    for host in near:
        before = _gap(piece, host)
        if before is not None:
            return host, before
    return None


def _line(glyphs: list[Glyph]) -> _Line | None:
    ink = [g for g in glyphs if not g.char.isspace()]
    if not ink:
        return None
    size = statistics.median(g.size for g in ink)
    base = statistics.median(g.base for g in ink)
    return _Line(glyphs, ink, min(g.left for g in ink), max(g.right for g in ink), base, size)


def _near(piece: _Line, hosts: Sequence[_Line], bases: Sequence[float]) -> list[_Line]:
    """The lines whose baseline fits a piece: the same for letters, somewhat lower for small digits."""
    low = bisect_left(bases, piece.base - _RAISED[1] * 2 * piece.size)
    near = hosts[low : bisect_right(bases, piece.base + _LEVEL * piece.size)]
    digits = all(g.char.isdigit() for g in piece.ink)
    return [h for h in near if _fits(piece, h, digits)]


def _fits(piece: _Line, host: _Line, digits: bool) -> bool:
    if len(host.ink) <= len(piece.ink):
        return False
    raised = piece.base - host.base
    if digits and piece.size < _SMALLER * host.size:
        level = _RAISED[0] * host.size < raised < _RAISED[1] * host.size
        return level and piece.right <= host.right + 2 * _BEHIND * host.size and piece.left > host.left
    level = abs(raised) <= _LEVEL * host.size and abs(piece.size - host.size) < 0.1 * host.size
    return level and host.left < piece.left and piece.right < host.right


def _gap(piece: _Line, host: _Line) -> int | None:
    """How many of the line's inked glyphs stand left of the piece; None where it would lie over others."""
    over = _OVERLAP * host.size
    before = [g for g in host.ink if g.left < piece.left]
    free = all(g.right <= piece.left + over for g in before) and all(
        g.left >= piece.right - over for g in host.ink if g.left >= piece.left
    )
    at_end = len(before) == len(host.ink)
    if not free or not before or (at_end and piece.left > host.right + _BEHIND * host.size):
        return None
    return len(before)


def _insert(piece: _Line, host: _Line, before: int) -> None:
    """Puts a piece's inked glyphs behind so many of the line's."""
    last = sorted(host.ink, key=lambda g: g.left)[before - 1]
    at = next(k for k, g in enumerate(host.glyphs) if g is last) + 1
    host.glyphs[at:at] = piece.ink
    host.ink += piece.ink
    host.right = max(host.right, piece.right)
