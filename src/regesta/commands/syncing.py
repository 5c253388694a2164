"""The command that pushes to elsewhere: the graph to another store, log and records to the database of a
team."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from regesta.commands.console import WorkspaceOption, err, out, workspace_at

if TYPE_CHECKING:
    from regesta.extract.workspace import Workspace


def sync(
    url: Annotated[
        str,
        typer.Argument(
            help="The address of the store's Graph Store Protocol, such as http://localhost:7878/store, "
            "or of a database, such as postgresql://owner@localhost/regesta."
        ),
    ],
    workspace: WorkspaceOption = None,
    default_as: Annotated[
        str,
        typer.Option(
            "--default-as",
            help="The graph there that takes accepted knowledge; else its default graph.",
            show_default=False,
        ),
    ] = "",
    replace: Annotated[
        bool,
        typer.Option(
            "--replace",
            help="Replace the default graph there though it holds something; in a database, records of "
            "documents it has others of.",
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list the graphs; the store is not asked.")
    ] = False,
    grant: Annotated[
        str,
        typer.Option(
            "--grant", help="Database: a role that may read and add, and rewrite nothing.", show_default=False
        ),
    ] = "",
    schema: Annotated[
        str, typer.Option("--schema", help="Database: the schema of this workspace's tables.")
    ] = "regesta",
) -> None:
    """Push the served graph to another SPARQL store: each of our graphs replaces the one of its name there.

    Who sends is proved by `$REGESTA_SYNC_TOKEN` (bearer token) or `$REGESTA_SYNC_LOGIN` (`name:password`).

    To a PostgreSQL database: makes the tables where they are missing, and adds the verdicts of `review.jsonl`
    and the candidate records that it lacks.
    """
    if url.startswith(("postgresql:", "postgres:")):
        if default_as or dry_run:
            raise typer.BadParameter(
                "--default-as and --dry-run go with a SPARQL store, not with a database."
            )
        _share(workspace_at(workspace), url, schema, grant, replace=replace)
        return
    if grant:
        raise typer.BadParameter("--grant goes with a database, postgresql://...")
    from regesta.graph.store import lease
    from regesta.graph.sync import authorization, pushes
    from regesta.graph.sync import sync as push_all

    space = workspace_at(workspace)
    if dry_run:
        with lease(space.snapshots) as snapshot:
            for push in pushes(snapshot.open(), default_as=default_as):
                out.print(f"{push.triples:>10,}  {escape(push.target or 'default graph')}", soft_wrap=True)
        return
    headers = authorization(
        token=os.environ.get("REGESTA_SYNC_TOKEN", ""), login=os.environ.get("REGESTA_SYNC_LOGIN", "")
    )
    with err.status("sending") as shown:
        sent = push_all(
            space,
            url,
            default_as=default_as,
            replace=replace,
            headers=headers,
            progress=lambda text, _: shown.update(f"sending {escape(text)}"),
        )
    out.print(
        f"sent {sum(p.triples for p in sent):,} triples in {len(sent):,} graphs to {escape(url)}",
        soft_wrap=True,
    )


def _share(space: Workspace, url: str, schema: str, grant: str, *, replace: bool) -> None:
    """Make the tables of a team where they are missing, and fill them."""
    from regesta.extract.database import Address
    from regesta.extract.database.connection import VERSION, database_at
    from regesta.extract.database.tables import prepare
    from regesta.review.sharing import share

    address = Address(url, schema)
    if prepare(address, grant):
        out.print(f"made the tables in {escape(address.shown)}, version {VERSION}", soft_wrap=True)
    if grant:
        out.print(f"{escape(grant)} may read and add there", soft_wrap=True)
    sent = share(space, database_at(address), replace=replace)
    out.print(
        f"added {sent.verdicts:,} of {sent.of:,} verdicts, and the records of {len(sent.documents):,} "
        "documents",
        soft_wrap=True,
    )
    if sent.kept:
        names = escape(", ".join(sent.kept))
        out.print(f"other records are there, and stay: {names}; --replace puts these in their place")
    if not space.settings.database:
        out.print(f"to use it: the setting `database` in {escape(str(space.root / 'regesta.toml'))}")


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(rich_help_panel="Exchange")(sync)
