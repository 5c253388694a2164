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
    if not heading.names or heading.role or heading.begin >= end:
        return None
    names, begin = _further(text, heading, end, words)
    dated = _DATED.match(text, begin, end)
    stopped = "." in text[begin - 2 : begin] or dated is not None
    year = (dated["bracketed"] or dated["bare"]) if dated else ""
    begin = dated.end() if dated else begin
    if begin >= end or not _signed(heading, names, words):
        return None
    families = frozenset(f.casefold() for f in heading.families)
    if stopped:
        marked = with_commas(text, begin, end, words)
        if marked == text and not dated and not re.search(_YEAR, text[begin:end]):
            return None
        return Parted(names, "", marked, begin, year, stopped=marked != text), families
    if not (re.search(_YEAR, text[begin:end]) and re.match(r"[^\W\d_a-z\"']|[\"']", text[begin])):
        return None
    return Parted(names, "", text, begin), families


def _further(text: str, heading: Heading, end: int, words: CitationWords) -> tuple[tuple[str, ...], int]:
    """The authors with those behind the first that have their given names first, and where the rest begins."""
    m = stop_patterns(words).authors.match(text, heading.begin, end)
    joined = stop_patterns(words).joins.search(text, 0, heading.begin)
    if m is None or joined is None or not (m["stop"] or m["year"] or m["bracketed"]):
        return heading.names, heading.begin
    further = tuple(p.strip() for p in stop_patterns(words).joint.split(m["names"]) if p.strip())
    if not all(words.names.is_person(p) for p in further):
        return heading.names, heading.begin
    year = m.start("year") if m["year"] else m.start("bracketed") - 1 if m["bracketed"] else m.end()
    return heading.names + further, year


def _signed(heading: Heading, names: tuple[str, ...], words: CitationWords) -> bool:
    """Whether every inverted name has initials or a given name that is known: "Gilbert, Divided Germany" has
    neither. Behind a family name of two words no more than one given name is written out ("Anna Holt, Ben
    Marsh" are two people)."""
    given_names = words.names.given_names
    for family, name in zip(heading.families, names, strict=False):
        given, parts = name.removesuffix(family).split(), family.split()
        if len(parts) > 1 and (parts[0].casefold() in given_names or sum(len(g) > 2 for g in given) > 1):
            return False
        if given and not (_INITIALS.match(given[0]) or given[0].casefold() in given_names):
            return False
    return True
