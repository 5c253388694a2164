"""What must hold between records and the raw text, whatever the graph says: spans lie inside it, quotes equal
it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from regesta.extract.record import Citation, Claim, Date, Decision, Event, Mention, Record, Span, quote_of
from regesta.graph.validate.finding import Finding
from regesta.review.state import Judged

_READ_ANEW = "The document's text has changed since it was judged; judge it again on the text as it is now"


def spans_of(record: Record) -> Iterator[tuple[str, Span]]:
    """Every span of a record with the name of its field."""
    for f in fields(record):
        if f.name == "other_spans":  # places of another document
            continue
        value = getattr(record, f.name)
        if isinstance(value, Date):
            value = value.span
        if _is_span(value):
            yield f.name, value
        elif isinstance(value, tuple) and value and all(map(_is_span, value)):
            yield from ((f.name, v) for v in value)


def _is_span(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(v, int) for v in value)


def check_records(judged: Iterable[Judged], text: str, footnotes: frozenset[str]) -> list[Finding]:
    """Accepted records whose spans or quotes do not fit the text (violations), or that cite a footnote which
    is no longer read (warnings)."""
    out: list[Finding] = []
    for row in judged:
        outside = [*_outside(row.record, len(text))]
        out += outside or _misquoted(row.record, text)
        out += _missing_notes(row.record, footnotes)
    return out


def _outside(record: Record, length: int) -> Iterator[Finding]:
    for name, (start, end) in spans_of(record):
        if not 0 <= start < end <= length:
            message = f"its {name} [{start}, {end}] does not lie inside the text of {length} characters."
            yield _finding("violation", "span/inside", record, f"{message} {_READ_ANEW}.")


def _misquoted(record: Record, text: str) -> Iterator[Finding]:
    quote, own = getattr(record, "quote", ""), _quoted(record)
    if quote and own and quote_of(text, own) != quote:
        message = f"its quote is not what the text says at its offsets. {_READ_ANEW}."
        yield _finding("violation", "quote/equal", record, message)


def _missing_notes(record: Record, footnotes: frozenset[str]) -> Iterator[Finding]:
    for note in getattr(record, "footnotes", ()):
        if note not in footnotes:
            message = (
                f"it cites footnote {note}, which the document does not have as it is read now. "
                "Correct its footnotes in the review pages."
            )
            yield _finding("warning", "footnote/exists", record, message)


def _quoted(record: Record) -> tuple[Span, ...]:
    if isinstance(record, Claim | Event | Decision):
        return record.spans
    return (record.span,) if isinstance(record, Citation | Mention) else ()


def _finding(severity: str, rule: str, record: Record, message: str) -> Finding:
    return Finding(
        severity="violation" if severity == "violation" else "warning",
        rule=rule,
        node=record.id,
        record=record.id,
        message=message,
    )
