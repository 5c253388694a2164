"""The roll: the rows of the queue in memory, each order sorted once, so that a page costs one pass over them and a verdict one row."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from regesta.review.state import Status

Order = Literal["document", "uncertain", "connected", "disputed", "discrepancy", "learned"]
ORDERS: tuple[str, ...] = get_args(Order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the queue; `start` is the raw offset, -1 for what stands in no one place."""

    id: str
    kind: str
    document: str
    start: int
    confidence: float
    status: Status
    degree: int
    disputed: bool
    changed: bool
    troubled: bool
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A filter of the queue; empty means any. `words` is searched in labels and quotes (SQLite FTS5, prefix match on every word)."""

    kind: str = ""
    status: str = "candidate"
    document: str = ""
    words: str = ""
    least: float = 0.0
    order: Order = "document"


class Roll:
    """Rows by id. Methods may be called from several threads."""

    def __init__(self, rows: Iterable[Row], learned: Mapping[str, float]) -> None:
        """`learned` is what the ranker thinks of each record, 0..1."""
        self._guard = threading.RLock()
        self._rows = {r.id: r for r in rows}
        self._learned = dict(learned)
        self._counts = Counter((r.document, r.kind, r.status) for r in self._rows.values())
        self._sorted: dict[str, list[str]] = {}

    def __getitem__(self, record: str) -> Row:
        return self._rows[record]

    def put(self, row: Row) -> None:
        """A row is new or has changed."""
        with self._guard:
            known = self._rows.get(row.id)
            if known is not None:
                self._counts[(known.document, known.kind, known.status)] -= 1
            self._counts[(row.document, row.kind, row.status)] += 1
            self._rows[row.id] = row
            self._learned.setdefault(row.id, row.confidence)
            if known is None or _place(known) != _place(row) or known.degree != row.degree or known.confidence != row.confidence:
                self._sorted.clear()

    def drop(self, record: str) -> None:
        """A record leaves the queue."""
        with self._guard:
            known = self._rows.pop(record, None)
            if known is not None:
                self._counts[(known.document, known.kind, known.status)] -= 1

    def ids(self, wanted: Wanted, found: Collection[str] | None = None) -> list[str]:
        """The ids under a filter, in its order; `found` holds those that have the wanted words, None when none are wanted."""
        with self._guard:
            rows = self._rows
            out = [r for i in self._in_order(wanted.order) if (r := rows.get(i)) is not None]
        if wanted.status == "changed":
            out = [r for r in out if r.changed]
        elif wanted.status:
            out = [r for r in out if r.status == wanted.status]
        for name in ("kind", "document"):
            if value := getattr(wanted, name):
                out = [r for r in out if getattr(r, name) == value]
        if wanted.least:
            out = [r for r in out if r.confidence >= wanted.least]
        if wanted.order == "disputed":
            out = [r for r in out if r.disputed]
        if wanted.order == "discrepancy":
            out = [r for r in out if r.troubled]
        return [r.id for r in out if found is None or r.id in found]

    def progress(self) -> dict[tuple[str, str], dict[str, int]]:
        """How many records stand where: (document, kind) -> status -> number."""
        out: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        with self._guard:
            for (document, kind, status), number in self._counts.items():
                if number:
                    out[(document, kind)][status] = number
        return dict(out)

    def _in_order(self, order: Order) -> list[str]:
        name = order if order in ("uncertain", "connected", "learned") else "document"
        if name not in self._sorted:
            keys: Mapping[str, Callable[[Row], Any]] = {
                "uncertain": lambda r: (abs(r.confidence - 0.5), _place(r)),
                "connected": lambda r: (-r.degree, _place(r)),
                "learned": lambda r: (-self._learned.get(r.id, 0.0), _place(r)),
                "document": lambda r: (r.start < 0, _place(r)),
            }
            self._sorted[name] = [r.id for r in sorted(self._rows.values(), key=keys[name])]
        return self._sorted[name]


def _place(row: Row) -> tuple[str, int, str]:
    return row.document, row.start, row.id
