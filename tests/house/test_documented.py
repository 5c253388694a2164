"""Documents are tests: a command, option value, setting or record kind that is not documented fails here."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer

from regesta.cli import MODULES, command_line
from regesta.commands.errors import CODES, exit_code
from regesta.extract.workspace import Settings
from regesta.graph.export import FORMATS
from regesta.review.policy import REQUIREMENTS


def commands() -> list[str]:
    found: list[str] = []

    def walk(command: Any, path: str) -> None:
        if hasattr(command, "commands"):
            for name, sub in command.commands.items():
                walk(sub, f"{path} {name}".strip())
        else:
            found.append(path)

    walk(typer.main.get_command(command_line()), "")
    return found


@pytest.mark.parametrize("module", MODULES)
def test_a_command_named_brings_those_of_its_module(module: str) -> None:
    for name in MODULES[module]:
        group: Any = typer.main.get_command(command_line([name, "--help"]))
        assert set(group.commands) == set(MODULES[module])


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_manual(root: Path, command: str) -> None:
    assert f"`regesta {command}" in (root / "docs" / "commands.md").read_text("utf-8")


def test_the_manual_names_no_command_that_is_not_there(root: Path) -> None:
    named = re.findall(
        r"^\| `regesta ([a-z]+(?: [a-z]+)?)", (root / "docs" / "commands.md").read_text("utf-8"), re.M
    )
    assert set(named) <= set(commands())


def test_every_setting_is_documented(root: Path) -> None:
    text = (root / "docs" / "settings.md").read_text("utf-8")
    shipped = tomllib.loads((root / "extract" / "workspace.toml").read_text("utf-8"))
    names = {*Settings.__slots__, *shipped["serve"], *REQUIREMENTS}
    assert {n for n in names if n not in text} == set()


def test_every_exit_code_is_documented(root: Path) -> None:
    text = (root / "docs" / "commands.md").read_text("utf-8")
    assert {code for _, code in CODES if f"| {code} |" not in text} == set()


@pytest.mark.parametrize(("name", "code"), CODES)
def test_an_error_that_ends_a_command_goes_by_its_name(name: str, code: int) -> None:
    module, _, kind = name.rpartition(".")
    error = getattr(import_module(module), kind)
    assert exit_code(error.__new__(error)) == code
    assert f"{error.__module__}.{error.__qualname__}" == name


def test_every_decision_note_is_listed(root: Path) -> None:
    folder = root / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    assert {p.name for p in folder.glob("[0-9]*.md") if p.name not in index} == set()


def test_every_export_format_is_in_the_help() -> None:
    options = typer.main.get_command(command_line()).commands["export"].params  # type: ignore[attr-defined]  # a group, which typer types as a command
    told = next(o.help for o in options if o.name == "form")
    assert {name for name in FORMATS if name not in told} == set()
