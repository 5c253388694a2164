"""Notes of a plain text that bear the very label that calls them: `[Footnote 1-2: ...]` below the paragraph,
or lines that open with a label of two parts, `[39:1] ...`.

Such labels say by themselves which note is meant, so nothing has to be guessed from their order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regesta.extract.read.lines import Line
from regesta.extract.read.vocabulary import MarkerWords
from regesta.extract.record import Span

#: Lines: the longest note in brackets; the gap of blank lines that ends a note without them.
_LONGEST, _GAP = 400, 2
#: The share of labelled lines that the text must call before they are believed, and how many there must be.
_CALLED, _FEWEST = 0.6, 2
_BRACKET = re.compile(r"[\[\]]")
_TWO_PARTS = r"\d{1,4}[-:.]\d{1,4}"
_LABEL = rf"{_TWO_PARTS}|\d{{1,4}}[a-z]?|[A-Z]{{1,2}}|[a-z]|[*\u2020\u2021\u00a7]{{1,3}}"
_ROMAN = r"[ivxlc]{1,7}"
_LABELLED = re.compile(rf"\s*(?:[\[(](?P<label>{_TWO_PARTS})[\])]|\[(?P<roman>{_ROMAN})\]):?\s*(?=\S)")
_NUMBERED = re.compile(r"\s*\[(?P<label>\d{1,4})\](?:\s+(?=\S)|$)")
#: A call: its bracket stands right behind a word, a stop or another call.
_NUMBER_CALL = re.compile(r"(?<=\S)\[(?P<label>\d{1,4})\]")
#: So many paragraphs with a number in brackets are notes, when so many of them are called above, and their
#: groups stand in so many places: lists at the end of a chapter or text are read with its headings.
_FEWEST_NUMBERED, _CALLED_NUMBERED, _GROUPS = 6, 0.9, 3
_CALL = re.compile(rf"\[(?P<square>{_LABEL}|{_ROMAN})\]|\((?P<round>{_TWO_PARTS})\)")


@dataclass(frozen=True, slots=True)
class KeyedNote:
    """A note over the lines first..last, its label as printed, and the raw span of its words."""

    label: str
    first: int
    last: int
    span: Span
    marker: Span | None = None
    """The raw span that calls it, where its shape says so."""


def keyed_notes(text: str, lines: Sequence[Line], words: MarkerWords) -> list[KeyedNote]:
    """Every such note in order; those in brackets where there are any, else lines that open with a label of
    two parts which the text calls, else paragraphs in several places that open with a number in brackets."""
    return _bracketed(text, lines, words) or _labelled(text, lines) or _numbered(text, lines)


def _bracketed(text: str, lines: Sequence[Line], words: MarkerWords) -> list[KeyedNote]:
    # the colon behind a number may be missing
    opening = re.compile(
        rf"\s*(?P<open>\[)(?:{words.note_words})\s+(?P<label>{_LABEL})(?:\s*[:.]\s*|(?<=\d)\s+(?=\W?\w))",
        re.I,
    )
    out: list[KeyedNote] = []
    closings = _closings(lines)
    for i, line in enumerate(lines):
        m = opening.match(line.text) if "[" in line.text else None
        if m is None or (out and i <= out[-1].last):
            continue
        closed = closings.get(line.start + m.start("open"))
        last, end = closed if closed and closed[0] < i + _LONGEST else _paragraph(lines, i)
        out.append(KeyedNote(m["label"], i, last, (line.start + m.end(), end)))
    return [n for n in out if n.span[0] < n.span[1] and text[slice(*n.span)].strip()]


def _closings(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """The raw place of each opening bracket -> the line and raw place of the one that closes it."""
    out: dict[int, tuple[int, int]] = {}
    open_: list[int] = []
    for i, line in enumerate(lines):
        for m in _BRACKET.finditer(line.text) if "[" in line.text or "]" in line.text else ():
            if m.group() == "[":
                open_.append(line.start + m.start())
            elif open_:
                out[open_.pop()] = (i, line.start + m.start())
    return out


def _paragraph(lines: Sequence[Line], first: int) -> tuple[int, int]:
    """The last line of a paragraph and its raw end."""
    last = first
    while last + 1 < len(lines) and not lines[last + 1].blank:
        last += 1
    return last, lines[last].span[1]


def _labelled(text: str, lines: Sequence[Line]) -> list[KeyedNote]:
    """Lines that open with a label of two parts or a Roman numeral in brackets, each up to the next one or a
    wide gap."""
    starts = list(_labelled_lines(lines))
    if len(starts) < _FEWEST:
        return []
    called = {
        m["square"] or m["round"] for m in _CALL.finditer(text) if text[m.start() - 1 : m.start()].strip()
    }
    known = [start for start in starts if start[2] in called]
    if len(known) < max(_FEWEST, _CALLED * len(starts)):
        return []
    out: list[KeyedNote] = []
    ends = [*(i for i, _, _ in known[1:]), len(lines)]
    for (i, m, label), end in zip(known, ends, strict=True):
        last = _last_line(lines, i, end)
        out.append(KeyedNote(label, i, last, (lines[i].start + m.end(), lines[last].span[1])))
    return out


def _labelled_lines(lines: Sequence[Line]) -> Iterator[tuple[int, re.Match[str], str]]:
    """Every line that opens with such a label: (line, match, label)."""
    for i, line in enumerate(lines):
        m = _LABELLED.match(line.text)
        if m is not None:
            yield i, m, m["label"] or m["roman"]


def _numbered(text: str, lines: Sequence[Line]) -> list[KeyedNote]:
    """Paragraphs that open with "[12]", each called so above it, in several groups through the text."""
    starts = [
        (i, m)
        for i, line in enumerate(lines)
        if (m := _NUMBERED.match(line.text)) and (not i or lines[i - 1].blank)
    ]
    if len(starts) < _FEWEST_NUMBERED:
        return []
    calls = _number_calls(text)
    called = [
        (i, m, call) for i, m in starts if (call := _call_before(calls, m["label"], lines[i].start)) >= 0
    ]
    if len(called) < _CALLED_NUMBERED * len(starts):
        return []
    groups = 1 + sum(call > lines[i].start for (i, _, _), (_, _, call) in pairwise(called))
    return _in_groups(lines, called) if groups >= _GROUPS else []


def _number_calls(text: str) -> dict[str, list[int]]:
    """Label -> the places in the text that call it, in order; a note's own label stands behind a blank."""
    out: dict[str, list[int]] = defaultdict(list)
    for m in _NUMBER_CALL.finditer(text):
        out[m["label"]].append(m.start())
    return out


def _call_before(calls: dict[str, list[int]], label: str, place: int) -> int:
    """The last place before another that calls a label; -1 for none."""
    places = calls.get(label, [])
    k = bisect_left(places, place) - 1
    return places[k] if k >= 0 else -1


def _in_groups(lines: Sequence[Line], called: Sequence[tuple[int, re.Match[str], int]]) -> list[KeyedNote]:
    """The notes, each up to the next one that the text above it calls too; the last of a group is the
    paragraph, with the indented ones below it."""
    out: list[KeyedNote] = []
    for k, (i, m, _) in enumerate(called):
        following = called[k + 1] if k + 1 < len(called) else None
        grouped = following is not None and following[2] < lines[i].start
        last = _filled_before(lines, following[0]) if following and grouped else _paragraph_end(lines, i)
        start = lines[i].start + m.end() if m.end() < len(lines[i].text) else lines[min(i + 1, last)].span[0]
        if start < lines[last].span[1]:
            out.append(KeyedNote(m["label"], i, last, (start, lines[last].span[1])))
    return out


def _filled_before(lines: Sequence[Line], end: int) -> int:
    """The last filled line above line `end`."""
    return next(j for j in range(end - 1, -1, -1) if not lines[j].blank)


def _paragraph_end(lines: Sequence[Line], first: int) -> int:
    """The last line of a note's paragraph and of the indented ones right below it (verses, quotations)."""
    last = first
    for i in range(first + 1, len(lines)):
        if lines[i].blank:
            if i - last > 1:
                break
        elif i - last == 1 or lines[i].indent > lines[first].indent + 1:
            last = i
        else:
            break
    return last


def _last_line(lines: Sequence[Line], first: int, end: int) -> int:
    """The last filled line before a gap of blank lines or line `end`."""
    last, blank = first, 0
    for i in range(first + 1, end):
        blank = blank + 1 if lines[i].blank else 0
        if blank >= _GAP:
            break
        last = i if not lines[i].blank else last
    return last


def _calls_by_label(text: str, spans: Iterable[Span], labels: set[str]) -> dict[str, list[Span]]:
    """Label -> the places that call it, in order."""
    places: dict[str, list[Span]] = defaultdict(list)
    in_two_parts = any(re.fullmatch(_TWO_PARTS, label) for label in labels)
    for a, b in spans:
        for m in _CALL.finditer(text, a, b):
            label = m["square"] or m["round"]
            if label in labels or (in_two_parts and re.fullmatch(_TWO_PARTS, label)):
                places[label].append(m.span())
    return places


def keyed_calls(
    text: str, spans: Iterable[Span], notes: Sequence[KeyedNote]
) -> tuple[dict[int, Span], list[Span]]:
    """Note index -> the raw span that calls it, and the calls of such labels that are left over.

    Of several calls with one label a note takes the last free one before it, else the first behind it.
    """
    sought = any(n.marker is None for n in notes)
    places = _calls_by_label(text, spans if sought else (), {n.label for n in notes})

    chosen: dict[int, Span] = {}
    for k, n in enumerate(notes):
        free = places[n.label]
        if n.marker is not None:
            chosen[k] = n.marker
        elif free:
            chosen[k] = free.pop(max(0, bisect_left(free, (n.span[0], 0)) - 1))
    left = sorted(s for label, free in places.items() if not label.isalpha() for s in free)
    return chosen, left
