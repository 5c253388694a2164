"""Lines of a plain text, what they measure, and what a transcriber set around and among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regesta.extract.read.vocabulary import LineWords
from regesta.extract.record import Span

_BREAK = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
#: What a rule is drawn with; a run of three of the first makes one.
_STROKES = re.compile(r"[_\-\u2013\u2014=*~\u2500-\u2503]{3}")
_RULE_SIGNS = frozenset("_-\u2013\u2014=*~\u2500\u2501\u2502\u2503.\u00b7 \t\u00a0")
#: "_Chapter I_", "~The Order~", "=The Strike=": the whole line set in italics, small capitals or bold.
_EMPHASIS = re.compile(r"^([_~=*]{1,2})([^_~=*]+)([.:]?)\1([.:]?)$")
_CALL_BEHIND = re.compile(r"\[\^?(?:\d[\d:.\u2013-]*|[A-Za-z]|[*\u2020\u2021\u00a7]+)\]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: raw offsets without its line break, its words, and whether a page begins with it."""

    start: int
    end: int
    text: str
    page_start: bool = False

    @property
    def bare(self) -> str:
        return self.text.strip()

    @property
    def words(self) -> str:
        """The line's words as a heading's: without signs of emphasis around all of them and a note's call in
        brackets behind them."""
        said = self.text.strip()
        call = said.rfind("[") if said.endswith("]") else -1
        if call >= 0 and _CALL_BEHIND.fullmatch(said, call):
            said = said[:call].rstrip()
        return _EMPHASIS.sub(r"\2", said)

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    @property
    def span(self) -> Span:
        """The raw span of the line's words, without the blanks around them."""
        left = len(self.text) - len(self.text.lstrip())
        return (self.start + left, self.start + len(self.text.rstrip()))


def split_lines(text: str) -> list[Line]:
    """Every line of the text in order; form feeds break lines and begin pages."""
    out: list[Line] = []
    at, page = 0, True
    for m in _BREAK.finditer(text):
        out.append(Line(at, m.start(), text[at : m.start()], page))
        page = m.group() == "\f"
        at = m.end()
    if at < len(text):
        out.append(Line(at, len(text), text[at:], page))
    return out


def transcript(lines: list[Line], words: LineWords) -> dict[int, str]:
    """The lines before and after the work itself where a transcriber marked both, as `licence`."""
    starts = [i for i, line in enumerate(lines) if words.transcript_begins.match(line.text)]
    ends = [i for i, line in enumerate(lines) if words.transcript_ends.match(line.text)]
    if not starts or not ends or starts[0] >= ends[-1]:
        return {}
    return dict.fromkeys([*range(starts[0] + 1), *range(ends[-1], len(lines))], "licence")


#: Lines of the longest caption.
_CAPTION = 12


def captions(lines: list[Line], words: LineWords) -> dict[int, str]:
    """The lines of pictures' captions in a transcriber's brackets, as `table`."""
    out: dict[int, str] = {}
    for i, line in enumerate(lines):
        if "[" in line.text and words.caption.match(line.text):
            last = next((j for j in range(i, min(len(lines), i + _CAPTION)) if "]" in lines[j].text), i)
            out.update(dict.fromkeys(range(i, last + 1), "table"))
    return out


def width_of(lines: list[Line]) -> int:
    """The measure of the text: the length that nine of ten long lines stay under (characters); 80 where there
    are too few to tell."""
    lengths = sorted(len(line.text.rstrip()) for line in lines if not line.blank)
    longer = [n for n in lengths if n >= 40]
    if len(lengths) >= 40 and len(longer) < 0.2 * len(lengths):  # a narrow column
        longer = [n for n in lengths if n >= 20]
    return longer[int(len(longer) * 0.9)] if longer else 80


def is_full(line: Line, following: Line | None, width: int) -> bool:
    """True when the line was broken because the next word did not fit, so that its paragraph goes on."""
    if following is None or following.blank:
        return False
    word = following.bare.split(" ", 1)[0]
    return len(line.text.rstrip()) + 1 + len(word) >= 0.93 * width


def is_rule(text: str) -> bool:
    """True for a line that only draws one."""
    return bool(_STROKES.search(text)) and _RULE_SIGNS.issuperset(text.strip())


def is_paged(lines: Sequence[Line]) -> bool:
    """True when form feeds show where pages begin."""
    return sum(line.page_start for line in lines) > 2
