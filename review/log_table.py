"""The verdict log as a table of PostgreSQL: one row per verdict, numbered without gaps in the order in which
all readers see them, never rewritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Container, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from regesta.extract.database.connection import Database
from regesta.review.log_interface import START, Deciding, Lines, Log, Place, Repair
from regesta.review.verdict import KEY, Verdict, dumps
from regesta.review.verdict_lines import LogError

if TYPE_CHECKING:
    from regesta.extract.database.connection import Cursor

#: Who appends waits 20 s at most for another to finish, and is stopped where he holds him up for 2 minutes.
_TURN = """
    SET LOCAL lock_timeout = '20s';
    SET LOCAL idle_in_transaction_session_timeout = '2min';
    SELECT {}.take_turn()
"""
#: The rows from the last that was read on.
_SINCE = "SELECT number, line FROM {}.verdict WHERE number >= %s ORDER BY number"
#: A request that is in the log already (as in a file that was merged of two) is kept without its name.
_APPEND = """
    INSERT INTO {}.verdict (line, request)
    SELECT line, CASE WHEN nth = 1 AND NOT EXISTS (SELECT FROM {}.verdict v WHERE v.request = given.request)
                      THEN request END
    FROM (SELECT line, request, place, row_number() OVER (PARTITION BY request ORDER BY place) AS nth
          FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS t (line, request, place)) AS given
    ORDER BY place
"""


@dataclass(frozen=True, slots=True)
class LogTable(Log):
    """The log in a database. Reading waits for nobody; who appends has the table `turn` locked meanwhile."""

    database: Database
    unit: ClassVar[str] = "row"
    advice: ClassVar[str] = (
        "Write the log to a file (`regesta export -f verdicts -o review.jsonl`), mend that line there, and "
        "fill a new schema from it (`regesta sync`, docs/operations.md)."
    )

    @property
    def name(self) -> str:
        """The address of the database, as it may be shown."""
        return self.database.address.shown

    def since(self, place: Place) -> Lines:
        """The lines behind a place; all of them where somebody with the owner's rights rewrote the table.

        Errors: LogError where rows are missing.
        """
        return self._behind(place, lambda known: self.database.rows(_SINCE, [known.lines]))

    def decide(self, act: Deciding) -> list[Verdict]:
        """See `Log.decide`."""

        def work(cursor: Cursor) -> list[Verdict]:
            cursor.execute(self.database.said(_TURN))
            given = list(act(_Held(self, cursor)))
            if given:
                lines, requests = [dumps(v) for v in given], [request_of(v) for v in given]
                cursor.execute(self.database.said(_APPEND), [lines, requests])
            return given

        return self.database.run(work)

    def repair(self) -> Repair | None:
        """None: a row is there or it is not."""
        return None

    def _behind(self, place: Place, rows_from: Callable[[Place], Sequence[tuple[int, str]]]) -> Lines:
        """The lines behind a place, all of them where the last that was read is another now; `rows_from`
        reads the rows from that one on."""
        rows = rows_from(place)
        if place.lines:
            if not rows or not place.tail.endswith(_bytes(rows[:1])[-len(place.tail) :]):
                return Lines(self._whole(rows_from(START)), again=True)
            rows = rows[1:]
        return Lines(self._whole(rows, place.lines))

    def _whole(self, rows: Sequence[tuple[int, str]], before: int = 0) -> bytes:
        """The lines of rows that follow one another."""
        for wanted, (number, _) in enumerate(rows, before + 1):
            if number != wanted:
                raise LogError(
                    f"{self.name} row {wanted} is missing, the next is {number}: somebody with the owner's "
                    "rights took it out. Restore the table from a backup, or fill a new schema from a "
                    "review.jsonl that was written before (`regesta sync`, docs/operations.md; what is left: "
                    "psql -At -c 'SELECT line FROM SCHEMA.verdict ORDER BY number')."
                )
        return _bytes(rows)


@dataclass(frozen=True, slots=True)
class _Held:
    """The table while it is our turn."""

    log: LogTable
    cursor: Cursor
    repaired: None = None

    def since(self, place: Place) -> Lines:
        return self.log._behind(place, self._rows)

    def _rows(self, place: Place) -> Sequence[tuple[int, str]]:
        said = self.cursor.execute(self.log.database.said(_SINCE), [place.lines])
        return said.fetchall()

    def present(self, ids: Collection[str]) -> Container[str]:
        said = self.log.database.said("SELECT id FROM {}.verdict WHERE id = ANY(%s)")
        return {name for (name,) in self.cursor.execute(said, [list(ids)])}


def _bytes(rows: Sequence[tuple[int, str]]) -> bytes:
    return "".join(line + "\n" for _, line in rows).encode("utf-8")


def request_of(verdict: Verdict) -> str | None:
    """What names the request a verdict came by and what it asked for; None where the request had no key."""
    key = verdict.extra.get(KEY)
    if not key:
        return None
    asked = [verdict.reviewer, key, verdict.outcome, verdict.record, verdict.part, verdict.part_id]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()
