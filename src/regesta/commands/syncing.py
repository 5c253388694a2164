"""The command that pushes the graph to another store."""

from __future__ import annotations

import os
from typing import Annotated

import typer
from rich.markup import escape

from regesta.commands.console import WorkspaceOption, err, out, workspace_at


def sync(
    url: Annotated[
        str,
        typer.Argument(
            help="The address of the store's Graph Store Protocol, such as http://localhost:7878/store."
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
        bool, typer.Option("--replace", help="Replace the default graph there though it holds something.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only list the graphs; the store is not asked.")
    ] = False,
) -> None:
    """Push the served graph to another SPARQL store: each of our graphs replaces the one of its name there.

    Who sends is proved by `$REGESTA_SYNC_TOKEN` (bearer token) or `$REGESTA_SYNC_LOGIN` (`name:password`).
    """
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


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(rich_help_panel="Exchange")(sync)
