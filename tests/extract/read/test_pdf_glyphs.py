"""The size of a glyph is the one it has on the page, wherever the file says it; turned glyphs are no text."""

from __future__ import annotations

import ctypes
import io

import pypdfium2 as pdfium
import pytest

from regesta.extract.read import analyse, read_bytes

WORDS = "The coroner began his inquiry by the quay and many people of the town were there to hear him."


def page(size: float, scale: float, stamp: bool = False) -> bytes:
    """A page whose text is set by a font operator of `size` in a text matrix of `scale`."""
    raw = pdfium.raw
    document = pdfium.PdfDocument.new()
    font = raw.FPDFText_LoadStandardFont(document.raw, b"Times-Roman")
    sheet = document.new_page(595, 842)

    def put(words: str, a: float, b: float, x: float, y: float, at: float = size) -> None:
        item = raw.FPDFPageObj_CreateTextObj(document.raw, font, at)
        encoded = (words + "\0").encode("utf-16-le")
        raw.FPDFText_SetText(
            item, ctypes.cast(ctypes.create_string_buffer(encoded), ctypes.POINTER(ctypes.c_ushort))
        )
        raw.FPDFPageObj_Transform(item, a, b, -b, a, x, y)
        raw.FPDFPage_InsertObject(sheet.raw, item)

    for k in range(20):
        put(WORDS[:88] + ("." if k == 19 else ""), scale, 0, 60, 780 - 14 * k)
    if stamp:
        put("Downloaded from https://example.org on 2 May 2024", 0, 1, 580, 300, 9)
    raw.FPDFPage_GenerateContent(sheet.raw)
    sheet.close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


@pytest.mark.parametrize(("size", "scale"), [(11.0, 1.0), (1.0, 11.0), (100.0, 0.11)])
def test_words_stay_whole(size: float, scale: float) -> None:
    document = read_bytes(page(size, scale), "a.pdf")
    said = " ".join(analyse(document, s).text for s in document.sentences)
    assert said.count("The coroner began his inquiry by the quay and many people") == 20


def test_a_stamp_in_the_margin_is_left_out_and_told() -> None:
    document = read_bytes(page(11.0, 1.0, stamp=True), "a.pdf")
    assert "Down" not in document.text
    assert [n.code for n in document.notes if n.code.startswith("glyphs")] == ["glyphs.turned"]
