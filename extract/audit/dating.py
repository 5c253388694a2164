"""Rules about days: of documents against the sentences that rest on them, of entries against their diary, of
days that cannot be."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from regesta.extract.audit.case import Case
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.notes.likeness import surname_likeness
from regesta.extract.record import Citation, Event, Sentence, Span
from regesta.extract.text.dates import find_dates
from regesta.extract.text.folding import fold, key

_MONTHS = {name: k for k, name in enumerate(calendar.month_name) if name} | {
    name: k for k, name in enumerate(calendar.month_abbr) if name
}


def _days(case: Case, sentence: Sentence) -> list[tuple[str, Span]]:
    """The full days a sentence names, with the span of each in the raw text."""
    out = []
    for a, b in sentence.spans:
        out += [
            (d.edtf, (a + d.start, a + d.end))
            for d in find_dates(re.sub(r"\s", " ", fold(case.text[a:b])))
            if re.fullmatch(r"\d{4}-\d\d-\d\d", d.edtf) and not d.inferred
        ]
    return out


@rule(
    "year-slip",
    "A sentence and the document cited near it have the same day and month and different years.",
    "error",
)
def year_slip(case: Case) -> Iterator[Finding]:
    """ "5 March 1945" in the text, "5 Mar 1949" in a note within a page: one of the two years is wrong,
    unless the text has both."""
    dated = [c for c in case.citations if re.fullmatch(r"\d{4}-\d\d-\d\d", c.fields.doc_date)]
    for sentence in case.document.sentences:
        if not re.search(r"\d{4}", case.text[sentence.spans[0][0] : sentence.spans[-1][1]]):
            continue
        for day, span in _days(case, sentence):
            near = [c for c in dated if abs(c.span[0] - span[0]) < 3500 and c.fields.doc_date[5:] == day[5:]]
            if near and all(c.fields.doc_date[:4] != day[:4] for c in near):
                c = min(near, key=lambda x: abs(x.span[0] - span[0]))
                if not any(x.fields.doc_date == day for x in dated):
                    yield Finding(
                        (span, *(x.span for x in near)),
                        f"the text has {day}, note {c.footnote} {c.fields.doc_date}",
                        0.85,
                    )


@rule("document-before-event", "A document is cited for something its sentence dates later.")
def document_before_event(case: Case) -> Iterator[Finding]:
    """The sentence tells one past event on one day; the only document of its note is dated earlier, by up to
    a year and a half."""
    for note in case.document.footnotes:
        cited = case.by_note.get(note.id, [])
        sentence = case.sentences.get(note.sentence)
        if len(cited) != 1 or sentence is None or cited[0].type not in ("archival_document", "diary"):
            continue
        c = cited[0]
        days = _days(case, sentence)
        if len({d for d, _ in days}) != 1 or not re.fullmatch(r"\d{4}-\d\d-\d\d", c.fields.doc_date):
            continue
        text = fold(case.quoted(sentence.spans))
        day, span = days[0]
        if re.search(
            r"\b(?:plan|would|will|scheduled|until|by the end|deadline|propos|intend|prepar|to be|should)",
            text,
        ):
            continue
        if c.fields.doc_date < day and int(day[:4]) - int(c.fields.doc_date[:4]) <= 1:
            yield Finding(
                (span, c.span),
                f"the text dates it {day}; note {note.id} cites a document of {c.fields.doc_date}",
                0.7,
            )


_WROTE = re.compile(
    r"\b(?:wrote|telegraphed|cabled|wired|reported|informed|sent|dispatched|telegram|letter|cable|report|note|message|memorandum|minuted?|noted)\b",
    re.IGNORECASE,
)


@rule(
    "day-against-document",
    "A sentence dates a letter or telegram a few days away from the document its note cites.",
)
def day_against_document(case: Case) -> Iterator[Finding]:
    """The sentence names the sender and the sending, and one day; the only document of its note is of another
    day of the same weeks."""
    for note in case.document.footnotes:
        cited = case.by_note.get(note.id, [])
        sentence = case.sentences.get(note.sentence)
        if (
            len(cited) != 1
            or sentence is None
            or not cited[0].fields.sender
            or not re.fullmatch(r"\d{4}-\d\d-\d\d", cited[0].fields.doc_date)
        ):
            continue
        c, text = cited[0], fold(case.quoted(sentence.spans))
        days = _days(case, sentence)
        if (
            len({d for d, _ in days}) != 1
            or not _WROTE.search(text)
            or key(c.fields.sender).split()[-1] not in key(text).split()
        ):
            continue
        day, span = days[0]
        gap = abs((date.fromisoformat(day) - date.fromisoformat(c.fields.doc_date)).days)
        if 0 < gap <= 14:
            yield Finding(
                (span, sentence.spans[0], c.span),
                f"the text has {day}, note {note.id} cites {c.fields.sender}'s {c.fields.doc_kind or 'document'} of {c.fields.doc_date}",
                0.7,
            )


@rule("event-dated-two-ways", "One event is dated two ways in two places.")
def event_dated_two_ways(case: Case) -> Iterator[Finding]:
    """Agreements, foundings, dissolutions, elections and deaths with the same parties, dated to two days of
    one month."""
    single = {"Agreement", "Founding", "Dissolution", "Election", "Death"}
    groups: dict[tuple[str, str, frozenset[str]], dict[str, Event]] = defaultdict(dict)
    for record in case.records:
        if (
            isinstance(record, Event)
            and record.type in single
            and record.factuality == "asserted"
            and record.date is not None
            and record.date.span is not None
        ):
            parties = frozenset((*record.agents, *record.recipients))
            if re.fullmatch(r"\d{4}-\d\d-\d\d", record.date.edtf) and len(parties) >= (
                2 if record.type == "Agreement" else 1
            ):
                groups[record.type, record.date.edtf[:7], parties].setdefault(record.date.edtf, record)
    for (kind, _, parties), events in groups.items():
        if len(events) > 1:
            spans = tuple(
                span
                for e in events.values()
                for span in (e.trigger, *e.spans[:1], *((e.date.span,) if e.date and e.date.span else ()))
            )
            yield Finding(
                spans,
                f"{kind.lower()} of {', '.join(sorted(parties))} dated {' and '.join(sorted(events))}",
                0.6,
            )


@rule("month-against-document", "A sentence's month lies far from the day of the document its note cites.")
def month_against_document(case: Case) -> Iterator[Finding]:
    """The sentence names one month; the only document of its note was written more than half a year before
    it."""
    for note in case.document.footnotes:
        cited = case.by_note.get(note.id, [])
        sentence = case.sentences.get(note.sentence)
        if (
            len(cited) != 1
            or sentence is None
            or cited[0].type not in ("archival_document", "diary", "book", "published_document")
        ):
            continue
        c = cited[0]
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", _doc_day(c)) or (
            c.type == "book" and not re.search(r"diary", c.fields.title, re.I)
        ):
            continue
        found = []
        for a, b in sentence.spans:
            found += [
                (d.edtf, (a + d.start, a + d.end))
                for d in find_dates(re.sub(r"\s", " ", fold(case.text[a:b])))
                if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?~?", d.edtf)
            ]
        if len({d[:7] for d, _ in found}) != 1:
            continue
        month, span = found[0][0][:7], found[0][1]
        gap = (int(month[:4]) - int(_doc_day(c)[:4])) * 12 + int(month[5:7]) - int(_doc_day(c)[5:7])
        if gap > 6:
            yield Finding(
                (span, c.span),
                f"the text speaks of {month}; note {note.id} cites a document of {_doc_day(c)}",
                0.65,
            )


def _doc_day(c: Citation) -> str:
    if c.fields.doc_date:
        return c.fields.doc_date
    found = [d.edtf for d in find_dates(fold(c.fields.title)) if d.edtf.count("-") == 2]
    return found[0] if found else ""


@rule(
    "outside-the-series",
    "A diary is cited for a day outside the spans that the bibliography lists of it.",
    "error",
)
def outside_the_series(case: Case) -> Iterator[Finding]:
    """The bibliography gives a diary with the months it covers; the day cited lies in none. The same day of
    another year is given when cited."""
    for entry in case.entries:
        text = re.sub(r"\s+", " ", fold(case.text[entry.span[0] : entry.span[1]]))
        ranges = _ranges(text)
        owner = re.match(r"(?:The )?([A-Z][\w-]+?)(?:'s|s)? diar", text)
        if not ranges or owner is None:
            continue
        entries = [
            c for c in case.citations if c.fields.doc_date.count("-") == 2 and _of(case, c, owner.group(1))
        ]
        for c in entries:
            month = c.fields.doc_date[:7]
            if not any(a <= month <= b for a, b in ranges):
                others = [
                    x.span
                    for x in entries
                    if x.fields.doc_date[5:] == c.fields.doc_date[5:]
                    and x.fields.doc_date != c.fields.doc_date
                ]
                listed = ", ".join("/".join(r) for r in ranges)
                yield Finding(
                    (c.span, entry.span, *others), f"diary of {c.fields.doc_date}, listed for {listed}", 0.9
                )


def _of(case: Case, c: Citation, owner: str) -> bool:
    source = case.sources.get(c.source)
    authors = c.fields.authors or (source.fields.authors if source else ())
    kind = c.fields.doc_kind or (source.fields.doc_kind if source else "")
    return (c.type == "diary" or kind == "diary" or (source is not None and source.type == "diary")) and any(
        surname_likeness(a, owner, case.alike) >= 0.9 for a in authors
    )


def _ranges(text: str) -> list[tuple[str, str]]:
    """The spans of months in a bracket: "(Sep 1946 - Feb 1947, July, Sep 1948)"; a month without year takes
    the next year behind it."""
    bracket = re.search(r"\(([^)]*\b(?:19|20)\d\d[^)]*)\)", text)
    if not bracket:
        return []
    months = [
        (m.group(1), m.group(2), m.start(), m.end())
        for m in re.finditer(r"\b([A-Z][a-z]{2,8})\.?,?\s*-?\s*((?:19|20)\d\d)?", bracket.group(1))
        if m.group(1) in _MONTHS
    ]
    points: list[tuple[str, int, int]] = []
    year = ""
    for name, own, start, end in reversed(months):
        year = own or year
        if year:
            points.append((f"{year}-{_MONTHS[name]:02d}", start, end))
    points.reverse()
    out: list[tuple[str, str]] = []
    k = 0
    while k < len(points):
        between = bracket.group(1)[points[k][2] : points[k + 1][1]] if k + 1 < len(points) else ","
        if k + 1 < len(points) and "," not in between:
            out.append((points[k][0], points[k + 1][0]))
            k += 2
        else:
            out.append((points[k][0], points[k][0]))
            k += 1
    return out


@rule("day-missing", "A month and year stand behind 'on': the day is missing.", "note")
def day_missing(case: Case) -> Iterator[Finding]:
    """ "on February 1946"."""
    names = "|".join(m for m in calendar.month_name if m)
    for sentence in case.document.sentences:
        for a, b in sentence.spans:
            for m in re.finditer(rf"\bon\s+(?:{names})\s+(?:19|20)\d\d\b", case.text[a:b]):
                yield Finding(
                    ((a + m.start(), a + m.end()),),
                    f"'{' '.join(m.group().split())}': the day is missing, or 'in' is meant",
                    0.9,
                )


@rule("impossible-day", "A date names a day its month does not have.", "error")
def impossible_day(case: Case) -> Iterator[Finding]:
    """ "31 June 1950"."""
    names = "|".join(_MONTHS)
    for m in re.finditer(rf"(?<!\d)(\d{{1,2}})\s+({names})\.?,?\s+((?:19|20)\d\d)", case.text):
        if 39 >= int(m.group(1)) > calendar.monthrange(int(m.group(3)), _MONTHS[m.group(2)])[1]:
            yield Finding((m.span(),), f"{' '.join(m.group().split())}: no such day", 0.95)


@rule("span-reversed", "A span of days or years ends before it begins.", "error")
def span_reversed(case: Case) -> Iterator[Finding]:
    """ "from 1950 to 1948"."""
    for sentence in case.document.sentences:
        for a, b in sentence.spans:
            found = find_dates(re.sub(r"\s", " ", fold(case.text[a:b])))
            for x, y in pairwise(found):
                between = case.text[a + x.end : a + y.start]
                before = case.text[max(0, a + x.start - 12) : a + x.start]
                if (
                    re.fullmatch(r"\s+to\s+", between)
                    and re.search(r"\bfrom\s+$", before)
                    and len(x.edtf) == len(y.edtf)
                    and y.edtf < x.edtf
                    and "/" not in x.edtf + y.edtf
                ):
                    yield Finding(((a + x.start, a + y.end),), f"from {x.edtf} to {y.edtf}", 0.9)
