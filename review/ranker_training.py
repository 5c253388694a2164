"""Teaching in the background: after enough new verdicts the ranker learns anew, and what it thinks goes to
the queue and to `index/`."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from regesta.extract.whole_files import may_be_written, write_atomic
from regesta.extract.workspace import Workspace
from regesta.review.curve import Curve, curve
from regesta.review.log_follower import LogFollower
from regesta.review.queue import REVIEWED, Queue
from regesta.review.ranker import LEAST, Ranking, learn, lessons, likely, matrix
from regesta.review.state import ReviewedState

#: Records made into features between two breaths, so that the pages answer meanwhile.
_CHUNK = 200
#: New verdicts after which the ranker learns anew.
EVERY = 25
#: Up to so many verdicts the curve is computed while a page waits for it; 13,000 take over half a minute.
AT_ONCE = 1000
_LOG = logging.getLogger("regesta.review")


class Reviewed(Protocol):
    """What the trainer learns from, and the queue it orders: a review session is one."""

    @property
    def workspace(self) -> Workspace:
        """Where `index/` lies."""

    @property
    def texts(self) -> Mapping[str, str]:
        """Id of a document -> its raw text."""

    @property
    def queue(self) -> Queue:
        """The queue that takes the scores."""

    @property
    def log(self) -> LogFollower:
        """The verdicts so far."""

    def snapshot(self) -> ReviewedState:
        """The reviewed state at this moment, which later verdicts do not change."""


class RankerTrainer:
    """Keeps the learned order of one session's queue. Derived: `index/ranker.json` and `index/curve.json` may
    be deleted at any time."""

    def __init__(self, session: Reviewed) -> None:
        self.session = session
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._taught = -1
        self._curve: Curve | None = None
        self._seen: tuple[list[str], Any] | None = None

    @property
    def ranker_file(self) -> Path:
        """What was learned, as JSON."""
        return self.session.workspace.index / "ranker.json"

    @property
    def curve_file(self) -> Path:
        """What it is worth, as JSON."""
        return self.session.workspace.index / "curve.json"

    def curve(self) -> Curve:
        """The curve as last computed. When it never was it is computed now, or behind the scenes after many
        verdicts: then it is empty and says so."""
        if self._curve is None and len(self.session.log.verdicts) > AT_ONCE:
            with self._guard:
                self._begin()
        elif self._curve is None:
            self.teach()
        return self._curve or Curve(note="It is being measured: load this page again in a minute.")

    def forget(self) -> None:
        """The candidates are others than they were."""
        self._seen = None

    def after_verdict(self) -> None:
        """Learn anew in the background when enough verdicts came since the last time; returns at once."""
        number = len(self.session.log.verdicts)
        with self._guard:
            if number < 2 * LEAST or (self._taught >= 0 and number - self._taught < EVERY):
                return
            self._begin()

    def _begin(self) -> None:
        """Learn in the background, unless that is under way; under the guard."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._quietly, name="review ranker", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Until the lesson under way is over."""
        if (thread := self._thread) is not None:
            thread.join()

    def teach(self) -> Ranking | None:
        """Learn from all verdicts so far, measure, and put the scores into the queue; None when there is too
        little to learn from."""
        number = len(self.session.log.verdicts)
        state = self.session.snapshot()
        taught, texts = lessons(state), dict(self.session.texts)
        ranking = learn(taught, texts)
        self._curve = curve(taught, texts)
        self._taught = number
        self._keep(self.curve_file, json.dumps(self._curve.to_dict()).encode())
        if ranking is not None:
            ids, rows = self._features(state)
            self.session.queue.learn(dict(zip(ids, likely(ranking, rows), strict=True)))
            self._keep(self.ranker_file, ranking.to_json().encode())
        return ranking

    @staticmethod
    def _keep(file: Path, data: bytes) -> None:
        """Keep what was learned, where the workspace may be written."""
        if may_be_written(file.parent):
            write_atomic(file, data)

    def _features(self, state: ReviewedState) -> tuple[list[str], Any]:
        """The reviewable records as features, made once: learning anew is then one product."""
        if self._seen is None:
            from scipy.sparse import vstack

            shown = [
                (i, j.candidate or j.record)
                for i, j in state.items.items()
                if j.record.kind in REVIEWED and not state.replaced(i)
            ]
            parts = []
            for start in range(0, len(shown), _CHUNK):
                parts.append(matrix((r for _, r in shown[start : start + _CHUNK]), self.session.texts))
                time.sleep(0.002)
            self._seen = ([i for i, _ in shown], vstack(parts).tocsr())
        return self._seen

    def _quietly(self) -> None:
        try:
            self.teach()
        except Exception:
            _LOG.exception("the ranker could not learn; the queue goes on in the order it had")
