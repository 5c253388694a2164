"""What reference managers wrote into Word's and Writer's files marks the words shown, work by work."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Mapping
from html import escape
from typing import Any

import pytest

from regesta.extract.read import Document, read_bytes
from regesta.extract.read.reference_fields import FieldEdge, codes_of, shares, with_works
from regesta.extract.read.reference_works import works_of
from regesta.extract.read.script import Marked

W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
ODT = " ".join(
    f"xmlns:{p}='urn:oasis:names:tc:opendocument:xmlns:{u}:1.0'"
    for p, u in (("office", "office"), ("text", "text"), ("meta", "meta"))
)
WEIR: dict[str, Any] = {
    "id": 7,
    "type": "book",
    "title": "The Weir <i>at</i> Dunholm",
    "publisher": "Harbour Press",
    "publisher-place": "Leith",
    "issued": {"date-parts": [["1931"]]},
    "author": [{"family": "Lindgren", "given": "Asta"}, {"literal": "Weir Commission"}],
}
TOLLS: dict[str, Any] = {
    "id": 8,
    "type": "article-newspaper",
    "title": "Tolls doubled",
    "container-title": "Dunholm Courier",
    "issued": {"date-parts": [[1932, 5, 3]]},
    "author": [{"family": "Berg", "given": "Tove", "non-dropping-particle": "van den"}],
}


def cluster(*items: tuple[Mapping[str, Any], Mapping[str, Any]]) -> str:
    """CSL-JSON as Zotero writes it: (data, what this citation says)."""
    return json.dumps(
        {
            "citationID": "x",
            "citationItems": [
                {"id": d["id"], "uris": [f"http://zotero.org/u/{d['id']}"], "itemData": d, **own}
                for d, own in items
            ],
        }
    )


ONE = f"ADDIN ZOTERO_ITEM CSL_CITATION {cluster((WEIR, {'locator': '12-14', 'label': 'page'}))}"
TWO = f"ADDIN ZOTERO_ITEM CSL_CITATION {cluster((WEIR, {'locator': '9', 'prefix': 'See '}), (TOLLS, {}))}"
ENDNOTE = (
    "<EndNote><Cite><Author>Moe</Author><Pages>44</Pages><RecNum>31</RecNum><record><ref-type name='Book Section'>5"
    "</ref-type><contributors><authors><author>Moe, Lars</author></authors><secondary-authors><author>Dahl, Eva</author>"
    "</secondary-authors></contributors><titles><title><style>Ferries</style></title><secondary-title>Rivers</secondary-title>"
    "</titles><pub-location>Bergen</pub-location><publisher>Fjord</publisher><dates><year>1970</year></dates></record></Cite></EndNote>"
)


def complex_field(code: str, shown: str, data: str = "") -> str:
    """A field of Word's; its code in two runs, as Word likes to cut it."""
    half = len(code) // 2
    begin = f"<w:fldChar w:fldCharType='begin'>{data}</w:fldChar>"
    codes = "".join(
        f"<w:r><w:instrText xml:space='preserve'>{escape(part)}</w:instrText></w:r>"
        for part in (code[:half], code[half:])
    )
    return (
        f"<w:r>{begin}</w:r>{codes}<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        f"<w:r><w:t xml:space='preserve'>{shown}</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )


def word(*notes: str, properties: str = "", sources: str = "") -> Document:
    """A DOCX of one sentence a note."""
    body = "".join(
        f"<w:p><w:r><w:t>The weir rose.</w:t></w:r><w:r><w:footnoteReference w:id='{k}'/></w:r></w:p>"
        for k in range(1, len(notes) + 1)
    )
    foot = "".join(
        f"<w:footnote w:id='{k}'><w:p><w:r><w:footnoteRef/></w:r>{note}</w:p></w:footnote>"
        for k, note in enumerate(notes, 1)
    )
    return zipped(
        "essay.docx",
        {
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/footnotes.xml": f"<w:footnotes {W}>{foot}</w:footnotes>",
            **({"docProps/custom.xml": properties} if properties else {}),
            **({"customXml/item1.xml": "<broken", "customXml/item2.xml": sources} if sources else {}),
        },
    )


def zipped(name: str, files: Mapping[str, str]) -> Document:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for path, text in files.items():
            z.writestr(path, text)
    return read_bytes(out.getvalue(), name)


def found(document: Document) -> list[tuple[str, str, str]]:
    """(words, title, pages) of each work."""
    return [
        (document.text[slice(*i.span)], i.attributes.get("title", ""), i.attributes.get("pages", ""))
        for i in document.identified
    ]


def test_a_csl_item() -> None:
    (work,) = works_of(ONE)
    assert work == {
        "type": "book",
        "item": "http://zotero.org/u/7",
        "title": "The Weir at Dunholm",
        "publisher": "Harbour Press",
        "place": "Leith",
        "year": "1931",
        "date": "1931",
        "pages": "12-14",
        "author": "Asta Lindgren; Weir Commission",
        "author_families": "Lindgren; Weir Commission",
        "manager": "CSL",
    }


def test_an_endnote_record() -> None:
    (work,) = works_of(f" ADDIN EN.CITE {escape(ENDNOTE)}")
    assert (work["author_families"], work["author"]) == ("Moe", "Lars Moe")
    assert {k: work[k] for k in ("type", "container", "editor", "pages", "item", "year")} == {
        "type": "chapter",
        "container": "Rivers",
        "editor": "Eva Dahl",
        "pages": "44",
        "item": "31",
        "year": "1970",
    }


@pytest.mark.parametrize(
    "code",
    [
        "",
        "PAGEREF _Toc1",
        "ADDIN ZOTERO_ITEM CSL_CITATION {",
        "ADDIN ZOTERO_ITEM CSL_CITATION [1]",
        'ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems": [3, {"itemData": []}]}',
        "ADDIN EN.CITE <EndNote><Cite>",
        "MENDELEY_CITATION_v3_!!",
        "ADDIN CitaviPlaceholder{!!}",
        "ADDIN CitaviPlaceholder{W10=}",
        "ADDIN ZOTERO_ITEM CSL_CITATION " + "[" * 100_000,
    ],
)
def test_what_is_no_work(code: str) -> None:
    assert works_of(code) == ()


def test_word_fields() -> None:
    data = base64.b64encode(ENDNOTE.encode()).decode()
    document = word(
        "<w:r><w:t xml:space='preserve'> On this </w:t></w:r>" + complex_field(ONE, "Lindgren, Weir, 12–14."),
        complex_field(TWO, "See Lindgren, Weir, 9; van den Berg, ‘Tolls’."),
        complex_field("ADDIN EN.CITE", "Moe, Ferries, 44", f"<w:fldData>{data}</w:fldData>"),
        complex_field("HYPERLINK x", "http://x.org"),
    )
    assert "http://x.org" in document.text
    assert found(document) == [
        ("Lindgren, Weir, 12–14.", "The Weir at Dunholm", "12-14"),
        ("Lindgren, Weir, 9", "The Weir at Dunholm", "9"),
        ("van den Berg, ‘Tolls’.", "Tolls doubled", ""),
        ("Moe, Ferries, 44", "Ferries", "44"),
    ]


#: What Word itself keeps: two books and a body's report.
SOURCES = """<b:Sources xmlns:b='http://schemas.openxmlformats.org/officeDocument/2006/bibliography'>
<b:Source><b:Tag>Lin31</b:Tag><b:SourceType>BookSection</b:SourceType><b:Author><b:Author><b:NameList><b:Person>
<b:Last>Lindgren</b:Last><b:First>Asta</b:First></b:Person></b:NameList></b:Author><b:Editor><b:NameList><b:Person>
<b:Last>Dahl</b:Last><b:First>Eva</b:First></b:Person></b:NameList></b:Editor></b:Author><b:Title>The Weir</b:Title>
<b:BookTitle>Rivers</b:BookTitle><b:Year>1931</b:Year><b:City>Leith</b:City><b:Publisher>Harbour Press</b:Publisher></b:Source>
<b:Source><b:Tag>Wei40</b:Tag><b:SourceType>Report</b:SourceType><b:Author><b:Author><b:Corporate>Weir Commission</b:Corporate>
</b:Author></b:Author><b:Title>Flood Levels</b:Title><b:Year>1940</b:Year></b:Source></b:Sources>"""


def test_words_own_citations() -> None:
    document = word(
        complex_field(r' CITATION Lin31 \p "12-14" \l 1033 ', "(Lindgren 1931, 12–14)"),
        complex_field(
            r'CITATION Lin31 \f "See " \l 1033  \m Wei40 \p 3 \* MERGEFORMAT',
            "(Lindgren 1931; Commission 1940, 3)",
        ),
        complex_field(r"CITATION Nobody", "(Nobody 1900)"),
        sources=SOURCES,
    )
    assert [(title, pages) for _, title, pages in found(document)] == [
        ("The Weir", "12-14"),
        ("The Weir", ""),
        ("Flood Levels", "3"),
    ]
    first, _, report = document.identified
    assert {k: first.attributes[k] for k in ("type", "author", "editor", "container", "place", "year")} == {
        "type": "chapter",
        "author": "Asta Lindgren",
        "editor": "Eva Dahl",
        "container": "Rivers",
        "place": "Leith",
        "year": "1931",
    }
    assert (report.attributes["author_families"], report.attributes["type"]) == ("Weir Commission", "report")


def test_citavi_placeholders() -> None:
    dahl = {"$id": "3", "FirstName": "Eva", "LastName": "Dahl"}
    part = {
        "$id": "5",
        "Authors": [{"$ref": "3"}],
        "Title": "Ferries",
        "Subtitle": "a Study",
        "ReferenceType": "Contribution",
        "Year": "1970",
        "ParentReference": {
            "$id": "6",
            "Editors": [dahl],
            "Title": "Rivers",
            "PlaceOfPublication": "Bergen",
            "Publishers": [{"Name": "Fjord"}],
        },
    }
    pages = {"OriginalString": "44-45"}
    entries = [
        {"ReferenceId": "a", "PageRange": pages, "Reference": part},
        {"ReferenceId": "a", "Prefix": "See ", "Reference": {"$ref": "5"}},
        {"ReferenceId": "b", "Reference": 7},
    ]
    payload = base64.b64encode(json.dumps({"$id": "1", "Entries": entries}).encode()).decode()
    first, again = works_of(f"ADDIN CitaviPlaceholder{{{payload}}}")
    assert first == {
        "author": "Eva Dahl",
        "author_families": "Dahl",
        "editor": "Eva Dahl",
        "editor_families": "Dahl",
        "title": "Ferries: a Study",
        "container": "Rivers",
        "place": "Bergen",
        "publisher": "Fjord",
        "type": "chapter",
        "item": "a",
        "year": "1970",
        "pages": "44-45",
        "manager": "Citavi",
    }
    assert (again["title"], again["prefix"]) == ("Ferries: a Study", "See")


def test_word_bookmarks() -> None:
    code = ONE.removeprefix("ADDIN ")
    named = "".join(
        f"<property name='ZOTERO_BREF_a1_{k}'><x>{escape(part)}</x></property>"
        for k, part in ((2, code[200:]), (1, code[:200]))
    )
    document = word(
        "<w:bookmarkStart w:id='4' w:name='ZOTERO_BREF_a1'/><w:r><w:t>Lindgren, 12</w:t></w:r><w:bookmarkEnd w:id='4'/>",
        properties=f"<Properties>{named}</Properties>",
    )
    assert found(document) == [("Lindgren, 12", "The Weir at Dunholm", "12-14")]


def test_writer_marks_and_bookmarks() -> None:
    code = ONE.removeprefix("ADDIN ")
    mark = escape(f"{code} RNDabc", quote=True)
    bodies = (
        f"<text:reference-mark-start text:name='{mark}'/>Lindgren, <text:span>Weir</text:span>, 12<text:reference-mark-end text:name='{mark}'/>.",
        "<text:bookmark-start text:name='ZOTERO_BREF_b'/>Lindgren, 13<text:bookmark-end text:name='ZOTERO_BREF_b'/>",
    )
    notes = "".join(
        f"<text:p>It rose.<text:note text:id='n{k}' text:note-class='footnote'><text:note-citation>{k}</text:note-citation>"
        f"<text:note-body><text:p>{body}</text:p></text:note-body></text:note></text:p>"
        for k, body in enumerate(bodies, 1)
    )
    document = zipped(
        "essay.odt",
        {
            "content.xml": f"<office:document-content {ODT}><office:body><office:text>{notes}</office:text></office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {ODT}><office:meta><meta:user-defined meta:name='ZOTERO_BREF_b_1'>{escape(code)}</meta:user-defined></office:meta></office:document-meta>",
        },
    )
    assert [words for words, title, _ in found(document) if title] == ["Lindgren, Weir, 12", "Lindgren, 13"]


def test_endnotes_beside_footnotes_are_a_series() -> None:
    note = "<text:note text:id='{c}{n}' text:note-class='{c}'><text:note-citation>{n}</text:note-citation><text:note-body><text:p>Moe, {n}.</text:p></text:note-body></text:note>"
    body = "".join(
        f"<text:p>It rose.{note.format(c=c, n=n)}</text:p>"
        for c, n in (("footnote", 1), ("endnote", 1), ("footnote", 2))
    )
    document = zipped(
        "essay.odt",
        {
            "content.xml": f"<office:document-content {ODT}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        },
    )
    assert [(f.id, f.series) for f in document.footnotes] == [("1", ""), ("s.1", "endnote"), ("2", "")]


def test_several_works_without_semicolons() -> None:
    works = works_of(TWO)
    assert [w[a:b] for w in ("Lindgren, Weir, and van den Berg, Tolls",) for a, b, _ in shares(w, works)] == [
        "Lindgren, Weir, and",
        "van den Berg, Tolls",
    ]


def test_fields_that_overlap_or_do_not_end() -> None:
    edges = [
        FieldEdge("begin", ONE, "a"),
        "one ",
        FieldEdge("begin", TWO, "b"),
        "two ",
        FieldEdge("end", key="a"),
        "three",
        FieldEdge("end", key="never"),
    ]
    parts = list(with_works(edges))
    assert (
        "".join(p if isinstance(p, str) else p.words for p in parts if isinstance(p, str | Marked))
        == "one two three"
    )


def test_codes_are_joined_by_number() -> None:
    many = {f"ZOTERO_BREF_q_{k}": str(k % 10) for k in range(1, 12)}
    assert codes_of({**many, "Owner": "x"}) == {"ZOTERO_BREF_q": "12345678901"}


def test_comments_and_changes_are_told() -> None:
    change = "w:id='1' w:author='x'"
    document = zipped(
        "essay.docx",
        {
            "word/document.xml": f"<w:document {W}><w:body><w:p><w:r><w:t>It rose</w:t></w:r><w:ins {change}><w:r><w:t> fast.</w:t></w:r></w:ins></w:p></w:body></w:document>",
            "word/comments.xml": f"<w:comments {W}><w:comment w:id='0'><w:p><w:r><w:t>Sure?</w:t></w:r></w:p></w:comment></w:comments>",
        },
    )
    assert document.text.strip() == "It rose fast."
    assert {n.code for n in document.notes} == {"comments.left-out", "changes.accepted"}
