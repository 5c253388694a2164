"""Notes called by signs (asterisk, daggers, section sign) in a plain text: their bodies and the places that
call them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from regesta.extract.read.lines import Line, is_full
from regesta.extract.read.markers import SYMBOLS
from regesta.extract.record import Span

_START = re.compile(rf"\s*(?P<sign>([{SYMBOLS}])\2{{0,2}})\s?(?P<rest>[\"'\u201c\u2018(\[]?[^\W_].*)$")
_CALL = re.compile(
    rf"(?<=[^\s{SYMBOLS}])(?P<sign>([{SYMBOLS}])\2{{0,2}})(?=[\s.,;:?!\"'\u201d\u2019)\]]|$)", re.M
)
#: Lines; a note by sign is short.
_LONGEST = 25


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A note over the lines first..last, its sign, the raw place of its first word and the raw span of the
    sign that calls it."""

    sign: str
    first: int
    last: int
    offset: int
    marker: Span


#: Characters between a sign's call and its note: about two pages.
_REACH = 8000


def signed_notes(
    text: str, lines: Sequence[Line], body: Sequence[int], skip: dict[int, str], width: int
) -> list[SignedNote]:
    """The notes among the lines `body`: a line that opens with a sign is one only when the same sign, stuck
    to a word, stands in the text above; else it is a bullet."""
    out: list[SignedNote] = []
    calls: list[tuple[str, Span]] = []
    inside: SignedNote | None = None
    above = -1
    for i in (i for i in body if i not in skip):
        line = lines[i]
        opened = _opened(line, i, calls)
        if opened:
            calls = [c for c in calls if c[1] != opened.marker]
            inside = opened
            out.append(opened)
        elif inside and not _apart(lines, above, i) and _goes_on(lines, inside, i, width):
            inside = out[-1] = replace(inside, last=i)
        else:
            inside = None
            calls = [*(c for c in calls if line.start - c[1][0] < _REACH), *_signs(text, line)]

        above = i
    return out


def _signs(text: str, line: Line) -> list[tuple[str, Span]]:
    """The signs stuck to words of a line, with their raw spans."""
    return [(c["sign"], c.span("sign")) for c in _CALL.finditer(text, line.start, line.end)]


def _opened(line: Line, i: int, calls: Sequence[tuple[str, Span]]) -> SignedNote | None:
    """The note that a line opens: its sign is one that the text above called."""
    m = _START.match(line.text)
    called = next((c for c in calls if m and c[0] == m["sign"]), None)
    if m is None or called is None:
        return None
    return SignedNote(m["sign"], i, i, line.start + m.start("rest"), called[1])


def _apart(lines: Sequence[Line], above: int, i: int) -> bool:
    """True when a gap or a new page parts line i from the one above."""
    return above < 0 or any(x.blank or x.page_start for x in lines[above + 1 : i + 1])


def _goes_on(lines: Sequence[Line], note: SignedNote, i: int, width: int) -> bool:
    """True when line i belongs to the note above it."""
    return i - note.first < _LONGEST and is_full(lines[note.last], lines[i], width)
