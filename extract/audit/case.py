"""What the rules look at: the document, its citations and sources by every key, and the bibliography matched
to the sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast, get_args

from regesta.extract.audit.words import AuditWords, audit_words
from regesta.extract.notes.bibliography import Entry, read_bibliography
from regesta.extract.notes.identity import edges
from regesta.extract.notes.likeness import LikenessWords, likeness_words
from regesta.extract.notes.pairs import Cited
from regesta.extract.read.document import Document
from regesta.extract.record import Citation, CitationType, Footnote, Record, Sentence, Source, Span
from regesta.extract.text.dates import DateMatch, find_dates
from regesta.extract.text.folding import fold
from regesta.extract.text.languages import ENGLISH, LanguagePack
from regesta.extract.text.lexicon import CitationWords, citation_words

T = TypeVar("T")


@dataclass(frozen=True)
class Case:
    """A document and its records; everything derived is computed once, when first asked for.
    `read_entries` is the bibliography where it was read already."""

    document: Document
    records: tuple[Record, ...] = field(default=())
    language: LanguagePack = ENGLISH
    read_entries: tuple[Entry, ...] | None = None
    _memory: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    def remembered(self, name: str, compute: Callable[[Case], T]) -> T:
        """What `compute` says of this case, computed once; `name` tells it from what others remember."""
        if name not in self._memory:
            self._memory[name] = compute(self)
        return cast(T, self._memory[name])

    @property
    def text(self) -> str:
        """The raw text."""
        return self.document.text

    @cached_property
    def folded(self) -> str:
        """The raw text folded, character for character."""
        return fold(self.document.text)

    @property
    def words(self) -> CitationWords:
        """The words by which notes are read, and names told, in the document's language."""
        return citation_words(self.language)

    @property
    def alike(self) -> LikenessWords:
        """The words by which names and titles are compared, in the document's language."""
        return likeness_words(self.language)

    @property
    def said(self) -> AuditWords:
        """The words by which sentences, descriptions and entries are audited, in the document's language."""
        return audit_words(self.language)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """All citations in document order."""
        return tuple(sorted((r for r in self.records if isinstance(r, Citation)), key=lambda c: c.span))

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Sources by id."""
        return {r.id: r for r in self.records if isinstance(r, Source)}

    @cached_property
    def by_id(self) -> dict[str, Citation]:
        """Citations by id."""
        return {c.id: c for c in self.citations}

    @cached_property
    def by_source(self) -> dict[str, list[Citation]]:
        """Citations by the source they cite, in document order."""
        out: dict[str, list[Citation]] = defaultdict(list)
        for c in self.citations:
            out[c.source].append(c)
        return out

    @cached_property
    def by_note(self) -> dict[str, list[Citation]]:
        """Citations by footnote id."""
        out: dict[str, list[Citation]] = defaultdict(list)
        for c in self.citations:
            out[c.footnote].append(c)
        return out

    @cached_property
    def notes(self) -> dict[str, Footnote]:
        """Footnotes by id."""
        return {n.id: n for n in self.document.footnotes}

    @cached_property
    def sentences(self) -> dict[str, Sentence]:
        """Sentences by id."""
        return {s.id: s for s in self.document.sentences}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The bibliography as read."""
        if self.read_entries is not None:
            return self.read_entries
        return tuple(read_bibliography(self.document, self.language))

    @cached_property
    def listed(self) -> dict[str, list[Entry]]:
        """The bibliography's entries of each cited source, by source id."""
        out: dict[str, list[Entry]] = defaultdict(list)
        for k, used in self._matched.items():
            out[used].append(self.entries[k])
        return out

    @cached_property
    def unmatched(self) -> tuple[Entry, ...]:
        """Entries that no citation cites."""
        return tuple(e for k, e in enumerate(self.entries) if k not in self._matched)

    @cached_property
    def _matched(self) -> dict[int, str]:
        cited = [s for s in self.sources.values() if s.cited_by]
        out = self._matched_by_place(cited)
        items = [Cited(f"s:{s.id}", s.type, s.fields, 0) for s in cited]
        items += [Cited(f"e:{k}", e.reading.type, e.reading.fields, 1) for k, e in enumerate(self.entries)]
        for edge in edges(items, self.alike):
            one, other = sorted((edge.one, edge.other))
            if one.startswith("e:") and other.startswith("s:"):
                out.setdefault(int(one[2:]), other[2:])
        return out

    def _matched_by_place(self, cited: Iterable[Source]) -> dict[int, str]:
        """The entries, by number, in whose place a source says that it stands, with the source's id."""
        places = {s.in_bibliography: s for s in cited if s.in_bibliography}
        found = ((k, e, places.get(e.span)) for k, e in enumerate(self.entries))
        return {k: s.id for k, e, s in found if s is not None and _agree(e, s)}

    def spans_of(self, sentence: Sentence | None) -> tuple[Span, ...]:
        """The spans of a sentence, () for none."""
        return sentence.spans if sentence else ()

    def sentence_of(self, c: Citation) -> Sentence | None:
        """The sentence that calls the note a citation stands in."""
        note = self.notes.get(c.footnote)
        return self.sentences.get(note.sentence) if note else None

    def alone(self, types: Collection[str] = get_args(CitationType)) -> Iterator[tuple[Sentence, Citation]]:
        """The sentences whose note cites one thing only, of one of the types, with its citation."""
        for note in self.document.footnotes:
            cited = self.by_note.get(note.id, [])
            sentence = self.sentences.get(note.sentence)
            if sentence is not None and len(cited) == 1 and cited[0].type in types:
                yield sentence, cited[0]

    def dates_in(self, sentence: Sentence) -> list[tuple[DateMatch, Span]]:
        """The dates a sentence names, with the place of each in the raw text."""
        return [
            (d, (a + d.start, a + d.end))
            for a, b in sentence.spans
            for d in find_dates(re.sub(r"\s", " ", fold(self.text[a:b])), self.language)
        ]

    def days_in(self, sentence: Sentence) -> list[tuple[str, Span]]:
        """The full days a sentence names ("1950-01-30"), with the place of each in the raw text."""
        return [(d.edtf, span) for d, span in self.dates_in(sentence) if is_day(d.edtf) and not d.inferred]

    def only_day_in(self, sentence: Sentence) -> tuple[str, Span] | None:
        """The one full day of a sentence and its first place; None when it names none, or several."""
        days = self.days_in(sentence)
        return days[0] if len({day for day, _ in days}) == 1 else None

    def quoted(self, spans: Iterable[Span]) -> str:
        """The raw text at spans on one line."""
        return " ".join(" ".join(self.text[a:b] for a, b in spans).split())


def is_day(edtf: str) -> bool:
    """Whether a date is one full day."""
    return re.fullmatch(r"\d{4}-\d\d-\d\d", edtf) is not None


def _agree(entry: Entry, source: Source) -> bool:
    """Whether an entry that stands in a list of dates is the one of this source's day."""
    return not (
        entry.reading.fields.doc_date
        and source.fields.doc_date
        and entry.reading.fields.doc_date != source.fields.doc_date
    )
