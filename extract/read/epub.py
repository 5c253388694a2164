"""EPUB: the pages of the spine read as one HTML text; a note may stand on another page than its call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

import lxml.html
from lxml import etree

from regesta.extract.read.errors import ReadingError
from regesta.extract.read.html import parse_html, script_of
from regesta.extract.read.layout import Layout
from regesta.extract.read.render import render
from regesta.extract.read.vocabulary import ReadingWords
from regesta.extract.read.xml import Archive, local


def read_epub(data: bytes, name: str, words: ReadingWords) -> Layout:
    """The layout of an EPUB file. Raises ReadingError."""
    archive = Archive(data, name, "EPUB")
    if archive.read("META-INF/encryption.xml") and archive.read("META-INF/rights.xml"):
        raise ReadingError(
            f"{name} is copy-protected",
            "it carries rights management and its pages are encrypted",
            "Use a copy without protection",
        )
    container = archive.need("META-INF/container.xml")
    package = next((x.get("full-path", "") for x in container.iter() if local(x) == "rootfile"), "")
    opf = archive.need(package)
    pages = list(_pages(archive, opf, PurePosixPath(package).parent, name))
    if not pages:
        raise ReadingError(
            f"{name} holds no pages",
            "its spine names none that are there",
            "Check the file with an EPUB reader, or make it again",
        )
    given = {local(x): (x.text or "").strip() for x in opf.iter() if x.text}
    script = script_of(pages, pages[0][1], words, given.get("title", ""), given.get("creator", ""))
    return render(script, words)


def _pages(
    archive: Archive, opf: etree._Element, folder: PurePosixPath, name: str
) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    """The pages of the spine in order, by path; the navigation page is none."""
    items = {
        x.get("id"): (x.get("href", ""), x.get("properties", "")) for x in opf.iter() if local(x) == "item"
    }
    for ref in (x for x in opf.iter() if local(x) == "itemref"):
        href, properties = items.get(ref.get("idref"), ("", ""))
        path = str(folder / unquote(href)) if str(folder) != "." else unquote(href)
        content = archive.read(path) if href and "nav" not in properties.split() else None
        if content:
            yield path, parse_html(content, f"{name} ({href})")
