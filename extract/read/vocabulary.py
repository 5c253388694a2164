"""The words and weights a language gives the reader: built once from its pack, handed to every module that
reads words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from regesta.extract.text.languages import LanguagePack

HeadingKind = Literal[
    "front",
    "contents",
    "abbreviations",
    "part",
    "chapter",
    "section",
    "notes",
    "bibliography",
    "appendix",
    "back",
]

#: A Roman numeral up to 99 in capitals, as headings are numbered.
ROMAN = r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
#: The lists of headings by what they are, the last that holds a heading's words decides.
_KINDS: tuple[HeadingKind, ...] = (
    "back",
    "front",
    "chapter",
    "bibliography",
    "notes",
    "abbreviations",
    "contents",
)


def fold(text: str) -> str:
    """Lower case, letters and digits only, single spaces: to compare headings with table-of-contents
    lines."""
    return re.sub(r"[\W_]+", " ", re.sub(r"['\u2019\u2018]", "", text.lower())).strip()


def _or(entries: Iterable[str]) -> str:
    """A regular expression for any of the entries."""
    return "|".join(entries)


@dataclass(frozen=True, eq=False)
class SentenceWords:
    """What a full stop does: lists in lower case but for `lettered_things`."""

    abbreviations: frozenset[str]
    closing: frozenset[str]
    number_words: frozenset[str]
    letters: frozenset[str]
    starters: frozenset[str]
    weak_starters: frozenset[str]
    lettered_things: frozenset[str]


@dataclass(frozen=True, eq=False)
class MarkerWords:
    """Which numbers call a note: words around them and the score of each case."""

    months: frozenset[str]
    locators: frozenset[str]
    locator_words: frozenset[str]
    counted: frozenset[str]
    capitals_that_close: tuple[str, ...]
    note_words: str
    """A regular expression for what a note is labelled with beside its number ("Footnote 1:")."""
    ordinal: re.Pattern[str]
    score: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class NoteWords:
    """What tells the lines of notes from running text."""

    lower_openers: frozenset[str]
    cues: frozenset[str]
    prose: frozenset[str]
    months: frozenset[str]
    open_end: re.Pattern[str]
    citation_end: re.Pattern[str]
    ordinal: re.Pattern[str]
    weight: Mapping[str, float]
    foot: Mapping[str, float]
    prose_weight: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class HeadingWords:
    """Kinds of headings by their words; keys are folded (`fold`)."""

    kinds: Mapping[str, HeadingKind]
    appendix: frozenset[str]
    closings: frozenset[str]
    spelled: tuple[str, ...]
    part: re.Pattern[str]
    chapter: re.Pattern[str]
    section: re.Pattern[str]
    numbered_by: re.Pattern[str]
    among_notes: re.Pattern[str]
    notes_to: re.Pattern[str]
    notes_to_lead: re.Pattern[str]
    owner: re.Pattern[str]
    """Whose a part is, before its name, folded ("editors preface")."""
    front_goes_on: re.Pattern[str]
    prose_front: re.Pattern[str]
    """Front matter whose sentences are read, folded."""
    labels: frozenset[str]
    """Front matter that is one paragraph ("Keywords")."""
    abstracts: frozenset[str]
    """Front matter of a page or two that may stand over an article without a heading of its own."""
    unnamed: frozenset[str]
    closing_too: frozenset[str]
    """Front matter before the first chapter, behind it a chapter's close ("Summary")."""


@dataclass(frozen=True, eq=False)
class ListWords:
    """Rubrics and entries of bibliographies."""

    entry_mark: re.Pattern[str]
    main_rubric: re.Pattern[str]


@dataclass(frozen=True, eq=False)
class TitleWords:
    """What stands on a title page beside the title."""

    institution: re.Pattern[str]
    occasion: re.Pattern[str]
    month_year: re.Pattern[str]
    imprint: re.Pattern[str]
    masthead: tuple[re.Pattern[str], ...]
    by: frozenset[str]
    by_name: re.Pattern[str]
    not_in_names: frozenset[str]
    goes_on_after: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class LineWords:
    """Words of page furniture."""

    page_number: re.Pattern[str]
    transcript_begins: re.Pattern[str]
    transcript_ends: re.Pattern[str]
    page_mark: re.Pattern[str]
    """A page's number in brackets inside a line: groups `named` ("[Pg 12]") and `bare` ("{12}")."""
    leads_to_address: re.Pattern[str]
    caption: re.Pattern[str]
    """Where a picture's caption in brackets begins."""
    side_note: re.Pattern[str]
    """A heading in the margin, whole, in a transcriber's brackets."""


@dataclass(frozen=True, eq=False)
class ReadingWords:
    """All that a language gives the reader; `pack` is where it comes from."""

    pack: LanguagePack
    sentences: SentenceWords
    markers: MarkerWords
    notes: NoteWords
    headings: HeadingWords
    lists: ListWords
    title_page: TitleWords
    lines: LineWords


@lru_cache(maxsize=8)
def reading_words(pack: LanguagePack) -> ReadingWords:
    """The reader's words of a language, from `reading.toml` of its pack."""
    data = pack.table("reading")
    return ReadingWords(
        pack,
        _sentences(data["sentences"]),
        _markers(data),
        _notes(data),
        _headings(data["headings"]),
        _lists(data["lists"]),
        _title_page(data["title_page"]),
        _lines(data["lines"]),
    )


def _lower(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(w.lower() for w in entries)


def _sentences(data: Mapping[str, list[str]]) -> SentenceWords:
    return SentenceWords(
        abbreviations=_lower(data["abbreviations"]),
        closing=_lower(data["closing_abbreviations"]),
        number_words=_lower(data["number_words"]),
        letters=_lower(data["letters"]),
        starters=_lower(data["starters"]),
        weak_starters=_lower(data["weak_starters"]),
        lettered_things=frozenset(data["lettered_things"]),
    )


def _ordinal(data: Mapping[str, Any]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_or(data['markers']['ordinals'])})\b")


def _markers(data: Mapping[str, Any]) -> MarkerWords:
    markers = data["markers"]
    return MarkerWords(
        months=_lower(data["months"]["names"]),
        locators=_lower(markers["locators"]),
        locator_words=_lower(markers["locator_words"]),
        counted=_lower(markers["counted"]),
        capitals_that_close=tuple(markers["capitals_that_close"]),
        note_words=_or(sorted(_lower(markers["note_words"]), key=len, reverse=True)),
        ordinal=_ordinal(data),
        score=data["marker_scores"],
    )


def _notes(data: Mapping[str, Any]) -> NoteWords:
    notes = data["notes"]
    pages = rf"\b(?:{_or(notes['page_words'])})\.? ?\d[\d\u2013-]*"
    return NoteWords(
        lower_openers=_lower(notes["lower_openers"]),
        cues=_lower(notes["cues"]),
        prose=_lower(notes["prose"]),
        months=_lower(data["months"]["names"]),
        open_end=re.compile(rf"(?:\b(?:{_or(notes['open_words'])}|\d{{1,2}})|[,-])\s*$"),
        citation_end=re.compile(
            rf"(?:\b\d{{4}}|{pages}|{_or(notes['closing_words'])})[.)]+\s*$|https?:\S+\s*$"
        ),
        ordinal=_ordinal(data),
        weight=data["note_weights"],
        foot=data["foot_weights"],
        prose_weight=data["prose_weights"],
    )


def _headings(data: Mapping[str, list[str]]) -> HeadingWords:
    spelled = tuple(w.lower() for w in data["spelled"])
    joined = rf"(?:{_or(data['notes_to_joined_by'])})"
    article = rf"(?:(?:{_or(data['notes_to_articles'])})\s+)?"
    words = _or(data["notes_to"])
    return HeadingWords(
        kinds={fold(w): kind for kind in _KINDS for w in data[kind]},
        appendix=_lower(data["appendix"]),
        closings=frozenset(fold(w) for w in data["closing"]),
        spelled=spelled,
        part=_numbered_word(data["part_words"], spelled),
        chapter=_numbered_word(data["chapter_words"], spelled),
        section=_numbered_word(data["section_words"], spelled),
        numbered_by=re.compile(rf"(?i)(?:{_or(data['numbered_by'])})\b"),
        among_notes=re.compile(rf"(?i)(?:{_or(data['numbered_among_notes'])})"),
        notes_to=re.compile(rf"(?:{words}) {joined} {article}(?:{_or(data['notes_to_what'])})(?!\w)"),
        notes_to_lead=re.compile(rf"(?i)^\s*(?:{words})\s+{joined}\s+{article}"),
        owner=re.compile(rf"(?:{_or(data['owners'])})s? (?=\w)"),
        front_goes_on=re.compile(rf"(?:{_or(data['prose_front'])})\w* (?:{_or(data['goes_on_with'])})\b"),
        prose_front=re.compile(rf"(?:{_or(data['prose_front'])})"),
        unnamed=frozenset(fold(w) for w in data["unnamed"]),
        closing_too=frozenset(fold(w) for w in data["closing_too"]),
        labels=frozenset(fold(w) for w in data["labels"]),
        abstracts=frozenset(fold(w) for w in data["abstracts"]),
    )


def _numbered_word(names: Iterable[str], spelled: Iterable[str]) -> re.Pattern[str]:
    """A chapter word with its number ("Chapter IV: The Road", "Part One"): the word, a number in any
    writing, the title behind it."""
    number = rf"(?i:{_or(spelled)})\b|{ROMAN}\b|[ivxlc]+\b|\d{{1,2}}\b"
    behind = r"\s*(?:[.:\u2013\u2014-]+\s*|\s+(?=[\"'\u201c\u2018(A-Z])|$)(.*)$"
    return re.compile(rf"(?i:({_or(n.lower() for n in names)}))\s+({number}){behind}", re.S)


def _lists(data: Mapping[str, list[str]]) -> ListWords:
    opened = rf"(?:{_or(data['rubric_openers'])})\b.*\b(?:{_or(data['rubric_nouns'])})\b"
    return ListWords(
        entry_mark=re.compile(rf"(?i)\b(?:{_or(data['entry_marks'])})\."),
        main_rubric=re.compile(rf"(?i){opened}|(?:{_or(data['rubric_alone'])})$"),
    )


def _title_page(data: Mapping[str, list[str]]) -> TitleWords:
    made, first = _or(data["made"]), _or(data["made_first"])
    work = rf"(?:(?:{_or(data['articles'])})\s+)?(?:[\w-]+\s+){{0,2}}?(?:{_or(data['works'])})\s+(?:{made})\b"
    return TitleWords(
        institution=re.compile(rf"(?i)\b({_or(data['institution'])})\b"),
        occasion=re.compile(rf"(?i)^{work}|^(?:{first})\s+(?:{_or(data['made_for'])})\b"),
        month_year=re.compile(rf"(?i)^(?:{_or(data['submitted'])})|^({_or(data['months'])})?\s*\d{{4}}\.?$"),
        imprint=re.compile(rf"(?i)\b(?:{_or(data['imprint'])})\b"),
        masthead=tuple(re.compile(rf"(?i)\b{m}" if m[0].isalpha() else m) for m in data["masthead"]),
        by=_lower(data["by"]),
        by_name=re.compile(rf"(?i)(?:{_or(data['by'])})\s+(\S.*)$"),
        not_in_names=frozenset(data["not_in_names"]),
        goes_on_after=tuple(data["goes_on_after"]),
    )


def _lines(data: Mapping[str, list[str]]) -> LineWords:
    lead = rf"(?:[-\u2013\u2014\[(|]\s*|(?:{_or(data['page'])})\s+)?"
    number = r"\d{1,4}|[ivxlc]{1,7}"
    named = rf"[\[({{](?:{_or(data['page_mark'])})\.?\s*(?P<named>{number})[\])}}]"
    return LineWords(
        transcript_begins=re.compile(rf"\s*(?:{_or(data['transcript_begins'])})"),
        transcript_ends=re.compile(rf"\s*(?:{_or(data['transcript_ends'])})"),
        page_mark=re.compile(rf"(?i)(?:{named}|\{{(?P<bare>{number})\}})"),
        page_number=re.compile(
            # "8  8": the layers of a printed page give it twice
            rf"(?i)\s*{lead}(\d{{1,4}}|[ivxlc]{{1,7}})(?:\s+\1)?(?:\s*[-\u2013\u2014\])|])?\s*$"
        ),
        caption=re.compile(rf"(?i)\s*\[(?:{_or(data['captions'])})\b\s*[:.\]]"),
        side_note=re.compile(rf"(?i)\[(?:{_or(data['side_notes'])})\b\s*[:.][^\[\]]{{1,400}}\]"),
        leads_to_address=re.compile(rf"(?:[,:(]|\b(?:{_or(data['leads_to_address'])}))\s*$"),
    )
