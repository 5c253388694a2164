"""What a command says of words it has no place for: which option takes them, as a line to type."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import typer

#: What the command line raises against words it cannot read; typer gives the class no name of its own.
UsageError: Any = typer.BadParameter.__mro__[1]
#: Command -> the option that takes what is typed without one; "": the words are one, in quotes.
TAKEN_BY: Mapping[str, str] = MappingProxyType(
    {
        "accept": "--policy",
        "audit": "--document",
        "build": "--workspace",
        "demo": "--dataset",
        "desk": "--folder",
        "export": "--format",
        "extract": "--document",
        "import": "--as",
        "init": "--workspace",
        "link": "--authority",
        "queries": "--workspace",
        "query": "-p",
        "readings sheet": "--output",
        "review": "--workspace",
        "run": "--workspace",
        "serve": "--workspace",
        "sparql": "",
        "trace": "",
        "verdict edit": "--set",
        "verdict split": "--piece",
    }
)
#: Options of KEY=VALUE: each such word is one of theirs, with the words behind it.
PAIRS = ("-p", "--set", "--piece")


def explain(error: Any, words: Sequence[str]) -> None:
    """Adds to an error the line that was probably meant, where the words hold some that the command has no
    place for; `words` are those behind `regesta`."""
    context = error.ctx
    path = _path(context)
    words = words[len(path) :]
    option = TAKEN_BY.get(" ".join(path))
    if option is None or hasattr(context.command, "commands"):
        return
    given, bare, _ = context.command.make_parser(context).parse_args(args=list(words))
    if not bare or (option in PAIRS and "=" not in bare[0]):
        return
    said = error.message and error.message.rstrip(".") + ". "
    error.message = f"{said}Did you mean: {_meant(path, words, bare, given, option)}"


def _path(context: Any) -> list[str]:
    """The names of a command, without that of the program."""
    return [*_path(context.parent), context.info_name] if context.parent is not None else []


def _meant(
    path: Sequence[str], words: Sequence[str], bare: Sequence[str], given: Mapping[str, Any], option: str
) -> str:
    """The line with its bare words where they belong."""
    if not option:
        (first,) = [value for value in given.values() if value in words[:1]] or [""]
        line = [" ".join(filter(None, (first, *bare)))]
    else:
        kept = list(words)
        for word in bare:
            kept.remove(word)
        line = [*kept, *(part for value in _values(bare, option) for part in (option, value))]
    return " ".join(["regesta", *path, *map(shlex.quote, line)])


def _values(bare: Sequence[str], option: str) -> list[str]:
    """The values of an option among bare words: those of KEY=VALUE begin with such a word, others are one."""
    values = [bare[0]]
    for word in bare[1:]:
        if option in PAIRS and "=" in word:
            values.append(word)
        else:
            values[-1] += " " + word
    return values
