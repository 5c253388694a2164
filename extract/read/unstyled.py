"""Headings of a file whose author set them by hand, without heading styles: found by their words and places,
as in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from regesta.extract.read.abstracts import with_labels
from regesta.extract.read.contents import Contents, find_contents
from regesta.extract.read.levels import Heading
from regesta.extract.read.lines import split_lines
from regesta.extract.read.outline import Outline
from regesta.extract.read.script import NoteCall, Part, Script, ScriptBlock, in_one_line
from regesta.extract.read.titles import title_page
from regesta.extract.read.vocabulary import ReadingWords


def with_headings(script: Script, words: ReadingWords) -> Script:
    """The script with its headings told apart; unchanged when a style names one, or when nothing in it reads
    like a heading."""
    script = replace(script, blocks=tuple(_marked(script.blocks)))
    blocks = script.blocks
    if any(b.kind == "heading" for b in blocks):
        return replace(script, blocks=tuple(with_labels(blocks, words.headings)))
    lines = split_lines("\n\n".join(_line(b) for b in blocks) + "\n")
    if len(lines) < 2 * len(blocks) - 1:
        return script
    contents = find_contents(lines, {}, words.headings)
    headings = _alone(_uncalled(Outline(lines, {}, contents, words).headings(), blocks))
    if not any(h.kind != "section" for h in headings):
        return script
    title, author, year = title_page(lines, headings, words.title_page)
    return replace(
        script,
        blocks=tuple(_headed(blocks, headings, contents)),
        title=script.title or title,
        author=script.author or author,
        year=script.year or year,
    )


def _uncalled(headings: Sequence[Heading], blocks: Sequence[ScriptBlock]) -> list[Heading]:
    """The headings without the bare titles that call a note: these are running text."""
    return [h for h in headings if h.kind != "section" or not _calls(blocks[h.first // 2])]


#: So many bare titles right below each other are the lines of a list or a poem.
_LISTED = 4


def _alone(headings: Sequence[Heading]) -> list[Heading]:
    """The headings without the bare titles that stand in a row with nothing between."""
    out: list[Heading] = []
    row: list[Heading] = []
    for h in headings:
        if row and (h.kind != "section" or h.number or h.first // 2 - row[-1].last // 2 > 1):
            out += row if len(row) < _LISTED else []
            row = []
        if h.kind == "section" and not h.number:
            row.append(h)
        else:
            out.append(h)
    return out + (row if len(row) < _LISTED else [])


#: A heading marked by hand as in Markdown ("## The Quay").
_SIGNS = re.compile(r"(#{1,6})\s+(?=\S)")
#: Characters of the longest heading.
_LONGEST = 200


def _marked(blocks: Sequence[ScriptBlock]) -> Iterator[ScriptBlock]:
    """The blocks with headings where authors typed them as such."""
    for block in blocks:
        said = _line(block) if block.kind == "paragraph" else ""
        m = _SIGNS.match(said) if len(said) <= _LONGEST else None
        yield (
            block
            if m is None
            else replace(block, kind="heading", level=len(m[1]), parts=tuple(_without_signs(block.parts)))
        )


def _without_signs(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts of a heading without the signs and blanks it begins with."""
    begun = False
    for part in parts:
        if not begun and isinstance(part, str):
            part = part.lstrip("# \t\u00a0")
            begun = bool(part)
        yield part


def _line(block: ScriptBlock) -> str:
    """A block's words on one line; none for what is no running text."""
    if block.kind == "other" or block.set_off:
        return ""
    return in_one_line(block.parts)


def _headed(
    blocks: Sequence[ScriptBlock], headings: Sequence[Heading], contents: Contents | None
) -> Iterator[ScriptBlock]:
    """The blocks with the headings found in them (block k is line 2k), those over several blocks joined."""
    opens = {h.first // 2: h for h in headings}
    within = {k for h in headings for k in range(h.first // 2 + 1, h.last // 2 + 1)}
    listed = range(contents.first // 2 + 1, contents.last // 2 + 1) if contents else range(0)
    for k, block in enumerate(blocks):
        if k in opens:
            h = opens[k]
            parts: list[Part] = list(block.parts)
            for j in range(k + 1, h.last // 2 + 1):
                parts += [" ", *blocks[j].parts]
            yield replace(block, kind="heading", level=h.level, parts=tuple(parts))
        elif k not in within:
            yield replace(block, kind="contents") if k in listed else block


def _calls(block: ScriptBlock) -> bool:
    return any(isinstance(p, NoteCall) for p in block.parts)
