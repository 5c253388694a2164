"""The command that takes in what others made: annotations of the text, as verdicts in their name; RDF, as a
graph of its own."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.markup import escape

from regesta.commands.console import WorkspaceOption, err, out, workspace_at

if TYPE_CHECKING:
    from regesta.extract.workspace import Workspace

#: How many rows that were left out are shown before the rest is only counted.
_SHOWN = 20
What = Literal["annotations", "graph"]
#: What each ending means; .json and .jsonld may be either, and the file's own words decide.
_ANNOTATIONS = (".csv", ".xmi", ".zip", ".jsonl", ".conllu", ".tei", ".xml")
_GRAPHS = (".ttl", ".nt", ".nq", ".trig", ".rdf", ".owl")
_EITHER = (".json", ".jsonld")


def import_file(
    name: Annotated[
        str,
        typer.Option(
            "--as", help="Annotations: who made them, a name or an ORCID. RDF: the name of the graph."
        ),
    ] = "",
    file: Annotated[
        Path | None,
        typer.Argument(
            help="RDF (.ttl, .nt, .nq, .trig, .rdf, .owl, .jsonld); or annotations: Web annotations (.json, "
            ".jsonld), Label Studio (.json), doccano or Prodigy (.jsonl), CoNLL-U (.conllu), a UIMA CAS "
            "(.xmi, .zip), TEI (.tei, .xml), a table (.csv); or a bundle of `regesta export` (.zip).",
            show_default=False,
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    what: Annotated[
        What | None,
        typer.Option(
            "--what",
            help="What a .json or .jsonld file is, where it should not decide itself.",
            show_default=False,
        ),
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the RDF graph of that name away.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="List the RDF graphs that were imported.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Annotations: only say what would be done.")
    ] = False,
    model: Annotated[
        bool, typer.Option("--model", help="Annotations: their maker is a program, such as a language model.")
    ] = False,
    lift: Annotated[
        str,
        typer.Option(
            "--lift",
            help="RDF: say its events in our words too: sem (EventKG), cidoc (WarSampo) or schema-org.",
        ),
    ] = "",
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            "--text", help="Bundle: the document it was made of, which it does not hold.", show_default=False
        ),
    ] = None,
) -> None:
    """Take in what others made: their annotations of the text, their RDF, or a whole bundle.

    Annotations become changes, verdicts and comments in their name, additions candidates. Nothing is accepted
    that the file does not say is accepted; importing a file again does nothing twice, and the whole of it is
    taken back with `regesta verdict withdraw BATCH`.

    RDF goes to `graph/import/NAME`, never into accepted knowledge. It stays through every `regesta build`;
    importing again under the name replaces it whole, `--remove` takes it away. Nothing is fetched: no remote
    context, no DTD, no other file.

    A bundle becomes a workspace of its own, in a new folder, and is served. Where it was made without its
    texts, everything but the quotations is there; with `--text FILE` they come back, if it is the very file.
    """
    if file is not None and _is_bundle(file):
        _import_bundle(workspace or Path("."), file, texts or [])
    elif listing:
        _list(workspace_at(workspace))
    else:
        _refuse_unclear(file, name, remove=remove, texts=bool(texts))
        from regesta.review.verdict import SOFTWARE

        agent = SOFTWARE if model else ""
        space = workspace_at(workspace)
        _import_as(space, file, name, what, remove=remove, dry_run=dry_run, agent=agent, lift=lift)


def _refuse_unclear(file: Path | None, name: str, *, remove: bool, texts: bool) -> None:
    """Refuse options that do not go together."""
    if texts:
        raise typer.BadParameter("--text goes with a bundle, a .zip that `regesta export -f bundle` made.")
    if not name:
        raise typer.BadParameter(
            "say whose it is: --as NAME (the reviewer for annotations, the graph's name for RDF)."
        )
    if remove and file is not None:
        raise typer.BadParameter("--remove takes no file; type only --remove --as NAME.")
    if not remove and file is None:
        raise typer.BadParameter("name a file to import, or --list, or --remove --as NAME.")


def _import_as(
    space: Workspace,
    file: Path | None,
    name: str,
    what: What | None,
    *,
    remove: bool,
    dry_run: bool,
    agent: str,
    lift: str,
) -> None:
    """Take in annotations or RDF of that name, or take that RDF away."""
    if file is None or remove:
        _remove(space, name)
        return
    data = _bytes(file)
    if _is_graph(file, data, what):
        if dry_run:
            raise typer.BadParameter(
                "--dry-run is for annotations; an imported graph is taken away again with --remove."
            )
        _import_graph(space, file, data, name, lift)
    elif lift:
        raise typer.BadParameter("--lift is for RDF; annotations tell of no events in other vocabularies.")
    else:
        _import_annotations(space, file, data, name, dry_run, agent)


def _is_bundle(file: Path) -> bool:
    from regesta.graph.bundle.unpacking import is_bundle

    return file.suffix.lower() == ".zip" and file.is_file() and is_bundle(file.read_bytes())


def _import_bundle(root: Path, file: Path, texts: list[Path]) -> None:
    """Unpack a bundle, put back the texts that are given, and publish its graph."""
    from regesta.commands.serving import catalogue_graph
    from regesta.commands.workspace import show_build
    from regesta.graph.build import build
    from regesta.graph.bundle.unpacking import give_text, unpack

    space = unpack(root, _bytes(file))
    for text in texts:
        name = give_text(space, text)
        out.print(f"{escape(str(text))} is the text of {escape(name)}; its quotations are put back")
    show_build(build(space, catalogue=catalogue_graph(space)))
    out.print(f"next: regesta serve --workspace {escape(str(root))}")


def _is_graph(file: Path, data: bytes, what: What | None) -> bool:
    """Whether the file is RDF to keep, not annotations to log: by its ending, a JSON file by its words."""
    from regesta.review.exchange.label_studio import is_label_studio
    from regesta.review.exchange.plan import ImportFault
    from regesta.review.exchange.webannotation import DEEPEST, is_annotations
    from regesta.review.json_values import nesting

    suffix = file.suffix.lower()
    if suffix in _EITHER:
        if what is None:
            if nesting(data, DEEPEST) > DEEPEST:
                return suffix == ".jsonld"
            try:
                told = json.loads(data.decode("utf-8-sig"))
                return not is_annotations(told) and not is_label_studio(told)
            except ValueError:
                return suffix == ".jsonld"
        return what == "graph"
    if suffix in _GRAPHS or suffix in _ANNOTATIONS:
        is_graph = suffix in _GRAPHS
        if what is not None and (what == "graph") != is_graph:
            raise typer.BadParameter(
                f"{suffix} is always {'a graph' if is_graph else 'annotations'}; --what decides between the "
                "two for .json and .jsonld only."
            )
        return is_graph
    raise ImportFault(
        f"{file.name} has an ending that is not known; annotations come as .json or .jsonld (Web "
        "Annotation), .json (Label Studio), .jsonl (doccano, Prodigy), .conllu, .tei or .xml (TEI), .xmi or "
        f".zip (INCEpTION), .csv (spreadsheet), RDF as {', '.join(_GRAPHS)} or .jsonld"
    )


def _import_graph(space: Workspace, file: Path, data: bytes, name: str, lift: str = "") -> None:
    from regesta.graph.imported_graphs import import_graph
    from regesta.review.verdict import utc_now

    made = import_graph(space, data, file.suffix, name, source=file.name, at=utc_now(), lift=lift)
    put = f"replaced {made.replaced:,} statements by" if made.replaced else "took in"
    out.print(
        f"{escape(str(file))} is RDF: {put} {made.statements:,} statements, served as generation "
        f"{made.generation}"
    )
    for iri, count in made.graphs[:_SHOWN]:
        out.print(f"  {count:>9,}  <{escape(iri)}>")
    if len(made.graphs) > _SHOWN:
        out.print(f"  and {len(made.graphs) - _SHOWN} more graphs")
    out.print(
        f"ask it with GRAPH <{escape(made.graphs[0][0])}> {{ … }}; to take it away: regesta import --remove "
        f"--as {escape(name)}"
    )


def _remove(space: Workspace, name: str) -> None:
    from regesta.graph.imported_graphs import remove_graph

    gone = remove_graph(space, name)
    out.print(
        f"took away {gone.replaced:,} statements imported as {escape(name)}, served as generation "
        f"{gone.generation}"
    )


def _list(space: Workspace) -> None:
    from regesta.graph.imported_graphs import listed

    found = listed(space)
    for made in found:
        out.print(f"{escape(made.name)}: {made.statements:,} statements")
        for iri, count in made.graphs[:_SHOWN]:
            out.print(f"  {count:>9,}  <{escape(iri)}>")
    if not found:
        out.print("no RDF was imported; regesta import FILE --as NAME does it")


def _import_annotations(
    space: Workspace, file: Path, data: bytes, name: str, dry_run: bool, agent: str = ""
) -> None:
    from regesta.extract.record import Sentence
    from regesta.graph.build import review
    from regesta.review.exchange.files import read
    from regesta.review.exchange.plan import Ground, ImportFault, plan
    from regesta.review.logs import log_of
    from regesta.review.verdict import utc_now

    log = log_of(space)
    verdicts = log.read()
    state, deposits = review(space, verdicts)
    ground = Ground(
        state=state,
        texts={d.document: d.text for d in deposits},
        sentences={d.document: [r for r in d.structure if isinstance(r, Sentence)] for d in deposits},
        log=verdicts,
    )
    said, faults = read(file.name, data, ground, proposer=name)
    made = plan(said, faults, ground, data=data, name=name, at=utc_now(), agent=agent)
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
        out.print(
            "next: regesta build   or, to take them back: regesta verdict withdraw "
            f"{escape(shlex.quote(made.batch))}"
        )


def _bytes(file: Path) -> bytes:
    from regesta.review.exchange.plan import ImportFault

    try:
        return file.read_bytes()
    except OSError as error:
        raise ImportFault(f"{file} cannot be read: {error.strerror or error}. Check the path.") from error


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("import", rich_help_panel="Exchange")(import_file)
