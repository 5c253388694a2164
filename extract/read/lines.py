"""Lines of a plain text, what they measure, and which of them are page furniture."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from regesta.extract.read.vocabulary import LineWords
from regesta.extract.record import Span

_BREAK = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
#: What a rule is drawn with; a run of three of the first makes one.
_STROKES = re.compile(r"[_\-\u2013\u2014=*~\u2500-\u2503]{3}")
_RULE_SIGNS = frozenset("_-\u2013\u2014=*~\u2500\u2501\u2502\u2503.\u00b7 \t\u00a0")
#: "_Chapter I_", "~The Order~", "=The Strike=": the whole line set in italics, small capitals or bold.
_EMPHASIS = re.compile(r"^([_~=*]{1,2})([^_~=*]+)([.:]?)\1([.:]?)$")
_CALL_BEHIND = re.compile(r"\[\^?(?:\d[\d:.\u2013-]*|[A-Za-z]|[*\u2020\u2021\u00a7]+)\]")
_URLS_ONLY = re.compile(r"\s*(?:https?://|www\.)\S*\s*$", re.I)


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


def furniture(lines: list[Line], words: LineWords) -> dict[int, str]:
    """Line index -> what it is, for lines that are no text: `page:12` (a page number), `head` (a running
    head), `rule`, `link` (a link's debris)."""
    found: dict[int, str] = {}
    found.update((i, "rule") for i, line in enumerate(lines) if is_rule(line.text))
    _page_numbers(lines, found, words)
    _running_heads(lines, found)
    _numbered_heads(lines, found)
    _links(lines, found, words)
    return found


#: Printed pages: at most so many numbers are skipped between two, at least so many lines stand between them,
#: and at least so many numbers rise before they are believed.
_SKIPPED_PAGES, _PAGE_LINES, _PAGES_BELIEVED = 3, 8, 3


def _page_numbers(lines: list[Line], found: dict[int, str], words: LineWords) -> None:
    """Standing alone on a line, at page edges where form feeds show them, else rising through the text by
    small steps."""
    alone = _numbers_alone(lines, words)
    if is_paged(lines):
        edges = _edges(lines, 1)
        found.update((i, f"page:{n}") for i, n in alone if i in edges)
    chain = _rising_pages([(i, int(n)) for i, n in alone if n.isdigit()])
    found.update((i, f"page:{n}") for i, n in chain)
    if chain:
        first = chain[0][0]
        found.update((i, f"page:{n}") for i, n in alone if not n.isdigit() and i < first)


def _numbers_alone(lines: list[Line], words: LineWords) -> list[tuple[int, str]]:
    """Every line that is only a number, with it."""
    return [
        (i, m.group(1))
        for i, line in enumerate(lines)
        if not line.blank and (m := words.page_number.match(line.text))
    ]


def _rising_pages(numbers: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of (line, number) those that count pages: they rise by small steps and stand apart; none when too few
    do."""
    chain: list[tuple[int, int]] = []
    for i, n in numbers:
        if not chain or (0 < n - chain[-1][1] <= _SKIPPED_PAGES and i - chain[-1][0] >= _PAGE_LINES):
            chain.append((i, n))
        elif len(chain) < _PAGES_BELIEVED:
            chain = [(i, n)]
    return chain if len(chain) >= _PAGES_BELIEVED else []


def _edges(lines: list[Line], depth: int) -> set[int]:
    """Indices of the first and last `depth` filled lines of every page."""
    out: set[int] = set()
    page: list[int] = []
    for i, line in enumerate(lines):
        if line.page_start and page:
            out.update(page[:depth] + page[-depth:])
            page = []
        if not line.blank:
            page.append(i)
    out.update(page[:depth] + page[-depth:])
    return out


#: A running head is short, and comes so many times.
_HEAD_LENGTH, _HEAD_TIMES = 100, 3
_NUMBER_AT_END = re.compile(r"^\d{1,4}\b|\b\d{1,4}$")


def _running_heads(lines: list[Line], found: dict[int, str]) -> None:
    """The same short line (digits apart) three times or more at page edges, or next to page numbers, and on
    neighbouring pages, is a running head."""
    paged = is_paged(lines)
    numbered = [i for i, what in found.items() if what.startswith("page:")]
    near = set(_edges(lines, 2)) if paged else set()
    near |= _beside(lines, numbered)
    page_of = _page_of(lines, None if paged else numbered)
    for shape, where in _shapes(lines, near - found.keys()).items():
        if len(shape) > 3 and _runs_along(where, page_of):
            counted = _counted(lines, shape, where)
            found.update(_heads(lines, [i for i in where if counted or lines[i].bare[:1] not in _NOTE_OPENS]))


#: What a note begins with; a running head does so only when its number rises from page to page.
_NOTE_OPENS = frozenset("0123456789[^")


def _shapes(lines: list[Line], near: set[int]) -> dict[str, list[int]]:
    """Short lines by their words in small letters with every number as "#"."""
    out: dict[str, list[int]] = {}
    for i in sorted(near):
        if len(lines[i].bare) < _HEAD_LENGTH:
            out.setdefault(re.sub(r"\d+|\b[ivxlc]+\b", "#", lines[i].bare.lower()), []).append(i)
    return out


def _heads(lines: list[Line], where: list[int]) -> dict[int, str]:
    """Running heads as furniture: `page:12` where a number stands at one end."""
    numbers = {i: _NUMBER_AT_END.search(lines[i].bare) for i in where}
    return {i: f"page:{m.group()}" if m else "head" for i, m in numbers.items()}


def _beside(lines: list[Line], numbered: Iterable[int]) -> set[int]:
    """The two filled lines above and below each line with a page number, and itself."""
    filled = [i for i, line in enumerate(lines) if not line.blank]
    out: set[int] = set()
    for i in numbered:
        k = bisect_left(filled, i)
        out.update(filled[max(0, k - 2) : k + 3])
    return out


def _runs_along(where: list[int], page_of: list[int]) -> bool:
    """True for a line that comes often enough and on neighbouring pages."""
    return len(where) >= _HEAD_TIMES and _on_neighbours([page_of[i] for i in where])


def _counted(lines: list[Line], shape: str, where: list[int]) -> bool:
    """True for a head with a number at one end that rises from page to page."""
    if not re.fullmatch(r"#\s.*|.*\s#", shape):
        return False
    numbers = [int(m.group()) for i in where if (m := _NUMBER_AT_END.search(lines[i].bare))]
    return len(numbers) >= _HEAD_TIMES and all(a < b for a, b in pairwise(numbers))


def _page_of(lines: list[Line], numbers: list[int] | None) -> list[int]:
    """Line -> the page it stands on, counted from 0: by form feeds, or by the lines `numbers` that hold page
    numbers."""
    out: list[int] = []
    page = 0
    turns = set(numbers or ())
    for i, line in enumerate(lines):
        page += i in turns if numbers is not None else line.page_start and i > 0
        out.append(page)
    return out


def _on_neighbours(pages: list[int]) -> bool:
    """True when most of these pages have another of them beside them or beside but one (left and right pages
    differ): a chapter's title is not like that."""
    near = sum(any(0 < abs(p - q) <= 2 for q in pages[max(0, k - 2) : k + 3]) for k, p in enumerate(pages))
    return 2 * near >= len(pages)


_NUMBERED_HEAD = re.compile(
    r"\s*(?:(?P<before>\d{1,4})\s+(?P<a>\S.*?)|(?P<b>\S.*?)\s+(?P<after>\d{1,4}))\s*$"
)


#: Running heads on one side of the sheet stand so many lines apart.
_SHEET = 12


def _numbered_heads(lines: list[Line], found: dict[int, str]) -> None:
    """The same words with a rising number before or after them, once a page: a running head wherever it
    stands."""
    seen: dict[str, list[tuple[int, int]]] = {}
    for i, line in enumerate(lines):
        read = _numbered_head(line.text) if i not in found else None
        if read:
            seen.setdefault(read[0], []).append((i, read[1]))
    for places in seen.values():
        rising = all(a[1] < b[1] and b[0] - a[0] >= _SHEET for a, b in pairwise(places))
        if len(places) >= _HEAD_TIMES and rising:
            found.update((i, f"page:{n}") for i, n in places)


def _numbered_head(text: str) -> tuple[str, int] | None:
    """The words of a line, in small letters, and the number at one end of it; None for what is no running
    head."""
    m = _NUMBERED_HEAD.match(text) if len(text) < _HEAD_LENGTH else None
    if m is None:
        return None
    words = (m["a"] or m["b"]).strip()
    if len(words) <= 7 or " " not in words or re.search(r"[.,;:]$|\d", words):
        return None
    return words.lower(), int(m["before"] or m["after"])


def _links(lines: list[Line], found: dict[int, str], words: LineWords) -> None:
    """A line that is only an address, repeating one (or the head of one) that stands in the lines above: PDF
    link annotations leave these."""
    for i, line in enumerate(lines):
        if _URLS_ONLY.match(line.text):
            address = line.bare.rstrip("/.").lower()
            above = " ".join(
                x.text for x in lines[max(0, i - 60) : i] if not _URLS_ONLY.match(x.text)
            ).lower()
            led_in = i > 0 and words.leads_to_address.search(lines[i - 1].text)
            if address in above and not led_in:
                found[i] = "link"
