"""The `regesta` command: its commands, and the one place where an error becomes a message and an exit code.

Commands import the rooms they need when they run, so that a question is not kept waiting by the parser of
sentences.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from rich.markup import escape

from regesta import __version__
from regesta.commands import demo, importing, linking, syncing
from regesta.commands import export as exchange
from regesta.commands import query as ask
from regesta.commands import verdict as judge
from regesta.commands import workspace as house
from regesta.commands.console import GroupedCommands, err, out

app = typer.Typer(
    name="regesta",
    cls=GroupedCommands,
    help="Turn a footnoted history thesis into a reviewed knowledge graph, and serve it.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (demo, house, judge, ask, exchange, importing, linking, syncing):
    module.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        out.print(f"regesta {__version__}")
        raise typer.Exit


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Options of every command."""
    if debug:
        os.environ["REGESTA_DEBUG"] = "1"


def main() -> None:
    """Run the command line; errors the user can mend end as a message and a documented exit code
    (docs/commands.md)."""
    try:
        app()
    except KeyboardInterrupt:
        err.print("stopped")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("REGESTA_DEBUG"):
            raise
        from regesta.commands.errors import (  # knows every room: only when there is an error
            exit_code,
            not_written,
        )

        code = exit_code(error)
        if unwritable := not_written(error):
            err.print(f"[red]error:[/] {escape(unwritable)}")
            sys.exit(4)
        if code is None:
            err.print(
                f"[red]regesta failed inside:[/] {escape(type(error).__name__)}: {escape(str(error))}\nRun "
                "the command again as `regesta --debug …` and report what it prints."
            )
            sys.exit(70)
        err.print(f"[red]error:[/] {escape(str(error))}")
        sys.exit(code)


if __name__ == "__main__":
    main()
