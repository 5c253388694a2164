"""Rules about days: of documents against the sentences that rest on them, of entries against their diary, of
days that cannot be."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from regesta.extract.audit.case import Case, is_day
from regesta.extract.audit.levels import levels
from regesta.extract.audit.registry import Finding, rule
from regesta.extract.audit.words import AuditWords
from regesta.extract.notes.likeness import surname_likeness
from regesta.extract.record import Citation, Event, Span
from regesta.extract.text.dates import DateMatch, find_dates
from regesta.extract.text.folding import fold, key
from regesta.ontology.values import COLLECTIONS

#: The levels of audit.toml for these rules; what each is stands there.
LEVELS = levels("dating")
#: Kinds of event that happen to the same parties once in a month.
_SINGLE = frozenset(COLLECTIONS["event-type"]["once"])


@rule(
    "year-slip",
    "A sentence and the document cited near it have the same day and month and different years.",
    "error",
)
def year_slip(case: Case) -> Iterator[Finding]:
    """ "5 March 1945" in the text, "5 Mar 1949" in a note within a page: one of the two years is wrong,
    unless the text has both."""
    dated = [c for c in case.citations if is_day(c.fields.doc_date)]
    cited = {c.fields.doc_date for c in dated}
    for day, span in _days_with_year(case):
        near = [c for c in dated if _near(c, span) and c.fields.doc_date[5:] == day[5:]]
        if not near or day in cited:
            continue
        c = min(near, key=lambda x: abs(x.span[0] - span[0]))
        yield Finding(
            (span, *(x.span for x in near)),
            f"the text has {day}, note {c.footnote} {c.fields.doc_date}",
            evidence=("years far apart",) * _are_far_apart(day[:4], c.fields.doc_date[:4]),
        )


def _are_far_apart(one: str, other: str) -> bool:
    """Whether two years differ by more than one figure and more than a few years: no slip makes one of the
    other."""
    figures = sum(a != b for a, b in zip(one, other, strict=True))
    return bool(figures > 1 and abs(int(one) - int(other)) > LEVELS["few_years"])


def _days_with_year(case: Case) -> Iterator[tuple[str, Span]]:
    """The full days of sentences that name a year in figures."""
    for sentence in case.document.sentences:
        if re.search(r"\d{4}", case.text[sentence.spans[0][0] : sentence.spans[-1][1]]):
            yield from case.days_in(sentence)


def _near(c: Citation, span: Span) -> bool:
    return bool(abs(c.span[0] - span[0]) < LEVELS["pages"])


@rule("document-before-event", "A document is cited for something its sentence dates later.")
def document_before_event(case: Case) -> Iterator[Finding]:
    """The sentence tells one past event on one day; the only document of its note is dated earlier, by up to
    a year and a half."""
    for sentence, c in case.alone(("archival_document", "diary")):
        found = case.only_day_in(sentence)
        if found is None or not is_day(c.fields.doc_date):
            continue
        day, span = found
        if case.said.planned.search(fold(case.quoted(sentence.spans))):
            continue
        if c.fields.doc_date < day and int(day[:4]) - int(c.fields.doc_date[:4]) <= LEVELS["years"]:
            yield Finding(
                (span, c.span),
                f"the text dates it {day}; note {c.footnote} cites a document of {c.fields.doc_date}",
            )


@rule(
    "day-against-document",
    "A sentence dates a letter or telegram a few days away from the document its note cites.",
)
def day_against_document(case: Case) -> Iterator[Finding]:
    """The sentence names the sender and the sending, and one day; the only document of its note is of another
    day of the same weeks."""
    for sentence, c in case.alone():
        found = case.only_day_in(sentence)
        if found is None or not c.fields.sender or not is_day(c.fields.doc_date):
            continue
        text = fold(case.quoted(sentence.spans))
        if not case.said.wrote.search(text) or key(c.fields.sender).split()[-1] not in key(text).split():
            continue
        day, span = found
        if 0 < abs((date.fromisoformat(day) - date.fromisoformat(c.fields.doc_date)).days) <= LEVELS["days"]:
            yield Finding(
                (span, sentence.spans[0], c.span),
                f"the text has {day}, note {c.footnote} cites {c.fields.sender}'s"
                f" {c.fields.doc_kind or 'document'} of {c.fields.doc_date}",
            )


@rule("event-dated-two-ways", "One event is dated two ways in two places.")
def event_dated_two_ways(case: Case) -> Iterator[Finding]:
    """Agreements, foundings, dissolutions, elections and deaths with the same parties, dated to two days of
    one month."""
    groups: dict[tuple[str, str, frozenset[str]], dict[str, Event]] = defaultdict(dict)
    for event in case.records:
        if isinstance(event, Event) and event.date is not None and _is_single(event):
            parties = frozenset((*event.agents, *event.recipients))
            groups[event.type, event.date.edtf[:7], parties].setdefault(event.date.edtf, event)
    for (kind, _, parties), events in groups.items():
        if len(events) > 1:
            yield Finding(
                tuple(span for e in events.values() for span in _places(e)),
                f"{kind.lower()} of {', '.join(sorted(parties))} dated {' and '.join(sorted(events))}",
            )


def _is_single(event: Event) -> bool:
    """Whether an event is of a kind that happens once, asserted for one full day, its parties named."""
    if event.type not in _SINGLE or event.factuality != "asserted":
        return False
    if event.date is None or event.date.span is None or not is_day(event.date.edtf):
        return False
    parties = {*event.agents, *event.recipients}
    return len(parties) >= (2 if event.type == "Agreement" else 1)


def _places(event: Event) -> Iterator[Span]:
    """Trigger, sentence and date of an event."""
    yield event.trigger
    yield from event.spans[:1]
    if event.date is not None and event.date.span is not None:
        yield event.date.span


@rule("month-against-document", "A sentence's month lies far from the day of the document its note cites.")
def month_against_document(case: Case) -> Iterator[Finding]:
    """The sentence names one month; the only document of its note was written more than half a year before
    it."""
    for sentence, c in case.alone(("archival_document", "diary", "book", "published_document")):
        day = _document_day(case, c)
        if not is_day(day) or (c.type == "book" and not case.said.diaries.search(c.fields.title)):
            continue
        found = [
            (d.edtf[:7], span)
            for d, span in case.dates_in(sentence)
            if re.fullmatch(r"\d{4}-(?:0\d|1[0-2])(?:-\d\d)?~?", d.edtf)
        ]
        if len({month for month, _ in found}) != 1:
            continue
        month, span = found[0]
        if _months_between(day, month) > LEVELS["months"]:
            yield Finding(
                (span, c.span),
                f"the text speaks of {month}; note {c.footnote} cites a document of {day}",
            )


def _months_between(early: str, late: str) -> int:
    """Months from one date to another, by year and month alone."""
    return (int(late[:4]) - int(early[:4])) * 12 + int(late[5:7]) - int(early[5:7])


def _document_day(case: Case, c: Citation) -> str:
    """The day of a document, else the one its title names."""
    if c.fields.doc_date:
        return c.fields.doc_date
    found = [d.edtf for d in find_dates(fold(c.fields.title), case.language) if d.edtf.count("-") == 2]
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
        ranges = _ranges(text, case.said)
        owner = case.said.diary_of.match(text)
        if not ranges or owner is None:
            continue
        cited = [c for c in case.citations if c.fields.doc_date.count("-") == 2 and _of(case, c, owner[1])]
        for c in cited:
            if any(a <= c.fields.doc_date[:7] <= b for a, b in ranges):
                continue
            listed = ", ".join("/".join(r) for r in ranges)
            yield Finding(
                (c.span, entry.span, *_same_day_of_other_years(c, cited)),
                f"diary of {c.fields.doc_date}, listed for {listed}",
            )


def _same_day_of_other_years(c: Citation, cited: Sequence[Citation]) -> list[Span]:
    day = c.fields.doc_date
    return [x.span for x in cited if x.fields.doc_date[5:] == day[5:] and x.fields.doc_date != day]


def _of(case: Case, c: Citation, owner: str) -> bool:
    """Whether a citation is of a diary by somebody."""
    source = case.sources.get(c.source)
    fields = source.fields if source else c.fields
    kinds = {c.type, c.fields.doc_kind or fields.doc_kind, source.type if source else ""}
    authors = c.fields.authors or fields.authors
    return "diary" in kinds and any(
        surname_likeness(a, owner, case.alike) >= LEVELS["owner"] for a in authors
    )


def _ranges(text: str, words: AuditWords) -> list[tuple[str, str]]:
    """The spans of months in a bracket: "(Sep 1946 - Feb 1947, July, Sep 1948)"."""
    bracket = re.search(r"\(([^)]*\b(?:19|20)\d\d[^)]*)\)", text)
    if not bracket:
        return []
    out: list[tuple[str, str]] = []
    last_end = -1
    for month, start, end in _months(bracket[1], words):
        if last_end >= 0 and "," not in bracket[1][last_end:start]:
            out[-1] = (out[-1][0], month)
            # what ends a span begins none
            last_end = -1
        else:
            out.append((month, month))
            last_end = end
    return out


def _months(text: str, words: AuditWords) -> list[tuple[str, int, int]]:
    """The months of a text ("1946-09"), each with its place; one without a year has the next year behind
    it."""
    found = [
        m
        for m in re.finditer(r"\b([A-Z][a-z]{2,8})\.?,?\s*-?\s*((?:19|20)\d\d)?", text)
        if m[1] in words.months
    ]
    out: list[tuple[str, int, int]] = []
    year = ""
    for m in reversed(found):
        year = m[2] or year
        if year:
            out.append((f"{year}-{words.months[m[1]]:02d}", m.start(), m.end()))
    return out[::-1]


@rule("day-missing", "A month and year stand behind 'on': the day is missing.", "note")
def day_missing(case: Case) -> Iterator[Finding]:
    """ "on February 1946"."""
    for sentence in case.document.sentences:
        for a, b in sentence.spans:
            for m in case.said.on_month.finditer(case.text[a:b]):
                yield Finding(
                    ((a + m.start(), a + m.end()),),
                    f"'{' '.join(m.group().split())}': the day is missing, or 'in' is meant",
                )


@rule("impossible-day", "A date names a day its month does not have.", "error")
def impossible_day(case: Case) -> Iterator[Finding]:
    """ "31 June 1950"."""
    for m in case.said.full_day.finditer(case.text):
        last = calendar.monthrange(int(m[3]), case.said.months[m[2]])[1]
        if LEVELS["highest_miswritten"] >= int(m[1]) > last:
            yield Finding((m.span(),), f"{' '.join(m.group().split())}: no such day")


@rule("span-reversed", "A span of days or years ends before it begins.", "error")
def span_reversed(case: Case) -> Iterator[Finding]:
    """ "from 1950 to 1948"."""
    for sentence in case.document.sentences:
        for a, b in sentence.spans:
            text = case.text[a:b]
            found = find_dates(re.sub(r"\s", " ", fold(text)), case.language)
            for x, y in pairwise(found):
                if _is_backwards(x, y) and _is_span(text, x, y, case.said):
                    yield Finding(((a + x.start, a + y.end),), f"from {x.edtf} to {y.edtf}")


def _is_span(text: str, x: DateMatch, y: DateMatch, words: AuditWords) -> bool:
    """Whether two dates stand as "from x to y"."""
    before = text[max(0, x.start - 12) : x.start]
    return bool(words.to.fullmatch(text[x.end : y.start]) and words.from_.search(before))


def _is_backwards(x: DateMatch, y: DateMatch) -> bool:
    """Whether the second of two single dates, as exact as the first, comes before it."""
    return len(x.edtf) == len(y.edtf) and y.edtf < x.edtf and "/" not in x.edtf + y.edtf
