"""The candidate records of a team's documents, kept in PostgreSQL: one row a record, so that one extraction
serves every server."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regesta.extract.database.connection import Database
from regesta.extract.record_files import kind_of, lines_of, read_once, records_of

if TYPE_CHECKING:
    from regesta.extract.database.connection import Cursor
    from regesta.extract.record import Record


@dataclass(frozen=True, slots=True)
class RecordTable:
    """The records in the tables of a database. A record store: see `RecordStore`."""

    database: Database

    def read(self, document: str, kinds: Container[str] = ()) -> list[Record]:
        """See `RecordStore.read`; records of other kinds are not fetched."""
        if kinds:
            wanted = [kind for kind in self._kinds(document) if kind in kinds or not kind]
            return records_of(self._told(document, wanted), kinds)
        stamp = self.stamps([document]).get(document)
        place = (self.database.address, document)
        return read_once(place, stamp, lambda: self.lines(document)) if stamp else []

    def write(self, document: str, records: Iterable[Record]) -> None:
        """See `RecordStore.write`; others read the old ones until all of the new are there."""
        lines = list(lines_of(records))
        data = "".join(lines).encode("utf-8")
        digest, size = hashlib.sha256(data).hexdigest(), len(data)

        def replace(cursor: Cursor) -> None:
            said = self.database.said
            cursor.execute(  # two who extract the same document: the second waits here
                said(
                    "INSERT INTO {}.extraction (document, digest, size) VALUES (%s, %s, %s) ON CONFLICT "
                    "(document) DO UPDATE SET digest = excluded.digest, size = excluded.size, "
                    "made = excluded.made"
                ),
                [document, digest, size],
            )
            cursor.execute(said("DELETE FROM {}.record WHERE document = %s"), [document])
            rows = said("COPY {}.record (document, number, kind, line) FROM STDIN")
            with cursor.copy(rows) as copied:
                for number, line in enumerate(lines, 1):
                    copied.write_row((document, number, kind_of(line), line.removesuffix("\n")))

        self.database.run(replace)

    def lines(self, document: str) -> bytes:
        """See `RecordStore.lines`."""
        return "".join(line + "\n" for line in self._told(document)).encode("utf-8")

    def stamps(self, documents: Sequence[str]) -> Mapping[str, Hashable]:
        """See `RecordStore.stamps`: the digests."""
        return self.digests(documents)

    def digests(self, documents: Sequence[str]) -> Mapping[str, str]:
        """See `RecordStore.digests`."""
        wanted = list(documents)
        told = "SELECT document, digest FROM {}.extraction WHERE document = ANY(%s)"
        return dict(self.database.rows(told, [wanted]))

    def sizes(self, documents: Sequence[str]) -> Mapping[str, int]:
        """See `RecordStore.sizes`."""
        told = "SELECT document, size FROM {}.extraction WHERE document = ANY(%s)"
        return dict(self.database.rows(told, [list(documents)]))

    def _kinds(self, document: str) -> list[str]:
        told = "SELECT DISTINCT kind FROM {}.record WHERE document = %s"
        return [kind for (kind,) in self.database.rows(told, [document])]

    def _told(self, document: str, kinds: Sequence[str] | None = None) -> list[str]:
        """The lines of a document's records, of all kinds or some, without their newlines."""
        told = "SELECT line FROM {}.record WHERE document = %s"
        values: list[object] = [document]
        if kinds is not None:
            told, values = f"{told} AND kind = ANY(%s)", [document, list(kinds)]
        return [line for (line,) in self.database.rows(f"{told} ORDER BY number", values)]
