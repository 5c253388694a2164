"""References in a note that open with the family name, as lists do: "Tilly, Louise. Women and Work. New York:
Holt, 1978", "Cohen, Kalman J., and Richard Cyert. Theory of the Firm"."""

from __future__ import annotations

import re
from collections.abc import Set

from regesta.extract.notes.listed_authors import Heading, heading_at
from regesta.extract.notes.stops import Parted, stop_patterns, with_commas
from regesta.extract.text.lexicon import CitationWords

_YEAR = r"(?:1[5-9]|20)\d\d"
#: A year behind the authors: "(1999). ", "1999. ".
_DATED = re.compile(rf"\((?P<bracketed>{_YEAR})[a-z]?\)[.,:]?\s+|(?P<bare>{_YEAR})[a-z]?[.,:]\s+")
#: A name that is nothing but initials.
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.[\s-]?)+")


def inverted(text: str, start: int, end: int, words: CitationWords) -> tuple[Parted, Set[str]] | None:
    """The reference at text[start:end] with its authors read, family names first, and those family names,
    casefolded; None when it opens in another manner. `text` is folded."""
    heading = heading_at(text, start, end, words)
    if not heading.names or heading.role:
        return None
    names, at = _further(text, heading, end, words)
    found = _rest(text, at, end, names, words) if _signed(heading, names, words) else None
    return (found, frozenset(f.casefold() for f in heading.families)) if found else None


def _rest(text: str, at: int, end: int, names: tuple[str, ...], words: CitationWords) -> Parted | None:
    """What follows the authors, from text[at]: a year and a title, a title that a stop ends, or stretches
    between commas with a year among them; None where it is nothing of these."""
    dated = _DATED.match(text, at, end)
    begin = dated.end() if dated else at
    if begin >= end:
        return None
    later_year = bool(re.search(_YEAR, text[begin:end]))
    if dated is None and "." not in text[at - 2 : at]:
        opens = text[begin].isupper() or text[begin] in "\"'"
        return Parted(names, "", text, begin) if opens and later_year else None
    marked = with_commas(text, begin, end, words)
    stopped = marked != text
    if not any((dated, later_year, stopped)):
        return None
    return Parted(names, "", marked, begin, _year_of(dated), stopped=stopped)


def _year_of(dated: re.Match[str] | None) -> str:
    return dated[dated.lastgroup or 0] if dated else ""


def _further(text: str, heading: Heading, end: int, words: CitationWords) -> tuple[tuple[str, ...], int]:
    """The authors, with those that stand behind the first with their given names in front, and where the rest
    begins."""
    patterns = stop_patterns(words)
    m = patterns.authors.match(text, heading.begin, end)
    if m is None or not (m["stop"] or m["year"] or m["bracketed"]):
        return heading.names, heading.begin
    further = tuple(p.strip() for p in patterns.joint.split(m["names"]) if p.strip())
    joined = patterns.joins.search(text, 0, heading.begin)
    if joined is None or not all(words.names.is_person(p) for p in further):
        return heading.names, heading.begin
    # a year behind the names is read with what follows
    dated = re.search(rf"\(?{_YEAR}", m.group())
    return heading.names + further, m.start() + dated.start() if dated else m.end()


def _signed(heading: Heading, names: tuple[str, ...], words: CitationWords) -> bool:
    """Whether every inverted name has initials or a given name that is known: "Gilbert, Divided Germany" has
    neither. Behind a family name of two words no more than one given name is written out ("Anna Holt, Ben
    Marsh" are two people)."""
    given_names = words.names.given_names
    for family, name in zip(heading.families, names, strict=False):
        given, parts = name.removesuffix(family).split(), family.split()
        if len(parts) > 1 and (parts[0].casefold() in given_names or sum(len(g) > 2 for g in given) > 1):
            return False
        initial = any(_INITIALS.fullmatch(g) for g in given)
        if given and not (initial or given[0].casefold() in given_names):
            return False
    return True
