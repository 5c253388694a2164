"""The things of all documents by what they have in common, in an SQLite file that may be deleted at any
time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from types import TracebackType

from regesta.extract.across.things import Thing, Told, keys_of

_TABLES = """
CREATE TABLE IF NOT EXISTS documents(document TEXT PRIMARY KEY, stamp TEXT, year INTEGER, persons TEXT);
CREATE TABLE IF NOT EXISTS things(record TEXT PRIMARY KEY, document TEXT, data TEXT);
CREATE INDEX IF NOT EXISTS things_of ON things(document);
CREATE TABLE IF NOT EXISTS keys(key TEXT, record TEXT, document TEXT);
CREATE INDEX IF NOT EXISTS by_key ON keys(key);
CREATE INDEX IF NOT EXISTS keys_of ON keys(document);
CREATE TABLE IF NOT EXISTS pairs(
    one TEXT, other TEXT, one_document TEXT, other_document TEXT, score REAL, reason TEXT,
    PRIMARY KEY(one, other)
);
"""
Row = tuple[str, str, float, str]
#: How many things are kept in memory while those of one document are compared, some kilobytes each.
_NEAR = 4096


class AcrossIndex:
    """The index in a file; a context manager that keeps all that was put in, or nothing of it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path)
        self._db.executescript(_TABLES)
        self._told: dict[str, Told] = {}

    def __enter__(self) -> AcrossIndex:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._db.commit()
        self._db.close()

    def stamps(self) -> dict[str, str]:
        """The documents that were read, with what tells their records from others."""
        return dict(self._db.execute("SELECT document, stamp FROM documents"))

    def put(self, document: str, stamp: str, told: Told) -> None:
        """What a document has now; what it had before goes."""
        self.drop(document)
        row = (document, stamp, told.year, json.dumps(sorted(told.persons)))
        self._db.execute("INSERT INTO documents VALUES (?, ?, ?, ?)", row)
        things = ((t.record, document, t.to_json()) for t in told.things)
        self._db.executemany("INSERT OR REPLACE INTO things VALUES (?, ?, ?)", things)
        keys = ((key, t.record, document) for t in told.things for key in dict.fromkeys(keys_of(t)))
        self._db.executemany("INSERT INTO keys VALUES (?, ?, ?)", keys)

    def drop(self, document: str) -> None:
        """Forget a document."""
        self._told.pop(document, None)
        for table in ("documents", "things", "keys"):
            self._db.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
        self._db.execute(
            "DELETE FROM pairs WHERE one_document = ? OR other_document = ?", (document, document)
        )

    def told(self, document: str) -> Told:
        """The year and the persons of a document, without its things."""
        if document not in self._told:
            query = "SELECT year, persons FROM documents WHERE document = ?"
            year, persons = self._db.execute(query, (document,)).fetchone()
            self._told[document] = Told((), year, frozenset(json.loads(persons)))
        return self._told[document]

    def thing(self, record: str) -> Thing:
        """A thing by the id of its record."""
        query = "SELECT data FROM things WHERE record = ?"
        return Thing.from_json(self._db.execute(query, (record,)).fetchone()[0])

    def neighbours(self, document: str, most: int) -> Iterator[tuple[Thing, list[Thing]]]:
        """The things of a document, each with those of other documents that have a key in common; a key that
        more than `most` things have tells nothing."""
        query = """
            SELECT DISTINCT own.record, other.record FROM keys own JOIN keys other ON own.key = other.key
            WHERE own.document = ? AND other.document <> own.document
            AND (SELECT COUNT(*) FROM keys k WHERE k.key = own.key) <= ? ORDER BY own.record, other.record
        """
        near: dict[str, list[str]] = {}
        for own, other in self._db.execute(query, (document, most)):
            near.setdefault(own, []).append(other)
        thing = lru_cache(maxsize=_NEAR)(self.thing)  # what many things of a document are near to
        for own, others in near.items():
            yield thing(own), [thing(other) for other in others]

    def keep_pairs(self, document: str, pairs: Iterable[tuple[Thing, Thing, tuple[float, str]]]) -> None:
        """What is, or is certainly not, one between a document and the others."""
        rows = [(a.record, b.record, a.document, b.document, *score) for a, b, score in pairs]
        self._db.executemany("INSERT OR REPLACE INTO pairs VALUES (?, ?, ?, ?, ?, ?)", rows)

    def edges(self) -> Iterator[Row]:
        """The pairs that may be one, surest first, with how surely and why."""
        query = "SELECT one, other, score, reason FROM pairs WHERE score >= 0 ORDER BY score DESC, one, other"
        yield from self._db.execute(query)

    def against(self) -> set[tuple[str, str]]:
        """The pairs that are certainly not one, each in order of id."""
        rows = self._db.execute("SELECT one, other FROM pairs WHERE score < 0")
        return {(min(pair), max(pair)) for pair in rows}

    def documents(self) -> dict[str, str]:
        """The document of each record that may be one with another."""
        query = "SELECT one, one_document FROM pairs UNION SELECT other, other_document FROM pairs"
        return dict(self._db.execute(query))
