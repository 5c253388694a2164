"""Markdown: the raw text is the file itself; headings, paragraphs and footnotes are found in it by line."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from regesta.extract.read.back import abbreviation_in, is_rubric
from regesta.extract.read.document import Abbreviation, BibliographyEntry, ReadingNote
from regesta.extract.read.headings import classify
from regesta.extract.read.layout import HeadingMark, Layout, NoteMark, Paragraph
from regesta.extract.read.plain import layout_of
from regesta.extract.read.render import heading_kinds
from regesta.extract.read.script import ScriptBlock
from regesta.extract.record import Span

_CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_DEFINITION = re.compile(r"^[ ]{0,3}\[\^([^\]\s]+)\]:[ \t]*", re.M)
#: pandoc's notes written where they are called: `^[...]`.
_INLINE = re.compile(r"(?<!\\)\^\[((?:[^\[\]]|\[[^\[\]]*\])+)\]")
#: pandoc's attributes behind a heading: `{#id .unnumbered}`.
_ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}\s*$")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)(?:\{[^{}]*\})?")


def read_markdown(text: str) -> Layout:
    """The layout of a Markdown text, offsets into the text as given; without `[^1]` footnotes its notes are
    sought as in plain text."""
    if not _DEFINITION.search(text) and not _INLINE.search(text):
        return layout_of(text)
    starts = _line_starts(text)
    tokens = (
        MarkdownIt("commonmark").enable("table").use(front_matter_plugin).use(footnote_plugin).parse(text)
    )
    blocks = _blocks(tokens, text, starts)
    return _layout(text, blocks, _definitions(text))


def _line_starts(text: str) -> list[int]:
    """Where markdown-it's lines begin in the raw text (it breaks lines at \\n, \\r\\n and \\r)."""
    return [0, *[m.end() for m in re.finditer(r"\r\n|\n|\r", text)], len(text)]


def _blocks(tokens: list[Token], text: str, starts: list[int]) -> list[tuple[str, int, Span]]:
    """(kind, level, raw span) of headings, paragraphs and other blocks outside footnotes; markup at the ends
    left out."""
    out: list[tuple[str, int, Span]] = []
    inside = 0
    for t in tokens:
        inside += t.type == "footnote_block_open"
        inside -= t.type == "footnote_block_close"
        if inside or t.map is None:
            continue
        a, b = starts[t.map[0]], starts[min(t.map[1], len(starts) - 1)]
        if t.type == "heading_open":
            m = re.match(
                r"\s*#*[ \t]*(.*?)[ \t]*#*[ \t]*(?:(?:\r\n|\n|\r)[ \t]*[=-]+[ \t]*)?\s*$", text[a:b], re.S
            )
            if m and m.group(1):
                end = a + m.start(1) + len(_ATTRIBUTES.sub("", m.group(1)))
                out.append(("heading", int(t.tag[1]), (a + m.start(1), end)))
        elif t.type == "paragraph_open":
            m = re.match(r"[ \t>]*(?:[-*+][ \t]+)?", text[a:b])
            end = b - (len(text[a:b]) - len(text[a:b].rstrip()))
            kind = "other" if _IMAGE.fullmatch(text[a:b].strip()) else "paragraph"
            out.append((kind, 0, (a + (m.end() if m else 0), end)))
        elif t.type in ("fence", "code_block", "html_block", "table_open", "front_matter"):
            out.append(("other", 0, (a, b)))
    return [x for x in out if x[2][0] < x[2][1]]


def _definitions(text: str) -> list[tuple[str, Span, Span]]:
    """(label, whole span, span of the words) of every footnote definition: up to the next one or the first
    line that is neither blank nor indented."""
    out = []
    for m in _DEFINITION.finditer(text):
        end = m.end()
        for line in re.finditer(r"[^\r\n]*(?:\r\n|\n|\r|$)", text[m.end() :]):
            at = m.end() + line.start()
            words = line.group().strip()
            if line.start() and (
                _DEFINITION.match(text, at)
                or (
                    words
                    and not re.match(r"[ \t]{2,}|\t", line.group())
                    and text[:at].rstrip(" \t").endswith(("\n\n", "\r\n\r\n", "\r\r"))
                )
            ):
                break
            if words.startswith("#") and line.start():
                break
            if words:
                end = at + len(line.group().rstrip())
            if not line.group():
                break
        out.append((m.group(1), (m.start(), end), (m.end(), end)))
    return out


def _layout(
    text: str, blocks: list[tuple[str, int, Span]], definitions: list[tuple[str, Span, Span]]
) -> Layout:
    noted = [w for _, w, _ in definitions]
    blocks = [b for b in blocks if not any(x <= b[2][0] < y for x, y in noted)]
    title = ""
    tops = [b for b in blocks if b[0] == "heading"]
    if (
        len(tops) >= 3
        and tops[0][1] < min(b[1] for b in tops[1:])
        and not classify(text[slice(*tops[0][2])]).named
    ):
        title = " ".join(text[slice(*tops[0][2])].split())
        blocks = [b for b in blocks if b is not tops[0]]
    scripted = [
        ScriptBlock(
            kind="heading" if k == "heading" else "paragraph", parts=(_CALL.sub("", text[a:b]),), level=level
        )
        for k, level, (a, b) in blocks
    ]
    kinds = heading_kinds(scripted)
    headings: list[HeadingMark] = []
    paragraphs: list[Paragraph] = []
    entries: list[BibliographyEntry] = []
    abbreviations: list[Abbreviation] = []
    contents: list[Span] = []
    rubrics: list[tuple[int, str]] = []
    zone = "title" if tops else "body"
    tops_at: list[tuple[int, int]] = []
    inline: list[tuple[Span, Span]] = []
    for (kind, level, span), named in zip(blocks, kinds, strict=True):
        words = _CALL.sub("", text[slice(*span)])
        if kind == "heading" and named:
            read = classify(words)
            headings.append(
                HeadingMark(
                    span=span, kind=named[0], number=read.number, title=read.title or words, level=named[1]
                )
            )
            if named[0] != "section":
                zone, rubrics = named[0], []
                tops_at.append((span[0], len(headings) - 1))
            elif zone == "bibliography":
                rubrics = [*[r for r in rubrics if r[0] < level], (level, words)]
        elif zone == "bibliography":
            if is_rubric(words):
                rubrics = [*[r for r in rubrics if r[0] < 90], (90, words.rstrip(":"))]
            else:
                entries += [
                    BibliographyEntry(span=s, rubrics=tuple(r for _, r in rubrics))
                    for s in _entries(text, span)
                ]
        elif zone == "contents":
            contents.append(span)
        elif zone == "abbreviations":
            abbreviations += [
                Abbreviation(short=found[0], long=found[1], span=s)
                for s in _rows(text, span)
                if (found := abbreviation_in(text[slice(*s)]))
            ]
        elif kind == "paragraph" and zone not in ("title", "notes", "back"):
            inline += [(m.span(1), (m.start(), m.start() + 2)) for m in _INLINE.finditer(text, *span)]
            paragraphs.append(Paragraph(spans=_around_notes(text, span)))
    notes, remarks = _notes(
        text, definitions, tops_at, [s for p in paragraphs for s in p.spans] + [h.span for h in headings]
    )
    if inline:
        notes = _with_inline(notes, inline, tops_at)
        remarks = [r for r in remarks if r.code != "note.skipped"]
    given = _front_matter(text)
    return Layout(
        text=text,
        headings=tuple(headings),
        paragraphs=tuple(paragraphs),
        notes=tuple(notes),
        bibliography=tuple(entries),
        abbreviations=tuple(abbreviations),
        contents=tuple(contents),
        remarks=tuple(remarks),
        title=given.get("title", "") or title,
        author=given.get("author", ""),
        year=(re.findall(r"\b(?:1[5-9]|20)\d\d\b", given.get("date", "")) or [""])[0],
    )


def _front_matter(text: str) -> dict[str, str]:
    """The plain `key: value` lines of a YAML block at the head of the file."""
    m = re.match(r"---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*\r?\n", text, re.S)
    rows = re.findall(r"(?m)^(\w+):[ \t]*(\S.*?)[ \t]*\r?$", m.group(1)) if m else []
    return {key.lower(): value.strip("\"'") for key, value in rows}


def _around_notes(text: str, span: Span) -> tuple[Span, ...]:
    """A paragraph without the bodies of the notes written into it; the `^[` before each stays, as its
    marker."""
    out: list[Span] = []
    at = span[0]
    for m in _INLINE.finditer(text, *span):
        out.append((at, m.start() + 2))
        at = m.end()
    out.append((at, span[1]))
    return tuple(s for s in out if text[slice(*s)].strip())


def _with_inline(
    notes: list[NoteMark], inline: list[tuple[Span, Span]], tops: list[tuple[int, int]]
) -> list[NoteMark]:
    """Notes written where they are called, counted through their chapter among the others."""
    homes = [
        (marker, next((k for at, k in reversed(tops) if at <= marker[0]), -1), body)
        for body, marker in inline
    ]
    both = [
        *notes,
        *[NoteMark(span=body, number=0, heading=home, marker=marker) for marker, home, body in homes],
    ]
    both.sort(key=lambda n: n.marker or n.span)
    counted: dict[int, int] = {}
    out: list[NoteMark] = []
    for n in both:
        counted[n.heading] = counted.get(n.heading, 0) + 1
        out.append(replace(n, number=counted[n.heading], label=""))
    return out


def _rows(text: str, span: Span) -> list[Span]:
    """The lines of a paragraph."""
    return [(span[0] + m.start(), span[0] + m.end()) for m in re.finditer(r"[^\r\n]+", text[slice(*span)])]


def _entries(text: str, span: Span) -> list[Span]:
    """A paragraph of the bibliography: one entry, or one a line when every line ends like an entry and the
    lines were not wrapped."""
    rows = _rows(text, span)
    whole = all(re.search(r"[.)\]/]\s*$", text[slice(*r)]) for r in rows)
    return rows if len(rows) > 1 and whole else [span]


def _notes(
    text: str, definitions: list[tuple[str, Span, Span]], tops: list[tuple[int, int]], bodies: list[Span]
) -> tuple[list[NoteMark], list[ReadingNote]]:
    """Every definition with its call: the last unused one of its label before it, else the first after it."""
    calls: dict[str, list[Span]] = {}
    for a, b in sorted(bodies):
        for m in _CALL.finditer(text, a, b):
            calls.setdefault(m.group(1), []).append(m.span())
    notes: list[NoteMark] = []
    remarks: list[ReadingNote] = []
    counted: dict[int, int] = {}
    used: set[Span] = set()
    for label, whole, words in definitions:
        free = [c for c in calls.get(label, []) if c not in used]
        marker = next((c for c in reversed(free) if c[0] < whole[0]), free[0] if free else None)
        place = marker[0] if marker else whole[0]
        home = next((k for at, k in reversed(tops) if at <= place), -1)
        counted[home] = counted.get(home, 0) + 1
        if marker:
            used.add(marker)
        else:
            remarks.append(
                ReadingNote(
                    code="marker.lost", message=f"no place in the text calls note {label}", span=words
                )
            )
        if words[0] < words[1]:
            notes.append(
                NoteMark(
                    span=words,
                    number=int(label) if label.isdigit() else counted[home],
                    heading=home,
                    marker=marker,
                    label=label,
                )
            )
    remarks += [
        ReadingNote(code="marker.orphan", message=f"the text calls note {label}, which has no body", span=c)
        for label, cs in calls.items()
        for c in cs
        if c not in used
    ]
    notes.sort(key=lambda n: n.marker or n.span)
    remarks += [
        ReadingNote(code="note.skipped", message=f"the notes go from {a.number} to {b.number}", span=b.span)
        for a, b in pairwise(notes)
        if a.heading == b.heading and b.number > a.number + 1
    ]
    return notes, remarks
