"""The command that proposes what is one in several documents."""

from __future__ import annotations

import typer

from regesta.commands.console import WorkspaceOption, out, workspace_at


def identify(workspace: WorkspaceOption = None) -> None:
    """Propose which actors, sources and events of different documents are one, each as an identity to be
    reviewed; only documents extracted since are compared anew."""
    from regesta.extract.across.proposing import propose_across

    space = workspace_at(workspace)
    found = propose_across(space)
    read = f"{len(found.read):,} document{'' if len(found.read) == 1 else 's'} compared"
    told = ", ".join(f"{found.identities.get(kind, 0):,} of {kind}s" for kind in ("actor", "source", "event"))
    out.print(f"{read}; identities across documents: {told}")
    if found.identities:
        out.print("next: regesta review, and there the kind [bold]across[/]")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(identify)
