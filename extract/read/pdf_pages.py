"""The lines of PDF pages in reading order: one column or two, pieces of a line put together."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.extract.read.pdf_glyphs import Row

#: Rows from which a page may have columns, the share of rows in a right column from which it has two, the
#: same where most pages have two, and the share of rows across the middle from which it has none.
_ROWS, _TWO, _TWO_AMONG_TWO, _CROSSING = 8, 0.3, 0.02, 0.3
#: Points by which a row may pass the middle, and characters of the shortest row of a column: page numbers,
#: dates and other short ends of lines are none.
_OVER, _SHORTEST = 8, 12


def in_reading_order(pages: Sequence[list[Row]]) -> list[list[Row]]:
    """Every page in reading order; where half the pages have two columns, one with little in its right column
    has them too."""
    shares = [_sides(rows) for rows in pages]
    least = _TWO_AMONG_TWO if _mostly_two(shares, pages) else _TWO
    return [_ordered(rows, share >= least) for rows, share in zip(pages, shares, strict=True)]


def columns_of(pages: Sequence[list[Row]]) -> int:
    """How many columns most pages have, 1 or 2."""
    return 2 if _mostly_two([_sides(rows) for rows in pages], pages) else 1


def _mostly_two(shares: Sequence[float], pages: Sequence[list[Row]]) -> bool:
    return sum(s >= _TWO for s in shares) >= max(1, 0.5 * sum(bool(p) for p in pages))


def _middle(rows: Sequence[Row]) -> float:
    return (min(r.left for r in rows) + max(r.right for r in rows)) / 2


def _crosses(r: Row, middle: float) -> bool:
    return r.left < middle - _OVER and r.right > middle + _OVER


def _sides(rows: Sequence[Row]) -> float:
    """The share of a page's rows that stand in a right column; 0 on a page of one column."""
    if len(rows) < _ROWS:
        return 0.0
    middle = _middle(rows)
    if sum(_crosses(r, middle) for r in rows) > _CROSSING * len(rows):
        return 0.0
    return sum(r.left >= middle - _OVER and len(r.text) >= _SHORTEST for r in rows) / len(rows)


def _ordered(rows: list[Row], two: bool) -> list[Row]:
    """Rows from top to bottom; on a page of two columns the left before the right, what spans both where it
    stands."""
    if len(rows) < _ROWS and two:
        return sorted(rows, key=lambda r: -r.bottom)
    if not two:
        return _merged(sorted(rows, key=lambda r: (-round(r.bottom / 2), r.left)))
    middle = _middle(rows)
    out: list[Row] = []
    band: list[Row] = []
    for r in sorted(rows, key=lambda r: -r.bottom):
        if _crosses(r, middle):
            out += _band(band, middle)
            out.append(r)
            band = []
        else:
            band.append(r)
    return out + _band(band, middle)


def _band(rows: list[Row], middle: float) -> list[Row]:
    return [r for r in rows if r.left < middle - _OVER] + [r for r in rows if r.left >= middle - _OVER]


def _merged(rows: list[Row]) -> list[Row]:
    """Pieces of one printed line that stand at the same height put together."""
    out: list[Row] = []
    for r in rows:
        last = out[-1] if out else None
        if last and abs(last.bottom - r.bottom) < 0.35 * max(r.size, 1) and r.left >= last.right - 1:
            gap = "  " if r.left - last.right > 1.5 * r.size else " "
            size = last.size if len(last.text) >= len(r.text) else r.size
            bold = last.bold and r.bold
            out[-1] = Row(f"{last.text}{gap}{r.text}", last.left, r.right, last.bottom, size, bold)
        else:
            out.append(r)
    return out
