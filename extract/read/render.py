"""A script becomes one text of record and its layout: paragraphs apart by blank lines, markers as
superscripts, notes at each chapter's end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from regesta.extract.read.back import abbreviation_in, is_rubric
from regesta.extract.read.document import Abbreviation, BibliographyEntry, ReadingNote
from regesta.extract.read.headings import HeadingKind, classify
from regesta.extract.read.layout import HeadingMark, Layout, NoteMark, Paragraph
from regesta.extract.read.plain import layout_of
from regesta.extract.read.script import NoteCall, PageBreak, Script, ScriptBlock
from regesta.extract.read.unstyled import with_headings
from regesta.extract.record import Span

_RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")


def render(script: Script) -> Layout:
    """The layout of a script; a script without notes of its own is read like plain text, since its notes may
    be typed in."""
    writer = _Writer(with_headings(script))
    layout = writer.write()
    if not script.notes:
        typed = layout_of(layout.text)
        if typed.notes:
            return Layout(
                **{
                    **{f: getattr(typed, f) for f in Layout.__slots__},
                    "title": script.title or typed.title,
                    "author": script.author or typed.author,
                    "year": script.year or typed.year,
                    "metadata": script.metadata,
                }
            )
    return layout


@dataclass(slots=True)
class _Writer:
    script: Script
    pieces: list[str] = field(default_factory=list)
    at: int = 0
    headings: list[HeadingMark] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: list[NoteMark] = field(default_factory=list)
    entries: list[BibliographyEntry] = field(default_factory=list)
    abbreviations: list[Abbreviation] = field(default_factory=list)
    contents: list[Span] = field(default_factory=list)
    pages: list[tuple[str, int]] = field(default_factory=list)
    remarks: list[ReadingNote] = field(default_factory=list)
    waiting: list[tuple[NoteCall, int, str, Span]] = field(default_factory=list)
    rubrics: list[tuple[int, str]] = field(default_factory=list)
    count: int = 0
    called: set[str] = field(default_factory=set)

    def write(self) -> Layout:
        blocks = list(self.script.blocks)
        title, blocks = _title(blocks, self.script.title)
        if title:
            self._put(title)
            self._break()
        kinds = heading_kinds(blocks)
        headless = not any(b.kind == "heading" for b in blocks)
        kind: str = "body" if headless else "title"
        for block, named in zip(blocks, kinds, strict=True):
            self.count = 0 if block.counts_anew else self.count
            if block.kind == "heading" and named is not None:
                kind = self._heading(block, named, kind)
                continue
            self._block(block, kind)
        self._flush()
        self._uncalled()
        text = "".join(self.pieces).rstrip() + "\n"
        return Layout(
            text=text,
            headings=tuple(self.headings),
            paragraphs=tuple(self.paragraphs),
            notes=tuple(self.notes),
            bibliography=tuple(self.entries),
            abbreviations=tuple(self.abbreviations),
            contents=tuple(self.contents),
            pages=tuple(_page_spans(self.pages, len(text))),
            remarks=tuple(self.remarks),
            title=title or self.script.title,
            author=self.script.author,
            year=self.script.year,
            metadata=self.script.metadata,
        )

    def _put(self, words: str) -> Span:
        start = self.at
        self.pieces.append(words)
        self.at += len(words)
        return (start, self.at)

    def _break(self) -> None:
        self._put("\n\n")

    def _heading(self, block: ScriptBlock, named: tuple[HeadingKind, int], kind: str) -> str:
        top = named[0] != "section"
        if top:
            self._flush()
            self.rubrics = []
        words = _words(block)
        span, calls = self._parts(block)
        if span[0] == span[1]:
            return kind
        read = classify(words)
        self.headings.append(
            HeadingMark(
                span=span, kind=named[0], number=read.number, title=read.title or words, level=named[1]
            )
        )
        for call, label, marker in calls:
            self.waiting.append((call, len(self.headings) - 1, label, marker))
        self._break()
        if not top and kind == "bibliography":
            while self.rubrics and self.rubrics[-1][0] >= named[1]:
                self.rubrics.pop()
            self.rubrics.append((named[1], words))
        return named[0] if top else kind

    def _block(self, block: ScriptBlock, kind: str) -> None:
        span, calls = self._parts(block)
        if span[0] == span[1]:
            return
        self._break()
        home = next(
            (k for k in range(len(self.headings) - 1, -1, -1) if self.headings[k].kind != "section"), -1
        )
        self.waiting += [(call, home, label, marker) for call, label, marker in calls]
        words = self.pieces[-2] if len(self.pieces) > 1 else ""
        if block.kind == "contents":
            self.contents.append(span)
            return
        if block.kind == "other" or kind == "title":
            return
        if kind == "bibliography":
            self._entry(span, _words(block))
        elif kind == "contents":
            self.contents.append(span)
        elif kind == "abbreviations":
            found = abbreviation_in(_words(block))
            if found:
                self.abbreviations.append(Abbreviation(short=found[0], long=found[1], span=span))
        elif kind not in ("notes", "back") and words:
            self.paragraphs.append(Paragraph(spans=(span,)))

    def _entry(self, span: Span, words: str) -> None:
        if is_rubric(words):
            self.rubrics = [r for r in self.rubrics if r[0] < 90] + [(90, words.rstrip(":"))]
        else:
            self.entries.append(BibliographyEntry(span=span, rubrics=tuple(r for _, r in self.rubrics)))

    def _parts(self, block: ScriptBlock) -> tuple[Span, list[tuple[NoteCall, str, Span]]]:
        """Writes a block's parts, blanks folded; gives its span and the calls in it."""
        start = self.at
        calls: list[tuple[NoteCall, str, Span]] = []
        fresh = True
        for part in block.parts:
            if isinstance(part, PageBreak):
                self.pages.append((part.label, self.at))
            elif isinstance(part, NoteCall):
                label = part.label
                if not label:
                    self.count += 1
                    label = str(self.count)
                while (
                    self.pieces and not fresh and self.pieces[-1].endswith(" ") and len(self.pieces[-1]) > 1
                ):
                    self.pieces[-1] = self.pieces[-1][:-1]
                    self.at -= 1
                calls.append((part, label, self._put(label.translate(_RAISED))))
                fresh = False
            else:
                words = re.sub(r"\s+", " ", part)
                if fresh or (self.pieces and self.pieces[-1].endswith(" ")):
                    words = words.lstrip()
                if words:
                    self._put(words)
                    fresh = False
        while self.at > start and self.pieces[-1].endswith(" "):
            self.pieces[-1] = self.pieces[-1][:-1]
            self.at -= 1
        return (start, self.at), calls

    def _flush(self) -> None:
        """The bodies of the notes called since the last chapter, in order."""
        for call, home, label, marker in self.waiting:
            if call.key in self.called or call.key not in self.script.notes:
                self.remarks.append(
                    ReadingNote(
                        code="marker.orphan" if call.key not in self.script.notes else "marker.doubled",
                        message=f"the text calls note {label}, which "
                        + ("has no body" if call.key not in self.script.notes else "was called before"),
                        span=marker,
                    )
                )
                continue
            self.called.add(call.key)
            self._note(call.key, label, home, marker)
        self.waiting = []

    def _note(self, key: str, label: str, home: int, marker: Span | None) -> None:
        paragraphs = [p for p in (re.sub(r"\s+", " ", x).strip() for x in self.script.notes[key]) if p]
        if not paragraphs:
            self.remarks.append(
                ReadingNote(code="note.empty", message=f"note {label} has no words", span=marker)
            )
            return
        self._put(f"{label} ")
        span = self._put("\n".join(paragraphs))
        self._break()
        number = int(label) if label.isdigit() else sum(1 for n in self.notes if n.heading == home) + 1
        self.notes.append(NoteMark(span=span, number=number, heading=home, marker=marker, label=label))

    def _uncalled(self) -> None:
        for key in self.script.notes:
            if key not in self.called:
                before = len(self.notes)
                label = re.sub(r"\D", "", key) or "0"
                self._note(key, label, -1, None)
                if len(self.notes) > before:
                    self.remarks.append(
                        ReadingNote(
                            code="marker.lost",
                            message=f"no place in the text calls note {label}",
                            span=self.notes[-1].span,
                        )
                    )


def _words(block: ScriptBlock) -> str:
    return " ".join("".join(p for p in block.parts if isinstance(p, str)).split())


def _title(blocks: list[ScriptBlock], given: str) -> tuple[str, list[ScriptBlock]]:
    """The one heading above all others is the title."""
    heads = [b for b in blocks if b.kind == "heading"]
    if len(heads) < 3:
        return "", blocks
    top = min(b.level for b in heads)
    first = heads[0]
    alone = (
        sum(b.level == top for b in heads) == 1 and first.level == top and not classify(_words(first)).named
    )
    same = bool(given) and _words(first) == given
    if not (alone or same):
        return "", blocks
    return _words(first), [b for b in blocks if b is not first]


def heading_kinds(blocks: list[ScriptBlock]) -> list[tuple[HeadingKind, int] | None]:
    """For every block that is a heading, its kind and level; a bare title at the outermost level is a
    chapter, a chapter's word below it a section."""
    levels = [b.level for b in blocks if b.kind == "heading"]
    top = min(levels, default=1)
    parts = any(b.kind == "heading" and b.level == top and classify(_words(b)).kind == "part" for b in blocks)
    out: list[tuple[HeadingKind, int] | None] = []
    for b in blocks:
        if b.kind != "heading":
            out.append(None)
            continue
        level = b.level - top + 1
        kind = classify(_words(b)).kind
        if kind == "section" and (level == 1 or (parts and level == 2)):
            kind = "chapter"
        elif kind in ("chapter", "front", "back", "appendix") and level > (2 if parts else 1):
            kind = "section"
        out.append((kind, level))
    return out


def _page_spans(pages: list[tuple[str, int]], end: int) -> list[tuple[str, Span]]:
    out = []
    for k, (label, start) in enumerate(pages):
        stop = pages[k + 1][1] if k + 1 < len(pages) else end
        if start < stop:
            out.append((label, (start, stop)))
    return out
