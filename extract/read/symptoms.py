"""Signs of a bad reading in a document's words: letters apart, sentences without end, notes inside the
text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from regesta.extract.read.coverage import NOTHING, SENTENCES, Coverage
from regesta.extract.read.document import Document
from regesta.extract.read.health import Health
from regesta.extract.record import Span
from regesta.extract.text.languages import LanguagePack


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptoms:
    """Counts over the whole text, but for the shares `in_long_sentences` and `in_long_notes` (of the
    characters of all sentences, of all notes) and `unreadable` (of all characters).

    `one_letter` words are those the language does not have; `loose_digits` numbers that look like note
    markers and have no note, `note_text` lines of running text that read like a note's.
    """

    words: int = 0
    one_letter: int = 0
    run_together: int = 0
    cut_words: int = 0
    unreadable: float = 0.0
    odd_headings: int = 0
    long_sentences: int = 0
    in_long_sentences: float = 0.0
    longest_sentence: int = 0
    long_notes: int = 0
    in_long_notes: float = 0.0
    loose_digits: int = 0
    note_text: int = 0
    where: tuple[tuple[str, tuple[Span, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class NoteWords:
    """How notes and their numbers are told in running text, out of the table `reading_report` of a pack."""

    opening: re.Pattern[str]
    cued: re.Pattern[str]
    no_marker_after: frozenset[str]


@lru_cache(maxsize=8)
def note_words(pack: LanguagePack) -> NoteWords:
    """The patterns of a language's notes."""
    table = pack.table("reading_report")
    openers, cues = (_any_of(table[key]) for key in ("openers", "cues"))
    number = r"\s*[\[(]?\d{1,4}(?:[-:]\d{1,3})?[\])]?[.:]?\s+"
    names = _any_of(table["note_names"])
    return NoteWords(
        opening=re.compile(rf"{number}(?:{openers})\b|\s*\[(?:{names})\s*\d", re.IGNORECASE),
        cued=re.compile(rf"{number}(?=[^\W\d_]).*\b(?:{cues})(?=[\s.,;]|$)", re.IGNORECASE),
        no_marker_after=frozenset(table["no_marker_after"]),
    )


def _any_of(entries: Iterable[str]) -> str:
    return "|".join(re.escape(e).replace(r"\ ", r"\s*") for e in sorted(entries, key=len, reverse=True))


def symptoms_of(document: Document, coverage: Coverage, limits: Health, pack: LanguagePack) -> Symptoms:
    """The signs in a document's text. Linear in its length."""
    words = note_words(pack)
    text = document.text
    long = _longest_first([x.spans for x in document.sentences], limits.long_sentence)
    long_notes = _longest_first([n.spans or (n.span,) for n in document.footnotes], limits.long_note)
    odd = _odd_headings(document)
    loose = _loose_digits(document, coverage, words, limits.rising)
    lines = _note_lines(text, coverage, words)
    where = {
        "odd_headings": odd,
        "long_sentences": long.spans,
        "long_notes": long_notes.spans,
        "loose_digits": [around(text, place) for place in loose[: limits.examples]],
        "note_text": lines,
    }
    return Symptoms(
        **_counted_words(text, limits, limits.one_letter_words.get(document.language, frozenset())),
        cut_words=sum(1 for _ in _CUT.finditer(text)),
        unreadable=sum(map(len, _UNREADABLE.findall(text))) / max(1, coverage.characters),
        odd_headings=len(odd),
        long_sentences=len(long.spans),
        in_long_sentences=long.share,
        longest_sentence=long.longest,
        long_notes=len(long_notes.spans),
        in_long_notes=long_notes.share,
        loose_digits=len(loose),
        note_text=len(lines),
        where=tuple((name, tuple(spans[: limits.examples])) for name, spans in where.items() if spans),
    )


def _counted_words(text: str, limits: Health, own: frozenset[str]) -> dict[str, int]:
    """How many words there are, how many of one letter that the language does not have, how many run
    together; `own` are the language's words of one letter."""
    tokens = text.split()
    return {
        "words": len(tokens),
        "one_letter": sum(len(t) == 1 and t.isalpha() and t.lower() not in own for t in tokens),
        "run_together": sum(
            _is_run_together(t, limits.long_word) for t in tokens if len(t) >= limits.long_word
        ),
    }


@dataclass(frozen=True, slots=True)
class _Long:
    """Pieces over a limit: their first spans, the longest first; their share of all pieces' characters; the
    length of the longest piece of all."""

    spans: list[Span]
    share: float
    longest: int


def _longest_first(pieces: list[tuple[Span, ...]], limit: int) -> _Long:
    sized = sorted(((sum(b - a for a, b in spans), spans[0]) for spans in pieces), reverse=True)
    long = [x for x in sized if x[0] > limit]
    whole = sum(n for n, _ in sized)
    return _Long(
        [span for _, span in long], sum(n for n, _ in long) / max(1, whole), sized[0][0] if sized else 0
    )


#: A heading names what follows it; a line of prose ends with one of these behind several words, or is long.
_PROSE_ENDS = (",", ";", ":", ":--", ":\u2014", ".]", "!\u2019", ",\u201d", ',"')
_PROSE_WORDS, _LONGEST_HEADING = 5, 200


def _odd_headings(document: Document) -> list[Span]:
    """The headings inside the text that read like prose."""
    headings = (d.heading for d in document.divisions if d.heading and d.role in ("body", "appendix"))
    return [span for span in headings if _reads_like_prose(document.text[slice(*span)].rstrip())]


def _reads_like_prose(heading: str) -> bool:
    several = len(heading.split()) >= _PROSE_WORDS
    return (several and heading.endswith(_PROSE_ENDS)) or len(heading) > _LONGEST_HEADING


def around(text: str, place: int) -> Span:
    """A few whole words on both sides of a place."""
    first = max(0, place - _LOOKED_BACK)
    a = text.find(" ", first, place) + 1 if first else 0
    b = text.find(" ", min(len(text), place + _LOOKED_BACK))
    return a or first, b if b >= 0 else len(text)


#: "Harmonds- worth": small letters before the hyphen and after the blank ("two- and threefold" is right).
_CUT = re.compile(
    r"[a-z\u00df-\u00ff]{2}[-\u00ad\u2010] (?!and\b|or\b|und\b|oder\b|et\b|ou\b|to\b)[a-z\u00df-\u00ff]{2}"
)
#: The replacement character, control characters, and the private places where fonts keep unnamed glyphs.
_UNREADABLE = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff]+|\(cid:\d+\)")
_ADDRESS = re.compile(r"https?:|www\.|@|//|\.[a-z]{2,4}/")


def _is_run_together(token: str, long: int) -> bool:
    """True for a stretch of letters too long for a word; addresses and words joined by dashes are none."""
    return not _ADDRESS.search(token) and any(len(part) >= long for part in re.findall(r"[^\W\d_]+", token))


def _text_lines(text: str, coverage: Coverage) -> Iterator[Span]:
    """The spans of raw lines that begin in running text or in what was left out."""
    for m in re.finditer(r"[^\n]+", text):
        first = m.start() + len(m.group()) - len(m.group().lstrip())
        if first < m.end() and coverage.kinds[first] in (NOTHING, SENTENCES):
            yield m.span()


#: A note names what it cites within so many characters.
_CUED_WITHIN = 600


def _note_lines(text: str, coverage: Coverage, words: NoteWords) -> list[Span]:
    """The lines of running text that read like a note's."""
    return [
        (a, b)
        for a, b in _text_lines(text, coverage)
        if words.opening.match(text, a, b) or words.cued.match(text, a, min(b, a + _CUED_WITHIN))
    ]


#: A number, and what stands before one that calls a note: a bracket, a word and its stop, or a whole
#: sentence. Looking back from each number keeps the search linear.
_NUMBER = re.compile(r"[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,4}|(?<!\d)\d{1,4}(?![\w/])")
_LABEL = re.compile(r"[\[{]\d{1,4}[-:]\d{1,3}[\]}]")
_STUCK = re.compile(r"(?:^|[\W\d_])([^\W\d_]{2,20})[.,;:!?]?[\"'\u201d\u2019)\]]{0,2}\(?$")
_APART = re.compile(r"[^\W\d_]{2}[.!?][\"'\u201d\u2019)]{0,2} $")
_BEGINS = re.compile(r" [\"\u201c\u2018(]?[A-Z\u00c0-\u00dd]")
_RAISED = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")
#: A number stuck to a word has at most so many digits: four are a year that lost its blank.
_LONGEST_STUCK = 3
#: A page that begins inside a line begins with its number, in so many characters.
_PAGE_MARK = 12
#: So many characters before a number say whether it calls a note.
_LOOKED_BACK = 28


def _loose_digits(document: Document, coverage: Coverage, words: NoteWords, rising: int) -> list[int]:
    """Where numbers in the text look like note markers and are no marker of a note: those that rise one by
    one, and bracketed labels of two numbers ("[1-14]")."""
    text = document.text
    taken = _taken(document, coverage)
    places = [m.span() for m in _NUMBER.finditer(text) if taken.leave(m.start())]
    calls = [(a, b) for a, b in places if _calls(text, a, b, words)]
    rise = _rising([int(text[a:b].translate(_RAISED)) for a, b in calls], rising)
    labels = [m.start() for m in _LABEL.finditer(text) if taken.leave(m.start())]
    return sorted([*labels, *(a for (a, _), kept in zip(calls, rise, strict=True) if kept)])


def _taken(document: Document, coverage: Coverage) -> _Spans:
    """The markers of notes and the marks of pages."""
    markers = [n.marker for n in document.footnotes if n.marker]
    return _Spans([*markers, *((a, a + _PAGE_MARK) for _, (a, _) in document.pages)], coverage)


def _calls(text: str, a: int, b: int, words: NoteWords) -> bool:
    """True when a number stands where one that calls a note stands."""
    if not text[a].isdecimal() or (text[a - 1 : a] == "[" and text[b : b + 1] == "]"):
        return True
    before = text[max(0, a - _LOOKED_BACK) : a]
    if before.endswith(" "):
        return bool(_APART.search(before) and _BEGINS.match(text, b))
    stuck = _STUCK.search(before) if b - a <= _LONGEST_STUCK else None
    closes = text[b : b + 1] in (")" if before.endswith("(") else ' \n.,;:)\u201d\u2019"')
    return stuck is not None and closes and stuck[1].lower() not in words.no_marker_after


#: A series may miss some numbers, and other numbers may stand between two of its own.
_STEP, _BETWEEN = 3, 12


def _rising(numbers: list[int], least: int) -> bytearray:
    """1 for each of the numbers that belongs to a series of at least `least` that rises by one (some may be
    lost)."""
    lengths: list[int] = []
    before: list[int] = []
    for i, n in enumerate(numbers):
        reach = range(max(0, i - _BETWEEN), i)
        best = max((j for j in reach if 0 < n - numbers[j] <= _STEP), key=lambda j: lengths[j], default=-1)
        lengths.append(1 + (lengths[best] if best >= 0 else 0))
        before.append(best)
    kept = bytearray(len(numbers))
    for i in range(len(numbers) - 1, -1, -1):
        if kept[i] or lengths[i] >= least:
            kept[i] = 1
            if before[i] >= 0:
                kept[before[i]] = 1
    return kept


class _Spans:
    """Markers and marks of pages, asked whether they leave a place of running text free."""

    def __init__(self, spans: list[Span], coverage: Coverage) -> None:
        self.spans, self.kinds = sorted(spans), coverage.kinds
        self.starts = [a for a, _ in self.spans]

    def leave(self, place: int) -> bool:
        """True when a place lies in running text, or in what was left out, and in none of the spans."""
        k = bisect_right(self.starts, place) - 1
        return self.kinds[place] in (NOTHING, SENTENCES) and (k < 0 or place >= self.spans[k][1])
