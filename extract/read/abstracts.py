"""Where an abstract ends that stands over an article without a heading of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from regesta.extract.read.headings import fold
from regesta.extract.read.script import NoteCall, Part, ScriptBlock, in_one_line, plain
from regesta.extract.read.vocabulary import HeadingWords

#: Characters below an abstract's first paragraph from which on they are the article: the abstract of a thesis
#: is some two pages.
LONGEST_ABSTRACT = 4000


def is_abstract(title: str, words: HeadingWords) -> bool:
    """True for the heading of an abstract, a summary or a list of keywords."""
    return fold(title) in words.abstracts or fold(title) in words.labels


def with_ended_abstracts(blocks: Sequence[ScriptBlock], words: HeadingWords) -> Iterator[ScriptBlock]:
    """The blocks; below an abstract's first paragraph and its keywords the article begins where it calls a
    note or is too long for an abstract."""
    opens: dict[int, int] = {}
    for k, block in enumerate(blocks):
        if block.kind == "heading" and is_abstract(in_one_line(block.parts), words):
            first = _article_below(blocks, k, words)
            if first:
                opens[first] = block.level
    for k, block in enumerate(blocks):
        yield replace(block, closes=opens[k]) if k in opens and not block.closes else block


def _article_below(blocks: Sequence[ScriptBlock], heading: int, words: HeadingWords) -> int:
    """The first block of the article that follows an abstract without a heading; 0 for none."""
    below = list(
        takewhile(
            lambda k: blocks[k].kind != "heading" and not blocks[k].closes, range(heading + 1, len(blocks))
        )
    )
    paragraphs = [k for k in below if blocks[k].kind == "paragraph"]
    rest = paragraphs[1:]
    while rest and _opens_with_label(blocks[rest[0]], words):
        rest = rest[1:]
    calls = any(isinstance(p, NoteCall) for k in rest for p in blocks[k].parts)
    return rest[0] if calls or sum(len(in_one_line(blocks[k].parts)) for k in rest) > LONGEST_ABSTRACT else 0


def with_labels(blocks: Sequence[ScriptBlock], words: HeadingWords) -> Iterator[ScriptBlock]:
    """The blocks of a text with headings, those before the first of them that only name an abstract or open
    with its name ("Abstract: This article ...") told as headings too."""
    first = next((k for k, b in enumerate(blocks) if b.kind == "heading"), len(blocks))
    for k, block in enumerate(blocks):
        label = _abstract_label(block, words) if k < first and block.kind == "paragraph" else ""
        if not label:
            yield block
            continue
        yield ScriptBlock(kind="heading", parts=(label,), level=blocks[first].level)
        rest = tuple(_behind(block.parts, len(label)))
        if "".join(map(plain, rest)).strip():
            yield replace(block, parts=rest)


_LABELLED = re.compile(
    r"([^\W\d_]+(?: [^\W\d_]+)?)(?:\s*[:.\u2013\u2014]\s*(?=\S)|\s+(?=[A-Z\u00c0-\u00de])|:?\s*$)"
)


def _abstract_label(block: ScriptBlock, words: HeadingWords) -> str:
    """The words that name an abstract at the beginning of a block; "" for none."""
    said = in_one_line(block.parts)
    for m in (_LABELLED.match(said), re.match(r"([^\W\d_]+)(?=\s+[A-Z])", said)):
        if m is not None and is_abstract(m[1], words):
            return m[1]
    return ""


def _behind(parts: Sequence[Part], length: int) -> Iterator[Part]:
    """The parts without their first `length` characters of words, and the stop or colon behind these."""
    for part in parts:
        if length and isinstance(part, str):
            said = part.lstrip()
            cut = min(length, len(said))
            length -= cut
            part = said[cut:] if length else said[cut:].lstrip(" \t\u00a0:.\u2013\u2014")
        yield part


def _opens_with_label(block: ScriptBlock, words: HeadingWords) -> bool:
    """True for "Keywords: canals, docks"."""
    label, colon, _ = in_one_line(block.parts).partition(":")
    return bool(colon) and fold(label) in words.labels
