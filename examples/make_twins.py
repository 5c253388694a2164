"""The example essay in two forms: printed as plain text, and as a conversion from PDF would leave it.

Run `python examples/make_twins.py` after a change to `examples/source/iran-1946.md`; `--check` only says
whether the files are up to date.

The source has one sentence a line, `[^12]` where a footnote is called, `[^12]: body` after the paragraph,
`##` for chapters and `###` for rubrics of the bibliography; notes are numbered per chapter. Both forms are
made from the same cells (a character and where it comes from), so every offset of the source can be found
again in either form: the golden annotations rest on that.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "source" / "iran-1946.md"
FORMS: dict[Form, str] = {"clean": "iran-1946.txt", "damaged": "iran-1946-damaged.txt"}

Form = Literal["clean", "damaged"]
ElementKind = Literal["title", "byline", "heading", "abbreviation", "sentence", "note", "rubric", "entry"]

WIDTH = {"clean": 95, "damaged": 92}
PAGE_LINES = 44
#: In the damaged form every such marker stands between spaces, as converters leave superscripts of another
#: font.
LOOSE_MARKER = 4

_MARKER = re.compile(r"\[\^(\d+)\]")
_NOTE = re.compile(r"\[\^(\d+)\]: ")
_NUMBERED = re.compile(r"([IVXLC]+)\. ")


@dataclass(frozen=True, slots=True)
class Element:
    """One line of the source: `key` such as `II.s3`, `II.n7`, `bib.4`; `text` without markup, the markers as
    bare digits at `markers`."""

    key: str
    kind: ElementKind
    text: str
    division: str = ""
    number: int = 0
    paragraph: int = 0
    markers: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A character of a form, and the element and index it comes from (no element: the layout put it in)."""

    char: str
    key: str = ""
    index: int = -1


@dataclass(slots=True)
class Twin:
    """A form's text; `offsets[key][i]` is where character i of that element stands, or -1 where the damage
    took it."""

    form: Form
    text: str
    offsets: dict[str, list[int]] = field(default_factory=dict)


def read_source(path: Path = SOURCE) -> tuple[Element, ...]:
    """The source's lines as elements, in order."""
    out: list[Element] = []
    division, paragraph, count = "", 0, 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line:
            paragraph += 1
        elif line.startswith("# "):
            out.append(Element("title", "title", line[2:]))
        elif line.startswith("## "):
            title = line[3:]
            numbered = _NUMBERED.match(title)
            division, count = (numbered[1] if numbered else title), 0
            out.append(Element(f"{division}.heading", "heading", title, division))
        elif line.startswith("### "):
            count += 1
            out.append(Element(f"{division}.rubric{count}", "rubric", line[4:], division))
        elif note := _NOTE.match(line):
            out.append(
                Element(
                    f"{division}.n{note[1]}", "note", line[note.end() :], division, int(note[1]), paragraph
                )
            )
        elif not division:
            out.append(Element("byline", "byline", line))
        else:
            count += 1
            kind: ElementKind = {"Abbreviations": "abbreviation", "Bibliography": "entry"}.get(
                division, "sentence"
            )  # type: ignore[assignment]
            prefix = "bib." if kind == "entry" else f"{division}.s"
            text, markers = _bare(line)
            out.append(Element(f"{prefix}{count}", kind, text, division, count, paragraph, markers))
    return tuple(out)


def _bare(line: str) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """The line with `[^12]` as `12`, and each marker's start, end and number in it."""
    text, last, markers = "", 0, []
    for m in _MARKER.finditer(line):
        text += line[last : m.start()]
        markers.append((len(text), len(text) + len(m[1]), int(m[1])))
        text += m[1]
        last = m.end()
    return text + line[last:], tuple(markers)


def damage(text: str) -> str:
    """What a conversion leaves of the text: ASCII only; quotation marks, apostrophes, accented letters and
    spaced dashes are gone."""
    return "".join(c for c in (_damaged(text, i) for i in range(len(text))) if c)


def _damaged(text: str, i: int) -> str:
    """The character at i after the damage, "" when it is lost; a dash between digits becomes a hyphen."""
    char = text[i]
    if char == "–":
        return "-" if 0 < i < len(text) - 1 and text[i - 1].isalnum() and text[i + 1].isalnum() else ""
    return char if char.isascii() and char not in "'\"" else ""


def _cells(element: Element, form: Form) -> list[Cell]:
    out: list[Cell] = []
    starts = {a: n for a, _, n in element.markers}
    ends = {b: n for _, b, n in element.markers}
    for i, char in enumerate(element.text):
        if form == "damaged" and starts.get(i, 1) % LOOSE_MARKER == 0:
            out.append(Cell(" "))
        kept = _damaged(element.text, i) if form == "damaged" else char
        if kept:
            out.append(Cell(kept, element.key, i))
        if form == "damaged" and ends.get(i + 1, 1) % LOOSE_MARKER == 0:
            out.append(Cell(" "))
    return out


def _plain(text: str) -> list[Cell]:
    return [Cell(c) for c in text]


def _wrap(cells: Sequence[Cell], width: int, hanging: str = "") -> list[list[Cell]]:
    """Lines of at most `width` characters, broken at spaces; later lines start with `hanging`."""
    lines: list[list[Cell]] = []
    line: list[Cell] = []
    space: list[Cell] = []
    for word, blank in _words(cells):
        if blank:
            space = word
        elif line and len(line) + len(space) + len(word) > width:
            lines.append(line)
            line, space = [*_plain(hanging), *word], []
        else:
            line, space = [*line, *space, *word], []
    return [*lines, line] if line else lines


def _words(cells: Iterable[Cell]) -> Iterator[tuple[list[Cell], bool]]:
    run: list[Cell] = []
    blank = False
    for cell in cells:
        if run and (cell.char == " ") != blank:
            yield run, blank
            run = []
        blank = cell.char == " "
        run.append(cell)
    if run:
        yield run, blank


@dataclass(slots=True)
class _Page:
    body: list[list[Cell]] = field(default_factory=list)
    notes: list[list[Cell]] = field(default_factory=list)


class _Press:
    """Fills pages with lines and puts each line's notes at the foot of its page."""

    def __init__(self, elements: Sequence[Element], form: Form) -> None:
        self.form: Form = form
        self.width = WIDTH[form]
        self.pages: list[_Page] = [_Page()]
        self.opened: dict[str, int] = {}
        self.notes = {(e.division, e.number): e for e in elements if e.kind == "note"}
        self.marked = {(e.division, n) for e in elements for _, _, n in e.markers}

    def new_page(self) -> None:
        if self.pages[-1].body:
            self.pages.append(_Page())

    def line(self, cells: list[Cell], notes: Sequence[tuple[str, int]] = ()) -> None:
        foot = [line for division, number in notes for line in self._foot(division, number)]
        page = self.pages[-1]
        if page.body and len(page.body) + len(page.notes) + len(foot) + 2 > PAGE_LINES:
            page = _Page()
            self.pages.append(page)
        if cells or page.body:
            page.body.append(cells)
        page.notes.extend(foot)

    def _foot(self, division: str, number: int) -> Iterator[list[Cell]]:
        """The note's lines, and those of the notes after it that nothing in the body calls."""
        while (division, number) in self.notes:
            note = self.notes[division, number]
            yield from _wrap([*_plain(f"{number} "), *_cells(note, self.form)], self.width)
            number += 1
            if (division, number) in self.marked:
                return

    def paragraph(self, sentences: Sequence[Element]) -> None:
        cells: list[Cell] = []
        ends: dict[tuple[str, int], list[tuple[str, int]]] = {}
        for s in sentences:
            cells += [*([Cell(" ")] if cells else []), *_cells(s, self.form)]
            for a, _, number in s.markers:
                ends[s.key, a] = [(s.division, number)]
        for line in _wrap(cells, self.width):
            self.line(line, [n for c in line for n in ends.get((c.key, c.index), ())])
        self.line([])

    def text(self) -> Twin:
        clean = self.form == "clean"
        out: list[Cell] = []
        for number, page in enumerate(self.pages):
            out += _plain("\f") if number and clean else []
            for row in _rows(page):
                # A conversion keeps no empty lines and leaves a space at the end of each line.
                out += [*row, *_plain("\n")] if clean else [*row, *_plain(" \n")] if row else []
        twin = Twin(self.form, "".join(c.char for c in out))
        for at, c in enumerate(out):
            if c.key:
                places = twin.offsets.setdefault(c.key, [])
                places.extend([-1] * (c.index - len(places)))
                places.append(at)
        return twin

    def heading(self, element: Element) -> None:
        self.new_page()
        self.opened[element.key] = len(self.pages)
        self.title(element)

    def title(self, element: Element) -> None:
        self.line(_cells(element, self.form))
        self.line([])

    def rubric(self, element: Element) -> None:
        self.line([])
        self.title(element)

    def abbreviation(self, element: Element) -> None:
        short, long = element.text.split(": ", 1)
        self.line(_plain(f"{short:<10}{long}"))

    def entry(self, element: Element) -> None:
        hanging = "    " if self.form == "clean" else ""
        for line in _wrap(_cells(element, self.form), self.width, hanging):
            self.line(line)


def _rows(page: _Page) -> list[list[Cell]]:
    """The lines of a page, its notes at the foot after a blank one."""
    body = list(page.body)
    while body and not body[-1]:
        body.pop()
    return [*body, *([[]] if page.notes else []), *page.notes]


def lay_out(elements: Sequence[Element], form: Form) -> Twin:
    """The essay in one form, with its contents list, and where every element stands in it."""
    first = _print(elements, form, {})
    twin = _print(elements, form, first.opened).text()
    for e in elements:
        places = twin.offsets.setdefault(e.key, [])
        places.extend([-1] * (len(e.text) - len(places)))
    return twin


#: What prints an element that stands by itself; sentences are gathered into paragraphs.
_PRINTED: dict[str, Callable[[_Press, Element], None]] = {
    "heading": _Press.heading,
    "abbreviation": _Press.abbreviation,
    "rubric": _Press.rubric,
    "entry": _Press.entry,
}


def _print(elements: Sequence[Element], form: Form, pages: dict[str, int]) -> _Press:
    press = _Press(elements, form)
    for e in elements:
        if e.kind in ("title", "byline"):
            press.title(e)
    _print_contents(press, [e for e in elements if e.kind == "heading"], pages)
    paragraph: list[Element] = []
    for e in elements:
        if paragraph and (e.kind != "sentence" or e.paragraph != paragraph[0].paragraph):
            press.paragraph(paragraph)
            paragraph = []
        if e.kind == "sentence":
            paragraph.append(e)
        elif e.kind in _PRINTED:
            _PRINTED[e.kind](press, e)
    return press


def _print_contents(press: _Press, headings: Sequence[Element], pages: dict[str, int]) -> None:
    """The contents list, with the page that each heading opens."""
    press.line(_plain("Contents"))
    for e in headings:
        title = e.text if press.form == "clean" else damage(e.text)
        press.line(_plain(title + " " + "." * (70 - len(title)) + f" {pages.get(e.key, 0)}"))


def main(argv: Sequence[str] | None = None) -> int:
    """Writes both forms, or with `--check` compares them; exit code 1 when a file is not what the source
    makes."""
    parser = argparse.ArgumentParser(description="Make both forms of the example essay from its source.")
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    check = bool(parser.parse_args(argv).check)
    elements, stale = read_source(), 0
    for form, name in FORMS.items():
        path, text = HERE / name, lay_out(elements, form).text
        if not check:
            path.write_text(text, encoding="utf-8", newline="")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale += 1
            print(
                f"{name} is not what {SOURCE.name} makes; run: python examples/make_twins.py", file=sys.stderr
            )
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
