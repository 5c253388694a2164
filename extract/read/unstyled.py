"""Headings of a file whose author set them by hand, without heading styles: found by their words and places,
as in plain text."""

from __future__ import annotations

from dataclasses import replace

from regesta.extract.read.lines import split_lines
from regesta.extract.read.outline import Outline, find_contents
from regesta.extract.read.script import NoteCall, Part, Script, ScriptBlock
from regesta.extract.read.titles import title_page


def with_headings(script: Script) -> Script:
    """The script with its headings told apart; unchanged when a style names one, or when nothing in it reads
    like a heading."""
    blocks = script.blocks
    if any(b.kind == "heading" for b in blocks):
        return script
    words = [
        " ".join("".join(p for p in b.parts if isinstance(p, str)).split()) if b.kind != "other" else ""
        for b in blocks
    ]
    lines = split_lines("\n\n".join(words) + "\n")
    if len(lines) < 2 * len(blocks) - 1:
        return script
    contents = find_contents(lines, {})
    headings = [
        h
        for h in Outline(lines, {}, contents).headings()
        if h.kind != "section" or not _calls(blocks[h.first // 2])
    ]
    if not any(h.kind != "section" for h in headings):
        return script
    opens = {h.first // 2: h for h in headings}
    within = {k for h in headings for k in range(h.first // 2 + 1, h.last // 2 + 1)}
    listed = range(contents.first // 2 + 1, contents.last // 2 + 1) if contents else range(0)
    out: list[ScriptBlock] = []
    for k, block in enumerate(blocks):
        if k in opens:
            h = opens[k]
            parts: list[Part] = list(block.parts)
            for j in range(h.first // 2 + 1, h.last // 2 + 1):
                parts += [" ", *blocks[j].parts]
            out.append(replace(block, kind="heading", level=h.level, parts=tuple(parts)))
        elif k not in within:
            out.append(replace(block, kind="contents") if k in listed else block)
    title, author, year = title_page(lines, headings)
    return replace(
        script,
        blocks=tuple(out),
        title=script.title or title,
        author=script.author or author,
        year=script.year or year,
    )


def _calls(block: ScriptBlock) -> bool:
    return any(isinstance(p, NoteCall) for p in block.parts)
