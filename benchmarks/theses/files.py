"""A thesis as a file a user would drop: plain text, Markdown or HTML."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from html import escape

from benchmarks.theses.thesis import Chapter, Sentence, Thesis

_WIDTH = 96


def plain(thesis: Thesis) -> str:
    """Plain text: chapters in capitals, markers in brackets, endnotes behind the text."""
    parts = [thesis.title.upper(), thesis.author, str(thesis.year), ""]
    for chapter in thesis.chapters:
        parts += ["", f"CHAPTER {chapter.number}: {chapter.title.upper()}", ""]
        for text in _paragraphs(chapter, lambda n: f"[{n}]"):
            parts += [textwrap.fill(text, _WIDTH), ""]
    parts += ["", "NOTES", ""]
    for number, note in enumerate(thesis.notes, 1):
        parts.append(textwrap.fill(f"{number}. {note}", _WIDTH))
    parts += ["", "BIBLIOGRAPHY", ""]
    parts += [textwrap.fill(e, _WIDTH, subsequent_indent="    ") for e in thesis.bibliography]
    return "\n".join(parts) + "\n"


def markdown(thesis: Thesis) -> str:
    """Markdown: notes are defined behind the chapter that calls them."""
    parts = [f'---\ntitle: "{thesis.title}"\nauthor: {thesis.author}\ndate: {thesis.year}\n---', ""]
    for chapter in thesis.chapters:
        parts += [f"# {chapter.number}. {chapter.title}", ""]
        for text in _paragraphs(chapter, lambda n: f"[^{n}]"):
            parts += [text, ""]
        for number in _numbers(chapter):
            parts += [f"[^{number}]: {thesis.notes[number - 1]}", ""]
    parts += ["# Bibliography", ""]
    for listed in thesis.bibliography:
        parts += [listed, ""]
    return "\n".join(parts)


def html(thesis: Thesis) -> str:
    """A web page: notes as links to a list at its end."""
    body = [f"<h1>{escape(thesis.title)}</h1>", f'<p class="author">{escape(thesis.author)}</p>']
    for chapter in thesis.chapters:
        body.append(f"<h2>Chapter {chapter.number}: {escape(chapter.title)}</h2>")
        body += [f"<p>{text}</p>" for text in _paragraphs(chapter, _anchor, escape)]
    notes = "".join(
        f'<li id="fn{n}">{escape(note)} <a href="#r{n}">back</a></li>\n'
        for n, note in enumerate(thesis.notes, 1)
    )
    body.append(f'<section class="footnotes"><h2>Notes</h2><ol>\n{notes}</ol></section>')
    listed = "".join(f"<p>{escape(e)}</p>\n" for e in thesis.bibliography)
    body.append(f"<h2>Bibliography</h2>\n{listed}")
    head = f'<meta charset="utf-8"><title>{escape(thesis.title)}</title>'
    head += (
        f'<meta name="author" content="{escape(thesis.author)}"><meta name="date" content="{thesis.year}">'
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head>{head}</head>\n<body>' + "\n".join(body) + "</body></html>\n"
    )


#: The forms a thesis may have, by the ending of its file.
FORMS: Mapping[str, Callable[[Thesis], str]] = {"md": markdown, "html": html, "txt": plain}


def _anchor(number: int) -> str:
    return f'<sup><a id="r{number}" href="#fn{number}">{number}</a></sup>'


def _paragraphs(
    chapter: Chapter, marker: Callable[[int], str], shown: Callable[[str], str] = str
) -> Iterator[str]:
    """The paragraphs of a chapter, each note called behind its sentence."""

    def printed(sentence: Sentence) -> str:
        return shown(sentence.text) + (marker(sentence.note) if sentence.note else "")

    return (" ".join(map(printed, paragraph)) for paragraph in chapter.paragraphs)


def _numbers(chapter: Chapter) -> Iterator[int]:
    return (s.note for paragraph in chapter.paragraphs for s in paragraph if s.note)
