"""Page furniture of a plain text: page numbers, running heads, rules, the debris of links."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from regesta.extract.read.lines import Line, is_paged, is_rule
from regesta.extract.read.vocabulary import LineWords

_URLS_ONLY = re.compile(r"\s*(?:https?://|www\.)\S*\s*$", re.I)


def furniture(lines: list[Line], words: LineWords) -> dict[int, str]:
    """Line index -> what it is, for lines that are no text: `page:12` (a page number), `head` (a running
    head), `rule`, `link` (a link's debris)."""
    found: dict[int, str] = {}
    found.update((i, "rule") for i, line in enumerate(lines) if is_rule(line.text))
    _page_numbers(lines, found, words)
    _running_heads(lines, found)
    _numbered_heads(lines, found)
    _interrupting_heads(lines, found)
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
    tops = _numbered_tops(lines) if paged else set()
    near |= _beside(lines, numbered)
    page_of = _page_of(lines, None if paged else numbered)
    for shape, where in _shapes(lines, near - found.keys()).items():
        if len(shape) > 3 and _runs_along(where, page_of):
            found.update(_heads(lines, _no_notes(lines, shape, where, tops)))


def _no_notes(lines: list[Line], shape: str, where: list[int], tops: set[int]) -> list[int]:
    """Of lines of one shape those that begin no note: all where a number rises, else those without one and
    those at the top of a page."""
    counted = _counted(lines, shape, where)
    return [i for i in where if counted or i in tops or lines[i].bare[:1] not in _NOTE_OPENS]


#: What a note begins with; a running head does so only when its number rises from page to page.
_NOTE_OPENS = frozenset("0123456789[^")


def _numbered_tops(lines: list[Line]) -> set[int]:
    """The first filled lines of pages that are words with a number at one end."""
    out: set[int] = set()
    top = False
    for i, line in enumerate(lines):
        top = top or line.page_start
        if top and not line.blank:
            out.update([i] if _numbered_head(line.text) else [])
            top = False
    return out


def _shapes(lines: list[Line], near: set[int]) -> dict[str, list[int]]:
    """Short lines by their words in small letters with every number as "#"."""
    out: dict[str, list[int]] = {}
    for i in sorted(near):
        if len(lines[i].bare) < _HEAD_LENGTH:
            out.setdefault(re.sub(r"\d+|\b[ivxlc]+\b", "#", lines[i].bare.lower()), []).append(i)
    return out


def _heads(lines: list[Line], where: list[int]) -> dict[int, str]:
    """Running heads as furniture: `page:12` where a number that rises from head to head stands at one end."""
    numbers = {i: m.group() for i in where if (m := _NUMBER_AT_END.search(lines[i].bare))}
    rising = all(int(a) < int(b) for a, b in pairwise(numbers.values()))
    return {i: f"page:{numbers[i]}" if rising and i in numbers else "head" for i in where}


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


#: A running head that shows only by what it interrupts comes so many times, and so many times, and in such a
#: share of its places, between a line without an end and one that goes on in small letters.
_TIMES, _INTERRUPTS, _INTERRUPTS_SHARE = 4, 3, 0.3
_ENDS = re.compile(r"[.!?:;][\"'\u201d\u2019)\]]*\W*\d{0,3}\W*$")


def _interrupting_heads(lines: list[Line], found: dict[int, str]) -> None:
    """The same short line again and again, a page apart, that stands inside sentences: a running head where
    neither form feeds nor rising numbers show the pages."""
    filled = [i for i, line in enumerate(lines) if not line.blank and i not in found]
    rank = {i: k for k, i in enumerate(filled)}
    seen = _by_words(lines, filled)
    for places in seen.values():
        if len(places) >= _TIMES and all(b - a >= _SHEET for a, b in pairwise(places)):
            inside = sum(_interrupts(lines, filled, rank[i]) for i in places)
            if inside >= max(_INTERRUPTS, _INTERRUPTS_SHARE * len(places)):
                found.update(_heads(lines, places))


def _by_words(lines: list[Line], filled: Sequence[int]) -> dict[str, list[int]]:
    """The lines that may be running heads, by their words."""
    seen: dict[str, list[int]] = {}
    for i in filled:
        words = _head_words(lines[i].bare)
        if words:
            seen.setdefault(words, []).append(i)
    return seen


def _head_words(bare: str) -> str:
    """The words of a line that may be a running head, in small letters; "" for other lines."""
    if not 8 <= len(bare) < _HEAD_LENGTH or bare[-1] in ".,;:-" or bare[:1] in "[^":
        return ""
    read = _numbered_head(bare)
    if read:
        return read[0]
    return "" if any(c.isdigit() for c in bare) or not bare[:1].isupper() else bare.lower()


def _interrupts(lines: list[Line], filled: Sequence[int], k: int) -> bool:
    """True for a line between two of one sentence."""
    if not 0 < k < len(filled) - 1:
        return False
    goes_on = lines[filled[k + 1]].bare[:1].islower()
    return goes_on and not _ENDS.search(lines[filled[k - 1]].text)


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
