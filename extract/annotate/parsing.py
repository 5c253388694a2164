"""Many texts parsed in one order, by as many processes as it pays for."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Sentences parsed together; past this size md gains nothing and memory grows.
BATCH = 128
#: Fewer texts than this are parsed in this process: eight batches, some 8 s of md's time; that many in two
#: processes take 5 s, of which 1 s brings the parses back (benchmarks/extraction.py).
LEAST = 8 * BATCH
#: More processes than this gain little: this process takes in what they parsed, an eighth of their time.
#: Each shares the model with this one (530 MB resident, some 200 of them its own).
MOST = 4


def parsed(nlp: Language, texts: Sequence[str], processes: int = 0) -> list[Doc]:
    """One Doc per text, in their order; the same ones whatever the number of processes, since texts meet in
    the same batches. `processes` 0 are as many as `worthwhile` says.

    Errors: what the pipeline raises.
    """
    count = processes or worthwhile(len(texts))
    return list(nlp.pipe(texts, batch_size=BATCH, n_process=count))


def worthwhile(texts: int) -> int:
    """How many processes to parse this many texts with: one for few, and where a process cannot be forked
    (Windows, macOS): a spawned one loads the model again, and runs the caller's script again unless it is
    guarded."""
    if texts < LEAST or _started_by() != "fork":
        return 1
    return min(cores(), MOST, texts // (2 * BATCH))


def _started_by() -> str:
    """How processes are started here; asking must not settle it for the caller's program."""
    return multiprocessing.get_start_method(allow_none=True) or multiprocessing.get_all_start_methods()[0]


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
