"""Verdict logs for tests, wherever they are kept: the same questions are put to each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from regesta.extract.database import Address
from regesta.extract.database.connection import Database
from regesta.review.log import VerdictLog
from regesta.review.log_follower import LogFollower
from regesta.review.log_interface import Log
from regesta.review.log_table import LogTable
from regesta.review.verdict import Verdict, verdict_id


@dataclass(frozen=True)
class Kept:
    """Where a log is kept: the file at that path, or the tables of that database."""

    where: Path | Address

    def open(self) -> Log:
        """The log, as another process would open it."""
        return VerdictLog(self.where) if isinstance(self.where, Path) else LogTable(Database(self.where))

    @property
    def unit(self) -> str:
        return "line" if isinstance(self.where, Path) else "row"

    def write_by_hand(self, *lines: str) -> None:
        """Put lines into it as somebody does who does without us."""
        if isinstance(self.where, Path):
            with self.where.open("a", encoding="utf-8", errors="surrogatepass") as out:
                out.writelines(line + "\n" for line in lines)
            return
        database = Database(self.where)
        for line in lines:
            said = database.said("INSERT INTO {}.verdict (line) VALUES (%s)")
            database.run(lambda cursor, line=line, said=said: cursor.execute(said, [line]))


def make(n: int, reviewer: str = "ada") -> Verdict:
    at = f"2026-01-01T00:00:{n % 60:02d}Z"
    return Verdict(
        id=verdict_id(at, reviewer, "comment", f"claim-{n}"),
        at=at,
        reviewer=reviewer,
        outcome="comment",
        record=f"claim-{n}",
        reason="ré",
    )


def one_by_one(kept: Kept, reviewer: str, numbers: Iterable[int]) -> Iterator[str]:
    """Append verdicts one after the other; the id of each when it is answered."""
    log = LogFollower(kept.open())
    for n in numbers:
        (said,) = log.append([make(n, reviewer)])
        yield said.id
