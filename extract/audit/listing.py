"""What speaks against a work being cited and not listed, or listed and not cited: it stands there in another
form, or was misread."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from regesta.extract.audit.case import Case
from regesta.extract.audit.levels import levels
from regesta.extract.notes.bibliography import Entry
from regesta.extract.record import Citation, Source
from regesta.extract.text.folding import key

#: The levels of audit.toml for this evidence; what each is stands there.
LEVELS = levels("listing")
#: What is kept, and cited paper by paper.
_KEPT = frozenset({"archival_document", "interview", "diary"})
_WORKS = frozenset({"book", "article", "chapter", "working_paper", "thesis"})


def of_unlisted(source: Source, first: Citation, case: Case) -> Iterator[str]:
    """What speaks against a cited work not being listed."""
    if _listed_in_another_form(first, case):
        yield "listed in another form"
    if source.type in _WORKS and not source.fields.authors:
        yield "no author"
    if source.type in _WORKS and case.said.collections.search(
        f"{' '.join(source.fields.authors)} {source.fields.title}"
    ):
        yield "a thing that is kept, no work"
    if case.remembered("selective", _is_selective):
        yield "few works are listed"


def of_uncited(e: Entry, uncited: int, case: Case) -> Iterator[str]:
    """What speaks for and against an entry being cited nowhere, as `uncited` entries are."""
    text = case.remembered("text by words", Words)
    families = [_family(name) for name in e.reading.fields.authors[:1]]
    if e.reading.type in _KEPT:
        yield "a thing that is kept, no work"
    if not families:
        yield "no author"
    elif not any(map(text.places, families)):
        yield "its author stands nowhere"
    elif not any(_family(n) in families for o in _cited_entries(case) for n in o.reading.fields.authors[:1]):
        yield "its author is named in the notes"
    unmatched = len(case.unmatched) > LEVELS["uncited"] * len(case.entries)
    if unmatched and uncited > LEVELS["few_uncited"]:
        yield "many are cited nowhere"


def is_cited_by_date(e: Entry, case: Case) -> bool:
    """Whether the text or a note names an entry's first author and, soon behind, its year ("Brook 1990",
    "Brook and Dale (1990)")."""
    f = e.reading.fields
    years = re.findall(r"\d{4}", f.year or f.doc_date[:4])
    text = case.remembered("text by words", Words)
    names = (*f.authors[:1], *f.editors[:1])
    return any(text.is_followed(_family(n), year, LEVELS["behind"]) for n in names if n for year in years)


class Words:
    """The words of sentences and notes, folded, with the numbers of their places."""

    def __init__(self, case: Case) -> None:
        spans = [*(p for s in case.document.sentences for p in s.spans), *_note_spans(case)]
        self._words: list[str] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        for a, b in spans:
            for word in key(case.text[a:b]).split():
                self._places[word].append(len(self._words))
                self._words.append(word)

    def places(self, word: str) -> list[int]:
        """The numbers of a word's places, [] where it stands nowhere."""
        return self._places.get(word, [])

    def is_followed(self, word: str, other: str, reach: int) -> bool:
        """Whether another word, or one that begins with it ("1990a"), stands among so many behind a word."""
        return any(w.startswith(other) for k in self.places(word) for w in self._words[k + 1 : k + 1 + reach])


def _note_spans(case: Case) -> Iterator[tuple[int, int]]:
    for n in case.document.footnotes:
        yield from n.spans or (n.span,)


def _family(name: str) -> str:
    """The last word of a family name, folded."""
    return (key(name).split() or [""])[-1]


def _cited_entries(case: Case) -> list[Entry]:
    """The entries that some citation cites, or the text names with their year."""
    return case.remembered(
        "cited entries",
        lambda c: [
            *(e for listed in c.listed.values() for e in listed),
            *(e for e in c.unmatched if is_cited_by_date(e, c)),
        ],
    )


def _is_selective(case: Case) -> bool:
    """Whether so few of the works cited in full are listed that the list is one of some works."""
    works = [s for s in case.sources.values() if s.cited_by and s.fields.title and s.fields.authors]
    listed = sum(s.id in case.listed or s.in_bibliography is not None for s in works)
    return bool(listed < LEVELS["listed"] * len(works))


def _listed_in_another_form(c: Citation, case: Case) -> bool:
    """Whether an entry has the citation's year and a telling name besides author and title, as of an editor;
    or most longer words of its title, of which fewer are asked for where the entry has the author too."""
    f = c.fields
    words = set(key(c.quote).split())
    years = {w for w in words if re.fullmatch(r"(?:1[5-9]|20)\d\d", w)}
    title = {w for w in key(f.title).split() if len(w) >= LEVELS["letters"] and w.isalpha()}
    authors = set(map(_family, f.authors[:1]))
    known = set(key(" ".join((f.title, f.place, f.publisher, f.container, *f.authors[:1]))).split())
    names = {key(w) for w in re.findall(r"[^\W\d_a-z][\w'-]{3,}", c.quote)} - known
    share = LEVELS["most"] * len(title)

    def is_one(shelved: _Shelved) -> bool:
        if shelved.years & years and shelved.telling & names:
            return True
        short = 0 < len(title) <= LEVELS["of_title"] or bool(shelved.years & years)
        if title and short and authors & shelved.words and len(shelved.words & title) >= share:
            return True
        return bool(len(shelved.telling & title) >= max(LEVELS["of_title"], share))

    return any(map(is_one, case.remembered("telling words", _telling_words)))


class _Shelved(NamedTuple):
    """An entry's words, those of them that are longer and stand in few others, and its years."""

    words: frozenset[str]
    telling: frozenset[str]
    years: frozenset[str]


def _telling_words(case: Case) -> list[_Shelved]:
    """The words of each entry."""
    texts = [frozenset(key(case.quoted((e.span,))).split()) for e in case.entries]
    times = Counter(w for words in texts for w in words)

    def is_telling(w: str) -> bool:
        return w.isalpha() and bool(len(w) >= LEVELS["letters"] and times[w] <= LEVELS["entries"])

    return [
        _Shelved(
            words,
            frozenset(filter(is_telling, words)),
            frozenset(w[:4] for w in words if re.match(r"\d{4}", w)),
        )
        for words in texts
    ]
