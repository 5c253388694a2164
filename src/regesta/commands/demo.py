"""`regesta demo`: the main job on the example essay, then three saved queries put to the served endpoint over
HTTP."""

from __future__ import annotations

import csv
import io
import shutil
import sys
import threading
import time
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from regesta.commands.console import Stage, out, progress_display
from regesta.commands.extracting import plural
from regesta.commands.serving import catalogue_graph, catalogue_of
from regesta.commands.workspace import accept_policies, extract_document, show_build

if TYPE_CHECKING:
    from regesta.extract.workspace import Workspace
    from regesta.graph.serve.server import Server

ESSAY = "iran-1946.txt"
#: The saved queries the demo puts to the endpoint, with their parameters.
ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    ("rebuttals", {}),
    ("who-wrote-to-whom", {}),
    ("archives", {}),
)
ROWS = 6
_FOLDER = Path("regesta-demo")
#: Characters of the terminal a column wants, so that it says something.
COLUMN = 26


def demo(
    workspace: Annotated[
        Path, typer.Option("--workspace", "-w", help="The folder to build it in; made when missing.")
    ] = _FOLDER,
    port: Annotated[int, typer.Option(help="The port to serve on; 0 takes a free one.")] = 0,
    where: Annotated[
        bool, typer.Option("--where", help="Say where the example essay lies, and do nothing else.")
    ] = False,
    dataset: Annotated[
        str, typer.Option("--dataset", help="Serve a published dataset instead, by its name.")
    ] = "",
    text: Annotated[
        Path | None,
        typer.Option(
            "--text", help="Dataset: the text it was made of, which it does not hold.", show_default=False
        ),
    ] = None,
) -> None:
    """Do the main job on the example essay, serve it, and ask three questions over HTTP; in a terminal it
    goes on serving. With a dataset, serve that."""
    if where:
        with resources.as_file(resources.files("regesta.examples") / ESSAY) as essay:
            out.print(escape(str(essay)))
        return
    from regesta.graph.serve.config import read_config
    from regesta.graph.serve.server import Server

    space = _unpacked(dataset, workspace, text) if dataset else _built(workspace)
    settings = space.settings.serve
    server = Server(
        read_config(
            space.snapshots,
            space.settings.base,
            settings,
            index=space.index,
            documents=space.root / "documents",
            aligned=space.settings.aligned,
            licence=space.settings.licence,
        ),
        catalogue_of(space),
        host=str(settings.get("host", "127.0.0.1")),
        port=port,
        workspace=space,
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    _wait(server)
    address = server.url.rstrip("/")
    out.print(f"\nserving at {address}")
    for name, values in ASKED:
        _ask(address, name, values)
    out.print(
        f"SPARQL endpoint  {address}/sparql\nsaved queries    {address}/queries/\nworkspace        "
        f"{escape(str(space.root))}"
    )
    if sys.stdin.isatty() and sys.stdout.isatty():
        out.print("going on serving; stop with Ctrl-C")
        try:
            while thread.is_alive():
                thread.join(1.0)
        except KeyboardInterrupt:
            out.print("stopping")
    server.stop()
    thread.join(30.0)


def _unpacked(dataset: str, folder: Path, text: Path | None) -> Workspace:
    """The workspace of a dataset; in a folder named after it unless another was given."""
    from regesta import datasets
    from regesta.extract.workspace import CONFIG, open_workspace
    from regesta.graph.build import build
    from regesta.graph.bundle.unpacking import give_text, unpack

    folder = Path(f"regesta-{dataset}") if folder == _FOLDER else folder
    try:
        data = datasets.archive(dataset)
    except LookupError as error:
        raise typer.BadParameter(str(error.args[0]), param_hint="--dataset") from error
    there = (folder / CONFIG).is_file()
    space = open_workspace(folder) if there else unpack(folder, data)
    if text is not None:
        give_text(space, text)
    show_build(build(space, catalogue=catalogue_graph(space)))
    return space


def _built(folder: Path) -> Workspace:
    from regesta.extract import documents
    from regesta.extract.read import read_path
    from regesta.extract.workspace import CONFIG, WorkspaceError, create, open_workspace
    from regesta.graph.build import build
    from regesta.review.policy import read_policies

    examples = resources.files("regesta.examples")
    with (
        resources.as_file(examples / ESSAY) as essay,
        resources.as_file(examples / "authority.tsv") as authority,
        resources.as_file(examples / "review.jsonl") as log,
    ):
        read = read_path(essay)
        fresh = not (folder / CONFIG).is_file()
        if fresh and folder.exists() and any(folder.iterdir()):
            raise WorkspaceError(
                f"{folder} is there and is no workspace. Type `regesta demo --workspace ANOTHER-FOLDER`, or "
                "remove it."
            )
        space = create(folder) if fresh else open_workspace(folder)
        documents.add(space, essay, document=read)
        if fresh:
            shutil.copyfile(authority, space.root / "authority" / "example.tsv")
            if log.is_file():
                shutil.copyfile(log, space.log)
    with progress_display() as shown:
        records = extract_document(space, read.id, "", shown)
        accepted = accept_policies(space, list(read_policies(space.settings.policies)), "regesta demo")
        report = build(space, progress=Stage(shown, "build"), catalogue=catalogue_graph(space))
    kinds = Counter(record.kind for record in records)
    out.print(f"{read.title or read.id}: " + ", ".join(f"{n:,} {plural(k)}" for k, n in kinds.items()))
    out.print("accepted by policy: " + ", ".join(f"{name} {n:,}" for name, n in accepted.items()))
    show_build(report)
    return space


def _wait(server: Server, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not server.started:
        if time.monotonic() > end:
            raise TimeoutError(f"the server did not answer within {seconds:g} seconds")
        time.sleep(0.05)


def _ask(address: str, name: str, values: dict[str, str]) -> None:
    import urllib.parse
    import urllib.request

    url = f"{address}/queries/{name}" + (f"?{urllib.parse.urlencode(values)}" if values else "")
    request = urllib.request.Request(url, headers={"Accept": "text/csv"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        rows = list(csv.reader(io.StringIO(reply.read().decode("utf-8"))))
    head, body = rows[0], rows[1:]
    # The first column of most answers is an IRI: a person reads the rest.
    shown = [
        i for i in range(len(head)) if not all(row[i].startswith("http") for row in body if row[i])
    ] or list(range(len(head)))
    table = Table(title=url, title_justify="left", box=None, pad_edge=False)
    shown = shown[: max(2, min(5, out.width // COLUMN))]
    for i in shown:
        table.add_column(head[i].replace("_", " "), no_wrap=True, overflow="ellipsis", max_width=38)
    for row in body[:ROWS]:
        table.add_row(*(escape(" ".join(row[i].split())) for i in shown))
    out.print(table)
    if len(body) > ROWS:
        out.print(f"[dim]… {len(body) - ROWS} more rows[/]")
    out.print()


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(rich_help_panel="Make")(demo)
