"""Commands for reading a document whole: sheets to read from, readings checked and logged as verdicts."""

from __future__ import annotations

import shlex
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from regesta.commands.console import DocumentOption, GroupedCommands, WorkspaceOption, err, out, workspace_at

if TYPE_CHECKING:
    from regesta.api.readings import Asked
    from regesta.review.readings.reading import Reading
    from regesta.review.readings.sheets import Sheet

#: How many faults are shown before the rest is only counted.
_SHOWN = 40
#: The file of a sheet's numbers, beside its printed pieces.
SHEET = "sheet.json"

readings_app = typer.Typer(
    cls=GroupedCommands,
    help="Read a document whole, sentence by sentence: sheets, and what readers wrote.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
FilesArgument = Annotated[list[Path], typer.Argument(help="Readings, one JSON object a line.")]
SheetOption = Annotated[
    Path | None,
    typer.Option(
        "--sheet",
        help=f"The sheet's {SHEET}; else the one beside the files, or in the folder above.",
        show_default=False,
    ),
]


@readings_app.command()
def sheet(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write it in.")],
    workspace: WorkspaceOption = None,
    document: DocumentOption = None,
) -> None:
    """Write a reading sheet: the sentences numbered, their notes, what was proposed in each, in pieces of a
    sitting; and `sheet.json`, which keeps the numbers."""
    from regesta.api.readings import Readings
    from regesta.extract.whole_files import write_atomic

    made, pieces = Readings(workspace_at(workspace)).sheet(document or "")
    output.mkdir(parents=True, exist_ok=True)
    write_atomic(output / SHEET, made.to_json().encode())
    for name, words in pieces.items():
        write_atomic(output / f"{name}.txt", words.encode())
    out.print(
        f"{len(made.sentences):,} sentences in {len(pieces)} pieces, {len(made.candidates):,} candidates: "
        f"{escape(str(output))}"
    )


@readings_app.command()
def check(files: FilesArgument, sheet: SheetOption = None, workspace: WorkspaceOption = None) -> None:
    """Say what is wrong with readings, and what they would do; nothing is logged. Exit code 3 for faults."""
    asked = _asked(files, sheet, workspace, "reader", "")
    _show(asked)
    if asked.reading.faults:
        raise typer.Exit(3)


@readings_app.command()
def agreement(
    files: FilesArgument,
    other: Annotated[list[Path], typer.Option("--with", help="A second reading; may be said several times.")],
    sheet: SheetOption = None,
    workspace: WorkspaceOption = None,
    differ: Annotated[
        bool, typer.Option("--differ", help="Also every sentence they read differently, side by side.")
    ] = False,
) -> None:
    """How far two readings agree over the sentences that both have: F1 per kind; with `--differ` what is to
    be settled between them."""
    from regesta.api.readings import Readings
    from regesta.review.readings.agreement import told

    made = Readings(workspace_at(workspace)).agreement(files, other, _sheet(files, sheet))
    out.print(f"{made.sentences:,} sentences both have; {len(made.differ):,} read differently")
    for line in told(made):
        out.print(escape(line))
    for number, (left, right) in made.differ.items() if differ else ():
        out.print(f"\n{number}")
        for mark, lines, others in (("one  ", left, right), ("other", right, left)):
            for line in lines:
                out.print(escape(f"  {mark} {'=' if line in others else '|'} {line}"))


@readings_app.command("import")
def import_readings(
    files: FilesArgument,
    name: Annotated[str, typer.Option("--as", help="Who read: a name or an ORCID; of a model, its name.")],
    sheet: SheetOption = None,
    model: Annotated[
        bool, typer.Option("--model", help="The reader is a program, such as a language model, no person.")
    ] = False,
    second: Annotated[
        bool,
        typer.Option("--second", help="A second reading: it decides nothing, and what differs is a dispute."),
    ] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Log the rest where some lines have faults.")
    ] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Log what readers wrote: statements accepted as they stand, changed or added, every other candidate of
    their sentences rejected, the sentences marked read. All of it at once, withdrawable as one; importing the
    same files again does nothing twice."""
    from regesta.api.readings import Readings
    from regesta.review.verdict import SOFTWARE

    asked = _asked(files, sheet, workspace, name, SOFTWARE if model else "", second=second)
    _show(asked)
    if asked.reading.faults and not anyway:
        err.print("nothing was logged. Mend these lines, or log the rest with --anyway.")
        raise typer.Exit(3)
    written = Readings(workspace_at(workspace)).log(asked)
    out.print(f"logged {written:,} verdicts of {escape(name)} as {escape(asked.plan.batch)}")
    if written:
        back = f"regesta verdict withdraw {shlex.quote(asked.plan.batch)}"
        out.print(f"next: regesta build   or, to take them back: {escape(back)}")


def _asked(
    files: list[Path],
    sheet: Path | None,
    workspace: Path | None,
    name: str,
    agent: str,
    *,
    second: bool = False,
) -> Asked:
    from regesta.api.readings import Readings

    read = Readings(workspace_at(workspace))
    return read.read(files, _sheet(files, sheet), reviewer=name, agent=agent, second=second)


def _sheet(files: list[Path], sheet: Path | None) -> Sheet:
    """The sheet that readings go by: as named, else the one beside them."""
    from regesta.review.exchange.plan import ImportFault
    from regesta.review.readings.sheets import read_sheet

    for file in files:
        if not file.is_file():
            raise ImportFault(f"{file} is no file. Check the path.")
    return read_sheet((sheet or _beside(files[0])).read_text("utf-8"))


def _beside(file: Path) -> Path:
    """The sheet of some readings that nobody named."""
    from regesta.review.exchange.plan import ImportFault

    folder = file.resolve().parent
    found = next((p for p in (folder / SHEET, folder.parent / SHEET) if p.is_file()), None)
    if found is None:
        raise ImportFault(f"there is no {SHEET} beside {file}; name it: --sheet FILE.")
    return found


def _show(asked: Asked) -> None:
    """What a reading says in counts, and what is wrong with it."""
    out.print(_counted(asked.reading))
    out.print(f"verdicts: {asked.plan.summary()}")
    for fault in asked.plan.faults[:_SHOWN]:
        err.print(f"  {escape(fault.where)}: {escape(fault.message)}")
    if len(asked.plan.faults) > _SHOWN:
        err.print(f"  and {len(asked.plan.faults) - _SHOWN:,} more")
    if asked.reading.open:
        out.print(f"{len(asked.reading.open):,} references lead to sentences that are not in these files")


def _counted(reading: Reading) -> str:
    kinds = Counter(e.record.kind for e in reading.entries)
    links = sum(len(getattr(e.record, "relations", ())) for e in reading.entries)
    worded = sum(bool(e.words) for e in reading.entries)
    said = ", ".join(f"{kinds[k]:,} {k}s" for k in ("claim", "event", "decision"))
    return (
        f"{len(reading.done):,} sentences read: {said}, {links:,} relations, {worded:,} worded, "
        f"{len(reading.rejected):,} candidates rejected, {len(reading.positions)} positions, "
        f"{len(reading.same_claims)} claims that say the same, {len(reading.actors)} actors, "
        f"{len(reading.same_events)} acts told more than once"
    )


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(readings_app, name="readings", rich_help_panel="Review")
