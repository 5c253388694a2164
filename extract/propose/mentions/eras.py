"""Years: which a document speaks of, and whether somebody lived or something stood in them."""

from __future__ import annotations

import re

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.authority import Entry

#: The least age at which a history names somebody for what he does. Set by judgement.
ADULT = 15
#: A day in a note, "5 July 1950", "July 5, 1950". A note's bare year is mostly of a publication.
_DAY = re.compile(r"\b(?:\d{1,2}\.? [^\W\d_]{3,9}\.?,?|[^\W\d_]{3,9}\.? \d{1,2},) (1[4-9]\d\d|20[0-4]\d)\b")
_YEARS = re.compile(r"\b(1[4-9]\d\d|20[0-4]\d)\b")
_SENTENCE_YEARS = re.compile(r"\b(1[5-9]\d\d|20[0-4]\d)\b")


def era_of(text: str, tail: int) -> tuple[int, int] | None:
    """The first and last year a document speaks of, without one in `tail` of all years named at either end;
    None where it names none."""
    years = sorted(int(y) for y in _YEARS.findall(text))
    if not years:
        return None
    cut = len(years) // tail
    return years[cut], years[-1 - cut]


def years_told(annotated: AnnotatedDocument) -> tuple[int, ...]:
    """The years that a document's sentences name and those of the days that its notes give, in order of time;
    each as often as it stands there."""
    text = " ".join(s.analysed.text for s in annotated.sentences)
    document = annotated.document
    notes = (document.text[note.span[0] : note.span[1]] for note in document.footnotes)
    days = (year for note in notes for year in _DAY.findall(note))
    return tuple(sorted(int(year) for year in (*_YEARS.findall(text), *days)))


def only_year(text: str) -> int | None:
    """The one year a sentence names; None where it names none or several."""
    years = {int(y) for y in _SENTENCE_YEARS.findall(text)}
    return years.pop() if len(years) == 1 else None


def covers(entry: Entry | None, year: int) -> bool:
    """Whether an entry's dates (EDTF interval, open ends as `..`) cover a year; an entry without dates covers
    all."""
    return lives_in(entry, year, year)


def lives_in(entry: Entry | None, first: int, last: int) -> bool:
    """Whether an entry's dates meet the years first..last."""
    if entry is None or not entry.dates:
        return True
    born, gone = _bounds(entry.dates)
    return born <= last and first <= gone


def active_years(entry: Entry) -> tuple[int, int] | None:
    """The first and last year in which a person may do something: grown up and alive, else those of the table
    he stands in; None where neither is told."""
    if entry.dates:
        born, gone = _bounds(entry.dates)
        return min(born + ADULT, gone), gone
    return _bounds(entry.era) if entry.era else None


def _bounds(dates: str) -> tuple[int, int]:
    """The first and last year of an EDTF interval or date."""
    begin, _, end = dates.partition("/")
    born = int(begin[:4]) if begin[:4].isdigit() else -9999
    gone = int(end[:4]) if end[:4].isdigit() else (9999 if end else born)
    return born, gone
