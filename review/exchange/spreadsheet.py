"""Records as a table for a spreadsheet, and the table that comes back as what its reader says of them.

The file is CSV in UTF-8 with a byte-order mark, so that Excel and LibreOffice open it as it is. A cell that a
spreadsheet could take for a formula, or turn into a date of its own country's fashion, opens with an
apostrophe, which is taken off again on the way back.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from regesta.extract.record import Citation, Claim, Decision, Discrepancy, Event, Mention, Record
from regesta.review.exchange.columns import EDITABLE, ColumnError, changes_of, label_of, row_of
from regesta.review.exchange.plan import Fault, Ground, ImportFault
from regesta.review.reanchoring import anchor
from regesta.review.request import VerdictRequest
from regesta.review.state import Judged
from regesta.review.verdict import Outcome

#: What is for reading only, what may be changed, and what is for the reader's verdict.
COLUMNS: tuple[str, ...] = (
    "record",
    "kind",
    "document",
    "start",
    "quote",
    *EDITABLE,
    "notes",
    "confidence",
    "status",
    "verdict",
    "reason",
    "digest",
)
#: The verdicts a cell may hold; nothing is none.
VERDICTS: Mapping[str, Outcome] = {
    "accept": "accept",
    "reject": "reject",
    "defer": "defer",
    "comment": "comment",
    "edit": "accept",
    "yes": "accept",
    "no": "reject",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_REVIEWED = (Claim, Event, Decision, Mention, Citation)


def table(items: Iterable[Judged], texts: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """A row per record that can be reviewed, in the order given."""
    for judged in items:
        record = judged.record
        if isinstance(record, Discrepancy) or record.kind in (
            "division",
            "sentence",
            "footnote",
            "resolution",
            "identity",
        ):
            continue
        place = anchor(record)
        quote = (
            " ".join(texts[record.document][place[0] : place[1]].split())
            if place is not None
            else label_of(record)
        )
        yield {
            "record": record.id,
            "kind": record.kind,
            "document": record.document,
            "start": str(place[0]) if place is not None else "",
            "quote": quote,
            **row_of(record),
            "notes": "; ".join(
                getattr(record, "footnotes", ())
                or ([record.footnote] if isinstance(record, Citation) else [])
            ),
            "confidence": f"{record.confidence:.2f}",
            "status": judged.status,
            "verdict": "",
            "reason": "",
            "digest": record.digest(),
        }


def write(items: Iterable[Judged], texts: Mapping[str, str]) -> bytes:
    """The table as a file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in table(items, texts):
        writer.writerow({name: _guarded(name, value) for name, value in row.items()})
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _guarded(name: str, value: str) -> str:
    dangerous = value.startswith(_FORMULA) or (name == "when" and value != "")
    return f"'{value}" if dangerous else value


def read(data: bytes, ground: Ground) -> tuple[list[VerdictRequest], list[Fault]]:
    """What the rows of a file say, and the rows that cannot be understood, by their line in the file.

    Columns and rows may stand in any order, and further columns are passed over. A row says something when it
    has a verdict, or when one of its editable cells differs from the record. Errors: ImportFault when it is
    no such table.
    """
    header, rows = _rows(data)
    missing = [name for name in ("record", "verdict") if name not in header]
    if missing:
        raise ImportFault(
            f"the table has no column {' or '.join(missing)}; its first line reads {', '.join(header[:6])} "
            "... Export one with: regesta export -f csv -o table.csv"
        )
    requests: list[VerdictRequest] = []
    faults: list[Fault] = []
    for line, row in rows:
        where = f"line {line}"
        try:
            request = _request_of(where, row, ground)
        except (ColumnError, ValueError) as error:
            faults.append(Fault(where, str(error)))
            continue
        if request is not None:
            requests.append(request)
    return requests, faults


def _request_of(where: str, row: Mapping[str, str], ground: Ground) -> VerdictRequest | None:
    """What one row asks for; None when nothing.

    Errors: ValueError for a row that names no record of this workspace, or whose cells contradict each other.
    """
    name = row.get("record", "").strip()
    if not name and not any(row.values()):
        return None
    record = _record_of(name, ground)
    outcome, reason = _verdict_of(row), row.get("reason", "").strip()
    changes = changes_of(record, _settled_dates(record, row))
    if changes and outcome in ("reject", "comment"):
        raise ValueError(
            f"the row is changed ({', '.join(changes)}) and its verdict is {row['verdict'].strip().lower()}; "
            "leave the verdict empty or write accept, or undo the change"
        )
    if changes or outcome is not None:
        return VerdictRequest(
            where=where,
            outcome=outcome or "accept",
            record=record.id,
            changes=changes,
            reason=reason,
            digest=row.get("digest", "").strip(),
        )
    return VerdictRequest(where=where, outcome="comment", record=record.id, reason=reason) if reason else None


def _verdict_of(row: Mapping[str, str]) -> Outcome | None:
    """The verdict in a row's cell, None when it is empty."""
    verdict = row.get("verdict", "").strip().lower()
    if verdict and verdict not in VERDICTS:
        raise ValueError(
            f"verdict is {verdict!r}; it may be {', '.join(dict.fromkeys(VERDICTS))}, or nothing"
        )
    return VERDICTS.get(verdict)


def _record_of(name: str, ground: Ground) -> Record:
    """The record a row is about."""
    if not name:
        raise ValueError("the cell `record` is empty; it holds the id of the record that the row is about")
    judged = ground.state.items.get(ground.state.carried.get(name, name))
    if judged is None:
        raise ValueError(f"there is no record {name!r} in this workspace; it may belong to another one")
    return judged.record


def _settled_dates(record: Record, row: Mapping[str, str]) -> dict[str, str]:
    """The row with a date that a spreadsheet rewrote taken back to the record's own; one that means another
    day is refused, since day and month may have changed places."""
    out = {name: value for name, value in row.items() if name in EDITABLE}
    said = out.get("when", "").strip()
    m = _DATE.fullmatch(said)
    if m is None:
        return out
    was = row_of(record)["when"]
    a, b, year = (int(x) for x in m.groups())
    readings = {d.isoformat() for x, y in ((a, b), (b, a)) for d in [_day(year, y, x)] if d is not None}
    if was.rstrip("~?%") not in readings:
        raise ColumnError(
            f"when is {said!r}, a date as a spreadsheet writes it; type it as 1950-01-30 (the column as text)"
        )
    out["when"] = was
    return out


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _rows(data: bytes) -> tuple[Sequence[str], list[tuple[int, dict[str, str]]]]:
    text = _decoded(data)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    clean: Callable[[str], str] = lambda cell: cell[1:] if cell.startswith("'") else cell  # noqa: E731 - one line, used twice
    try:
        header = [clean(cell).strip().lower() for cell in next(reader, [])]
        rows = [
            (reader.line_num, dict(zip(header, (clean(cell) for cell in cells), strict=False)))
            for cells in reader
        ]
    except csv.Error as error:
        raise ImportFault(
            f"line {reader.line_num} is no row of a table ({error}). Save it anew as CSV."
        ) from error
    return header, rows


def _decoded(data: bytes) -> str:
    if data[:4] == b"PK\x03\x04":
        raise ImportFault(
            "this is a workbook (xlsx or ods), not CSV. In the spreadsheet choose Save as, type CSV UTF-8."
        )
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportFault("the file is not UTF-8. In the spreadsheet choose Save as, type CSV UTF-8.")
