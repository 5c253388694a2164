"""The dates of consecutive sentences: each lends its year and its last full date to those that follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, repeat

from regesta.extract.text.dates.edtf import year_in
from regesta.extract.text.dates.grammar import DateMatch, dates_in, only_named
from regesta.extract.text.dates.relative import resolve_relative
from regesta.extract.text.dates.words import DateWords

_YEAR = re.compile(r"\d{4}~?")
_YEAR_OR_MONTH = re.compile(r"\d{4}(-\d\d)?~?")
_MONTH_OR_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?~?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class StoryTime:
    """Where the story stands: its year, and the last month or day it named (EDTF)."""

    year: int | None = None
    anchor: str | None = None


def dates_of_sentences(
    texts: Iterable[str], words: DateWords, year: int | None = None, notes: Iterable[str] = ()
) -> Iterator[list[DateMatch]]:
    """The dates of each text in turn, relative dates included; `year` is the story's at its beginning.

    `notes`: for each text what its notes say. A day without a year has the year in which they date the same
    day: of "on 31 July he wrote" and a letter of 31 July 1956.
    """
    now = StoryTime(year)
    for text, note in zip(texts, chain(notes, repeat("")), strict=False):
        found = _dated_by(note, dates_in(text, words, now.year), words)
        counted = resolve_relative(text, words, now.anchor, found)
        found = [d for d in found if not any(_takes_in(m, d) for m in counted)]
        relative = [m for m in counted if not any(m.start < d.end and d.start < m.end for d in found)]
        yield sorted([*found, *relative], key=lambda m: m.start)
        now = _moved_on(now, text, found, relative, words)


def _dated_by(note: str, found: list[DateMatch], words: DateWords) -> list[DateMatch]:
    """The dates of a text, those whose year was lent in the year that a note gives for that day."""
    if not note or not any(m.inferred and _DAY.fullmatch(m.edtf) for m in found):
        return found
    given = {m.edtf[4:]: m.edtf for m in dates_in(note, words) if not m.inferred and _DAY.fullmatch(m.edtf)}
    return [replace(m, edtf=given[m.edtf[4:]]) if m.inferred and m.edtf[4:] in given else m for m in found]


def _takes_in(whole: DateMatch, part: DateMatch) -> bool:
    """Whether a date that is counted has another's words in it: "in July of the next year"."""
    return part.inferred and whole.start <= part.start and part.end < whole.end


def _moved_on(
    now: StoryTime,
    text: str,
    found: Sequence[DateMatch],
    relative: Sequence[DateMatch],
    words: DateWords,
) -> StoryTime:
    """The story's time after a sentence.

    A relative date looks aside ("two years later he fell"); only what is said outright moves the story, and
    the one relative date a sentence without others begins with ("The next day ...").
    """
    for m in found:
        if not _is_aside(text, m, now.year, words):
            anchor = m.edtf if _MONTH_OR_DAY.fullmatch(m.edtf) else now.anchor
            now = StoryTime(year_in(m.edtf) or now.year, anchor)
    day = "" if found else _opening_day(relative, words)
    return StoryTime(now.year, day) if day > (now.anchor or "") else now


def _opening_day(relative: Sequence[DateMatch], words: DateWords) -> str:
    """The day that a sentence's one relative date names at its beginning, else ""."""
    if len(relative) != 1 or relative[0].start > words.opens:
        return ""
    return relative[0].edtf if _DAY.fullmatch(relative[0].edtf) else ""


def _is_aside(text: str, match: DateMatch, story: int | None, words: DateWords) -> bool:
    """Whether a date tells of papers, archives, books or research ("the archives, opened in 2004, show"),
    only names something or looks far back ("as in 1215"), and is not of the story's own time."""
    found = year_in(match.edtf)
    if found is None:
        return False
    before = text[max(0, match.start - words.aside_reach) : match.start]
    after_verb = words.aside_verb_before.search(before) is not None
    if story is None:
        return after_verb
    year = _YEAR.fullmatch(match.edtf) is not None
    if (year and story - found > words.aside_back) or _only_names(text, match, words):
        return True
    late = found - story > words.aside_distance
    of_papers = words.aside_noun.search(text) is not None
    return (year or late or of_papers) if after_verb else (late and of_papers)


def _only_names(text: str, match: DateMatch, words: DateWords) -> bool:
    """Whether a year or a month, which a day is not, names something instead of dating it."""
    return _YEAR_OR_MONTH.fullmatch(match.edtf) is not None and only_named(text, match.start, words)
