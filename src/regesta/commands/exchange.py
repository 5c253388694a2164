"""Commands that give out and compare: export, audit, score."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.markup import escape
from rich.table import Table

from regesta.commands.console import DocumentOption, WorkspaceOption, err, out, workspace_at
from regesta.extract.record import Discrepancy, dumps
from regesta.extract.workspace import Workspace


def export(
    form: Annotated[str, typer.Option("--format", "-f", help="records, nquads, trig, turtle, ntriples, jsonld, bibtex or csl (CSL-JSON).")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write; else standard output.", show_default=False)] = None,
    workspace: WorkspaceOption = None,
    everything: Annotated[bool, typer.Option("--all", help="Records: also those below their kind's threshold.")] = False,
    document: DocumentOption = None,
) -> None:
    """Write the records or the graph in an exchange format."""
    from regesta.graph.export import export as export_to

    space = workspace_at(workspace)
    if output is None:
        export_to(space, form, sys.stdout.buffer, everything=everything, document=document)
        sys.stdout.buffer.flush()
        return
    part = output.with_name(output.name + ".part")
    try:
        with part.open("wb") as target:
            export_to(space, form, target, everything=everything, document=document)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
    err.print(f"wrote {escape(str(output))}, {output.stat().st_size:,} bytes")


def audit(
    workspace: WorkspaceOption = None,
    document: DocumentOption = None,
    form: Annotated[Literal["table", "json"], typer.Option("--format", "-f", help="A table for people, JSON lines for programs.")] = "table",
) -> None:
    """Report discrepancies in the documents themselves, with both places."""
    space = workspace_at(workspace)
    for name in [document] if document else space.documents():
        found = _audited(space, name)
        if form == "json":
            for finding in found:
                sys.stdout.write(dumps(finding) + "\n")
            continue
        table = Table("severity", "rule", "where", "what", box=None, pad_edge=False)
        for finding in found:
            where = "; ".join(f"{a}-{b}" for a, b in finding.spans)
            table.add_row(finding.severity, finding.rule, where, escape(finding.message))
        out.print(table)
        out.print(f"{name}: {len(found)} findings")


def _audited(space: Workspace, name: str) -> list[Discrepancy]:
    from regesta.extract import documents
    from regesta.extract.audit import audit as find_discrepancies

    kept = [r for r in space.records(name) if isinstance(r, Discrepancy)]
    return kept or find_discrepancies(documents.load(space, name), space.records(name))


def score(
    gold: Annotated[Path, typer.Argument(help="A folder of annotations.")],
    workspace: WorkspaceOption = None,
    document: DocumentOption = None,
    misses: Annotated[str, typer.Option("--misses", help="Also list what was missed and what was too much, of one kind.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Precision and recall of the candidates against annotations, per kind."""
    from regesta.extract.authority import authorities
    from regesta.extract.score import format_scores
    from regesta.extract.score import score as score_records

    space = workspace_at(workspace)
    names = [document] if document else space.documents()
    if len(names) != 1:
        raise typer.BadParameter(f"annotations belong to one document; name it with --document. This workspace has {', '.join(names) or 'none'}.")
    name = names[0]
    result = score_records(space.records(name), gold, text=space.text(name), authority=authorities(space))
    if as_json:
        rows = {kind: {"precision": row.precision, "recall": row.recall, "f1": row.f1} for kind, row in result.items()}
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return
    out.print(escape(format_scores(result)))
    if misses:
        if misses not in result:
            raise typer.BadParameter(f"--misses takes one of {', '.join(result)}.")
        for label, rows_of in (("missed", result[misses].missed), ("extra", result[misses].extra)):
            for line in rows_of:
                out.print(f"{label:<7} {escape(line)}")


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(export)
    app.command()(audit)
    app.command()(score)
