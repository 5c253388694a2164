"""The ways in: a path, bytes, or text becomes a Document."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from regesta.extract.read.assemble import assemble
from regesta.extract.read.damage import is_damaged, repair_words
from regesta.extract.read.detection import language_of
from regesta.extract.read.document import Document
from regesta.extract.read.errors import ReadingError
from regesta.extract.read.formats import read_layout
from regesta.extract.read.layout import Layout
from regesta.extract.read.plain import layout_of
from regesta.extract.read.vocabulary import reading_words
from regesta.extract.text.languages import ENGLISH, LanguagePack

#: Bytes; a thesis is some megabytes, a long PDF some tens.
MAX_BYTES = 150 * 1024 * 1024


def read_path(path: Path | str, document_id: str | None = None, language: LanguagePack = ENGLISH) -> Document:
    """The document in a file; its id is a slug of the file's name unless given. Raises ReadingError."""
    path = Path(path)
    if not path.exists():
        raise ReadingError(
            f"{path} is not there",
            "no file of that name",
            "Check the path, or list the folder with: ls " + str(path.parent),
        )
    if path.is_dir():
        raise ReadingError(
            f"{path} is a folder",
            "one file is read at a time",
            f"Name the file, for instance: regesta add {path}/thesis.txt",
        )
    if not path.is_file():
        raise ReadingError(
            f"{path} is no file",
            "it is a pipe, a socket or a device, which may never end",
            "Save what comes out of it in a file, and add that",
        )
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise ReadingError(
            f"{path.name} has {size // 1048576} MB",
            f"files above {MAX_BYTES // 1048576} MB are not read",
            "Split it by chapters, or save it without its images, and add the parts",
        )
    return read_bytes(path.read_bytes(), path.name, document_id, language)


def read_bytes(
    data: bytes, name: str, document_id: str | None = None, language: LanguagePack = ENGLISH
) -> Document:
    """The document in a file's bytes; `name` (with its suffix) tells the format. Raises ReadingError."""
    if not data:
        raise ReadingError(f"{name} is empty", "it has 0 bytes", "Save or download the file again")
    if len(data) > MAX_BYTES:
        raise ReadingError(
            f"{name} has {len(data) // 1048576} MB",
            f"files above {MAX_BYTES // 1048576} MB are not read",
            "Split it by chapters, or save it without its images, and add the parts",
        )
    layout, kind = read_layout(data, name, reading_words(language))
    if not layout.text.strip():
        raise ReadingError(
            f"{name} holds no text",
            "nothing was found in it but markup",
            "Open it in the program that made it and look whether it is empty",
        )
    return _document(layout, document_id or slug(name), name, data, kind, language)


def read_text(
    text: str,
    document_id: str,
    *,
    title: str = "",
    author: str = "",
    year: str = "",
    source_name: str = "",
    language: LanguagePack = ENGLISH,
) -> Document:
    """The document in a plain text; offsets are code points of `text` as given."""
    document = _document(
        layout_of(text, reading_words(language)),
        document_id,
        source_name or document_id,
        text.encode(errors="surrogatepass"),
        "text/plain",
        language,
    )
    return replace(
        document, title=title or document.title, author=author or document.author, year=year or document.year
    )


def _document(
    layout: Layout, document_id: str, name: str, data: bytes, media_type: str, language: LanguagePack
) -> Document:
    document = assemble(layout, document_id, reading_words(language))
    return replace(
        document,
        source_name=name,
        source_sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        language=language_of(document),
        damaged=is_damaged(layout.text, repair_words(language)),
    )


def slug(name: str) -> str:
    """An id out of a file's name: lower case, letters, digits, `._-`, at most 64 characters, the suffix left
    out."""
    stem = Path(name).stem or name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    out = re.sub(r"[^a-z0-9._-]+", "-", plain).strip("._-")[:64].rstrip("._-")
    return out or "document"
