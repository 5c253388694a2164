"""A section as it is shown: paragraphs of sentences, cut where marks begin and end, notes called in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from statistics import median

#: Layers in the order in which a word that stands in several shows them: the innermost and rarest first.
LAYERS = ("decision", "event", "claim")


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement where it stands: code points of the text (end exclusive), its layer, address and words, and
    how the argument runs through it (`attacks`, `is attacked`, ...)."""

    start: int
    end: int
    layer: str
    iri: str
    label: str
    argument: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A note that a sentence calls: its number as printed, its identifier, words and address."""

    number: str
    id: str
    text: str
    iri: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks; or, with a note, the place where it is called."""

    text: str
    start: int
    marks: tuple[Mark, ...] = ()
    note: Note | None = None

    @property
    def layers(self) -> str:
        """Its layers as words for the style sheet."""
        return " ".join(layer for layer in LAYERS if any(m.layer == layer for m in self.marks))

    @property
    def leading(self) -> Mark | None:
        """The mark its words lead to: the shortest."""
        return min(self.marks, key=lambda m: (m.end - m.start, LAYERS.index(m.layer)), default=None)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the section: its runs in the text, the notes it calls, the statements in it."""

    iri: str
    spans: Sequence[tuple[int, int]]
    page: str = ""
    notes: Sequence[Note] = ()
    marks: Sequence[Mark] = ()


@dataclass(slots=True)
class Paragraph:
    """Sentences that stand together, with the notes beside them and the page that begins in them."""

    sentences: list[tuple[Sentence, list[Piece]]] = field(default_factory=list)
    page: str = ""

    @property
    def notes(self) -> list[Note]:
        """The notes its sentences call, in their order."""
        return [note for sentence, _ in self.sentences for note in sentence.notes]

    @property
    def arguments(self) -> list[Mark]:
        """The claims in it that answer or are answered, each once."""
        found = {m.iri: m for sentence, _ in self.sentences for m in sentence.marks if m.argument}
        return list(found.values())


def paragraphs(text: str, sentences: Sequence[Sentence]) -> list[Paragraph]:
    """Sentences in the order of the text, put into the paragraphs of the text."""
    width = _line_width(text, sentences)
    found: list[Paragraph] = []
    page = ""
    for number, sentence in enumerate(sentences):
        if number == 0 or _parted(text, sentences[number - 1], sentence, width):
            found.append(Paragraph())
        if sentence.page and sentence.page != page:
            page = sentence.page
            found[-1].page = found[-1].page or page
        found[-1].sentences.append((sentence, list(pieces(text, sentence))))
    return found


def pieces(text: str, sentence: Sentence) -> Iterable[Piece]:
    """The runs of a sentence, cut at every mark, a called note in place of its printed number."""
    waiting = list(sentence.notes)
    before: int | None = None
    for start, end in sentence.spans:
        if before is not None and _apart(text, before):
            yield Piece(" ", before)
        before = end
        calls = {(a, b): note for a, b, note in _calls(text, start, end, waiting)}
        for run in pairwise(_cuts(start, end, [*calls, *((m.start, m.end) for m in sentence.marks)])):
            yield _piece(text, run, calls.get(run), sentence.marks)
    for note in waiting:  # its number is not printed in the sentence, or not where it is looked for
        yield Piece("", sentence.spans[-1][1], (), note)


def _apart(text: str, end: int) -> bool:
    """Whether a blank or a line's end that no run has follows a run of a sentence that goes on; a word cut by
    a hyphen goes on itself."""
    return text[end : end + 1].isspace() and not text[end - 1].isspace() and text[end - 1] not in "-\u00ad"


def _piece(text: str, run: tuple[int, int], note: Note | None, marks: Sequence[Mark]) -> Piece:
    if note is not None:
        return Piece("", run[0], (), note)
    over = tuple(m for m in marks if m.start <= run[0] and run[1] <= m.end)
    return Piece(_flat(text[run[0] : run[1]]), run[0], over)


def _cuts(start: int, end: int, spans: Iterable[tuple[int, int]]) -> list[int]:
    """Where a run is cut: at its ends, and where something begins or ends in it."""
    return sorted({start, end, *(edge for span in spans for edge in span if start < edge < end)})


def _calls(text: str, start: int, end: int, waiting: list[Note]) -> Iterable[tuple[int, int, Note]]:
    """Where the notes that wait are called; a number counts where it is glued to a word or a stop, or stands
    last behind a stop and a blank, a letter or star in brackets or behind a stop only, since words are full
    of letters."""
    at = start
    while waiting:
        found = _call(waiting[0].number).search(text, at, end) if waiting[0].number else None
        if found is None:
            return
        at = found.end()
        yield found.start(), found.end(), waiting.pop(0)


@lru_cache(maxsize=1024)
def _call(number: str) -> re.Pattern[str]:
    """How a note of this number is called in a text."""
    printed = re.escape(number)
    if number.isdecimal():
        last = rf"(?<=[^\w\s])\s+{printed}(?=\s*\Z)"
        return re.compile(rf"(?<=[^\s\d])(?:\[\^?)?{printed}\]?(?!\d)|{last}")
    return re.compile(rf"\[\^?{printed}\]|(?<=[^\w\s*]){printed}(?![\w*])", re.IGNORECASE)


def _parted(text: str, before: Sentence, after: Sentence, width: float) -> bool:
    """Whether a paragraph ends between two sentences: a blank line, or a line that ends early."""
    end, start = before.spans[-1][1], after.spans[0][0]
    gap = text[end:start]
    if "\n" not in gap:
        return False
    if gap.count("\n") > 1:
        return True
    line = end - (text.rfind("\n", 0, end) + 1)
    return 0 < line < 0.75 * width


def _line_width(text: str, sentences: Sequence[Sentence]) -> float:
    """How long a full line of printed text is; 0 where the text is not broken into lines."""
    if not sentences:
        return 0.0
    body = text[sentences[0].spans[0][0] : sentences[-1].spans[-1][1]]
    lines = [len(line) for line in body.split("\n") if line.strip()]
    return median(lines) if len(lines) > len(sentences) else 0.0


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
