"""`regesta extract`: documents extracted, several at a time, and what is said of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from regesta.commands.console import Stage, err, out, progress_display

if TYPE_CHECKING:
    from rich.progress import Progress

    from regesta.commands.console import LinesOfProgress
    from regesta.extract.corpus.running import Plan
    from regesta.extract.corpus.work import Outcome
    from regesta.extract.record import Diagnostic
    from regesta.extract.workspace import Workspace

#: The order in which counts are shown.
SHOWN = (
    "division",
    "sentence",
    "footnote",
    "citation",
    "resolution",
    "identity",
    "source",
    "mention",
    "actor",
    "event",
    "decision",
    "claim",
    "position",
    "discrepancy",
    "diagnostic",
)


def plural(kind: str) -> str:
    """What several records of a kind are called."""
    return kind.removesuffix("y") + "ies" if kind.endswith("y") else kind + "s"


def extract_all(
    space: Workspace,
    names: Sequence[str],
    *,
    model: str,
    strict: bool,
    jobs: int,
    on: str,
    again: bool,
) -> None:
    """Extract documents and say of each what was found; exit code 8 when some failed."""
    from regesta.extract.corpus.running import plan, run

    planned = plan(space, names, model=model, jobs=jobs, on=on, again=again, strict=strict)
    for name in planned.done:
        out.print(f"{name}: done already, nothing it was made from changed (`--again` does it anew)")
    failed: list[Outcome] = []
    with progress_display() as shown:
        work = Shown(shown, planned)
        outcomes = run(space, planned, model=model, strict=strict, shown=work, say=_say)
        with closing(outcomes):
            for outcome in outcomes:
                work.ended(outcome)
                if outcome.error:
                    failed.append(outcome)
                    err.print(f"[red]{escape(outcome.document)} failed[/]: {escape(outcome.error)}")
                else:
                    out.print(f"{outcome.document}: {in_words(outcome.counts)}")
                    show_diagnostics(outcome.diagnostics)
    if failed:
        err.print(
            f"[red]error[/]: {len(failed):,} of {len(planned.todo):,} documents failed; the others are done. "
            "Mend what is said of them above and type it again: what is done is passed over."
        )
        raise typer.Exit(8)


class Shown:
    """One line of progress for a whole extraction: how many documents are done, and what is under way."""

    def __init__(self, shown: Progress | LinesOfProgress, planned: Plan) -> None:
        self._all = len(planned.todo)
        label = f"extract {planned.todo[0]}" if self._all == 1 else f"extract {self._all:,} documents"
        self._stage = Stage(shown, label) if planned.todo else None
        self._ended = 0
        self._far: dict[str, float] = {}

    def __call__(self, document: str, step: str, done: float) -> None:
        """A document is so far, 0..1."""
        self._far[document] = done
        self._tell(step if self._all == 1 else f"{self._ended:,} done, {document}: {step}")

    def ended(self, outcome: Outcome) -> None:
        """A document is done, or failed."""
        self._far.pop(outcome.document, None)
        self._ended += 1
        self._tell(f"{self._ended:,} done")

    def _tell(self, step: str) -> None:
        if self._stage is not None:
            self._stage(step, (self._ended + sum(self._far.values())) / self._all)


def _say(message: str) -> None:
    err.print(escape(message))


def in_words(counts: Mapping[str, int]) -> str:
    """How many records of each kind, in the order in which kinds are shown."""
    return ", ".join(f"{counts[k]:,} {plural(k)}" for k in SHOWN if counts.get(k))


def show_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    """Say on standard error what could not be read, a line for each who failed, with the commonest reason."""
    by_proposer: dict[str, list[Diagnostic]] = {}
    for record in diagnostics:
        if record.step != "language":  # said when it was met
            by_proposer.setdefault(record.proposer or record.step, []).append(record)
    for proposer, found in by_proposer.items():
        places = "1 place" if len(found) == 1 else f"{len(found):,} places"
        reason = Counter(d.reason for d in found).most_common(1)[0][0]
        err.print(
            f"[yellow]{places} could not be read by {escape(proposer)}[/]: {escape(reason)}; the rest was. "
            "See the records of kind diagnostic in `regesta export --format records`."
        )
