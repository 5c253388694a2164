"""Inputs of growing size, one shape each: n of whatever may cost more than its share when there are many. Read by the
tests of steps (test_cost.py) and by `benchmarks/reading.py`, which prints how the time of each grows."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from html import escape

W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
ODT = " ".join(
    f"xmlns:{p}='urn:oasis:names:tc:opendocument:xmlns:{p}:1.0'" for p in ("office", "text", "table", "style")
)


def _zipped(files: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for path, text in files.items():
            z.writestr(path, text)
        # an archive that grows too much when unpacked is refused; this is what images would be
        z.writestr("media/image.bin", bytes(range(256)) * 400, compress_type=zipfile.ZIP_STORED)
    return out.getvalue()


def _run(words: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{words}</w:t></w:r>"


def _docx(body: str, notes: str = "", endnotes: str = "") -> bytes:
    return _zipped(
        {
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/footnotes.xml": f"<w:footnotes {W}>{notes}</w:footnotes>",
            "word/endnotes.xml": f"<w:endnotes {W}>{endnotes}</w:endnotes>",
        }
    )


def _docx_notes(n: int) -> bytes:
    called = "".join(
        f"<w:p>{_run('So.')}<w:r><w:footnoteReference w:id='{k}'/></w:r></w:p>" for k in range(1, n)
    )
    notes = "".join(f"<w:footnote w:id='{k}'><w:p>{_run('Kyle.')}</w:p></w:footnote>" for k in range(1, n))
    return _docx(called, notes)


def _docx_fields(n: int) -> bytes:
    """One paragraph of n fields of a reference manager, and n that never end."""
    item = {"id": 1, "itemData": {"type": "book", "title": "Suez"}}
    code = escape(f"ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps({'citationItems': [item]})}")

    def edge(kind: str) -> str:
        return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"

    whole = f"{edge('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{edge('separate')}{_run('Suez. ')}{edge('end')}"
    return _docx(f"<w:p>{whole * n}{edge('begin') * n}{_run('End.')}</w:p>")


def _docx_tables(n: int) -> bytes:
    rows = f"<w:tr><w:tc><w:p>{_run('So')}</w:p></w:tc></w:tr>" * n
    return _docx(f"<w:p>{_run('It was so.')}</w:p><w:tbl>{rows}</w:tbl>")


def _odt(body: str) -> bytes:
    return _zipped(
        {
            "content.xml": f"<office:document-content {ODT}><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>"
        }
    )


def _odt_notes(n: int) -> bytes:
    return _odt(
        "".join(
            f"<text:p>So.<text:note text:id='n{k}' text:note-class='footnote'><text:note-citation>{k}"
            "</text:note-citation><text:note-body><text:p>Kyle.</text:p></text:note-body></text:note></text:p>"
            for k in range(1, n)
        )
    )


def _tei(body: str) -> bytes:
    return f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/><text><body><div>{body}</div></body></text></TEI>".encode()


def _tei_notes(n: int) -> bytes:
    """Notes that stand at the end and are pointed at, with a work marked in each."""
    called = "".join(f"<p>So.<ref target='#n{k}'>{k}</ref></p>" for k in range(n))
    notes = "".join(f"<note xml:id='n{k}'><bibl><title>Suez</title></bibl>, 3.</note>" for k in range(n))
    return _tei(called + notes)


def _text(make: Callable[[int], str]) -> Callable[[int], bytes]:
    return lambda n: make(n).encode()


PLAIN: Mapping[str, Callable[[int], str]] = {
    "notes.txt": lambda n: "".join(f"{i} Kyle, Suez, {i}.\n" for i in range(1, n)),
    "ibid.txt": lambda n: "1 Ibid.\n" * n,
    "called.txt": lambda n: "".join(f"It was so.{i} He left.\n\n{i} Kyle, {i}.\n\n" for i in range(1, n)),
    "anew.txt": lambda n: "".join(
        f"{'I' * (k % 3 + 1)}\n\n" + "It was so.1 He left.\n" * 7 + "1 Kyle.\n\n" for k in range(n // 8)
    ),
    "lone.txt": lambda n: "".join(f"{i % 9}\n\nIt was so.{i % 9}\n" for i in range(n)),
    "blocks.txt": lambda n: "".join(f"So.[{i}]\n\n[Footnote {i}: Kyle.]\n\n" for i in range(n)),
    "bracketed.txt": lambda n: "".join(f"So.[{i}]\n\n[{i}] Kyle.\n\n" for i in range(n)),
    "unclosed.txt": lambda n: "[Illustration: It was so.\n\n[Footnote 1: It was.\n\n" * n,
    "labels.txt": lambda n: "Keywords\n\nferry, tolls\n\nIt sank there in the spring of 1902.\n\n" * n,
    "headings.txt": lambda n: "The Ferry\n\nIt sank there in the spring of 1902.\n\n" * n,
    "contents.txt": lambda n: (
        "Contents\n\n" + "".join(f"The Ferry {i} .... {i}\n" for i in range(n)) + "\nIt sank.\n"
    ),
    "index.txt": lambda n: "It sank.\n\nIndex\n\n" + "".join(f"Ferry {i}, {i}, {i + 2}\n" for i in range(n)),
    "bibliography.txt": lambda n: (
        "It sank.\n\nBibliography\n\n" + "".join(f"Kyle, K., Suez {i}, 1991.\n" for i in range(n))
    ),
    "pages.txt": lambda n: "".join(f"It was so.\n{i}\n\f" for i in range(n)),
    "paragraphs.txt": lambda n: "It was so.\n\n" * n,
    "paragraphs.html": lambda n: "<p>It was so.</p>" * n,
    "links.html": lambda n: (
        "".join(f"<p>So.<a href='#f{i}' id='r{i}'>{i}</a></p>" for i in range(n))
        + "".join(f"<p id='f{i}'><a href='#r{i}'>{i}</a> Kyle.</p>" for i in range(n))
    ),
    "items.html": lambda n: f"<ol>{'<li>It was so.</li>' * n}</ol>",
    "nested.html": lambda n: (
        "<ul><li>So.</li><li>" * min(n, 200) + "It was. " * n + "</li></ul>" * min(n, 200)
    ),
    "tables.html": lambda n: "<table>" + "<tr><td>So</td><td>1</td></tr>" * n + "</table><p>It was so.</p>",
    "attributes.html": lambda n: "<p " + " ".join(f"data-a{i}='{i}'" for i in range(n)) + ">It was so.</p>",
    "spans.html": lambda n: "<p>" + "<span class='x'>So </span>" * n + "</p>",
    "headings.html": lambda n: "<h2>The Ferry</h2><p>It sank.</p>" * n,
    "notes.md": lambda n: (
        "".join(f"x[^{i}] " for i in range(n)) + "\n\n" + "".join(f"[^{i}]: k\n" for i in range(n))
    ),
    "headings.md": lambda n: "# Introduction\n\nText.[^1]\n\n" * n + "[^1]: k\n",
    "lists.md": lambda n: "- It was so.\n" * n,
    "tables.md": lambda n: "| a | b |\n|---|---|\n" + "| so | 1 |\n" * n + "\nIt was so.\n",
    "stars.md": lambda n: "*" * n + "word" + "*" * n + "\n",
    "links.md": lambda n: "It was [so](http://a.b). " * n + "\n",
    "spaces.txt": lambda n: "It was" + " " * n + "so.\n",
    "spaces.html": lambda n: "<p>It was" + " " * n + "so.</p>",
    "spaces.md": lambda n: "It was" + " " * n + "so.\n",
}
GROWING: Mapping[str, Callable[[int], bytes]] = {
    **{name: _text(make) for name, make in PLAIN.items()},
    "notes.docx": _docx_notes,
    "runs.docx": lambda n: _docx(f"<w:p>{_run('It was so. ') * n}</w:p>"),
    "paragraphs.docx": lambda n: _docx(f"<w:p>{_run('It was so.')}</w:p>" * n),
    "tables.docx": _docx_tables,
    "fields.docx": _docx_fields,
    "notes.odt": _odt_notes,
    "paragraphs.odt": lambda n: _odt("<text:p>It was so.</text:p>" * n),
    "lists.odt": lambda n: _odt(
        "<text:list>" + "<text:list-item><text:p>So.</text:p></text:list-item>" * n + "</text:list>"
    ),
    "notes.tei.xml": _tei_notes,
    "paragraphs.tei.xml": lambda n: _tei("<p>It was so.</p>" * n),
    "names.tei.xml": lambda n: _tei("<p>" + "<persName ref='#p'>Kyle</persName> left. " * n + "</p>"),
}
