"""Commands that keep house: init, add, extract, build, run, serve, doctor."""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.markup import escape
from rich.table import Table

from regesta.commands.console import (
    DocumentOption,
    ReviewerOption,
    Stage,
    WorkspaceOption,
    err,
    out,
    progress_display,
    workspace_at,
)
from regesta.commands.extracting import SHOWN, show_diagnostics
from regesta.commands.serving import catalogue_graph, serve_workspace

if TYPE_CHECKING:
    from rich.progress import Progress

    from regesta.commands.console import LinesOfProgress
    from regesta.extract.read.document import Document
    from regesta.extract.record import Record
    from regesta.extract.workspace import Workspace
    from regesta.graph.build import BuildReport

#: A file of fewer bytes is read sooner than a process for it begins.
_SMALL = 50_000

StrictOption = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="Stop at the first sentence or note that cannot be read, instead of going on without it.",
    ),
]

AnywayOption = Annotated[
    bool,
    typer.Option("--anyway", help="Go on though the reading is plainly broken (see `regesta doctor FILE`)."),
]


def init(
    workspace: Annotated[Path, typer.Option("--workspace", "-w", help="The folder to make one in.")] = Path(),
) -> None:
    """Make a workspace: a folder with `regesta.toml`, for documents, authorities, verdicts and links."""

    from regesta.extract.workspace import create

    made = create(workspace)
    out.print(
        f"made a workspace in {escape(str(made.root.resolve()))}\nnext: regesta add FILE --workspace "
        f"{escape(str(made.root))}"
    )


def add(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Theses: plain text, Markdown, HTML, DOCX, ODT, EPUB, TEI or PDF with a text layer."
        ),
    ],
    workspace: WorkspaceOption = None,
    document_id: Annotated[
        str | None,
        typer.Option(
            "--id",
            help="A short name for the document (one file only); else made of the file's name.",
            show_default=False,
        ),
    ] = None,
    title: Annotated[str, typer.Option(help="Its title, where the file does not say.")] = "",
    author: Annotated[str, typer.Option(help="Its author.")] = "",
    year: Annotated[str, typer.Option(help="Its year.")] = "",
    anyway: AnywayOption = False,
) -> None:
    """Add documents: the file as given and its raw text are kept, every later offset refers to that text.
    Says how well each could be read."""
    from regesta.extract import documents

    space = workspace_at(workspace)
    if document_id and len(files) > 1:
        raise typer.BadParameter("--id names one document; add the files one by one.")
    for path in files:
        read = _read(path, document_id, anyway=anyway)
        added = documents.add(
            space,
            path,
            document_id=document_id,
            title=title,
            author=author,
            year=year,
            document=read,
            anyway=True,
        )
        out.print(f"added {added.id}")


def _read(path: Path, document_id: str | None = None, *, anyway: bool) -> Document:
    """A file as read, with its reading report on the screen; a reading of no use ends the command with exit
    code 3, unless told to go on."""
    from regesta.extract.read import read_path

    return _fit(path, read_path(path, document_id), anyway=anyway)


def _fit(path: Path, read: Document, *, anyway: bool) -> Document:
    """A document that was read, its report shown; see `_read`."""
    from regesta.commands.reading import short

    report = read.report
    out.print(short(report, str(path)))
    if report.broken and not anyway:
        err.print(
            f"[red]error[/]: {escape(path.name)} cannot be read well enough to go on; the report above says "
            "why and what to try. `--anyway` goes on all the same."
        )
        raise typer.Exit(3)
    return read


def read_while_loading(file: Path, model: str) -> Document:
    """A file as read, by a process beside this one that loads the spaCy pipeline meanwhile, for what comes
    next. Errors: those of `read_path`."""
    from regesta.extract.beside import Beside, cores, may_fork
    from regesta.extract.read import read_path

    large = file.is_file() and file.stat().st_size > _SMALL
    if not large or cores() == 1 or not may_fork():
        return read_path(file)
    with Beside(partial(read_path, file)) as reading:
        _load(model)
        try:
            return reading.result()
        except Exception:
            return read_path(file)  # which raises what another process can only tell of


def _load(model: str) -> None:
    """Load a spaCy pipeline, as far as that is possible: extraction says what is wrong with it."""
    from regesta.extract.annotate import ModelError
    from regesta.extract.corpus.work import kept_model

    with suppress(ModelError):
        kept_model(model)


def _model_of(folder: Path, named: str) -> str:
    """The spaCy pipeline that is named, else that of the workspace in a folder; "" where there is none
    yet."""
    from regesta.extract.workspace import CONFIG, open_workspace

    return named or (open_workspace(folder).settings.model if (folder / CONFIG).is_file() else "")


def extract(
    workspace: WorkspaceOption = None,
    document: DocumentOption = None,
    model: Annotated[str, typer.Option(help="A spaCy pipeline; else the one in regesta.toml.")] = "",
    strict: StrictOption = False,
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            "-j",
            min=0,
            help="How many processes work at once; 0: as many as there are processors.",
        ),
    ] = 0,
    on: Annotated[
        str,
        typer.Option(
            help="Where: `ray` (on this machine, or at $RAY_ADDRESS) or a cluster's address, ray://HOST:10001."
        ),
    ] = "",
    again: Annotated[
        bool,
        typer.Option("--again", help="Also the documents that are done and whose records would not differ."),
    ] = False,
) -> None:
    """Propose candidate records from the documents; verdicts are kept, whatever the extractor now says.
    What is done already is passed over; a document that fails stops no other."""
    from regesta.commands.extracting import extract_all

    extract_all(
        workspace_at(workspace),
        (document,) if document else (),
        model=model,
        strict=strict,
        jobs=jobs,
        on=on,
        again=again,
    )


def extract_document(
    space: Workspace,
    name: str,
    model: str,
    shown: Progress | LinesOfProgress,
    document: Document | None = None,
    *,
    strict: bool = False,
) -> list[Record]:
    """The candidates of a document, kept in the workspace, with one line of progress."""
    from regesta.api.workspace import Workspace as ApiWorkspace

    stage = Stage(shown, f"extract {name}")
    stage("reading", 0.0)
    ws = ApiWorkspace(space)
    return ws.extract_read(
        document or ws.document(name),
        model=model,
        progress=stage,
        strict=strict,
        say=lambda message: err.print(escape(message)),
    )


def build(
    workspace: WorkspaceOption = None,
    reason: Annotated[
        bool, typer.Option("--reason", help="Also check consistency with HermiT (needs Java).")
    ] = False,
    shacl: Annotated[
        Literal["quick", "full"],
        typer.Option("--shacl", help="full: check the shapes by pySHACL too, which takes minutes."),
    ] = "quick",
) -> None:
    """Map what was accepted to the ontology, validate it, store it, and publish a new snapshot."""
    from regesta.graph.build import build as build_graph

    space = workspace_at(workspace)
    with progress_display() as shown:
        report = build_graph(
            space,
            progress=Stage(shown, "build"),
            reason=reason,
            catalogue=catalogue_graph(space),
            shacl=shacl,
        )
    show_build(report)


def show_build(report: BuildReport) -> None:
    done = "nothing changed since" if report.unchanged else "built"
    out.print(
        f"{done} generation {report.generation}: {report.quads:,} quads, {report.accepted:,} accepted "
        f"records, N-Quads sha256 {report.digest[:16]}…"
    )
    if report.whole:
        out.print(f"  everything was built, not only what verdicts changed: {escape(report.whole)}")
    if report.unchecked:
        out.print(f"  {escape(report.unchecked)}")
    for finding in report.findings[:20]:
        out.print(f"  [yellow]{escape(finding.severity)}[/] {escape(finding.text)}")
    if len(report.findings) > 20:
        out.print(f"  … and {len(report.findings) - 20} more findings")


def accept_policies(space: Workspace, names: list[str], reviewer: str | None) -> dict[str, int]:
    """Apply policies in the order given, log their verdicts, and return how many each accepted."""
    from regesta.api.verdicts import Verdicts

    return Verdicts(space).accept_by_policy(*names, reviewer=reviewer)


def run(
    file: Annotated[Path, typer.Argument(help="The thesis.")],
    workspace: Annotated[
        Path | None,
        typer.Option(
            "--workspace",
            "-w",
            help="The workspace; made when missing. Else a folder named after the file.",
            show_default=False,
        ),
    ] = None,
    model: Annotated[str, typer.Option(help="A spaCy pipeline; else the one in regesta.toml.")] = "",
    strict: StrictOption = False,
    anyway: AnywayOption = False,
    serve: Annotated[bool, typer.Option("--serve", help="Go on serving the result.")] = False,
    port: Annotated[int, typer.Option(help="The port to serve on.")] = 0,
    reviewer: ReviewerOption = None,
) -> None:
    """From a file to an endpoint in one go: init, add, extract, accept by every policy of `regesta.toml`,
    build. Says first how well the file could be read."""

    from regesta.extract import documents
    from regesta.extract.record import Diagnostic
    from regesta.extract.workspace import CONFIG, create, open_workspace
    from regesta.graph.build import build as build_graph
    from regesta.review.policy import read_policies

    folder = workspace or Path(re.sub(r"[^A-Za-z0-9._-]+", "-", file.stem).strip("-").lower() or "workspace")
    with progress_display() as shown:
        stage = Stage(shown, f"read {file.name}")
        # Before a workspace is made, so that a file that cannot be read leaves nothing behind.
        read = _fit(file, read_while_loading(file, _model_of(folder, model)), anyway=anyway)
        space = open_workspace(folder) if (folder / CONFIG).is_file() else create(folder)
        document = documents.add(space, file, document=read, anyway=True)
        stage("", 1.0)
        records = extract_document(space, document.id, model, shown, document, strict=strict)
        counts = Counter(r.kind for r in records)
        policy_stage = Stage(shown, "accept by policy")
        accepted = accept_policies(space, list(read_policies(space.settings.policies)), reviewer)
        policy_stage("", 1.0)
        report = build_graph(space, progress=Stage(shown, "build"), catalogue=catalogue_graph(space))
    table = Table("kind", "proposed", box=None, pad_edge=False)
    for kind in SHOWN:
        if counts.get(kind):
            table.add_row(kind, f"{counts[kind]:,}")
    table.columns[1].justify = "right"
    out.print(table)
    show_diagnostics([r for r in records if isinstance(r, Diagnostic)])
    for name, number in accepted.items():
        out.print(f"policy {name} accepted {number:,}")
    show_build(report)
    if serve:
        serve_workspace(space, port=port or None)
    else:
        out.print(
            f"next: regesta serve --workspace {escape(str(folder))}   or   regesta review --workspace "
            f"{escape(str(folder))}"
        )


def serve(
    workspace: WorkspaceOption = None,
    host: Annotated[
        str | None,
        typer.Option(help="The address to listen on; else the one in regesta.toml.", show_default=False),
    ] = None,
    port: Annotated[
        int | None, typer.Option(help="The port; else the one in regesta.toml.", show_default=False)
    ] = None,
) -> None:
    """Serve the graph: SPARQL endpoint, saved queries, a page for every resource."""
    serve_workspace(workspace_at(workspace), host=host, port=port)


def doctor(
    file: Annotated[
        Path | None,
        typer.Argument(help="A file: say how well it can be read, without a workspace.", show_default=False),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="With a file: the report as JSON, for scripts.")
    ] = False,
) -> None:
    """Say what is installed, which model and whether its files are the known ones, Java, Chromium, free
    disk; or, with a file, how well it can be read."""
    if file is not None:
        _examine_file(file, as_json=as_json)
        return
    if as_json:
        raise typer.BadParameter("--json is the report of a file: `regesta doctor FILE --json`.")
    from regesta.commands import doctor as health

    rows = health.examine(workspace)
    table = Table("", "what", "found", box=None, pad_edge=False)
    signs = {"good": "[green]good[/]", "missing": "[yellow]missing[/]", "bad": "[red]bad[/]", "note": "note"}
    for row in rows:
        table.add_row(signs[row.state], row.what, escape(row.found))
    out.print(table)
    if any(row.state == "bad" for row in rows):
        err.print("something above is bad: the text beside it says what to type")
        raise typer.Exit(1)


def _examine_file(file: Path, *, as_json: bool) -> None:
    """Prints a file's whole reading report; exit code 3 when the reading is broken, as for a file that cannot
    be read at all."""
    from regesta.commands.reading import full
    from regesta.extract.read import read_path

    report = read_path(file).report
    if as_json:
        typer.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=1))
    else:
        out.print(full(report))
    if report.broken:
        raise typer.Exit(3)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    for command in (init, add, extract, build, run, serve, doctor):
        app.command(rich_help_panel="Make")(command)
