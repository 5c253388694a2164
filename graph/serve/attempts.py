"""Wrong tokens: an address that sent several must wait before it may try another."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

from regesta.graph.serve.problems import Problem

#: Wrong tokens an address may send within so many seconds.
TRIES: Final = 10
WHILE: Final = 60.0
#: Addresses that are remembered; of more, the one that was wrong longest ago is forgotten.
ADDRESSES: Final = 10_000


class Attempts:
    """Counts wrong tokens by address. `clock` runs forward only, whatever the time of day does."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()

    def refuse_hasty(self, address: str) -> None:
        """Errors: Problem 429 for an address that sent `TRIES` wrong tokens within `WHILE` seconds."""
        wrong = self._wrong.get(address)
        if wrong is not None and len(wrong) == TRIES and (left := wrong[0] + WHILE - self._clock()) > 0:
            raise Problem(
                429,
                "Too many wrong tokens",
                f"{TRIES} wrong tokens came from {address or 'there'}; try again in {left:.0f} seconds.",
                headers={"Retry-After": str(int(left) + 1)},
            )

    def wrong(self, address: str) -> None:
        """A wrong token came from there."""
        self._wrong.setdefault(address, deque(maxlen=TRIES)).append(self._clock())
        self._wrong.move_to_end(address)
        if len(self._wrong) > ADDRESSES:
            self._wrong.popitem(last=False)
