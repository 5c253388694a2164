"""Which reader reads which file: by its suffix, then by its first bytes."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from regesta.extract.read.decode import decoded
from regesta.extract.read.document import ReadingNote
from regesta.extract.read.docx import read_docx
from regesta.extract.read.epub import read_epub
from regesta.extract.read.errors import ReadingError
from regesta.extract.read.html import read_html
from regesta.extract.read.layout import Layout
from regesta.extract.read.markdown import read_markdown
from regesta.extract.read.odt import read_odt
from regesta.extract.read.pdf import read_pdf
from regesta.extract.read.plain import layout_of
from regesta.extract.read.tei import read_tei
from regesta.extract.read.vocabulary import ReadingWords

Reader = Callable[[bytes, str, ReadingWords], Layout]


def read_plain(data: bytes, name: str, words: ReadingWords) -> Layout:
    """The layout of a plain text file; an encoding that nothing in the file names is reported."""
    text, encoding = decoded(data, name)
    return _reported(layout_of(text, words), data, encoding)


def read_markdown_bytes(data: bytes, name: str, words: ReadingWords) -> Layout:
    """The layout of a Markdown file."""
    text, encoding = decoded(data, name)
    return _reported(read_markdown(text, words), data, encoding)


def _reported(layout: Layout, data: bytes, encoding: str) -> Layout:
    """The layout with its encoding, which is remarked where it was guessed."""
    layout = replace(layout, metadata={**layout.metadata, "encoding": encoding})
    if encoding in ("utf-8", "utf-8-sig") or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return layout
    message = f"the file does not say its encoding and is no clean UTF-8; it was read as {encoding}"
    return replace(layout, remarks=(*layout.remarks, ReadingNote(code="encoding.guessed", message=message)))


#: Media type -> its reader. A new format is one entry here and in SUFFIXES.
READERS: dict[str, Reader] = {
    "text/plain": read_plain,
    "text/markdown": read_markdown_bytes,
    "text/html": read_html,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": read_docx,
    "application/vnd.oasis.opendocument.text": read_odt,
    "application/epub+zip": read_epub,
    "application/tei+xml": read_tei,
    "application/pdf": read_pdf,
}
SUFFIXES: dict[str, str] = {
    ".txt": "text/plain",
    ".text": "text/plain",
    "": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".epub": "application/epub+zip",
    ".tei": "application/tei+xml",
    ".xml": "application/tei+xml",
    ".pdf": "application/pdf",
}
_KNOWN_OTHERS = {
    ".doc": "old Word documents",
    ".rtf": "rich text documents",
    ".pages": "Pages documents",
    ".tex": "LaTeX sources",
    ".djvu": "DjVu scans",
    ".mobi": "Kindle books",
    ".azw3": "Kindle books",
}


def media_type(data: bytes, name: str) -> str:
    """The media type of a file, by its suffix; a file named otherwise is told by its first bytes. Raises
    ReadingError for formats not read."""
    suffix = PurePath(name).suffix.lower()
    if suffix in _KNOWN_OTHERS:
        raise ReadingError(
            f"{name} is not read",
            f"{_KNOWN_OTHERS[suffix]} are not among the formats",
            "Open it in the program it was made with and save it as .docx (in Word: File, Save As, Word "
            f"document), or in a terminal: soffice --convert-to docx {name}",
        )
    if suffix in SUFFIXES and suffix:
        return SUFFIXES[suffix]
    if data.startswith(b"%PDF"):
        return "application/pdf"
    if data[:1024].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return "text/html"
    if b"www.tei-c.org" in data[:4096]:
        return "application/tei+xml"
    return "text/plain"


def read_layout(data: bytes, name: str, words: ReadingWords) -> tuple[Layout, str]:
    """The layout of a file and its media type. Raises ReadingError."""
    kind = media_type(data, name)
    layout = READERS[kind](data, name, words)
    if kind in ("text/html", "application/tei+xml") and (declared := _DECLARES.search(data[:4096])):
        encoding = declared[1].decode("ascii", "replace").lower()
        layout = replace(layout, metadata={**layout.metadata, "encoding": encoding})
    return layout, kind


#: Where an HTML or XML file says its own encoding.
_DECLARES = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
