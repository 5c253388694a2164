"""A sentence made fit for analysis: markers and note bodies out, lost apostrophes in, and the way back
kept."""

from __future__ import annotations

import re
from bisect import bisect_left

from regesta.extract.read.analysed import AnalysedText
from regesta.extract.read.assemble import parts_words
from regesta.extract.read.damage import (
    Evidence,
    RepairWords,
    evidence,
    keeps_hyphen,
    possessive_cut,
    quotation_in,
    quotes_lost,
    repair_words,
)
from regesta.extract.read.document import Document
from regesta.extract.record import Footnote, Sentence, Span
from regesta.extract.text.languages import ENGLISH, LanguagePack

_held: tuple[tuple[Footnote, ...], tuple[object, ...], list[Span]] | None = None


def analyse(document: Document, sentence: Sentence, language: LanguagePack = ENGLISH) -> AnalysedText:
    """The analysed text of a sentence of the document; `language` knows what may have been lost from it.

    Left out: footnote markers, what interrupts the sentence, line breaks and doubled blanks (one space
    stays), soft hyphens, hyphens that only broke a word at a line's end. Put in, with offset -1: apostrophes
    and quotation marks the document lost, the second letters of ligatures, the space between two parts.
    """
    words = repair_words(language)
    chars, offsets = _Gathered(document.text, _markers(document), words).read(sentence.spans)
    if document.media_type == "text/markdown":
        chars, offsets = _without_emphasis(chars, offsets)
    chars, offsets = _join_lines(chars, offsets, document, words)
    chars, offsets = _fold(chars, offsets)
    if document.damaged:
        chars, offsets = _restore(chars, offsets, document, words)
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


class _Gathered:
    """The characters of a sentence's parts, each with its raw offset; -1 for what is put in."""

    def __init__(self, text: str, markers: list[Span], words: RepairWords) -> None:
        self.text, self.markers, self.words = text, markers, words
        self.chars: list[str] = []
        self.offsets: list[int] = []

    def read(self, spans: tuple[Span, ...]) -> tuple[list[str], list[int]]:
        """The parts without markers; a blank between parts where none stands; ligatures opened, soft hyphens
        out."""
        for a, b in spans:
            if self.chars and self.text[a] not in ".,;:?!)]\u201d\u2019":
                self._put("\n", -1)
            at = a
            j = bisect_left(self.markers, (a, a))
            while at < b:
                while j < len(self.markers) and self.markers[j][1] <= at:
                    j += 1
                marked = j < len(self.markers) and self.markers[j][0] <= at
                at = self._past_marker(self.markers[j][1], b) if marked else self._past_character(at, b)
        return self.chars, self.offsets

    def _put(self, char: str, offset: int) -> None:
        self.chars.append(char)
        self.offsets.append(offset)

    def _past_marker(self, end: int, b: int) -> int:
        """Leaves a marker out, with a blank where two words would be glued together."""
        if parts_words(self.chars[-1] if self.chars else "", self.text[end : end + 1] if end < b else ""):
            self._put(" ", -1)
        return end

    def _past_character(self, at: int, b: int) -> int:
        """Takes one character over; a soft hyphen goes with the line break behind it."""
        c = self.text[at]
        if c == "\u00ad":
            rest = re.compile(r"\s*\n\s*").match(self.text, at + 1, b)
            return rest.end() if rest else at + 1
        for n, letter in enumerate(self.words.ligatures.get(c, c)):
            self._put(letter, -1 if n else at)
        return at + 1


_EMPHASIS = re.compile(
    r"(?<![\\\w])([*_]{1,3})(?=\S)|(?<=\S)(?<!\\)([*_]{1,3})(?!\w)"
    r"|(?P<raised>(?<=\d)\^(?=[a-z]{2}\^)|(?<=\^[a-z]{2})\^)"
    r"|(?P<hard>\\(?=[\r\n]|$))|(?P<escape>\\)(?=[!-/:-@\[-`{-~])"
    r"|(?P<link>\[)(?=[^\]]{1,300}\]\([^)\s]{1,2000}\))|(?P<url>(?<=[^\]\[])\]\([^)\s]{1,2000}\))"
    r"|(?:^|(?<=\n))(?P<quote>[ \t]*>[ \t]?)"
)


def _without_emphasis(chars: list[str], offsets: list[int]) -> tuple[list[str], list[int]]:
    """Markdown's signs for emphasis, links, quotations and escapes left out."""
    drop = {i for m in _EMPHASIS.finditer("".join(chars)) for i in range(*m.span())}
    kept = [i for i in range(len(chars)) if i not in drop]
    return [chars[i] for i in kept], [offsets[i] for i in kept]


_LINE_HYPHEN = re.compile(r"(?<=[^\W\d_])([-\u2010])([ \t]*[\r\n\f][\s]*)(?=[^\W\d_])")


def _join_lines(
    chars: list[str], offsets: list[int], document: Document, words: RepairWords
) -> tuple[list[str], list[int]]:
    """A word broken at a line's end becomes one word, its hyphen kept where it is the word's own."""
    text = "".join(chars)
    drop: set[int] = set()
    for m in _LINE_HYPHEN.finditer(text):
        left = re.search(r"[^\W\d_]+$", text[max(0, m.start() - 60) : m.start()])
        right = re.match(r"[^\W\d_]+", text[m.end() : m.end() + 60])
        if left and right:
            drop.update(range(m.start(2), m.end(2)))
            if not keeps_hyphen(left.group(), right.group(), evidence(document.text), words):
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


def _restore(
    chars: list[str], offsets: list[int], document: Document, words: RepairWords
) -> tuple[list[str], list[int]]:
    """Apostrophes back into possessives and contractions of a damaged document, and the marks of a quotation
    its words announce."""
    for at in reversed(_lost_apostrophes("".join(chars), evidence(document.text), words)):
        chars.insert(at, "'")
        offsets.insert(at, -1)
    marks = quotation_in("".join(chars), words) if quotes_lost(document.text, words) else None
    for at in sorted((m for m in marks or () if m >= 0), reverse=True):
        chars.insert(at, '"')
        offsets.insert(at, -1)
    return chars, offsets


def _lost_apostrophes(text: str, e: Evidence, words: RepairWords) -> list[int]:
    """Where apostrophes go, in order."""
    matches = list(_WORD.finditer(text))
    out: list[int] = []
    for k, m in enumerate(matches):
        beside = (text[m.end() : m.end() + 1], text[max(0, m.start() - 1) : m.start()])
        if any(c and c in "'\u2019" for c in beside):
            continue
        after = matches[k + 1] if k + 1 < len(matches) else None
        nxt = after.group() if after and text[m.end() : after.start()] == " " else ""
        before = matches[k - 1].group() if k and text[matches[k - 1].end() : m.start()] == " " else ""
        cut = possessive_cut(m.group(), nxt, before, e, words)
        if cut:
            out.append(m.start() + cut)
    return out
