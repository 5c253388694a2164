"""Bytes become text, or an error that says which encodings were tried."""

from __future__ import annotations

import codecs
import unicodedata

from charset_normalizer import from_bytes

from regesta.extract.read.errors import ReadingError

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP container (DOCX, ODT, EPUB ...)",
    b"\xd0\xcf\x11\xe0": "an old Word document (.doc)",
    b"{\\rtf": "a rich text document (RTF)",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def format_of(data: bytes) -> str:
    """What a file's first bytes say it is, in words such as "a PNG image"; "" where they say nothing."""
    return next((what for magic, what in _MAGIC.items() if data.startswith(magic)), "")


def decode(data: bytes, name: str) -> str:
    """The text of a plain text file, as `decoded` finds it. Raises ReadingError."""
    return decoded(data, name)[0]


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text of a plain text file and the encoding it is in: UTF-8, UTF-16/32 with or without a byte order
    mark, the 8-bit encodings of Latin letters, else what charset-normalizer finds; a letter and an accent
    behind it become one character. Raises ReadingError."""
    text, encoding = _marked(data, name) or _unmarked(data, name)
    return unicodedata.normalize("NFC", _filled(text, name)), encoding


def _marked(data: bytes, name: str) -> tuple[str, str] | None:
    """The text behind a byte order mark; None for none."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as e:
                raise ReadingError(
                    f"{name} cannot be decoded",
                    f"it begins as {encoding} and breaks at byte {e.start}",
                    "Open it in an editor and save it again as UTF-8",
                ) from e
    return None


def _unmarked(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file that does not say its encoding."""
    _refuse_other_formats(data, name)
    if b"\x00" in data[:65536]:
        wide = _wide(data)
        if wide:
            return wide
        raise ReadingError(
            f"{name} is binary",
            "it holds zero bytes, which no text has",
            "Save the document as plain text in UTF-8, or give it the suffix of its format",
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as e:
        broken = e.start
    mended = _mended(data)
    return (mended, MENDED) if mended else _eight_bit(data, name, broken)


def _refuse_other_formats(data: bytes, name: str) -> None:
    if what := format_of(data):
        raise ReadingError(
            f"{name} is {what}, not plain text",
            "its first bytes say so",
            "Give it the suffix of its format, or save it as plain text in UTF-8",
        )


def _eight_bit(data: bytes, name: str, broken: int) -> tuple[str, str]:
    """The text in the 8-bit encoding that fits best; `broken` is the byte at which UTF-8 fails."""
    encoding = _western(data) or _detected(data)
    if encoding:
        try:
            text = data.decode(encoding)
            if any(c.isalpha() for c in text[:100_000]):
                return text, encoding
        except UnicodeDecodeError:
            pass
    tried = "UTF-8" + (f", {encoding}" if encoding else "")
    raise ReadingError(
        f"{name} cannot be decoded",
        f"tried {tried}; UTF-8 breaks at byte {broken}",
        f"Save it as UTF-8, for instance: iconv -f WINDOWS-1252 -t UTF-8 {name} > utf8.txt",
    )


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 or UTF-32 without a byte order mark: the text and the one that gives words with spaces between
    and no controls; None for none."""
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        unit = 4 if encoding.startswith("utf-32") else 2
        try:
            text = data[: len(data) - len(data) % unit].decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:20_000]
        odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") for c in sample if c not in "\t\n\r\f\v")
        if odd == 0 and sum(c in " \n\r\t" for c in sample) >= 0.04 * len(sample):
            return text, encoding
    return None


#: Bytes at the head of a file that tell whether it is UTF-8 with slips, and how many whole characters each
#: slip needs beside it.
_SAMPLE, _WHOLE = 200_000, 10


def _mended(data: bytes) -> str:
    """UTF-8 with a few strange bytes (a cut end, a pasted Windows quotation mark): each of them is read as
    Windows-1252; "" when it is no UTF-8."""
    begun, strange = _with_slips(data[:_SAMPLE])
    if len(data) > _SAMPLE and len(strange) * _WHOLE > sum(ord(c) > 127 for c in begun):
        return ""
    text, strange = _with_slips(data)
    whole = sum(ord(c) > 127 for c in text) - sum(len(b) for b in strange)
    last = strange[-1] if strange else b""
    if last and data.endswith(last) and last[0] >= 0xC2:
        text = text[: -len(last)] + "\ufffd"  # cut off within a character
    return text if whole >= _WHOLE * len(strange) else ""


def _with_slips(data: bytes) -> tuple[str, list[bytes]]:
    """The bytes as UTF-8, those that are none as Windows-1252; and these."""
    strange: list[bytes] = []

    def single(e: UnicodeError) -> tuple[str, int]:
        assert isinstance(e, UnicodeDecodeError)
        strange.append(e.object[e.start : e.end])
        return e.object[e.start : e.end].decode("cp1252", errors="replace"), e.end

    codecs.register_error("regesta.single", single)
    return data.decode("utf-8", errors="regesta.single"), strange


#: How a text is called that is UTF-8 but for a few bytes.
MENDED = "utf-8, some bytes as cp1252"
#: Encodings of texts in Latin letters, the likeliest first.
_WESTERN = ("cp1252", "mac_roman", "cp1250", "cp850", "iso8859_2", "cp1254")


def _western(data: bytes) -> str:
    """The encoding of a text mostly in ASCII, by how its other characters sit in their words; "" when those
    are many or none fits."""
    data = data[:4_000_000]
    places = [i for i, b in enumerate(data) if b > 127]
    if len(places) > 0.12 * len(data):
        return ""
    best, found = 0.6 * min(len(places), 5000), ""
    for encoding in _WESTERN:
        text = data.decode(encoding, errors="replace")
        score = sum(_fits(text, i) for i in places[:5000])
        if score > best:
            best, found = score, encoding
    return found


#: Quotation marks by the side of a word they stand on, and signs that prose has anywhere.
_OPENING, _CLOSING = "\u201c\u2018\u201e\u00ab\u00bf\u00a1", "\u201d\u00bb"
_SIGNS = (
    "\u2013\u2014\u00a0\u2026\u00a7\u00b0\u00a3\u20ac\u00b7\u2022"
    "\u2020\u2021\u00ad\u00b9\u00b2\u00b3\u00bd\u00bc"
)


def _fits(text: str, i: int) -> float:
    """1 for a character that sits well where it stands: a letter in its case, a quotation mark or dash on its
    side; below 0 for what no prose has."""
    c, before, after = text[i], text[i - 1 : i], text[i + 1 : i + 2]
    if c.isalpha():
        return _letter_fits(c, before, after)
    if c == "\u2019":
        return float(before.isalnum() or before in ".,;:?!")
    if c in _OPENING:
        return float(not before.isalnum() and not after.isspace())
    if c in _CLOSING:
        return float(not before.isspace() and not after.isalnum())
    if c in _SIGNS:
        return 0.3 if before.islower() and after.islower() else 0.7
    return -1.0


def _letter_fits(c: str, before: str, after: str) -> float:
    """1 for a letter beside letters in its case, -1 for a capital amid small letters."""
    if c.islower():
        return float(before.isalpha() or after.isalpha() or not before.strip())
    if before.islower() or (before.isalpha() and after.islower()):
        return -1.0
    return float(after.isalpha() or before.isupper())


def _detected(data: bytes) -> str:
    """What charset-normalizer finds; "" for nothing sure."""
    best = from_bytes(data[:400_000]).best()
    return best.encoding if best is not None and best.encoding and best.chaos < 0.2 else ""


def _filled(text: str, name: str) -> str:
    if not text.strip():
        raise ReadingError(
            f"{name} is empty", "it holds nothing but blanks", "Save or download the file again"
        )
    controls = sum(1 for c in text[:100_000] if ord(c) < 32 and c not in "\t\n\r\f\v")
    if controls > max(8, len(text[:100_000]) // 200):
        raise ReadingError(
            f"{name} is binary",
            "it is full of control characters",
            "Save the document as plain text in UTF-8, or give it the suffix of its format",
        )
    return text
