"""A script becomes one text of record and its layout: paragraphs apart by blank lines, markers as
superscripts, notes at each chapter's end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from regesta.extract.read.abstracts import with_ended_abstracts
from regesta.extract.read.back import abbreviation_in, is_rubric
from regesta.extract.read.document import Abbreviation, BibliographyEntry, Identified, LeftOut, ReadingNote
from regesta.extract.read.headings import HeadingKind, Named, classify, fold
from regesta.extract.read.layout import HeadingMark, Layout, NoteMark, Paragraph
from regesta.extract.read.opening import opening_paragraph
from regesta.extract.read.plain import layout_of
from regesta.extract.read.script import Edited, Marked, NoteCall, PageBreak, Script, ScriptBlock, in_one_line
from regesta.extract.read.unstyled import with_headings
from regesta.extract.read.vocabulary import ROMAN, HeadingWords, ReadingWords
from regesta.extract.record import Span

_BLANKS = re.compile(r"\s+")
_RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")


#: The share of typed notes that the text must call before they are believed.
_PLACED = 0.5


#: Parts of a text that a bare heading of their own level ends.
_ASIDE_ZONES = ("contents", "abbreviations", "notes", "bibliography", "back", "front")


def render(script: Script, words: ReadingWords) -> Layout:
    """The layout of a script; a script without notes of its own is read like plain text, since its notes may
    be typed in."""
    script = with_headings(script, words)
    blocks = list(_joined_labels(script.blocks, words.headings))
    script = replace(script, blocks=tuple(with_ended_abstracts(blocks, words.headings)))
    layout = _Writer(script, words).write()
    if script.notes:
        return layout
    typed = layout_of(layout.text, words)
    placed = sum(n.marker is not None for n in typed.notes)
    if not placed or placed < _PLACED * len(typed.notes):
        return layout
    return replace(
        typed,
        title=script.title or typed.title,
        author=script.author or typed.author,
        year=script.year or typed.year,
        identified=layout.identified,
        metadata=script.metadata,
    )


@dataclass(slots=True)
class _Writer:
    script: Script
    words: ReadingWords
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
    identified: list[Identified] = field(default_factory=list)
    aside: list[LeftOut] = field(default_factory=list)
    waiting: list[tuple[NoteCall, int, str, Span]] = field(default_factory=list)
    rubrics: list[tuple[int, str]] = field(default_factory=list)
    count: int = 0
    top: int = 1
    """The level of the outermost headings."""
    zone_level: int = 0
    """The level of that heading."""
    home: int = -1
    """The index of the last heading above section level."""
    open: list[int] = field(default_factory=list)
    """The indexes of the headings whose divisions go on, the outermost first."""
    numbered: Counter[tuple[int, str]] = field(default_factory=Counter)
    """How many notes each heading has so far, of either series."""
    called: set[str] = field(default_factory=set)

    def write(self) -> Layout:
        title, blocks = _title(list(self.script.blocks), self.script.title, self.words.headings)
        self.remarks += _edited(self.script.edited)
        if title:
            self._put(title)
            self._break()
        kinds = _below_contents(blocks, heading_kinds(blocks, self.words.headings), self.words)
        levels = [b.level for b in blocks if b.kind == "heading"]
        self.top = min(levels, default=1)
        kind = "title" if levels else "body"
        opening = _opening(blocks, self.words)
        for k, (block, named) in enumerate(zip(blocks, kinds, strict=True)):
            kind = "body" if k == opening and kind == "title" else kind
            kind = self._written(block, named, kind)
        self._flush()
        self._uncalled()
        return self._layout(title)

    def _written(self, block: ScriptBlock, named: tuple[HeadingKind, int] | None, kind: str) -> str:
        """Writes a block; gives the kind of what follows it."""
        if block.closes:
            kind = self._end(max(1, block.closes - self.top + 1), kind)
        self.count = 0 if block.counts_anew else self.count
        if block.kind == "heading" and named is not None:
            return self._heading(block, named, kind)
        self._block(block, kind)
        return kind

    def _layout(self, title: str) -> Layout:
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
            identified=tuple(self.identified),
            aside=tuple(self.aside),
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
        """Writes a heading; gives the kind of what follows it."""
        what, level = named
        if what == "section" and level <= self.zone_level and kind in _ASIDE_ZONES:
            what = "chapter"
        top = what != "section"
        if top:
            self._close(level)
        words = _words(block)
        span, calls = self._parts(block)
        if span[0] == span[1]:
            return kind
        here = self._mark(span, what, level, words)
        self.home = here if top else self.home
        self.waiting += [(call, here, label, marker) for call, label, marker in calls]
        self._break()
        if top:
            return what
        if kind == "bibliography":
            self.rubrics = [*(r for r in self.rubrics if r[0] < level), (level, words)]
        return kind

    def _mark(self, span: Span, kind: HeadingKind, level: int, words: str) -> int:
        """Keeps a heading; gives its place among the headings."""
        read = classify(words, self.words.headings)
        title = read.title or words
        self._leave(level)
        self.open.append(len(self.headings))
        self.headings.append(HeadingMark(span=span, kind=kind, number=read.number, title=title, level=level))
        return len(self.headings) - 1

    def _end(self, level: int, kind: str) -> str:
        """Ends the divisions of a level and below it where no heading does; gives the kind of what
        follows."""
        ended = self._leave(level)
        if self.home in ended:
            self._flush()
            self.rubrics = []
            self.home = next((k for k in reversed(self.open) if self.headings[k].kind != "section"), -1)
            self.zone_level = self.headings[self.home].level if self.home >= 0 else 0
            kind = self.headings[self.home].kind if self.home >= 0 else "body"
        for k in ended:
            self.headings[k] = replace(self.headings[k], end=self.at)
        return kind

    def _leave(self, level: int) -> list[int]:
        """Takes the headings of a level and below it off those that are open, and gives them."""
        first = len(self.open)
        while first and self.headings[self.open[first - 1]].level >= level:
            first -= 1
        ended = self.open[first:]
        del self.open[first:]
        return ended

    def _close(self, level: int) -> None:
        """Ends the chapter above a heading of a level: its notes follow it."""
        self.zone_level = level
        self._flush()
        self.rubrics = []

    def _block(self, block: ScriptBlock, kind: str) -> None:
        """Writes a block that is no heading, and files it by the kind of its place."""
        span, calls = self._parts(block)
        if span[0] == span[1]:
            return
        self._break()
        self.waiting += [(call, self.home, label, marker) for call, label, marker in calls]
        if block.kind == "contents" or (kind == "contents" and block.kind != "other"):
            self.contents.append(span)
        elif block.kind == "other":
            self.aside.append(LeftOut(span=span, why="table"))
        elif kind not in ("title", "notes", "back"):
            self._file(span, _words(block), kind)

    def _file(self, span: Span, words: str, kind: str) -> None:
        """Files a written paragraph as running text or as a line of the list it stands in."""
        if kind == "bibliography":
            self._entry(span, words)
        elif kind == "abbreviations":
            found = abbreviation_in(words)
            if found:
                self.abbreviations.append(Abbreviation(short=found[0], long=found[1], span=span))
        else:
            self.paragraphs.append(Paragraph(spans=(span,)))

    def _entry(self, span: Span, words: str) -> None:
        if is_rubric(words, self.words.lists):
            self.rubrics = [r for r in self.rubrics if r[0] < 90] + [(90, words.rstrip(":"))]
        else:
            self.entries.append(BibliographyEntry(span=span, rubrics=tuple(r for _, r in self.rubrics)))

    def _parts(self, block: ScriptBlock) -> tuple[Span, list[tuple[NoteCall, str, Span]]]:
        """Writes a block's parts, blanks folded; gives its span and the calls in it."""
        start = self.at
        calls: list[tuple[NoteCall, str, Span]] = []
        for part in block.parts:
            if isinstance(part, PageBreak):
                self.pages.append((part.label, self.at))
            elif isinstance(part, NoteCall):
                label = part.label or self._next_number()
                self._unspace(start)
                calls.append((part, label, self._put(label.translate(_RAISED))))
            else:
                self._say(part if isinstance(part, str) else part.words, start)
                if isinstance(part, Marked) and part.words.strip():
                    said = " ".join(part.words.split())
                    end = self.at - (self.pieces[-1].endswith(" "))
                    self._identify(part, (end - len(said), end))

        self._unspace(start)
        return (start, self.at), calls

    def _say(self, part: str, start: int) -> None:
        """Writes words, blanks folded, none at the block's `start`."""
        words = _BLANKS.sub(" ", part)
        fresh = self.at == start or self.pieces[-1].endswith(" ")
        words = words.lstrip() if fresh else words
        if words:
            self._put(words)

    def _identify(self, mark: Marked, span: Span) -> None:
        self.identified.append(Identified(kind=mark.kind, span=span, attributes=mark.attributes))

    def _next_number(self) -> str:
        self.count += 1
        return str(self.count)

    def _unspace(self, start: int) -> None:
        """Takes back the blanks written last, down to `start`."""
        while self.at > start and self.pieces and self.pieces[-1].endswith(" "):
            kept = self.pieces.pop()[:-1]
            self.at -= 1
            if kept:
                self.pieces.append(kept)

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
        paragraphs = [p for p in (_BLANKS.sub(" ", x).strip() for x in self.script.notes[key]) if p]
        if not paragraphs:
            self.remarks.append(
                ReadingNote(code="note.empty", message=f"note {label} has no words", span=marker)
            )
            return
        number_at = self._put(f"{label} ")
        self.aside.append(LeftOut(span=(number_at[0], number_at[1] - 1), why="number"))
        span = self._put("\n".join(paragraphs))
        for at, mark in self.script.note_marks.get(key, ()):
            self._identify(mark, (span[0] + at, span[0] + at + len(mark.words)))

        self._break()
        series = "endnote" if key in self.script.endnotes else ""
        self.numbered[home, series] += 1
        number = int(label) if label.isdecimal() else self.numbered[home, series]
        self.notes.append(
            NoteMark(span=span, number=number, heading=home, marker=marker, label=label, series=series)
        )

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


def _edited(edited: Edited) -> Iterator[ReadingNote]:
    """What the reader did with comments and tracked changes."""
    if edited.comments:
        yield ReadingNote(code="comments.left-out", message=f"{edited.comments} comments are not read")
    if edited.changes:
        yield ReadingNote(
            code="changes.accepted",
            message=f"{edited.changes} tracked changes are read as if they were accepted",
        )


def _words(block: ScriptBlock) -> str:
    return in_one_line(block.parts)


def _joined_labels(blocks: Sequence[ScriptBlock], words: HeadingWords) -> Iterator[ScriptBlock]:
    """The blocks with a heading that is only a label ("I", "Chapter 3") and the heading right below it as
    one."""
    held: ScriptBlock | None = None
    for block in blocks:
        if held is not None and block.kind == "heading" and not classify(_words(block), words).named:
            between = " " if classify(_words(held), words).named else ". "
            block = replace(held, parts=(_words(held).rstrip("."), between, *block.parts))
        elif held is not None:
            yield held
        held = block if block.kind == "heading" and _is_label(block, words) else None
        if held is None:
            yield block
    if held is not None:
        yield held


def _is_label(block: ScriptBlock, words: HeadingWords) -> bool:
    """True for a heading that is a number or a chapter word with its number, and calls no note."""
    said = _words(block).rstrip(".")
    if not all(isinstance(p, str) for p in block.parts):
        return False
    if said.isdigit() or (said and re.fullmatch(ROMAN, said)):
        return True
    named = classify(said, words)
    return named.named and named.kind in ("chapter", "part") and bool(named.number) and not named.title


def _title(blocks: list[ScriptBlock], given: str, words: HeadingWords) -> tuple[str, list[ScriptBlock]]:
    """The one heading above all others is the title."""
    heads = [b for b in blocks if b.kind == "heading"]
    if len(heads) < 3:
        return "", blocks
    first, said = heads[0], _words(heads[0])
    above = all(b.level > first.level for b in heads[1:]) and not classify(said, words).named
    if not above and said != given:
        return "", blocks
    return said, [b for b in blocks if b is not first]


def _opening(blocks: Sequence[ScriptBlock], words: ReadingWords) -> int:
    """Which block opens the running text before the first heading; that heading's place where none does."""
    head = next((k for k, b in enumerate(blocks) if b.kind == "heading"), len(blocks))
    before = [(k, b) for k, b in enumerate(blocks[:head]) if b.kind == "paragraph"]
    told = [(_words(b), any(isinstance(part, NoteCall) for part in b.parts)) for _, b in before]
    first = opening_paragraph(told, words)
    return before[first][0] if first < len(before) else head


def heading_kinds(blocks: list[ScriptBlock], words: HeadingWords) -> list[tuple[HeadingKind, int] | None]:
    """For every block that is a heading, its kind and level; a bare title at the outermost level is a
    chapter, a chapter's word below it a section."""
    heads = list(_kinds_in_place(blocks, words))
    top = min((h[0].level for h in heads if h), default=1)
    outermost = _outermost([(h[0].level - top + 1, classify(_words(h[0]), words)) for h in heads if h])
    return [
        (_kind_at(h[1], h[0].level - top + 1, outermost), h[0].level - top + 1) if h else None for h in heads
    ]


def _below_contents(
    blocks: Sequence[ScriptBlock], kinds: list[tuple[HeadingKind, int] | None], words: ReadingWords
) -> list[tuple[HeadingKind, int] | None]:
    """The headings' kinds and levels; where deeper headings below a list of contents stand over prose, those
    of their level up to the next as high as the list's stand beside it."""
    out = list(kinds)
    contents, text = 0, 0  # the levels of the list we are below, and of the text's headings below it
    for k, of in enumerate(kinds):
        if of is None:
            continue
        kind, level = of
        if level <= contents or kind == "contents":
            contents, text = (level if kind == "contents" else 0), 0
        elif contents and not text and _stands_over_prose(blocks, k, words):
            text = level
        if text == level:
            said = classify(_words(blocks[k]), words.headings).kind
            out[k] = ("chapter" if said == "section" else said, contents)
    return out


def _stands_over_prose(blocks: Sequence[ScriptBlock], k: int, words: ReadingWords) -> bool:
    """True when the paragraphs between heading k and the next open running text."""
    below = takewhile(lambda b: b.kind != "heading", blocks[k + 1 :])
    told = [
        (_words(b), any(isinstance(p, NoteCall) for p in b.parts)) for b in below if b.kind == "paragraph"
    ]
    return opening_paragraph(told, words) < len(told)


def _kinds_in_place(
    blocks: Sequence[ScriptBlock], words: HeadingWords
) -> Iterator[tuple[ScriptBlock, HeadingKind] | None]:
    """For every block that is a heading, what its words say; a summary behind a chapter is a section."""
    text = False
    for b in blocks:
        if b.kind != "heading":
            yield None
            continue
        said = _words(b)
        kind = classify(said, words).kind
        closes = text and kind == "front" and fold(said) in words.closing_too
        yield b, "section" if closes else kind
        text = kind in ("chapter", "part", "section") or closes


def _outermost(heads: list[tuple[int, Named]]) -> int:
    """The level of chapters: below parts, or where two numbered chapters stand first; else the first."""
    numbered = Counter(level for level, h in heads if h.kind == "chapter" and h.number)
    levels = [level for level, n in numbered.items() if n > 1]
    if levels:
        return min(levels)
    return 2 if any(level == 1 and h.kind == "part" for level, h in heads) else 1


def _kind_at(kind: HeadingKind, level: int, outermost: int) -> HeadingKind:
    """The kind of a heading at its level; chapters stand at level `outermost` or above."""
    if kind == "section" and level <= outermost:
        return "chapter"
    below = level > outermost and kind in ("chapter", "front", "back", "appendix")
    return "section" if below else kind


def _page_spans(pages: list[tuple[str, int]], end: int) -> list[tuple[str, Span]]:
    out = []
    for k, (label, start) in enumerate(pages):
        stop = pages[k + 1][1] if k + 1 < len(pages) else end
        if start < stop:
            out.append((label, (start, stop)))
    return out
