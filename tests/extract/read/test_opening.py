"""Running text before the first heading, and labels that look like headings."""

from __future__ import annotations

from regesta.extract.read import Document, read_bytes, read_text

OPENING = """The Ferries of the Humber

As a crossing of the first rank, Goole was served by a ferry until March 1902, when it sank off
Swinefleet.1 Pike argues that nobody could have saved it.2

1 Ellen Pike, Ferries (York: Dale Press, 1951), p. 4.
2 Ibid., p. 9.

I. The Bridge
The bridge was opened on 4 June 1904.3 It stands.4

3 Ibid., p. 10.
4 John Dunn, Bridges (Hull: Moor, 1980), p. 3.
"""


ARTICLE = """# The Ferries of the Humber

*Numbers of pages are approximate.*

As a crossing of the first rank, Goole was served by a ferry until March 1902, when it sank off
Swinefleet in a fog that nobody had foretold.[^1]

## The Bridge

The bridge was opened on 4 June 1904.[^2]

## The Tunnel

Nobody dug it.

[^1]: Ellen Pike, *Ferries* (York: Dale Press, 1951), p. 4.
[^2]: Ibid., p. 9.
"""
PAGE = """<html><body><h1>The Ferries of the Humber</h1><p>by Ellen Pike</p>
<p>As a crossing of the first rank, Goole was served by a ferry until March 1902, when it sank off
Swinefleet in a fog that nobody had foretold.{}</p>
<h2>The Bridge</h2><p>The bridge was opened on 4 June 1904.<sup><a href="#n2" id="r2">2</a></sup></p>
<h2>The Tunnel</h2><p>Nobody dug it.</p><h2>Notes</h2>
<ol><li id="n1">Ellen Pike, <i>Ferries</i> (York: Dale Press, 1951), p. 4. <a href="#r1">back</a></li>
<li id="n2">Ibid., p. 9. <a href="#r2">back</a></li></ol></body></html>
"""


def firsts(document: Document) -> list[str]:
    return [document.text[s.spans[0][0] :].split()[0] for s in document.sentences]


def test_an_opening_that_calls_notes_is_read() -> None:
    document = read_text(OPENING, "d")
    assert firsts(document) == ["As", "Pike", "The", "It"]
    assert [(f.number, bool(f.sentence)) for f in document.footnotes] == [(n, True) for n in (1, 2, 3, 4)]


def test_a_title_page_is_not() -> None:
    text = "The Ferries of the Humber\n\nby Ellen Pike\n\nUniversity of Hull, 1951\n\nI. The Bridge\n\nIt was opened in 1904.\n"
    assert firsts(read_text(text, "d")) == ["It"]


def test_a_label_ends_with_its_paragraph() -> None:
    text = OPENING.replace(
        "As a crossing", "Copyright:\n(c) 1951 The Author. All rights are\nreserved.\n\nAs a crossing"
    )
    document = read_text(text, "d")
    assert firsts(document) == ["As", "Pike", "The", "It"]
    front = next(d for d in document.divisions if d.role == "front")
    assert document.text[slice(*front.span)].endswith("reserved.")
    assert document.sentences[0].division != front.id


def test_an_article_opens_under_its_title() -> None:
    document = read_bytes(ARTICLE.encode(), "a.md", "d")
    assert firsts(document) == ["As", "The", "Nobody"]
    assert [bool(f.sentence) for f in document.footnotes] == [True, True]


def test_a_page_opens_under_its_title_where_it_calls_a_note() -> None:
    called = PAGE.format('<sup><a href="#n1" id="r1">1</a></sup>')
    assert firsts(read_bytes(called.encode(), "a.html", "d")) == ["As", "The", "Nobody"]
    assert firsts(read_bytes(PAGE.format("").encode(), "a.html", "d")) == ["The", "Nobody"]


PLAIN = """The Ferries of the Humber

{opening}

I. The Bridge

The bridge was opened on 4 June 1904.1 It stands.

Summary

Two lines of it are left, and nobody has counted what the ferry had cost the town.2

II. The Tunnel

Nobody dug it.3

1 Ellen Pike, Ferries (York: Dale Press, 1951), p. 10.
2 Ibid., p. 11.
3 Ibid., p. 12.
"""
PROSE = (
    "The ferries of the Humber carried the people of two counties for four hundred years, and when the bridge "
    "was opened they were forgotten within one. This is the story of those who had lived by them, and of what "
    "the town council did, or did not do, when they came to ask for its help."
)


def test_a_paragraph_of_prose_opens_a_text() -> None:
    document = read_text(PLAIN.format(opening=PROSE), "d")
    assert document.text[slice(*document.sentences[0].spans[0])].endswith("forgotten within one.")
    assert [(d.title, d.role) for d in document.divisions] == [
        ("The Bridge", "body"),
        ("Summary", "body"),
        ("The Tunnel", "body"),
    ]


def test_what_speaks_of_the_work_does_not() -> None:
    about = PROSE.replace("This is the story", "All rights reserved. This is the story")
    document = read_text(PLAIN.format(opening=about), "d")
    assert document.text[slice(*document.sentences[0].spans[0])].startswith("The bridge was opened")


def test_a_summary_before_the_chapters_is_front_matter_and_behind_one_its_close() -> None:
    page = "<h1>Summary</h1><p>It sank.</p><h1>The Ferry</h1><p>It sailed.</p><h1>Summary</h1><p>It was sold.</p>"
    assert [d.role for d in read_bytes(page.encode(), "a.html").divisions] == ["front", "body", "body"]
