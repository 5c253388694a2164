"""Notes called by signs (asterisk, daggers, section sign) in a plain text: their bodies and the places that
call them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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


def signed_notes(
    text: str, lines: Sequence[Line], body: Sequence[int], skip: dict[int, str], width: int
) -> list[SignedNote]:
    """The notes among the lines `body`: a line that opens with a sign is one only when the same sign, stuck
    to a word, stands in the text above; else it is a bullet."""
    out: list[SignedNote] = []
    calls: list[tuple[str, Span]] = []
    inside: SignedNote | None = None
    flowing = [i for i in body if i not in skip]
    for k, i in enumerate(flowing):
        line = lines[i]
        m = _START.match(line.text)
        call = next((c for c in calls if m and c[0] == m["sign"]), None)
        if m and call:
            calls.remove(call)
            inside = SignedNote(m["sign"], i, i, line.start + m.start("rest"), call[1])
            out.append(inside)
            continue
        apart = any(x.blank or x.page_start for x in lines[flowing[k - 1] + 1 : i + 1]) if k else True
        if inside and not apart and i - inside.first < _LONGEST and is_full(lines[inside.last], line, width):
            inside = out[-1] = SignedNote(inside.sign, inside.first, i, inside.offset, inside.marker)
            continue
        inside = None
        calls += [(c["sign"], c.span("sign")) for c in _CALL.finditer(text, line.start, line.end)]
        # a sign is called at most two pages above its note
        calls = [c for c in calls if line.start - c[1][0] < 8000]
    return out
