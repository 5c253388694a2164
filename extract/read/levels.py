"""Levels of headings: what is a chapter, what a section of one, and whose a Conclusion is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from regesta.extract.read.headings import HeadingKind, arabic, classify, fold, is_closing
from regesta.extract.read.vocabulary import HeadingWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading over lines first..last (inclusive); `level` 1 is outermost."""

    first: int
    last: int
    kind: HeadingKind
    number: str = ""
    title: str = ""
    level: int = 1
    until: int = -1
    """The last line that a label ("Copyright:") names; -1 for a heading, which names all up to the next."""


#: Kinds at which the body text is over.
_AFTER_BODY = ("bibliography", "back", "appendix")
#: The share of chapters with a Conclusion of their own from which each is thought to have one.
_EVERY_CHAPTER = 0.5


def settle(found: list[Heading], words: HeadingWords) -> list[Heading]:
    """Levels, and whether an Introduction or Conclusion is a chapter of its own or a section of the chapter
    it stands in."""
    numbered = [h for h in found if h.kind == "chapter" and h.number]
    if not numbered:
        found = _unnumbered_chapters(found, words)
        numbered = [h for h in found if h.kind == "chapter" and not classify(h.title, words).named]
    own, within = _named_parts(found, numbered, words)
    return list(_levelled(found, {id(h) for h in numbered}, own, within))


def _named_parts(
    found: list[Heading], numbered: list[Heading], words: HeadingWords
) -> tuple[set[int], set[int]]:
    """The named headings (Introduction, Conclusion) that are chapters of their own, and those that are
    sections whatever stands above them."""
    numbers = {id(h) for h in numbered}
    again = _repeated(found)
    if not any(h.number for h in numbered):
        return {id(h) for h in found if _named_chapter(h)}, again
    own = _own_closings(found, numbers, words)
    if not _has_parts(found):
        own |= _between_runs(found, numbers)
    return own, again - own


def _has_parts(found: Sequence[Heading]) -> bool:
    return any(h.kind == "part" for h in found)


def _levelled(
    found: Sequence[Heading], numbers: set[int], own: set[int], within: set[int]
) -> Iterator[Heading]:
    """The headings with kinds and levels."""
    chapter_level = 2 if _has_parts(found) else 1
    above: Heading | None = None
    inside = False
    for h in found:
        kind: HeadingKind = "section"
        level = chapter_level + 1
        opens_part = above is not None and above.kind == "part" and _named_chapter(h)
        if not opens_part and id(h) not in within:
            kind, level, inside = _settled(
                h, id(h) in numbers, id(h) in own, inside, chapter_level, above is not None
            )
        above = replace(h, kind=kind, level=level)
        yield above


def _settled(
    h: Heading, numbered: bool, own: bool, inside: bool, chapter_level: int, later: bool
) -> tuple[HeadingKind, int, bool]:
    """Kind and level of a heading, and whether what follows stands inside a chapter; `own` says that a named
    chapter (Conclusion) is no section of the chapter above, `later` that a heading stands before it."""
    if h.kind == "chapter" and numbered:
        return "chapter", chapter_level, True
    if h.kind == "chapter":
        return ("section", chapter_level + 1, inside) if inside and not own else ("chapter", 1, False)
    if h.kind == "section":
        deep = chapter_level + 1 + max(0, h.number.count(".") - 1)
        return "section", deep if inside or later else 1, inside
    return h.kind, 1, inside and h.kind not in ("part", *_AFTER_BODY)


def _named_chapter(h: Heading) -> bool:
    return h.kind == "chapter" and not h.number


#: A name that so many headings have ("Introduction", "Conclusion") opens or closes what is above each.
_REPEATED = 2


def _repeated(found: Sequence[Heading]) -> set[int]:
    """The named headings whose name comes again: sections of the essays of a volume, and no chapters."""
    named = [h for h in found if _named_chapter(h)]
    times = Counter(fold(h.title) for h in named)
    return {id(h) for h in named if times[fold(h.title)] >= _REPEATED}


def _unnumbered_chapters(found: list[Heading], words: HeadingWords) -> list[Heading]:
    """Without numbered chapters, bare titles are chapters when nothing else divides the text."""
    named = [h for h in found if _named_chapter(h)]
    if not all(classify(h.title, words).named for h in named):
        return found
    promoted = _promoted([h for h in found if h.kind == "section"], beside_chapters=bool(named))
    return [replace(h, kind="chapter") if id(h) in promoted else h for h in found]


def _promoted(bare: Sequence[Heading], *, beside_chapters: bool) -> set[int]:
    """Which bare titles are chapters: beside named chapters those in capitals, when there are two; else
    all."""
    capitals = [h for h in bare if h.title.isupper()]
    return {id(h) for h in (capitals if beside_chapters and len(capitals) >= 2 else bare)}


def _between_runs(found: list[Heading], numbers: set[int]) -> set[int]:
    """The named headings (Conclusion, Introduction) between the last chapter of one numbering and the first
    of the next: chapters of their own."""
    out: set[int] = set()
    held: list[Heading] = []
    value: int | None = None
    for h in found:
        if id(h) in numbers:
            here = arabic(h.number)
            if here is not None and value is not None and here <= value:
                out.update(id(x) for x in held)
            held, value = [], here
        elif _named_chapter(h):
            held.append(h)
    return out


def _own_closings(found: list[Heading], numbers: set[int], words: HeadingWords) -> set[int]:
    """The closing headings (Conclusion ...) that are chapters: of those after the last numbered chapter, the
    last one, unless it is that chapter's own."""
    last = max((i for i, h in enumerate(found) if id(h) in numbers), default=-1)
    if last < 0:
        return {id(h) for h in found if _named_chapter(h)}
    tail = _closings_after(found[last + 1 :], words)
    every = _each_has_a_closing(found[:last], numbers, words)
    if not tail or (len(tail) == 1 and every):
        return set()
    return {id(h) for h in (tail[-1:] if every or len(tail) == 1 else tail)}


def _closings_after(found: Sequence[Heading], words: HeadingWords) -> list[Heading]:
    """The closing headings before the back matter."""
    end = next((k for k, h in enumerate(found) if h.kind in _AFTER_BODY), len(found))
    return [h for h in found[:end] if _named_chapter(h) and is_closing(h.title, words)]


def _each_has_a_closing(found: Sequence[Heading], numbers: set[int], words: HeadingWords) -> bool:
    """True when half of these numbered chapters close with a Conclusion of their own."""
    chapters, own, open_chapter = 0, 0, False
    for h in found:
        if id(h) in numbers:
            chapters, open_chapter = chapters + 1, True
        elif open_chapter and _named_chapter(h) and is_closing(h.title, words):
            own, open_chapter = own + 1, False
    return chapters > 0 and own >= chapters * _EVERY_CHAPTER
