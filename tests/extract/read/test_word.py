"""What Word and Writer put into a file beside plain paragraphs: changes, fields, text boxes, own marks,
counted numbers, hand-made headings."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from regesta.extract.notes import link, propose_citations
from regesta.extract.read import Document, analyse, read_bytes

NS = (
    "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:v='urn:v' "
    "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:wps='urn:wps'"
)
STYLES = "".join(
    f"<w:style w:styleId='{k}'><w:name w:val='{v}'/></w:style>"
    for k, v in (("H1", "heading 1"), ("H2", "heading 2"), ("T1", "toc 1"), ("Cap", "caption"))
)


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def call(number: int, mark: str = "", kind: str = "footnote") -> str:
    own = f" w:customMarkFollows='1' w:id='{number}'/><w:t>{mark}</w:t>" if mark else f" w:id='{number}'/>"
    return f"<w:r><w:{kind}Reference{own}</w:r>"


def para(inner: str, style: str = "", properties: str = "") -> str:
    named = f"<w:pStyle w:val='{style}'/>" if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inner}</w:p>"


def field(code: str, shown: str) -> str:
    begin, separate, end = (
        f"<w:r><w:fldChar w:fldCharType='{k}'/></w:r>" for k in ("begin", "separate", "end")
    )
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{run(shown)}{end}"


def notes(kind: str, bodies: Mapping[int, str]) -> str:
    return (
        f"<w:{kind}s {NS}><w:{kind} w:type='separator' w:id='-1'><w:p/></w:{kind}><w:{kind} w:type='continuationSeparator' w:id='0'><w:p>{run('continued')}</w:p></w:{kind}>"
        + "".join(
            f"<w:{kind} w:id='{k}'><w:p><w:r><w:{kind}Ref/></w:r>{run(' ' + body)}</w:p></w:{kind}>"
            for k, body in bodies.items()
        )
        + f"</w:{kind}s>"
    )


def word(
    body: str,
    foot: Mapping[int, str] | None = None,
    end: Mapping[int, str] | None = None,
    styles: str = STYLES,
    **parts: str,
) -> Document:
    files = {
        "document": f"<w:document {NS}><w:body>{body}</w:body></w:document>",
        "styles": f"<w:styles {NS}>{styles}</w:styles>",
        **parts,
    }
    files |= {
        f"{kind}s": notes(kind, bodies) for kind, bodies in (("footnote", foot), ("endnote", end)) if bodies
    }
    return read_bytes(_zip({f"word/{name}.xml": text for name, text in files.items()}), "essay.docx")


def _zip(files: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, text in files.items():
            z.writestr(name, text)
    return out.getvalue()


def sentences(document: Document) -> list[str]:
    return [analyse(document, s).text for s in document.sentences]


def bodies(document: Document) -> list[tuple[str, str]]:
    return [(f.label, document.text[slice(*f.span)]) for f in document.footnotes]


BOX = f"<w:txbxContent>{para(run('Map 1: the canal zone.'))}</w:txbxContent>"
CHANGE = "w:id='1' w:author='x'"


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (
            f"{run('Eden ')}<w:ins {CHANGE}>{run('at last ')}</w:ins><w:del {CHANGE}><w:r><w:delText>never </w:delText></w:r></w:del>{run('agreed.')}",
            ["Eden at last agreed."],
        ),
        (
            f"<w:moveFrom {CHANGE}>{run('It moved away. ')}</w:moveFrom>{run('It stayed.')}<w:moveTo {CHANGE}>{run(' It came.')}</w:moveTo>",
            ["It stayed.", "It came."],
        ),
        (
            f"{run('He was ill ')}{field('ADDIN ZOTERO_ITEM {}', '(Eden 1960)')}{run('.')}",
            ["He was ill (Eden 1960)."],
        ),
        (
            f"{run('He went to ')}<w:hyperlink>{run('Suez')}</w:hyperlink><w:fldSimple w:instr='REF x'>{run(' at once')}</w:fldSimple>{run('.')}",
            ["He went to Suez at once."],
        ),
        (
            (
                f"{run('The canal lay open')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
                f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{run(' to all ships.')}"
            ),
            ["The canal lay open to all ships."],
        ),
        (
            f"{run('Old')}<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>{run(' maps agree.')}",
            ["Old maps agree."],
        ),
        (
            f"{run('The Anglo')}<w:r><w:noBreakHyphen/></w:r>{run('Egyptian force was re')}<w:r><w:softHyphen/></w:r>{run('placed.')}",
            ["The Anglo-Egyptian force was replaced."],
        ),
        (run("The 10\u00a0000 men left."), ["The 10 000 men left."]),
        (
            f"{run('It froze at 5')}<w:r><w:sym w:font='Symbol' w:char='F0B0'/></w:r>{run(' or less.')}",
            ["It froze at 5° or less."],
        ),
        (
            f"{run('It sailed.')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>Index entry.</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t xml:space='preserve'> It sank.</w:t></w:r>",
            ["It sailed.", "It sank."],
        ),
        (
            f"<w:smartTag>{run('London')}</w:smartTag><w:sdt><w:sdtContent>{run(' agreed.')}</w:sdtContent></w:sdt>",
            ["London agreed."],
        ),
        (
            f"{run('On the 38')}<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>th</w:t></w:r>{run(' parallel the line held.')}",
            ["On the 38th parallel the line held."],
        ),
    ],
    ids=[
        "changes",
        "moved",
        "citation-field",
        "link",
        "text-box",
        "old-text-box",
        "hyphens",
        "hard-space",
        "symbol",
        "hidden",
        "tags",
        "raised-ordinal",
    ],
)
def test_inside_a_paragraph(inner: str, expected: list[str]) -> None:
    document = word(para(run("Introduction"), "H1") + para(inner))
    assert sentences(document) == expected
    assert "Map 1: the canal zone." not in document.text or document.text.count("Map 1") == 1


def test_a_struck_out_paragraph_mark_joins() -> None:
    document = word(
        para(run("Introduction"), "H1")
        + para(run("This was "), "", f"<w:rPr><w:del {CHANGE}/></w:rPr>")
        + para(run("one sentence."))
    )
    assert sentences(document) == ["This was one sentence."]


def test_struck_out_and_own_marks_do_not_count() -> None:
    document = word(
        para(run("Introduction"), "H1")
        + para(
            run("A.")
            + call(1)
            + f"<w:del {CHANGE}>{call(2)}</w:del>"
            + run(" The cabinet met.")
            + call(3, "*")
            + run(" It rose.")
            + call(4)
        ),
        {1: "First.", 2: "Struck out.", 3: "* The author thanks the Keeper.", 4: "Last."},
    )
    assert bodies(document) == [("1", "First."), ("*", "The author thanks the Keeper."), ("2", "Last.")]
    assert len({f.id for f in document.footnotes}) == 3
    assert [n.code for n in document.notes] == ["changes.accepted"]
    assert "*" not in " ".join(sentences(document))


def test_footnotes_and_endnotes_count_apart() -> None:
    document = word(
        para(run("Introduction"), "H1")
        + para(
            run("It began.")
            + call(1)
            + run(" It went on.")
            + call(1, kind="endnote")
            + run(" It ended.")
            + call(2)
        ),
        {1: "First source.", 2: "Second source."},
        {1: "A remark."},
    )
    assert bodies(document) == [("1", "First source."), ("i", "A remark."), ("2", "Second source.")]
    assert sentences(document) == ["It began.", "It went on.", "It ended."]


NUMBERS = (
    f"<w:numbering {NS}><w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:pStyle w:val='H1'/><w:lvlText w:val='%1.'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='8'><w:lvl w:ilvl='0'><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1)'/></w:lvl></w:abstractNum>"
    "<w:abstractNum w:abstractNumId='9'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='x'/></w:lvl></w:abstractNum>"
    + "".join(f"<w:num w:numId='{k}'><w:abstractNumId w:val='{k + 6}'/></w:num>" for k in (1, 2, 3))
    + "</w:numbering>"
)


def numbered(key: int) -> str:
    return f"<w:numPr><w:ilvl w:val='0'/><w:numId w:val='{key}'/></w:numPr>"


def test_numbers_that_word_counts() -> None:
    styles = STYLES.replace(
        "<w:name w:val='heading 1'/>",
        "<w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>",
    )
    document = word(
        para(run("Introduction"), "H1", "<w:numPr><w:numId w:val='0'/></w:numPr>")
        + para(run("It began."))
        + para(run("The Road"), "H1")
        + para(run("There were three demands:"))
        + "".join(para(run(x), "", numbered(2)) for x in ("the base stays;", "the troops go."))
        + para(run("Nothing came of it."), "", numbered(3))
        + para(run("The Collapse"), "H1")
        + para(run("It fell."))
        + para(run("Bibliography"), "H1", "<w:numPr><w:numId w:val='0'/></w:numPr>")
        + para(run("Eden, Anthony. Full Circle. London: Cassell, 1960.")),
        styles=styles,
        numbering=NUMBERS,
    )
    assert [(d.role, d.number, d.title) for d in document.divisions] == [
        ("body", "", "Introduction"),
        ("body", "I", "The Road"),
        ("body", "II", "The Collapse"),
        ("bibliography", "", "Bibliography"),
    ]
    assert sentences(document) == [
        "It began.",
        "There were three demands:",
        "a) the base stays;",
        "b) the troops go.",
        "Nothing came of it.",
        "It fell.",
    ]
    assert len(document.bibliography) == 1


def test_contents_captions_and_tables_are_no_sentences() -> None:
    document = word(
        para(run("Introduction 1"), "T1")
        + para(run("The Road 12"), "T1")
        + para(run("Introduction"), "H1")
        + para(run("It began."))
        + para(run("Figure 1. The canal in 1947."), "Cap")
        + f"<w:tbl><w:tr><w:tc>{para(run('Ships'))}</w:tc><w:tc>{para(run('12') + call(1))}</w:tc></w:tr></w:tbl>"
        + para(run("It ended.")),
        {1: "Lloyd’s List, 1956."},
    )
    assert sentences(document) == ["It began.", "It ended."]
    assert [document.text[a:b] for a, b in document.contents] == ["Introduction 1", "The Road 12"]
    assert bodies(document) == [("1", "Lloyd’s List, 1956.")]
    assert document.footnotes[0].sentence == ""


BY_HAND = [
    "THE LONG RETREAT",
    "by Anna Example",
    "A thesis submitted for the degree of Doctor of Philosophy, 2011",
    "CONTENTS",
    "Introduction 1",
    "Chapter 1: The Road to the Base 12",
    "Chapter 2: The Collapse 45",
    "Bibliography 99",
    "INTRODUCTION",
    "It began in 1947, when the Treasury ran out of dollars.{1}",
    "Chapter 1",
    "The Road to the Base",
    "Eden inherited a treaty that nobody liked.{2}",
    "The Old Treaty",
    "It said two things, which are well known.",
    "1. The base stays.",
    "2. The troops go.",
    "Chapter 2",
    "The Collapse",
    "It fell in the summer of 1956.{3}",
    "Conclusion",
    "Nobody had planned the retreat.",
    "BIBLIOGRAPHY",
    "Books",
    "Eden, Anthony. Full Circle. London: Cassell, 1960.",
]


def test_headings_set_by_hand() -> None:
    rows = [x.split("{") for x in BY_HAND]
    document = word(
        "".join(para(run(r[0]) + (call(int(r[1][0])) if len(r) > 1 else "")) for r in rows),
        {k: f"TNA, CAB 128/{k}." for k in (1, 2, 3)},
    )
    assert [(d.role, d.level, d.number, d.title) for d in document.divisions] == [
        ("contents", 1, "", "CONTENTS"),
        ("body", 1, "", "INTRODUCTION"),
        ("body", 1, "1", "The Road to the Base"),
        ("body", 2, "", "The Old Treaty"),
        ("body", 1, "2", "The Collapse"),
        ("body", 1, "", "Conclusion"),
        ("bibliography", 1, "", "BIBLIOGRAPHY"),
    ]
    assert [f.id for f in document.footnotes] == ["Introduction.1", "1.2", "2.3"]
    assert (document.title, document.author, document.year) == ("THE LONG RETREAT", "Anna Example", "2011")
    assert len(document.contents) == 4
    assert len(document.sentences) == 7
    assert len(document.bibliography) == 1


ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODT_NS = " ".join(
    f"xmlns:{k}='{ODF}{v}:1.0'"
    for k, v in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("style", "style"),
    )
)


def writer(body: str, styles: str = "") -> Document:
    content = f"<office:document-content {ODT_NS}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return read_bytes(_zip({"content.xml": content}), "essay.odt")


def test_writer_changes_boxes_and_lists() -> None:
    note = "<text:note text:id='n1' text:note-class='footnote'><text:note-citation>*</text:note-citation><text:note-body><text:p>Thanks.</text:p></text:note-body></text:note>"
    levels = "".join(
        f"<text:list-level-style-number text:level='{k}' style:num-format='{f}' style:num-suffix=')'/>"
        for k, f in ((1, "1"), (2, "a"))
    )
    document = writer(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted words.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>Contents</text:index-title-template></text:table-of-content-source>"
        "<text:index-body><text:index-title><text:p>Contents</text:p></text:index-title><text:p>Introduction<text:tab/>1</text:p></text:index-body></text:table-of-content>"
        f"<text:h text:outline-level='1'>Introduction</text:h><text:p>It began.{note}<office:annotation><text:p>Check!</text:p></office:annotation> It went on.</text:p>"
        "<text:p>The canal lay<draw:frame><draw:text-box><text:p>Map 1.</text:p></draw:text-box></draw:frame> open:</text:p>"
        "<text:list text:style-name='L'><text:list-item><text:p>to ships</text:p></text:list-item><text:list-item><text:p>to boats</text:p>"
        "<text:list><text:list-item><text:p>small ones</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Ships</text:p></table:table-cell></table:table-row></table:table>"
        "<text:h text:outline-level='1'>Conclusion</text:h><text:p>It ended.</text:p>",
        f"<text:list-style style:name='L'>{levels}</text:list-style>",
    )
    assert sentences(document) == [
        "It began.",
        "It went on.",
        "The canal lay open:",
        "1) to ships",
        "2) to boats",
        "a) small ones",
        "It ended.",
    ]
    assert [document.text[a:b] for a, b in document.contents] == ["Introduction 1"]
    assert bodies(document) == [("*", "Thanks.")]


def test_writer_s_two_series_of_notes_and_recorded_changes() -> None:
    def note(kind: str, mark: str, body: str) -> str:
        return (
            f"<text:note text:note-class='{kind}'><text:note-citation>{mark}</text:note-citation>"
            f"<text:note-body><text:p>{body}</text:p></text:note-body></text:note>"
        )

    struck = f"<text:p>Nobody came{note('footnote', '9', 'Struck out.')}</text:p>"
    document = writer(
        "<text:tracked-changes><text:changed-region text:id='a'><text:insertion/></text:changed-region>"
        f"<text:changed-region text:id='b'><text:deletion>{struck}</text:deletion></text:changed-region></text:tracked-changes>"
        f"<text:p>Tolls fell{note('footnote', '1', 'Dale, Tolls, 4.')} in <text:change-start text:change-id='a'/>1902"
        f"<text:change-end text:change-id='a'/>.<text:change text:change-id='b'/> The quay rose.{note('endnote', 'i', 'Penn, Tides, 9.')}</text:p>"
        f"<text:p>Ships came.{note('footnote', '2', 'Ibid., 5.')} Boats left.{note('endnote', 'ii', 'Ibid., 7.')}</text:p>"
    )
    assert sentences(document) == ["Tolls fell in 1902.", "The quay rose.", "Ships came.", "Boats left."]
    notes = [(n.series, n.label, n.number, document.text[slice(*n.span)]) for n in document.footnotes]
    assert notes == [
        ("", "1", 1, "Dale, Tolls, 4."),
        ("endnote", "i", 1, "Penn, Tides, 9."),
        ("", "2", 2, "Ibid., 5."),
        ("endnote", "ii", 2, "Ibid., 7."),
    ]
    assert len({n.sentence for n in document.footnotes}) == 4
    linked = link(document, propose_citations(document))
    of_note = {n.id: document.text[slice(*n.span)] for n in document.footnotes}
    whole = {c.id: of_note[c.footnote] for c in linked.citations}
    assert {whole[c.id]: whole[c.resolved_from] for c in linked.citations if c.resolved_from} == {
        "Ibid., 5.": "Dale, Tolls, 4.",
        "Ibid., 7.": "Penn, Tides, 9.",
    }


def test_writer_chapter_numbers() -> None:
    outline = "<text:outline-style style:name='Outline'><text:outline-level-style text:level='1' style:num-format='I' style:num-suffix='.'/></text:outline-style>"
    document = writer(
        "<text:h text:outline-level='1' text:is-list-header='true'>Introduction</text:h><text:p>It began.</text:p>"
        "<text:h text:outline-level='1'>The Road</text:h><text:p>It went on.</text:p><text:h text:outline-level='1'>The Collapse</text:h><text:p>It fell.</text:p>",
        outline,
    )
    assert [(d.number, d.title) for d in document.divisions] == [
        ("", "Introduction"),
        ("I", "The Road"),
        ("II", "The Collapse"),
    ]


def test_attributes_that_hold_no_numbers() -> None:
    """A broken or hostile attribute costs its own effect, not the file."""
    numbers = NUMBERS.replace("w:ilvl='0'", "w:ilvl='x'").replace(
        "<w:start w:val='1'/>", "<w:start w:val='999999999999'/>"
    )
    document = word(
        para(run("Introduction"), "H1", "<w:outlineLvl w:val='x'/>")
        + para(run("It began") + "<w:r><w:sym w:char='zz'/></w:r>" + run("."), "", numbered(2)),
        numbering=numbers,
    )
    assert len(document.sentences) == 1
    document = writer(
        "<text:h text:outline-level='x'>Introduction</text:h><text:p>It<text:s text:c='99999999999'/>began.</text:p>"
    )
    assert sentences(document) == ["It began."]


TEMPLATE = "".join(
    f"<w:style w:styleId='{k}'><w:name w:val='{v}'/></w:style>"
    for k, v in (
        ("ct", "XX-ChapterTitle"),
        ("au", "XX-Author"),
        ("bq", "XX-Blockquote"),
        ("bt", "XX-BodyText"),
    )
)


def test_a_publisher_s_own_styles_and_headings_typed_by_hand() -> None:
    prose = "The ferry of that year was sold in its tenth winter, and the council paid for another one."
    body = (
        para(run("The Ferries of Goole"), "ct")
        + para(run("Ellen Pike"), "au")
        + para(run("Abstract"), "bt")
        + para(run("This article asks who paid for the ferries."), "bt")
        + para(run("## Winters"), "bt")
        + para(run(prose) + call(1), "bt")
        + "".join(para(run(words), "bq") for words in ("The Old Ferry", "The New Ferry", "The Last One"))
        + para(run("## Summers"), "bt")
        + para(run(prose), "bt")
    )
    document = word(body, {1: "Pike, p. 4."}, styles=TEMPLATE)
    found = [(d.title, d.role) for d in document.divisions]
    assert found == [("Abstract", "front"), ("Winters", "body"), ("Summers", "body")]
    assert document.title == "The Ferries of Goole"
    assert not document.report.shares.nothing
