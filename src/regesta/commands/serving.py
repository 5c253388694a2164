"""Starting the server, for `serve`, `run --serve`, `review` and `demo`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.markup import escape

from regesta.commands.console import err, out

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from regesta.extract.workspace import Workspace
    from regesta.graph.serve.server import Server
    from regesta.queries.saved import Catalogue


def catalogue_of(workspace: Workspace) -> Catalogue:
    """The saved queries of the package and those the workspace adds."""

    from regesta.queries.saved import Catalogue

    return Catalogue.load([workspace.queries], base=workspace.settings.base)


def say_faults(catalogue: Catalogue) -> None:
    """Say which query files of the workspace are wrong and left out."""
    for what in catalogue.faults.values():
        err.print(f"[yellow]saved query left out[/]: {escape(what)}")


def catalogue_graph(workspace: Workspace) -> bytes:
    """The same as N-Quads of their own graph, for a build."""
    from regesta.graph.serve.protocol.examples import catalogue_quads

    return catalogue_quads(catalogue_of(workspace), workspace.settings.base)


def serve_workspace(
    workspace: Workspace,
    *,
    host: str | None = None,
    port: int | None = None,
    landing: str = "/",
    announce: Callable[[Server], None] | None = None,
    needs_graph: bool = True,
) -> None:
    """Serve until interrupted, saying where.

    Errors: StoreError when nothing was built and a graph is needed; ServeError when the port is taken.
    """

    from regesta.commands.publishing import publisher
    from regesta.graph.serve.later import Later
    from regesta.graph.serve.server import desk_address, run_server
    from regesta.graph.store import StoreError, current
    from regesta.review.pages.authentication import read_access

    if needs_graph and current(workspace.snapshots) is None:
        raise StoreError(
            f"{workspace.root} has no graph yet. Type `regesta build --workspace {workspace.root}`."
        )

    catalogue = catalogue_of(workspace)

    def say(server: Server) -> None:
        address = server.url.rstrip("/")
        say_faults(catalogue)
        out.print(f"serving {escape(str(workspace.root))} at {address}{landing}")
        out.print(
            f"  SPARQL {address}/sparql   saved queries {address}/queries/   review {address}/review/   stop "
            "with Ctrl-C"
        )
        if announce is not None:
            announce(server)

    # Settings that are wrong are told at once; the pages themselves are made when somebody wants them.
    access = read_access(
        workspace.settings.review, public_url=str(workspace.settings.serve.get("public_url", ""))
    )

    def review_pages() -> ASGIApp:
        from regesta.review.pages.app import create_review

        return create_review(workspace, access=access, publish=publisher(workspace), desk=desk_address())

    review = Later(review_pages)
    run_server(workspace, catalogue, host=host, port=port, announce=say, mounts={"/review": review})
