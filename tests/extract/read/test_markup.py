"""What programs write into HTML and Markdown beside plain paragraphs and notes."""

from __future__ import annotations

import pytest

from regesta.extract.read import Document, analyse, read_bytes

WORD = """<html><head><meta charset=utf-8></head><body><div class=WordSection1><h1>Introduction</h1>
<p class=MsoNormal>It began in 1947.<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span><![if !supportFootnotes]><span>[1]</span><![endif]></span></a>
It ended badly.<a href="#_edn1" name="_ednref1" title="">[i]</a></p></div>
<div style='mso-element:footnote-list'><hr><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> TNA, CAB 128/9.</p></div></div>
<div style='mso-element:endnote-list'><hr><div id=edn1><p class=MsoEndnoteText><a href="#_ednref1" name="_edn1">[i]</a> A remark.</p></div></div></body></html>"""
PAGE = """<html><head><script>var x = "It was.";</script></head><body><header>The site.</header><nav>Menu. Home.</nav><h1>Introduction</h1>
<p>It began in 1947.<a href="#fn1" id="r1" role="doc-noteref"><sup>1</sup></a></p><p style="display:none">Hidden. Text.</p><p hidden>More hidden.</p>
<blockquote><p>We go.<br>We stay.</p></blockquote><ol><li>The base stays.</li><li>The troops go.</li></ol><figure><figcaption>Map of it.</figcaption></figure>
<table><tr><td>A cell.</td></tr></table><ol><li id="fn1">TNA, CAB 128/9. <a href="#r1">↩</a></li></ol><footer>All rights reserved.</footer></body></html>"""
TYPED = "<html><body><h1>Introduction</h1><p>It began in 1947.<sup>1</sup> It ended.<sup>2</sup></p><h1>Notes</h1><p>1. TNA, CAB 1.</p><p>2. TNA, CAB 2.</p></body></html>"
MARKDOWN = """---
title: "The Retreat"
author: Anna Example
date: May 2011
---

# Introduction {#intro .unnumbered}

It began in 1947,^[TNA, CAB 3; see [the list](x.html).] on the 38^th^ parallel.[^eden] It went
on.\\
It ended.^[Ibid.]

![A map of it](map.png)

> We go. We stay.

[^eden]: Eden, *Full Circle*, p. 9.
"""


def sentences(document: Document) -> list[str]:
    return [analyse(document, s).text for s in document.sentences]


def bodies(document: Document) -> list[str]:
    return [document.text[slice(*f.span)] for f in document.footnotes]


@pytest.mark.parametrize(
    ("data", "lines", "notes"),
    [
        (WORD, ["It began in 1947.", "It ended badly."], ["TNA, CAB 128/9.", "A remark."]),
        (
            PAGE,
            ["It began in 1947.", "We go.", "We stay.", "1. The base stays.", "2. The troops go."],
            ["TNA, CAB 128/9."],
        ),
        (TYPED, ["It began in 1947.", "It ended."], ["TNA, CAB 1.", "TNA, CAB 2."]),
    ],
    ids=["word", "page", "typed-notes"],
)
def test_html(data: str, lines: list[str], notes: list[str]) -> None:
    document = read_bytes(data.encode(), "page.html")
    assert sentences(document) == lines
    assert bodies(document) == notes
    assert all(f.marker and f.sentence for f in document.footnotes)
    assert [d.title for d in document.divisions if d.role == "body"] == ["Introduction"]


def test_notes_written_where_they_are_called() -> None:
    document = read_bytes(MARKDOWN.encode(), "essay.md")
    assert document.text == MARKDOWN
    assert sentences(document) == [
        "It began in 1947, on the 38th parallel.",
        "It went on.",
        "It ended.",
        "We go.",
        "We stay.",
    ]
    assert bodies(document) == ["TNA, CAB 3; see [the list](x.html).", "Eden, *Full Circle*, p. 9.", "Ibid."]
    assert [f.number for f in document.footnotes] == [1, 2, 3]
    assert all(f.sentence for f in document.footnotes)
    assert (document.title, document.author, document.year) == ("The Retreat", "Anna Example", "2011")
    assert [d.title for d in document.divisions] == ["Introduction"]
    assert not document.notes


def chapter(title: str, n: int) -> str:
    return (
        f"<h3>{title}</h3><p>The board met in the spring of 19{n}0 and heard its engineer, who spoke of the quay at "
        f'some length and in plain words.<a href="#fn{n}" id="r{n}"><sup>{n}</sup></a> It then adjourned.</p>'
    )


def test_chapters_deeper_than_the_contents_above_them_are_text() -> None:
    """Publishers set "Contents" and "Notes" in the largest heading and the chapters in a smaller one."""
    titles = ("The Quay", "The Loan")
    listed = "".join(f"<li>{t}</li>" for t in titles)
    notes = "".join(f'<p id="fn{n}"><a href="#r{n}">{n}</a> TNA, CAB {n}.</p>' for n in (1, 2))
    text = "".join(chapter(t, n) for n, t in enumerate(titles, 1))
    page = f"<h1>Contents</h1><h3>Essays</h3><ul>{listed}</ul>{text}<h1>Notes</h1>{notes}"
    document = read_bytes(f"<html><body>{page}</body></html>".encode(), "article.html")
    assert [(d.title, d.role) for d in document.divisions if d.title in ("Essays", *titles)] == [
        ("Essays", "contents"),
        ("The Quay", "body"),
        ("The Loan", "body"),
    ]
    assert [s.startswith("The board met") for s in sentences(document)] == [True, False, True, False]
    assert bodies(document) == ["TNA, CAB 1.", "TNA, CAB 2."]
    assert [bool(f.sentence) for f in document.footnotes] == [True, True]
