"""Levels of headings: what is a chapter, what a section of one, and whose a Conclusion is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from regesta.extract.read.headings import HeadingKind, arabic, classify, is_closing


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading over lines first..last (inclusive); `level` 1 is outermost."""

    first: int
    last: int
    kind: HeadingKind
    number: str = ""
    title: str = ""
    level: int = 1


def settle(found: list[Heading]) -> list[Heading]:
    """Levels, and whether an Introduction or Conclusion is a chapter of its own or a section of the chapter
    it stands in."""
    numbered = [h for h in found if h.kind == "chapter" and h.number]
    has_parts = any(h.kind == "part" for h in found)
    chapter_level = 2 if has_parts else 1
    if not numbered:
        found = _unnumbered_chapters(found)
        numbered = [h for h in found if h.kind == "chapter" and not classify(h.title).named]
    numbers = {id(h) for h in numbered}
    out: list[Heading] = []
    inside = False
    closings = _own_closings(found, numbers) | _between_runs(found, numbers)
    for h in found:
        kind, level = h.kind, 1
        if h.kind == "part":
            inside = False
        elif h.kind == "chapter" and id(h) in numbers:
            inside, level = True, chapter_level
        elif h.kind == "chapter":
            if inside and id(h) not in closings:
                kind, level = "section", chapter_level + 1
            else:
                inside = False
        elif h.kind == "section":
            level = chapter_level + 1 + max(0, h.number.count(".") - 1) if inside or out else 1
        elif h.kind in ("bibliography", "back", "appendix"):
            inside = False
        out.append(replace(h, kind=kind, level=level))
    return out


def _named_chapter(h: Heading) -> bool:
    return h.kind == "chapter" and not h.number


def _unnumbered_chapters(found: list[Heading]) -> list[Heading]:
    """Without numbered chapters, bare titles are chapters when nothing else divides the text."""
    if any(h.kind == "chapter" and not h.number and not classify(h.title).named for h in found):
        return found
    named = [h for h in found if h.kind in ("chapter", "bibliography", "notes", "part")]
    if any(_named_chapter(h) for h in named):
        capitals = [h for h in found if h.kind == "section" and h.title.isupper()]
        promoted = (
            {id(h) for h in capitals} if len(capitals) >= 2 else {id(h) for h in found if h.kind == "section"}
        )
    else:
        promoted = {id(h) for h in found if h.kind == "section"}
    return [replace(h, kind="chapter") if id(h) in promoted else h for h in found]


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


def _own_closings(found: list[Heading], numbers: set[int]) -> set[int]:
    """The closing headings (Conclusion ...) that are chapters: of those after the last numbered chapter, the
    last one, unless it is that chapter's own."""
    last = max((i for i, h in enumerate(found) if id(h) in numbers), default=-1)
    if last < 0:
        return {id(h) for h in found if _named_chapter(h)}
    tail: list[Heading] = []
    for h in found[last + 1 :]:
        if h.kind in ("bibliography", "back", "appendix"):
            break
        if _named_chapter(h) and is_closing(h.title):
            tail.append(h)
    chapters, own = 0, 0
    open_chapter = False
    for h in found[:last]:
        if id(h) in numbers:
            chapters, open_chapter = chapters + 1, True
        elif _named_chapter(h) and is_closing(h.title) and open_chapter:
            own, open_chapter = own + 1, False
    every_chapter_has = chapters > 0 and own >= chapters * 0.5
    if not tail or (len(tail) == 1 and every_chapter_has):
        return set()
    return {id(h) for h in (tail[-1:] if every_chapter_has or len(tail) == 1 else tail)}
