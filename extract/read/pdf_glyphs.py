"""The glyphs of a PDF page as printed lines: by their baselines and the size they have on the page."""

from __future__ import annotations

import ctypes
import math
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium

from regesta.extract.read.pdf_pieces import put_in_place

_RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
#: In type sizes: how far a baseline may be off for the same line, how far back and ahead a line goes on, the
#: gap between inks that is a blank, also between two digits (a pair of ones stands wide apart).
_SAME_LINE, _BACK, _AHEAD, _BLANK, _BLANK_DIGITS = 0.6, 2.0, 2.5, 0.22, 0.4
#: A raised sign: so much smaller than its line, and so much above its baseline (in type sizes).
_SMALLER, _ABOVE = 0.85, 0.12
#: Degrees from which a glyph is turned, and the share of a page's glyphs from which the page itself is.
_TURNED, _TURNED_PAGE = 20.0, 0.5
#: The names of bold types ("TimesNewRomanPS-BoldMT", "CMBX10"), and bytes of the longest name.
_BOLD = re.compile(r"(?i)bold|black|heavy|semibd|demi|^(?:\w{6}\+)?(?:cmbx|sfbx)")
_FONT_NAME = 128
#: The first character behind the Latin, Greek and Cyrillic blocks.
_OTHER_SCRIPTS = 0x530
#: Surrogates, and what pdfium gives for glyphs that it cannot name.
_NO_TEXT = frozenset((0, 10, 13))


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its ink (points), baseline (y upwards), size on the page, whether it is turned, and
    its index on the page."""

    char: str
    left: float
    right: float
    base: float
    size: float
    turned: bool = False
    index: int = -1


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line: its words, box, the size most of it is set in, and whether all of it is bold."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class PageRows:
    """The printed lines of a page, or pieces of them, as the file has them, and how many glyphs were left
    out:
    turned ones (margin stamps) and those without a character."""

    rows: list[Row]
    turned: int = 0
    nameless: int = 0


def rows_of(page: pdfium.PdfPage) -> PageRows:
    """The lines of a page; closes it."""
    textpage = page.get_textpage()
    try:
        glyphs = list(_glyphs(textpage))
        inked = [g for g in glyphs if not g.char.isspace()]
        turned = sum(g.turned for g in inked)
        if turned < _TURNED_PAGE * max(1, len(inked)):
            glyphs = [g for g in glyphs if not g.turned]
        found = ((_row(line), line) for line in put_in_place(_lines(glyphs)))
        rows = [replace(row, bold=_is_bold(textpage, line)) for row, line in found if row.text.strip()]
    finally:
        textpage.close()
        page.close()
    nameless = sum(g.char == "\ufffd" or 0xE000 <= ord(g.char) <= 0xF8FF for g in inked)
    return PageRows(rows, turned, nameless)


def _is_bold(textpage: pdfium.PdfTextPage, line: Sequence[Glyph]) -> bool:
    """True when the first, the middle and the last letter (or digit) of a line are set in a bold type."""
    signs = [g for g in line if g.char.isalnum()]
    # a sign of another script is lent by another type
    letters = [g.index for g in signs if ord(g.char) < _OTHER_SCRIPTS] or [g.index for g in signs]
    return bool(letters) and all(
        _BOLD.search(_font(textpage, letters[k])) for k in {0, len(letters) // 2, len(letters) - 1}
    )


def _font(textpage: pdfium.PdfTextPage, index: int) -> str:
    """The name of the font that a character is set in; "" where the file has none."""
    name = ctypes.create_string_buffer(_FONT_NAME)
    flags = ctypes.c_int()
    length = pdfium.raw.FPDFText_GetFontInfo(textpage, index, name, _FONT_NAME, ctypes.byref(flags))
    return name.value.decode("utf-8", "replace") if length else ""


def _glyphs(textpage: pdfium.PdfTextPage) -> Iterator[Glyph]:
    raw = pdfium.raw
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    matrix = raw.FS_MATRIX()
    size, turned = 1.0, False
    for i in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, i)
        if code in _NO_TEXT or 0xD800 <= code <= 0xDFFF:
            continue
        raw.FPDFText_GetCharBox(
            textpage, i, ctypes.byref(left), ctypes.byref(right), ctypes.byref(bottom), ctypes.byref(top)
        )
        raw.FPDFText_GetCharOrigin(textpage, i, ctypes.byref(x), ctypes.byref(y))
        if raw.FPDFText_GetMatrix(textpage, i, ctypes.byref(matrix)) and not raw.FPDFText_IsGenerated(
            textpage, i
        ):
            # the size stands in the matrix in many files, and only in the font operator in others
            size = raw.FPDFText_GetFontSize(textpage, i) * (math.hypot(matrix.c, matrix.d) or 1.0)
            turned = abs(math.degrees(math.atan2(matrix.b, matrix.a))) > _TURNED
        yield Glyph(_char(code), left.value, right.value, y.value, size, turned, i)


def _char(code: int) -> str:
    """The character of a code; pdfium's signs for a hyphen at a line's end are hyphens."""
    return "-" if code in (2, 0xFFFE) else chr(code)


def _lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs in text order cut into lines where the baseline moves by more than a raised sign would, the text
    jumps back or over a gutter."""
    out: list[list[Glyph]] = []
    main: Glyph | None = None
    last: Glyph | None = None
    for g in glyphs:
        if g.char.isspace():
            if out:
                out[-1].append(g)
            continue
        if main is None or last is None or _elsewhere(g, main, last):
            out.append([])
            main = g
        elif g.size > main.size:
            main = g
        out[-1].append(g)
        last = g
    return out


def _elsewhere(g: Glyph, main: Glyph, last: Glyph) -> bool:
    """True for a glyph of another line than the one whose largest glyph is `main` and whose last is
    `last`."""
    size = max(main.size, g.size)
    return (
        abs(g.base - main.base) > _SAME_LINE * size
        or g.left < last.left - _BACK * size
        or g.left > last.right + _AHEAD * size
    )


def _row(line: Sequence[Glyph]) -> Row:
    """A line's words and box."""
    inked = [g for g in line if not g.char.isspace()]
    if not inked:
        return Row("", 0, 0, 0, 0)
    size = Counter(round(g.size, 1) for g in inked).most_common(1)[0][0]
    base = statistics.median(g.base for g in inked if g.size >= _SMALLER * size)
    text = _written(line, size, base)
    return Row(text, min(g.left for g in inked), max(g.right for g in inked), base, size)


def _written(line: Sequence[Glyph], size: float, base: float) -> str:
    """A line's words, with raised small digits as superscripts and spaces where gaps are wide, letters and
    their accents as one character; a blank that is none on the page, before a raised number, is left out."""
    out: list[str] = []
    last: Glyph | None = None
    for g in line:
        if g.char.isspace():
            out.append(" ")
            continue
        raised = _is_raised(g, size, base)
        apart = last is not None and _apart(last, g, size)
        if apart:
            out.append(" ")
        elif raised and last is not None:
            while out[-1] == " ":
                out.pop()
        out.append(g.char.translate(_RAISED) if raised else g.char)
        last = g
    return unicodedata.normalize("NFC", re.sub(" +", " ", _without_controls("".join(out))).strip())


def _without_controls(text: str) -> str:
    """The words without the codes of old fonts (U+0080 to U+009F): each is what Windows-1252 has there, and
    nothing where that stands beside it already."""

    def meant(m: re.Match[str]) -> str:
        char = m.group().encode("latin-1").decode("cp1252", errors="ignore")
        return "" if text[m.end() : m.end() + 1] == char else char

    return re.sub(r"[\x80-\x9f]", meant, text)


def _apart(last: Glyph, g: Glyph, size: float) -> bool:
    """True when the gap between two glyphs is a blank."""
    share = _BLANK_DIGITS if last.char.isdigit() and g.char.isdigit() else _BLANK
    return g.left - last.right > share * max(size, min(g.size, last.size))


def _is_raised(g: Glyph, size: float, base: float) -> bool:
    return g.char.isdigit() and g.size < _SMALLER * size and g.base > base + _ABOVE * size
