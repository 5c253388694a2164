"""Fields of reference managers in a paragraph: their words become marked, one mark for each work cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from regesta.extract.read.reference_values import Work
from regesta.extract.read.reference_works import works_of
from regesta.extract.read.script import Marked, Part
from regesta.extract.read.word_sources import cited_sources

#: Characters of a title by which a work is found among the words of several.
_TITLE_HEAD = 16


@dataclass(frozen=True, slots=True)
class FieldEdge:
    """Where a field begins or ends, its code, and where its code gives way to the words shown; `key` tells
    fields apart that may overlap (bookmarks), "" for those that nest."""

    at: Literal["begin", "code", "shown", "end"]
    text: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class WrittenWorks:
    """What a file keeps of the works it cites outside its words: the codes that bookmarks stand for, by their
    names, and the sources of its own bibliography, by their tags."""

    codes: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Work] = field(default_factory=dict)


#: A file that keeps nothing.
NO_WORKS = WrittenWorks()


@dataclass(slots=True)
class _Open:
    key: str
    code: str = ""
    parts: list[Part] = field(default_factory=list)


def with_works(parts: Iterable[Part | FieldEdge], written: WrittenWorks = NO_WORKS) -> Iterator[Part]:
    """The parts without the edges of fields; the words of those that cite works are marked with them.

    A field that does not end in the paragraph is plain words.
    """
    open_: list[_Open] = []
    for part in parts:
        if not isinstance(part, FieldEdge):
            if open_:
                open_[-1].parts.append(part)
            else:
                yield part
        elif part.at == "begin":
            open_.append(_Open(part.key, part.text))
        elif part.at == "code" and open_:
            open_[-1].code += part.text
        elif part.at == "end":
            yield from _ended(open_, part.key, written)
    for unended in open_:
        yield from unended.parts


def _ended(open_: list[_Open], key: str, written: WrittenWorks) -> Iterator[Part]:
    """Ends the last field of that key: its parts go to the field around it, or out."""
    k = next((k for k in reversed(range(len(open_))) if open_[k].key == key), -1)
    if k < 0:
        return
    ended = open_.pop(k)
    parts = tuple(_marked(ended, written))
    if k:
        open_[k - 1].parts += parts
    elif not open_:
        yield from parts
    else:
        open_[0].parts[:0] = parts


def _marked(ended: _Open, written: WrittenWorks) -> Iterator[Part]:
    works = (works_of(ended.code) or cited_sources(ended.code, written.sources)) if ended.code else ()
    if not works or not all(isinstance(p, str) for p in ended.parts):
        yield from ended.parts
        return
    words = "".join(p for p in ended.parts if isinstance(p, str))
    at = 0
    for start, end, work in shares(words, works):
        yield words[at:start]
        yield Marked(words[start:end], "bibl", work)
        at = end
    yield words[at:]


def shares(words: str, works: Sequence[Work]) -> list[tuple[int, int, Work]]:
    """Which words stand for which of the works that they cite, in order: (start, end, work).

    Semicolons part them where there are as many stretches as works; else each begins at its author's or
    title's first words. A work that is not found has no words.
    """
    if len(works) == 1:
        return [(*_stripped(words, 0, len(words), works[0]), works[0])]
    cuts = [0, *(m.end() for m in re.finditer(";", words)), len(words)]
    if len(cuts) == len(works) + 1:
        return [
            (*_stripped(words, a, b, work), work) for a, b, work in zip(cuts, cuts[1:], works, strict=False)
        ]
    found: list[tuple[int, Work]] = []
    at = 0
    for work in works:
        place = _place(words, work, at)
        if place >= 0:
            found.append((place, work))
            at = place + 1
    ends = [place for place, _ in found[1:]] + [len(words)]
    return [(*_stripped(words, a, b, work), work) for (a, work), b in zip(found, ends, strict=True)]


def _place(words: str, work: Work, at: int) -> int:
    """Where a work's author or title begins; -1 for nowhere."""
    whole = words.casefold()
    names = [*work.get("author", "").split("; ")[:1], *work.get("author_families", "").split("; ")[:1]]
    heads = [*names, work.get("title", "")[:_TITLE_HEAD]]
    places = [whole.find(head.casefold(), at) for head in heads if head]
    return min((p for p in places if p >= 0), default=-1)


def _stripped(words: str, a: int, b: int, work: Work) -> tuple[int, int]:
    """The place of a work without blanks and stops around it and without the words put before it."""
    piece = words[a:b].rstrip(" ;,\t\n\xa0")
    start = a + len(words[a:b]) - len(words[a:b].lstrip())
    prefix = work.get("prefix", "").strip()
    if prefix and words.startswith(prefix, start):
        start += len(prefix)
        start += len(words[start:b]) - len(words[start:b].lstrip())
    return (start, max(start, a + len(piece)))


def codes_of(properties: Mapping[str, str]) -> dict[str, str]:
    """The codes of bookmarks by their names: a document's own properties `ZOTERO_BREF_x_1`, `_2` joined."""
    pieces: dict[str, list[tuple[int, str]]] = {}
    for name, value in properties.items():
        m = re.fullmatch(r"(ZOTERO_BREF_\w+?|Mendeley_Bookmark_\w+?)_(\d+)", name)
        if m:
            pieces.setdefault(m.group(1), []).append((int(m.group(2)), value))
    return {name: "".join(text for _, text in sorted(found)) for name, found in pieces.items()}
