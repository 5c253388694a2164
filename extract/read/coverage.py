"""What each stretch of a document's text was taken for, and which stretches were taken for nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from regesta.extract.read.document import Document
from regesta.extract.read.health import Health
from regesta.extract.record import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Shares (0..1) of the characters that are no blanks; each counts once and they sum to 1.

    `furniture` is what a printed page carries: page numbers, running heads, rules, links, a licence;
    `nothing` is text that was left out.
    """

    sentences: float = 0.0
    notes: float = 0.0
    headings: float = 0.0
    bibliography: float = 0.0
    contents: float = 0.0
    abbreviations: float = 0.0
    front: float = 0.0
    back: float = 0.0
    tables: float = 0.0
    furniture: float = 0.0
    nothing: float = 0.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """`kinds[i]` says what character i of the text was taken for: an index into `KINDS`."""

    kinds: bytes
    characters: int
    shares: Shares
    left_out: tuple[Span, ...]
    """The stretches taken for nothing that are worth telling, in text order."""


#: What text is taken for, 0 the text in nothing.
KINDS = ("nothing", *(f.name for f in fields(Shares) if f.name != "nothing"))
NOTHING, SENTENCES = KINDS.index("nothing"), KINDS.index("sentences")
#: A note's own number and bracket stand at most so many characters before its body, on its line.
_LABEL = 24
#: A line that recurs so often, its digits apart, is a running head; longer lines are prose.
_RECURS, _HEAD = 3, 120
_RUN = re.compile(rb"(.)\1*", re.DOTALL)
_PAGE_NUMBER = re.compile(r"[^\w]*(?:\d{1,4}|[ivxlcIVXLC]{1,7})[^\w]*$")


def coverage_of(document: Document, limits: Health) -> Coverage:
    """Which share of a document was taken for what, and the stretches left out."""
    kinds = _painted(document)
    _open_with_title_page(document.text, kinds, limits.title_page)
    _mark_furniture(document.text, kinds)
    counts: Counter[int] = Counter()
    left_out: list[Span] = []
    for run in _RUN.finditer(kinds):
        a, b = run.span()
        size = _characters(document.text[a:b])
        counts[kinds[a]] += size
        if kinds[a] == NOTHING and size >= limits.listed_from:
            left_out.append((a, b))
    whole = sum(counts.values())
    return Coverage(
        bytes(kinds),
        whole,
        Shares(**{name: counts[k] / whole if whole else 0.0 for k, name in enumerate(KINDS)}),
        tuple(left_out),
    )


def _characters(text: str) -> int:
    """How many characters are no blanks."""
    return sum(map(len, text.split()))


def _painted(document: Document) -> bytearray:
    """What each character was taken for; where layers overlap, the later one holds."""
    kinds = bytearray(len(document.text))
    for name, spans in _layers(document):
        _paint(kinds, name, spans)
    notes = (span for n in document.footnotes for span in (n.spans or (n.span,)))
    _paint(kinds, "notes", (_with_label(document.text, kinds, span) for span in notes))
    return kinds


#: What the reader knows to be no running text (`Document.left_out`), and what it counts as.
_ASIDE = {
    **dict.fromkeys(("page", "head", "rule", "link", "licence", "paragraph", "side"), "furniture"),
    "number": "notes",
    "table": "tables",
}


def _layers(document: Document) -> Iterator[tuple[str, Iterable[Span]]]:
    """What the document's stretches were taken for, its notes apart; divisions first, sentences above."""
    for name in ("front", "back", "contents", "abbreviations", "bibliography"):
        yield name, (d.span for d in document.divisions if d.role == name)
    for place in document.left_out:
        if place.why in _ASIDE:
            yield _ASIDE[place.why], (place.span,)
    yield "contents", document.contents
    yield "abbreviations", (a.span for a in document.abbreviations)
    yield "bibliography", (e.span for e in document.bibliography)
    yield "sentences", (span for s in document.sentences for span in s.spans)
    yield "headings", (d.heading for d in document.divisions if d.heading)


def _paint(kinds: bytearray, name: str, spans: Iterable[Span]) -> None:
    code = bytes([KINDS.index(name)])
    for a, b in spans:
        kinds[a:b] = code * (b - a)


def _with_label(text: str, kinds: bytearray, span: Span) -> Span:
    """A note's span with the number before it and the bracket behind it ("[Footnote 12: ... ]")."""
    a, b = span
    line = text.rfind("\n", max(0, a - _LABEL), a) + 1
    if line and not any(kinds[line:a]):
        a = line
    return a, b + (text[b : b + 1] in ("]", ")", "}"))


def _open_with_title_page(text: str, kinds: bytearray, most: int) -> None:
    """What stands before anything else is the title page, unless it is too long for one."""
    first = next((m.start() for m in re.finditer(rb"[^\x00]", kinds)), 0)
    if first and _characters(text[:first]) <= most:
        _paint(kinds, "front", [(0, first)])


def _mark_furniture(text: str, kinds: bytearray) -> None:
    """Tells lines of printed pages (numbers, running heads, rules) from text among what was left out."""
    lines = [
        (span, re.sub(r"\d+", "#", text[slice(*span)].strip()))
        for run in _RUN.finditer(kinds)
        if kinds[run.start()] == NOTHING
        for span in _lines(text, *run.span())
    ]
    heads = {k for k, n in Counter(k for _, k in lines).items() if n >= _RECURS and len(k) <= _HEAD}
    _paint(kinds, "furniture", (s for s, key in lines if key in heads or _is_furniture(text[slice(*s)])))


def _is_furniture(line: str) -> bool:
    return bool(_PAGE_NUMBER.match(line)) or not any(c.isalnum() for c in line)


def _lines(text: str, a: int, b: int) -> Iterator[Span]:
    """The lines of a stretch that are not blank."""
    while a < b:
        end = text.find("\n", a, b)
        end = b if end < 0 else end + 1
        if text[a:end].strip():
            yield a, end
        a = end
