"""Fault isolation: what one sentence or note makes a step raise becomes a diagnostic, and the rest goes
on."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from regesta.extract.record import Diagnostic, Span, content_id

T = TypeVar("T")
R = TypeVar("R")

#: Faults that only several sentences or notes together produce are looked for this many times; each search
#: runs the step about twelve times on a book, so a step that fails everywhere is given up soon.
SEARCHES = 8


class StepError(Exception):
    """A step that cannot be done at all, whatever the document: it goes through every guard, up to the
    user."""


class StrictError(StepError):
    """A fault under `--strict`; the message says which step failed, where and why."""


class Faults:
    """Collects the diagnostics of one document. `proposer` is the name and version of who works; with
    `strict` the first fault ends everything with a StrictError."""

    def __init__(self, document: str, *, proposer: str = "", strict: bool = False) -> None:
        self.document, self.proposer, self.strict = document, proposer, strict
        self.found: list[Diagnostic] = []

    def of(self, proposer: str) -> Faults:
        """An empty collector for the same document in which `proposer` works."""
        return Faults(self.document, proposer=proposer, strict=self.strict)

    @contextmanager
    def at(self, step: str, spans: Sequence[Span]) -> Iterator[None]:
        """A block whose exceptions become a diagnostic of that step at those places; Ctrl-C goes through."""
        try:
            yield
        except StepError:
            raise
        except Exception as error:
            self.add(step, spans, reason_of(error), error)

    def add(self, step: str, spans: Sequence[Span], reason: str, cause: Exception | None = None) -> None:
        """A diagnostic without an exception, such as an answer that was refused.

        Errors: StrictError when the collector is strict.
        """
        if self.strict:
            where = f"{spans[0][0]}-{spans[-1][1]}" if spans else "(the whole document)"
            raise StrictError(
                f"{self.proposer or step} failed at characters {where} of {self.document!r}, step {step}: "
                f"{reason}. "
                "Leave --strict out to record this as a diagnostic and go on."
            ) from cause
        places = tuple(sorted(set(spans)))
        used = content_id("diagnostic", self.document, [list(p) for p in places], step, self.proposer, reason)
        if all(d.id != used for d in self.found):
            self.found.append(
                Diagnostic(
                    id=used,
                    document=self.document,
                    proposer=self.proposer,
                    spans=places,
                    step=step,
                    reason=reason,
                )
            )


def reason_of(error: Exception) -> str:
    """What an exception says in one line, and the function of ours it comes from: no path of this machine."""
    said = f"{type(error).__name__}: {error}".rstrip(": ").replace("\n", " ")
    ours = [f for f in traceback.extract_tb(error.__traceback__) if "extract" in f.filename]
    if not ours:
        return said
    last = ours[-1]
    module = last.filename.replace("\\", "/").rpartition("extract/")[2].removesuffix(".py").replace("/", ".")
    return f"{said} (in {module}.{last.name}, line {last.lineno})"


def leaving_out(
    items: Sequence[T],
    attempt: Callable[[Sequence[T], Faults], R],
    *,
    step: str,
    place: Callable[[T], Sequence[Span]],
    faults: Faults,
) -> tuple[R | None, tuple[T, ...]]:
    """What `attempt` gives for the items, without those that make it raise, and the items it was given for.

    `attempt` is a pure function of the items (sentences, notes, citations); it gets a collector of its own.
    When it raises, the items to blame are found by halving (about three times its own time for one of them),
    each becomes a diagnostic at its `place`, and the rest is done as if they were not there. None when no
    rest can be done: then the diagnostic is of all places.
    """
    left = tuple(items)
    for _ in range(SEARCHES):
        own = faults.of(faults.proposer)
        try:
            done = attempt(left, own)
        except StepError:
            raise
        except Exception as error:
            blamed = _to_blame(left, attempt, faults.document) if left else {}
            if not blamed:
                faults.add(step, _whole(left, place), reason_of(error), error)
                return None, ()
            for k, cause in blamed.items():
                faults.add(step, place(left[k]), reason_of(cause), cause)
            left = tuple(item for k, item in enumerate(left) if k not in blamed)
        else:
            faults.found.extend(own.found)
            return done, left
    faults.add(step, _whole(left, place), f"gave up after {SEARCHES} searches for the cause")
    return None, ()


def _whole(items: Sequence[T], place: Callable[[T], Sequence[Span]]) -> tuple[Span, ...]:
    """One span from the first place of some items to the last."""
    spans = [s for item in items for s in place(item)]
    return ((min(a for a, _ in spans), max(b for _, b in spans)),) if spans else ()


def _to_blame(
    items: Sequence[T], attempt: Callable[[Sequence[T], Faults], R], document: str
) -> dict[int, Exception]:
    """The items that make `attempt` raise, by index, each with what it raises; for a fault that only several
    items together produce, the last of the shortest beginning that raises."""

    def fault(low: int, high: int) -> Exception | None:
        try:
            attempt(items[low:high], Faults(document))
        except Exception as error:
            return error
        return None

    def halves(low: int, high: int) -> dict[int, Exception]:
        error = fault(low, high)
        if error is None:
            return {}
        if high - low == 1:
            return {low: error}
        middle = (low + high) // 2
        return halves(low, middle) | halves(middle, high)

    alone = halves(0, len(items))
    if alone:
        return alone
    low, high = 0, len(items)  # items[:low] raises nothing, items[:high] does
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fault(0, middle) is None else (low, middle)
    error = fault(0, high)
    return {high - 1: error} if error is not None else {}
