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
        value = getattr(record, f.name)
        if isinstance(value, Date):
            value = value.span
        if not isinstance(value, tuple) or not value:
            continue
        if len(value) == 2 and all(isinstance(v, int) for v in value):
            yield f.name, value
        elif all(isinstance(v, tuple) and len(v) == 2 and all(isinstance(x, int) for x in v) for v in value):
            yield from ((f.name, v) for v in value)


def check_records(judged: Iterable[Judged], text: str, footnotes: frozenset[str]) -> list[Finding]:
    """Accepted records whose spans or quotes do not fit the text (violations), or that cite a footnote which
    is no longer read (warnings)."""
    out: list[Finding] = []
    for row in judged:
        record = row.record
        wrong = [(name, s) for name, s in spans_of(record) if not 0 <= s[0] < s[1] <= len(text)]
        for name, (start, end) in wrong:
            out.append(
                _finding(
                    "violation",
                    "span/inside",
                    record,
                    f"its {name} [{start}, {end}] does not lie inside the text of {len(text)} characters. {_READ_ANEW}.",
                )
            )
        quote, own = getattr(record, "quote", ""), _quoted(record)
        if quote and own and not wrong and quote_of(text, own) != quote:
            out.append(
                _finding(
                    "violation",
                    "quote/equal",
                    record,
                    f"its quote is not what the text says at its offsets. {_READ_ANEW}.",
                )
            )
        for note in getattr(record, "footnotes", ()):
            if note not in footnotes:
                message = f"it cites footnote {note}, which the document does not have as it is read now. Correct its footnotes in the review pages."
                out.append(_finding("warning", "footnote/exists", record, message))
    return out


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
