"""The command that takes in what others made of the text: their annotations, as verdicts in their name."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from regesta.commands.console import WorkspaceOption, err, out, workspace_at
from regesta.extract.record import Sentence

if TYPE_CHECKING:
    from regesta.review.exchange.plan import Fault, Ground, Said

#: How many rows that were left out are shown before the rest is only counted.
_SHOWN = 20


def import_file(
    file: Annotated[Path, typer.Argument(help="Web annotations (.json, .jsonld), a UIMA CAS (.xmi, .zip) or a table (.csv), as `regesta export` writes them.")],
    name: Annotated[str, typer.Option("--as", help="Who made it: a name or an ORCID. Everything in the file is logged as theirs.")],
    workspace: WorkspaceOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
) -> None:
    """Take in annotations somebody made elsewhere: changes, verdicts and comments in their name, additions as candidates.

    Nothing is accepted that the file does not say is accepted. Importing a file again does nothing twice, and the whole of it is taken
    back with `regesta verdict withdraw BATCH`.
    """
    from regesta.graph.build import review
    from regesta.review.exchange.plan import Ground, ImportFault, plan
    from regesta.review.log import VerdictLog
    from regesta.review.verdict import utc_now

    space = workspace_at(workspace)
    data = _bytes(file)
    log = VerdictLog(space.log)
    verdicts = log.read()
    state, deposits = review(space, verdicts)
    ground = Ground(
        state=state,
        texts={d.document: d.text for d in deposits},
        sentences={d.document: [r for r in d.structure if isinstance(r, Sentence)] for d in deposits},
        log=verdicts,
    )
    said, faults = _read(file, data, ground, name)
    made = plan(said, faults, ground, data=data, name=name, at=utc_now())
    out.print(f"{escape(str(file))}: {made.summary()}")
    for fault in made.faults[:_SHOWN]:
        err.print(f"  left out, {escape(fault.where)}: {escape(fault.message)}")
    if len(made.faults) > _SHOWN:
        err.print(f"  and {len(made.faults) - _SHOWN} more")
    if dry_run:
        out.print("nothing was written; leave out --dry-run to log it")
        return
    if not said and made.faults:
        raise ImportFault(f"nothing in {file} could be taken in; the reasons stand above")
    written = log.append(made.verdicts)
    if written:
        out.print(f"logged {written} verdicts of {escape(name)} as {escape(made.batch)}")
        out.print(f"next: regesta build   or, to take them back: regesta verdict withdraw {escape(shlex.quote(made.batch))}")


def _bytes(file: Path) -> bytes:
    from regesta.review.exchange.plan import ImportFault

    try:
        return file.read_bytes()
    except OSError as error:
        raise ImportFault(f"{file} cannot be read: {error.strerror or error}. Check the path.") from error


def _read(file: Path, data: bytes, ground: Ground, name: str) -> tuple[list[Said], list[Fault]]:
    from regesta.review.exchange import spreadsheet, webannotation
    from regesta.review.exchange.plan import ImportFault

    suffix = file.suffix.lower()
    if suffix == ".csv":
        return spreadsheet.read(data, ground)
    if suffix in (".json", ".jsonld"):
        return webannotation.read(data, ground, proposer=name)
    if suffix in (".xmi", ".zip"):
        from regesta.review.exchange import cas

        return cas.read(data, ground, proposer=name)
    raise ImportFault(
        f"{file.name} has an ending that is not known; annotations come as .json or .jsonld (Web Annotation), .xmi or .zip (INCEpTION), .csv (spreadsheet)"
    )


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("import")(import_file)
