"""The end of a verdict log: what is added there without reading again, or holding, what stands before it."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.review.log_interface import Held, Log, Place
from regesta.review.verdict import Verdict, dumps


class LogEnd:
    """A log from a place on, for who has read it that far and adds to it many times: an append costs its own
    lines and what others added meanwhile, however long the log is."""

    def __init__(self, log: Log, place: Place) -> None:
        self.log, self.place = log, place

    def append(self, verdicts: Sequence[Verdict]) -> None:
        """Append new verdicts, all of them or none; on return they are on disk. Those of them that were
        logged since the place are left out, as where a connection broke before it said so."""

        def fresh(held: Held) -> list[Verdict]:
            since = held.since(self.place)
            self.place = (Place() if since.again else self.place).after(since.data)
            return [v for v in verdicts if v.id.encode() not in since.data]

        written = self.log.decide(fresh) if verdicts else []
        self.place = self.place.after("".join(dumps(v) + "\n" for v in written).encode("utf-8"))


__all__ = ["LogEnd"]
