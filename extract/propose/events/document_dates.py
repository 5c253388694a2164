"""The date of a spoken act from the document its note cites: who "replied to Paris" on a note that cites his
telegram did so on the telegram's day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from regesta.extract.propose.events.sharing import SPOKEN
from regesta.extract.record import Citation, Date, Event, Fields, Source
from regesta.extract.text.dates import find_dates
from regesta.extract.text.languages import ENGLISH, LanguagePack

#: What was done only in the writer's words cannot be dated by the words' bearer: a plan, a denial.
_TOLD = ("asserted", "reported")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: A day, a month or a year; a document dated by an interval dates nothing that it says.
_POINT = re.compile(r"\d{4}(-\d\d){0,2}~?")


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """events_documents.toml: kinds that record a conversation, words of a name that tell nobody apart."""

    records: frozenset[str]
    no_names: frozenset[str]

    def names(self, text: str) -> frozenset[str]:
        """The words of a name that can tell it from another: without initials and small words."""
        words = re.findall(r"[^\W\d_]{2,}", text)
        return frozenset(w.lower() for w in words if w[0].isupper()) - self.no_names


@dataclass(frozen=True, slots=True)
class _Document:
    """A document as a note cites it, with its fields whole."""

    citation: Citation
    fields: Fields

    @property
    def date(self) -> str:
        """Its date (EDTF)."""
        return self.fields.doc_date


@lru_cache(maxsize=8)
def document_words(pack: LanguagePack) -> DocumentWords:
    """The words of a language."""
    table = pack.table("events_documents")
    return DocumentWords(frozenset(table["records"]), frozenset(table["no_names"]))


def dated_by_documents(
    text: str,
    events: Sequence[Event],
    citations: Iterable[Citation],
    sources: Iterable[Source],
    language: LanguagePack = ENGLISH,
) -> list[Event]:
    """The events, each undated spoken act (or meeting) with the date of the one document its notes cite for
    it; `text` is the document's raw text.

    A letter, telegram or report fits when its sender is among the act's agents, the record of a conversation
    when everybody in the act is named in its title. When the letter went to somebody else than the act ("told
    the king" by a telegram to the envoy), or several fit, the date is approximate or left out. `Date.span` is
    where the note writes the date, None when an Ibid. leaves it unsaid.
    """
    by_note = _dated_documents(citations, sources)
    out = []
    for e in events:
        documents = [x for note in e.footnotes for x in by_note.get(note, ())]
        out.append(_dated(text, e, documents, language) if e.date is None else _year_corrected(e, documents))
    return out


def _dated_documents(
    citations: Iterable[Citation], sources: Iterable[Source]
) -> Mapping[str, Sequence[_Document]]:
    """Footnote id -> the documents with a date of their own that it cites; an Ibid. takes its source's
    fields."""
    whole = {s.id: s for s in sources}
    out: dict[str, list[_Document]] = defaultdict(list)
    for c in citations:
        fields = c.fields if c.fields.doc_date or c.source not in whole else whole[c.source].fields
        if _POINT.fullmatch(fields.doc_date):
            out[c.footnote].append(_Document(c, fields))
    return out


def _year_corrected(event: Event, documents: Sequence[_Document]) -> Event:
    """The event with the year of the document its note cites for the very day, where the text names day and
    month and no year."""
    date = event.date
    if date is None or not _DAY.fullmatch(date.edtf) or not _names_no_year(date.text):
        return event
    same = {d.date for d in documents if _DAY.fullmatch(d.date) and d.date[4:] == date.edtf[4:]}
    if len(same) != 1 or date.edtf in same:
        return event
    return replace(event, date=replace(date, edtf=same.pop()))


def _names_no_year(said: str) -> bool:
    """Whether a date is written with a month's name and without a year."""
    return not re.search(r"\d{4}", said) and re.search(r"[^\W\d_]{3}", said) is not None


def _dated(text: str, event: Event, documents: Sequence[_Document], language: LanguagePack) -> Event:
    """The event with the date of the document that bears it, where all that fit agree."""
    if event.factuality not in _TOLD or event.type not in SPOKEN | {"Meeting"}:
        return event
    words = document_words(language)
    fits = [(d, how) for d in documents for how in [_fit(event, d.fields, words)] if how]
    if len({d.date.rstrip("~") for d, _ in fits}) != 1:
        return event
    document, how = max(fits, key=lambda x: x[1] == "exact")
    edtf = document.date if how == "exact" else document.date.rstrip("~") + "~"
    return replace(event, date=_written(text, document, edtf, language))


def _fit(event: Event, fields: Fields, words: DocumentWords) -> str:
    """ "exact" when the document is the act's own, "about" when it only tells of it, "" when it is
    another's."""
    if fields.doc_kind in words.records:
        return "exact" if _is_record_of(event, fields, words) else ""
    sender = words.names(fields.sender)
    if event.type not in SPOKEN or not any(words.names(a) & sender for a in event.agents):
        return ""
    recipient = words.names(fields.recipient)
    heard = any(words.names(r) & recipient for r in event.recipients)
    return "exact" if heard or not event.recipients or not fields.recipient else "about"


def _is_record_of(event: Event, fields: Fields, words: DocumentWords) -> bool:
    """Whether the record of a conversation names everybody in the act, of a meeting at least two."""
    title = words.names(fields.title)
    enough = len(event.agents) >= (2 if event.type == "Meeting" else 1)
    return enough and all(words.names(p) & title for p in (*event.agents, *event.recipients))


def _written(text: str, document: _Document, edtf: str, language: LanguagePack) -> Date:
    """The date with the words that carry it in the note."""
    start, end = document.citation.span
    found = find_dates(text[start:end], language)
    match = next((m for m in found if m.edtf == document.date), None)
    if match is None:
        return Date(edtf=edtf)
    return Date(edtf=edtf, text=match.text, span=(start + match.start, start + match.end))
