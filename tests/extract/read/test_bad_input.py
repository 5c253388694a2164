"""Files that cannot be read: each gives one error that says what happened, why, and what to type next."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from regesta.extract.read import ReadingError, read_bytes, read_path, read_text
from regesta.extract.read import reader as reader_module

BOMB = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>&b;</p></body></text></TEI>"""


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no file of that name"):
        read_path(tmp_path / "gone.txt")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="is a folder"):
        read_path(tmp_path)


def test_folder_of_errors_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(ReadingError):
        read_path(tmp_path / "a.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.txt", "0 bytes"),
        (b" \n\n ", "a.txt", "nothing but blanks"),
        (b"%PDF-1.7 ...", "a.txt", "a PDF"),
        (b"PK\x03\x04....", "a.txt", "ZIP container"),
        (bytes(range(256)) * 40, "a.txt", "zero bytes"),
        (b"\x01\x02\x03\x04\x05\x06" * 300, "a.txt", "control characters"),
        (b"\xff\xfeA\x00\x00", "a.txt", "utf-16"),
        (b"x", "a.doc", "old Word"),
        (b"not a zip", "a.docx", "broken or was cut off"),
        (b"%PDF-1.4 nothing", "a.pdf", "no whole PDF"),
        (b"<TEI><text>", "a.tei", "well-formed"),
        (b"<root/>", "a.xml", "no <text>"),
        (BOMB, "a.xml", "declares XML entities"),
        (b"<html><body></body></html>", "a.html", "no text"),
    ],
)
def test_bytes(data: bytes, name: str, says: str) -> None:
    with pytest.raises(ReadingError) as e:
        read_bytes(data, name)
    assert says in str(e.value)
    assert e.value.next_step


def test_latin_text_is_decoded() -> None:
    text = "Der Außenminister erklärte, daß die Verhandlungen über die Meerengen für ihn beendet seien. " * 20
    assert "Außenminister" in read_bytes(text.encode("cp1252"), "a.txt").text


def test_windows_quotes_are_decoded() -> None:
    text = (
        "The minister’s note was “final”, he said, and the café closed. The other side’s answer – a long one – came later. "
        * 30
    )
    assert read_bytes(text.encode("cp1252"), "a.txt").text == text


def test_line_ends_are_kept() -> None:
    text = "Introduction\r\n\r\nThe first sentence. The second\r\nsentence.\r\n"
    document = read_bytes(text.encode(), "a.txt")
    assert document.text == text


def test_byte_order_mark() -> None:
    assert read_bytes("A sentence.".encode("utf-16"), "a.txt").text == "A sentence."


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub"])
def test_truncated_archives(essay: Any, makers: dict[str, Any], suffix: str) -> None:
    data = makers[suffix](essay)
    for size in (len(data) // 3, len(data) - 30):
        with pytest.raises(ReadingError):
            read_bytes(data[:size], f"a.{suffix}")


def test_damaged_archive(essay: Any, makers: dict[str, Any]) -> None:
    data = bytearray(makers["docx"](essay))
    data[60:400] = bytes(340)
    with pytest.raises(ReadingError):
        read_bytes(bytes(data), "a.docx")


def test_entities_in_docx(essay: Any) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("word/document.xml", BOMB)
    with pytest.raises(ReadingError, match="entities"):
        read_bytes(out.getvalue(), "a.docx")


def test_zip_bomb() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("word/document.xml", b" " * 80_000_000)
    with pytest.raises(ReadingError, match="unpacks to"):
        read_bytes(out.getvalue(), "a.docx")


def test_foreign_entity_is_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    data = f"<!DOCTYPE TEI SYSTEM '{secret}'><TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>Plain words stand here.</p></body></text></TEI>"
    assert "SECRET" not in read_bytes(data.encode(), "a.xml").text


def test_image_only_pdf() -> None:
    document = pdfium.PdfDocument.new()
    for _ in range(3):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(ReadingError, match="ocrmypdf"):
        read_bytes(out.getvalue(), "scan.pdf")


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for c in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(c ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def locked_pdf(password: bytes) -> bytes:
    """A one-page PDF under the standard security handler, revision 2 (PDF 1.4, 3.5): it opens with the
    password only."""
    pad = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
    user = (password + pad)[:32]
    owner = _rc4(hashlib.md5(user).digest()[:5], user)
    name, rights = b"0123456789abcdef", -4
    key = hashlib.md5(user + owner + (rights & 0xFFFFFFFF).to_bytes(4, "little") + name).digest()[:5]
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Filter /Standard /V 1 /R 2 /O <"
        + owner.hex().encode()
        + b"> /U <"
        + _rc4(key, pad).hex().encode()
        + b"> /P -4 >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for k, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (k, part)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    ident = name.hex().encode()
    return (
        out
        + table
        + b"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<"
        + ident
        + b"> <"
        + ident
        + b">] >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    )


def test_password_protected_pdf() -> None:
    assert len(pdfium.PdfDocument(locked_pdf(b"sesame"), password="sesame")) == 1
    with pytest.raises(ReadingError, match="password-protected") as e:
        read_bytes(locked_pdf(b"sesame"), "locked.pdf")
    assert "qpdf --decrypt" in e.value.next_step


def test_huge_file(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as f:
        f.truncate(200 * 1024 * 1024)
    with pytest.raises(ReadingError, match="200 MB"):
        read_path(path)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Thèse finale (v2).txt", "these-finale-v2"),
        ("..txt", "document"),
        ("中文.pdf", "document"),
        ("A" * 90 + ".md", "a" * 64),
        ("x.y_z-1.docx", "x.y_z-1"),
    ],
)
def test_slugs(name: str, slug: str) -> None:
    assert reader_module.slug(name) == slug


def test_a_text_without_notes() -> None:
    document = read_text("One sentence. Another one, by A. B. Smith, in 1945.\n", "a")
    assert len(document.sentences) == 2
    assert document.footnotes == ()


_ENGLISH = (
    "The minister’s note was “final”, he said, and the café closed. The other side’s answer – a long one – came later.\n"
    * 30
)
_RUSSIAN = "Министр сообщил, что переговоры о проливах для него закончены. Документ хранится в архиве.\n" * 30
_RARE = (
    "The treaty was signed by Åkermark at Åbo. "
    + "Nothing more was said about it in the whole of the winter.\n" * 400
)
_POLISH = "The minister wrote to Łódź on 4 May 1920. Nobody answered.\n" * 30


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *[(_ENGLISH, e) for e in ("utf-16-le", "utf-16-be", "utf-32-le", "cp1252", "mac-roman")],
        *[(_RUSSIAN, e) for e in ("cp1251", "koi8-r", "utf-16-le", "utf-16-be")],
        *[(_RARE, e) for e in ("latin-1", "cp1252", "utf-16-le")],
        *[(_POLISH, e) for e in ("cp1250", "iso8859-2")],
    ],
)
def test_encodings_that_no_mark_tells(text: str, encoding: str) -> None:
    document = read_bytes(text.encode(encoding), "a.txt")
    assert document.text == text
    assert [n.code for n in document.notes] == ["encoding.guessed"]


def test_a_few_strange_bytes_in_utf8() -> None:
    data = _ENGLISH.encode()
    document = read_bytes(data + b"The end\x92s here, in a caf\xe9 by the sea. Yes\xe2\x80", "a.txt")
    assert document.text == _ENGLISH + "The end’s here, in a café by the sea. Yes\ufffd"
    assert [n.code for n in document.notes] == ["encoding.guessed"]
    assert not read_bytes(data, "a.txt").notes


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xff" * 3000, "a.txt"),
        (b"Hello world.\x00 More text here." * 50, "a.txt"),
        (b"PK\x05\x06" + bytes(18), "a.docx"),
    ],
)
def test_no_text_at_all(data: bytes, name: str) -> None:
    with pytest.raises(ReadingError) as e:
        read_bytes(data, name)
    assert e.value.next_step


@pytest.mark.parametrize("suffix", ["docx", "odt", "epub", "pdf", "tei", "html"])
def test_damage_at_random_is_read_or_refused(essay: Any, makers: dict[str, Any], suffix: str) -> None:
    """Strange bytes and cut ends give a document or a ReadingError, never another exception."""
    whole, chance = makers[suffix](essay), random.Random(7)
    refusals: list[ReadingError] = []
    for _ in range(25):
        data = bytearray(
            whole[: chance.randrange(len(whole) // 2, len(whole))] if chance.random() < 0.3 else whole
        )
        for _ in range(chance.choice((1, 5, 40))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read_bytes(bytes(data), f"a.{suffix}")
        except ReadingError as e:
            refusals.append(e)
    assert all(e.next_step for e in refusals)
    assert refusals or suffix in ("html", "pdf")
