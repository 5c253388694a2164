"""The date of a spoken act from the document its note cites: who "replied to Paris" on a note that cites his
telegram did so on the telegram's day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from regesta.extract.propose.events.sharing import SPOKEN
from regesta.extract.record import Citation, Date, Event, Fields, Source
from regesta.extract.text.dates import find_dates
from regesta.extract.text.languages import ENGLISH

#: What was done only in the writer's words cannot be dated by the words' bearer: a plan, a denial.
_TOLD = ("asserted", "reported")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: A day, a month or a year; a document dated by an interval dates nothing that it says.
_POINT = re.compile(r"\d{4}(-\d\d){0,2}~?")


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """data/events_documents.toml: kinds that record a conversation, words of a name that tell nobody
    apart."""

    records: frozenset[str]
    no_names: frozenset[str]


@cache
def document_words() -> DocumentWords:
    """The shipped words."""
    table = ENGLISH.table("events_documents")
    return DocumentWords(frozenset(table["records"]), frozenset(table["no_names"]))


def dated_by_documents(
    text: str, events: Sequence[Event], citations: Iterable[Citation], sources: Iterable[Source]
) -> list[Event]:
    """The events, each undated spoken act (or meeting) with the date of the one document its notes cite for
    it; `text` is the document's raw text.

    A letter, telegram or report fits when its sender is among the act's agents, the record of a conversation
    when everybody in the act is
    named in its title. When the letter went to somebody else than the act ("told the king" by a telegram to
    the envoy), or several fit, the
    date is approximate or left out. `Date.span` is where the note writes the date, None when an Ibid. leaves
    it unsaid.
    """
    by_note: dict[str, list[tuple[Citation, Fields]]] = defaultdict(list)
    whole: Mapping[str, Source] = {s.id: s for s in sources}
    for c in citations:
        fields = c.fields if c.fields.doc_date or c.source not in whole else whole[c.source].fields
        if _POINT.fullmatch(fields.doc_date):
            by_note[c.footnote].append((c, fields))
    out = []
    for e in events:
        documents = [x for note in e.footnotes for x in by_note.get(note, ())]
        out.append(_dated(text, e, documents) if e.date is None else _year_corrected(e, documents))
    return out


def _year_corrected(event: Event, documents: Sequence[tuple[Citation, Fields]]) -> Event:
    """The event with the year of the document its note cites for the very day, where the text names day and
    month and no year."""
    date = event.date
    if (
        date is None
        or not _DAY.fullmatch(date.edtf)
        or re.search(r"\d{4}", date.text)
        or not re.search(r"[^\W\d_]{3}", date.text)
    ):
        return event
    same = {
        f.doc_date for _, f in documents if _DAY.fullmatch(f.doc_date) and f.doc_date[4:] == date.edtf[4:]
    }
    return (
        replace(event, date=replace(date, edtf=same.pop()))
        if len(same) == 1 and date.edtf not in same
        else event
    )


def _dated(text: str, event: Event, documents: Sequence[tuple[Citation, Fields]]) -> Event:
    if event.factuality not in _TOLD or event.type not in SPOKEN | {"Meeting"}:
        return event
    fits = [(c, f, how) for c, f in documents for how in (_fit(event, f),) if how]
    if len({f.doc_date.rstrip("~") for _, f, _ in fits}) != 1:
        return event
    citation, fields, how = max(fits, key=lambda x: x[2] == "exact")
    edtf = fields.doc_date if how == "exact" else fields.doc_date.rstrip("~") + "~"
    return replace(event, date=_written(text, citation, fields.doc_date, edtf))


def _fit(event: Event, fields: Fields) -> str:
    """ "exact" when the document is the act's own, "about" when it only tells of it, "" when it is
    another's."""
    agents = [_names(a) for a in event.agents]
    if fields.doc_kind in document_words().records:
        title = _names(fields.title)
        people = [*agents, *(_names(r) for r in event.recipients)]
        enough = len(agents) >= 2 if event.type == "Meeting" else bool(agents)
        return "exact" if enough and all(p & title for p in people) else ""
    if event.type not in SPOKEN or not any(a & _names(fields.sender) for a in agents):
        return ""
    heard = [_names(r) for r in event.recipients]
    return (
        "exact"
        if not heard or not fields.recipient or any(h & _names(fields.recipient) for h in heard)
        else "about"
    )


def _names(text: str) -> set[str]:
    """The words of a name that can tell it from another: without initials and small words."""
    return {
        w.lower() for w in re.findall(r"[^\W\d_]{2,}", text) if w[0].isupper()
    } - document_words().no_names


def _written(text: str, citation: Citation, said: str, edtf: str) -> Date:
    """The date with the words that carry it in the note."""
    start = citation.span[0]
    match = next((m for m in find_dates(text[start : citation.span[1]]) if m.edtf == said), None)
    return (
        Date(edtf=edtf, text=match.text, span=(start + match.start, start + match.end))
        if match
        else Date(edtf=edtf)
    )
