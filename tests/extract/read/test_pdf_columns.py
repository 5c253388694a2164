"""A PDF of two columns is read down the left column, then down the right one, under what spans both."""

from __future__ import annotations

import ctypes
import io
import textwrap

import pypdfium2 as pdfium

from regesta.extract.read import analyse, read_bytes

LEFT = (
    "The harbour commission was founded in 1904 by seven merchants of the town. It met on Mondays. Its minutes fill eleven volumes, and they say little about "
    "ships. The merchants quarrelled over dues, over the price of coal and over the lamp on the northern mole."
)
RIGHT = (
    "In 1911 the state took the harbour over. The merchants protested, and a deputation went to the capital by the night train. Nobody received it. The lamp was "
    "lit at last in the spring of 1912, when three of the seven were dead."
)


def two_columns() -> bytes:
    raw = pdfium.raw
    document = pdfium.PdfDocument.new()
    font = raw.FPDFText_LoadStandardFont(document.raw, b"Times-Roman")
    page = document.new_page(595, 842)

    def put(x: float, y: float, size: float, words: str) -> None:
        item = raw.FPDFPageObj_CreateTextObj(document.raw, font, size)
        encoded = (words + "\0").encode("utf-16-le")
        raw.FPDFText_SetText(
            item, ctypes.cast(ctypes.create_string_buffer(encoded), ctypes.POINTER(ctypes.c_ushort))
        )
        raw.FPDFPageObj_Transform(item, 1, 0, 0, 1, x, y)
        raw.FPDFPage_InsertObject(page.raw, item)

    put(180, 780, 16, "The Lamp on the Northern Mole")
    columns = [textwrap.wrap(t, 42) for t in (LEFT, RIGHT)]
    # line by line across both columns, as some programs write them
    for k in range(max(map(len, columns))):
        for x, column in zip((72, 320), columns, strict=True):
            if k < len(column):
                put(x, 740 - 14 * k, 11, column[k])
    raw.FPDFPage_GenerateContent(page.raw)
    page.close()
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def test_two_columns() -> None:
    document = read_bytes(two_columns(), "lamp.pdf")
    said = " ".join(analyse(document, s).text for s in document.sentences)
    assert said.replace("The Lamp on the Northern Mole ", "") == f"{LEFT} {RIGHT}"
