"""Commands that give out and compare: export, audit, score."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer
from rich.markup import escape
from rich.table import Table

from regesta.commands.console import DocumentOption, WorkspaceOption, err, out, workspace_at
from regesta.ontology.values import Severity

if TYPE_CHECKING:
    from regesta.extract.record import Discrepancy
    from regesta.extract.workspace import Workspace


def export(
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            help="records, verdicts (the log); nquads, trig, turtle, ntriples, jsonld; sources: bibtex, "
            "csl (CSL-JSON), ris, spar (FaBiO, C4O, CiTO); links: sssom; annotations: webannotation, "
            "xmi (INCEpTION), tei, csv, doccano, labelstudio, prodigy, conllu; "
            "tables: csvw (CSV on the Web); nanopub, rdf12 (reified RDF 1.2); places: geojson, linkedplaces "
            "(gazetteers); letters: cmif (correspSearch); arguments: aif, xaif, crminf (CIDOC); "
            "bundle (all of it, as one RO-Crate).",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="The file or folder to write; else standard output.", show_default=False
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    everything: Annotated[
        bool,
        typer.Option(
            "--all", help="Records: also those below their kind's threshold. Links: also those nobody judged."
        ),
    ] = False,
    document: DocumentOption = None,
    without_text: Annotated[
        bool,
        typer.Option(
            "--without-text", help="Bundle: no document in it, offsets and digests where one is quoted."
        ),
    ] = False,
    aligned: Annotated[
        str,
        typer.Option(
            "--aligned",
            help="The graph also in the words of other vocabularies: prov,sem or all.",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Write the records or the graph in an exchange format."""
    from regesta.graph.export import ARCHIVES
    from regesta.graph.export import export as export_to
    from regesta.graph.export_file import export_file
    from regesta.ontology.alignment import chosen

    space = workspace_at(workspace)
    words = chosen(aligned)
    if output is None and form in ARCHIVES and sys.stdout.isatty():
        raise typer.BadParameter(f"{form} is an archive, which a terminal cannot show; name a file with -o.")
    if output is None:
        export_to(
            space,
            form,
            sys.stdout.buffer,
            everything=everything,
            document=document,
            without_text=without_text,
            aligned=words,
        )
        sys.stdout.buffer.flush()
        return
    written = export_file(
        space,
        form,
        output,
        everything=everything,
        document=document,
        without_text=without_text,
        aligned=words,
    )
    size = sum(p.stat().st_size for p in written.iterdir()) if written.is_dir() else written.stat().st_size
    err.print(f"wrote {escape(str(written))}, {size:,} bytes", soft_wrap=True)


def audit(
    workspace: WorkspaceOption = None,
    document: DocumentOption = None,
    form: Annotated[
        Literal["table", "json", "turtle"],
        typer.Option(
            "--format", "-f", help="A table for people, JSON lines for programs, Turtle for triple stores."
        ),
    ] = "table",
    severity: Annotated[
        Severity | None,
        typer.Option("--severity", "-s", help="Only findings at least this grave.", show_default=False),
    ] = None,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", "-r", help="Only this rule; may be given several times.", show_default=False),
    ] = None,
    rules: Annotated[
        bool, typer.Option("--rules", help="List the rules and what each looks for, and stop.")
    ] = False,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Also findings that have another explanation (below the threshold)."),
    ] = False,
) -> None:
    """Report discrepancies in the documents themselves, with both places."""

    from regesta.extract.record import dumps

    if rules:
        _list_rules()
        return
    chosen = _chosen(rule)
    space = workspace_at(workspace)
    least = 0.0 if everything else _threshold(space)
    for name in [document] if document else space.documents():
        every = _at_least(_audited(space, name), chosen, severity or "note")
        found = [f for f in every if f.confidence >= least]
        if form == "json":
            for finding in found:
                sys.stdout.write(dumps(finding) + "\n")
        elif form == "turtle":
            from regesta.graph.findings import findings_turtle

            sys.stdout.write(findings_turtle(space, name, found).decode("utf-8"))
        else:
            _show(space, name, found, uncertain=len(every) - len(found))


def _threshold(space: Workspace) -> float:
    """How sure a finding must be to be reported: as the workspace says, else as a new one would."""
    from regesta.extract.workspace import default_settings

    fallback = default_settings()["thresholds"]["discrepancy"]
    return float(space.settings.thresholds.get("discrepancy", fallback))


#: Gravest first.
_GRAVE: tuple[str, ...] = get_args(Severity)


def _chosen(names: list[str] | None) -> frozenset[str]:
    from regesta.extract.audit import rules as registered

    known = {r.name for r in registered()}
    wrong = [n for n in names or () if n not in known]
    if wrong:
        raise typer.BadParameter(f"there is no rule {', '.join(wrong)}. `regesta audit --rules` lists them.")
    return frozenset(names or ())


def _at_least(found: list[Discrepancy], chosen: frozenset[str], severity: Severity) -> list[Discrepancy]:
    """The findings of the chosen rules (all where none is chosen) that are at least so grave."""
    least = _GRAVE.index(severity)
    return [f for f in found if (not chosen or f.rule in chosen) and _GRAVE.index(f.severity) <= least]


def _list_rules() -> None:
    from regesta.extract.audit import rules as registered

    table = Table("rule", "severity", "what it looks for", box=None, pad_edge=False)
    for r in sorted(registered(), key=lambda r: (_GRAVE.index(r.severity), r.name)):
        table.add_row(r.name, r.severity, escape(r.about))
    out.print(table)


def _show(space: Workspace, name: str, found: list[Discrepancy], *, uncertain: int) -> None:
    """The findings as a table, their number, and that of those left out as uncertain."""
    from regesta.extract import documents
    from regesta.extract.audit.places import Places

    places = Places(documents.load(space, name))
    table = Table("severity", "rule", "where", "what", box=None, pad_edge=False)
    for finding in sorted(found, key=lambda f: _GRAVE.index(f.severity)):
        table.add_row(finding.severity, finding.rule, places.names(finding.spans), escape(finding.message))
    out.print(table)
    counts: Counter[str] = Counter(f.severity for f in found)
    out.print(
        f"{name}: {len(found)} findings"
        + (f" ({', '.join(f'{counts[s]} {s}' for s in _GRAVE if counts[s])})" if found else "")
        + (f"; {uncertain} more are uncertain, --all shows them with the reasons" if uncertain else "")
    )


def _audited(space: Workspace, name: str) -> list[Discrepancy]:
    """The findings as extraction left them; where it left none, the rules are applied now."""

    from regesta.extract import documents
    from regesta.extract.audit import audit as find_discrepancies
    from regesta.extract.record import Discrepancy

    kept = [r for r in space.records(name) if isinstance(r, Discrepancy)]
    return kept or find_discrepancies(documents.load(space, name), space.records(name))


def score(
    gold: Annotated[
        Path, typer.Argument(help="A folder of annotations, or a file of annotations that are records.")
    ],
    workspace: WorkspaceOption = None,
    document: DocumentOption = None,
    misses: Annotated[
        str, typer.Option("--misses", help="Also list what was missed and what was too much, of one kind.")
    ] = "",
    names_file: Annotated[
        Path | None,
        typer.Option("--names", help="Compare names by this table only (JSON: name to other names)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Precision and recall of the candidates against annotations, per kind."""
    from regesta.extract.authority import authorities
    from regesta.extract.score.scoring import format_scores, names_in
    from regesta.extract.score.scoring import score as score_records

    space = workspace_at(workspace)
    names = [document] if document else space.documents()
    if len(names) != 1:
        raise typer.BadParameter(
            "annotations belong to one document; name it with --document. This workspace has "
            f"{', '.join(names) or 'none'}."
        )
    name = names[0]
    known = authorities(space)
    known = names_in(names_file, known) if names_file is not None else known
    result = score_records(space.records(name), gold, text=space.text(name), authority=known)
    if as_json:
        rows = {
            kind: {"precision": row.precision, "recall": row.recall, "f1": row.f1}
            for kind, row in result.items()
        }
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
    app.command(rich_help_panel="Exchange")(export)
    app.command(rich_help_panel="Ask")(audit)
    app.command(rich_help_panel="Ask")(score)
