"""Notes of HTML pages by their links, as the programs that write them set them."""

from __future__ import annotations

import pytest

from regesta.extract.read import Document, read_bytes

#: Program -> a call of note {n} and the note itself.
MANNERS = {
    "pandoc": (
        '<a href="#fn{n}" class="footnote-ref" id="fnref{n}" role="doc-noteref"><sup>{n}</sup></a>',
        '<section class="footnotes" role="doc-endnotes"><ol>{notes}</ol></section>',
        '<li id="fn{n}"><p>{words}<a href="#fnref{n}" class="footnote-back" role="doc-backlink">↩︎</a></p></li>',
    ),
    "hugo": (
        '<sup id="fnref:{n}"><a href="#fn:{n}" class="footnote-ref" role="doc-noteref">{n}</a></sup>',
        '<div class="footnotes" role="doc-endnotes"><hr><ol>{notes}</ol></div>',
        '<li id="fn:{n}"><p>{words}&#160;<a href="#fnref:{n}" class="footnote-backref">&#x21a9;&#xfe0e;</a></p></li>',
    ),
    "word": (
        '<a style="mso-footnote-id:ftn{n}" href="#_ftn{n}" name="_ftnref{n}"><span><sup>[{n}]</sup></span></a>',
        "<div><hr>{notes}</div>",
        '<div id="ftn{n}"><p class="MsoFootnoteText"><a href="#_ftnref{n}" name="_ftn{n}">[{n}]</a> {words}</p></div>',
    ),
    "writer": (
        '<a class="sdfootnoteanc" name="sdfootnote{n}anc" href="#sdfootnote{n}sym"><sup>{n}</sup></a>',
        "{notes}",
        '<div id="sdfootnote{n}"><p><a class="sdfootnotesym" name="sdfootnote{n}sym" href="#sdfootnote{n}anc">{n}</a> {words}</p></div>',
    ),
    "gutenberg": (
        '<a name="FNanchor_{n}_{n}" id="FNanchor_{n}_{n}"></a><a href="#Footnote_{n}_{n}" class="fnanchor">[{n}]</a>',
        '<div class="footnotes"><h3>FOOTNOTES:</h3>{notes}</div>',
        (
            '<div class="footnote"><p><a name="Footnote_{n}_{n}" id="Footnote_{n}_{n}"></a><a href="#FNanchor_{n}_{n}">'
            '<span class="label">[{n}]</span></a> {words}</p></div>'
        ),
    ),
    "labels of two parts, no class": (
        '<a id="tag1-{n}"></a><a href="#n1-{n}">[1-{n}]</a>',
        "<h2>Notes</h2>{notes}",
        '<p><a id="n1-{n}"></a><b>Footnote 1-{n}:</b> {words} <a href="#tag1-{n}">(Back)</a></p>',
    ),
    "a word leads back": (
        '<a href="#x{n}" id="y{n}">{n}</a>',
        "<hr><ul>{notes}</ul>",
        '<li id="x{n}">{words} <a href="#y{n}">return to text</a></li>',
    ),
    "EPUB": (
        '<a epub:type="noteref" href="#e{n}">{n}</a>',
        "{notes}",
        '<aside epub:type="footnote" id="e{n}"><p>{words}</p></aside>',
    ),
}
WORDS = ["Ellen Pike, <i>Ferries</i> (York, 1951), p. 4.", "Ibid., p. 9.", "John Dunn, Bridges, p. 31."]


def page(manner: str) -> bytes:
    call, box, note = MANNERS[manner]
    notes = box.format(notes="".join(note.format(n=n, words=w) for n, w in enumerate(WORDS, 1)))
    one, two, three = (call.format(n=n) for n in (1, 2, 3))
    return (
        "<html xmlns:epub='http://www.idpf.org/2007/ops'><head><meta charset='utf-8'></head><body><h1>The Ferry</h1>"
        f"<p>The ferry sank in 1902.{one} Nobody drowned.{two}</p><h2>A Bridge</h2><p>It was built{three} in 1904.</p>{notes}</body></html>"
    ).encode()


def attached(document: Document) -> list[str]:
    return [
        document.text[: f.marker[0]].split()[-1] if f.marker and f.sentence else ""
        for f in document.footnotes
    ]


@pytest.mark.parametrize("manner", MANNERS)
def test_notes_of_a_manner(manner: str) -> None:
    document = read_bytes(page(manner), "a.html")
    assert attached(document) == ["1902.", "drowned.", "built"]
    said = [document.text[slice(*f.span)] for f in document.footnotes]
    assert said == ["Ellen Pike, Ferries (York, 1951), p. 4.", "Ibid., p. 9.", "John Dunn, Bridges, p. 31."]
    assert len(document.sentences) == 3
    assert [d.title for d in document.divisions] == ["The Ferry", "A Bridge"]


def test_links_of_contents_and_index_call_nothing() -> None:
    data = (
        b"<body><h1>The Ferry</h1><p>The ferry <a href='#p31'>31</a></p>"
        b"<p><span class='pagenum' id='p31'>[31]</span>It sank in 1902 and was not raised.</p>"
        b"<p>See <a href='#p31'>31</a>.</p></body>"
    )
    assert read_bytes(data, "a.html").footnotes == ()


@pytest.mark.parametrize(
    "mark",
    [
        '<span class="pagenum"><a id="Page_31">[31]</a></span>',
        '<span epub:type="pagebreak" title="31"></span>',
        '<span role="doc-pagebreak" aria-label="31"></span>',
    ],
)
def test_page_breaks_are_no_words(mark: str) -> None:
    data = f"<body><h1>The Ferry</h1><p>It was ever {mark}desirous of a quay in the{mark} spring.</p></body>".encode()
    document = read_bytes(data, "a.html")
    assert (
        document.text[document.sentences[0].spans[0][0] :].strip()
        == "It was ever desirous of a quay in the spring."
    )
    assert document.pages[0][0] == "31"


def test_side_notes_stand_in_the_text() -> None:
    data = (
        b"<body><h1>The Ferry</h1><p>It sank.<label for='s1' class='margin-toggle sidenote-number'></label>"
        b"<input type='checkbox' id='s1'><span class='sidenote'>Ellen Pike, p. 4.</span> It was old.</p></body>"
    )
    document = read_bytes(data, "a.html")
    assert [document.text[slice(*f.span)] for f in document.footnotes] == ["Ellen Pike, p. 4."]
    assert len(document.sentences) == 2


def test_a_paragraph_that_ends_in_a_blank_is_read() -> None:
    data = b"<body><h1>The Ferry</h1><p>It sank in <em>1902.</em>\n  </p><p>It was old.\n</p></body>"
    assert len(read_bytes(data, "a.html").sentences) == 2


def test_a_number_over_a_title_is_one_heading() -> None:
    data = b"<body><h1>Ferries</h1><h2>I</h2><h3>The Quay</h3><p>It was long.</p><h2>II</h2><h3>The Boat</h3><p>It sank.</p></body>"
    document = read_bytes(data, "a.html")
    assert [(d.number, d.title) for d in document.divisions] == [("I", "The Quay"), ("II", "The Boat")]


def test_a_note_that_is_no_more_than_a_year() -> None:
    page = (
        '<p>It sank then.<a id="r1" href="#f1">[1]</a> So it was.<a id="r2" href="#f2">[2]</a></p>'
        '<div><p id="f1"><a href="#r1">[1]</a> 1901.</p><p id="f2"><a href="#r2">[2]</a> Kyle, 9.</p></div>'
    )
    document = read_bytes(page.encode(), "a.html")
    assert [document.text[slice(*f.span)] for f in document.footnotes] == ["1901.", "Kyle, 9."]


def test_a_table_of_contents_links_to_chapters_and_not_to_notes() -> None:
    call = '<a id="r1" class="noteref" href="#n1">1</a>'
    said = f"<div id='s1'><h2>1. The Quay</h2><p>It sank in 1902.{call} Nobody drowned.</p></div>"
    listed = "<ul><li><a href='#s1'>1.</a> The Quay</li></ul>"
    note = '<p id="n1"><a style="display:none" href="#n1">[see n1]</a><a href="#r1">1</a> Pike, p. 4.</p>'
    data = f"<html><body><h1>Ferries</h1><h2>Contents</h2>{listed}{said}<hr>{note}</body></html>".encode()
    document = read_bytes(data, "a.html")
    assert [document.text[slice(*f.span)] for f in document.footnotes] == ["Pike, p. 4."]
    assert attached(document) == ["1902."]


def test_the_rows_of_a_table_in_a_note_are_its_words() -> None:
    call = '<p>It was dear.<a id="FNanchor_1" href="#Footnote_1" class="fnanchor">[1]</a></p>'
    label = '<p><a id="Footnote_1" href="#FNanchor_1"><span class="label">[1]</span></a></p>'
    rows = "".join(f"<tr><td>{y}.</td><td>{x}</td></tr>" for y, x in ((1892, "two ships"), (1893, "three")))
    note = f'<div class="footnote">{label}<table>{rows}</table></div>'
    data = f"<html><body><h1>Ferries</h1>{call}{note}</body></html>".encode()
    (found,) = read_bytes(data, "a.html").footnotes
    text = read_bytes(data, "a.html").text
    assert text[slice(*found.span)] == "1892. two ships\n1893. three"
