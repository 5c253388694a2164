"""Whose works the notes and the bibliography of a document cite, in which note, and from which years."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.annotate.annotated import AnnotatedDocument
from regesta.extract.propose.mentions.person_names import PersonNames

if TYPE_CHECKING:
    from regesta.extract.propose.claims.lexicon import ClaimWeights
    from regesta.extract.record import Citation

#: A year of our era with four digits.
_YEAR = re.compile(r"\b(?:1\d{3}|20[0-2]\d)\b")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CAPITALISED = re.compile(r"[A-Z\u00c0-\u00dd][\w'\u2019-]+")


@dataclass(frozen=True)
class CitedWorks:
    """Folded family names of authors: `times` in how many notes each is cited, `by_note` whom each note
    cites, `years` when what is cited of each appeared; `told_until` is the year up to which the text tells,
    0 when it names none; `weights` say how near to it is of the time, and how far is long after."""

    times: Mapping[str, int]
    by_note: Mapping[str, frozenset[str]]
    years: Mapping[str, tuple[int, ...]]
    told_until: int
    weights: ClaimWeights

    def of_the_time(self, family: str) -> bool:
        """Whether everything dated that is cited of an author was written within the time told of."""
        years = self.years.get(family, ())
        return bool(years) and max(years) <= self.told_until + self.weights.of_the_time

    def long_after(self, family: str) -> bool:
        """Whether everything dated that is cited of an author was written long after the time told of."""
        years = self.years.get(family, ())
        return self.told_until > 0 and bool(years) and min(years) >= self.told_until + self.weights.long_after


def cited_works(
    annotated: AnnotatedDocument, citations: Sequence[Citation], names: PersonNames, weights: ClaimWeights
) -> CitedWorks:
    """The works that a document cites; `citations` are those found in its notes (none: notes are searched for
    names before commas)."""
    document = annotated.document
    by_note: defaultdict[str, set[str]] = defaultdict(set)
    times: Counter[str] = Counter()
    years: defaultdict[str, set[int]] = defaultdict(set)
    for note in document.footnotes:
        by_note[note.id].update(_families(names.cited(document.text[slice(*note.span)]), names))
    for citation in citations:
        authors = set(_families(citation.fields.authors, names))
        by_note[citation.footnote] |= authors
        for author in authors:
            years[author].update(_years(citation.fields.year))
    for families in by_note.values():
        times.update(families)
    for entry in document.bibliography:
        text = document.text[slice(*entry.span)]
        for author in _families(filter(None, (names.listed(text),)), names):
            times[author] = max(1, times[author])
            years[author].update(list(_years(text))[:1])
    return CitedWorks(
        times,
        {note: frozenset(found) for note, found in by_note.items()},
        {author: tuple(sorted(found)) for author, found in years.items()},
        _told_until(annotated, weights.told_share),
        weights,
    )


def in_brackets(text: str, names: PersonNames) -> frozenset[str]:
    """The folded capitalised words that a text has before a year in brackets: "(Boas 1911: 17)"."""
    dated = (m.group() for m in _BRACKETED.finditer(text) if _YEAR.search(m.group()))
    return frozenset(names.family(word) for part in dated for word in _CAPITALISED.findall(part))


def _families(authors: Iterable[str], names: PersonNames) -> Iterator[str]:
    return (names.family(author) for author in authors)


def _years(text: str) -> Iterator[int]:
    return (int(year) for year in _YEAR.findall(text))


def _told_until(annotated: AnnotatedDocument, share: float) -> int:
    """The year that a share of the years named in the sentences do not exceed; those in brackets, which
    mostly date works, are left out."""
    named = sorted(y for s in annotated.sentences for y in _years(_BRACKETED.sub("", s.doc.text)))
    return named[int(share * (len(named) - 1))] if named else 0
