"""A verdict log held open: it knows what it has read, so an append costs one line and one fsync however long
the log is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from regesta.review.log_interface import START, Held, Lines, Log, Repair
from regesta.review.verdict import Verdict, dumps

_LOG = logging.getLogger("regesta.review")


class LogFollower:
    """A log with its verdicts in memory. Other processes may append too: what they wrote is read before
    anything is added.

    Methods may be called from several threads. `verdicts` holds each verdict once, in the order they were
    heard of; what their order means is `state.in_order`. A log that was rewritten with more in it, as by `git
    pull`, is read again from its beginning.
    """

    def __init__(self, log: Log, on_read: Callable[[Verdict], None] | None = None) -> None:
        """`on_read` is called once for every verdict, in the order of the log, whoever wrote it."""
        self.log = log
        self.verdicts: list[Verdict] = []
        #: The time of the latest verdict, empty when there is none.
        self.last_at = ""
        #: Ids of verdicts that a withdrawal named before they were heard of.
        self.named_ahead: frozenset[str] = frozenset()
        #: What was done about a torn last line, None when there was none.
        self.repaired: Repair | None = None
        self._ids: set[str] = set()
        self._place = START
        self._on_read = on_read
        self._guard = threading.RLock()
        self._mended(log.repair())
        self.catch_up()

    def catch_up(self) -> int:
        """Read what was appended since the last look and return how many verdicts that was.

        Errors: LogShrank when verdicts that were read are in the log no more, as when it was restored from
        version control.
        """
        with self._guard:
            return self._take(self.log.since(self._place))

    def append(self, verdicts: Sequence[Verdict]) -> list[Verdict]:
        """Append those that are not in the log yet and return them; on return they are on disk."""
        return self.decide(lambda: verdicts) if verdicts else []

    def decide(self, act: Callable[[], Sequence[Verdict]]) -> list[Verdict]:
        """Call `act` when everything in the log is heard of and nobody else can add to it, append what it
        returns and the log has not, and return that; on return it is on disk. What `act` raises is passed on
        and nothing was logged."""
        given: list[Verdict] = []

        def fresh(held: Held) -> list[Verdict]:
            self._mended(held.repaired)
            self._take(held.since(self._place))
            if not given or not self._ids.issuperset(v.id for v in given):
                given[:] = [v for v in {v.id: v for v in act()}.values() if v.id not in self._ids]
            return [v for v in given if v.id not in self._ids]  # none, where a lost answer said "logged"

        with self._guard:
            written = self.log.decide(fresh)
            self._take(Lines("".join(dumps(v) + "\n" for v in written).encode("utf-8")))
            return given

    def _mended(self, repair: Repair | None) -> None:
        if repair is not None:
            self.repaired = repair
            _LOG.warning("%s", repair)

    def _take(self, lines: Lines) -> int:
        """Hear of the verdicts in some lines behind the place read up to, and return how many were new."""
        place = START if lines.again else self._place
        found = list(self.log.parse(lines.data, place.lines + 1))
        if lines.again and (lost := self._ids - {v.id for v in found}):
            raise LogShrank(
                f"{self.log.name} has {len(lost)} verdicts less than were read from it; it was replaced "
                "while it was open. Start the review pages again."
            )
        self._place = place.after(lines.data)
        new = 0
        for verdict in found:
            if verdict.id in self._ids:
                continue
            new += 1
            self.verdicts.append(verdict)
            self._ids.add(verdict.id)
            self.last_at = max(self.last_at, verdict.at)
            if verdict.outcome == "withdraw":
                self.named_ahead |= set(verdict.withdraws) - self._ids
            if self._on_read is not None:
                self._on_read(verdict)
        return new


class LogShrank(Exception):
    """The log has less in it than was read from it."""
