"""Markdown: the raw text is the file itself; headings, paragraphs and footnotes are found in it by line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from regesta.extract.read.back import abbreviation_in, is_rubric
from regesta.extract.read.document import Abbreviation, BibliographyEntry, ReadingNote
from regesta.extract.read.headings import HeadingKind, classify
from regesta.extract.read.layout import HeadingMark, Layout, NoteMark, Paragraph
from regesta.extract.read.opening import opening_paragraph
from regesta.extract.read.plain import layout_of
from regesta.extract.read.render import heading_kinds
from regesta.extract.read.script import ScriptBlock
from regesta.extract.read.vocabulary import HeadingWords, ReadingWords
from regesta.extract.record import Span

_CALL = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_DEFINITION = re.compile(r"^[ ]{0,3}\[\^([^\]\s]+)\]:[ \t]*", re.M)
#: pandoc's notes written where they are called: `^[...]`.
_INLINE = re.compile(r"(?<!\\)\^\[((?:[^\[\]]|\[[^\[\]]{0,2000}\]){1,9000})\]")
#: pandoc's attributes behind a heading: `{#id .unnumbered}`.
_ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}\s*$")
#: A heading as Markdown marks it.
_MARKED_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.M)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)(?:\{[^{}]*\})?")


def read_markdown(text: str, words: ReadingWords) -> Layout:
    """The layout of a Markdown text, offsets into the text as given; without `[^1]` footnotes its notes are
    sought as in plain text, and where there are none either, its headings are read as Markdown all the
    same."""
    if not _DEFINITION.search(text) and not _INLINE.search(text):
        plain = layout_of(text, words)
        if plain.notes or not _MARKED_HEADING.search(text):
            return plain
    starts = _line_starts(text)
    tokens = (
        MarkdownIt("commonmark").enable("table").use(front_matter_plugin).use(footnote_plugin).parse(text)
    )
    definitions = _definitions(text)
    blocks = _outside(_blocks(tokens, text, starts), [words for _, words, _ in definitions])
    title, blocks = _title(text, blocks, words.headings)
    filed = _Filed(text, words, headed=any(b.kind == "heading" for b in blocks) or bool(title))
    opening = _opening(text, blocks, words)
    for k, (block, named) in enumerate(zip(blocks, _kinds(text, blocks, words.headings), strict=True)):
        if k == opening and filed.zone == "title":
            filed.zone = "body"
        filed.take(block, named)
    return filed.layout(definitions, title)


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of the text: its kind ("heading", "paragraph", "other"), its level if it is a heading, the raw
    span of its words."""

    kind: str
    level: int
    span: Span


def _line_starts(text: str) -> list[int]:
    """Where markdown-it's lines begin in the raw text (it breaks lines at \\n, \\r\\n and \\r)."""
    return [0, *[m.end() for m in re.finditer(r"\r\n|\n|\r", text)], len(text)]


def _blocks(tokens: list[Token], text: str, starts: list[int]) -> list[_Block]:
    """Headings, paragraphs and other blocks outside footnotes; markup at the ends left out."""
    out: list[_Block] = []
    inside = 0
    for t in tokens:
        inside += t.type == "footnote_block_open"
        inside -= t.type == "footnote_block_close"
        if inside or t.map is None:
            continue
        a, b = starts[t.map[0]], starts[min(t.map[1], len(starts) - 1)]
        block = _block(t, text, a, b)
        if block is not None and block.span[0] < block.span[1]:
            out.append(block)
    return out


_HEADING = re.compile(r"\s*#*[ \t]*(.*?)[ \t]*#*[ \t]*(?:(?:\r\n|\n|\r)[ \t]*[=-]+[ \t]*)?\s*$", re.S)
_LEAD = re.compile(r"[ \t>]*(?:[-*+][ \t]+)?")


def _block(t: Token, text: str, a: int, b: int) -> _Block | None:
    """The block that opens with a token and covers the raw text a..b; None for containers and inlines."""
    if t.type == "heading_open":
        m = _HEADING.match(text[a:b])
        if m is None or not m.group(1):
            return None
        end = a + m.start(1) + len(_ATTRIBUTES.sub("", m.group(1)))
        return _Block("heading", int(t.tag[1]), (a + m.start(1), end))
    if t.type == "paragraph_open":
        lead = _LEAD.match(text, a, b)
        kind = "other" if _IMAGE.fullmatch(text[a:b].strip()) else "paragraph"
        return _Block(kind, 0, (lead.end() if lead else a, a + len(text[a:b].rstrip())))
    if t.type in ("fence", "code_block", "html_block", "table_open", "front_matter"):
        return _Block("other", 0, (a, b))
    return None


def _definitions(text: str) -> list[tuple[str, Span, Span]]:
    """(label, whole span, span of the words) of every footnote definition: up to the next one or the first
    line that is neither blank nor indented."""
    out = []
    for m in _DEFINITION.finditer(text):
        end = m.end()
        blank = False
        for line in _LINE.finditer(text, m.end()):
            first = line.start() == m.end()
            if not first and _ends_definition(text, line, blank):
                break
            if line.group().strip():
                end = line.start() + len(line.group().rstrip())
            blank = not first and not line.group().strip()
            if not line.group():
                break
        out.append((m.group(1), (m.start(), end), (m.end(), end)))
    return out


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")


def _ends_definition(text: str, line: re.Match[str], blank: bool) -> bool:
    """True for a line that belongs to the definition above no more; `blank`: the line above it is."""
    words = line.group().strip()
    if words.startswith("#") or _DEFINITION.match(text, line.start()):
        return True
    return bool(words) and blank and not re.match(r"[ \t]{2,}|\t", line.group())


def _outside(blocks: list[_Block], noted: list[Span]) -> list[_Block]:
    """The blocks that do not begin inside a footnote's definition; `noted` in order."""
    starts = [a for a, _ in noted]
    out = []
    for block in blocks:
        k = bisect_right(starts, block.span[0]) - 1
        if k < 0 or block.span[0] >= noted[k][1]:
            out.append(block)
    return out


def _title(text: str, blocks: list[_Block], words: HeadingWords) -> tuple[str, list[_Block]]:
    """The one heading above all others is the title; "" for none, and the blocks without it."""
    heads = [b for b in blocks if b.kind == "heading"]
    if len(heads) < 3 or heads[0].level >= min(b.level for b in heads[1:]):
        return "", blocks
    said = text[slice(*heads[0].span)]
    if classify(said, words).named:
        return "", blocks
    return " ".join(said.split()), [b for b in blocks if b is not heads[0]]


def _opening(text: str, blocks: list[_Block], words: ReadingWords) -> int:
    """Which block opens the running text before the first heading; that heading's place where none does."""
    head = next((k for k, b in enumerate(blocks) if b.kind == "heading"), len(blocks))
    before = [(k, text[slice(*b.span)]) for k, b in enumerate(blocks[:head]) if b.kind == "paragraph"]
    told = [(said, bool(_CALL.search(said) or _INLINE.search(said))) for _, said in before]
    first = opening_paragraph(told, words)
    return before[first][0] if first < len(before) else head


def _kinds(text: str, blocks: list[_Block], words: HeadingWords) -> list[tuple[HeadingKind, int] | None]:
    """Kind and level of every block that is a heading."""
    scripted = [
        ScriptBlock(
            kind="heading" if b.kind == "heading" else "paragraph",
            parts=(_CALL.sub("", text[slice(*b.span)]),),
            level=b.level,
        )
        for b in blocks
    ]
    return heading_kinds(scripted, words)


class _Filed:
    """The blocks of a text filed by the part of the text they stand in."""

    def __init__(self, text: str, words: ReadingWords, headed: bool) -> None:
        self.text, self.words = text, words
        self.zone = "title" if headed else "body"
        self.headings: list[HeadingMark] = []
        self.tops: list[tuple[int, int]] = []
        """(raw start, index) of the headings above section level."""
        self.paragraphs: list[Paragraph] = []
        self.entries: list[BibliographyEntry] = []
        self.abbreviations: list[Abbreviation] = []
        self.contents: list[Span] = []
        self.rubrics: list[tuple[int, str]] = []
        self.inline: list[tuple[Span, Span]] = []
        """Notes written where they are called: (span of the words, span of the `^[`)."""

    def take(self, block: _Block, named: tuple[HeadingKind, int] | None) -> None:
        """Files the next block."""
        said = _CALL.sub("", self.text[slice(*block.span)])
        if named is not None:
            self._heading(block, named, said)
        elif self.zone == "bibliography":
            self._entry(block.span, said)
        elif self.zone == "contents":
            self.contents.append(block.span)
        elif self.zone == "abbreviations":
            rows = [(s, abbreviation_in(self.text[slice(*s)])) for s in _rows(self.text, block.span)]
            self.abbreviations += [Abbreviation(short=f[0], long=f[1], span=s) for s, f in rows if f]
        elif block.kind == "paragraph" and self.zone not in ("title", "notes", "back"):
            found = _INLINE.finditer(self.text, *block.span)
            self.inline += [(m.span(1), (m.start(), m.start() + 2)) for m in found]
            self.paragraphs.append(Paragraph(spans=_around_notes(self.text, block.span)))

    def _heading(self, block: _Block, named: tuple[HeadingKind, int], said: str) -> None:
        kind, level = named
        read = classify(said, self.words.headings)
        self.headings.append(
            HeadingMark(span=block.span, kind=kind, number=read.number, title=read.title or said, level=level)
        )
        if kind != "section":
            self.zone, self.rubrics = kind, []
            self.tops.append((block.span[0], len(self.headings) - 1))
        elif self.zone == "bibliography":
            self.rubrics = [*(r for r in self.rubrics if r[0] < block.level), (block.level, said)]

    def _entry(self, span: Span, said: str) -> None:
        if is_rubric(said, self.words.lists):
            self.rubrics = [*(r for r in self.rubrics if r[0] < 90), (90, said.rstrip(":"))]
            return
        under = tuple(r for _, r in self.rubrics)
        self.entries += [BibliographyEntry(span=s, rubrics=under) for s in _entries(self.text, span)]

    def layout(self, definitions: list[tuple[str, Span, Span]], title: str) -> Layout:
        """The layout of the text, its notes placed."""
        bodies = [s for p in self.paragraphs for s in p.spans] + [h.span for h in self.headings]
        notes, remarks = _notes(self.text, definitions, self.tops, bodies)
        if self.inline:
            notes = _with_inline(notes, self.inline, self.tops)
            remarks = [r for r in remarks if r.code != "note.skipped"]
        given = _front_matter(self.text)
        return Layout(
            text=self.text,
            headings=tuple(self.headings),
            paragraphs=tuple(self.paragraphs),
            notes=tuple(notes),
            bibliography=tuple(self.entries),
            abbreviations=tuple(self.abbreviations),
            contents=tuple(self.contents),
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


def _home(place: int, tops: list[tuple[int, int]]) -> int:
    """The heading above section level that a place stands under; -1 for none."""
    k = bisect_right(tops, (place, 1 << 60)) - 1
    return tops[k][1] if k >= 0 else -1


def _with_inline(
    notes: list[NoteMark], inline: list[tuple[Span, Span]], tops: list[tuple[int, int]]
) -> list[NoteMark]:
    """Notes written where they are called, counted through their chapter among the others."""
    both = [
        *notes,
        *(
            NoteMark(span=body, number=0, heading=_home(marker[0], tops), marker=marker)
            for body, marker in inline
        ),
    ]
    both.sort(key=lambda n: n.marker or n.span)
    counted: Counter[int] = Counter()
    out: list[NoteMark] = []
    for n in both:
        counted[n.heading] += 1
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
    calls = _calls(text, bodies)
    notes: list[NoteMark] = []
    remarks: list[ReadingNote] = []
    counted: Counter[int] = Counter()
    for label, whole, words in definitions:
        marker = _taken(calls.get(label, []), whole[0])
        home = _home(marker[0] if marker else whole[0], tops)
        counted[home] += 1
        if marker is None:
            message = f"no place in the text calls note {label}"
            remarks.append(ReadingNote(code="marker.lost", message=message, span=words))
        if words[0] < words[1]:
            number = int(label) if label.isdigit() else counted[home]
            notes.append(NoteMark(span=words, number=number, heading=home, marker=marker, label=label))
    remarks += [
        ReadingNote(code="marker.orphan", message=f"the text calls note {label}, which has no body", span=c)
        for label, left in calls.items()
        for c in left
    ]
    notes.sort(key=lambda n: n.marker or n.span)
    remarks += [
        ReadingNote(code="note.skipped", message=f"the notes go from {a.number} to {b.number}", span=b.span)
        for a, b in pairwise(notes)
        if a.heading == b.heading and b.number > a.number + 1
    ]
    return notes, remarks


def _calls(text: str, bodies: list[Span]) -> dict[str, list[Span]]:
    """Label -> the places that call it, in order."""
    out: dict[str, list[Span]] = {}
    for a, b in sorted(bodies):
        for m in _CALL.finditer(text, a, b):
            out.setdefault(m.group(1), []).append(m.span())
    return out


def _taken(calls: list[Span], before: int) -> Span | None:
    """Takes the last call before a place out of the list, else the first behind it; None for none."""
    if not calls:
        return None
    k = bisect_left(calls, (before, 0)) - 1
    return calls.pop(max(0, k))
