"""PDF with a text layer: lines by position, markers by type size and height, notes by their place at the
foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from regesta.extract.read.document import ReadingNote
from regesta.extract.read.errors import ReadingError
from regesta.extract.read.layout import Layout
from regesta.extract.read.pdf_glyphs import PageRows, rows_of
from regesta.extract.read.pdf_pages import columns_of, in_reading_order
from regesta.extract.read.pdf_text import text_of
from regesta.extract.read.plain import layout_of
from regesta.extract.read.vocabulary import ReadingWords

#: Characters of a page that has a text layer, and the share of pages that must have one.
_FILLED, _SHARE = 20, 0.2


def read_pdf(data: bytes, name: str, words: ReadingWords) -> Layout:
    """The layout of a PDF; its text of record has one printed line a line, a form feed between pages. Raises
    ReadingError."""
    document = _opened(data, name)
    try:
        pages = [rows_of(document[i]) for i in range(len(document))]
        info = document.get_metadata_dict()
    except pdfium.PdfiumError as e:
        raise ReadingError(
            f"{name} is damaged",
            f"a page of it cannot be read ({e})",
            f"Mend it, for instance: qpdf {name} mended.pdf",
        ) from e
    finally:
        document.close()
    _refuse_images(pages, name)
    rows = [p.rows for p in pages]
    text, sizes = text_of(in_reading_order(rows))
    layout = layout_of(text, words, sizes)
    return replace(
        layout,
        title=layout.title or info.get("Title", ""),
        author=layout.author or info.get("Author", ""),
        remarks=(*layout.remarks, *_left_out(pages)),
        metadata={**layout.metadata, "columns": str(columns_of(rows))},
    )


def _opened(data: bytes, name: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
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


def _refuse_images(pages: Sequence[PageRows], name: str) -> None:
    filled = sum(1 for p in pages if sum(len(r.text) for r in p.rows) > _FILLED)
    if not pages or filled < max(1, _SHARE * len(pages)):
        raise ReadingError(
            f"{name} has no text layer",
            f"{len(pages) - filled} of its {len(pages)} pages are only images",
            "It is a scan: take the Word file it was made of, or have its words recognised (OCR), as most "
            f"scanning programs and Acrobat do; in a terminal: ocrmypdf {name} with-text.pdf",
        )


def _left_out(pages: Sequence[PageRows]) -> list[ReadingNote]:
    """What the pages hold that is no text."""
    turned, nameless = sum(p.turned for p in pages), sum(p.nameless for p in pages)
    out: list[ReadingNote] = []
    if turned:
        message = f"{turned} turned characters (stamps in the margin, turned tables) were left out"
        out.append(ReadingNote(code="glyphs.turned", message=message))
    if nameless:
        message = f"{nameless} characters have no Unicode value in the file"
        out.append(ReadingNote(code="glyphs.nameless", message=message))
    return out
