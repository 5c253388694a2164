"""The `regesta` command: its commands, and the one place where an error becomes a message and an exit code.

Commands import the rooms they need when they run, so that a question is not kept waiting by the parser of
sentences.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from regesta import __version__
from regesta.commands.console import GroupedCommands, err, out

#: Module of `regesta.commands` -> the commands it brings, in the order of the help.
MODULES: dict[str, tuple[str, ...]] = {
    "demo": ("demo",),
    "desk": ("desk",),
    "workspace": ("init", "add", "extract", "build", "run", "serve", "doctor"),
    "verdict": ("verdict", "accept", "review"),
    "readings": ("readings",),
    "query": ("query", "sparql", "queries", "trace"),
    "export": ("export", "audit", "score"),
    "importing": ("import",),
    "linking": ("link",),
    "identifying": ("identify",),
    "syncing": ("sync",),
}


def command_line(words: Sequence[str] = ()) -> typer.Typer:
    """The command line. Where `words` name a command, only the module that brings it is imported: the others
    take a tenth of a second."""
    app = typer.Typer(
        name="regesta",
        cls=GroupedCommands,
        help="Turn a footnoted history thesis into a reviewed knowledge graph, and serve it.",
        invoke_without_command=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(options)
    named = _named(words)
    meant = [module for module, commands in MODULES.items() if named in commands]
    for module in meant or MODULES:
        import_module(f"regesta.commands.{module}").register(app)
    return app


def _named(words: Sequence[str]) -> str:
    """The command that is typed, "" where there is none."""
    return next((word for word in words if not word.startswith("-")), "")


def _version(wanted: bool) -> None:
    if wanted:
        out.print(f"regesta {__version__}")
        raise typer.Exit


def options(
    context: typer.Context,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Options of every command."""
    if debug:
        os.environ["REGESTA_DEBUG"] = "1"
    if context.invoked_subcommand is None:
        from regesta.commands import desk as start_page

        if not start_page.is_wanted():
            typer.echo(context.get_help())
            raise typer.Exit
        out.print("regesta --help lists the commands")
        start_page.desk()


def main() -> None:
    """Run the command line; errors the user can mend end as a message and a documented exit code
    (docs/commands.md)."""
    words = sys.argv[1:]
    if _named(words) in MODULES["query"]:
        gc.disable()  # they answer once and end: looking for what could be freed is a tenth of their time
    try:
        command_line(words)()
    except KeyboardInterrupt:
        err.print("stopped")
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("REGESTA_DEBUG"):
            raise
        from rich.markup import escape

        from regesta.commands.errors import exit_code, not_written

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


def open_desk() -> None:
    """The start page without a terminal: what a double click on `regesta-desk` starts."""
    sys.argv[1:] = ["desk", *sys.argv[1:]]
    main()


if __name__ == "__main__":
    main()
