"""PDF with a text layer: lines by position, markers by type size and height, notes by their place at the
foot."""

from __future__ import annotations

import ctypes
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium

from regesta.extract.read.errors import ReadingError
from regesta.extract.read.layout import Layout, TypeSizes
from regesta.extract.read.lines import split_lines
from regesta.extract.read.plain import layout_of
from regesta.extract.read.vocabulary import ReadingWords

_NOTE_START = re.compile(
    r"\s*[\[(]?(?:\d{1,3}|[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3})[\])]?[.]?\s*[^\W\d_\s\"\u201c\u2018]?"
)
_RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its box (points, y upwards) and its type size."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line: its words, box, and the size most of it is set in."""

    text: str
    left: float
    right: float
    bottom: float
    size: float


def read_pdf(data: bytes, name: str, words: ReadingWords) -> Layout:
    """The layout of a PDF; its text of record has one printed line a line, a form feed between pages. Raises
    ReadingError."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as e:
        if "password" in str(e).lower():
            raise ReadingError(
                f"{name} is password-protected",
                "it cannot be opened without its password",
                f"Save a copy without: qpdf --decrypt --password=... {name} open.pdf",
            ) from e
        raise ReadingError(
            f"{name} is no whole PDF",
            str(e),
            "Download or save it again; a complete file opens in a PDF viewer",
        ) from e
    try:
        pages = _ordered([_rows(document[i]) for i in range(len(document))])
        info = document.get_metadata_dict()
    except pdfium.PdfiumError as e:
        raise ReadingError(
            f"{name} is damaged",
            f"a page of it cannot be read ({e})",
            f"Mend it, for instance: qpdf {name} mended.pdf",
        ) from e
    finally:
        document.close()
    filled = sum(1 for p in pages if sum(len(r.text) for r in p) > 20)
    if not pages or filled < max(1, 0.2 * len(pages)):
        raise ReadingError(
            f"{name} has no text layer",
            f"{len(pages) - filled} of its {len(pages)} pages are only images",
            f"Run OCR first, for instance: ocrmypdf {name} with-text.pdf",
        )
    text, sizes = _text(pages)
    layout = layout_of(text, words, sizes)
    given = dict.fromkeys(("title",), layout.title) if layout.title else {"title": info.get("Title", "")}
    fields = {f: getattr(layout, f) for f in Layout.__slots__}
    return Layout(**{**fields, **given, "author": layout.author or info.get("Author", "")})


def _rows(page: pdfium.PdfPage) -> list[Row]:
    """The printed lines of a page, or pieces of them, as the file has them."""
    textpage = page.get_textpage()
    try:
        glyphs = list(_glyphs(textpage))
    finally:
        textpage.close()
        page.close()
    if not glyphs:
        return []
    rows = [_row(line) for line in _lines(glyphs)]
    return [r for r in rows if r.text.strip()]


def _ordered(pages: Sequence[list[Row]]) -> list[list[Row]]:
    """Every page in reading order; where half the pages have two columns, one with little in its right column
    has them too."""
    shares = [_sides(rows) for rows in pages]
    most = sum(s >= 0.3 for s in shares) >= max(1, 0.5 * sum(bool(p) for p in pages))
    return [
        _columns(rows, share >= (0.02 if most else 0.3)) for rows, share in zip(pages, shares, strict=True)
    ]


def _sides(rows: Sequence[Row]) -> float:
    """The share of a page's rows that stand in a right column; 0 on a page of one column."""
    if len(rows) < 8:
        return 0.0
    middle = (min(r.left for r in rows) + max(r.right for r in rows)) / 2
    crossing = sum(r.left < middle - 8 and r.right > middle + 8 for r in rows)
    # page numbers, dates and other short ends of lines are no column
    sides = sum(r.left >= middle - 8 and len(r.text) >= 12 for r in rows)
    return 0.0 if crossing > 0.3 * len(rows) else sides / len(rows)


def _glyphs(textpage: pdfium.PdfTextPage) -> Iterator[Glyph]:
    raw = pdfium.raw
    count = textpage.count_chars()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for i in range(count):
        code = raw.FPDFText_GetUnicode(textpage, i)
        if code in (0, 10, 13) or 0xD800 <= code <= 0xDFFF:
            continue
        char = "-" if code in (2, 0xFFFE) else chr(code)
        raw.FPDFText_GetCharBox(
            textpage, i, ctypes.byref(left), ctypes.byref(right), ctypes.byref(bottom), ctypes.byref(top)
        )
        size = raw.FPDFText_GetFontSize(textpage, i)
        yield Glyph(char, left.value, bottom.value, right.value, top.value, size)


def _lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs in text order cut into lines where the baseline moves by more than a raised sign would, the text
    jumps back or over a gutter."""
    out: list[list[Glyph]] = []
    base, size = 0.0, 0.0
    for g in glyphs:
        blank = g.char.isspace()
        if out and not blank:
            last = next((x for x in reversed(out[-1]) if not x.char.isspace()), None)
            if (
                last is None
                or abs(g.bottom - base) > 0.75 * max(size, g.size)
                or g.left < last.left - 2 * max(size, g.size)
                or g.left > last.right + 2.5 * max(size, g.size)
            ):
                out.append([])
        elif not out:
            out.append([])
        if not out[-1] or all(x.char.isspace() for x in out[-1]):
            base, size = g.bottom, g.size
        elif not blank and g.size >= size:
            base, size = (
                min(base, g.bottom) if g.char.isalpha() and g.char not in "gjpqy" else base,
                max(size, g.size),
            )
        out[-1].append(g)
    return out


def _row(line: Sequence[Glyph]) -> Row:
    """A line's words, with raised small digits as superscripts and spaces where gaps are wide."""
    inked = [g for g in line if not g.char.isspace()]
    if not inked:
        return Row("", 0, 0, 0, 0)
    size = Counter(round(g.size, 1) for g in inked).most_common(1)[0][0]
    base = statistics.median(g.bottom for g in inked)
    out: list[str] = []
    last: Glyph | None = None
    for g in line:
        if g.char.isspace():
            if out and out[-1] != " ":
                out.append(" ")
            continue
        # a pair of ones stands wide apart between its inks
        wide = (0.4 if g.char.isdigit() and last is not None and last.char.isdigit() else 0.22) * max(
            size, min(g.size, last.size) if last is not None else size
        )
        if last is not None and out[-1] != " " and g.left - last.right > wide:
            out.append(" ")
        raised = g.char.isdigit() and g.size < 0.85 * size and g.bottom > base + 0.12 * size
        out.append(g.char.translate(_RAISED) if raised else g.char)
        last = g
    return Row("".join(out).strip(), min(g.left for g in inked), max(g.right for g in inked), base, size)


def _columns(rows: list[Row], two: bool) -> list[Row]:
    """Rows from top to bottom; on a page of two columns the left before the right, what spans both where it
    stands."""
    if len(rows) < 8:
        return sorted(rows, key=lambda r: -r.bottom)
    if not two:
        return _merged(sorted(rows, key=lambda r: (-round(r.bottom / 2), r.left)))
    middle = (min(r.left for r in rows) + max(r.right for r in rows)) / 2
    crossing = [r for r in rows if r.left < middle - 8 and r.right > middle + 8]
    out: list[Row] = []
    band: list[Row] = []
    for r in sorted(rows, key=lambda r: -r.bottom):
        if r in crossing:
            out += _band(band, middle)
            out.append(r)
            band = []
        else:
            band.append(r)
    return out + _band(band, middle)


def _band(rows: list[Row], middle: float) -> list[Row]:
    return [r for r in rows if r.left < middle - 8] + [r for r in rows if r.left >= middle - 8]


def _merged(rows: list[Row]) -> list[Row]:
    """Pieces of one printed line that stand at the same height put together."""
    out: list[Row] = []
    for r in rows:
        if out and abs(out[-1].bottom - r.bottom) < 0.35 * max(r.size, 1) and r.left >= out[-1].right - 1:
            gap = "  " if r.left - out[-1].right > 1.5 * r.size else " "
            out[-1] = Row(
                f"{out[-1].text}{gap}{r.text}",
                out[-1].left,
                r.right,
                out[-1].bottom,
                max(out[-1].size, r.size),
            )
        else:
            out.append(r)
    return out


def _text_size(pages: Sequence[Sequence[Row]]) -> float:
    """The size of running text: on most pages the largest one that a good part of the page is set in, since
    notes may fill more of it."""
    largest: Counter[float] = Counter()
    for rows in pages:
        signs: Counter[float] = Counter()
        for r in rows:
            signs[r.size] += len(r.text)
        common = [size for size, n in signs.items() if n >= 0.15 * signs.total()]
        if common:
            largest[max(common)] += 1
    return largest.most_common(1)[0][0]


def _text(pages: Sequence[Sequence[Row]]) -> tuple[str, TypeSizes]:
    """The text of record and what its type sizes tell: one line a printed line; blank lines where the gap
    between lines is wide, and above the notes at the foot."""
    body = _text_size(pages)
    gaps = [
        a.bottom - b.bottom
        for p in pages
        for a, b in pairwise(p)
        if abs(a.size - body) < 0.3 and abs(b.size - body) < 0.3 and 0 < a.bottom - b.bottom < 4 * body
    ]
    usual = statistics.median(gaps) if gaps else 1.2 * body
    edge = statistics.multimode(round(r.left) for p in pages for r in p if abs(r.size - body) < 0.3)
    margin = min(edge) if edge else 0
    out: list[str] = []
    at = 0
    placed: list[tuple[int, Row]] = []
    for p in pages:
        lines: list[str] = []
        for k, r in enumerate(p):
            above = p[k - 1] if k else None
            if above is not None:
                gap = above.bottom - r.bottom
                changed = r.size < 0.93 * body and above.size >= 0.93 * body
                wide = gap > 1.35 * usual if r.size >= 0.93 * body else gap > 1.6 * usual
                if (
                    changed
                    or wide
                    or (r.size > 1.08 * body and above.size <= 1.08 * body)
                    or (above.size > 1.08 * body and r.size <= 1.08 * body)
                ):
                    lines.append("")
            indent = (
                "    " if abs(r.size - body) < 0.3 and 5 < r.left - margin < 60 and above is not None else ""
            )
            placed.append((at + len(lines), r))
            lines.append(indent + _unhyphened(r.text))
        out.append("\n".join(lines))
        at += max(1, len(lines))
    text = "\f".join(out) + "\n"
    return text, _sizes(placed, body) if len(split_lines(text)) == at else TypeSizes()


def _sizes(placed: Sequence[tuple[int, Row]], body: float) -> TypeSizes:
    """Which lines are set in the size of running text or above it; nothing where the notes are not set
    smaller."""
    notes = sum(r.size < 0.93 * body and bool(_NOTE_START.match(r.text)) for _, r in placed)
    text = frozenset(i for i, r in placed if r.size >= 0.97 * body) if notes >= 2 else frozenset()
    return TypeSizes(text=text, heads=frozenset(i for i, r in placed if r.size > 1.08 * body))


def _unhyphened(text: str) -> str:
    return re.sub(r"[\u00ad\u2010\u2011](?=\s*$)", "-", text)
