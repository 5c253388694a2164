"""The table of contents of a plain text: where it stands and which titles it lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from regesta.extract.read.headings import classify, fold
from regesta.extract.read.lines import Line
from regesta.extract.read.vocabulary import ROMAN, HeadingWords

_ENTRY = re.compile(r"^(?P<title>.*?\S)(?P<lead>[\s.\u2026\u00b7_]*)\b(?P<page>\d{1,4}|[ivxlc]{1,7})\s*$")
#: An entry with its number.
_COUNTED = re.compile(rf"\s*(?:{ROMAN}|\d{{1,2}})[.:)]?\s+\S")
#: A page number alone on the line below a long title.
_PAGE = re.compile(r"[\s.\u2026\u00b7_]*(?P<page>\d{1,4})\s*$")
#: Lines: how far down a table may begin, how long it may be with page numbers, without them, and without them
#: where no paragraph stands in it; and how many may pass without an entry.
_BEGINS, _LENGTH, _BARE_LENGTH, _BARE_LONGEST_TABLE, _WITHOUT_ENTRY = 2000, 1500, 200, 600, 6
#: A paragraph has so many lines one below the other that are as long (characters).
_PARAGRAPH, _FULL_LINE = 3, 60
#: Lines that may pass before the first entry and, where blank ones part all lines, between two whose page
#: numbers stand apart: a table's head, a part's number and title, gaps.
_SPACED_OUT = 15
#: Characters: a heading "Contents", a line of a table, a title over several lines, a line without page
#: number, an entry without dots.
_HEAD, _LONGEST, _LONGEST_TITLE, _BARE_LONGEST, _PLAIN = 40, 200, 400, 120, 90
#: Characters of the longest line that can be an entry, its dots and blanks included.
_LONGEST_LINE = 600
#: Likeness (0..100, rapidfuzz's ratio) of titles that are the same but for letters, and in other words; the
#: letters a title needs for the latter, and for being known by its beginning.
_SAME, _NEARLY, _NEARLY_FROM, _BEGINNING_FROM = 92, 85, 30, 12


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: its lines (heading line included) and the titles it lists, folded, with their
    indentation."""

    first: int
    last: int
    entries: tuple[tuple[str, int], ...]

    def lists(self, title: str) -> bool:
        """True when a line of the table is this title, or the one begins with the other and both say
        enough."""
        key = fold(title)
        if len(key) <= 3:
            return False
        keys, long, joined = _keys(self.entries)
        return key in keys or (
            len(key) > _BEGINNING_FROM
            and (
                f"\n{key}" in joined
                or (
                    key.startswith(long) and any(key.startswith(e) and len(e) >= 0.7 * len(key) for e in long)
                )
            )
        )

    def exactly(self, title: str) -> bool:
        """True when a line of the table is this title, give or take a few letters."""
        key = fold(title)
        return any(fuzz.ratio(key, e, score_cutoff=_SAME) >= _SAME for e, _ in self.entries)

    def nearly(self, title: str) -> bool:
        """True when a line of the table is this title in slightly other words ("the Way to Control" for "the
        way of controlling"); long titles only."""
        key = fold(title)
        return len(key) >= _NEARLY_FROM and any(
            fuzz.ratio(key, e, score_cutoff=_NEARLY) >= _NEARLY for e, _ in self.entries
        )


@lru_cache(maxsize=8)
def _keys(entries: tuple[tuple[str, int], ...]) -> tuple[frozenset[str], tuple[str, ...], str]:
    """The titles of a table: all, the long ones, and all in one string, each after a line break."""
    keys = frozenset(e for e, _ in entries)
    return keys, tuple(e for e in keys if len(e) > _BEGINNING_FROM), "\n" + "\n".join(sorted(keys))


def find_contents(lines: list[Line], skip: dict[int, str], words: HeadingWords) -> Contents | None:
    """The table of contents: a heading of that name and the run of lines with page numbers under it."""
    head = next(
        (
            i
            for i, line in enumerate(lines[:_BEGINS])
            if i not in skip and 0 < len(line.bare) < _HEAD and classify(line.bare, words).kind == "contents"
        ),
        None,
    )
    if head is None:
        return None
    table = _Table(words, last=head)
    for i in range(head + 1, min(len(lines), head + _LENGTH)):
        if not lines[i].blank and i not in skip and not table.take(i, lines[i]):
            break
    if not table.entries:
        return _bare_contents(lines, skip, head, words)
    return Contents(head, table.last, tuple(table.entries))


@dataclass(slots=True)
class _Table:
    """A table of contents as it is read: its entries, the line and page of the last one, and a title whose
    page number has not come yet."""

    words: HeadingWords
    last: int
    entries: list[tuple[str, int]] = field(default_factory=list)
    listed: set[str] = field(default_factory=set)
    page: int = 0
    held: str = ""
    held_indent: int = 0
    held_line: int = 0
    idle: int = 0
    """Filled lines since the last entry."""

    def take(self, i: int, line: Line) -> bool:
        """Reads one filled line; False when the table is over."""
        if self._page_alone(i, line):
            return True
        m = _ENTRY.match(line.text) if len(line.text) <= _LONGEST_LINE else None
        self.idle += 1
        if self._over(i, line, m):
            return False
        if m and self._is_entry(line, m):
            if i - self.held_line > 1 and _COUNTED.match(line.text):
                self.held = ""  # a table's head ("CHAPTER   PAGE"), parted from its first entry
            self._enter(
                i, f"{self.held} {m['title']}".strip(), self.held_indent if self.held else line.indent
            )
            self.page = int(m["page"]) if m["page"].isdigit() else self.page
            return True
        if not self.held:
            self.held_indent = line.indent
        self.held = f"{self.held} {line.bare}".strip()
        self.held_line = i
        return True

    def _page_alone(self, i: int, line: Line) -> bool:
        """Reads a page number on a line of its own, below the title it belongs to."""
        alone = _PAGE.match(line.text) if self.held else None
        if not alone or int(alone["page"]) < self.page:
            return False
        self._enter(i, self.held, self.held_indent)
        self.page = int(alone["page"])
        return True

    def _enter(self, i: int, title: str, indent: int) -> None:
        keys = (fold(_unnumbered(title, self.words)), fold(title))
        self.entries += [(k, indent) for k in keys]
        self.listed.update(keys)
        self.last, self.held, self.idle = i, "", 0

    def _over(self, i: int, line: Line, m: re.Match[str] | None) -> bool:
        """True at a line too far from the last entry, at the first heading of the text itself, or where pages
        fall back."""
        if i - self.last > self._reach(m) or len(self.held) > _LONGEST_TITLE:
            return True
        if not self.held and self.entries and fold(line.bare) in self.listed:
            return True
        return bool(m and m["page"].isdigit() and (int(m["page"]) < self.page or len(line.bare) > _LONGEST))

    def _reach(self, m: re.Match[str] | None) -> int:
        """How many lines may pass without an entry before one that may be the next."""
        apart = not self.entries or m is None or len(m["lead"]) > 1
        return _SPACED_OUT if apart and self.idle <= _WITHOUT_ENTRY else _WITHOUT_ENTRY

    def _is_entry(self, line: Line, m: re.Match[str]) -> bool:
        led = len(m["lead"]) > 1 or bool(self.held) or len(line.bare) < _PLAIN
        return led and not re.search(r"[a-z]{3,}\.$", line.bare)


def _bare_contents(
    lines: list[Line], skip: dict[int, str], head: int, words: HeadingWords
) -> Contents | None:
    """A table without page numbers: short lines up to where the first of them comes again as a heading."""
    listed: list[int] = []
    for i in range(head + 1, min(len(lines), head + _BARE_LONGEST_TABLE)):
        if lines[i].blank or i in skip:
            continue
        if i >= head + _BARE_LENGTH and _in_paragraph(lines, i):
            return None
        if listed and _comes_again(lines[i].bare, lines[listed[0]].bare, words):
            listed = _without_label(listed, lines, words)
            return Contents(
                head,
                listed[-1],
                tuple(
                    (fold(t), lines[k].indent)
                    for k in listed
                    for t in (lines[k].bare, _unnumbered(lines[k].bare, words))
                ),
            )
        if len(lines[i].bare) > _BARE_LONGEST:
            return None
        listed.append(i)
    return None


def _in_paragraph(lines: list[Line], i: int) -> bool:
    """Whether a line and those above it fill their lines as a paragraph does."""
    return all(len(line.bare) >= _FULL_LINE for line in lines[i - _PARAGRAPH + 1 : i + 1])


def _comes_again(line: str, first: str, words: HeadingWords) -> bool:
    """Whether a line is the first entry of a table, with its number or, as a title below one, without."""
    return fold(line) in (fold(first), fold(_unnumbered(first, words)))


def _without_label(listed: list[int], lines: list[Line], words: HeadingWords) -> list[int]:
    """The lines of a table without the label that stands above the first chapter's title: "CHAPTER I"."""
    found = classify(lines[listed[-1]].bare, words)
    label = len(listed) > 1 and found.number and not found.title
    return listed[:-1] if label else listed


def _unnumbered(title: str, words: HeadingWords) -> str:
    return classify(title, words).title or title
