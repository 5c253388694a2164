"""A sentence made fit for analysis: markers and note bodies out, lost apostrophes in, and the way back
kept."""

from __future__ import annotations

import re
from bisect import bisect_left

from regesta.extract.read.analysed import AnalysedText
from regesta.extract.read.assemble import parts_words
from regesta.extract.read.damage import (
    evidence,
    keeps_hyphen,
    ligatures,
    possessive_cut,
    quotation_in,
    quotes_lost,
)
from regesta.extract.read.document import Document
from regesta.extract.record import Footnote, Sentence, Span

_held: tuple[tuple[Footnote, ...], tuple[object, ...], list[Span]] | None = None


def analyse(document: Document, sentence: Sentence) -> AnalysedText:
    """The analysed text of a sentence of the document.

    Left out: footnote markers, what interrupts the sentence, line breaks and doubled blanks (one space
    stays), soft hyphens, hyphens that only
    broke a word at a line's end. Put in, with offset -1: apostrophes and quotation marks the document lost,
    the second letters of ligatures, the space between two parts.
    """
    chars, offsets = _gather(document.text, sentence.spans, _markers(document))
    if document.media_type == "text/markdown":
        chars, offsets = _without_emphasis(chars, offsets)
    chars, offsets = _join_lines(chars, offsets, document)
    chars, offsets = _fold(chars, offsets)
    if document.damaged:
        chars, offsets = _restore(chars, offsets, document)
    return AnalysedText("".join(chars), tuple(offsets))


def _markers(document: Document) -> list[Span]:
    """The document's marker spans in order, worked out once per document."""
    global _held
    if _held is None or _held[0] is not document.footnotes or _held[1] is not document.notes:
        spans = {f.marker for f in document.footnotes if f.marker} | {
            n.span for n in document.notes if n.code == "marker.orphan" and n.span
        }
        _held = (document.footnotes, document.notes, sorted(spans))
    return _held[2]


def _gather(text: str, spans: tuple[Span, ...], markers: list[Span]) -> tuple[list[str], list[int]]:
    """The characters of the parts without markers; a blank between parts where none stands; ligatures opened,
    soft hyphens out."""
    chars: list[str] = []
    offsets: list[int] = []
    opened = ligatures()
    for k, (a, b) in enumerate(spans):
        if k and chars and text[a] not in ".,;:?!)]\u201d\u2019":
            chars.append("\n")
            offsets.append(-1)
        j = bisect_left(markers, (a, a))
        at = a
        while at < b:
            while j < len(markers) and markers[j][1] <= at:
                j += 1
            if j < len(markers) and markers[j][0] <= at < markers[j][1]:
                at = markers[j][1]
                if parts_words(chars[-1] if chars else "", text[at:b][:1]):
                    chars.append(" ")
                    offsets.append(-1)
                continue
            c = text[at]
            if c == "\u00ad":
                rest = re.match(r"\s*\n\s*", text[at + 1 : b])
                at += 1 + (rest.end() if rest else 0)
                continue
            for n, letter in enumerate(opened.get(c, c)):
                chars.append(letter)
                offsets.append(-1 if n else at)
            at += 1
    return chars, offsets


_EMPHASIS = re.compile(
    r"(?<![\\\w])([*_]{1,3})(?=\S)|(?<=\S)(?<!\\)([*_]{1,3})(?!\w)|(?P<ordinal>(?<=\d)\^(?=(?:st|nd|rd|th)\^)|(?<=\^(?:st|nd|rd|th))\^)|(?P<hard>\\(?=[\r\n]|$))|(?P<escape>\\)(?=[!-/:-@\[-`{-~])|(?P<link>\[)(?=[^\]]+\]\([^)\s]+\))|(?P<url>(?<=[^\]\[])\]\([^)\s]+\))|(?:^|(?<=\n))(?P<quote>[ \t]*>[ \t]?)"
)


def _without_emphasis(chars: list[str], offsets: list[int]) -> tuple[list[str], list[int]]:
    """Markdown's signs for emphasis, links, quotations and escapes left out."""
    drop = {i for m in _EMPHASIS.finditer("".join(chars)) for i in range(*m.span())}
    kept = [i for i in range(len(chars)) if i not in drop]
    return [chars[i] for i in kept], [offsets[i] for i in kept]


_LINE_HYPHEN = re.compile(r"(?<=[^\W\d_])([-\u2010])([ \t]*[\r\n\f][\s]*)(?=[^\W\d_])")


def _join_lines(chars: list[str], offsets: list[int], document: Document) -> tuple[list[str], list[int]]:
    """A word broken at a line's end becomes one word, its hyphen kept where it is the word's own."""
    text = "".join(chars)
    drop: set[int] = set()
    for m in _LINE_HYPHEN.finditer(text):
        left = re.search(r"[^\W\d_]+$", text[: m.start()])
        right = re.match(r"[^\W\d_]+", text[m.end() :])
        if left and right:
            drop.update(range(m.start(2), m.end(2)))
            if not keeps_hyphen(left.group(), right.group(), evidence(document.text)):
                drop.add(m.start(1))
    if not drop:
        return chars, offsets
    kept = [i for i in range(len(chars)) if i not in drop]
    return [chars[i] for i in kept], [offsets[i] for i in kept]


def _fold(chars: list[str], offsets: list[int]) -> tuple[list[str], list[int]]:
    """Runs of blanks become one space, none at the ends."""
    out: list[str] = []
    back: list[int] = []
    for c, o in zip(chars, offsets, strict=True):
        if c.isspace():
            if out and out[-1] == " ":
                if back[-1] < 0:
                    back[-1] = o
                continue
            if not out:
                continue
            c = " "
        out.append(c)
        back.append(o)
    while out and out[-1] == " ":
        out.pop()
        back.pop()
    return out, back


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _restore(chars: list[str], offsets: list[int], document: Document) -> tuple[list[str], list[int]]:
    """Apostrophes back into possessives and contractions of a damaged document, and the marks of a quotation
    its words announce."""
    text = "".join(chars)
    e = evidence(document.text)
    matches = list(_WORD.finditer(text))
    cuts: list[int] = []
    for k, m in enumerate(matches):
        if (m.end() < len(text) and text[m.end()] in "'\u2019") or (
            m.start() and text[m.start() - 1] in "'\u2019"
        ):
            continue
        following = matches[k + 1] if k + 1 < len(matches) else None
        nxt = following.group() if following and text[m.end() : following.start()] == " " else ""
        before = matches[k - 1].group() if k and text[matches[k - 1].end() : m.start()] == " " else ""
        cut = possessive_cut(m.group(), nxt, before, e)
        if cut:
            cuts.append(m.start() + cut)
    for at in reversed(cuts):
        chars.insert(at, "'")
        offsets.insert(at, -1)
    marks = quotation_in("".join(chars)) if quotes_lost(document.text) else None
    for at in sorted((m for m in marks or () if m >= 0), reverse=True):
        chars.insert(at, '"')
        offsets.insert(at, -1)
    return chars, offsets
