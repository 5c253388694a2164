"""Bytes become text, or an error that says which encodings were tried."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from regesta.extract.read.errors import ReadingError

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP container (DOCX, ODT, EPUB ...)",
    b"\xd0\xcf\x11\xe0": "an old Word document (.doc)",
    b"{\\rtf": "a rich text document (RTF)",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"\x1f\x8b": "a gzip archive",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, name: str) -> str:
    """The text of a plain text file: UTF-8, UTF-16/32 with a byte order mark, else what charset-normalizer finds. Raises ReadingError."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return _filled(data.decode(encoding), name)
            except UnicodeDecodeError as e:
                raise ReadingError(
                    f"{name} cannot be decoded", f"it begins as {encoding} and breaks at byte {e.start}", "Open it in an editor and save it again as UTF-8"
                ) from e
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise ReadingError(
                f"{name} is {what}, not plain text", "its first bytes say so", "Give it the suffix of its format, or save it as plain text in UTF-8"
            )
    if b"\x00" in data[:65536]:
        raise ReadingError(
            f"{name} is binary", "it holds zero bytes, which no text has", "Save the document as plain text in UTF-8, or give it the suffix of its format"
        )
    try:
        return _filled(data.decode("utf-8"), name)
    except UnicodeDecodeError as e:
        broken = e
    best = from_bytes(data[:400_000]).best()
    if best is not None and best.encoding and best.chaos < 0.2:
        try:
            return _filled(data.decode(best.encoding), name)
        except UnicodeDecodeError:
            pass
    tried = "UTF-8" + (f", {best.encoding}" if best is not None else "")
    raise ReadingError(
        f"{name} cannot be decoded",
        f"tried {tried}; UTF-8 breaks at byte {broken.start}",
        f"Save it as UTF-8, for instance: iconv -f WINDOWS-1252 -t UTF-8 {name} > utf8.txt",
    )


def _filled(text: str, name: str) -> str:
    if not text.strip():
        raise ReadingError(f"{name} is empty", "it holds nothing but blanks", "Save or download the file again")
    controls = sum(1 for c in text[:100_000] if ord(c) < 32 and c not in "\t\n\r\f\v")
    if controls > max(8, len(text[:100_000]) // 200):
        raise ReadingError(
            f"{name} is binary", "it is full of control characters", "Save the document as plain text in UTF-8, or give it the suffix of its format"
        )
    return text
