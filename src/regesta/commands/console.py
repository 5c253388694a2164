"""What every command shares: where it prints, which workspace it means, who is reviewing, how long work shows
itself, how errors end it."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from regesta.commands.bare_words import UsageError, explain
from regesta.commands.examples import EXAMPLES

if TYPE_CHECKING:
    from rich.progress import Progress

    from regesta.api import workspace as api
    from regesta.extract.workspace import Workspace

#: A pipe or a log has no width: tables there are laid out wide, not squeezed into 80 columns.
_WIDTH = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 160
out = Console(highlight=False, soft_wrap=not sys.stdout.isatty(), width=_WIDTH)
err = Console(stderr=True, highlight=False, soft_wrap=not sys.stderr.isatty())

WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        "-w",
        help="The workspace folder; else $REGESTA_WORKSPACE, else this folder or the nearest one above it.",
        show_default=False,
    ),
]
ReviewerOption = Annotated[
    str | None,
    typer.Option(
        "--reviewer",
        help="Who speaks: a name or an ORCID; else $REGESTA_REVIEWER, else [review] in regesta.toml.",
        show_default=False,
    ),
]
DocumentOption = Annotated[
    str | None,
    typer.Option("--document", "-d", help="Only this document; else all of them.", show_default=False),
]


class GroupedCommands(TyperGroup):
    """The commands listed by what they are for (`rich_help_panel` of each), as plain text: rich's boxes
    would cost a third of the time that `--help` takes, and a screen reader reads them aloud."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command, with an example at the end of its help; so the commands of a group."""
        found = super().get_command(ctx, cmd_name)
        for name, command in ((cmd_name, found), *getattr(found, "commands", {}).items()):
            path = name if command is found else f"{cmd_name} {name}"
            if command is not None and path in EXAMPLES:
                command.epilog = f"Example: {EXAMPLES[path]}"
        return found

    def invoke(self, ctx: Any) -> Any:
        """Run what was typed; a word too many is answered with the line that was probably meant."""
        words = [*ctx._protected_args, *ctx.args]
        try:
            return super().invoke(ctx)
        except UsageError as error:
            if ctx.parent is None and error.ctx is not None:
                explain(error, words)
            raise

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write one section a group, in the order in which commands were registered."""
        groups: dict[str, list[tuple[str, str]]] = {}
        width = formatter.width - 6 - max(map(len, self.commands), default=0)
        for name, command in self.commands.items():
            if not command.hidden:
                panel = str(getattr(command, "rich_help_panel", None) or "Commands")
                groups.setdefault(panel, []).append((name, command.get_short_help_str(4 * width)))
        for panel, rows in groups.items():
            with formatter.section(panel):
                formatter.write_dl(rows)


def workspace_at(path: Path | None) -> Workspace:
    """The workspace a command means.

    Errors: WorkspaceError when there is none, saying how to make one.
    """

    from regesta.extract.workspace import CONFIG, WorkspaceError, open_workspace

    if path is None and (named := os.environ.get("REGESTA_WORKSPACE")):
        path = Path(named)
    if path is not None:
        return open_workspace(path)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / CONFIG).is_file():
            return open_workspace(folder)
    raise WorkspaceError(
        f"there is no workspace here: neither {here} nor a folder above it has a {CONFIG}. Type `regesta "
        "init` to make one here, or name one with --workspace FOLDER."
    )


def opened(path: Path | None) -> api.Workspace:
    """The workspace a command means, as the public API has it."""
    from regesta.api import workspace

    return workspace.Workspace(workspace_at(path))


class Stage:
    """One line of a progress display, moved by the rooms' progress callbacks; its text is the step under
    way."""

    def __init__(self, progress: Progress | LinesOfProgress, label: str) -> None:
        self._update: Callable[..., None] = progress.update
        self.task = progress.add_task(label, total=1.0)
        self.label = label

    def __call__(self, step: str, done: float) -> None:
        self._update(
            self.task,
            completed=done,
            description=f"{self.label}: {step}" if step and done < 1 else self.label,
        )


class LinesOfProgress:
    """A progress display for programs: what moves is a line of JSON on standard error (`stage`, `step`,
    `done` from 0 to 1), at most ten a second for each stage."""

    def __init__(self) -> None:
        self._labels: list[str] = []
        self._told: list[float] = []

    def add_task(self, label: str, **_: object) -> int:
        """A new stage; gives its number."""
        self._labels.append(label)
        self._told.append(0.0)
        self._tell(len(self._labels) - 1, "", 0.0)
        return len(self._labels) - 1

    def update(self, task: int, *, completed: float, description: str = "", **_: object) -> None:
        """Say how far a stage is."""
        now = time.monotonic()
        if completed < 1 and now - self._told[task] < 0.1:
            return
        self._told[task] = now
        self._tell(task, description.removeprefix(self._labels[task]).removeprefix(": "), completed)

    def _tell(self, task: int, step: str, done: float) -> None:
        line = {"stage": self._labels[task], "step": step, "done": round(done, 3)}
        print(json.dumps(line, ensure_ascii=False), file=sys.stderr, flush=True)


@contextmanager
def progress_display() -> Iterator[Progress | LinesOfProgress]:
    """A progress display on standard error; on a pipe it stays silent, unless $REGESTA_PROGRESS is `json`."""
    if os.environ.get("REGESTA_PROGRESS") == "json":
        yield LinesOfProgress()
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=28),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, disable=not err.is_terminal) as shown:
        yield shown
