"""The index: the rows of the queue in memory as columns, each order sorted when first wanted, so that a page
costs some vector masks and a verdict one row."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar, get_args

import numpy as np
import numpy.typing as npt

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


#: What is judged in one go, by name: what is stated first, then who is named, then the apparatus, then what
#: is one in several documents.
PASSES: Mapping[str, tuple[str, ...]] = {
    "statements": ("claim", "position", "decision", "event"),
    "names": ("actor", "mention", "link"),
    "apparatus": ("citation", "resolution", "identity", "source", "discrepancy"),
    "across": ("identity across",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A filter of the queue; empty means any. `kind` may name one of the `PASSES`; `words` is searched in
    labels and quotes (SQLite FTS5, prefix match on every word)."""

    kind: str = ""
    status: str = "candidate"
    document: str = ""
    words: str = ""
    least: float = 0.0
    order: Order = "document"


Places = npt.NDArray[np.int64]
_Scalar = TypeVar("_Scalar", bound=np.generic)
_FLAGS = ("disputed", "changed", "troubled")


class QueueIndex:
    """Rows by id. Methods may be called from several threads."""

    def __init__(self, rows: Iterable[Row], learned: Mapping[str, float]) -> None:
        """`learned` is what the ranker thinks of each record, 0..1."""
        self._guard = threading.RLock()
        self._learned = dict(learned)
        self._fill({r.id: r for r in rows})
        self._counts = Counter((r.document, r.kind, r.status) for r in self._rows.values())

    def _fill(self, rows: dict[str, Row]) -> None:
        """The columns anew: a row's place in them is its rank by document, offset and id."""
        self._rows = rows
        ranked = sorted(rows.values(), key=lambda r: (r.document, r.start, r.id))
        self._ids = [r.id for r in ranked]
        self._at = {name: n for n, name in enumerate(self._ids)}
        self._codes: dict[str, int] = {}
        self._text = {name: self._coded(ranked, name) for name in ("kind", "document", "status")}
        self._flag = {name: _column(ranked, name, np.bool_) for name in _FLAGS}
        self._start = _column(ranked, "start", np.int64)
        self._confidence = _column(ranked, "confidence", np.float64)
        self._degree = _column(ranked, "degree", np.int64)
        self._rank = np.array([self._learned.get(r.id, r.confidence) for r in ranked], np.float64)
        self._there = np.ones(len(ranked), bool)
        self._sorted: dict[str, Places] = {}

    def _coded(self, rows: Iterable[Row], name: str) -> Places:
        """A column of words, each word as its number."""
        return np.array([self._code(getattr(r, name)) for r in rows], np.int64)

    def _code(self, word: str) -> int:
        return self._codes.setdefault(word, len(self._codes))

    def __getitem__(self, record: str) -> Row:
        return self._rows[record]

    def get(self, record: str) -> Row | None:
        """The row of that id, None when there is none."""
        return self._rows.get(record)

    def __contains__(self, record: str) -> bool:
        return record in self._rows

    def all_ids(self) -> list[str]:
        """The ids of all rows."""
        return list(self._rows)

    def learned(self, record: str, default: float) -> float:
        """What the ranker thinks of a record, 0..1."""
        return self._learned.get(record, default)

    def put(self, row: Row) -> None:
        """A row is new or has changed."""
        with self._guard:
            known = self._rows.get(row.id)
            if known is not None:
                self._counts[(known.document, known.kind, known.status)] -= 1
            self._counts[(row.document, row.kind, row.status)] += 1
            self._learned.setdefault(row.id, row.confidence)
            if known is None or (known.document, known.start) != (row.document, row.start):
                self._fill({**self._rows, row.id: row})
                return
            self._rows[row.id] = row
            n = self._at[row.id]
            for name, codes in self._text.items():
                codes[n] = self._code(getattr(row, name))
            for name, flags in self._flag.items():
                flags[n] = getattr(row, name)
            self._confidence[n], self._degree[n] = row.confidence, row.degree
            if known.confidence != row.confidence:
                self._sorted.pop("uncertain", None)
            if known.degree != row.degree:
                self._sorted.pop("connected", None)

    def drop(self, record: str) -> None:
        """A record leaves the queue."""
        with self._guard:
            known = self._rows.pop(record, None)
            if known is not None:
                self._counts[(known.document, known.kind, known.status)] -= 1
                self._there[self._at[record]] = False

    def learn(self, scores: Mapping[str, float]) -> None:
        """What the ranker thinks now, for the records it speaks of."""
        with self._guard:
            self._learned.update(scores)
            for name, score in scores.items():
                if (n := self._at.get(name)) is not None:
                    self._rank[n] = score
            self._sorted.pop("learned", None)

    def places(self, wanted: Wanted, found: Collection[str] | None = None) -> Places:
        """The places of the rows under a filter, in its order; `found` holds the ids that have the wanted
        words, None when none are wanted."""
        with self._guard:
            keep = self._there.copy()
            if wanted.kind:
                kinds = PASSES.get(wanted.kind, (wanted.kind,))
                keep &= np.isin(self._text["kind"], [self._codes.get(kind, -1) for kind in kinds])
            for name, value in (
                ("document", wanted.document),
                ("status", "" if wanted.status == "changed" else wanted.status),
            ):
                if value:
                    keep &= self._text[name] == self._codes.get(value, -1)
            for flag, asked in (
                ("changed", wanted.status == "changed"),
                ("disputed", wanted.order == "disputed"),
                ("troubled", wanted.order == "discrepancy"),
            ):
                if asked:
                    keep &= self._flag[flag]
            if wanted.least:
                keep &= self._confidence >= wanted.least
            if found is not None:
                have = np.zeros(len(keep), bool)
                have[[n for i in found if (n := self._at.get(i)) is not None]] = True
                keep &= have
            order = self._in_order(wanted.order)
            return order[keep[order]]

    def ids(self, wanted: Wanted, found: Collection[str] | None = None) -> list[str]:
        """The ids under a filter, in its order."""
        with self._guard:
            return [self._ids[n] for n in self.places(wanted, found)]

    def page(
        self, wanted: Wanted, found: Collection[str] | None, offset: int, limit: int
    ) -> tuple[list[Row], int]:
        """`limit` rows from `offset` on, and how many there are."""
        with self._guard:
            places = self.places(wanted, found)
            return [self._rows[self._ids[n]] for n in places[offset : offset + limit]], len(places)

    def around(
        self, wanted: Wanted, found: Collection[str] | None, record: str
    ) -> tuple[str | None, str | None, int, int]:
        """What stands before and after a record, its place from 1 (0 when it is not in the filter), and how
        many there are."""
        with self._guard:
            places = self.places(wanted, found)
            here = self._at.get(record, -1) if record in self._rows else -1
            at = np.flatnonzero(places == here)
            if len(at):
                n = int(at[0])
                return self._name(places, n - 1), self._name(places, n + 1), n + 1, len(places)
            everything = self.places(
                Wanted(
                    kind=wanted.kind,
                    status="",
                    document=wanted.document,
                    least=wanted.least,
                    order=wanted.order,
                )
            )
            spot = np.flatnonzero(everything == here)
            if not len(spot):
                return None, self._name(places, 0), 0, len(places)
            turn = np.empty(len(self._ids), np.int64)
            turn[everything] = np.arange(len(everything))
            n = int(np.searchsorted(turn[places], spot[0]))
            return self._name(places, n - 1), self._name(places, n), 0, len(places)

    def _name(self, places: Places, n: int) -> str | None:
        return self._ids[places[n]] if 0 <= n < len(places) else None

    def progress(self) -> dict[tuple[str, str], dict[str, int]]:
        """How many records stand where: (document, kind) -> status -> number."""
        out: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        with self._guard:
            for (document, kind, status), number in self._counts.items():
                if number:
                    out[(document, kind)][status] = number
        return dict(out)

    def _in_order(self, order: Order) -> Places:
        name = order if order in ("uncertain", "connected", "learned") else "document"
        if name not in self._sorted:
            keys: Mapping[str, npt.NDArray[Any]] = {
                "uncertain": np.abs(self._confidence - 0.5),
                "connected": -self._degree,
                "learned": -self._rank,
                "document": self._start < 0,
            }
            self._sorted[name] = np.argsort(keys[name], kind="stable").astype(np.int64)
        return self._sorted[name]


def _column(rows: Iterable[Row], name: str, dtype: type[_Scalar]) -> npt.NDArray[_Scalar]:
    """One field of the rows as a column."""
    return np.array([getattr(r, name) for r in rows], dtype)
