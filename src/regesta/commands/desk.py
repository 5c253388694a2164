"""`regesta desk`, and `regesta` alone: the start page in the browser."""

from __future__ import annotations

import os
import sys
import threading
import webbrowser
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from regesta.commands.console import out


def desk(
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder",
            help="Where the theses are kept; else $REGESTA_DESK, else ~/Regesta.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[int, typer.Option(help="The port, theses at those behind it; 0 takes free ones.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Open the start page in the browser: drop a thesis, watch it being read, review, publish.

    Example: regesta desk --folder ~/Regesta
    """
    import uvicorn

    from regesta.desk.pages import create_desk
    from regesta.graph.serve.server import bound

    place = folder or Path(os.environ.get("REGESTA_DESK") or Path.home() / "Regesta")
    place = place.expanduser().resolve()
    place.mkdir(parents=True, exist_ok=True)
    socket = bound("127.0.0.1", port)
    server: uvicorn.Server

    def stop() -> None:
        server.should_exit = True

    address = f"http://127.0.0.1:{socket.getsockname()[1]}/"
    settings = uvicorn.Config(
        create_desk(place, stop=stop, address=address, port=port),
        http="httptools",
        ws="none",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=3,
    )
    server = uvicorn.Server(settings)
    out.print(f"the desk is at {address}   theses are kept in {escape(str(place))}   stop with Ctrl-C")
    if browser and may_open():
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    server.run(sockets=[socket])


def may_open() -> bool:
    """Whether there is a display a browser could open on."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def is_wanted() -> bool:
    """Whether `regesta` alone means the desk: somebody is at a terminal or a display, and it is no CI."""
    return not os.environ.get("CI") and ((sys.stdin is not None and sys.stdin.isatty()) or may_open())


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command(rich_help_panel="Make")(desk)
